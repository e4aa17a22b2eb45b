"""The rule book of Perka BKN 1/2013 against worked examples and its own promises."""

import json
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penilaian.scoring import perka_bkn_1_2013 as buku
from penilaian.scoring.angka import dibulatkan
from penilaian.scoring.perka_bkn_1_2013 import Aspek, Cabang, Kategori

CONTOH = Path(__file__).parents[1] / "data" / "contoh-hitung.json"
SKEMA = {"PP46/2011+PerkaBKN1/2013", "Magelang guide"}
BARIS = [baris for baris in json.loads(CONTOH.read_text(), parse_float=Decimal) if baris["scheme"] in SKEMA]

Isi = dict[str, Any]


def _satu_kegiatan(target: Aspek, realisasi: Aspek) -> Isi:
    hasil = buku.capaian(target, realisasi)
    sebulan = buku.nilai_skp([hasil.nilai_utuh])
    return {
        "perhitungan": hasil.perhitungan,
        "nilai_capaian": hasil.nilai,
        "nilai_skp_bulanan": sebulan,
        "kategori": buku.kategori(sebulan).label,
    }


def _hemat(nilai: Decimal | None, efisiensi: buku.Efisiensi | None) -> Isi:
    assert nilai is not None
    assert efisiensi is not None
    return {
        "nilai_aspek": nilai,
        "efisiensi_persen": efisiensi.persen,
        "cabang": efisiensi.cabang.value,
        "kategori": buku.kategori(nilai).label,
    }


def hitung_waktu(isi: Isi) -> Isi:
    target, realisasi = isi["target_waktu"], isi["realisasi_waktu"]
    hasil = buku.capaian(Aspek(1, 100, target), Aspek(1, 100, realisasi))
    nilai = buku.nilai_waktu(target, realisasi)
    assert nilai == hasil.waktu
    return _hemat(nilai, hasil.efisiensi_waktu)


def hitung_biaya(isi: Isi) -> Isi:
    target, realisasi = isi["target_biaya"], isi["realisasi_biaya"]
    hasil = buku.capaian(Aspek(1, 100, 1, target), Aspek(1, 100, 1, realisasi))
    nilai = buku.nilai_biaya(target, realisasi)
    assert nilai == hasil.biaya
    return _hemat(nilai, hasil.efisiensi_biaya)


def hitung_kuantitas(isi: Isi) -> Isi:
    return {"nilai_aspek": buku.nilai_kuantitas(isi["target"], isi["realisasi"])}


def hitung_kegiatan(isi: Isi) -> Isi:
    target, realisasi = (
        Aspek(a["kuantitas"], a["kualitas"], a["waktu_hari"], a["biaya"]) for a in (isi["target"], isi["realisasi"])
    )
    return _satu_kegiatan(target, realisasi)


def hitung_tugas_tambahan(isi: Isi) -> Isi:
    return {"nilai": buku.nilai_tugas_tambahan(isi["jumlah_tugas_tambahan"])}


def hitung_kreativitas(isi: Isi) -> Isi:
    return {"nilai": buku.nilai_kreativitas(isi["tingkat_kreativitas"])}


def hitung_perilaku(isi: Isi) -> Isi:
    aspek = {nama: isi[nama] for nama in buku.ASPEK_PERILAKU_STRUKTURAL}
    rata = buku.rata_rata_perilaku(aspek, struktural=isi["struktural"])
    jumlah = sum(nilai for nilai in aspek.values() if nilai is not None)
    return {"jumlah": jumlah, "pembagi": jumlah / rata, "rata_rata": rata}


def hitung_prestasi(isi: Isi) -> Isi:
    skp, perilaku = isi["nilai_skp"], isi["nilai_perilaku"]
    bagian = buku.bagian_prestasi(skp, perilaku)
    return {
        "skp_60": bagian.skp,
        "perilaku_40": bagian.perilaku,
        "nilai_prestasi": buku.prestasi_kerja(skp, perilaku),
        "kategori": bagian.kategori.label,
    }


def hitung_kategori(isi: Isi) -> Isi:
    return {"kategori": buku.kategori(isi["nilai"]).label}


def hitung_harian(isi: Isi) -> Isi:
    per_label = {k.label: nilai for k, nilai in buku.NILAI_HARIAN.items()}
    return {"nilai": per_label[isi["penilaian_kegiatan_harian"]]}


