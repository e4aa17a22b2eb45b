"""Indikator of an RHK: the lines the form shows, what is asked for, and who changes them."""

from decimal import Decimal

import pytest

from organisasi.models import Instansi
from skp.indikator import indikator_lines
from skp.models import Pendekatan, RencanaHasilKerja, Skp
from skp.workflow import Status
from tests.factories import make_indikator, make_rhk, make_skp

UNMEASURED = {"target_kuantitas": None, "satuan": None, "target_kualitas": None, "target_waktu": None}


def lines(rhk):
    return [line[:4] for line in indikator_lines(RencanaHasilKerja.objects.with_indikator().get(pk=rhk.pk))]


# --- The lines --------------------------------------------------------------------------------------------------------


def test_a_measured_target_stands_for_an_indikator_of_each_aspek(rhk):
    assert lines(rhk) == [
        ("Kuantitas", "Jumlah laporan", "12 laporan", ""),
        ("Kualitas", "Kualitas hasil kerja", "100", ""),
        ("Waktu", "Waktu penyelesaian", "12 Bulan", ""),
    ]


def test_an_own_indikator_comes_before_the_measured_target_of_its_aspek(rhk):
    own = make_indikator(rhk, "Laporan tanpa temuan", aspek="KUALITAS", target="Wajar tanpa pengecualian")
    assert lines(rhk) == [
        ("Kualitas", "Laporan tanpa temuan", "Wajar tanpa pengecualian", ""),
        ("Kuantitas", "Jumlah laporan", "12 laporan", ""),
        ("Waktu", "Waktu penyelesaian", "12 Bulan", ""),
    ]
    assert indikator_lines(rhk)[0].indikator == own
    assert indikator_lines(rhk)[1].indikator is None


def test_the_form_for_pimpinan_has_perspektif_and_no_aspek(kepala, sekda):
    rhk = make_rhk(make_skp(kepala, penilai=sekda), target_biaya=Decimal(1_500_000))
    assert lines(rhk)[0] == ("", "Jumlah laporan", "12 laporan", "")
    assert lines(rhk)[3] == ("", "Biaya", "Rp1.500.000", "Anggaran")
    make_indikator(rhk, "Indeks kepuasan", target="90", perspektif="PENERIMA_LAYANAN")
    assert lines(rhk) == [("", "Indeks kepuasan", "90", "Penerima Layanan")]


def test_kualitatif_shows_the_indikator_only(skp, rhk):
    Skp.objects.filter(pk=skp.pk).update(pendekatan=Pendekatan.KUALITATIF)
    rhk.refresh_from_db()
    assert lines(rhk)[0] == ("", "Jumlah laporan: 12 laporan", "", "")
    make_indikator(rhk, "Laporan terbit tepat waktu", target="12 laporan")
    assert lines(rhk) == [("", "Laporan terbit tepat waktu", "", "")]


def test_without_a_measured_target_there_are_the_own_lines_only(skp):
    rhk = make_rhk(skp, "Menyusun pedoman", **UNMEASURED)
    assert lines(rhk) == []
    make_indikator(rhk, "Pedoman ditetapkan", target="1 pedoman")
    assert lines(rhk) == [("Kuantitas", "Pedoman ditetapkan", "1 pedoman", "")]


def test_an_instansi_without_evaluasi_shows_the_measured_target_alone(org, skp, rhk):
    make_indikator(rhk)
    Instansi.objects.filter(pk=org.instansi.pk).update(evaluasi_periodik=False)
    assert [line[0] for line in lines(rhk)] == ["Kuantitas", "Kualitas", "Waktu"]


@pytest.mark.parametrize("rows", [1, 10])
def test_queries_of_the_lines(staf, penilai, django_assert_num_queries, rows):
    skp = make_skp(staf, penilai=penilai, status=Status.DRAFT)
    for number in range(rows):
        make_indikator(make_rhk(skp, f"RHK {number}"))
    with django_assert_num_queries(3):
        for rhk in skp.rhk.with_indikator():
            rhk.skp = skp
            indikator_lines(rhk)
