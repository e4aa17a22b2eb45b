"""The rule book of PP 30/2019 Pasal 41: nilai SKP and nilai perilaku become nilai kinerja and its predikat.

The bounds of Kurang and Sangat Kurang agree with PermenPANRB 8/2021; a nilai is judged as it is printed, in two
decimals. Every function refuses what it cannot score with a ValueError that says, in Indonesian, what is wrong.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from penilaian.scoring.angka import Angka, dibulatkan, tidak_negatif

VERSI = "pp_30_2019/1"

NILAI_TERTINGGI = 120


class Bobot(StrEnum):
    """Of SKP / perilaku: 60/40 where peers and direct subordinates are heard on perilaku, 70/30 where they are not."""

    ENAM_EMPAT = "60/40"
    TUJUH_TIGA = "70/30"

    @property
    def skp(self) -> Decimal:
        return Decimal(self.value.split("/")[0]) / 100

    @property
    def perilaku(self) -> Decimal:
        return 1 - self.skp


class Predikat(StrEnum):
    """Best first."""

    SANGAT_BAIK = "sangat_baik"
    BAIK = "baik"
    CUKUP = "cukup"
    KURANG = "kurang"
    SANGAT_KURANG = "sangat_kurang"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").title()


BATAS_PREDIKAT = ((Decimal(90), Predikat.BAIK), (Decimal(70), Predikat.CUKUP), (Decimal(50), Predikat.KURANG))
"""Lower bounds, best first; Sangat Baik asks for more than a nilai (`MINIMUM_SANGAT_BAIK`)."""

MINIMUM_SANGAT_BAIK = Decimal(110)


@dataclass(frozen=True, slots=True)
class NilaiKinerja:
    nilai: Decimal
    nilai_utuh: Decimal
    predikat: Predikat


def nilai_kinerja(skp: Angka, perilaku: Angka, *, bobot: Bobot | str, ide_baru: bool = False) -> NilaiKinerja:
    """`skp` and `perilaku` from 0 to 120; `ide_baru`: a new idea or way, useful to the organisation or the state."""
    weight = _bobot(bobot)
    utuh = _nilai(skp, "Nilai SKP") * weight.skp + _nilai(perilaku, "Nilai perilaku") * weight.perilaku
    nilai = dibulatkan(utuh)
    return NilaiKinerja(nilai, utuh, predikat(nilai, ide_baru=ide_baru))


def predikat(nilai: Angka, *, ide_baru: bool = False) -> Predikat:
    """Without a new idea even the highest nilai is Baik."""
    printed = dibulatkan(_nilai(nilai, "Nilai kinerja"))
    if ide_baru and printed >= MINIMUM_SANGAT_BAIK:
        return Predikat.SANGAT_BAIK
    return next((found for minimum, found in BATAS_PREDIKAT if printed >= minimum), Predikat.SANGAT_KURANG)


def _nilai(nilai: Angka, sebutan: str) -> Decimal:
    number = tidak_negatif(nilai, sebutan)
    if number > NILAI_TERTINGGI:
        raise ValueError(f"{sebutan} paling tinggi {NILAI_TERTINGGI}.")
    return number


def _bobot(bobot: Bobot | str) -> Bobot:
    try:
        return Bobot(bobot)
    except ValueError:
        raise ValueError(f"Bobot {bobot!r} tidak dikenal: 60/40 atau 70/30.") from None
