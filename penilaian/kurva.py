"""The curve of predikat kinerja: how many people have each, over the pattern that the capaian of their organisation
lets expect (SE MenPANRB 3/2023). What it says guides whoever rates; nothing is refused because of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ekinerja.charts import DistributionChart, Part, StackedChart, distribution_chart, stacked_chart
from organisasi.models import Pegawai, PeriodeEvaluasi, UnitKerja
from organisasi.scoping import led_units
from penilaian.capaian_organisasi import CapaianBerlaku, capaian_of, pola_of
from penilaian.querysets.kurva import assessed_in, tally, within
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Pelanggaran, Pola, Predikat, periksa_pola
from penilaian.tone import PREDIKAT_TONE

URUTAN = tuple(reversed(Predikat))
"""As the official form draws it: the worst on the left."""

KECIL = 10
"""Below so many people the pattern says little about them: a choice of this system, shown as a hint."""

Jumlah = Mapping[Predikat, int]
"""People of each predikat, all five of them."""


@dataclass(frozen=True)
class Kurva:
    """`belum`: how many more there are who have not been rated."""

    jumlah: Jumlah
    capaian: CapaianOrganisasi | None
    pola: Pola | None
    belum: int = 0

    @property
    def dinilai(self) -> int:
        return sum(self.jumlah.values())

    @property
    def pegawai(self) -> int:
        return self.dinilai + self.belum

    @cached_property
    def chart(self) -> DistributionChart:
        red = [self.pola[each] for each in URUTAN] if self.pola is not None else None
        return distribution_chart(red, [self.jumlah[each] for each in URUTAN], [each.label for each in URUTAN])

    @cached_property
    def stacked(self) -> StackedChart:
        return stacked_chart([Part(each.label, self.jumlah[each], PREDIKAT_TONE[each]) for each in URUTAN])

    @cached_property
    def pelanggaran(self) -> list[Pelanggaran]:
        """The limits of the circular it does not keep; none where there is no capaian to know them by."""
        return periksa_pola(self.jumlah, self.capaian) if self.capaian is not None else []

    @property
    def kecil(self) -> bool:
        return 0 < self.dinilai < KECIL

    @property
    def baris(self) -> list[tuple[Predikat, int]]:
        return [(each, self.jumlah[each]) for each in URUTAN]


@dataclass(frozen=True)
class Patokan:
    """What a unit's people are compared with in a period. `berlaku` None: no capaian is set, there or above."""

    unit: UnitKerja | None
    periode: PeriodeEvaluasi
    berlaku: CapaianBerlaku | None = None
    pola: Pola | None = None

    def kurva(self, counts: Mapping[str, int]) -> Kurva:
        """`counts` by predikat, as `tally` gives them: "" are those not rated yet."""
        return kurva_for(counts, self.berlaku.nilai if self.berlaku else None, self.pola)

    @property
    def kalimat(self) -> str:
        """Which capaian the pattern stands for, and whose it is."""
        if self.unit is None:
            return "Unit kerja Anda belum tercatat, sehingga pola ideal tidak dapat ditentukan."
        if self.berlaku is None:
            return (
                f"Capaian kinerja organisasi {self.unit} pada {self.periode} belum ditetapkan, "
                "sehingga pola ideal (kurva merah) belum dapat digambar."
            )
        if self.berlaku.sendiri:
            return f"Capaian kinerja organisasi {self.unit}: {self.berlaku.nilai.label}."
        return (
            f"Capaian kinerja organisasi {self.berlaku.unit}: {self.berlaku.nilai.label}; "
            f"dipakai karena {self.unit} belum mempunyai capaian sendiri pada {self.periode}."
        )


def kurva_for(counts: Mapping[str, int], capaian: CapaianOrganisasi | None, pola: Pola | None) -> Kurva:
    """`counts` by predikat; what is missing is nobody, and "" are those not rated yet."""
    return Kurva({each: counts.get(each, 0) for each in Predikat}, capaian, pola, counts.get("", 0))


def patokan_of(unit: UnitKerja | None, periode: PeriodeEvaluasi) -> Patokan:
    """Two queries, and one for the instansi of the period where it is not loaded."""
    berlaku = capaian_of([unit], periode)[unit.pk] if unit is not None else None
    pola = pola_of(periode.instansi, berlaku.nilai) if berlaku is not None else None
    return Patokan(unit, periode, berlaku, pola)


