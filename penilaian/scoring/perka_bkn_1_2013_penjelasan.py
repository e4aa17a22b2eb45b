"""How a number of Perka BKN 1/2013 came about, line by line, in Indonesian.

Numbers in the lines are written as people here write them: 1.000.000 and 9,12.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from penilaian.scoring.angka import Angka, desimal, dibulatkan, tidak_negatif
from penilaian.scoring.perka_bkn_1_2013 import (
    ASPEK_PERILAKU,
    ASPEK_PERILAKU_STRUKTURAL,
    BATAS_KATEGORI,
    Aspek,
    Cabang,
    Capaian,
    Efisiensi,
    Kategori,
    bagian_prestasi,
    capaian,
    kategori,
    nilai_kreativitas,
    nilai_skp,
    nilai_tugas_tambahan,
    rata_rata_perilaku,
)

_INDONESIA = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Langkah:
    """One line: "label = rumus = hasil", and why this formula where that matters.

    `bagian` names the number the line belongs to (kuantitas, kualitas, waktu, biaya,
    perhitungan, nilai, ...), so that a page can show the lines of one number only.
    `rumus` is empty where there is nothing to compute.
    """

    bagian: str
    label: str
    rumus: str
    hasil: str
    alasan: str = ""

    def __str__(self) -> str:
        return " = ".join(bagian for bagian in (self.label, self.rumus, self.hasil) if bagian)


def jelaskan(target: Aspek, realisasi: Aspek) -> tuple[Langkah, ...]:
    """The lines of one kegiatan, from its aspects to nilai capaian.

    Raises ValueError as `capaian` does.
    """
    hasil = capaian(target, realisasi)
    return (
        _perbandingan("kuantitas", target.kuantitas, realisasi.kuantitas, hasil.kuantitas),
        _perbandingan("kualitas", target.kualitas, realisasi.kualitas, hasil.kualitas),
        *_hemat("waktu", target.waktu, realisasi.waktu, hasil.waktu, hasil.efisiensi_waktu),
        *_biaya(target, realisasi, hasil),
        _perhitungan(hasil),
        _nilai(hasil),
    )


def jelaskan_kategori(nilai: Angka) -> Langkah:
    """Why a nilai has its sebutan."""
    sebutan = kategori(nilai)
    bulat = dibulatkan(desimal(nilai, "Nilai"))
    return Langkah("kategori", "Kategori", dua_desimal(bulat), sebutan.label, _pita(sebutan))


def jelaskan_nilai_skp(
    nilai_capaian: Sequence[Angka],
    *,
    tugas_tambahan: Angka = 0,
    kreativitas: str | None = None,
) -> tuple[Langkah, ...]:
    """The lines of nilai SKP, of a month or of a year; raises as `nilai_skp` does."""
    rata = nilai_skp(nilai_capaian)
    nilai = nilai_skp(nilai_capaian, tugas_tambahan=tugas_tambahan, kreativitas=kreativitas)
    langkah = [_rata_rata("rata_rata", "Rata-rata nilai capaian", nilai_capaian, rata)]
    poin = []
    if banyak := tidak_negatif(tugas_tambahan, "Jumlah tugas tambahan"):
        poin.append(nilai_tugas_tambahan(tugas_tambahan))
        rumus = f"{angka(banyak)} tugas"
        langkah.append(Langkah("tugas_tambahan", "Tugas tambahan", rumus, angka(poin[-1])))
    if kreativitas is not None:
        poin.append(nilai_kreativitas(kreativitas))
        rumus = f"bermanfaat bagi {kreativitas.strip().lower()}"
        langkah.append(Langkah("kreativitas", "Kreativitas", rumus, angka(poin[-1])))
    if poin:
        jumlah = " + ".join([dua_desimal(rata), *map(angka, poin)])
        langkah.append(Langkah("nilai", "Nilai SKP", jumlah, dua_desimal(nilai)))
    return (*langkah, jelaskan_kategori(nilai))


def jelaskan_perilaku(nilai: Mapping[str, Angka | None], *, struktural: bool) -> tuple[Langkah, ...]:
    """The lines of RATA-RATA PERILAKU; raises as `rata_rata_perilaku` does."""
    rata = rata_rata_perilaku(nilai, struktural=struktural)
    aspek = ASPEK_PERILAKU_STRUKTURAL if struktural else ASPEK_PERILAKU
    alasan = (
        "Jabatan struktural: kepemimpinan ikut dinilai, jumlahnya dibagi 6."
        if struktural
        else "Bukan jabatan struktural: tanpa kepemimpinan, jumlahnya dibagi 5."
    )
    angka_aspek = [tidak_negatif(nilai[a], a) for a in aspek]
    return (
        _rata_rata("rata_rata", "Rata-rata perilaku", angka_aspek, rata, alasan),
        jelaskan_kategori(rata),
    )


def jelaskan_prestasi(nilai_skp: Angka, nilai_perilaku: Angka) -> tuple[Langkah, ...]:
    """The lines of nilai prestasi kerja; raises as `bagian_prestasi` does."""
    bagian = bagian_prestasi(nilai_skp, nilai_perilaku)
    skp = dua_desimal(dibulatkan(desimal(nilai_skp, "Nilai SKP")))
    perilaku = dua_desimal(dibulatkan(desimal(nilai_perilaku, "Nilai perilaku")))
    return (
        Langkah("skp", "Bagian SKP", f"{skp} × 60%", dua_desimal(bagian.skp)),
        Langkah(
            "perilaku",
            "Bagian perilaku",
            f"{perilaku} × 40%",
            dua_desimal(bagian.perilaku),
        ),
        Langkah(
            "nilai",
            "Nilai prestasi kerja",
            f"{dua_desimal(bagian.skp)} + {dua_desimal(bagian.perilaku)}",
            dua_desimal(bagian.nilai),
            _sebelum_dibulatkan([bagian.skp, bagian.perilaku], bagian.nilai),
        ),
        jelaskan_kategori(bagian.nilai),
    )


def angka(nilai: Decimal) -> str:
    """As it was entered, without needless zeros: 1000000 -> 1.000.000, 9.120 -> 9,12."""
    teks = f"{nilai:,f}"
    if "." in teks:
        teks = teks.rstrip("0").rstrip(".")
    return _tulis(teks)


def dua_desimal(nilai: Decimal) -> str:
    """As a score is printed: 76 -> 76,00."""
    return _tulis(f"{nilai:,.2f}")


def _tulis(teks: str) -> str:
    return teks.translate(_INDONESIA).replace("-", "−")


def _perbandingan(aspek: str, target: Decimal, realisasi: Decimal, nilai: Decimal) -> Langkah:
    rumus = f"realisasi {angka(realisasi)} / target {angka(target)} × 100"
    return Langkah(aspek, f"Nilai {aspek}", rumus, dua_desimal(nilai))


def _hemat(
    aspek: str,
    target: Decimal,
    realisasi: Decimal,
    nilai: Decimal,
    efisiensi: Efisiensi,
) -> tuple[Langkah, ...]:
    label = f"Nilai {aspek}"
    if efisiensi.persen is None:
        alasan = f"Realisasi {aspek} 0: kegiatan belum atau tidak dilakukan."
        return (Langkah(aspek, label, "", dua_desimal(nilai), alasan),)
    capai, sasaran = f"realisasi {angka(realisasi)}", f"target {angka(target)}"
    rumus = f"(1,76 × {sasaran} − {capai}) / {sasaran} × 100"
    alasan = "Efisiensi tidak lebih dari 24%."
    if efisiensi.cabang is Cabang.DI_ATAS_24:
        rumus = f"76 − ({rumus} − 100)"
        alasan = "Efisiensi, sebelum dibulatkan, lebih dari 24%."
    return (
        Langkah(
            aspek,
            f"Efisiensi {aspek}",
            f"100 − ({capai} / {sasaran} × 100)",
            f"{dua_desimal(efisiensi.persen)}%",
        ),
        Langkah(aspek, label, rumus, dua_desimal(nilai), alasan),
    )


def _biaya(target: Aspek, realisasi: Aspek, hasil: Capaian) -> tuple[Langkah, ...]:
    if target.biaya is None or realisasi.biaya is None or hasil.biaya is None or hasil.efisiensi_biaya is None:
        alasan = "Tidak ada target biaya, jadi aspek biaya tidak dihitung."
        return (Langkah("biaya", "Nilai biaya", "", "tidak dihitung", alasan),)
    return _hemat("biaya", target.biaya, realisasi.biaya, hasil.biaya, hasil.efisiensi_biaya)


def _perhitungan(hasil: Capaian) -> Langkah:
    aspek = [hasil.kuantitas, hasil.kualitas, hasil.waktu]
    if hasil.biaya is not None:
        aspek.append(hasil.biaya)
    return Langkah(
        "perhitungan",
        "Perhitungan",
        " + ".join(_dalam_kurung(a) for a in aspek),
        dua_desimal(hasil.perhitungan),
        _sebelum_dibulatkan(aspek, hasil.perhitungan),
    )


def _nilai(hasil: Capaian) -> Langkah:
    rumus = f"{dua_desimal(hasil.perhitungan)} / {hasil.pembagi}"
    alasan = f"Dibagi {hasil.pembagi} aspek yang dihitung."
    if hasil.perhitungan < 0:
        alasan += " Nilai capaian tidak pernah kurang dari 0."
    return Langkah("nilai", "Nilai capaian", rumus, dua_desimal(hasil.nilai), alasan)


def _rata_rata(
    bagian: str,
    label: str,
    nilai: Sequence[Angka],
    hasil: Decimal,
    alasan: str = "",
) -> Langkah:
    bulat = [dibulatkan(desimal(n, label)) for n in nilai]
    rumus = f"({' + '.join(map(dua_desimal, bulat))}) / {len(bulat)}"
    return Langkah(bagian, label, rumus, dua_desimal(hasil), alasan)


def _sebelum_dibulatkan(bagian: Sequence[Decimal], jumlah: Decimal) -> str:
    if sum(bagian) == jumlah:
        return ""
    return "Dijumlahkan sebelum setiap angka dibulatkan."


def _dalam_kurung(nilai: Decimal) -> str:
    return f"({dua_desimal(nilai)})" if nilai < 0 else dua_desimal(nilai)


def _pita(sebutan: Kategori) -> str:
    atas = ""
    for minimum, calon in BATAS_KATEGORI:
        if calon is sebutan:
            return f"{sebutan.label}: {angka(minimum)} ke atas{atas}."
        atas = f", di bawah {angka(minimum)}"
    return f"{sebutan.label}{atas.replace(',', ':', 1)}."
