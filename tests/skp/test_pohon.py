"""The tree: everything below an RHK at any depth, what nobody supports marked, drafts hidden."""

import pytest
from django.urls import reverse

from skp import pohon
from skp.models import ButirPembagian, Pembagian, Skp, StatusKegiatan
from skp.workflow import Status
from tests.factories import make_pegawai, make_rhk, make_skp, wib


def support(skp, atasan, uraian, **fields):
    return make_rhk(skp, uraian, atasan=atasan, status_kegiatan=StatusKegiatan.CASCADING, **fields)


@pytest.fixture
def dinas(kepala, sekda):
    return make_skp(kepala, penilai=sekda)


@pytest.fixture
def bidang(penilai, kepala):
    return make_skp(penilai, penilai=kepala)


@pytest.fixture
def seksi(staf, penilai):
    return make_skp(staf, penilai=penilai)


def grow(skp, user):
    return pohon.grow(Skp.objects.heading(user).select_related("pegawai").get(pk=skp.pk), user=user)


def outline(nodes):
    return [(node.kata, outline(node.anak)) for node in nodes]


def test_it_goes_down_through_every_level(kepala, dinas, bidang, seksi):
    top = make_rhk(dinas, "Dinas")
    middle = support(bidang, top, "Bidang")
    support(seksi, middle, "Staf")
    make_rhk(dinas, "Dinas lain", urutan=2)
    assert outline(grow(dinas, kepala).akar) == [("Dinas", [("Bidang", [("Staf", [])])]), ("Dinas lain", [])]


def test_what_nobody_supports_is_marked_where_its_owner_leads_somebody(as_user, kepala, dinas, bidang, seksi):
    top = make_rhk(dinas, "Dinas")
    support(bidang, top, "Bidang didukung", urutan=1)
    middle = support(bidang, top, "Bidang sendirian", urutan=2)
    support(seksi, bidang.rhk.get(uraian="Bidang didukung"), "Staf")
    whole = grow(dinas, kepala)
    marked = [node.kata for node in whole.akar[0].below() if node.belum_didukung]
    assert marked == ["Bidang sendirian"]
    assert (whole.akar[0].jumlah_rhk, whole.akar[0].jumlah_pegawai, whole.jumlah_belum_didukung) == (3, 2, 1)
    assert outline(whole.unsupported().akar) == [("Dinas", [("Bidang sendirian", [])])]
    html = as_user(kepala).get(reverse("skp:pohon", args=[dinas.pk]), {"belum": "1"}).content.decode()
    assert middle.uraian in html
    assert "Bidang didukung" not in html
    assert html.count("Belum didukung siapa pun") == 1


def test_of_a_draft_it_shows_what_the_reader_handed_out_and_nothing_under_the_rest(
    kepala, penilai, dinas, bidang, staf
):
    top = make_rhk(dinas, "Dinas")
    middle = support(bidang, top, "Bidang")
    draft = make_skp(staf, penilai=penilai, status=Status.DRAFT)
    support(draft, middle, "Rahasia")
    butir = ButirPembagian.objects.create(
        pembagian=Pembagian.objects.create(oleh=penilai, pada=wib(2026, 1, 5)), uraian="Dibagikan", atasan=middle
    )
    support(draft, top, "Rahasia pula", butir=butir)
    assert outline(grow(bidang, penilai).akar) == [("Bidang", [("Dibagikan", [])])]
    assert outline(grow(dinas, kepala).akar) == [("Dinas", [("Bidang", [])])]
    Skp.objects.filter(pk=bidang.pk).update(status=Status.DRAFT)
    assert outline(grow(dinas, kepala).akar) == [("Dinas", [])]


def test_it_stops_at_the_tenth_level(org, kepala, dinas):
    above, skp = make_rhk(dinas, "Tingkat 1"), dinas
    for level in range(2, 14):
        person = make_pegawai(f"Tingkat {level}", unit=org.bidang, jabatan=org.staf.jabatan)
        skp = make_skp(person, penilai=skp.pegawai)
        above = support(skp, above, f"Tingkat {level}")
    assert [node.kata for node in grow(dinas, kepala).akar[0].below()] == [f"Tingkat {level}" for level in range(2, 11)]


@pytest.mark.parametrize("people", [1, 30])
def test_it_costs_the_same_for_one_person_and_for_thirty(
    as_user, org, kepala, penilai, dinas, bidang, django_assert_num_queries, people
):
    middle = support(bidang, make_rhk(dinas, "Dinas"), "Bidang")
    for number in range(people):
        person = make_pegawai(f"Orang {number}", unit=org.bidang, jabatan=org.staf.jabatan)
        support(make_skp(person, penilai=penilai), middle, "Mendukung bidang")
    client, url = as_user(kepala), reverse("skp:pohon", args=[dinas.pk])
    client.get(url)
    with django_assert_num_queries(11):
        html = client.get(url).content.decode()
    assert html.count("Mendukung bidang") == people


def test_who_may_not_read_the_skp_does_not_find_its_tree(as_user, stranger, staf, dinas):
    for person in (stranger, staf):
        assert as_user(person).get(reverse("skp:pohon", args=[dinas.pk])).status_code == 404
