"""The bell: told once, read by its receiver alone, and never a way out of the application."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisasi.models import Pemberitahuan
from organisasi.pemberitahuan import notify
from tests.factories import wib

NOW = wib(2026, 3, 10)
URL = "/pemberitahuan/"


@pytest.fixture
def tell(staf, penilai):
    """Tells the staf something, by the penilai."""

    def tell(teks="SKP 2026 Anda disetujui.", *, tautan="/profil/", at=NOW) -> Pemberitahuan:
        notify([staf], teks, tautan=tautan, at=at, by=penilai)
        return staf.pemberitahuan.latest("pk")

    return tell


def test_everybody_named_is_told_once_and_nobody_of_his_own_act(staf, rekan, penilai):
    notify([staf, rekan, staf, None, penilai], "SKP diajukan.", tautan="/profil/", at=NOW, by=penilai)
    assert sorted(Pemberitahuan.objects.values_list("penerima", flat=True)) == sorted([staf.pk, rekan.pk])


@pytest.mark.parametrize("tautan", ["https://jahat.example/", "//jahat.example/", "/\\jahat.example", "profil/"])
def test_a_link_out_of_the_application_is_refused(tell, tautan):
    with pytest.raises(ValueError, match="not a path within the application"):
        tell(tautan=tautan)


def test_the_database_knows_only_paths_too(staf):
    with pytest.raises(IntegrityError), transaction.atomic():
        Pemberitahuan.objects.create(penerima=staf, teks="x", tautan="https://jahat.example/", pada=NOW)


def test_a_stored_link_to_another_host_is_not_followed(as_user, staf):
    row = Pemberitahuan.objects.create(penerima=staf, teks="x", tautan="//jahat.example/", pada=NOW)
    assert as_user(staf).post(reverse("pemberitahuan_buka", args=[row.pk])).url == URL


def test_opening_one_marks_it_read_and_goes_where_it_leads(as_user, staf, tell):
    row = tell()
    client = as_user(staf)
    response = client.post(reverse("pemberitahuan_buka", args=[row.pk]))
    assert response.url == "/profil/"
    row.refresh_from_db()
    first = row.dibaca_pada
    assert first is not None
    client.post(reverse("pemberitahuan_buka", args=[row.pk]))
    row.refresh_from_db()
    assert row.dibaca_pada == first


def test_one_without_a_link_leads_back_to_the_list(as_user, staf, tell):
    assert as_user(staf).post(reverse("pemberitahuan_buka", args=[tell(tautan="").pk])).url == URL


@pytest.mark.parametrize("who", ["rekan", "penilai", "admin", "super_admin", "orang_luar"])
def test_nobody_else_opens_it(as_user, org, tell, who):
    row = tell()
    assert as_user(getattr(org, who)).post(reverse("pemberitahuan_buka", args=[row.pk])).status_code == 404
    row.refresh_from_db()
    assert row.dibaca_pada is None


def test_looking_at_the_list_reads_nothing(as_user, staf, tell):
    tell()
    client = as_user(staf)
    client.get(URL)
    assert client.get(reverse("pemberitahuan_buka", args=[staf.pemberitahuan.get().pk])).status_code == 405
    assert staf.pemberitahuan.unread().count() == 1


def test_the_newest_is_first_and_the_unread_can_be_picked(as_user, staf, tell):
    tell("Kabar lama", at=wib(2026, 3, 1))
    row = tell("Kabar baru", at=wib(2026, 3, 9))
    client = as_user(staf)
    assert [item.teks for item in client.get(URL).context["page_obj"]] == ["Kabar baru", "Kabar lama"]
    client.post(reverse("pemberitahuan_buka", args=[row.pk]))
    found = {
        tampil: [item.teks for item in client.get(URL, {"tampil": tampil}).context["page_obj"]]
        for tampil in ("belum", "sudah", "omong kosong")
    }
    assert found == {"belum": ["Kabar lama"], "sudah": ["Kabar baru"], "omong kosong": ["Kabar baru", "Kabar lama"]}


def test_all_are_marked_read_at_once_but_only_ones_own(as_user, staf, rekan, penilai, tell):
    tell()
    tell("Yang kedua")
    notify([rekan], "Untuk rekan", tautan="", at=NOW, by=penilai)
    client = as_user(staf)
    assert "2 pemberitahuan ditandai" in client.post(reverse("pemberitahuan_baca_semua"), follow=True).content.decode()
    assert (
        "Tidak ada pemberitahuan yang" in client.post(reverse("pemberitahuan_baca_semua"), follow=True).content.decode()
    )
    assert Pemberitahuan.objects.unread().get().penerima == rekan


def test_one_that_came_after_the_click_stays_unread(staf, tell):
    from organisasi.pemberitahuan import mark_all_read

    tell(at=wib(2026, 3, 11))
    assert mark_all_read(by=staf, at=NOW) == 0


@pytest.mark.parametrize(("unread", "shown"), [(0, ""), (7, ">7<"), (99, ">99<"), (100, ">99+<")])
def test_the_bell_counts_up_to_99(as_user, staf, unread, shown):
    rows = [Pemberitahuan(penerima=staf, teks="x", pada=NOW) for _ in range(unread)]
    Pemberitahuan.objects.bulk_create(rows)
    html = as_user(staf).get("/profil/").content.decode()
    assert ("bell-count" in html) is bool(unread)
    assert shown in html


def test_markup_in_a_text_is_shown_not_obeyed(as_user, staf, tell):
    tell("<b>tebal</b>")
    assert "&lt;b&gt;tebal&lt;/b&gt;" in as_user(staf).get(URL).content.decode()


def test_nothing_yet_is_said(as_user, staf):
    assert "Belum ada pemberitahuan." in as_user(staf).get(URL).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_query_count_does_not_grow(as_user, staf, tell, rows):
    for number in range(rows):
        tell(f"Kabar {number}")
    client = as_user(staf)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL, {"entri": 50})
    # The savepoint and its end, session, person, how many, the page's rows; menu and bell together.
    assert len(queries) == 7
