"""Capaian kinerja organisasi of units in a period, and the pattern of predikat an instansi expects of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from ekinerja.prepared import AnyOf, prepared
from organisasi.models import Instansi, PeriodeEvaluasi, UnitKerja
from penilaian.models import CapaianUnit, Evaluasi, PolaDistribusi
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Pola, Predikat, pola_distribusi


@dataclass(frozen=True, slots=True)
class CapaianBerlaku:
    """The capaian that holds for a unit. `unit`: the one it was set for; `sendiri`: that is the unit itself."""

    nilai: CapaianOrganisasi
    unit: UnitKerja
    sendiri: bool


def capaian_of(units: Iterable[UnitKerja], periode: PeriodeEvaluasi) -> dict[int, CapaianBerlaku | None]:
    """By the unit's primary key: its own capaian in the period, else that of the nearest unit above, else None.

    One query, however many units and however deep the tree.
    """
    asked = list(units)
    above = {pk for unit in asked for pk in unit.jalur}
    stored = {row.unit_id: row for row in _set_for(periode.pk, list(above))}
    found: dict[int, CapaianBerlaku | None] = {}
    for unit in asked:
        row = next((stored[pk] for pk in reversed(unit.jalur) if pk in stored), None)
        found[unit.pk] = (
            CapaianBerlaku(CapaianOrganisasi(row.nilai), row.unit, sendiri=row.unit_id == unit.pk) if row else None
        )
    return found


@prepared
def _set_for(periode: int, units: list[int]) -> QuerySet[CapaianUnit]:
    return CapaianUnit.objects.filter(AnyOf("unit", units), periode=periode).select_related("unit")


def pola_of(instansi: Instansi, capaian: CapaianOrganisasi | str) -> Pola:
    """The shares an instansi expects of each predikat: its own where it has set them, else those of the rule book.

    One query.
    """
    row = PolaDistribusi.objects.filter(instansi=instansi, capaian=CapaianOrganisasi(capaian).value).first()
    return shares(row) if row else pola_distribusi(capaian)


def shares(row: PolaDistribusi) -> Pola:
    """Its columns are named as the predikat are."""
    return MappingProxyType({each: getattr(row, each.value) for each in Predikat})


def with_pola(isi: dict[str, Any] | None, instansi: Instansi, capaian: str) -> dict[str, Any]:
    """The `isi` of an Evaluasi with the pattern of the capaian beside it as it is now: the instansi may set another."""
    kept = {each.value: str(share) for each, share in pola_of(instansi, capaian).items()} if capaian else None
    return {**(isi or {}), "pola": kept}


def pola_beside(evaluasi: Evaluasi) -> Pola | None:
    """The pattern that belongs to the capaian beside a predikat: as it was when the document was handed over, until
    then the instansi's of today. None without a capaian. At most one query."""
    if not evaluasi.capaian_organisasi:
        return None
    kept = (evaluasi.isi or {}).get("pola")
    if kept:
        return MappingProxyType({each: Decimal(kept[each.value]) for each in Predikat})
    return pola_of(evaluasi.skp.instansi, evaluasi.capaian_organisasi)
