"""The rule book of PP 46/2011 and Perka BKN 1/2013.

Aspects, nilai capaian, kategori, perilaku, tugas tambahan, kreativitas, nilai SKP,
nilai prestasi kerja, daily grades and the range of nilai kualitas.

Where the rule is silent this module decides, each time in a named place:
- the range of nilai kualitas beyond the guide's only example: `RENTANG_BAKU`;
- decimals between two categories: lower bounds, after rounding (`BATAS_KATEGORI`);
- aspects are as the formula gives them: kuantitas above 100, late waktu below 0;
  nilai capaian is never below 0;
- no target biaya, or one of 0: the aspect drops out and the divisor is 3.

Figures are Decimal, rounded half up to two decimals. Names ending in `_utuh` are not
rounded: means and sums over several results are to be taken from those.

Every function refuses what it cannot score with a ValueError that says, in
Indonesian, what is wrong; nothing else is raised.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from penilaian.scoring.angka import (
    Angka,
    desimal,
    dibulatkan,
    nol_sampai_seratus,
    rata_rata,
    tidak_negatif,
)

VERSI = "perka_bkn_1_2013/1"
"""Stored with each result, so that a changed rule never rewrites the past."""


class Kategori(StrEnum):
    """Sebutan of a nilai, and the grade of one kegiatan harian. Best first."""

    SANGAT_BAIK = "sangat_baik"
    BAIK = "baik"
    CUKUP = "cukup"
    KURANG = "kurang"
    BURUK = "buruk"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").title()


class Kreativitas(StrEnum):
    """To whom the new thing is useful; each level has its letter and its signer."""

    UNIT_KERJA = "unit kerja"
    INSTANSI = "instansi"
    NEGARA = "negara"

    @property
    def label(self) -> str:
        return self.value.title()


class Cabang(StrEnum):
    """Which formula scores waktu or biaya."""

    TIDAK_DILAKUKAN = "tidak dilakukan"
    SAMPAI_24 = "<=24"
    DI_ATAS_24 = ">24"


BATAS_KATEGORI = (
    (Decimal(91), Kategori.SANGAT_BAIK),
    (Decimal(76), Kategori.BAIK),
    (Decimal(61), Kategori.CUKUP),
    (Decimal(51), Kategori.KURANG),
)
"""Lower bounds, best first; what is below the last is Buruk."""

NILAI_HARIAN: Mapping[Kategori, Decimal] = MappingProxyType(
    {
        Kategori.SANGAT_BAIK: Decimal(100),
        Kategori.BAIK: Decimal(90),
        Kategori.CUKUP: Decimal(75),
        Kategori.KURANG: Decimal(60),
        Kategori.BURUK: Decimal(50),
    }
)

RENTANG_BAKU: Sequence[tuple[int, int]] = (
    (96, 100),
    (76, 95),
    (61, 75),
    (51, 60),
    (0, 50),
)
"""(minimum, maksimum) of nilai kualitas. Only 90 -> 76-95 is printed in the guide."""

ASPEK_PERILAKU = (
    "orientasi_pelayanan",
    "integritas",
    "komitmen",
    "disiplin",
    "kerjasama",
)
ASPEK_PERILAKU_STRUKTURAL = (*ASPEK_PERILAKU, "kepemimpinan")

# Nilai 100 is to be reached at 76 % of the target, nilai 76 at the target itself.
TETAPAN = Decimal("1.76")
BATAS_EFISIENSI = Decimal(24)
NILAI_TEPAT = Decimal(76)

BOBOT_SKP = Decimal("0.6")
BOBOT_PERILAKU = Decimal("0.4")

_POIN_TUGAS_TAMBAHAN = ((7, 3), (4, 2), (1, 1))
_POIN_KREATIVITAS = {
    Kreativitas.UNIT_KERJA: 3,
    Kreativitas.INSTANSI: 6,
    Kreativitas.NEGARA: 12,
}
_SEBUTAN_KREATIVITAS_LAIN = {
    "instansi/organisasi": Kreativitas.INSTANSI,
    "organisasi": Kreativitas.INSTANSI,
}


@dataclass(frozen=True, slots=True, init=False)
class Aspek:
    """Target or realisasi of one kegiatan tugas jabatan.

    kuantitas in its satuan, kualitas as a mark (target normally 100), waktu in the
    same satuan on both sides, biaya in rupiah or None.

    Raises ValueError for an amount that is missing, not a number or negative.
    """

    kuantitas: Decimal
    kualitas: Decimal
    waktu: Decimal
    biaya: Decimal | None

    def __init__(
        self,
        kuantitas: Angka,
        kualitas: Angka,
        waktu: Angka,
        biaya: Angka | None = None,
    ) -> None:
        set_once = object.__setattr__
        set_once(self, "kuantitas", tidak_negatif(kuantitas, "Kuantitas"))
        set_once(self, "kualitas", tidak_negatif(kualitas, "Kualitas"))
        set_once(self, "waktu", tidak_negatif(waktu, "Waktu"))
        set_once(self, "biaya", None if biaya is None else tidak_negatif(biaya, "Biaya"))


@dataclass(frozen=True, slots=True)
class Efisiensi:
    """persen is rounded, and None when the kegiatan was not done."""

    persen: Decimal | None
    cabang: Cabang


@dataclass(frozen=True, slots=True)
class Capaian:
    """What one kegiatan achieved. `biaya` and its efisiensi are None without a target.

    perhitungan is the sum of the aspects, nilai that sum over `pembagi` aspects.
    """

    kuantitas: Decimal
    kualitas: Decimal
    waktu: Decimal
    biaya: Decimal | None
    perhitungan: Decimal
    nilai: Decimal
    nilai_utuh: Decimal
    pembagi: int
    efisiensi_waktu: Efisiensi
    efisiensi_biaya: Efisiensi | None


@dataclass(frozen=True, slots=True)
class BagianPrestasi:
    """The last rows of the printed form: 60 % SKP, 40 % perilaku, their sum."""

    skp: Decimal
    perilaku: Decimal
    nilai: Decimal
    kategori: Kategori


def nilai_kuantitas(target: Angka, realisasi: Angka) -> Decimal:
    """RO / TO x 100, without a cap: 2 laporan against 1 are 200."""
    return dibulatkan(_perbandingan(target, realisasi, "kuantitas"))


def nilai_kualitas(target: Angka, realisasi: Angka) -> Decimal:
    """RK / TK x 100."""
    return dibulatkan(_perbandingan(target, realisasi, "kualitas"))


def nilai_waktu(target: Angka, realisasi: Angka) -> Decimal:
    """76 on time, 100 at an efisiensi of 24 %, 0 when not done (realisasi 0).

    Above 24 % the value falls to below 76 at once; late work may fall below 0.
    """
    nilai, _ = _hemat(target, realisasi, "waktu")
    return dibulatkan(nilai)


def nilai_biaya(target: Angka | None, realisasi: Angka | None) -> Decimal | None:
    """The rules of waktu with rupiah; None where there is no target (None or 0)."""
    if not _ada_target_biaya(target, realisasi):
        return None
    nilai, _ = _hemat(target, realisasi, "biaya")
    return dibulatkan(nilai)


def capaian(target: Aspek, realisasi: Aspek) -> Capaian:
    """Score one kegiatan tugas jabatan.

    Targets of kuantitas, kualitas and waktu must be above 0. With a target biaya
    the realisasi must have a biaya too; without one it is left out of account.
    """
    if not isinstance(target, Aspek) or not isinstance(realisasi, Aspek):
        raise ValueError("Target dan realisasi harus berupa Aspek.")
    kuantitas = _perbandingan(target.kuantitas, realisasi.kuantitas, "kuantitas")
    kualitas = _perbandingan(target.kualitas, realisasi.kualitas, "kualitas")
    waktu, efisiensi_waktu = _hemat(target.waktu, realisasi.waktu, "waktu")
    aspek = [kuantitas, kualitas, waktu]
    biaya, efisiensi_biaya = None, None
    if _ada_target_biaya(target.biaya, realisasi.biaya):
        biaya, efisiensi_biaya = _hemat(target.biaya, realisasi.biaya, "biaya")
        aspek.append(biaya)
    perhitungan = sum(aspek, Decimal(0))
    nilai = max(perhitungan / len(aspek), Decimal(0))
    return Capaian(
        kuantitas=dibulatkan(kuantitas),
        kualitas=dibulatkan(kualitas),
        waktu=dibulatkan(waktu),
        biaya=None if biaya is None else dibulatkan(biaya),
        perhitungan=dibulatkan(perhitungan),
        nilai=dibulatkan(nilai),
        nilai_utuh=nilai,
        pembagi=len(aspek),
        efisiensi_waktu=efisiensi_waktu,
        efisiensi_biaya=efisiensi_biaya,
    )


def kategori(nilai: Angka) -> Kategori:
    """By lower bound, after rounding to two decimals: 90.99 is Baik, 90.995 is not."""
    bulat = dibulatkan(desimal(nilai, "Nilai"))
    for batas, sebutan in BATAS_KATEGORI:
        if bulat >= batas:
            return sebutan
    return Kategori.BURUK


def rata_rata_perilaku(nilai: Mapping[str, Angka | None], *, struktural: bool) -> Decimal:
    """The mean of six aspects (0-100) for structural posts, of five for others.

    Keys are those of `ASPEK_PERILAKU_STRUKTURAL`. Kepemimpinan of a post that is not
    structural does not count, whether it is absent, None or has a number.
    """
    return dibulatkan(rata_rata_perilaku_utuh(nilai, struktural=struktural))


def rata_rata_perilaku_utuh(nilai: Mapping[str, Angka | None], *, struktural: bool) -> Decimal:
    """As `rata_rata_perilaku`, before rounding: for the mean of a year."""
    if not isinstance(nilai, Mapping):
        raise ValueError("Nilai perilaku harus memuat nilai setiap aspek.")
    aspek = ASPEK_PERILAKU_STRUKTURAL if struktural else ASPEK_PERILAKU
    return rata_rata([nol_sampai_seratus(nilai.get(a), _judul(a)) for a in aspek])


def nilai_tugas_tambahan(jumlah: Angka) -> Decimal:
    """Points of the year for a number of tasks: 0 -> 0, 1-3 -> 1, 4-6 -> 2, 7+ -> 3."""
    banyak = _bilangan_cacah(jumlah, "Jumlah tugas tambahan")
    for minimum, poin in _POIN_TUGAS_TAMBAHAN:
        if banyak >= minimum:
            return Decimal(poin)
    return Decimal(0)


def nilai_kreativitas(tingkat: str) -> Decimal:
    """Points of the year: unit kerja 3, instansi (instansi/organisasi) 6, negara 12."""
    if not isinstance(tingkat, str):
        raise ValueError("Tingkat kreativitas harus berupa teks.")
    sebutan = " ".join(tingkat.casefold().split())
    try:
        dikenal = _SEBUTAN_KREATIVITAS_LAIN.get(sebutan) or Kreativitas(sebutan)
    except ValueError:
        pesan = f"Tingkat kreativitas harus salah satu dari: {', '.join(Kreativitas)}."
        raise ValueError(pesan) from None
    return Decimal(_POIN_KREATIVITAS[dikenal])


def nilai_skp(
    nilai_capaian: Sequence[Angka],
    *,
    tugas_tambahan: Angka = 0,
    kreativitas: str | None = None,
) -> Decimal:
    """The mean of nilai capaian plus the points of tugas tambahan and kreativitas.

    Of a month: over the month's kegiatan, nothing added. Of a year: over its months.
    `tugas_tambahan` is the number of tasks and `kreativitas` the level (None: there
    was none); both become points here, so they are not to be given as points.

    Raises ValueError for an empty sequence too: nothing scored is not a nilai of 0.
    """
    return dibulatkan(nilai_skp_utuh(nilai_capaian, tugas_tambahan=tugas_tambahan, kreativitas=kreativitas))


def nilai_skp_utuh(
    nilai_capaian: Sequence[Angka],
    *,
    tugas_tambahan: Angka = 0,
    kreativitas: str | None = None,
) -> Decimal:
    """As `nilai_skp`, before rounding: a month's part in the mean of the year."""
    poin = nilai_tugas_tambahan(tugas_tambahan)
    if kreativitas is not None:
        poin += nilai_kreativitas(kreativitas)
    return rata_rata(nilai_capaian, "Nilai capaian") + poin