# The key that only this kind of row has; an "aspek" row says itself which it is.
PENGHITUNG: dict[str, Callable[[Isi], Isi]] = {
    "target_waktu": hitung_waktu,
    "target_biaya": hitung_biaya,
    "aspek": hitung_kuantitas,
    "target": hitung_kegiatan,
    "jumlah_tugas_tambahan": hitung_tugas_tambahan,
    "tingkat_kreativitas": hitung_kreativitas,
    "struktural": hitung_perilaku,
    "nilai_skp": hitung_prestasi,
    "nilai": hitung_kategori,
    "penilaian_kegiatan_harian": hitung_harian,
}


def _penghitung(isi: Isi) -> Callable[[Isi], Isi]:
    return next(hitung for kunci, hitung in PENGHITUNG.items() if kunci in isi)


def _tanpa_huruf_besar(nilai: Any) -> Any:
    return nilai.casefold() if isinstance(nilai, str) else nilai


@pytest.mark.parametrize("baris", BARIS, ids=lambda baris: baris["id"])
def test_worked_example(baris):
    hasil = _penghitung(baris["inputs"])(baris["inputs"])
    for nama, harapan in baris["outputs"].items():
        assert _tanpa_huruf_besar(hasil[nama]) == _tanpa_huruf_besar(harapan), nama


def test_every_way_of_computing_has_a_worked_example():
    dipakai = {_penghitung(baris["inputs"]) for baris in BARIS}
    assert dipakai == set(PENGHITUNG.values())


def test_the_worked_examples_of_this_rule_book_are_all_there():
    baris = json.loads(CONTOH.read_text())
    milik_buku_ini = {b["id"] for b in baris if b["id"].startswith(("old-", "mgl-"))}
    assert {b["id"] for b in BARIS} == milik_buku_ini
    assert len(BARIS) == 29


# --- aspects and capaian -------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "realisasi", "nilai"),
    [
        (12, 12, "76.00"),
        (12, 9.12, "100.00"),  # a float is read as it is printed
        (12, "9.12", "100.00"),
        (12, 14, "59.33"),
        (12, 6, "50.00"),
        (1, 3, "-124.00"),
        (12, 0, "0.00"),
        (3, Decimal("2.28"), "100.00"),
    ],
)
def test_nilai_waktu(target, realisasi, nilai):
    assert str(buku.nilai_waktu(target, realisasi)) == nilai


def test_a_kegiatan_with_a_target_biaya_is_divided_by_four():
    hasil = buku.capaian(Aspek(1, 100, 12, 5_000_000), Aspek(1, 90, 12, 5_000_000))
    assert hasil.perhitungan == Decimal("342.00")
    assert hasil.pembagi == 4
    assert hasil.nilai == Decimal("85.50")


@pytest.mark.parametrize("tanpa_target", [None, 0, Decimal("0.00")])
@pytest.mark.parametrize("realisasi", [None, 0, 1_000_000])
def test_without_a_target_biaya_the_aspect_drops_out(tanpa_target, realisasi):
    hasil = buku.capaian(Aspek(1, 100, 1, tanpa_target), Aspek(1, 100, 1, realisasi))
    assert hasil.biaya is None
    assert hasil.efisiensi_biaya is None
    assert hasil.pembagi == 3
    assert hasil.nilai == Decimal("92.00")
    assert buku.nilai_biaya(tanpa_target, realisasi) is None


def test_nilai_capaian_is_never_below_zero_but_its_perhitungan_may_be():
    hasil = buku.capaian(Aspek(10, 100, 1), Aspek(1, 10, 5))
    assert hasil.waktu == Decimal("-324.00")
    assert hasil.perhitungan == Decimal("-304.00")
    assert hasil.nilai == Decimal("0.00")


def test_what_was_not_done_has_no_efisiensi():
    hasil = buku.capaian(Aspek(1, 100, 1, 1000), Aspek(0, 0, 0, 0))
    assert hasil.efisiensi_waktu == buku.Efisiensi(None, Cabang.TIDAK_DILAKUKAN)
    assert hasil.efisiensi_biaya == hasil.efisiensi_waktu
    assert (hasil.waktu, hasil.biaya, hasil.nilai) == (0, 0, 0)


