"""The rule book of PermenPANRB 8/2021, for SKP of 2021: capaian of an indikator, its nilai, and nilai akhir.

Where the regulation is silent, or could not be read, this module decides, each time in a named place:
- a capaian is taken to whole percent before it is judged, as the regulation's own example does (93 of 95 is 98 %);
- 101 to 110 % run in a straight line from 110 to 120 (`NILAI_SANGAT_BAIK`);
- a realisasi inside a target that is a range is 100 %;
- a nilai is never below 0, and nilai akhir never above 120, the end of the scale.

Figures are Decimal; what cannot be scored is refused with a ValueError that says, in Indonesian, what is wrong.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeAlias

from penilaian.scoring.angka import Angka, desimal, dibulatkan, tidak_negatif

VERSI = "permenpanrb_8_2021/1"

NILAI_TERTINGGI = Decimal(120)
NILAI_BAIK = Decimal(109)
NILAI_SANGAT_BAIK = (Decimal(110), NILAI_TERTINGGI)
"""At 101 % and at 110 %."""

Target: TypeAlias = Angka | tuple[Angka, Angka]
"""A number, or the lower and the upper bound of a range."""


class Kondisi(StrEnum):
    """Of an indikator: normally more is better; `khusus`: less is."""

    NORMAL = "normal"
    KHUSUS = "khusus"


class Kategori(StrEnum):
    """Of the capaian of an indikator. Best first."""

    SANGAT_BAIK = "sangat_baik"
    BAIK = "baik"
    CUKUP = "cukup"
    KURANG = "kurang"
    SANGAT_KURANG = "sangat_kurang"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").title()


def capaian_iki_utuh(target: Target, realisasi: Angka, *, kondisi: Kondisi | str = Kondisi.NORMAL) -> Decimal:
    """Percent. Normal: realisasi / target x 100; khusus: (1 + (1 - realisasi / target)) x 100.

    Of a range the upper bound counts for a realisasi above it, the lower for one below.
    Raises ValueError for a target that is not above 0, a range upside down, or a negative realisasi.
    """
    done = tidak_negatif(realisasi, "Realisasi")
    low, high = _bounds(target)
    goal = min(max(done, low), high)
    share = done / goal * 100
    return share if _kondisi(kondisi) is Kondisi.NORMAL else 200 - share


def capaian_iki(target: Target, realisasi: Angka, *, kondisi: Kondisi | str = Kondisi.NORMAL) -> Decimal:
    """`capaian_iki_utuh` in whole percent, half up."""
    return _whole(capaian_iki_utuh(target, realisasi, kondisi=kondisi))


def target_maksimal_tercapai(capaian: Angka, *, target_maksimal: bool) -> bool:
    """All of a target beyond which nothing is possible: Sangat Baik, and the highest nilai."""
    return target_maksimal and _whole(desimal(capaian, "Capaian")) >= 100


def kategori(capaian: Angka, *, target_maksimal: bool = False) -> Kategori:
    """Of a capaian in percent."""
    percent = _whole(desimal(capaian, "Capaian"))
    if percent > 100 or target_maksimal_tercapai(percent, target_maksimal=target_maksimal):
        return Kategori.SANGAT_BAIK
    limits = ((100, Kategori.BAIK), (80, Kategori.CUKUP), (60, Kategori.KURANG))
    return next((found for minimum, found in limits if percent >= minimum), Kategori.SANGAT_KURANG)


def nilai_iki(capaian: Angka, *, target_maksimal: bool = False) -> Decimal:
    """The nilai (0 to 120) of a capaian in percent."""
    percent = _whole(desimal(capaian, "Capaian"))
    if target_maksimal_tercapai(percent, target_maksimal=target_maksimal):
        return dibulatkan(NILAI_TERTINGGI)
    lowest, highest = NILAI_SANGAT_BAIK
    nilai = {
        Kategori.SANGAT_BAIK: min(lowest + (highest - lowest) / 9 * (percent - 101), highest),
        Kategori.BAIK: NILAI_BAIK,
        Kategori.CUKUP: 70 + (percent - 80),  # (89-70)/(99-80) is 1, and so is (69-50)/(79-60)
        Kategori.KURANG: 50 + (percent - 60),
        Kategori.SANGAT_KURANG: max(percent, Decimal(0)) / 59 * 49,
    }
    return dibulatkan(nilai[kategori(percent)])


def nilai_akhir(utama: Sequence[Angka], tambahan: Angka = 0) -> Decimal:
    """The weighted nilai of kinerja utama together, and that of kinerja tambahan; at most 120.

    Raises ValueError without a kinerja utama: no data is not a zero.
    """
    if not utama:
        raise ValueError("Nilai kinerja utama belum ada.")
    total = sum((tidak_negatif(nilai, "Nilai kinerja utama") for nilai in utama), Decimal(0))
    return dibulatkan(min(total + tidak_negatif(tambahan, "Nilai kinerja tambahan"), NILAI_TERTINGGI))


def _bounds(target: Target) -> tuple[Decimal, Decimal]:
    low, high = target if isinstance(target, tuple) else (target, target)
    lower, upper = desimal(low, "Target"), desimal(high, "Target")
    if lower <= 0:
        raise ValueError("Target harus lebih besar dari 0.")
    if lower > upper:
        raise ValueError("Batas bawah target melebihi batas atasnya.")
    return lower, upper


def _kondisi(kondisi: Kondisi | str) -> Kondisi:
    try:
        return Kondisi(kondisi)
    except ValueError:
        raise ValueError(f"Kondisi {kondisi!r} tidak dikenal: normal atau khusus.") from None


def _whole(percent: Decimal) -> Decimal:
    return dibulatkan(percent).quantize(Decimal(1), ROUND_HALF_UP)
