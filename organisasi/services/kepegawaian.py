"""A person's own data: added, changed, his account ended and taken up again, deleted where nothing speaks of him."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

import pghistory
from django.db import transaction
from django.db.models import ProtectedError

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.models import Mutasi, Pegawai, PenugasanKepala, StatusMutasi, UnitKerja
from organisasi.querysets.kepegawaian import version_of
from organisasi.rules.kepegawaian import may_change_person, may_give_roles, may_manage_people, may_set_active
from organisasi.scoping import local_today
from organisasi.services.unor import hold_open_unit, hold_people, hold_unit, set_head

CHANGED = "Data pegawai ini sudah diubah sejak formulir Anda dibuka. Periksa, lalu simpan lagi bila tetap sesuai."
ROLES = ("admin_instansi", "is_superuser")
_FIELDS = {"organisasi_pegawai_nip_key": "nip", "pegawai_seinstansi": "unit"}
_MESSAGES = {
    "organisasi_pegawai_nip_key": "NIP itu sudah terdaftar.",
    "pegawai_seinstansi": "Unit dan jabatan harus dari instansi pegawai ini.",
}


@transaction.atomic
def add_person(*, pegawai: Pegawai, by: Pegawai) -> Pegawai:
    """A validated person, who cannot sign in before a password is issued. Raises Conflict for a NIP that is taken."""
    may_manage_people(by).require()
    may_change_person(by, pegawai).require()
    if pegawai.admin_instansi or pegawai.is_superuser:
        may_give_roles(by, pegawai).require()
    pegawai.set_unusable_password()
    if pegawai.unit is not None:
        hold_open_unit(pegawai.unit, field="unit")
    with _named():
        pegawai.save(force_insert=True)
    return pegawai


@transaction.atomic
def change_person(*, pegawai: Pegawai, by: Pegawai, versi: int, columns: Sequence[str]) -> Pegawai:
    """Writes `columns` of a validated person over the version the form saw. Raises Conflict where that is older."""
    held = hold_person(pegawai)
    may_change_person(by, held).require()
    check_version(held, versi)
    if any(name in columns and getattr(held, name) != getattr(pegawai, name) for name in ROLES):
        may_give_roles(by, held).require()
    if "unit" in columns and pegawai.unit is not None and pegawai.unit_id != held.unit_id:
        hold_open_unit(pegawai.unit, field="unit")
    with _named():
        pegawai.save(update_fields=list(columns))
    return pegawai


@transaction.atomic
def set_active(
    *,
    pegawai: Pegawai,
    aktif: bool,
    alasan: str,
    by: Pegawai,
    versi: int,
    lepaskan: bool = False,
    pengganti: Pegawai | None = None,
) -> Pegawai:
    """Ends an account, or takes it up again; the reason stays in the person's history.

    Whoever heads a unit is released from it (`lepaskan`) or replaced (`pengganti`) with the same act, and a Plt or Plh
    that runs ends the day before. Raises Refused where neither is said, or a move is planned.
    """
    hold_people([pegawai, pengganti])
    held = hold_person(pegawai)
    may_set_active(by, held, aktif=aktif).require()
    check_version(held, versi)
    if not alasan.strip():
        raise Refused("Tuliskan alasannya.", field="alasan")
    if aktif:
        _check_place(held)
    else:
        _refuse_planned(held)
    with because(alasan, by=by):
        if not aktif:
            release_head(held, lepaskan=lepaskan, pengganti=pengganti)
            end_assignments(held, before=local_today(held))
        held.is_active = aktif
        held.save(update_fields=["is_active"])
    return held


@transaction.atomic
def delete_person(*, pegawai: Pegawai, by: Pegawai) -> None:
    """Raises Refused with what speaks of him, counted. Rows that keep to themselves who is meant are not."""
    held = hold_person(pegawai)
    may_change_person(by, held).require()
    try:
        held.delete()
    except ProtectedError as error:
        rows = [row for row in error.protected_objects if not getattr(row, "uncounted", False)]
        kinds = Counter(str(row._meta.verbose_name) for row in rows)
        named = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items())) or "dokumen lain"
        raise Refused(
            f"{held} tidak dapat dihapus: masih ada {named}. Nonaktifkan saja; dokumennya tetap tersimpan."
        ) from error


def hold_person(pegawai: Pegawai) -> Pegawai:
    """The person as he is now, locked until the transaction ends."""
    rows = Pegawai.objects.select_for_update(of=("self",), no_key=True).select_related("instansi", "unit", "jabatan")
    held = rows.filter(pk=pegawai.pk).first()
    if held is None:
        raise Conflict("Pegawai ini sudah dihapus.")
    return held


def check_version(held: Pegawai, versi: int) -> None:
    """Asked of a person who is held. Raises Conflict where his data were changed after the form was made."""
    if version_of(held) != versi:
        raise Conflict(CHANGED)


@contextmanager
def because(alasan: str, *, by: Pegawai) -> Iterator[None]:
    """What is changed inside carries the reason, and who did it, into the history."""
    with pghistory.context(user=by.pk, alasan=alasan.strip()):
        yield


def release_head(pegawai: Pegawai, *, lepaskan: bool, pengganti: Pegawai | None = None) -> None:
    """He heads no unit any more. Raises Refused where nothing was decided, or the other cannot head it."""
    unit = UnitKerja.objects.filter(kepala=pegawai).first()
    if unit is None:
        return
    if pengganti is None and not lepaskan:
        raise Refused(f"{pegawai} masih kepala {unit}. Lepaskan, atau pilih penggantinya.", field="kepala")
    if pengganti is not None and pengganti.pk == pegawai.pk:
        raise Refused("Penggantinya harus orang lain.", field="kepala")
    set_head(unit=unit, kepala=pengganti)


def end_assignments(pegawai: Pegawai, *, before: date) -> None:
    """His Plt and Plh of the day and later: what has begun ends the day before, what has not falls away."""
    rows = PenugasanKepala.objects.filter(pegawai=pegawai, selesai__gte=before)
    rows.filter(mulai__lt=before).update(selesai=before - timedelta(days=1))
    rows.filter(mulai__gte=before).delete()


def _check_place(pegawai: Pegawai) -> None:
    if pegawai.unit is not None and not hold_unit(pegawai.unit).aktif:
        raise Refused(f"{pegawai.unit} sudah ditutup. Ubah dahulu unit kerja pegawai ini.")


def _refuse_planned(pegawai: Pegawai) -> None:
    if Mutasi.objects.filter(pegawai=pegawai, status=StatusMutasi.DIRENCANAKAN).exists():
        raise Refused(f"{pegawai} mempunyai mutasi yang direncanakan. Batalkan dahulu mutasi itu.")


@contextmanager
def _named() -> Iterator[None]:
    with constraint_messages(Pegawai, fields=_FIELDS, triggers=_MESSAGES):
        yield
