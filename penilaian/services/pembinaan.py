"""Catatan pembinaan: bimbingan, coaching, mentoring and konseling kinerja, and what the person says to it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.errors import Conflict, Refused
from organisasi.models import Pegawai
from organisasi.pemberitahuan import notify
from penilaian.models import CatatanPembinaan
from penilaian.rules import pembinaan as rules
from skp.models import Skp
from skp.services.editing import change_row


@transaction.atomic
def add_pembinaan(*, skp: Skp, by: Pegawai, at: datetime, token: UUID, values: dict[str, Any]) -> CatatanPembinaan:
    """`values`: jenis, tanggal, topik, uraian, tindak_lanjut. The same token gives the same row; the person is told."""
    rules.may_add_pembinaan(by, skp).require()
    _check_date(skp, values, at=at)
    catatan, made = CatatanPembinaan.objects.get_or_create(token=token, skp=skp, oleh=by, defaults=values)
    if made:
        told = f"{by} mencatat {catatan.get_jenis_display().lower()} dengan Anda: {catatan.topik}"
        notify([skp.pegawai], told, tautan=catatan.get_absolute_url(), at=at, by=by)
    return catatan


@transaction.atomic
def change_pembinaan(
    *, catatan: CatatanPembinaan, by: Pegawai, at: datetime, versi: int, values: dict[str, Any]
) -> CatatanPembinaan:
    """Raises NotAllowed for another author, IllegalTransition once answered, Conflict for a stale form."""
    held = _hold(catatan)
    rules.may_change_pembinaan(by, held).require()
    _check_date(held.skp, values, at=at)
    change_row(held, versi=versi, **values)
    return held


@transaction.atomic
def respond_pembinaan(
    *, catatan: CatatanPembinaan, by: Pegawai, at: datetime, versi: int, tanggapan: str
) -> CatatanPembinaan:
    """By the person, once; whoever wrote the note is told. Raises Conflict where it was changed while he wrote."""
    held = _hold(catatan)
    rules.may_respond_pembinaan(by, held).require()
    change_row(held, versi=versi, tanggapan=tanggapan.strip(), tanggapan_pada=at)
    told = f"{by} menanggapi catatan pembinaan: {held.topik}"
    notify([held.oleh, held.skp.penilai], told, tautan=held.get_absolute_url(), at=at, by=by)
    return held


def _hold(catatan: CatatanPembinaan) -> CatatanPembinaan:
    held = (
        CatatanPembinaan.objects.for_list().select_for_update(of=("self",), no_key=True).filter(pk=catatan.pk).first()
    )
    if held is None:
        raise Conflict("Catatan ini sudah dihapus.")
    return held


def _check_date(skp: Skp, values: dict[str, Any], *, at: datetime) -> None:
    today = at.astimezone(skp.instansi.tz).date()
    if problem := rules.date_problem(values["tanggal"], skp, today=today):
        raise Refused(problem, field="tanggal")