def test_the_sum_is_taken_before_rounding():
    hasil = buku.capaian(Aspek(3, 3, 1), Aspek(2, 2, 1))
    assert (hasil.kuantitas, hasil.kualitas) == (Decimal("66.67"), Decimal("66.67"))
    assert hasil.perhitungan == Decimal("209.33")


def test_half_stays_half_where_division_leaves_noise():
    """100/3 + 100/6 + 76 is 126 exactly, but not in 28 digits."""
    hasil = buku.capaian(Aspek(3, 6, 1), Aspek(1, 1, 1))
    assert hasil.perhitungan == Decimal("126.00")
    # 1/3 + 1/6 hundredths more than a whole: exactly half a hundredth.
    hasil = buku.capaian(Aspek(30_000, 60_000, 1), Aspek(1, 1, 1))
    assert hasil.perhitungan == Decimal("76.01")


@pytest.mark.parametrize(
    ("utuh", "bulat"),
    [
        ("0.004999", "0.00"),
        ("0.005", "0.01"),
        ("2.675", "2.68"),
        ("90.995", "91.00"),
        ("-0.005", "-0.01"),
        ("-0.004", "0.00"),
    ],
)
def test_rounding_is_half_up_to_two_decimals(utuh, bulat):
    assert str(dibulatkan(Decimal(utuh))) == bulat


def test_results_and_amounts_cannot_be_changed():
    aspek = Aspek(1, 100, 1)
    with pytest.raises(FrozenInstanceError):
        aspek.waktu = Decimal(2)
    with pytest.raises(FrozenInstanceError):
        buku.capaian(aspek, aspek).nilai = Decimal(100)
    with pytest.raises(TypeError):
        buku.NILAI_HARIAN[Kategori.BURUK] = Decimal(100)


# --- kategori, daily grades, range of kualitas --------------------------------


def test_labels_are_the_sebutan_of_the_rule():
    assert [k.label for k in Kategori] == [
        "Sangat Baik",
        "Baik",
        "Cukup",
        "Kurang",
        "Buruk",
    ]


@pytest.mark.parametrize(
    ("nilai", "sebutan"),
    [
        (200, "Sangat Baik"),
        (91, "Sangat Baik"),
        ("90.995", "Sangat Baik"),
        ("90.994", "Baik"),
        ("90.99", "Baik"),
        (76, "Baik"),
        ("75.99", "Cukup"),
        (61, "Cukup"),
        ("60.99", "Kurang"),
        (51, "Kurang"),
        ("50.99", "Buruk"),
        (0, "Buruk"),
        (-5, "Buruk"),
    ],
)
def test_kategori_goes_by_lower_bound_after_rounding(nilai, sebutan):
    assert buku.kategori(nilai).label == sebutan


def test_daily_grades_are_those_of_the_guide():
    assert {k.label: int(nilai) for k, nilai in buku.NILAI_HARIAN.items()} == {
        "Sangat Baik": 100,
        "Baik": 90,
        "Cukup": 75,
        "Kurang": 60,
        "Buruk": 50,
    }


def test_the_mean_of_two_kegiatan_graded_baik_gives_the_range_of_the_guide():
    rata = buku.rata_rata_harian({Kategori.BAIK: 2})
    assert rata == 90
    assert buku.rentang_kualitas(rata) == (76, 95)


def test_the_daily_mean_weighs_each_kegiatan_once():
    jumlah = {Kategori.SANGAT_BAIK: 1, Kategori.CUKUP: 1, Kategori.BURUK: 1}
    assert buku.rata_rata_harian(jumlah) == Decimal("75.00")
    assert buku.rata_rata_harian({**jumlah, Kategori.BAIK: 4}) == Decimal("83.57")


@pytest.mark.parametrize("jumlah", [{}, dict.fromkeys(Kategori, 0)])
def test_without_a_graded_kegiatan_there_is_no_mean(jumlah):
    with pytest.raises(ValueError, match="Belum ada kegiatan harian yang dinilai"):
        buku.rata_rata_harian(jumlah)


@pytest.mark.parametrize(
    ("rata_rata", "rentang"),
    [
        (100, (96, 100)),
        (96, (96, 100)),
        ("95.995", (96, 100)),
        ("95.99", (76, 95)),
        (76, (76, 95)),
        ("75.99", (61, 75)),
        (61, (61, 75)),
        (51, (51, 60)),
        (50, (0, 50)),
        (0, (0, 50)),
    ],
)
def test_range_of_kualitas(rata_rata, rentang):
    assert buku.rentang_kualitas(rata_rata) == rentang


