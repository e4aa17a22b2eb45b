"""Catatan pembinaan: written by the penilai, answered once by the person, read by those who guide him."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from organisasi.models import JenisPenugasan, Pemberitahuan, PenugasanKepala
from penilaian.models import CatatanPembinaan
from penilaian.pembinaan import pembinaan_context
from penilaian.services.pembinaan import add_pembinaan, change_pembinaan, respond_pembinaan
from tests.factories import make_skp, wib

SAAT = wib(2026, 3, 10)


@pytest.fixture
def skp(staf, penilai):
    return make_skp(staf, penilai=penilai)


def values(**changes):
    return {
        "jenis": "COACHING",
        "tanggal": date(2026, 3, 9),
        "topik": "Menyusun laporan",
        "uraian": "Menyusun kerangka laporan bersama.",
        "tindak_lanjut": "",
    } | changes


def add(skp, by, token=None, **changes):
    return add_pembinaan(skp=skp, by=by, at=SAAT, token=token or uuid.uuid4(), values=values(**changes))


def respond(catatan, by, versi=1, tanggapan="Terima kasih"):
    return respond_pembinaan(catatan=catatan, by=by, at=SAAT, versi=versi, tanggapan=tanggapan)


def change(catatan, by, versi=1, **changes):
    return change_pembinaan(catatan=catatan, by=by, at=SAAT, versi=versi, values=values(**changes))


def told():
    return set(Pemberitahuan.objects.values_list("penerima__nama", flat=True))


def test_the_penilai_writes_and_the_person_is_told_once(skp, penilai, staf):
    token = uuid.uuid4()
    catatan = add(skp, penilai, token)
    assert add(skp, penilai, token) == catatan
    assert Pemberitahuan.objects.get().penerima == staf
    assert CatatanPembinaan.objects.count() == 1


@pytest.mark.parametrize("who", ["staf", "kepala", "rekan", "admin", "super_admin", "stranger"])
def test_others_write_none(skp, org, who):
    with pytest.raises(NotAllowed):
        add(skp, getattr(org, who))


def test_a_plt_writes_and_only_he_changes_his_note(skp, org, rekan, penilai):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=rekan, jenis=JenisPenugasan.PLT, nomor_surat="1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    catatan = add(skp, rekan)
    with pytest.raises(NotAllowed, match="hanya penulisnya"):
        change(catatan, penilai)
    assert change(catatan, rekan, topik="Lain").topik == "Lain"


@pytest.mark.parametrize(
    ("tanggal", "message"), [(date(2026, 3, 11), "sesudah hari ini"), (date(2025, 12, 31), "sebelum periode SKP")]
)
def test_a_talk_is_neither_tomorrow_nor_before_the_skp(skp, penilai, tanggal, message):
    with pytest.raises(Refused, match=message) as refusal:
        add(skp, penilai, tanggal=tanggal)
    assert refusal.value.field == "tanggal"


def test_today_is_the_day_there(skp, penilai):
    instansi = skp.instansi
    instansi.zona_waktu = "Asia/Jayapura"
    instansi.save()
    late = wib(2026, 3, 10, 22, 30)
    assert add_pembinaan(skp=skp, by=penilai, at=late, token=uuid.uuid4(), values=values(tanggal=date(2026, 3, 11)))


def test_the_person_answers_once_and_then_nothing_changes(skp, penilai, staf, rekan):
    catatan = add(skp, penilai)
    for person in (penilai, rekan):
        with pytest.raises(NotAllowed):
            respond(catatan, person)
    assert respond(catatan, staf).ditanggapi
    assert told() == {"Staf", "Penilai"}
    with pytest.raises(IllegalTransition, match="sudah menanggapi"):
        respond(catatan, staf, versi=2)
    with pytest.raises(IllegalTransition, match="sudah menanggapi"):
        change(catatan, penilai, versi=2)


def test_an_older_form_changes_and_answers_nothing(skp, penilai, staf):
    catatan = add(skp, penilai)
    change(catatan, penilai, topik="Pertama")
    with pytest.raises(Conflict):
        change(catatan, penilai, topik="Kedua")
    with pytest.raises(Conflict):
        respond(catatan, staf)


def test_who_reads_them(as_user, skp, org, penilai):
    catatan = add(skp, penilai)
    readers = {"staf", "penilai", "kepala", "sekda", "super_admin"}
    for who in ("staf", "penilai", "kepala", "sekda", "super_admin", "admin", "rekan", "stranger", "orang_luar"):
        person = getattr(org, who)
        response = as_user(person).get(reverse("penilaian:pembinaan_list", args=[skp.pk]))
        assert (response.status_code == 200) == (who in readers), who
        assert CatatanPembinaan.objects.visible_to(person).filter(pk=catatan.pk).exists() == (who in readers), who
        assert bool(pembinaan_context(person, skp)) == (who in readers), who


def test_written_changed_and_answered_on_pages(as_user, skp, penilai, staf):
    url = reverse("penilaian:pembinaan_tambah", args=[skp.pk])
    form = as_user(penilai).get(url).context["form"]
    sent = {"token": form["token"].value(), **values(tanggal="2026-03-09")}
    assert "sesudah hari ini" in as_user(penilai).post(url, sent | {"tanggal": "2026-03-12"}).content.decode()
    as_user(penilai).post(url, sent)
    catatan = skp.pembinaan.get()
    url = reverse("penilaian:pembinaan_ubah", args=[catatan.pk])
    as_user(penilai).post(url, sent | {"versi": 1, "topik": "Membaca data"})
    url = reverse("penilaian:pembinaan_tanggapi", args=[catatan.pk])
    as_user(staf).post(url, {"versi": 2, "tanggapan": "Saya coba"})
    page = as_user(penilai).get(reverse("penilaian:pembinaan_list", args=[skp.pk])).content.decode()
    assert "Membaca data" in page
    assert "Saya coba" in page


def test_search_and_kind(as_user, skp, penilai, staf):
    add(skp, penilai)
    add(skp, penilai, jenis="KONSELING", topik="Kehadiran", uraian="Terlambat masuk")
    url = reverse("penilaian:pembinaan_list", args=[skp.pk])
    for query, number in (("", 2), ("?jenis=KONSELING", 1), ("?cari=kerangka", 1), ("?cari=tidak-ada", 0)):
        assert len(as_user(staf).get(url + query).context["rows"]) == number


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_list(as_user, skp, penilai, django_assert_num_queries, rows):
    for _ in range(rows):
        add(skp, penilai)
    client = as_user(penilai)
    with django_assert_num_queries(10):
        response = client.get(reverse("penilaian:pembinaan_list", args=[skp.pk]) + "?entri=50")
    assert len(response.context["rows"]) == rows
