"""The curve: whose predikat it counts, and what it says of them."""

from datetime import date
from decimal import Decimal

import pytest

from organisasi.models import JenisPenugasan, PenugasanKepala
from penilaian.kurva import KECIL, URUTAN, kurva_for, kurva_penilai, patokan_of, with_rating
from penilaian.models import CapaianUnit
from penilaian.querysets.kurva import assessed_in
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Predikat, Rating, pola_distribusi
from skp.workflow import Status
from tests.factories import make_evaluasi, make_pegawai, make_periode, make_rated, make_skp, wib

# The two ratings that lead to each predikat.
RATINGS = {
    Predikat.SANGAT_BAIK: (Rating.DI_ATAS, Rating.DI_ATAS),
    Predikat.BAIK: (Rating.SESUAI, Rating.SESUAI),
    Predikat.BUTUH_PERBAIKAN: (Rating.DI_BAWAH, Rating.SESUAI),
    Predikat.KURANG: (Rating.SESUAI, Rating.DI_BAWAH),
    Predikat.SANGAT_KURANG: (Rating.DI_BAWAH, Rating.DI_BAWAH),
}


def rate(skp, predikat: Predikat, periode=None, **fields):
    hasil, perilaku = RATINGS[predikat]
    return make_rated(skp, periode, hasil=hasil, perilaku=perilaku, **fields)


def team(org, penilai, unit, *given: Predikat | None, name: str = "Bawahan") -> list:
    """One more person of the unit for each predikat, rated with it in Triwulan I; None is not rated yet."""
    skps = []
    for number, predikat in enumerate(given, start=1):
        person = make_pegawai(f"{name} {number:02d}", unit=unit, jabatan=org.staf.jabatan)
        skps.append(make_skp(person, penilai=penilai))
        if predikat is not None:
            rate(skps[-1], predikat)
    return skps


def set_capaian(unit, periode, nilai: CapaianOrganisasi, by) -> CapaianUnit:
    return CapaianUnit.objects.create(
        unit=unit, periode=periode, nilai=nilai.value, ditetapkan_oleh=by, ditetapkan_pada=wib(2026, 3, 9)
    )


SB, B, BP, K, SK = Predikat


# --- Numbers


def test_a_curve_has_red_from_the_pattern_and_green_from_the_people_worst_on_the_left():
    kurva = kurva_for({B: 6, SB: 2, BP: 2}, CapaianOrganisasi.BAIK, pola_distribusi(CapaianOrganisasi.BAIK))
    assert [row.label for row in kurva.chart.rows] == [each.label for each in URUTAN]
    assert [row.actual for row in kurva.chart.rows] == [0, 0, 2, 6, 2]
    assert [row.ideal for row in kurva.chart.rows] == [Decimal(n) / 10 for n in (1, 4, 15, 60, 20)]
    assert (kurva.pelanggaran, kurva.kecil) == ([], False)


def test_the_limits_it_breaks_are_named_and_few_people_are_said_to_be_few():
    kurva = kurva_for({SB: KECIL - 1}, CapaianOrganisasi.BAIK, pola_distribusi(CapaianOrganisasi.BAIK))
    assert [str(broken) for broken in kurva.pelanggaran] == [
        "Baik harus yang terbanyak; sekarang 0 dari 9 pegawai.",
        "Butuh Perbaikan dan/atau Kurang/Misconduct harus ada; sekarang 0 dari 9 pegawai.",
    ]
    assert kurva.kecil


def test_without_a_capaian_only_green_is_drawn_and_nothing_is_broken():
    kurva = kurva_for({SB: 12}, None, None)
    assert kurva.chart.red is None
    assert kurva.pelanggaran == []


@pytest.mark.parametrize(("before", "counts", "belum"), [("", [0, 0, 1, 3, 1], 0), (B, [0, 0, 1, 2, 1], 1)])
def test_with_this_rating_one_person_moves_and_nobody_is_lost(before, counts, belum):
    kurva = kurva_for({B: 3, SB: 1, "": 1}, None, None)
    changed = with_rating(kurva, before, BP)
    assert [changed.jumlah[each] for each in URUTAN] == counts
    assert (changed.belum, changed.pegawai) == (belum, kurva.pegawai)


