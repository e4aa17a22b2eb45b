"""Reading another's appraisal leaves a line, which the person it is about can see."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from penilaian.models import BagianDibaca, JejakBaca
from penilaian.services.jejak import log_reading
from tests.factories import make_bulanan, make_pegawai, make_periode, make_rhk, make_skp, make_target, wib

PAGI = wib(2026, 3, 10)


@pytest.fixture
def skp(staf, penilai):
    return make_skp(staf, penilai=penilai)


def read(skp, by, *, bagian=BagianDibaca.EVALUASI, periode=None, at=PAGI):
    log_reading(skp=skp, by=by, bagian=bagian, periode=periode, at=at)


def test_reading_leaves_a_line_and_ones_own_none(skp, penilai, staf):
    read(skp, staf)
    read(skp, penilai)
    (row,) = JejakBaca.objects.all()
    assert (row.skp, row.pembaca, row.bagian, row.periode) == (skp, penilai, BagianDibaca.EVALUASI, None)


def test_within_the_hour_the_same_part_is_read_once(skp, penilai, kepala):
    periode = make_periode(skp.instansi)
    for minute in (0, 20, 59):
        read(skp, penilai, at=wib(2026, 3, 10, 9, minute))
        read(skp, penilai, periode=periode, at=wib(2026, 3, 10, 9, minute))
    assert JejakBaca.objects.count() == 2
    read(skp, kepala, at=wib(2026, 3, 10, 9, 30))
    read(skp, penilai, bagian=BagianDibaca.CETAK, at=wib(2026, 3, 10, 9, 30))
    read(skp, penilai, at=wib(2026, 3, 10, 10, 0))
    assert JejakBaca.objects.count() == 5


def test_it_costs_one_query_twice_too(skp, penilai):
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(skp, penilai)
        assert len(queries) == 1


@pytest.mark.parametrize("act", [lambda rows: rows.update(bagian="CETAK"), lambda rows: rows.delete()])
def test_a_line_is_never_changed_or_deleted(skp, penilai, act):
    read(skp, penilai)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        act(JejakBaca.objects.all())
    assert JejakBaca.objects.count() == 1


# --- What leaves a line ----------------------------------------------------------------------------------------------

OPENED = [
    ("bulanan_detail", "bulanan", "CAPAIAN"),
    ("perilaku", "bulanan", "CAPAIAN"),
    ("realisasi", "bulanan", "CAPAIAN"),
    ("penjelasan", "target", "CAPAIAN"),
    ("penjelasan_tahun", "skp", "CAPAIAN"),
    ("cetak_bulan", "bulanan", "CETAK"),
    ("skp", "skp", "EVALUASI"),
    ("pembinaan_list", "skp", "EVALUASI"),
]
OPENED_PERIOD = [("evaluasi", "EVALUASI"), ("feedback", "EVALUASI"), ("keberatan", "EVALUASI")]


@pytest.fixture
def documents(skp):
    bulanan = make_bulanan(skp, 3)
    return {"skp": skp, "bulanan": bulanan, "target": make_target(bulanan, make_rhk(skp))}


@pytest.mark.parametrize(("route", "document", "bagian"), OPENED)
def test_what_shows_another_persons_appraisal_leaves_a_line(as_user, documents, staf, penilai, route, document, bagian):
    url = reverse(f"penilaian:{route}", args=[documents[document].pk])
    as_user(staf).get(url)
    assert not JejakBaca.objects.exists()
    assert as_user(penilai).get(url).status_code == 200
    (row,) = JejakBaca.objects.all()
    assert (row.pembaca, row.bagian, row.periode) == (penilai, bagian, None)


@pytest.mark.parametrize(("route", "bagian"), OPENED_PERIOD)
def test_the_pages_of_a_period_name_it(as_user, skp, penilai, route, bagian):
    periode = make_periode(skp.instansi)
    assert as_user(penilai).get(reverse(f"penilaian:{route}", args=[skp.pk, periode.pk])).status_code == 200
    (row,) = JejakBaca.objects.all()
    assert (row.skp, row.bagian, row.periode) == (skp, bagian, periode)


def test_who_is_refused_leaves_none(as_user, skp, stranger, admin):
    for person in (stranger, admin):
        as_user(person).get(reverse("penilaian:pembinaan_list", args=[skp.pk]))
    assert not JejakBaca.objects.exists()


# --- Jejak Baca ------------------------------------------------------------------------------------------------------


def test_only_the_person_himself_sees_who_read(as_user, skp, staf, penilai, kepala, admin):
    read(skp, penilai)
    url = reverse("penilaian:jejak_baca")
    page = as_user(staf).get(url).content.decode()
    assert "Penilai" in page
    assert "Kepala Bidang" in page
    for person in (penilai, kepala, admin):
        assert not list(as_user(person).get(url).context["page_obj"])


def test_the_lines_by_year_part_and_reader(as_user, skp, staf, penilai, kepala):
    read(skp, penilai)
    read(skp, kepala, bagian=BagianDibaca.CETAK)
    url = reverse("penilaian:jejak_baca")
    for query, number in (("", 2), ("?bagian=CETAK", 1), ("?tahun=2025", 0), ("?tahun=2026", 2), ("?cari=kepala", 1)):
        assert len(as_user(staf).get(url + query).context["page_obj"]) == number, query


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_jejak_baca(as_user, skp, org, staf, django_assert_num_queries, rows):
    for number in range(rows):
        read(skp, make_pegawai(f"Pembaca {number}", unit=org.bidang, jabatan=staf.jabatan))
    client = as_user(staf)
    with django_assert_num_queries(7):
        response = client.get(reverse("penilaian:jejak_baca") + "?entri=50")
    assert len(response.context["page_obj"]) == rows
