"""Angka kredit of PermenPANRB 1/2023 and Peraturan BKN 3/2023 against published figures and its own promises."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisasi.models import Jenjang as JenjangJabatan
from organisasi.models.pegawai import PANGKAT
from penilaian.scoring import permenpanrb_1_2023 as buku
from penilaian.scoring.permenpanrb_1_2023 import Jenjang
from penilaian.scoring.permenpanrb_6_2022 import Predikat

jenjang_any = st.sampled_from(Jenjang)
predikat_any = st.sampled_from(Predikat)
total_any = st.decimals(min_value=0, max_value=1000, places=2)


def test_the_names_are_those_that_jabatan_store():
    assert [(each.value, each.label) for each in Jenjang] == JenjangJabatan.choices
    assert tuple(PANGKAT) == buku.GOLONGAN_PNS


@pytest.mark.parametrize(
    ("jenjang", "koefisien", "pangkat", "naik_jenjang"),
    [
        ("PEMULA", "3.75", 15, 15),
        ("TERAMPIL", "5", 20, 60),
        ("MAHIR", "12.5", 50, 100),
        ("PENYELIA", "25", 100, None),
        ("AHLI_PERTAMA", "12.5", 50, 100),
        ("AHLI_MUDA", "25", 100, 200),
        ("AHLI_MADYA", "37.5", 150, 450),
        ("AHLI_UTAMA", "50", 200, None),
    ],
)
def test_the_table_of_the_regulation(jenjang, koefisien, pangkat, naik_jenjang):
    assert buku.KOEFISIEN[jenjang] == Decimal(koefisien)
    assert buku.KUMULATIF_PANGKAT[jenjang] == pangkat
    assert buku.KUMULATIF_JENJANG[jenjang] == naik_jenjang


@pytest.mark.parametrize("jenjang", [each for each in Jenjang if buku.KUMULATIF_JENJANG[each] is not None])
def test_the_golongan_of_a_jenjang_together_take_what_the_next_jenjang_asks(jenjang):
    assert buku.KUMULATIF_PANGKAT[jenjang] * len(buku.GOLONGAN[jenjang]) == buku.KUMULATIF_JENJANG[jenjang]


@pytest.mark.parametrize(
    ("jenjang", "predikat", "bulan", "nilai"),
    [
        ("AHLI_PERTAMA", "sangat_baik", 12, "18.75"),
        ("AHLI_PERTAMA", "baik", 2, "2.08"),
        ("AHLI_PERTAMA", "butuh_perbaikan", 12, "9.38"),
        ("AHLI_MADYA", "kurang", 12, "18.75"),
        ("AHLI_UTAMA", "sangat_kurang", 6, "6.25"),
        ("TERAMPIL", "baik", 0, "0.00"),
    ],
)
def test_angka_kredit(jenjang, predikat, bulan, nilai):
    assert str(buku.angka_kredit(jenjang, predikat, bulan)) == nilai


@given(jenjang_any, predikat_any)
def test_twelve_months_are_the_year(jenjang, predikat):
    months = [buku.angka_kredit_utuh(jenjang, predikat, 1)] * 12
    assert buku.akumulasi(months) == buku.angka_kredit(jenjang, predikat)


@pytest.mark.parametrize(
    ("jenjang", "predikat", "bulan", "says"),
    [
        ("AHLI", "baik", 12, "Jenjang jabatan fungsional 'AHLI' tidak dikenal"),
        ("AHLI_MUDA", "cukup", 12, "Predikat kinerja 'cukup' tidak dikenal"),
        ("AHLI_MUDA", "baik", 13, "0 sampai 12"),
        ("AHLI_MUDA", "baik", -1, "0 sampai 12"),
        ("AHLI_MUDA", "baik", "1.5", "0 sampai 12"),
        ("AHLI_MUDA", "baik", None, "belum diisi"),
        ("AHLI_MUDA", "baik", float("nan"), "terhingga"),
    ],
)
def test_what_cannot_be_computed_is_refused(jenjang, predikat, bulan, says):
    with pytest.raises(ValueError, match=says):
        buku.angka_kredit(jenjang, predikat, bulan)


def test_a_sum_is_rounded_once():
    assert buku.akumulasi([]) == 0
    assert str(buku.akumulasi([Decimal("5.625")] * 4)) == "22.50"
    with pytest.raises(ValueError, match="kurang dari 0"):
        buku.akumulasi([1, -1])


@pytest.mark.parametrize(
    ("jenjang", "golongan", "kumulatif", "pangkat", "naik_jenjang"),
    [
        ("AHLI_MUDA", "III/c", 75, ("III/d", 100, -25), ("Ahli Madya", 200, -125)),
        ("AHLI_MUDA", "III/c", "118.75", ("III/d", 100, "18.75"), ("Ahli Madya", 200, "-81.25")),
        ("AHLI_MUDA", "III/d", 175, ("IV/a", 200, -25), ("Ahli Madya", 200, -25)),
        ("AHLI_MADYA", "IV/b", 300, ("IV/c", 300, 0), ("Ahli Utama", 450, -150)),
        ("PEMULA", "II/a", 15, ("II/b", 15, 0), ("Terampil", 15, 0)),
        ("PENYELIA", "III/c", 10, ("III/d", 100, -90), None),
        ("PENYELIA", "III/d", 100, None, None),
        ("AHLI_UTAMA", "IV/e", 500, None, None),
        ("AHLI_MUDA", "III/a", 10, ("III/b", 100, -90), ("Ahli Madya", 200, -190)),
        ("AHLI_MUDA", "IV/a", 10, ("IV/b", 200, -190), ("Ahli Madya", 200, -190)),
        ("AHLI_MUDA", "IX", 10, None, ("Ahli Madya", 200, -190)),
        ("AHLI_MUDA", "", 10, None, ("Ahli Madya", 200, -190)),
    ],
)
def test_what_the_next_step_asks(jenjang, golongan, kumulatif, pangkat, naik_jenjang):
    found = buku.kebutuhan(jenjang, kumulatif, golongan)
    for step, expected in ((found.pangkat, pangkat), (found.jenjang, naik_jenjang)):
        if expected is None:
            assert step is None
        else:
            menjadi, minimal, selisih = expected
            assert (step.menjadi, step.minimal, step.selisih) == (menjadi, minimal, Decimal(selisih))


def test_the_last_golongan_goes_up_with_the_jenjang():
    assert buku.kebutuhan("AHLI_MUDA", 0, "III/d").lewat_jenjang
    assert not buku.kebutuhan("AHLI_MUDA", 0, "III/c").lewat_jenjang
    assert not buku.kebutuhan("PENYELIA", 0, "III/d").lewat_jenjang


@given(jenjang_any, total_any, st.sampled_from(["", "IX", *buku.GOLONGAN_PNS]))
def test_what_is_over_and_what_is_missing_are_never_both(jenjang, total, golongan):
    found = buku.kebutuhan(jenjang, total, golongan)
    for step in filter(None, (found.pangkat, found.jenjang)):
        assert step.minimal + step.lebih - step.kurang == total
        assert step.terpenuhi == (step.kurang == 0)
        assert not step.lebih or not step.kurang


@given(jenjang_any, predikat_any, total_any)
def test_the_months_foretold_bring_it_and_one_fewer_does_not(jenjang, predikat, missing):
    months = buku.bulan_sampai(jenjang, missing, predikat)
    a_month = buku.angka_kredit_utuh(jenjang, predikat) / 12
    assert a_month * months >= missing - Decimal("1e-8")
    assert months == 0 or a_month * (months - 1) < missing


def test_a_third_that_decimal_cannot_write_costs_no_month():
    """Seven months of Baik and eleven more are a year and a half: exactly 37.5."""
    had = buku.angka_kredit_utuh("AHLI_MUDA", "baik", 7)
    assert buku.bulan_sampai("AHLI_MUDA", Decimal("37.5") - had) == 11


@pytest.mark.parametrize(
    ("jenjang", "golongan", "dasar"),
    [("AHLI_MUDA", "III/d", 100), ("AHLI_MUDA", "III/c", 0), ("AHLI_MADYA", "IV/c", 300), ("AHLI_MUDA", "III/b", 0)],
)
def test_angka_kredit_dasar(jenjang, golongan, dasar):
    assert buku.angka_kredit_dasar(jenjang, golongan) == dasar


def test_angka_kredit_dasar_of_no_golongan_of_pns_is_refused():
    with pytest.raises(ValueError, match="bukan golongan ruang PNS"):
        buku.angka_kredit_dasar("AHLI_MUDA", "IX")


def test_tables_cannot_be_changed():
    with pytest.raises(TypeError):
        buku.KOEFISIEN[Jenjang.PEMULA] = Decimal(5)