def prestasi_kerja(nilai_skp: Angka, nilai_perilaku: Angka) -> Decimal:
    """60 % of nilai SKP (at least 0) and 40 % of nilai perilaku (0-100)."""
    return bagian_prestasi(nilai_skp, nilai_perilaku).nilai


def bagian_prestasi(nilai_skp: Angka, nilai_perilaku: Angka) -> BagianPrestasi:
    """The two parts of nilai prestasi kerja, their sum and its kategori.

    The sum is taken before the parts are rounded.
    """
    skp = tidak_negatif(nilai_skp, "Nilai SKP") * BOBOT_SKP
    perilaku = nol_sampai_seratus(nilai_perilaku, "Nilai perilaku") * BOBOT_PERILAKU
    nilai = dibulatkan(skp + perilaku)
    return BagianPrestasi(
        skp=dibulatkan(skp),
        perilaku=dibulatkan(perilaku),
        nilai=nilai,
        kategori=kategori(nilai),
    )


def rata_rata_harian(jumlah: Mapping[Kategori, int]) -> Decimal:
    """Nilai Rata-Rata Kinerja Bulanan from the number of kegiatan in each category.

    Raises ValueError when no kegiatan is graded: then there is no range either.
    """
    if not isinstance(jumlah, Mapping):
        raise ValueError("Jumlah kegiatan per kategori harus diisi.")
    banyak = {k: _bilangan_cacah(jumlah.get(k, 0), f"Jumlah kegiatan {k.label}") for k in Kategori}
    total = sum(banyak.values())
    if not total:
        raise ValueError("Belum ada kegiatan harian yang dinilai.")
    jumlah_nilai = sum((NILAI_HARIAN[k] * n for k, n in banyak.items()), Decimal(0))
    return dibulatkan(jumlah_nilai / total)


