"""Lampiran SKP: three numbered lists, written by the owner while his SKP is his to change."""

import uuid

import pytest
from django.urls import reverse

from skp.models import ButirLampiran
from skp.services.lampiran import BUTIR_MAKSIMUM
from skp.workflow import Status
from tests.factories import make_skp


def isian(**changes):
    values = {"token": str(uuid.uuid4()), "bagian": "DUKUNGAN", "uraian": "Anggaran perjalanan dinas", **changes}
    return {name: value for name, value in values.items() if value is not None}


def tambah(client, skp, **changes):
    return client.post(reverse("skp:lampiran_tambah", args=[skp.pk]), isian(**changes))


def make_butir(skp, uraian="Anggaran perjalanan dinas", **fields):
    return ButirLampiran.objects.create(**{"skp": skp, "bagian": "DUKUNGAN", "uraian": uraian, **fields})


def texts(skp, bagian="DUKUNGAN"):
    return list(skp.lampiran.filter(bagian=bagian).values_list("uraian", flat=True))


def test_a_line_is_added_at_the_end_of_its_block(as_user, staf, skp):
    client = as_user(staf)
    assert tambah(client, skp, uraian="Satu")["Location"] == f"{skp.get_absolute_url()}#lampiran"
    tambah(client, skp, uraian="Hukuman", bagian="KONSEKUENSI")
    tambah(client, skp, uraian="Dua")
    assert texts(skp) == ["Satu", "Dua"]
    assert texts(skp, "KONSEKUENSI") == ["Hukuman"]


def test_the_block_whose_button_was_pressed_is_chosen(as_user, staf, skp):
    page = as_user(staf).get(reverse("skp:lampiran_tambah", args=[skp.pk]) + "?bagian=KONSEKUENSI").content.decode()
    assert '<option value="KONSEKUENSI" selected>' in page


def test_a_form_sent_twice_makes_one_line(as_user, staf, skp):
    client, token = as_user(staf), str(uuid.uuid4())
    for _ in range(2):
        assert tambah(client, skp, token=token).status_code == 302
    assert skp.lampiran.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"uraian": ""}, "uraian"),
        ({"uraian": " \u200b "}, "uraian"),
        ({"uraian": "a" * 100_000}, "uraian"),
        ({"bagian": "LAIN"}, "bagian"),
        ({"token": None}, "token"),
    ],
)
def test_bad_input_comes_back_with_the_reason(as_user, staf, skp, changes, field):
    response = tambah(as_user(staf), skp, **changes)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not skp.lampiran.exists()


def test_a_block_has_an_end(as_user, staf, skp):
    for number in range(BUTIR_MAKSIMUM):
        make_butir(skp, f"Butir {number}", urutan=number + 1)
    response = tambah(as_user(staf), skp)
    assert response.status_code == 409
    assert "paling banyak 30 butir" in response.content.decode()


def test_a_line_is_changed_and_moved_to_another_block(as_user, staf, skp):
    make_butir(skp, "Hukuman", bagian="KONSEKUENSI", urutan=1)
    butir = make_butir(skp)
    url = reverse("skp:lampiran_ubah", args=[butir.pk])
    as_user(staf).post(url, {"versi": butir.versi, "bagian": "KONSEKUENSI", "uraian": "Penghargaan"})
    assert texts(skp, "KONSEKUENSI") == ["Hukuman", "Penghargaan"]
    assert texts(skp) == []


def test_the_second_of_two_tabs_is_told_and_keeps_its_text(as_user, staf, skp):
    butir, client = make_butir(skp), as_user(staf)
    url = reverse("skp:lampiran_ubah", args=[butir.pk])
    form = {"versi": butir.versi, "bagian": "DUKUNGAN"}
    assert client.post(url, {**form, "uraian": "Yang pertama"}).status_code == 302
    late = client.post(url, {**form, "uraian": "Yang kedua"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Yang kedua" in page
    assert "Tersimpan sekarang: Yang pertama" in page
    assert client.post(url, {**form, "versi": 2, "uraian": "Yang kedua"}).status_code == 302
    assert texts(skp) == ["Yang kedua"]


def test_lines_change_places_within_their_block(as_user, staf, skp):
    make_butir(skp, "Hukuman", bagian="KONSEKUENSI", urutan=1)
    first, second = make_butir(skp, "Satu", urutan=1), make_butir(skp, "Dua", urutan=2)
    client = as_user(staf)
    client.post(reverse("skp:lampiran_geser", args=[second.pk, "naik"]))
    assert texts(skp) == ["Dua", "Satu"]
    client.post(reverse("skp:lampiran_geser", args=[second.pk, "naik"]))
    assert texts(skp) == ["Dua", "Satu"]
    client.post(reverse("skp:lampiran_geser", args=[first.pk, "turun"]))
    assert texts(skp) == ["Dua", "Satu"]


def test_a_line_is_deleted_once(as_user, staf, skp):
    client, butir = as_user(staf), make_butir(skp)
    url = reverse("skp:lampiran_hapus", args=[butir.pk])
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    assert texts(skp) == []


@pytest.mark.parametrize("status", [Status.DIAJUKAN, Status.DISETUJUI])
def test_what_is_being_judged_or_was_approved_is_not_changed(as_user, staf, penilai, status):
    skp = make_skp(staf, penilai=penilai, status=status)
    butir, client = make_butir(skp, "Tetap"), as_user(staf)
    refused = [
        tambah(client, skp, uraian="Baru"),
        client.post(reverse("skp:lampiran_ubah", args=[butir.pk]), isian(versi=butir.versi, uraian="Lain")),
    ]
    assert [response.status_code for response in refused] == [409, 409]
    assert "Lain" in refused[1].content.decode()
    for url in (reverse("skp:lampiran_hapus", args=[butir.pk]), reverse("skp:lampiran_geser", args=[butir.pk, "naik"])):
        assert client.post(url).status_code == 302
    assert client.get(reverse("skp:lampiran_ubah", args=[butir.pk])).status_code == 302
    assert texts(skp) == ["Tetap"]


def test_readers_of_the_skp_read_it_and_find_no_button(as_user, penilai, staf):
    skp = make_skp(staf, penilai=penilai, status=Status.DIAJUKAN)
    butir = make_butir(skp)
    page = as_user(penilai).get(skp.get_absolute_url()).content.decode()
    assert butir.uraian in page
    assert reverse("skp:lampiran_ubah", args=[butir.pk]) not in page


def test_the_draft_of_a_subordinate_is_not_found(as_user, penilai, skp):
    butir = make_butir(skp)
    client = as_user(penilai)
    assert client.get(reverse("skp:lampiran_ubah", args=[butir.pk])).status_code == 404
    assert tambah(client, skp).status_code == 404


def test_the_owner_finds_the_buttons_of_each_block(as_user, staf, skp):
    butir = make_butir(skp)
    page = as_user(staf).get(skp.get_absolute_url()).content.decode()
    for bagian in ("DUKUNGAN", "PERTANGGUNGJAWABAN", "KONSEKUENSI"):
        assert f"{reverse('skp:lampiran_tambah', args=[skp.pk])}?bagian={bagian}" in page
    assert reverse("skp:lampiran_ubah", args=[butir.pk]) in page