# --- Who counts


@pytest.fixture
def triwulan(org):
    return make_periode(org.instansi)


def green(user, periode) -> list[int]:
    return [row.actual for row in kurva_penilai(user, periode)[0].chart.rows]


def test_the_curve_of_a_penilai_counts_the_skp_that_name_him(org, penilai, kepala, triwulan):
    team(org, penilai, org.bidang, B, B, SB, None)
    team(org, kepala, org.dinas, SK, name="Lain")
    kurva, _patokan = kurva_penilai(penilai, triwulan)
    assert green(penilai, triwulan) == [0, 0, 0, 2, 1]
    assert (kurva.dinilai, kurva.belum) == (3, 1)


def test_a_draft_skp_another_period_and_another_year_do_not_count(org, penilai, staf, rekan, triwulan):
    make_skp(rekan, penilai=penilai, status=Status.DIAJUKAN)
    rate(make_skp(staf, penilai=penilai), B, make_periode(org.instansi, "Triwulan II"))
    rate(make_skp(staf, penilai=penilai, tahun=2025), B, make_periode(org.instansi, tahun=2025))
    kurva, _patokan = kurva_penilai(penilai, triwulan)
    assert (kurva.dinilai, kurva.belum) == (0, 1)


def test_who_stands_in_for_the_penilai_sees_his_curve_without_himself(org, penilai, rekan, staf, triwulan):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLT, mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
        nomor_surat="800/7",
    )  # fmt: skip
    rate(make_skp(rekan, penilai=penilai), SB)
    rate(make_skp(staf, penilai=penilai), B)
    assert green(rekan, triwulan) == [0, 0, 0, 1, 0]
    assert green(penilai, triwulan) == [0, 0, 0, 1, 1]
    assert [row.actual for row in kurva_penilai(penilai, triwulan, reader=rekan)[0].chart.rows] == [0, 0, 0, 1, 0]


def test_two_skp_in_a_quarter_count_twice_and_in_the_final_period_the_last_alone(org, penilai, staf, triwulan):
    first = make_skp(staf, penilai=penilai, periode_selesai=date(2026, 2, 28))
    last = make_skp(staf, penilai=penilai, periode_mulai=date(2026, 3, 1))
    akhir = make_periode(org.instansi, "Akhir Tahun")
    for skp, predikat in ((first, BP), (last, B)):
        rate(skp, predikat, triwulan)
        rate(skp, predikat, akhir)
    assert green(penilai, triwulan) == [0, 0, 1, 1, 0]
    assert green(penilai, akhir) == [0, 0, 0, 1, 0]
    assert list(assessed_in(akhir, penilai)) == [last]


def test_an_evaluasi_that_was_begun_and_not_rated_counts_as_not_rated(org, penilai, staf, triwulan):
    make_evaluasi(make_skp(staf, penilai=penilai), triwulan)
    assert kurva_penilai(penilai, triwulan)[0].belum == 1


def test_the_pattern_is_the_capaian_of_his_unit_or_of_the_nearest_above(org, penilai, kepala, triwulan):
    assert "belum ditetapkan" in patokan_of(org.bidang, triwulan).kalimat
    set_capaian(org.dinas, triwulan, CapaianOrganisasi.ISTIMEWA, org.sekda)
    patokan = kurva_penilai(penilai, triwulan)[1]
    assert patokan.berlaku.nilai == CapaianOrganisasi.ISTIMEWA
    assert "dipakai karena Bidang Data belum mempunyai capaian sendiri" in patokan.kalimat
    set_capaian(org.bidang, triwulan, CapaianOrganisasi.KURANG, kepala)
    assert kurva_penilai(penilai, triwulan)[1].kalimat == "Capaian kinerja organisasi Bidang Data: Kurang."


@pytest.mark.parametrize("people", [1, 30])
def test_counting_takes_the_same_few_queries_whatever_the_number(
    org, penilai, triwulan, django_assert_num_queries, people
):
    set_capaian(org.bidang, triwulan, CapaianOrganisasi.BAIK, org.kepala)
    team(org, penilai, org.bidang, *[B] * people)
    with django_assert_num_queries(6):
        kurva_penilai(penilai, triwulan)