def rentang_kualitas(
    rata_rata: Angka,
    tabel: Sequence[tuple[Angka, Angka]] = RENTANG_BAKU,
) -> tuple[Decimal, Decimal]:
    """(minimum, maksimum) that nilai kualitas may have, for a mean of daily grades.

    The row with the highest minimum not above the mean (rounded to two decimals, as
    it is printed). `tabel` has the instansi's own rows, in any order.
    """
    rata = dibulatkan(nol_sampai_seratus(rata_rata, "Nilai rata-rata"))
    cocok = [baris for baris in _rentang(tabel) if baris[0] <= rata]
    if not cocok:
        raise ValueError("Tabel rentang kualitas tidak memuat nilai rata-rata ini.")
    return max(cocok)


def _perbandingan(target: Angka | None, realisasi: Angka | None, aspek: str) -> Decimal:
    sasaran, hasil = _target_dan_realisasi(target, realisasi, aspek)
    return hasil / sasaran * 100


def _hemat(target: Angka | None, realisasi: Angka | None, aspek: str) -> tuple[Decimal, Efisiensi]:
    """The value, utuh, of an aspect in which less is better."""
    sasaran, hasil = _target_dan_realisasi(target, realisasi, aspek)
    if hasil == 0:
        return Decimal(0), Efisiensi(None, Cabang.TIDAK_DILAKUKAN)
    persen = 100 - hasil / sasaran * 100
    nilai = (TETAPAN * sasaran - hasil) / sasaran * 100
    if persen <= BATAS_EFISIENSI:
        return nilai, Efisiensi(dibulatkan(persen), Cabang.SAMPAI_24)
    return NILAI_TEPAT - (nilai - 100), Efisiensi(dibulatkan(persen), Cabang.DI_ATAS_24)


