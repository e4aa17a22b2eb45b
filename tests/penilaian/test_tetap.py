"""What was rated stays when what it was made of changes: patterns, capaian, penilai, periods."""

from decimal import Decimal

import pytest

from organisasi.models import PeriodeEvaluasi
from penilaian.capaian_organisasi import pola_beside
from penilaian.lembar import sheet
from penilaian.models import CapaianUnit, Evaluasi
from penilaian.naskah import penilai_of
from penilaian.scoring.permenpanrb_6_2022 import POLA_BAKU, CapaianOrganisasi, Predikat, Rating
from penilaian.services.menilai import rate
from penilaian.services.pengaturan import change_pola
from penilaian.services.periode import change_periode
from penilaian.services.sesudah import decide, hand_over, object_to
from skp.models import Skp
from tests.factories import make_periode, make_rated, make_rhk, make_skp, wib

SAAT = wib(2026, 3, 10)
BAIK, KURANG = CapaianOrganisasi.BAIK, CapaianOrganisasi.KURANG
SAMA_RATA = dict.fromkeys(Predikat, Decimal(20))


def again(evaluasi):
    return Evaluasi.objects.for_detail().get(pk=evaluasi.pk)


def set_own_pattern(org, capaian=BAIK):
    change_pola(instansi=org.instansi, by=org.admin, capaian=capaian, bagian=SAMA_RATA)


@pytest.fixture
def rated(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    make_rhk(skp)
    return make_rated(skp, dinilai_pada=SAAT, capaian_organisasi=BAIK.value)


def test_the_pattern_beside_a_predikat_is_the_one_of_the_day_it_was_handed_over(org, rated, penilai):
    assert pola_beside(rated) == POLA_BAKU[BAIK]
    set_own_pattern(org)
    assert pola_beside(again(rated)) == SAMA_RATA
    given = hand_over(evaluasi=rated, by=penilai, at=SAAT)
    org.instansi.pola_distribusi.all().delete()
    assert pola_beside(again(given)) == SAMA_RATA
    assert sheet(again(given)).beku


def test_a_document_handed_over_before_patterns_were_kept_has_todays(org, rated, penilai):
    given = hand_over(evaluasi=rated, by=penilai, at=SAAT)
    Evaluasi.objects.update(isi={key: value for key, value in given.isi.items() if key != "pola"})
    set_own_pattern(org)
    assert pola_beside(again(given)) == SAMA_RATA


def test_without_a_capaian_there_is_no_pattern(rated, penilai):
    Evaluasi.objects.update(capaian_organisasi="")
    assert pola_beside(hand_over(evaluasi=again(rated), by=penilai, at=SAAT)) is None


def test_a_heads_rating_stays_when_the_capaian_of_his_unit_changes_and_a_decision_brings_its_pattern(org):
    skp = make_skp(org.penilai, penilai=org.kepala)
    make_rhk(skp)
    periode = make_periode(org.instansi)
    values = {"ditetapkan_oleh": org.kepala, "ditetapkan_pada": SAAT}
    CapaianUnit.objects.create(unit=org.bidang, periode=periode, nilai=BAIK.value, **values)
    unsaved = Evaluasi(skp=skp, periode=periode, status_sejak=SAAT)
    row = rate(evaluasi=unsaved, by=org.kepala, at=SAAT, versi=None, perilaku=Rating.SESUAI)
    CapaianUnit.objects.update(nilai=KURANG.value)
    given = hand_over(evaluasi=row, by=org.kepala, at=SAAT)
    set_own_pattern(org, KURANG)
    assert (given.rating_hasil, given.capaian_organisasi) == (Rating.SESUAI, BAIK)
    assert pola_beside(given) == POLA_BAKU[BAIK]
    object_to(evaluasi=given, by=org.penilai, at=SAAT, alasan="Capaian unit berubah")
    asked = {"keputusan": "DIUBAH", "alasan": "Benar", "rating_perilaku": Rating.SESUAI.value}
    decide(evaluasi=given, by=org.sekda, at=SAAT, versi=None, **asked)
    row = again(given)
    assert (row.rating_hasil, row.capaian_organisasi) == (Rating.DI_BAWAH, KURANG)
    assert pola_beside(row) == SAMA_RATA
    assert sheet(row) == sheet(given)


def test_another_penilai_on_the_skp_is_not_who_rated(org, rated):
    Skp.objects.update(penilai=org.kepala, penilai_unit=org.dinas, penilai_jabatan=org.kepala.jabatan)
    row = again(rated)
    assert penilai_of(row).nama_lengkap == org.penilai.nama_lengkap
    given = hand_over(evaluasi=row, by=org.kepala, at=SAAT)
    assert penilai_of(given).nama_lengkap == org.penilai.nama_lengkap


def test_the_limits_of_a_period_move_no_answer(org, rated, penilai):
    given = hand_over(evaluasi=rated, by=penilai, at=SAAT)
    periode = PeriodeEvaluasi.objects.get(pk=given.periode_id)
    names = ("jenis", "mulai", "selesai", "batas_pengisian", "berulang")
    values = {name: getattr(periode, name) for name in names} | {"nama": "TW I", "batas_penilaian": periode.selesai}
    values["batas_pengisian"] = periode.selesai
    change_periode(periode=periode, by=org.admin, versi=periode.versi, values=values)
    row = again(given)
    assert (row.batas_keberatan, row.status, row.isi) == (given.batas_keberatan, given.status, given.isi)
