"""Indikator of an RHK, and how each is measured."""

from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict
from organisasi.models import Pegawai
from skp.models import Indikator, ManualIndikator, RencanaHasilKerja, Skp
from skp.rules.sasaran import indikator_problems, may_edit_indikator
from skp.services.editing import change_row, first_problem, hold, next_number, protected, renumber, swap
from skp.terpakai import keeps_used_lines


@transaction.atomic
def add_indikator(*, rhk: RencanaHasilKerja, by: Pegawai, token: UUID, values: dict[str, Any]) -> Indikator:
    """Adds an indikator at the end of the RHK's list. The same token gives the same indikator.

    Raises Refused at the field that the SKP's pendekatan and bentuk ask for in vain, or do not ask for; Conflict for an
    RHK that has gone.
    """
    held = _hold(rhk.skp, by=by)
    if not held.rhk.filter(pk=rhk.pk).exists():
        raise Conflict("RHK ini sudah dihapus.")
    sent_before = rhk.indikator.filter(token=token).first()
    if sent_before:
        return sent_before
    first_problem(indikator_problems(held, values))
    with constraint_messages(Indikator), keeps_used_lines(held):
        return rhk.indikator.create(token=token, urutan=next_number(rhk.indikator), **values)


@transaction.atomic
def change_indikator(*, indikator: Indikator, by: Pegawai, versi: int, values: dict[str, Any]) -> Indikator:
    """Raises Conflict for a stale form. A column the form does not ask for keeps what is stored."""
    held = _hold(indikator.rhk.skp, by=by)
    first_problem(indikator_problems(held, values))
    with keeps_used_lines(held):
        change_row(indikator, versi=versi, **values)
    return indikator


@transaction.atomic
def delete_indikator(*, indikator: Indikator, by: Pegawai) -> None:
    held = _hold(indikator.rhk.skp, by=by)
    with keeps_used_lines(held), protected("Indikator ini"):
        indikator.delete()


@transaction.atomic
def move_indikator(*, indikator: Indikator, by: Pegawai, up: bool) -> None:
    """Changes places with the neighbour above or below. At the end of the list nothing happens."""
    _hold(indikator.rhk.skp, by=by)
    swap(list(indikator.rhk.indikator.order_by("urutan", "pk")), indikator, up=up)


@transaction.atomic
def order_indikator(*, rhk: RencanaHasilKerja, by: Pegawai, ids: list[int]) -> None:
    """Puts the indikator of an RHK into the order of `ids`. Raises Conflict unless these are exactly its indikator."""
    _hold(rhk.skp, by=by)
    renumber(list(rhk.indikator.all()), ids)


@transaction.atomic
def write_manual(*, indikator: Indikator, by: Pegawai, versi: int, values: dict[str, Any]) -> Indikator:
    """Fills in how an indikator is measured; emptied in every field, the manual is gone.

    The version is the indikator's. Raises Conflict for a stale form.
    """
    _hold(indikator.rhk.skp, by=by)
    change_row(indikator, versi=versi)
    if any(values.values()):
        ManualIndikator.objects.update_or_create(indikator=indikator, defaults=values)
    else:
        ManualIndikator.objects.filter(indikator=indikator).delete()
    return indikator


def _hold(skp: Skp, *, by: Pegawai) -> Skp:
    held = hold(skp)
    may_edit_indikator(by, held).require()
    return held
