"""What the monitoring pages read: sums of the ledgers per unit, and the persons and days behind them."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q, QuerySet

from dashboard.models import Pengingat, RekapPegawai, RekapUnit, RekapUnitBulan
from dashboard.querysets.rekap import TOTAL, LedgerQuerySet
from dashboard.querysets.statistik import COUNTED, with_years
from ekinerja.prepared import AnyOf, prepared
from kegiatan.models import KegiatanHarian
from organisasi.models import Instansi, UnitKerja
from organisasi.scoping import administered, led_units, units_headed
from skp.models import SkpBulanan

if TYPE_CHECKING:
    from organisasi.models import Pegawai

Own = dict[int | None, dict[str, Any]]
"""The figures of each unit itself by its key; None: of who is in no unit."""


def reachable_instansi(user: "Pegawai") -> "QuerySet[Instansi, Instansi]":
    return Instansi.objects.filter(administered(user, path="pk"))


def reachable_units(user: "Pegawai") -> "QuerySet[UnitKerja, Any]":
    """Those of the instansi he administers, and those he leads with all below; with `tahun_rekap`, the years that are
    counted."""
    rows = UnitKerja.objects.filter(administered(user) | Q(pk__in=units_headed(user)))
    return with_years(rows.select_related("instansi"))


def tops(user: "Pegawai") -> list[UnitKerja]:
    """The units he leads, without those below another of them, the highest first."""
    led = led_units(user)
    keys = {unit.pk for unit in led}
    highest = [unit for unit in led if not keys.intersection(unit.jalur[:-1])]
    return sorted(highest, key=lambda unit: (len(unit.jalur), unit.kode))


def units_in(instansi: Instansi, unit: UnitKerja | None) -> list[UnitKerja]:
    """All units of an instansi, or a unit with all below it."""
    rows = UnitKerja.objects.filter(instansi=instansi)
    if unit is not None:
        rows = rows.filter(jalur__contains=[unit.pk])
    return list(rows.only("pk", "nama", "kode", "induk_id", "instansi_id", "jalur", "aktif").order_by())


def year_by_unit(instansi: Instansi, unit: UnitKerja | None, tahun: int) -> Own:
    return _by_unit(RekapUnit.objects.filter(instansi=instansi, tahun=tahun), unit)


def month_by_unit(instansi: Instansi, unit: UnitKerja | None, tahun: int, bulan: int) -> Own:
    return _by_unit(RekapUnitBulan.objects.filter(instansi=instansi, tahun=tahun, bulan=bulan), unit)


def _by_unit(rows: LedgerQuerySet, unit: UnitKerja | None) -> Own:
    if unit is not None:
        rows = rows.filter(unit__jalur__contains=[unit.pk])
    return {row["unit_id"]: _sums(row) for row in rows.per("unit_id")}


def months_of(unit: UnitKerja, tahun: int) -> dict[int, dict[str, Any]]:
    """The figures of a unit with all below it, per month."""
    return {row["bulan"]: _sums(row) for row in _months_of(unit.instansi_id, unit.pk, tahun)}


@prepared
def _months_of(instansi: int, unit: int, tahun: int) -> "QuerySet[RekapUnitBulan, dict[str, Any]]":
    return RekapUnitBulan.objects.filter(tahun=tahun).below(UnitKerja(pk=unit, instansi_id=instansi)).per("bulan")


def _sums(row: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(TOTAL): value for name, value in row.items() if name.startswith(TOTAL)}


# --- Who has not made his SKP ---------------------------------------------------------------------------------------


def without_skp(instansi: Instansi, unit: UnitKerja | None, tahun: int) -> "QuerySet[RekapPegawai, RekapPegawai]":
    rows = RekapPegawai.objects.filter(COUNTED, instansi=instansi, tahun=tahun, status="")
    return rows if unit is None else rows.filter(unit__jalur__contains=[unit.pk])


def reminded_since(people: Iterable[int], tahun: int, since: Any) -> dict[int, Any]:
    """When each of these people was last reminded, of those who were."""
    rows = Pengingat.objects.filter(pegawai__in=people, tahun=tahun, pada__gte=since).order_by()
    return dict(rows.values_list("pegawai").annotate(terakhir=Max("pada")))


# --- Days and months of persons -------------------------------------------------------------------------------------


def activities_by_day(people: Iterable[int], first: date, last: date) -> dict[tuple[int, date], int]:
    """How many activities each of these people has on each day. By the index of person and day."""
    return {(pegawai, day): number for pegawai, day, number in _activities(list(people), first, last)}


@prepared
def _activities(people: list[int], first: date, last: date) -> "QuerySet[KegiatanHarian, tuple[int, date, int]]":
    rows = KegiatanHarian.objects.filter(AnyOf("pegawai", people), tanggal__range=(first, last)).order_by()
    return rows.values_list("pegawai", "tanggal").annotate(jumlah=Count("pk"))


def months_to_open(user: "Pegawai", people: Iterable[int], tahun: int, bulan: int) -> dict[int, int]:
    """The SKP Bulanan of these people that the user may read: its key by the person's; of two in a month the later
    one's."""
    rows = SkpBulanan.objects.visible_to(user).filter(skp__pegawai__in=list(people), skp__tahun=tahun, bulan=bulan)
    return dict(rows.order_by("skp__periode_mulai").values_list("skp__pegawai", "pk"))
