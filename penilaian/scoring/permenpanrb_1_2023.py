"""The rule book of PermenPANRB 1/2023 and Peraturan BKN 3/2023: predikat kinerja becomes angka kredit.

A year's angka kredit is the share of its predikat times the koefisien of the jenjang; months count by the twelfth.
It adds up within a jenjang: each golongan ruang of it takes one `KUMULATIF_PANGKAT`, the last one is left with
`KUMULATIF_JENJANG`, which is their sum. From this reading come `kebutuhan` and `angka_kredit_dasar`; the regulation
prints AK Dasar 100 for an Ahli Muda of III/d, which agrees.

Figures are Decimal, rounded half up to two decimals; names ending in `_utuh` are not rounded, and sums are to be taken
from those. What cannot be computed is refused with a ValueError that says, in Indonesian, what is wrong.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from penilaian.scoring.angka import Angka, desimal, dibulatkan, tidak_negatif
from penilaian.scoring.permenpanrb_6_2022 import Predikat

E = TypeVar("E", bound=StrEnum)

VERSI = "permenpanrb_1_2023/1"
"""Printed with each result, so that a changed rule can be told from this one."""

BULAN_SETAHUN = 12
SATU_PER_SEMILIAR = Decimal("1e-9")


class Jenjang(StrEnum):
    """Of jabatan fungsional: keterampilan, then keahlian, each from the lowest. Values as jabatan store them."""

    PEMULA = "PEMULA"
    TERAMPIL = "TERAMPIL"
    MAHIR = "MAHIR"
    PENYELIA = "PENYELIA"
    AHLI_PERTAMA = "AHLI_PERTAMA"
    AHLI_MUDA = "AHLI_MUDA"
    AHLI_MADYA = "AHLI_MADYA"
    AHLI_UTAMA = "AHLI_UTAMA"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").title()


PERSENTASE: Mapping[Predikat, Decimal] = MappingProxyType(
    {
        Predikat.SANGAT_BAIK: Decimal(150),
        Predikat.BAIK: Decimal(100),
        Predikat.BUTUH_PERBAIKAN: Decimal(75),
        Predikat.KURANG: Decimal(50),
        Predikat.SANGAT_KURANG: Decimal(25),
    }
)


def _per_jenjang(*values: str | None) -> Mapping[Jenjang, Decimal | None]:
    amounts = (None if value is None else Decimal(value) for value in values)
    return MappingProxyType(dict(zip(Jenjang, amounts, strict=True)))


KOEFISIEN: Mapping[Jenjang, Decimal] = MappingProxyType(
    {
        Jenjang.PEMULA: Decimal("3.75"),
        Jenjang.TERAMPIL: Decimal(5),
        Jenjang.MAHIR: Decimal("12.5"),
        Jenjang.PENYELIA: Decimal(25),
        Jenjang.AHLI_PERTAMA: Decimal("12.5"),
        Jenjang.AHLI_MUDA: Decimal(25),
        Jenjang.AHLI_MADYA: Decimal("37.5"),
        Jenjang.AHLI_UTAMA: Decimal(50),
    }
)
"""Angka kredit of a year with predikat Baik."""

KUMULATIF_PANGKAT: Mapping[Jenjang, Decimal] = MappingProxyType(
    {jenjang: koefisien * 4 for jenjang, koefisien in KOEFISIEN.items()}
)
"""For one pangkat higher: four years of Baik, in all eight rows of the regulation's table."""

KUMULATIF_JENJANG = _per_jenjang("15", "60", "100", None, "100", "200", "450", None)
"""For one jenjang higher; None: there is none above."""

GOLONGAN_PNS = tuple(f"{roman}/{letter}" for roman, letters in (
    ("I", "abcd"), ("II", "abcd"), ("III", "abcd"), ("IV", "abcde")
) for letter in letters)  # fmt: skip

GOLONGAN: Mapping[Jenjang, tuple[str, ...]] = MappingProxyType(
    {
        Jenjang.PEMULA: ("II/a",),
        Jenjang.TERAMPIL: ("II/b", "II/c", "II/d"),
        Jenjang.MAHIR: ("III/a", "III/b"),
        Jenjang.PENYELIA: ("III/c", "III/d"),
        Jenjang.AHLI_PERTAMA: ("III/a", "III/b"),
        Jenjang.AHLI_MUDA: ("III/c", "III/d"),
        Jenjang.AHLI_MADYA: ("IV/a", "IV/b", "IV/c"),
        Jenjang.AHLI_UTAMA: ("IV/d", "IV/e"),
    }
)
"""The golongan ruang of each jenjang, lowest first."""

_NEXT: Mapping[Jenjang, Jenjang] = MappingProxyType(
    {
        lower: higher
        for lower, higher in zip(Jenjang, list(Jenjang)[1:], strict=False)
        if KUMULATIF_JENJANG[lower] is not None
    }
)


@dataclass(frozen=True, slots=True)
class Kebutuhan:
    """What one step upwards asks. `menjadi` is the golongan ruang or the label of the jenjang reached by it.

    selisih: kumulatif less minimal, so what is over, or below 0 what is missing. All rounded.
    """

    menjadi: str
    minimal: Decimal
    selisih: Decimal

    @property
    def terpenuhi(self) -> bool:
        return self.selisih >= 0

    @property
    def kurang(self) -> Decimal:
        return max(-self.selisih, Decimal(0))

    @property
    def lebih(self) -> Decimal:
        return max(self.selisih, Decimal(0))


