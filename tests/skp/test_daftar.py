"""Daftar SKP: every period of a person, with what can be done with each."""

from datetime import date

import pytest
from django.urls import reverse

from organisasi.models import Instansi
from skp.models import Pendekatan
from skp.workflow import Status
from tests.factories import make_rhk, make_skp, make_tim

DAFTAR = "skp:tahunan_list"


def page_of(client):
    return client.get(reverse(DAFTAR)).content.decode()


def test_each_period_shows_pendekatan_penilai_and_status(as_user, staf, penilai):
    for number, status in enumerate(Status):
        make_skp(staf, penilai=penilai, tahun=2023 + number, status=status)
    staf.skp.filter(tahun=2023).update(pendekatan=Pendekatan.KUALITATIF)
    page = page_of(as_user(staf))
    for words in (
        "<h1>Daftar SKP</h1>", "SKP Tahunan", "Draft", "Diajukan", "Disetujui",
        "Dikembalikan", "Kualitatif", "Kuantitatif", "1 Januari 2023 – 31 Desember 2023", "Penilai",
    ):  # fmt: skip
        assert words in page


def test_a_draft_is_changed_and_deleted_an_approved_one_shortened(as_user, staf, penilai):
    draft = make_skp(staf, penilai=penilai, tahun=2027, status=Status.DRAFT)
    approved = make_skp(staf, penilai=penilai)
    page = page_of(as_user(staf))
    assert reverse("skp:tahunan_ubah", args=[draft.pk]) in page
    assert reverse("skp:tahunan_hapus", args=[draft.pk]) in page
    assert reverse("skp:pendekkan", args=[approved.pk]) in page
    assert reverse("skp:tahunan_hapus", args=[approved.pk]) not in page
    assert reverse("penilaian:skp", args=[approved.pk]) in page


@pytest.mark.parametrize(("who", "leads"), [("staf", False), ("penilai", True), ("kepala", True)])
def test_matriks_and_skp_bawahan_are_for_who_leads(as_user, org, who, leads):
    skp = make_skp(getattr(org, who), penilai=org.sekda)
    page = page_of(as_user(getattr(org, who)))
    assert (reverse("skp:matriks", args=[skp.pk]) in page) is leads
    assert (reverse("skp:bawahan") + "?tahun=2026" in page) is leads


def test_the_ketua_of_a_tim_kerja_has_its_matrix_and_no_subordinates(as_user, staf, rekan, penilai):
    make_tim(staf, [rekan])
    skp = make_skp(staf, penilai=penilai)
    page = page_of(as_user(staf))
    assert reverse("skp:matriks", args=[skp.pk]) in page
    assert reverse("skp:bawahan") + "?" not in page


@pytest.mark.parametrize(
    ("part", "absent"), [("pengukuran_bulanan", "penilaian:penjelasan_tahun"), ("evaluasi_periodik", "skp:matriks")]
)
def test_what_an_instansi_does_not_use_is_not_offered(as_user, penilai, kepala, part, absent):
    skp = make_skp(penilai, penilai=kepala)
    Instansi.objects.filter(pk=penilai.instansi_id).update(**{part: False})
    assert reverse(absent, args=[skp.pk]) not in page_of(as_user(penilai))


@pytest.mark.parametrize(
    ("query", "years"), [("pendekatan=KUALITATIF", [2025]), ("pendekatan=x", [2026, 2025]), ("status=DRAFT", [2026])]
)
def test_the_list_is_filtered_by_pendekatan_and_status(as_user, staf, penilai, query, years):
    make_skp(staf, penilai=penilai, status=Status.DRAFT)
    make_skp(staf, penilai=penilai, tahun=2025, pendekatan=Pendekatan.KUALITATIF)
    response = as_user(staf).get(f"{reverse(DAFTAR)}?{query}")
    assert [row["skp"].tahun for row in response.context["rows"]] == years


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_daftar_skp(as_user, staf, penilai, django_assert_num_queries, rows):
    for tahun in range(2000, 2000 + rows):
        make_rhk(make_skp(staf, penilai=penilai, tahun=tahun))
    client = as_user(staf)
    with django_assert_num_queries(10):
        response = client.get(reverse(DAFTAR) + "?entri=50")
    assert len(response.context["rows"]) == rows


def test_two_periods_of_one_year_stand_beside_each_other(as_user, staf, penilai):
    make_skp(staf, penilai=penilai, periode_selesai=date(2026, 5, 31))
    make_skp(staf, penilai=penilai, periode_mulai=date(2026, 6, 1), status=Status.DRAFT)
    page = page_of(as_user(staf))
    assert "1 Januari 2026 – 31 Mei 2026" in page
    assert "1 Juni 2026 – 31 Desember 2026" in page