def test_an_instansi_may_have_its_own_table_in_any_order():
    tabel = [(0, 69), (70, 100)]
    assert buku.rentang_kualitas(70, tabel) == (70, 100)
    assert buku.rentang_kualitas("69.99", tabel) == (0, 69)


@pytest.mark.parametrize(
    ("tabel", "pesan"),
    [
        ([], "tidak memuat"),
        ([(80, 100)], "tidak memuat"),
        ([(80, 70)], "melebihi"),
        ([(0, 101)], "antara 0 dan 100"),
        ([(1, 2, 3)], "pasangan"),
        ([5], "pasangan"),
        (None, "pasangan"),
    ],
)
def test_a_table_that_cannot_answer_is_refused(tabel, pesan):
    with pytest.raises(ValueError, match=pesan):
        buku.rentang_kualitas(75, tabel)


# --- perilaku, SKP, prestasi kerja --------------------------------------------

PERILAKU = {
    "orientasi_pelayanan": 80,
    "integritas": 82,
    "komitmen": 78,
    "disiplin": 85,
    "kerjasama": 81,
}


@pytest.mark.parametrize("kepemimpinan", [{}, {"kepemimpinan": None}, {"kepemimpinan": 10}])
def test_kepemimpinan_counts_for_structural_posts_only(kepemimpinan):
    nilai = PERILAKU | kepemimpinan
    assert buku.rata_rata_perilaku(nilai, struktural=False) == Decimal("81.20")


def test_a_structural_post_needs_kepemimpinan():
    with pytest.raises(ValueError, match="Kepemimpinan belum diisi"):
        buku.rata_rata_perilaku(PERILAKU, struktural=True)


def test_an_aspect_of_perilaku_is_between_0_and_100():
    with pytest.raises(ValueError, match="Orientasi Pelayanan harus antara 0 dan 100"):
        buku.rata_rata_perilaku(PERILAKU | {"orientasi_pelayanan": 101}, struktural=False)


@pytest.mark.parametrize(
    ("tingkat", "poin"),
    [("unit kerja", 3), ("instansi", 6), ("instansi/organisasi", 6), ("negara", 12)],
)
def test_points_of_kreativitas(tingkat, poin):
    assert buku.nilai_kreativitas(tingkat) == poin


def test_nilai_skp_adds_points_to_the_mean():
    assert buku.nilai_skp([80, 85]) == Decimal("82.50")
    assert buku.nilai_skp([80, 85], tugas_tambahan=4) == Decimal("84.50")
    assert buku.nilai_skp([80, 85], kreativitas="negara") == Decimal("94.50")
    assert buku.nilai_skp([80], tugas_tambahan=7, kreativitas="unit kerja") == 86


def test_a_year_is_the_mean_of_its_months_before_they_are_rounded():
    bulan = [buku.nilai_skp_utuh([80, 80, 81]), buku.nilai_skp_utuh([80, 81, 81])]
    assert [dibulatkan(n) for n in bulan] == [Decimal("80.33"), Decimal("80.67")]
    assert buku.nilai_skp(bulan, tugas_tambahan=1) == Decimal("81.50")


def test_nothing_scored_is_not_a_zero():
    with pytest.raises(ValueError, match="Nilai capaian belum ada"):
        buku.nilai_skp([], tugas_tambahan=3)


def test_prestasi_kerja_is_sixty_forty():
    assert buku.prestasi_kerja(95, 88) == Decimal("92.20")
    bagian = buku.bagian_prestasi(95, 88)
    assert (bagian.skp, bagian.perilaku) == (Decimal("57.00"), Decimal("35.20"))
    assert bagian.kategori is Kategori.SANGAT_BAIK


