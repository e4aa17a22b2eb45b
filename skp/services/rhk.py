from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Refused
from organisasi.models import Pegawai
from skp import rules
from skp.models import RencanaHasilKerja, Skp
from skp.rules.sasaran import ALASAN_ATASAN, may_unmeasure, sasaran_problems
from skp.services.editing import (
    change_row,
    first_problem,
    hold_for_editing,
    next_number,
    protected,
    renumber,
    swap,
)
from skp.services.peserta import join_matrices
from skp.terpakai import keeps_used_lines

CYCLE = {"rhk_tanpa_lingkaran": "RHK itu sendiri bersumber dari RHK Anda; pilih RHK atasan yang lain."}
FIELD_OF = {"rhk_tanpa_lingkaran": "atasan", "rhk_atasan_hanya_cascading": "atasan"}


@transaction.atomic
def add_rhk(*, skp: Skp, by: Pegawai, token: UUID, values: dict[str, Any]) -> RencanaHasilKerja:
    """Adds an RHK at the end of the list. The same token gives the same RHK.

    `values` are the model's fields. Raises Refused at the field a rule objects to.
    """
    held = hold_for_editing(skp, by=by)
    sent_before = held.rhk.filter(token=token).first()
    if sent_before:
        return sent_before
    check_rhk(held, values, kept=None)
    with constraint_messages(RencanaHasilKerja, fields=FIELD_OF, triggers=CYCLE):
        rhk = held.rhk.create(token=token, urutan=next_number(held.rhk), **values)
    join_matrices(rhk)
    return rhk


@transaction.atomic
def change_rhk(*, rhk: RencanaHasilKerja, by: Pegawai, versi: int, values: dict[str, Any]) -> RencanaHasilKerja:
    """Raises Conflict for a stale form, Refused at the field a rule objects to."""
    held = hold_for_editing(rhk.skp, by=by)
    check_rhk(held, values, kept=rhk.atasan_id)
    check_unmeasured(rhk, values)
    with keeps_used_lines(held), constraint_messages(RencanaHasilKerja, fields=FIELD_OF, triggers=CYCLE):
        change_row(rhk, versi=versi, **values)
    join_matrices(rhk)
    return rhk


@transaction.atomic
def delete_rhk(*, rhk: RencanaHasilKerja, by: Pegawai) -> None:
    held = hold_for_editing(rhk.skp, by=by)
    rhk.skp = held
    rules.may_delete_rhk(
        by, rhk, jumlah_bulanan=rhk.target_bulanan.count(), jumlah_pendukung=rhk.didukung_oleh.count()
    ).require()
    with protected("RHK ini"):
        rhk.delete()


@transaction.atomic
def move_rhk(*, rhk: RencanaHasilKerja, by: Pegawai, up: bool) -> None:
    """Changes places with the neighbour above or below in its section. At the end of it nothing happens."""
    held = hold_for_editing(rhk.skp, by=by)
    rows = list(held.rhk.order_by("urutan", "pk"))
    swap(rows, rhk, up=up, among=[row for row in rows if row.jenis == rhk.jenis])


@transaction.atomic
def order_rhk(*, skp: Skp, by: Pegawai, ids: list[int]) -> None:
    """Puts the RHK of an SKP into the order of `ids`. Raises Conflict unless these are exactly its RHK."""
    held = hold_for_editing(skp, by=by)
    renumber(list(held.rhk.all()), ids)


def check_rhk(skp: Skp, values: dict[str, Any], *, kept: int | None) -> None:
    """The rules of the guides, and that the superior's RHK and the satuan are ones this SKP may point at.

    `kept` is the superior's RHK chosen before: it stays although his SKP has been reopened since.
    """
    offered = RencanaHasilKerja.objects.offered_to(skp)
    first_problem(rules.rhk_problems(skp, values, atasan_tersedia=offered.exists()) | sasaran_problems(skp, values))
    atasan = values.get("atasan")
    if atasan is not None and atasan.pk != kept and not offered.filter(pk=atasan.pk).exists():
        raise Refused(ALASAN_ATASAN, field="atasan")
    satuan = values.get("satuan")
    if satuan is not None and satuan.instansi_id != skp.instansi_id:
        raise Refused("Pilih satuan dari daftar.", field="satuan")


def check_unmeasured(rhk: RencanaHasilKerja, values: dict[str, Any]) -> None:
    """Raises Refused where the measured target that months break down would be taken away."""
    if rhk.terukur and values.get("target_kuantitas", True) is None:
        verdict = may_unmeasure(jumlah_bulanan=rhk.target_bulanan.count())
        if not verdict:
            raise Refused(verdict.reason, field="target_kuantitas")