def _target_dan_realisasi(target: Angka | None, realisasi: Angka | None, aspek: str) -> tuple[Decimal, Decimal]:
    sasaran = desimal(target, f"Target {aspek}")
    if sasaran <= 0:
        raise ValueError(f"Target {aspek} harus lebih besar dari 0.")
    return sasaran, tidak_negatif(realisasi, f"Realisasi {aspek}")


def _ada_target_biaya(target: Angka | None, realisasi: Angka | None) -> bool:
    if realisasi is not None:
        tidak_negatif(realisasi, "Realisasi biaya")
    return target is not None and tidak_negatif(target, "Target biaya") > 0


def _rentang(tabel: Sequence[tuple[Angka, Angka]]) -> list[tuple[Decimal, Decimal]]:
    try:
        pasangan = [(minimum, maksimum) for minimum, maksimum in tabel]
    except (TypeError, ValueError):
        pesan = "Tabel rentang kualitas harus memuat pasangan minimum dan maksimum."
        raise ValueError(pesan) from None
    baris = [
        (
            nol_sampai_seratus(minimum, "Minimum rentang kualitas"),
            nol_sampai_seratus(maksimum, "Maksimum rentang kualitas"),
        )
        for minimum, maksimum in pasangan
    ]
    if any(minimum > maksimum for minimum, maksimum in baris):
        raise ValueError("Minimum rentang kualitas melebihi maksimumnya.")
    return baris


def _bilangan_cacah(nilai: Angka, sebutan: str) -> int:
    angka = tidak_negatif(nilai, sebutan)
    if angka != int(angka):
        raise ValueError(f"{sebutan} harus bilangan bulat.")
    return int(angka)


def _judul(aspek: str) -> str:
    return aspek.replace("_", " ").title()