# --- what is refused -----------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "realisasi", "pesan"),
    [
        (0, 1, "Target waktu harus lebih besar dari 0"),
        (-1, 1, "Target waktu harus lebih besar dari 0"),
        (None, 1, "Target waktu belum diisi"),
        (1, None, "Realisasi waktu belum diisi"),
        (1, -1, "Realisasi waktu tidak boleh kurang dari 0"),
        (1, "banyak", "Realisasi waktu harus berupa angka"),
        (1, "9,12", "Realisasi waktu harus berupa angka"),
        (1, True, "Realisasi waktu harus berupa angka"),
        (1, [1], "Realisasi waktu harus berupa angka"),
        (1, float("nan"), "terhingga"),
        (1, Decimal("sNaN"), "terhingga"),
        (float("inf"), 1, "terhingga"),
        pytest.param(1, 10**6000, "terlalu besar", id="more digits than Python prints"),
        (1, Decimal("1E+999999999"), "terlalu besar"),
        (1e-300, 1, "Target waktu harus lebih besar dari 0"),
        (Decimal("1E-999999999999"), 1, "Target waktu harus lebih besar dari 0"),
    ],
)
def test_a_refusal_says_which_number_is_wrong_and_how(target, realisasi, pesan):
    with pytest.raises(ValueError, match=pesan):
        buku.nilai_waktu(target, realisasi)


@pytest.mark.parametrize("aspek", ["kuantitas", "kualitas", "waktu"])
def test_a_target_of_zero_cannot_be_scored(aspek):
    target = {"kuantitas": 1, "kualitas": 100, "waktu": 1} | {aspek: 0}
    with pytest.raises(ValueError, match=f"Target {aspek} harus lebih besar dari 0"):
        buku.capaian(Aspek(**target), Aspek(1, 100, 1))


def test_a_target_biaya_needs_a_realisasi():
    with pytest.raises(ValueError, match="Realisasi biaya belum diisi"):
        buku.capaian(Aspek(1, 100, 1, 1000), Aspek(1, 100, 1))


@pytest.mark.parametrize("jumlah", [-1, "2.5", None, True])
def test_tugas_tambahan_are_counted_in_whole_tasks(jumlah):
    with pytest.raises(ValueError, match="Jumlah tugas tambahan"):
        buku.nilai_tugas_tambahan(jumlah)


@pytest.mark.parametrize("tingkat", ["dunia", "", None, 3])
def test_an_unknown_tingkat_is_refused(tingkat):
    with pytest.raises(ValueError, match="Tingkat kreativitas"):
        buku.nilai_kreativitas(tingkat)


# --- properties ----------------------------------------------------------------

positif = st.decimals("0.01", "1000000000", places=2)
jumlah = st.decimals(0, "1000000000", places=2)
target_lengkap = st.builds(Aspek, positif, positif, positif, st.none() | positif)
nilai_0_100 = st.decimals(0, 100, places=2)


@given(target_lengkap, st.tuples(jumlah, jumlah), jumlah, jumlah, jumlah)
def test_more_kuantitas_never_lowers_the_nilai(target, dua, kualitas, waktu, biaya):
    hasil = [buku.capaian(target, Aspek(kuantitas, kualitas, waktu, biaya)) for kuantitas in sorted(dua)]
    assert hasil[0].kuantitas <= hasil[1].kuantitas
    assert hasil[0].nilai_utuh <= hasil[1].nilai_utuh
    assert hasil[0].nilai <= hasil[1].nilai


@given(target_lengkap, st.tuples(jumlah, jumlah), jumlah, jumlah, jumlah)
def test_better_kualitas_never_lowers_the_nilai(target, dua, kuantitas, waktu, biaya):
    hasil = [buku.capaian(target, Aspek(kuantitas, kualitas, waktu, biaya)) for kualitas in sorted(dua)]
    assert hasil[0].kualitas <= hasil[1].kualitas
    assert hasil[0].nilai_utuh <= hasil[1].nilai_utuh
    assert hasil[0].nilai <= hasil[1].nilai


@given(target_lengkap, jumlah, jumlah, jumlah, jumlah)
def test_nilai_is_never_negative_and_always_has_two_decimals(target, kuantitas, kualitas, waktu, biaya):
    hasil = buku.capaian(target, Aspek(kuantitas, kualitas, waktu, biaya))
    assert hasil.nilai >= 0
    angka = [hasil.kuantitas, hasil.kualitas, hasil.waktu, hasil.perhitungan]
    assert {a.as_tuple().exponent for a in (*angka, hasil.nilai)} == {-2}
    assert hasil.pembagi == (3 if target.biaya is None else 4)


