"""A round of kalibrasi: what each assessor of a unit gave, against the pattern of the unit, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from organisasi.models import Pegawai
from organisasi.scoping import acting_ids
from penilaian.kurva import URUTAN, Kurva, Patokan, patokan_of
from penilaian.models import Kalibrasi
from penilaian.querysets.kurva import calibrated, own_assessors, tally

CUKUP_BANYAK = 5
"""An assessor of fewer people is never marked: one person more or less would turn his distribution around."""

JAUH = 20
"""Percentage points between a share and the pattern's that mark an assessor. Both a choice of this system."""

Sebaran = Mapping[str, Mapping[str, int]]
"""As `Kalibrasi.sebelum` and `.sesudah` keep it: the assessor's pk as text -> predikat -> people."""


@dataclass(frozen=True)
class BarisPenilai:
    penilai: Pegawai
    sebelum: Kurva
    kini: Kurva
    diri: bool
    """The reader's own row."""

    @property
    def alasan(self) -> list[str]:
        return reasons(self.kini)

    @property
    def letak_sebelum(self) -> Decimal | None:
        return letak(self.sebelum)

    @property
    def letak_kini(self) -> Decimal | None:
        return letak(self.kini)

    @property
    def berubah(self) -> bool:
        return self.sebelum.jumlah != self.kini.jumlah


@dataclass(frozen=True)
class Lembaran:
    """A round as somebody reads it, who stands out first. `tersembunyi`: his own assessor's row is left out."""

    patokan: Patokan
    rows: list[BarisPenilai]
    sebelum: Kurva
    kini: Kurva
    tersembunyi: bool

    @property
    def letak(self) -> Decimal | None:
        return letak(self.kini)


def snapshot(kalibrasi: Kalibrasi, user: Pegawai) -> dict[str, dict[str, int]]:
    """What is given now, to be kept in the round. One query."""
    counts = tally(calibrated(kalibrasi.unit, kalibrasi.periode, user), "penulis")
    return {str(penilai): number for penilai, number in counts.items()}


def read_round(kalibrasi: Kalibrasi, user: Pegawai, *, overseeing: bool) -> Lembaran:
    """Every assessor's row for who oversees the round, else the user's own and of whom he stands in for.

    From the row of one's own assessor one could read what has not been handed over yet: it is left out until then.
    """
    now: Sebaran = kalibrasi.sesudah if kalibrasi.sesudah is not None else snapshot(kalibrasi, user)
    hidden = own_assessors(kalibrasi.unit, kalibrasi.periode, user)
    asked = {int(pk) for pk in {*kalibrasi.sebelum, *now}}
    if not overseeing:
        asked &= acting_ids(user)
    patokan = patokan_of(kalibrasi.unit, kalibrasi.periode)
    people = Pegawai.objects.filter(pk__in=asked - hidden).select_related("jabatan", "unit").order_by("nama", "pk")
    rows = [
        BarisPenilai(
            person,
            patokan.kurva(kalibrasi.sebelum.get(str(person.pk), {})),
            patokan.kurva(now.get(str(person.pk), {})),
            diri=person.pk == user.pk,
        )
        for person in people
    ]
    return Lembaran(
        patokan,
        sorted(rows, key=lambda row: not row.alasan),
        _together(patokan, [row.sebelum for row in rows]),
        _together(patokan, [row.kini for row in rows]),
        tersembunyi=bool(asked & hidden),
    )


def reasons(kurva: Kurva) -> list[str]:
    """Why a distribution stands out, in words; empty where it does not, has too few people or nothing to compare."""
    if kurva.dinilai < CUKUP_BANYAK or kurva.pola is None:
        return []
    return [*map(str, kurva.pelanggaran), *_far_off(kurva)]


def _far_off(kurva: Kurva) -> list[str]:
    found = []
    for row in kurva.chart.rows:
        share = Decimal(row.actual) * 100 / kurva.dinilai
        if row.share is not None and abs(share - row.share) > JAUH:
            found.append(f"{row.label} {_whole(share)}%, pola {_whole(row.share)}%: selisih lebih dari {JAUH} poin.")
    return found


def letak(kurva: Kurva) -> Decimal | None:
    """Where a distribution lies between 1 (all Sangat Kurang) and 5 (all Sangat Baik), two decimals; None of nobody.

    A help to compare assessors by, a choice of this system: a predikat is no number.
    """
    if not kurva.dinilai:
        return None
    points = sum(place * kurva.jumlah[each] for place, each in enumerate(URUTAN, start=1))
    return (Decimal(points) / kurva.dinilai).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _together(patokan: Patokan, kurvas: list[Kurva]) -> Kurva:
    counts = {each.value: sum(kurva.jumlah[each] for kurva in kurvas) for each in URUTAN}
    return patokan.kurva({**counts, "": sum(kurva.belum for kurva in kurvas)})


def _whole(share: Decimal) -> int:
    return int(share.quantize(Decimal(1), ROUND_HALF_UP))
