"""Tugas tambahan and kreativitas, through the pages of the person who claims them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kegiatan import services
from kegiatan.models import Bukti, Kreativitas, TugasTambahan
from kegiatan.workflow import ActionUsulan
from tests.factories import make_skp, wib
from tests.kegiatan import samples

DAFTAR = "/tugas-tambahan/"


@pytest.fixture
def isian_kreativitas(isian_tugas):
    def fill(**changes):
        form = isian_tugas(tingkat="instansi", nomor_surat="070/1/2026", tanggal_surat="2026-02-01", **changes)
        return {
            name: value
            for name, value in form.items()
            if name not in {"nomor_sk", "tanggal_sk", "eselon_penandatangan", "nama_penandatangan"}
        }

    return fill


@pytest.fixture(params=["tugas_tambahan", "kreativitas"])
def room(request, isian_tugas, isian_kreativitas):
    """The same tests for both: name in addresses, model, form."""
    fills = {
        "tugas_tambahan": (TugasTambahan, isian_tugas, "tanggal_sk"),
        "kreativitas": (Kreativitas, isian_kreativitas, "tanggal_surat"),
    }
    return (request.param, *fills[request.param])


def url(name, page, *args):
    return reverse(f"kegiatan:{name}_{page}", args=args)


@pytest.fixture
def usulan(room, as_user, staf, penilai):
    name, model, isian, _ = room
    make_skp(staf, penilai=penilai)
    assert as_user(staf).post(url(name, "tambah"), isian()).status_code == 302
    return model.objects.get()


def test_it_is_claimed_with_its_paper(usulan, staf, penilai, stored_files):
    assert (usulan.pegawai, usulan.penilai, usulan.status, usulan.tahun) == (staf, penilai, "DIAJUKAN", 2026)
    assert usulan.berkas.nama == "sk.pdf"
    assert len(stored_files()) == 1


def test_the_same_form_sent_twice_makes_one_row(room, as_user, staf, upload):
    name, model, isian, _ = room
    form = isian()
    for _ in range(2):
        assert as_user(staf).post(url(name, "tambah"), {**form, "berkas": upload()}).status_code == 302
    assert model.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"uraian": " "}, "uraian"),
        ({"tahun": "1999"}, "tahun"),
        ({"tahun": "x"}, "tahun"),
        ({"berkas": ""}, "berkas"),
        ({"token": ""}, "token"),
    ],
)
def test_bad_input_is_told_at_its_field(room, as_user, staf, change, field):
    name, model, isian, _ = room
    response = as_user(staf).post(url(name, "tambah"), isian(**change))
    assert field in response.context["form"].errors
    assert model.objects.count() == 0


def test_a_paper_from_the_future_is_refused(room, as_user, staf, stored_files):
    name, model, isian, dated = room
    response = as_user(staf).post(url(name, "tambah"), isian() | {dated: "2026-03-11"})
    assert "masa depan" in str(response.context["form"].errors[dated])
    assert (model.objects.count(), stored_files()) == (0, set())


@pytest.mark.parametrize("eselon", ["III", "IV", ""])
def test_a_signer_below_eselon_ii_is_refused(as_user, staf, isian_tugas, eselon):
    response = as_user(staf).post(url("tugas_tambahan", "tambah"), isian_tugas(eselon_penandatangan=eselon))
    assert "eselon_penandatangan" in response.context["form"].errors
    assert "minimal eselon II" in response.content.decode()


def test_a_paper_that_is_not_one_is_refused_and_asked_for_again(as_user, staf, isian_tugas, upload):
    form = isian_tugas(berkas=upload("sk.pdf", samples.HTML))
    page = as_user(staf).post(url("tugas_tambahan", "tambah"), form).content.decode()
    assert "bukan PDF" in page
    assert "Pilih lagi berkasnya" in page
    assert "Anggota tim SPBE" in page


def test_the_same_decree_twice_is_refused(as_user, staf, isian_tugas):
    browser = as_user(staf)
    browser.post(url("tugas_tambahan", "tambah"), isian_tugas())
    response = browser.post(url("tugas_tambahan", "tambah"), isian_tugas())
    assert "sudah ada" in str(response.context["form"].errors["nomor_sk"])
    assert TugasTambahan.objects.count() == 1


def test_it_is_changed_while_nobody_has_decided(usulan, room, as_user, staf, upload, stored_files):
    name, model, isian, _ = room
    form = isian(versi="1", uraian="Ketua tim SPBE", berkas="")
    assert as_user(staf).post(url(name, "ubah", usulan.pk), form).status_code == 302
    changed = model.objects.get()
    assert (changed.uraian, changed.berkas, changed.versi) == ("Ketua tim SPBE", usulan.berkas, 2)


def test_a_new_paper_replaces_the_old(
    usulan, room, as_user, staf, upload, stored_files, django_capture_on_commit_callbacks
):
    name, _, isian, _ = room
    form = isian(versi="1", berkas=upload("baru.png", samples.image()))
    with django_capture_on_commit_callbacks(execute=True):
        assert as_user(staf).post(url(name, "ubah", usulan.pk), form).status_code == 302
    assert Bukti.objects.get().nama == "baru.png"
    assert len(stored_files()) == 1


def test_a_stale_form_overwrites_nothing_and_shows_both(usulan, room, as_user, staf):
    name, model, isian, _ = room
    browser = as_user(staf)
    browser.post(url(name, "ubah", usulan.pk), isian(versi="1", uraian="Pertama", berkas=""))
    page = browser.post(url(name, "ubah", usulan.pk), isian(versi="1", uraian="Kedua", berkas=""))
    assert page.status_code == 409
    assert "Tersimpan sekarang: Pertama" in page.content.decode()
    assert model.objects.get().uraian == "Pertama"


@pytest.mark.parametrize("page", ["ubah", "hapus"])
@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("rekan", 404), ("penilai", 403), ("admin", 403)])
def test_nobody_else_changes_or_deletes_it(usulan, room, as_user, org, page, who, status):
    name, model, isian, _ = room
    response = as_user(getattr(org, who)).post(url(name, page, usulan.pk), isian(versi="1"))
    assert response.status_code == status
    assert model.objects.get().versi == 1


@pytest.mark.parametrize("page", ["ubah", "hapus"])
def test_what_is_decided_stays(usulan, room, as_user, staf, penilai, page):
    name, model, isian, _ = room
    services.decide(usulan=usulan, action=ActionUsulan.KONFIRMASI, by=penilai, at=wib(2026, 3, 10))
    response = as_user(staf).post(url(name, page, usulan.pk), isian(versi="2", next=DAFTAR), follow=True)
    assert "sudah dikonfirmasi" in response.content.decode()
    assert model.objects.get().uraian == "Anggota tim SPBE"


def test_it_is_deleted_with_its_paper(usulan, room, as_user, staf, stored_files, django_capture_on_commit_callbacks):
    name, model, _, _ = room
    browser = as_user(staf)
    assert browser.get(url(name, "hapus", usulan.pk)).status_code == 405
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(url(name, "hapus", usulan.pk)).status_code == 302
    assert (model.objects.count(), stored_files()) == (0, set())
    assert browser.post(url(name, "hapus", usulan.pk)).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [(who, 200) for who in ("staf", "penilai", "kepala", "admin", "super_admin")]
    + [(who, 404) for who in ("rekan", "stranger", "orang_luar")],
)
def test_who_may_read_it(usulan, room, as_user, org, who, status):
    assert as_user(getattr(org, who)).get(url(room[0], "detail", usulan.pk)).status_code == status


def test_the_page_shows_the_decision_and_its_reason(usulan, room, as_user, staf, penilai):
    address = url(room[0], "detail", usulan.pk)
    assert "Giliran pejabat penilai, Penilai" in as_user(staf).get(address).content.decode()
    services.decide(usulan=usulan, action=ActionUsulan.TOLAK, by=penilai, at=wib(2026, 3, 10), note="SK lain tahun")
    page = as_user(staf).get(address).content.decode()
    assert "SK lain tahun" in page
    assert "Ditolak" in page


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, {"Baru", "Lama"}),
        ({"tahun": "2025"}, {"Lama"}),
        ({"tahun": "2024"}, set()),
        ({"tahun": "x"}, {"Baru", "Lama"}),
    ],
)
def test_the_list_by_year(as_user, staf, rekan, isian_tugas, params, found):
    browser = as_user(staf)
    browser.post(url("tugas_tambahan", "tambah"), isian_tugas(uraian="Baru"))
    browser.post(url("tugas_tambahan", "tambah"), isian_tugas(uraian="Lama", tahun="2025"))
    as_user(rekan).post(url("tugas_tambahan", "tambah"), isian_tugas(uraian="Rekan"))
    rows = browser.get(DAFTAR, params).context["tugas_tambahan"]
    assert {row.usulan.uraian for row in rows} == found


def test_the_list_costs_the_same_with_one_row_and_with_thirty(as_user, staf, penilai):
    def queries(rows):
        for _ in range(rows):
            number = TugasTambahan.objects.count()
            berkas = Bukti.objects.create(pemilik=staf, jenis="TAUTAN", nama="x", tautan="https://contoh.go.id/")
            common = {"pegawai": staf, "penilai": penilai, "tahun": 2026, "uraian": "x", "berkas": berkas}
            TugasTambahan.objects.create(
                nomor_sk=str(number),
                tanggal_sk=date(2026, 1, 1),
                eselon_penandatangan="II",
                nama_penandatangan="x",
                **common,
            )
            Kreativitas.objects.create(tingkat="negara", nomor_surat="1", tanggal_surat=date(2026, 1, 1), **common)
        browser = as_user(staf)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"{DAFTAR}?entri=50").status_code == 200
        return len(captured)

    assert queries(1) == queries(29) <= 15