def unit_of(penilai: Pegawai) -> UnitKerja | None:
    """The unit a pejabat penilai's curve stands for: the one he heads, else one he leads as Plt/Plh, else his own."""
    led = sorted(led_units(penilai), key=lambda unit: (unit.kepala_id != penilai.pk, len(unit.jalur), unit.kode))
    return led[0] if led else penilai.unit


def kurva_penilai(
    penilai: Pegawai, periode: PeriodeEvaluasi, *, reader: Pegawai | None = None
) -> tuple[Kurva, Patokan]:
    """Of those a person assesses in a period, without who looks at it: from a number `reader` could learn what has not
    been handed over to him. Five queries, four where the instansi of the period is loaded."""
    patokan = patokan_of(unit_of(penilai), periode)
    rows = assessed_in(periode, penilai)
    if reader is not None:
        rows = rows.exclude(pegawai=reader)
    return patokan.kurva(tally(rows, "tahun").get(periode.tahun, {})), patokan


@dataclass(frozen=True)
class BarisUnit:
    """A part of a unit: one of those directly below it, with all below that, or (`unit` None) the unit's own people."""

    unit: UnitKerja | None
    kurva: Kurva
    berlaku: CapaianBerlaku | None


@dataclass(frozen=True)
class Pantauan:
    """The curve of a unit with all below it, and of its parts, which together are the whole."""

    patokan: Patokan
    kurva: Kurva
    bagian: list[BarisUnit]


def monitored(unit: UnitKerja, periode: PeriodeEvaluasi, user: Pegawai, units: Iterable[UnitKerja]) -> Pantauan:
    """`units`: those the user may choose from, the unit and all below it among them. Seven queries at most, whatever
    their number: the people are counted in the database by the path of their unit.
    """
    patokan = patokan_of(unit, periode)
    counts = tally(within(unit, periode, user), f"unit__jalur__{len(unit.jalur)}")
    below = [row for row in units if row.induk_id == unit.pk]
    berlaku = {**capaian_of(below, periode), None: patokan.berlaku}
    pola = {
        capaian: pola_of(periode.instansi, capaian)
        for capaian in {row.nilai for row in berlaku.values() if row is not None}
    }
    rows = [row for row in (None, *below) if (row.pk if row else None) in counts]
    bagian = []
    for row in rows:
        key = row.pk if row else None
        bagian.append(BarisUnit(row, _compared(counts[key], berlaku[key], pola), berlaku[key]))
    return Pantauan(patokan, patokan.kurva(_together(counts.values())), bagian)


def _compared(
    counts: Mapping[str, int], berlaku: CapaianBerlaku | None, pola: Mapping[CapaianOrganisasi, Pola]
) -> Kurva:
    return kurva_for(counts, berlaku.nilai, pola[berlaku.nilai]) if berlaku else kurva_for(counts, None, None)


def _together(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total


def tree(units: Iterable[UnitKerja]) -> list[tuple[UnitKerja, int]]:
    """Units as a tree is read from above, siblings by their code, each with how deep it stands among them."""
    by_pk = {unit.pk: unit for unit in units}
    path = {pk: [by_pk[step].kode for step in unit.jalur if step in by_pk] for pk, unit in by_pk.items()}
    order = sorted(path, key=lambda pk: (by_pk[pk].instansi_id, path[pk]))
    return [(by_pk[pk], len(path[pk]) - 1) for pk in order]


def with_rating(kurva: Kurva, before: Predikat | str, after: Predikat) -> Kurva:
    """The curve as it would be with one person's predikat changed; `before` is "" where he has none yet."""
    counts: dict[str, int] = {**kurva.jumlah, "": kurva.belum}
    if counts.get(before):
        counts[before] -= 1
    counts[after] += 1
    return kurva_for(counts, kurva.capaian, kurva.pola)


def period_of_today(periods: list[PeriodeEvaluasi], today: date) -> PeriodeEvaluasi | None:
    """Of periods, newest first: the latest that has begun, else the first there will be."""
    begun = [periode for periode in periods if periode.mulai <= today]
    return begun[0] if begun else (periods[-1] if periods else None)