@dataclass(frozen=True, slots=True)
class KebutuhanKenaikan:
    """None where there is no step: no golongan ruang of PNS, or nothing above.

    In the last golongan ruang of a jenjang the next pangkat comes with the next jenjang (`lewat_jenjang`).
    """

    pangkat: Kebutuhan | None
    jenjang: Kebutuhan | None
    lewat_jenjang: bool


def angka_kredit_utuh(jenjang: Jenjang | str, predikat: Predikat | str, bulan: Angka = BULAN_SETAHUN) -> Decimal:
    """bulan/12 x persen x koefisien. Raises ValueError for other than 0 to 12 whole months."""
    months = _bulan(bulan)
    return PERSENTASE[_predikat(predikat)] / 100 * KOEFISIEN[_jenjang(jenjang)] * months / BULAN_SETAHUN


def angka_kredit(jenjang: Jenjang | str, predikat: Predikat | str, bulan: Angka = BULAN_SETAHUN) -> Decimal:
    """`angka_kredit_utuh` as it is printed: 2 months of Baik of an Ahli Pertama are 2.08."""
    return dibulatkan(angka_kredit_utuh(jenjang, predikat, bulan))


def akumulasi(baris: Iterable[Angka]) -> Decimal:
    """The sum as it is printed, of angka kredit that are at least 0; nothing at all is 0."""
    return dibulatkan(sum((tidak_negatif(nilai, "Angka kredit") for nilai in baris), Decimal(0)))


def angka_kredit_perpindahan(
    jenjang: Jenjang | str, masa_tahun: Angka, predikat: Predikat | str = Predikat.BAIK
) -> Decimal:
    """For who comes from another post: persen x koefisien x the years in his golongan ruang, 3 of Ahli Muda are 75."""
    years = tidak_negatif(masa_tahun, "Masa kepangkatan")
    return dibulatkan(angka_kredit_utuh(jenjang, predikat) * years)


def angka_kredit_dasar(jenjang: Jenjang | str, golongan: str) -> Decimal:
    """What the golongan ruang below his own in the jenjang would have taken: 100 for an Ahli Muda of III/d.

    Raises ValueError for a golongan ruang that is none of PNS.
    """
    known = _jenjang(jenjang)
    return KUMULATIF_PANGKAT[known] * _place(known, golongan)


def kebutuhan(jenjang: Jenjang | str, kumulatif: Angka, golongan: str = "") -> KebutuhanKenaikan:
    """What the next pangkat and the next jenjang ask of who has this kumulatif in his jenjang.

    `golongan`: "III/c" and so on; PPPK and who has none recorded get no step of pangkat. One below the jenjang's first
    counts as the first, one above its last as the last.
    """
    known, total = _jenjang(jenjang), tidak_negatif(kumulatif, "Angka kredit kumulatif")
    limit = KUMULATIF_JENJANG[known]
    higher = None if limit is None else _kebutuhan(_NEXT[known].label, limit, total)
    if golongan not in GOLONGAN_PNS:
        return KebutuhanKenaikan(None, higher, lewat_jenjang=False)
    place, last = _place(known, golongan), len(GOLONGAN[known]) - 1
    minimal = KUMULATIF_PANGKAT[known] * (place + 1) if place < last else limit
    above = GOLONGAN_PNS[GOLONGAN_PNS.index(golongan) + 1 :]
    pangkat = _kebutuhan(above[0], minimal, total) if above and minimal is not None else None
    return KebutuhanKenaikan(pangkat, higher, lewat_jenjang=pangkat is not None and place == last)


def bulan_sampai(jenjang: Jenjang | str, kurang: Angka, predikat: Predikat | str = Predikat.BAIK) -> int:
    """How many whole months of one predikat bring what is missing, which is best given utuh."""
    missing = tidak_negatif(kurang, "Kekurangan angka kredit")
    months = missing * BULAN_SETAHUN / angka_kredit_utuh(jenjang, predikat)
    # Thirds are not exact in decimal: what they leave behind must not cost a month.
    return int(months.quantize(SATU_PER_SEMILIAR).to_integral_value(ROUND_CEILING))


def _kebutuhan(menjadi: str, minimal: Decimal, kumulatif: Decimal) -> Kebutuhan:
    return Kebutuhan(menjadi, dibulatkan(minimal), dibulatkan(kumulatif) - dibulatkan(minimal))


def _place(jenjang: Jenjang, golongan: str) -> int:
    """Of the golongan ruang among those of the jenjang, the first being 0."""
    if golongan not in GOLONGAN_PNS:
        raise ValueError(f"Golongan ruang {golongan or '(kosong)'} bukan golongan ruang PNS.")
    rows = GOLONGAN[jenjang]
    first = GOLONGAN_PNS.index(rows[0])
    return min(max(GOLONGAN_PNS.index(golongan) - first, 0), len(rows) - 1)


def _bulan(bulan: Angka) -> int:
    months = desimal(bulan, "Jumlah bulan")
    if months != int(months) or not 0 <= months <= BULAN_SETAHUN:
        raise ValueError("Jumlah bulan harus bilangan bulat 0 sampai 12.")
    return int(months)


def _jenjang(value: Jenjang | str) -> Jenjang:
    return _member(Jenjang, value, "Jenjang jabatan fungsional")


def _predikat(value: Predikat | str) -> Predikat:
    return _member(Predikat, value, "Predikat kinerja")


def _member(kind: type[E], value: str, sebutan: str) -> E:
    try:
        return kind(value)
    except ValueError:
        raise ValueError(f"{sebutan} {value!r} tidak dikenal.") from None
