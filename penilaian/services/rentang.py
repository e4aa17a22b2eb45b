"""The ranges of nilai kualitas an instansi allows. What was given keeps the range it was given in."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict
from organisasi.models import Instansi, Pegawai
from organisasi.querysets.pengaturan import seen
from penilaian.models import RentangKualitas
from penilaian.rules.periode import manages

FIELD_OF = {"rentang_satu_per_batas": "batas_bawah", "rentang_0_sampai_100": "minimum"}


def fingerprint(row: RentangKualitas) -> int:
    """It has no version: a form is as old as what it showed."""
    return seen({name: f"{getattr(row, name):.2f}" for name in ("batas_bawah", "minimum", "maksimum")})


@transaction.atomic
def add_range(*, instansi: Instansi, by: Pegawai, values: Mapping[str, Decimal]) -> RentangKualitas:
    """The same again is one row. Raises NotAllowed, Conflict where that lower bound has another range."""
    manages(by, instansi.pk).require()
    there = RentangKualitas.objects.filter(instansi=instansi, **values).first()
    if there is not None:
        return there
    with constraint_messages(RentangKualitas, fields=FIELD_OF):
        return RentangKualitas.objects.create(instansi=instansi, **values)


@transaction.atomic
def change_range(
    *, rentang: RentangKualitas, by: Pegawai, dilihat: int, values: Mapping[str, Decimal]
) -> RentangKualitas:
    manages(by, rentang.instansi_id).require()
    held = _hold(rentang)
    if fingerprint(held) != dilihat:
        raise Conflict("Rentang ini diubah orang lain sejak halaman Anda dibuka. Bandingkan, lalu simpan lagi.")
    for name, value in values.items():
        setattr(held, name, value)
    with constraint_messages(RentangKualitas, fields=FIELD_OF):
        held.save(update_fields=list(values))
    return held


@transaction.atomic
def delete_range(*, rentang: RentangKualitas, by: Pegawai) -> None:
    manages(by, rentang.instansi_id).require()
    _hold(rentang).delete()


def _hold(rentang: RentangKualitas) -> RentangKualitas:
    held = RentangKualitas.objects.select_for_update(no_key=True).filter(pk=rentang.pk).first()
    if held is None:
        raise Conflict("Rentang ini sudah dihapus.")
    return held
