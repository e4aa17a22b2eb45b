"""Days for which a person is not counted as one without an SKP."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.deadlines import format_day
from organisasi.models import Pegawai, Pengecualian
from organisasi.rules.kepegawaian import may_change_person, may_end_pengecualian, may_keep_pengecualian

_OVERLAP = "pengecualian_tidak_tumpang_tindih"


@transaction.atomic
def add_pengecualian(
    *, people: Sequence[Pegawai], by: Pegawai, token: UUID, values: Mapping[str, Any]
) -> list[Pengecualian]:
    """The same days and reason for each of them, or for nobody: Conflict names the first who has one on these days.

    The same token gives the same rows.
    """
    for pegawai in people:
        may_change_person(by, pegawai).require()
    _check_days(values["mulai"], values.get("selesai"))
    return [_add(pegawai, by=by, token=uuid5(token, str(pegawai.pk)), values=values) for pegawai in people]


def _add(pegawai: Pegawai, *, by: Pegawai, token: UUID, values: Mapping[str, Any]) -> Pengecualian:
    with _overlap_named(pegawai):
        row, _made = Pengecualian.objects.get_or_create(
            token=token, pegawai=pegawai, defaults={**values, "dicatat_oleh": by}
        )
    return row


@transaction.atomic
def change_pengecualian(
    *, pengecualian: Pengecualian, by: Pegawai, versi: int, values: Mapping[str, Any]
) -> Pengecualian:
    may_keep_pengecualian(by, pengecualian).require()
    _check_days(values.get("mulai", pengecualian.mulai), values.get("selesai"))
    with _overlap_named(pengecualian.pegawai):
        changed = Pengecualian.objects.filter(pk=pengecualian.pk, versi=versi).update(
            **values, versi=F("versi") + 1, diubah_pada=timezone.now()
        )
    if not changed:
        raise Conflict("Pengecualian ini sudah diubah sejak formulir Anda dibuka. Periksa, lalu simpan lagi.")
    pengecualian.refresh_from_db()
    return pengecualian


@transaction.atomic
def end_pengecualian(*, pengecualian: Pengecualian, by: Pegawai, today: date) -> Pengecualian:
    """Today is its last day. Raises IllegalTransition where it is over, or has not begun."""
    may_end_pengecualian(by, pengecualian, today=today).require()
    return change_pengecualian(pengecualian=pengecualian, by=by, versi=pengecualian.versi, values={"selesai": today})


@transaction.atomic
def delete_pengecualian(*, pengecualian: Pengecualian, by: Pegawai) -> None:
    """What it said stays in the audit. Raises Conflict where somebody was first."""
    may_keep_pengecualian(by, pengecualian).require()
    deleted, _kinds = Pengecualian.objects.filter(pk=pengecualian.pk).delete()
    if not deleted:
        raise Conflict("Pengecualian ini sudah dihapus.")


def _check_days(mulai: date, selesai: date | None) -> None:
    if selesai is not None and selesai < mulai:
        raise Refused("Tanggal sampai tidak boleh sebelum tanggal mulai.", field="selesai")


@contextmanager
def _overlap_named(pegawai: Pegawai) -> Iterator[None]:
    """The database refuses the overlap, whoever was first; the message says whose and which days."""
    try:
        with constraint_messages(Pengecualian, fields={_OVERLAP: "mulai"}):
            yield
    except Conflict as conflict:
        if conflict.field != "mulai":
            raise
        said = "; ".join(map(_days, pegawai.pengecualian.order_by("mulai")))
        raise Conflict(f"{pegawai} sudah dikecualikan pada sebagian masa itu: {said}.", field="mulai") from conflict


def _days(row: Pengecualian) -> str:
    until = f"sampai {format_day(row.selesai)}" if row.selesai else "seterusnya"
    return f"{row.get_alasan_display()}, {format_day(row.mulai)} {until}"
