"""The lines that explain a number agree with the number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penilaian.scoring import perka_bkn_1_2013_penjelasan as penjelasan
from penilaian.scoring.perka_bkn_1_2013 import Aspek, capaian


def _baris(langkah):
    return [str(satu) for satu in langkah]


def test_a_kegiatan_on_time_and_without_biaya():
    langkah = penjelasan.jelaskan(Aspek(1, 100, 1, 0), Aspek(2, 95, 1, 0))
    assert _baris(langkah) == [
        "Nilai kuantitas = realisasi 2 / target 1 × 100 = 200,00",
        "Nilai kualitas = realisasi 95 / target 100 × 100 = 95,00",
        "Efisiensi waktu = 100 − (realisasi 1 / target 1 × 100) = 0,00%",
        "Nilai waktu = (1,76 × target 1 − realisasi 1) / target 1 × 100 = 76,00",
        "Nilai biaya = tidak dihitung",
        "Perhitungan = 200,00 + 95,00 + 76,00 = 371,00",
        "Nilai capaian = 371,00 / 3 = 123,67",
    ]
    assert langkah[3].alasan == "Efisiensi tidak lebih dari 24%."
    assert langkah[4].alasan == "Tidak ada target biaya, jadi aspek biaya tidak dihitung."


def test_biaya_with_more_than_24_percent_saved():
    langkah = penjelasan.jelaskan(Aspek(1, 100, 12, 200_000), Aspek(1, 100, Decimal("9.120"), 140_000))
    assert _baris(langkah)[3:6] == [
        "Nilai waktu = (1,76 × target 12 − realisasi 9,12) / target 12 × 100 = 100,00",
        "Efisiensi biaya = 100 − (realisasi 140.000 / target 200.000 × 100) = 30,00%",
        "Nilai biaya = 76 − ((1,76 × target 200.000 − realisasi 140.000) / target 200.000 × 100 − 100) = 70,00",
    ]
    assert "lebih dari 24%" in langkah[5].alasan
    assert str(langkah[-1]) == "Nilai capaian = 370,00 / 4 = 92,50"


def test_what_was_not_done():
    langkah = penjelasan.jelaskan(Aspek(1, 100, 1), Aspek(0, 0, 0))
    assert str(langkah[2]) == "Nilai waktu = 0,00"
    assert langkah[2].alasan == "Realisasi waktu 0: kegiatan belum atau tidak dilakukan."


def test_late_work_says_that_nilai_stops_at_zero():
    langkah = penjelasan.jelaskan(Aspek(10, 100, 1), Aspek(1, 10, 5))
    assert _baris(langkah)[-2:] == [
        "Perhitungan = 10,00 + 10,00 + (−324,00) = −304,00",
        "Nilai capaian = −304,00 / 3 = 0,00",
    ]
    assert "tidak pernah kurang dari 0" in langkah[-1].alasan


def test_a_sum_that_does_not_add_up_on_paper_says_why():
    langkah = penjelasan.jelaskan(Aspek(3, 3, 1), Aspek(2, 2, 1))
    assert str(langkah[-2]) == "Perhitungan = 66,67 + 66,67 + 76,00 = 209,33"
    assert langkah[-2].alasan == "Dijumlahkan sebelum setiap angka dibulatkan."


def test_nilai_skp_of_a_year():
    langkah = penjelasan.jelaskan_nilai_skp([80, 85], tugas_tambahan=4, kreativitas="unit kerja")
    assert _baris(langkah) == [
        "Rata-rata nilai capaian = (80,00 + 85,00) / 2 = 82,50",
        "Tugas tambahan = 4 tugas = 2",
        "Kreativitas = bermanfaat bagi unit kerja = 3",
        "Nilai SKP = 82,50 + 2 + 3 = 87,50",
        "Kategori = 87,50 = Baik",
    ]
    assert langkah[-1].alasan == "Baik: 76 ke atas, di bawah 91."


def test_nilai_skp_of_a_month_is_the_mean_alone():
    assert _baris(penjelasan.jelaskan_nilai_skp([80, 85])) == [
        "Rata-rata nilai capaian = (80,00 + 85,00) / 2 = 82,50",
        "Kategori = 82,50 = Baik",
    ]


def test_perilaku_says_by_what_it_divides():
    nilai = dict.fromkeys(("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerjasama"), 80)
    tanpa = penjelasan.jelaskan_perilaku(nilai, struktural=False)
    dengan = penjelasan.jelaskan_perilaku(nilai | {"kepemimpinan": 86}, struktural=True)
    assert tanpa[0].rumus == "(80,00 + 80,00 + 80,00 + 80,00 + 80,00) / 5"
    assert dengan[0].rumus == "(80,00 + 80,00 + 80,00 + 80,00 + 80,00 + 86,00) / 6"
    assert (tanpa[0].hasil, dengan[0].hasil) == ("80,00", "81,00")


def test_prestasi_kerja():
    assert _baris(penjelasan.jelaskan_prestasi(95, 88)) == [
        "Bagian SKP = 95,00 × 60% = 57,00",
        "Bagian perilaku = 88,00 × 40% = 35,20",
        "Nilai prestasi kerja = 57,00 + 35,20 = 92,20",
        "Kategori = 92,20 = Sangat Baik",
    ]


@pytest.mark.parametrize(
    ("nilai", "alasan"),
    [
        (95, "Sangat Baik: 91 ke atas."),
        (61, "Cukup: 61 ke atas, di bawah 76."),
        (50, "Buruk: di bawah 51."),
    ],
)
def test_a_kategori_shows_its_bounds(nilai, alasan):
    assert penjelasan.jelaskan_kategori(nilai).alasan == alasan


positif = st.decimals("0.01", "1000000000", places=2)
aspek = st.builds(Aspek, positif, positif, positif, positif)


@given(aspek, aspek)
def test_the_last_line_of_each_number_has_its_result(target, realisasi):
    hasil = capaian(target, realisasi)
    per_bagian = {s.bagian: s.hasil for s in penjelasan.jelaskan(target, realisasi)}
    assert per_bagian == {nama: penjelasan.dua_desimal(getattr(hasil, nama)) for nama in per_bagian}
    assert set(per_bagian) == {
        "kuantitas",
        "kualitas",
        "waktu",
        "biaya",
        "perhitungan",
        "nilai",
    }
