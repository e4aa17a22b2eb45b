"""The rule books of 2021: PermenPANRB 8/2021 and PP 30/2019."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penilaian.scoring import permenpanrb_8_2021 as buku
from penilaian.scoring import pp_30_2019 as pp30
from penilaian.scoring.permenpanrb_8_2021 import Kategori, Kondisi
from penilaian.scoring.pp_30_2019 import Predikat

amount = st.decimals(min_value=0, max_value=10_000, places=2)
positive = st.decimals(min_value="0.01", max_value=10_000, places=2)
score = st.decimals(min_value=0, max_value=120, places=2)


@pytest.mark.parametrize(
    ("target", "realisasi", "kondisi", "persen"),
    [
        (95, 93, "normal", 98),
        (90, 92, "normal", 102),  # printed as 113 in the regulation, a slip
        (10, 8, "khusus", 120),
        (10, 12, "khusus", 80),
        (10, 30, "khusus", -100),
        ((80, 90), 85, "normal", 100),
        ((80, 90), 80, "normal", 100),
        ((80, 90), 99, "normal", 110),
        ((80, 90), 40, "normal", 50),
        ((80, 90), 99, "khusus", 90),
        (200, 1, "normal", 1),
        (1000, 5, "normal", 1),
        (1000, 4, "normal", 0),
    ],
)
def test_capaian(target, realisasi, kondisi, persen):
    assert buku.capaian_iki(target, realisasi, kondisi=kondisi) == persen


@pytest.mark.parametrize(
    ("capaian", "kategori", "nilai"),
    [
        (150, Kategori.SANGAT_BAIK, "120.00"),
        (111, Kategori.SANGAT_BAIK, "120.00"),
        (110, Kategori.SANGAT_BAIK, "120.00"),
        (105, Kategori.SANGAT_BAIK, "114.44"),
        (101, Kategori.SANGAT_BAIK, "110.00"),
        ("100.49", Kategori.BAIK, "109.00"),
        (100, Kategori.BAIK, "109.00"),
        ("99.5", Kategori.BAIK, "109.00"),
        (99, Kategori.CUKUP, "89.00"),
        (80, Kategori.CUKUP, "70.00"),
        (79, Kategori.KURANG, "69.00"),
        (60, Kategori.KURANG, "50.00"),
        (59, Kategori.SANGAT_KURANG, "49.00"),
        (0, Kategori.SANGAT_KURANG, "0.00"),
        (-20, Kategori.SANGAT_KURANG, "0.00"),
    ],
)
def test_nilai_and_kategori_of_a_capaian(capaian, kategori, nilai):
    assert buku.kategori(capaian) is kategori
    assert str(buku.nilai_iki(capaian)) == nilai


@given(st.integers(min_value=-200, max_value=300), st.integers(min_value=0, max_value=200))
def test_a_higher_capaian_never_has_a_lower_nilai(capaian, more):
    assert buku.nilai_iki(capaian) <= buku.nilai_iki(capaian + more)


@given(positive, amount)
def test_reaching_the_target_is_the_same_in_both_kondisi(target, realisasi):
    assert buku.capaian_iki(target, target) == 100
    assert buku.capaian_iki(target, target, kondisi=Kondisi.KHUSUS) == 100
    both = [buku.capaian_iki_utuh(target, realisasi, kondisi=kondisi) for kondisi in Kondisi]
    assert abs(sum(both) - 200) < Decimal("1e-15")


def test_all_of_a_target_that_is_the_possible_maximum_is_the_highest():
    assert buku.nilai_iki(100, target_maksimal=True) == 120
    assert buku.nilai_iki(99, target_maksimal=True) == 89
    assert buku.kategori(99, target_maksimal=True) is Kategori.CUKUP


def test_nilai_akhir_ends_with_the_scale():
    assert buku.nilai_akhir([70, 40], 5) == 115
    assert buku.nilai_akhir([70, 45], 10) == 120


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: buku.capaian_iki(0, 1), "lebih besar dari 0"),
        (lambda: buku.capaian_iki((0, 5), 1), "lebih besar dari 0"),
        (lambda: buku.capaian_iki((9, 5), 1), "melebihi batas atasnya"),
        (lambda: buku.capaian_iki(5, -1), "kurang dari 0"),
        (lambda: buku.capaian_iki(5, None), "belum diisi"),
        (lambda: buku.capaian_iki(5, 1, kondisi="aneh"), "tidak dikenal"),
        (lambda: buku.nilai_iki("banyak"), "harus berupa angka"),
        (lambda: buku.nilai_akhir([]), "belum ada"),
        (lambda: buku.nilai_akhir([1, -1]), "kurang dari 0"),
        (lambda: pp30.nilai_kinerja(121, 100, bobot="60/40"), "Nilai SKP paling tinggi 120"),
        (lambda: pp30.nilai_kinerja(100, -1, bobot="60/40"), "kurang dari 0"),
        (lambda: pp30.nilai_kinerja(100, 100, bobot="50/50"), "60/40 atau 70/30"),
    ],
)
def test_what_cannot_be_scored_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()


# --- PP 30/2019 Pasal 41 -------------------------------------------------------------------------------------------


def test_the_two_weights():
    assert pp30.nilai_kinerja(100, 80, bobot="60/40").nilai == 92
    assert pp30.nilai_kinerja(100, 80, bobot="70/30").nilai == 94


@pytest.mark.parametrize(
    ("nilai", "ide_baru", "predikat"),
    [
        (120, True, Predikat.SANGAT_BAIK),
        (110, True, Predikat.SANGAT_BAIK),
        ("109.995", True, Predikat.SANGAT_BAIK),  # judged as it is printed
        ("109.99", True, Predikat.BAIK),
        (120, False, Predikat.BAIK),
        (90, True, Predikat.BAIK),
        ("89.99", True, Predikat.CUKUP),
        (70, False, Predikat.CUKUP),
        ("69.99", False, Predikat.KURANG),
        (50, False, Predikat.KURANG),
        ("49.99", False, Predikat.SANGAT_KURANG),
        (0, True, Predikat.SANGAT_KURANG),
    ],
)
def test_predikat_of_a_nilai(nilai, ide_baru, predikat):
    assert pp30.predikat(nilai, ide_baru=ide_baru) is predikat


@given(score, score, st.sampled_from(pp30.Bobot))
def test_the_nilai_lies_between_its_two_parts(skp, perilaku, bobot):
    found = pp30.nilai_kinerja(skp, perilaku, bobot=bobot)
    assert min(skp, perilaku) <= found.nilai <= max(skp, perilaku)
    assert bobot.skp + bobot.perilaku == 1
