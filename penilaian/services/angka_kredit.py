"""Angka kredit from outside this application: recorded, corrected, deleted by the admin; its owner is told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.models import Pegawai
from organisasi.pemberitahuan import notify
from organisasi.scoping import local_today
from penilaian.models import AngkaKreditAwal
from penilaian.rules import angka_kredit as rules
from skp.services.editing import change_row

FIELD_OF = {"angka_kredit_awal_positif": "nilai", "angka_kredit_awal_jenis_dikenal": "jenis"}


@transaction.atomic
def add_awal(*, pegawai: Pegawai, by: Pegawai, at: datetime, token: UUID, values: dict[str, Any]) -> AngkaKreditAwal:
    """`values`: jenis, nilai, tanggal, nomor, keterangan. The same token gives the same row.

    Raises NotAllowed for who may not, Refused at the field for a day to come or a decision recorded before.
    """
    rules.may_add_awal(by, pegawai).require()
    _hold(pegawai)
    sent_before = AngkaKreditAwal.objects.filter(token=token, pegawai=pegawai).first()
    if sent_before:
        return sent_before
    _check(pegawai, by, values)
    with constraint_messages(AngkaKreditAwal, fields=FIELD_OF):
        row = AngkaKreditAwal.objects.create(pegawai=pegawai, token=token, dicatat_oleh=by, **values)
    _tell(pegawai, f"{row} dicatat dengan keputusan {row.nomor}.", at=at, by=by)
    return row


@transaction.atomic
def change_awal(
    *, awal: AngkaKreditAwal, by: Pegawai, at: datetime, versi: int, values: dict[str, Any]
) -> AngkaKreditAwal:
    """`values` as in `add_awal`. Raises Conflict for a stale form, Refused as `add_awal` does."""
    rules.may_keep_awal(by, awal.pegawai).require()
    _hold(awal.pegawai)
    _check(awal.pegawai, by, values, besides=awal)
    with constraint_messages(AngkaKreditAwal, fields=FIELD_OF):
        change_row(awal, versi=versi, **values, dicatat_oleh=by)
    _tell(awal.pegawai, f"{awal} diubah menurut keputusan {awal.nomor}.", at=at, by=by)
    return awal


@transaction.atomic
def delete_awal(*, awal: AngkaKreditAwal, by: Pegawai, at: datetime, versi: int | None) -> None:
    """Raises Conflict where the row is not the one the page showed."""
    rules.may_keep_awal(by, awal.pegawai).require()
    rows = AngkaKreditAwal.objects.filter(pk=awal.pk)
    deleted, _ = (rows if versi is None else rows.filter(versi=versi)).delete()
    if not deleted:
        raise Conflict("Angka kredit ini sudah diubah atau dihapus sejak halaman Anda dibuka.")
    _tell(awal.pegawai, f"{awal} (keputusan {awal.nomor}) dihapus dari catatan.", at=at, by=by)


def _hold(pegawai: Pegawai) -> None:
    """One at a time for a person, so that no decision is recorded twice."""
    Pegawai.objects.select_for_update(no_key=True).only("pk").get(pk=pegawai.pk)


def _check(pegawai: Pegawai, by: Pegawai, values: dict[str, Any], *, besides: AngkaKreditAwal | None = None) -> None:
    if problem := rules.date_problem(values["tanggal"], today=local_today(by)):
        raise Refused(problem, field="tanggal")
    same = AngkaKreditAwal.objects.filter(pegawai=pegawai, jenis=values["jenis"], nomor__iexact=values["nomor"])
    if (same.exclude(pk=besides.pk) if besides else same).exists():
        raise Refused("Keputusan dengan nomor dan jenis ini sudah dicatat untuk pegawai itu.", field="nomor")


def _tell(pegawai: Pegawai, text: str, *, at: datetime, by: Pegawai) -> None:
    notify([pegawai], f"Angka kredit Anda: {text}", tautan=reverse("penilaian:angka_kredit"), at=at, by=by)
