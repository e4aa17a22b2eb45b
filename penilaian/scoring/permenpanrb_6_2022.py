"""The rule book of PermenPANRB 6/2022 and SE MenPANRB 3/2023: ratings, predikat, and the pattern of their distribution.

No numbers here: two ratings meet in the kuadran and give the predikat. The capaian of the organisation says how the
predikat of its people are expected to be distributed; the circular gives limits, the shares inside them are a choice of
this system (`POLA_BAKU`), to be changed by the instansi. Limits are guidance and never block.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

VERSI = "permenpanrb_6_2022/1"
"""Stored with each predikat, so that a changed rule never rewrites the past."""


class Rating(StrEnum):
    """Of hasil kerja and of perilaku kerja. Best first."""

    DI_ATAS = "di_atas"
    SESUAI = "sesuai"
    DI_BAWAH = "di_bawah"

    @property
    def label(self) -> str:
        return f"{self.value.replace('_', ' ').title()} Ekspektasi"


class Predikat(StrEnum):
    """Predikat kinerja pegawai. Best first."""

    SANGAT_BAIK = "sangat_baik"
    BAIK = "baik"
    BUTUH_PERBAIKAN = "butuh_perbaikan"
    KURANG = "kurang"
    SANGAT_KURANG = "sangat_kurang"

    @property
    def label(self) -> str:
        return "Kurang/Misconduct" if self is Predikat.KURANG else self.value.replace("_", " ").title()


class CapaianOrganisasi(StrEnum):
    """Capaian kinerja organisasi. Best first."""

    ISTIMEWA = "istimewa"
    BAIK = "baik"
    BUTUH_PERBAIKAN = "butuh_perbaikan"
    KURANG = "kurang"
    SANGAT_KURANG = "sangat_kurang"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").title()


_KUADRAN: Mapping[tuple[Rating, Rating], Predikat] = MappingProxyType(
    {
        (Rating.DI_ATAS, Rating.DI_ATAS): Predikat.SANGAT_BAIK,
        (Rating.DI_ATAS, Rating.SESUAI): Predikat.BAIK,
        (Rating.DI_ATAS, Rating.DI_BAWAH): Predikat.KURANG,
        (Rating.SESUAI, Rating.DI_ATAS): Predikat.BAIK,
        (Rating.SESUAI, Rating.SESUAI): Predikat.BAIK,
        (Rating.SESUAI, Rating.DI_BAWAH): Predikat.KURANG,
        (Rating.DI_BAWAH, Rating.DI_ATAS): Predikat.BUTUH_PERBAIKAN,
        (Rating.DI_BAWAH, Rating.SESUAI): Predikat.BUTUH_PERBAIKAN,
        (Rating.DI_BAWAH, Rating.DI_BAWAH): Predikat.SANGAT_KURANG,
    }
)

_RATING_PIMPINAN: Mapping[CapaianOrganisasi, Rating] = MappingProxyType(
    {
        CapaianOrganisasi.ISTIMEWA: Rating.DI_ATAS,
        CapaianOrganisasi.BAIK: Rating.SESUAI,
        CapaianOrganisasi.BUTUH_PERBAIKAN: Rating.DI_BAWAH,
        CapaianOrganisasi.KURANG: Rating.DI_BAWAH,
        CapaianOrganisasi.SANGAT_KURANG: Rating.DI_BAWAH,
    }
)

Pola = Mapping[Predikat, Decimal]
"""Percent by predikat, together 100."""


def _pola(*shares: int) -> Pola:
    return MappingProxyType({predikat: Decimal(share) for predikat, share in zip(Predikat, shares, strict=True)})


POLA_BAKU: Mapping[CapaianOrganisasi, Pola] = MappingProxyType(
    {
        CapaianOrganisasi.ISTIMEWA: _pola(60, 25, 10, 4, 1),
        CapaianOrganisasi.BAIK: _pola(20, 60, 15, 4, 1),
        CapaianOrganisasi.BUTUH_PERBAIKAN: _pola(5, 20, 60, 10, 5),
        CapaianOrganisasi.KURANG: _pola(2, 8, 20, 60, 10),
        CapaianOrganisasi.SANGAT_KURANG: _pola(0, 5, 10, 25, 60),
    }
)


def predikat(hasil: Rating | str, perilaku: Rating | str) -> Predikat:
    """The kuadran of the two ratings. Raises ValueError for a rating that is none."""
    return _KUADRAN[Rating(hasil), Rating(perilaku)]


def rating_pimpinan(capaian_organisasi: CapaianOrganisasi | str) -> Rating:
    """The rating hasil kerja of who heads a unit: the capaian of that unit (SE MenPANRB 3/2023).

    Five values onto three: Istimewa goes beyond the agreed target, Baik meets it, the others stay below; a choice of
    this system, the circular prints no table.
    """
    return _RATING_PIMPINAN[CapaianOrganisasi(capaian_organisasi)]


def pola_distribusi(capaian_organisasi: CapaianOrganisasi | str) -> Pola:
    """The expected shares of each predikat, in percent; inside the limits of the circular."""
    return POLA_BAKU[CapaianOrganisasi(capaian_organisasi)]


@dataclass(frozen=True, slots=True)
class Batas:
    """A limit of SE MenPANRB 3/2023 on the share that these predikat have together.

    Percent; None: no limit on that side. `terbanyak`: no other predikat may have more. `wajib_ada`: not nobody.
    """

    predikat: tuple[Predikat, ...]
    minimum: int | None = None
    maksimum: int | None = None
    terbanyak: bool = False
    wajib_ada: bool = False


@dataclass(frozen=True, slots=True)
class Pelanggaran:
    """A limit that a distribution breaks, with the sentence that says so. `bagian`: the share there is, percent."""

    batas: Batas
    bagian: Decimal
    kalimat: str

    def __str__(self) -> str:
        return self.kalimat


BATAS: Mapping[CapaianOrganisasi, tuple[Batas, ...]] = MappingProxyType(
    {
        CapaianOrganisasi.ISTIMEWA: (Batas((Predikat.SANGAT_BAIK,), maksimum=70, terbanyak=True),),
        CapaianOrganisasi.BAIK: (
            Batas((Predikat.BAIK,), maksimum=70, terbanyak=True),
            Batas((Predikat.BUTUH_PERBAIKAN, Predikat.KURANG), wajib_ada=True),
        ),
        CapaianOrganisasi.BUTUH_PERBAIKAN: (
            Batas((Predikat.BUTUH_PERBAIKAN,), minimum=60),
            Batas((Predikat.SANGAT_BAIK,), maksimum=10),
        ),
        CapaianOrganisasi.KURANG: (
            Batas((Predikat.KURANG,), minimum=60),
            Batas((Predikat.BUTUH_PERBAIKAN,), minimum=10),
            Batas((Predikat.SANGAT_BAIK,), maksimum=10),
        ),
        CapaianOrganisasi.SANGAT_KURANG: (
            Batas((Predikat.SANGAT_KURANG,), minimum=60),
            Batas((Predikat.KURANG, Predikat.BUTUH_PERBAIKAN), minimum=10),
            Batas((Predikat.SANGAT_BAIK,), maksimum=0),
        ),
    }
)


def periksa_pola(jumlah: Mapping[Predikat, int], capaian_organisasi: CapaianOrganisasi | str) -> list[Pelanggaran]:
    """The limits that so many people of each predikat break; nobody at all breaks none.

    Raises ValueError for a negative number of people.
    """
    counts = {each: jumlah.get(each, 0) for each in Predikat}
    if any(number < 0 for number in counts.values()):
        raise ValueError("Jumlah pegawai tidak boleh kurang dari 0.")
    if not any(counts.values()):
        return []
    total = sum(counts.values())
    return _check(counts, capaian_organisasi, lambda own: f"sekarang {own} dari {total} pegawai")


def periksa_bagian(bagian: Pola, capaian_organisasi: CapaianOrganisasi | str) -> list[Pelanggaran]:
    """The limits that a pattern of shares breaks, which an instansi may still choose. `bagian` together 100."""
    shares = {each: bagian[each] for each in Predikat}
    return _check(shares, capaian_organisasi, _in_pattern)


Number = int | Decimal
"""People, or percent."""


def _in_pattern(own: Decimal | int) -> str:
    return f"dalam pola ini {Decimal(own).normalize():f}%".replace(".", ",")


def _check(
    counts: Mapping[Predikat, Number], capaian: CapaianOrganisasi | str, there: Callable[[Number], str]
) -> list[Pelanggaran]:
    found = (_broken(batas, counts, there) for batas in BATAS[CapaianOrganisasi(capaian)])
    return [broken for group in found for broken in group]


def _broken(batas: Batas, counts: Mapping[Predikat, Number], there: Callable[[Number], str]) -> list[Pelanggaran]:
    total, own = sum(counts.values()), sum(counts[each] for each in batas.predikat)
    share = Decimal(own) * 100 / total
    names = " dan/atau ".join(each.label for each in batas.predikat)
    sentences = []
    # Whole numbers are compared: 7 of 10 is exactly 70 %.
    if batas.maksimum is not None and own * 100 > batas.maksimum * total:
        limit = f"paling banyak {batas.maksimum}%" if batas.maksimum else "tidak boleh ada"
        sentences.append(f"{names} {limit}")
    if batas.minimum is not None and own * 100 < batas.minimum * total:
        sentences.append(f"{names} paling sedikit {batas.minimum}%")
    if batas.terbanyak and own < max(counts.values()):
        sentences.append(f"{names} harus yang terbanyak")
    if batas.wajib_ada and not own:
        sentences.append(f"{names} harus ada")
    return [Pelanggaran(batas, share, f"{sentence}; {there(own)}.") for sentence in sentences]
