from uuid import UUID

from django.db import transaction

from ekinerja.errors import Refused
from organisasi.models import Pegawai
from skp.models import ButirLampiran, Skp
from skp.services.editing import change_row, hold_for_editing, next_number, swap

# A paper of two sheets; whoever needs more has mistaken it for a plan of work.
BUTIR_MAKSIMUM = 30


@transaction.atomic
def add_butir(*, skp: Skp, by: Pegawai, token: UUID, bagian: str, uraian: str) -> ButirLampiran:
    """Adds a line at the end of its block. The same token gives the same line."""
    held = hold_for_editing(skp, by=by)
    sent_before = held.lampiran.filter(token=token).first()
    if sent_before:
        return sent_before
    return held.lampiran.create(token=token, bagian=bagian, uraian=uraian, urutan=_next_place(held, bagian))


@transaction.atomic
def change_butir(*, butir: ButirLampiran, by: Pegawai, versi: int, bagian: str, uraian: str) -> ButirLampiran:
    """In another block it goes to the end of that block. Raises Conflict for a stale form."""
    held = hold_for_editing(butir.skp, by=by)
    place = butir.urutan if bagian == butir.bagian else _next_place(held, bagian)
    change_row(butir, versi=versi, bagian=bagian, uraian=uraian, urutan=place)
    return butir


@transaction.atomic
def delete_butir(*, butir: ButirLampiran, by: Pegawai) -> None:
    hold_for_editing(butir.skp, by=by)
    butir.delete()


@transaction.atomic
def move_butir(*, butir: ButirLampiran, by: Pegawai, up: bool) -> None:
    """Changes places with its neighbour in the block. At the end of the block nothing happens."""
    held = hold_for_editing(butir.skp, by=by)
    swap(list(held.lampiran.filter(bagian=butir.bagian).order_by("urutan", "pk")), butir, up=up)


def _next_place(skp: Skp, bagian: str) -> int:
    """Raises Refused where the block is full."""
    block = skp.lampiran.filter(bagian=bagian)
    if block.count() >= BUTIR_MAKSIMUM:
        raise Refused(f"Satu bagian lampiran paling banyak {BUTIR_MAKSIMUM} butir.", field="bagian")
    return next_number(block)
