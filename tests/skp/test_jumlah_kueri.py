"""Pages of many rows cost as many queries as pages of one, and nobody's page reads the whole of an instansi."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisasi.pemberitahuan import notify
from skp.models import PesertaMatriks
from skp.workflow import Status
from tests.factories import make_pegawai, make_rhk, make_skp, make_tim, wib

pytestmark = pytest.mark.django_db


def grow(org, head, column, number):
    """One more subordinate with a draft, a year of the penilai's own, and a line in his bell."""
    person = make_pegawai(f"Orang {number}", unit=org.bidang, jabatan=org.staf.jabatan)
    skp = make_skp(person, penilai=org.penilai, status=Status.DIAJUKAN)
    make_rhk(skp, status_kegiatan="CASCADING", atasan=column)
    PesertaMatriks.objects.create(kepala=head, skp=skp)
    make_skp(org.penilai, penilai=org.kepala, tahun=2025 - number, status=Status.DISETUJUI)
    make_tim(org.penilai, [person], nama=f"Tim {number}")
    notify([org.penilai], f"SKP ke-{number}", tautan=skp.get_absolute_url(), at=wib(2026, 3, 10), by=org.staf)


@pytest.mark.parametrize(
    "route",
    [
        "beranda", "pemberitahuan", "skp:tahunan_list", "skp:bawahan", "skp:bawahan_ekspor", "skp:bagikan",
        "skp:tim_list", "skp:matriks_list", "skp:matriks", "skp:matriks_ekspor", "skp:pohon", "skp:tahunan_detail",
        "skp:perilaku", "skp:persetujuan",
    ],
)  # fmt: skip
def test_many_rows_cost_no_more_queries_than_two(as_user, org, route):
    head = make_skp(org.penilai, penilai=org.kepala)
    column = make_rhk(head, "Menyusun kebijakan")
    kwargs = {"pk": head.pk} if route.startswith(("skp:matriks", "skp:pohon", "skp:tahunan_detail")) else {}
    if route in ("skp:matriks_list", "skp:tahunan_list"):
        kwargs = {}
    if route == "skp:perilaku":
        kwargs = {"pk": make_skp(org.staf, penilai=org.penilai, status=Status.DRAFT).pk}
    url, client = reverse(route, kwargs=kwargs), as_user(org.penilai)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url + "?entri=100")
        assert response.status_code == 200
        return [query["sql"] for query in queries]

    for number in range(2):
        grow(org, head, column, number)
    cost()
    few = cost()
    for number in range(2, 22):
        grow(org, head, column, number)
    many = cost()
    assert len(many) == len(few), [sql[:200] for sql in many if sql not in few]


@pytest.mark.parametrize(
    "route", ["skp:bagikan", "skp:tim_tambah", "skp:bawahan", "skp:matriks_tambah", "skp:koreksi_tambah"]
)
def test_no_page_names_people_it_is_not_about(as_user, org, route):
    """Anggota, receivers and new heads are found by their NIP, or are the reader's own subordinates."""
    head = make_skp(org.penilai, penilai=org.kepala)
    for number in range(30):
        make_pegawai(f"Pegawai Jauh {number}", unit=org.dinas_lain, jabatan=org.stranger.jabatan)
    kwargs = {"pk": head.pk} if route in ("skp:matriks_tambah", "skp:koreksi_tambah") else {}
    page = as_user(org.penilai).get(reverse(route, kwargs=kwargs)).content.decode()
    assert "Pegawai Jauh" not in page