@given(positif)
def test_the_cliff_is_at_24_percent(target):
    tepat = target * Decimal("0.76")
    lebih_cepat = tepat * Decimal("0.9999")
    assert buku.nilai_waktu(target, tepat) == 100
    assert buku.nilai_waktu(target, lebih_cepat) < 76
    assert buku.nilai_biaya(target, tepat) == 100
    assert buku.nilai_biaya(target, lebih_cepat) < 76


@given(positif, st.integers(1, 99_999), st.integers(1, 99_999))
def test_on_either_side_of_the_cliff_less_time_moves_the_nilai_one_way(target, a, b):
    """Up towards 100 as long as efisiensi is at most 24 %, down from 76 above it."""
    sedikit, banyak = sorted([a, b])
    hasil = [buku.nilai_waktu(target, target * n / 100_000) for n in (sedikit, banyak)]
    if sedikit >= 76_000:
        assert 76 <= hasil[1] <= hasil[0] <= 100
    elif banyak < 76_000:
        assert 0 <= hasil[0] <= hasil[1] < 76 + Decimal("0.005")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000))
def test_every_nilai_has_one_kategori_and_a_better_nilai_no_worse_one(nilai):
    urutan = list(Kategori)
    sebutan = buku.kategori(nilai)
    assert sebutan is buku.kategori(dibulatkan(nilai))
    assert urutan.index(buku.kategori(nilai + 1)) <= urutan.index(sebutan)


@given(nilai_0_100)
def test_every_mean_has_a_range_of_kualitas(rata_rata):
    minimum, maksimum = buku.rentang_kualitas(rata_rata)
    assert 0 <= minimum <= maksimum <= 100
    assert minimum <= rata_rata


@given(st.lists(nilai_0_100, min_size=1, max_size=20))
def test_nilai_skp_lies_between_the_worst_and_the_best_kegiatan(nilai):
    assert min(nilai) <= buku.nilai_skp(nilai) <= max(nilai)


@given(jumlah, nilai_0_100)
def test_prestasi_kerja_lies_between_its_two_nilai(skp, perilaku):
    nilai = buku.prestasi_kerja(skp, perilaku)
    assert min(skp, perilaku) <= nilai <= max(skp, perilaku)


apa_saja = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=8)
    | st.binary(max_size=4)
    | st.just(10**4000)
    | st.just(Decimal("1E+999999999999"))
    | st.just(Decimal("-1E-999999999999"))
    | st.complex_numbers()
    | st.lists(st.integers(), max_size=3)
    | st.dictionaries(st.sampled_from(list(PERILAKU)), st.integers(), max_size=6)
)
FUNGSI = {
    "kuantitas": buku.nilai_kuantitas,
    "kualitas": buku.nilai_kualitas,
    "waktu": buku.nilai_waktu,
    "biaya": buku.nilai_biaya,
    "prestasi": buku.prestasi_kerja,
    "rentang": buku.rentang_kualitas,
    "capaian": buku.capaian,
    "aspek": lambda a, b: buku.capaian(Aspek(a, b, a, b), Aspek(b, a, b, a)),
    "kategori": lambda a, _: buku.kategori(a),
    "perilaku": lambda a, b: buku.rata_rata_perilaku(a, struktural=bool(b)),
    "aspek perilaku": lambda a, b: buku.rata_rata_perilaku(
        dict.fromkeys(PERILAKU, a) | {"disiplin": b}, struktural=False
    ),
    "tugas tambahan": lambda a, _: buku.nilai_tugas_tambahan(a),
    "kreativitas": lambda a, _: buku.nilai_kreativitas(a),
    "skp": lambda a, b: buku.nilai_skp([a, b], tugas_tambahan=a, kreativitas=b),
    "daftar skp": lambda a, b: buku.nilai_skp(a, tugas_tambahan=b),
    "harian": lambda a, b: buku.rata_rata_harian({Kategori.BAIK: a, Kategori.BURUK: b}),
    "jumlah harian": lambda a, _: buku.rata_rata_harian(a),
}


@pytest.mark.parametrize("nama", FUNGSI)
@given(data=st.data())
def test_whatever_comes_in_only_a_value_error_with_a_sentence_comes_out(nama, data):
    pesan = "Tidak ada yang salah."
    try:
        FUNGSI[nama](data.draw(apa_saja), data.draw(apa_saja))
    except ValueError as salah:
        pesan = str(salah)
    assert pesan[0].isupper()
    assert pesan.endswith(".")
