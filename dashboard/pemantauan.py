"""Monitoring Pengisian and Monitoring Bulanan: the units one leads or administers as a tree of figures, and the days
and months of the people in one of them.

The figures of a unit are those of all its people and of the units below it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from dashboard.angka import bands
from dashboard.models.rekap import TAHUNAN, RekapUnitBulan
from dashboard.querysets import pemantauan as querysets
from dashboard.querysets.rekap_unit import Masa, excepted_by_month, excepted_by_unit, more_than_in_year
from dashboard.rules.statistik import is_counted
from ekinerja.charts import Band, YearChart, year_chart
from ekinerja.forms import BULAN
from ekinerja.rules import Verdict
from organisasi.deadlines import month_end
from organisasi.hari_kerja import HariKerja
from organisasi.models import Instansi, Pegawai, UnitKerja
from organisasi.rules.orang import measures
from penilaian.kurva import tree

MOST_ROWS = 150
"""So many units are shown at once at most: those below them are folded into the unit above, and where even the first
level is longer it is paged."""
DEEPEST = 4
"""Rows further down are not moved in any more."""
BULANAN = RekapUnitBulan.ANGKA
HARI = ("Sn", "Sl", "Rb", "Km", "Jm", "Sb", "Mg")
HARI_PANJANG = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True)
class Cakupan:
    """What is looked at: an instansi, or a unit with all below it, in a year, and in a month where one was chosen."""

    instansi: Instansi
    unit: UnitKerja | None
    tahun: int
    bulan: int | None
    hari_ini: date
    puncak: Sequence[UnitKerja] = ()
    """The highest units the viewer may look at; none: the whole instansi."""
    pilih_instansi: bool = False
    """Whether the viewer chooses the instansi too."""
    tahun_dihitung: Sequence[int] = ()

    @property
    def nama(self) -> str:
        return str(self.unit or self.instansi)

    @property
    def masa(self) -> str:
        return f"{BULAN[self.bulan - 1]} {self.tahun}" if self.bulan else str(self.tahun)

    @property
    def mengukur(self) -> Verdict:
        return measures(self.instansi)

    @property
    def dihitung(self) -> Verdict:
        return is_counted(self.tahun, self.tahun_dihitung)

    @property
    def berjalan(self) -> bool:
        return self.tahun == self.hari_ini.year

    def query(self, **changes: Any) -> str:
        """The same in an address, with these changed."""
        values = {
            "instansi": self.instansi.pk if self.pilih_instansi else "",
            "unit": self.unit.pk if self.unit else "",
            "tahun": self.tahun,
            "bulan": self.bulan or "",
        }
        return urlencode({name: value for name, value in {**values, **changes}.items() if value})

    @property
    def judul(self) -> str:
        return f"{self.nama} dan unit di bawahnya, {self.masa}"

    @property
    def query_lain(self) -> str:
        """The same without the unit, for the address of another one."""
        return self.query(unit="")

    @property
    def sedang_berjalan(self) -> bool:
        """Whether the month still goes on."""
        return self.awal <= self.hari_ini <= month_end(self.awal)

    @cached_property
    def units(self) -> list[UnitKerja]:
        return querysets.units_in(self.instansi, self.unit)

    @cached_property
    def di_atas(self) -> list[UnitKerja]:
        """The units above it that the viewer may look at, from the top."""
        if self.unit is None or len(self.unit.jalur) == 1:
            return []
        above = UnitKerja.objects.in_bulk(self.unit.jalur[:-1])
        path = [above[pk] for pk in self.unit.jalur[:-1]]
        tops = {unit.pk for unit in self.puncak}
        return [unit for unit in path if not tops or tops.intersection(unit.jalur)]

    @property
    def akhir(self) -> date:
        """The last day of the month that counts so far."""
        return min(month_end(self.awal), self.hari_ini)

    @property
    def awal(self) -> date:
        return date(self.tahun, self.bulan or 1, 1)


# --- Figures as a tree ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Baris:
    """A unit with all below it. Without one: who is in no unit, or everybody (`jumlah`)."""

    unit: UnitKerja | None
    angka: Mapping[str, Any]
    tingkat: int = 0
    terlipat: int = 0
    """How many units below it have no row of their own."""
    jumlah: bool = False


@dataclass(frozen=True)
class Pohon:
    jumlah: Baris
    baris: list[Baris]
    tanpa_pegawai: int
    """How many units nobody is counted in."""

    def halaman(self, number: str | None) -> "Page[Baris]":
        """The rows of the page of an address; nonsense shows the nearest."""
        return Paginator(self.baris, MOST_ROWS).get_page(number)


def tree_of(cakupan: Cakupan, own: querysets.Own, columns: Iterable[str], *, counted: str, row: type[Baris]) -> Pohon:
    """Units from above as far down as they fit; `counted`: the column that says whether anybody is there."""
    names = tuple(columns)
    units = {unit.pk: unit for unit in cakupan.units}
    sums: dict[int | None, Counter[str]] = {}
    for pk, figures in own.items():
        path = [None, *(step for step in units[pk].jalur if step in units)] if pk in units else [None]
        for step in path:
            sums.setdefault(step, Counter()).update({name: figures.get(name, 0) for name in names})
    nobody = dict.fromkeys(names, 0)

    def figures_of(pk: int | None) -> Mapping[str, Any]:
        return {**nobody, **sums.get(pk, {})}

    shown = [
        (unit, depth) for unit, depth in tree(units.values()) if figures_of(unit.pk)[counted] and unit != cakupan.unit
    ]
    first = min((depth for _unit, depth in shown), default=0)
    deepest = _deepest([depth for _unit, depth in shown])
    folded = Counter(_ancestor(unit, depth, deepest) for unit, depth in shown if depth > deepest)
    rows = [row(unit, figures_of(unit.pk), depth - first, folded[unit.pk]) for unit, depth in shown if depth <= deepest]
    if cakupan.unit is None and own.get(None, {}).get(counted):
        rows.append(row(None, {**nobody, **own[None]}))
    everybody = row(cakupan.unit, figures_of(None), jumlah=True)
    quiet = sum(not figures_of(unit.pk)[counted] for unit in units.values() if unit.aktif)
    return Pohon(everybody, rows, quiet)


def _deepest(depths: Sequence[int]) -> int:
    """The level to which all rows fit on the page; at least the first one."""
    counts = Counter(depths)
    fits, total = min(depths, default=0), 0
    for depth in sorted(counts):
        total += counts[depth]
        if total > MOST_ROWS and depth > fits:
            break
        fits = depth
    return fits


def _ancestor(unit: UnitKerja, depth: int, deepest: int) -> int:
    """The key of the unit above it that has a row."""
    return unit.jalur[len(unit.jalur) - 1 - (depth - deepest)]


def percent(part: int, whole: int) -> Decimal | None:
    """One decimal; None of nothing."""
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def mean(total: Decimal | int, number: int, places: str = "0.01") -> Decimal | None:
    return (Decimal(total) / number).quantize(Decimal(places), ROUND_HALF_UP) if number else None


# --- Monitoring Pengisian -------------------------------------------------------------------------------------------


class BarisPengisian(Baris):
    @property
    def belum(self) -> int:
        return self.angka["pegawai"] - self.angka["draft"] - self.angka["diajukan"] - self.angka["disetujui"]

    @property
    def persen(self) -> Decimal | None:
        return percent(self.angka["disetujui"], self.angka["pegawai"])


@dataclass(frozen=True)
class Pengisian:
    cakupan: Cakupan

    @cached_property
    def pohon(self) -> Pohon:
        scope = self.cakupan
        own = querysets.year_by_unit(scope.instansi, scope.unit, scope.tahun)
        return tree_of(scope, own, TAHUNAN, counted="pegawai", row=BarisPengisian)

    @property
    def orang(self) -> Any:
        """Who has not made his SKP, by name."""
        scope = self.cakupan
        rows = querysets.without_skp(scope.instansi, scope.unit, scope.tahun)
        return rows.select_related("pegawai__jabatan", "unit").order_by("pegawai__nama", "pegawai__nip")

    @property
    def alamat_orang(self) -> str:
        """Of the persons behind the figures; the unit and the class are still to be added."""
        kwargs = {"jenis": "pengisian", "instansi": self.cakupan.instansi.pk, "tahun": self.cakupan.tahun}
        return reverse("dashboard:statistik_orang", kwargs=kwargs)


# --- Monitoring Bulanan ---------------------------------------------------------------------------------------------


class BarisBulanan(Baris):
    """`pegawai` are those of the year whom the month concerns; the rest is of the month, without who is excepted."""

    @property
    def rata_hari(self) -> Decimal | None:
        return mean(self.angka["hari"], self.angka["pegawai"], "0.1")

    @property
    def belum_dinilai(self) -> int:
        return self.angka["kegiatan"] - self.angka["dinilai"]

    # Who has moved or left since may have an SKP Bulanan here while he is counted elsewhere.
    @property
    def belum_disusun(self) -> int:
        return max(self.angka["pegawai"] - self.angka["disusun"], 0)

    @property
    def belum_disetujui(self) -> int:
        return self.angka["disusun"] - self.angka["disetujui"]

    @property
    def belum_realisasi(self) -> int:
        return self.angka["disetujui"] - self.angka["lengkap"]

    @property
    def rata_capaian(self) -> Decimal | None:
        return mean(self.angka["nilai_jumlah"], self.angka["ditutup"])


@dataclass(frozen=True)
class Bulanan:
    cakupan: Cakupan

    @cached_property
    def pohon(self) -> Pohon:
        scope = self.cakupan
        masa = Masa(scope.tahun, scope.bulan or 1)
        own = querysets.month_by_unit(scope.instansi, scope.unit, masa.tahun, scope.bulan or 1)
        people = querysets.year_by_unit(scope.instansi, scope.unit, masa.tahun)
        merged = {pk: {**own.get(pk, {}), "pegawai": people.get(pk, {}).get("pegawai", 0)} for pk in {*own, *people}}
        for pk, number in more_than_in_year(scope.instansi, scope.unit, masa).items():
            merged[pk]["pegawai"] += number
        for pk, excepted in excepted_by_unit(scope.instansi, scope.unit, masa).items():
            merged[pk].update({name: merged[pk][name] - value for name, value in excepted.items()})
        for figures in merged.values():
            figures["ada"] = figures["pegawai"] + figures.get("mengisi", 0) + figures.get("disusun", 0)
        return tree_of(scope, merged, ("pegawai", "ada", *BULANAN), counted="ada", row=BarisBulanan)

    @cached_property
    def hari_kerja(self) -> int:
        return working_days(self.cakupan.instansi, self.cakupan.awal, self.cakupan.akhir)


def working_days(instansi: Instansi, first: date, last: date) -> int:
    """From a day to another one, by the calendar of the instansi. One query."""
    calendar = HariKerja(instansi, sejak=first)
    return sum(calendar.masuk(first + timedelta(days=step)) for step in range((last - first).days + 1))


# --- One unit -------------------------------------------------------------------------------------------------------


def months_of(unit: UnitKerja, tahun: int) -> dict[int, dict[str, Any]]:
    """The figures of a unit with all below it, per month, of those who count in that month."""
    excepted = excepted_by_month(unit, tahun)
    return {
        month: {name: value - excepted[month][name] for name, value in figures.items()}
        for month, figures in querysets.months_of(unit, tahun).items()
    }


@dataclass(frozen=True)
class Perjalanan:
    """The months of a unit over the year."""

    nama: str
    bulan: Mapping[int, Mapping[str, Any]]

    @cached_property
    def capaian(self) -> YearChart | None:
        """The mean of those months that are closed."""
        return self._chart("nilai_jumlah", "ditutup", 1, bands())

    @cached_property
    def dinilai(self) -> YearChart | None:
        """Which part of the activities is graded, in percent."""
        return self._chart("dinilai", "kegiatan", 100, DINILAI)

    @property
    def judul_capaian(self) -> str:
        return f"Rata-rata nilai capaian SKP Bulanan yang sudah ditutup, {self.nama}"

    @property
    def judul_dinilai(self) -> str:
        return f"Kegiatan harian yang sudah dinilai, dalam persen, {self.nama}"

    def _chart(self, part: str, whole: str, factor: int, limits: list[Band]) -> YearChart | None:
        found = [self.bulan.get(number, {}) for number in range(1, 13)]
        values = [mean(month[part] * factor, month[whole]) if month.get(whole) else None for month in found]
        return year_chart(values, limits) if any(value is not None for value in values) else None


DINILAI = [
    Band("Kurang dari separuh", Decimal(0), "bahaya"),
    Band("Sebagian besar", Decimal(50), "peringatan"),
    Band("Hampir semua", Decimal(90), "sukses"),
]


# --- Days -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hari:
    tanggal: date
    masuk: bool
    libur: str
    """Why nobody works, empty on a working day."""

    @property
    def singkat(self) -> str:
        return HARI[self.tanggal.weekday()]

    @property
    def panjang(self) -> str:
        return HARI_PANJANG[self.tanggal.weekday()]


@dataclass(frozen=True)
class Sel:
    teks: str
    kelas: str


@dataclass(frozen=True)
class BarisKalender:
    pegawai: Pegawai
    sel: list[Sel]
    terisi: int
    jumlah: int


DARKEST = 4
"""From so many activities a day on a cell is at its darkest."""


def days_of(cakupan: Cakupan) -> list[Hari]:
    """One query."""
    calendar = HariKerja(cakupan.instansi, sejak=cakupan.awal)
    days = [cakupan.awal.replace(day=number) for number in range(1, month_end(cakupan.awal).day + 1)]
    return [
        Hari(day, calendar.masuk(day), "" if calendar.masuk(day) else "akhir pekan" if day.weekday() > 4 else "libur")
        for day in days
    ]


def calendar_rows(people: Iterable[Pegawai], days: Sequence[Hari], *, today: date) -> list[BarisKalender]:
    """One query, however many people."""
    rows = list(people)
    first, last = days[0].tanggal, days[-1].tanggal
    counts = querysets.activities_by_day([person.pk for person in rows], first, last)

    def row(person: Pegawai) -> BarisKalender:
        numbers = [counts.get((person.pk, day.tanggal), 0) for day in days]
        cells = [_cell(day, number, today) for day, number in zip(days, numbers, strict=True)]
        return BarisKalender(person, cells, sum(number > 0 for number in numbers), sum(numbers))

    return [row(person) for person in rows]


def _cell(day: Hari, number: int, today: date) -> Sel:
    """A day on which one works and nothing was written shows a dash; one that has not come yet shows nothing."""
    if number:
        return Sel(str(number), f"k{min(number, DARKEST)}")
    if not day.masuk:
        return Sel("", "l")
    return Sel("–", "n") if day.tanggal <= today else Sel("", "")


def chosen_month(tahun: int, bulan: int | None, today: date) -> int:
    """Without one the running month, or in another year the last."""
    return bulan or (today.month if tahun == today.year else 12)


def as_of(at: datetime, instansi: Instansi) -> dict[str, Any]:
    """For the line that says as of when: by the clock of the instansi."""
    return {"pada": at, "zona": instansi.tz, "nama_zona": instansi.get_zona_waktu_display()}
