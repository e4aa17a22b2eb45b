"""Recording, changing and deleting an activity, through the pages its owner uses."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kegiatan.models import JenisKegiatan, KegiatanHarian
from kegiatan.rules import BULAN_DITUTUP
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.models import Dispensasi, Langkah
from skp.models import SkpBulanan
from skp.workflow import Status
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target, wib

TAMBAH, DAFTAR = "/kegiatan-harian/tambah/", "/kegiatan-harian/"


def grade(kegiatan, penilai):
    KegiatanHarian.objects.filter(pk=kegiatan.pk).update(
        status=StatusKegiatanHarian.DINILAI, nilai=90, dinilai_oleh=penilai, dinilai_pada=wib(2026, 3, 10)
    )


def address(kegiatan, page="detail"):
    return reverse(f"kegiatan:{page}", args=[kegiatan.tanggal, kegiatan.pk])


def texts(response):
    return response.content.decode()


# --- Recording --------------------------------------------------------------------------------------------------------


def test_an_activity_is_recorded_as_it_was_typed(as_user, staf, penilai, target, isian):
    response = as_user(staf).post(TAMBAH, isian(kuantitas="1.250,5", mulai="7.30"))
    assert response.status_code == 302, texts(response)
    kegiatan = KegiatanHarian.objects.get()
    assert (kegiatan.pegawai, kegiatan.penilai, kegiatan.target) == (staf, penilai, target)
    assert (kegiatan.tanggal, kegiatan.mulai, kegiatan.selesai) == (date(2026, 3, 9), time(7, 30), time(10))
    assert (kegiatan.kuantitas, kegiatan.status_proses, kegiatan.status) == (Decimal("1250.5"), False, "TERCATAT")


def test_the_same_form_sent_twice_makes_one_row(as_user, staf, isian, upload, stored_files):
    form, browser = isian(), as_user(staf)
    for _ in range(2):
        assert browser.post(TAMBAH, {**form, "berkas": upload()}).status_code == 302
    assert KegiatanHarian.objects.count() == 1
    assert len(stored_files()) == 1


def test_save_and_add_another_stays_on_that_day(as_user, staf, isian):
    response = as_user(staf).post(TAMBAH, isian(lagi="1"))
    assert response.url == f"{TAMBAH}?tanggal=2026-03-09"
    page = as_user(staf).get(response.url)
    assert (page.context["form"].initial["tanggal"], page.context["form"].initial["mulai"]) == (
        date(2026, 3, 9),
        time(10),
    )


BAD = [
    ("tanggal", {"tanggal": "2026-03-11"}, "masa depan", 409),
    ("tanggal", {"tanggal": "2026-03-04"}, "Batas waktu sudah lewat: 9 Maret 2026", 409),
    ("tanggal", {"tanggal": "31-02-2026"}, "tidak ada di kalender", 200),
    ("tanggal", {"tanggal": ""}, "kosong", 200),
    ("mulai", {"mulai": "24:00"}, "Tuliskan jam", 200),
    ("selesai", {"selesai": "08:00"}, "sesudah waktu mulai", 200),
    ("selesai", {"mulai": "22:00", "selesai": "01:00"}, "sesudah waktu mulai", 200),
    ("uraian", {"uraian": "\u200b \u202e"}, "kosong", 200),
    ("uraian", {"uraian": "x" * 2001}, "2000", 200),
    ("kuantitas", {"kuantitas": "-1"}, "Tuliskan angka", 200),
    ("kuantitas", {"kuantitas": "1.5"}, "Maksud Anda", 200),
    ("kuantitas", {"kuantitas": "9999999999"}, "paling besar", 200),
    ("kuantitas", {"kuantitas": "0"}, "lebih dari 0", 200),
    ("status_proses", {"status_proses": ""}, "kosong", 200),
    ("jenis", {"jenis": "LIBUR"}, "", 200),
    ("target", {"target": ""}, "Pilih target", 200),
    ("target", {"jenis": "PRODUKTIVITAS"}, "kosongkan", 200),
    ("target", {"target": "999999"}, "target Anda sendiri", 200),
    ("target", {"target": "abc"}, "target Anda sendiri", 200),
    ("tautan", {"tautan": "https://contoh.go.id/a\njavascript:alert(1)"}, "https://", 200),
    ("token", {"token": "bukan"}, "", 200),
]


@pytest.mark.parametrize(("field", "change", "message", "status"), BAD)
def test_bad_input_is_told_at_its_field_and_what_was_typed_stays(as_user, staf, isian, field, change, message, status):
    form = isian(uraian="Menyusun laporan <b>penting</b>") | change
    response = as_user(staf).post(TAMBAH, form)
    assert response.status_code == status
    assert message in " ".join(response.context["form"].errors[field])
    assert KegiatanHarian.objects.count() == 0
    if "uraian" not in change:
        assert "Menyusun laporan &lt;b&gt;penting&lt;/b&gt;" in texts(response)


@pytest.mark.parametrize(
    ("change", "stored"),
    [
        ({"status_proses": "True", "kuantitas": "0"}, (True, 0)),
        ({"jenis": "PRODUKTIVITAS", "target": "", "kuantitas": "0"}, (False, 0)),
    ],
)
def test_no_quantity_is_fine_where_nothing_is_counted(as_user, staf, isian, change, stored):
    assert as_user(staf).post(TAMBAH, isian(**change)).status_code == 302
    kegiatan = KegiatanHarian.objects.get()
    assert (kegiatan.status_proses, kegiatan.kuantitas) == stored


def test_a_target_of_another_person_or_month_is_refused(as_user, staf, rekan, penilai, skp, isian):
    foreign_skp = make_skp(rekan, penilai=penilai)
    foreign = make_target(make_bulanan(foreign_skp, 3), make_rhk(foreign_skp))
    april = make_target(make_bulanan(skp, 4), make_rhk(skp))
    for target in (foreign, april):
        response = as_user(staf).post(TAMBAH, isian(target=str(target.pk)))
        assert "target" in response.context["form"].errors
    assert KegiatanHarian.objects.count() == 0


@pytest.mark.parametrize("status", Status)
def test_a_month_in_any_state_takes_activities(as_user, staf, isian, status):
    SkpBulanan.objects.update(status=status)
    assert as_user(staf).post(TAMBAH, isian()).status_code == 302


def test_a_copied_form_of_somebody_else_is_told_and_writes_nothing(as_user, staf, rekan, isian):
    form = isian(jenis="PRODUKTIVITAS", target="")
    as_user(rekan).post(TAMBAH, form)
    response = as_user(staf).post(TAMBAH, form)
    assert response.status_code == 409
    assert "sudah pernah dikirim" in texts(response)
    assert not KegiatanHarian.objects.filter(pegawai=staf).exists()


@pytest.mark.parametrize("change", [{}, {"jenis": "PRODUKTIVITAS", "target": ""}])
def test_a_closed_month_takes_none(as_user, staf, penilai, isian, change):
    SkpBulanan.objects.update(ditutup_pada=wib(2026, 3, 9), ditutup_oleh=penilai)
    response = as_user(staf).post(TAMBAH, isian(**change))
    assert response.context["form"].errors
    assert KegiatanHarian.objects.count() == 0


@pytest.mark.parametrize(("clock", "status"), [(wib(2026, 3, 14, 23, 59), 302), (wib(2026, 3, 15, 0, 0), 409)])
def test_the_fifth_day_after_is_the_last(as_user, staf, isian, hari_ini, clock, status):
    hari_ini.move_to(clock)
    assert as_user(staf).post(TAMBAH, isian()).status_code == status


def test_the_day_is_the_instansis_own(as_user, staf, isian, hari_ini, org):
    """23.30 in Jakarta on the tenth is the eleventh in Makassar."""
    hari_ini.move_to(wib(2026, 3, 10, 23, 30))
    assert as_user(staf).post(TAMBAH, isian(tanggal="2026-03-11")).status_code == 409
    org.instansi.zona_waktu = "Asia/Makassar"
    org.instansi.save()
    assert as_user(staf).post(TAMBAH, isian(tanggal="2026-03-11")).status_code == 302


def test_a_dispensasi_opens_an_old_day(as_user, staf, admin, isian):
    Dispensasi.objects.create(
        instansi=staf.instansi,
        langkah=Langkah.KEGIATAN_HARIAN,
        pegawai=staf,
        untuk_mulai=date(2026, 3, 2),
        untuk_selesai=date(2026, 3, 2),
        dibuka_sampai=date(2026, 3, 12),
        alasan="Gangguan jaringan",
        diberikan_oleh=admin,
    )
    assert as_user(staf).post(TAMBAH, isian(tanggal="2026-03-02")).status_code == 302
    assert as_user(staf).post(TAMBAH, isian(tanggal="2026-03-03")).status_code == 409


def test_overlapping_times_are_told_and_kept(as_user, staf, isian):
    browser = as_user(staf)
    browser.post(TAMBAH, isian(uraian="Rapat pagi"))
    page = browser.post(TAMBAH, isian(mulai="09:00", selesai="11:00"), follow=True)
    assert KegiatanHarian.objects.count() == 2
    assert "bertumpang tindih" in texts(page)
    touching = browser.post(TAMBAH, isian(mulai="11:00", selesai="12:00"), follow=True)
    assert "bertumpang tindih" not in texts(touching)


@pytest.mark.parametrize("with_skp", [True, False])
def test_the_penilai_is_stored_when_it_is_recorded(as_user, staf, penilai, sekda, isian, skp, with_skp):
    """Of the SKP of that day; where there is none, whom the organisation names."""
    type(skp).objects.update(penilai=sekda if with_skp else None)
    as_user(staf).post(TAMBAH, isian(jenis="PRODUKTIVITAS", target=""))
    assert KegiatanHarian.objects.get().penilai == (sekda if with_skp else penilai)


def test_an_account_outside_every_instansi_records_nothing(as_user, super_admin, isian):
    type(super_admin).objects.filter(pk=super_admin.pk).update(instansi=None)
    browser = as_user(super_admin)
    assert browser.get(DAFTAR).status_code == 200
    assert browser.get(TAMBAH).status_code == 403
    assert browser.post(TAMBAH, isian()).status_code == 403


# --- Filling in quickly -----------------------------------------------------------------------------------------------


def test_an_earlier_activity_is_the_start_of_a_new_one(as_user, staf, target):
    old = make_kegiatan(staf, target=target, tanggal=date(2026, 3, 5), uraian="Verifikasi SPJ")
    page = as_user(staf).get(f"{TAMBAH}?salin=2026-03-05.{old.pk}")
    initial = page.context["form"].initial
    assert (initial["tanggal"], initial["uraian"], initial["target"]) == (
        date(2026, 3, 10),
        "Verifikasi SPJ",
        target.pk,
    )
    assert (initial["mulai"], initial["selesai"]) == (time(7, 30), time(9, 30))


def test_another_persons_activity_is_not_copied(as_user, staf, rekan):
    other = make_kegiatan(rekan, uraian="Rahasia rekan")
    assert "Rahasia rekan" not in texts(as_user(staf).get(f"{TAMBAH}?salin=2026-03-09.{other.pk}"))


@pytest.mark.parametrize(
    "salin", ["", ".", "x.y", "2026-03-09", "2026-03-09.", "2026-03-09.9" * 9, "2026-13-40.1", "²"]
)
def test_a_nonsense_copy_is_an_empty_form(as_user, staf, salin):
    assert as_user(staf).get(TAMBAH, {"salin": salin, "tanggal": salin}).status_code == 200


def test_targets_follow_the_date(as_user, staf, skp, target):
    april = make_target(make_bulanan(skp, 4), make_rhk(skp), uraian="Laporan April")
    browser, url = as_user(staf), reverse("kegiatan:cari_target")
    assert target.uraian in texts(browser.get(url, {"tanggal": "2026-03-01"}))
    page = texts(
        browser.get(url, {"tanggal": "2026-04-01"}, headers={"HX-Request": "true", "HX-Target": "pilih-target"})
    )
    assert april.uraian in page
    assert target.uraian not in page
    assert "tanggal=2026-04-01" in page
    assert "Tidak ada (kegiatan" in texts(browser.get(url, {"cari": "zzz", "tanggal": "abc"}))
    assert target.uraian not in texts(browser.get(url, {"cari": "zzz"}))


def test_the_only_target_of_the_month_is_chosen_already(as_user, staf, target):
    browser, url = as_user(staf), reverse("kegiatan:tambah")
    assert browser.get(url).context["form"]["target"].value() == target.pk
    make_target(target.skp_bulanan, target.rhk, uraian="Yang lain")
    assert browser.get(url).context["form"]["target"].value() in (None, "")


# --- Changing and deleting --------------------------------------------------------------------------------------------


def test_the_owner_changes_what_is_not_graded(as_user, staf, target, isian):
    kegiatan = make_kegiatan(staf, target=target)
    response = as_user(staf).post(
        address(kegiatan, "ubah"), isian(versi="1", uraian="Menyusun laporan", tanggal="2026-03-10")
    )
    assert response.status_code == 302, texts(response)
    kegiatan.refresh_from_db()
    assert (kegiatan.uraian, kegiatan.tanggal, kegiatan.versi) == ("Menyusun laporan", date(2026, 3, 10), 2)


def test_a_stale_form_overwrites_nothing_and_shows_both(as_user, staf, target, isian):
    kegiatan = make_kegiatan(staf, target=target)
    browser, url = as_user(staf), address(kegiatan, "ubah")
    browser.post(url, isian(versi="1", uraian="Dari telepon"))
    page = browser.post(url, isian(versi="1", uraian="Dari kantor"))
    assert page.status_code == 409
    assert "Tersimpan sekarang: Dari telepon" in texts(page)
    assert "Dari kantor" in texts(page)
    assert set(page.context["form"].errors) == {"uraian", "__all__"}
    assert browser.post(url, isian(versi="2", uraian="Dari kantor")).status_code == 302


WRITE = ["ubah", "hapus"]


@pytest.mark.parametrize("page", WRITE)
@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("rekan", 404), ("orang_luar", 404), ("penilai", 403), ("admin", 403)]
)
def test_nobody_else_changes_or_deletes_it(as_user, org, target, isian, page, who, status):
    kegiatan = make_kegiatan(org.staf, target=target)
    assert as_user(getattr(org, who)).post(address(kegiatan, page), isian(versi="1")).status_code == status
    assert KegiatanHarian.objects.get().versi == 1


@pytest.mark.parametrize("page", WRITE)
def test_what_is_graded_or_too_late_or_closed_stays(as_user, staf, penilai, target, isian, hari_ini, page):
    kegiatan = make_kegiatan(staf, target=target)
    browser, url = as_user(staf), address(kegiatan, page)
    grade(kegiatan, penilai)
    typed = {**isian(versi="1", uraian="Yang baru diketik"), "next": DAFTAR}
    assert "sudah dinilai" in texts(browser.post(url, typed, follow=True))
    KegiatanHarian.objects.update(status="TERCATAT", nilai=None, dinilai_oleh=None, dinilai_pada=None)
    SkpBulanan.objects.update(ditutup_pada=wib(2026, 3, 9), ditutup_oleh=penilai)
    assert "sudah ditutup" in texts(browser.post(url, typed, follow=True))
    SkpBulanan.objects.update(ditutup_pada=None, ditutup_oleh=None)
    hari_ini.move_to(wib(2026, 3, 15, 0, 0))
    browser = as_user(staf)
    late = browser.post(url, typed, follow=True)
    assert "Batas waktu sudah lewat" in texts(late)
    assert page == "hapus" or "Yang baru diketik" in texts(late)
    assert KegiatanHarian.objects.get().uraian == kegiatan.uraian


@pytest.mark.parametrize("with_target", [True, False])
def test_in_a_closed_month_neither_jenis_is_changed_deleted_or_offered(
    as_user, staf, penilai, target, isian, with_target
):
    kegiatan = make_kegiatan(staf, target=target if with_target else None)
    SkpBulanan.objects.update(ditutup_pada=wib(2026, 3, 9), ditutup_oleh=penilai)
    browser = as_user(staf)
    [row] = browser.get(DAFTAR).context["baris"]
    assert (row.ubah.reason, row.hapus.reason) == (BULAN_DITUTUP, BULAN_DITUTUP)
    page = browser.get(kegiatan.get_absolute_url())
    assert (page.context["may_change"].reason, page.context["may_delete"].reason) == (BULAN_DITUTUP, BULAN_DITUTUP)
    for write in WRITE:
        answer = browser.post(address(kegiatan, write), {**isian(versi="1"), "next": DAFTAR}, follow=True)
        assert BULAN_DITUTUP in texts(answer)
    assert KegiatanHarian.objects.get().versi == 1


@pytest.mark.parametrize("closed", ["another_month", "another_person", "another_period"])
def test_a_month_closed_elsewhere_closes_nothing_here(as_user, staf, rekan, penilai, closed):
    kegiatan = make_kegiatan(staf)
    skp = {
        "another_month": lambda: make_bulanan(make_skp(staf, penilai=penilai), 2),
        "another_person": lambda: make_bulanan(make_skp(rekan, penilai=penilai), 3),
        "another_period": lambda: make_bulanan(
            make_skp(staf, penilai=penilai, periode_mulai=date(2026, 3, 10), periode_selesai=date(2026, 12, 31)), 3
        ),
    }[closed]()
    SkpBulanan.objects.filter(pk=skp.pk).update(ditutup_pada=wib(2026, 3, 9), ditutup_oleh=penilai)
    assert as_user(staf).get(kegiatan.get_absolute_url()).context["may_change"]


def test_an_activity_does_not_move_into_a_closed_month(as_user, staf, penilai, skp, isian, hari_ini):
    hari_ini.move_to(wib(2026, 3, 3))
    february = make_bulanan(skp, 2)
    SkpBulanan.objects.filter(pk=february.pk).update(ditutup_pada=wib(2026, 3, 2), ditutup_oleh=penilai)
    kegiatan = make_kegiatan(staf, tanggal=date(2026, 3, 2))
    moved = isian(versi="1", tanggal="2026-02-27", jenis="PRODUKTIVITAS", target="")
    answer = as_user(staf).post(address(kegiatan, "ubah"), moved)
    assert BULAN_DITUTUP in answer.content.decode()
    assert KegiatanHarian.objects.get().tanggal == date(2026, 3, 2)


def test_a_deleted_activity_is_gone_and_a_second_click_is_not_found(as_user, staf, target):
    kegiatan = make_kegiatan(staf, target=target)
    browser, url = as_user(staf), address(kegiatan, "hapus")
    assert browser.get(url).status_code == 405
    assert browser.post(url).status_code == 302
    assert KegiatanHarian.objects.count() == 0
    assert browser.post(url).status_code == 404


def test_what_was_graded_once_is_not_deleted(as_user, staf, penilai, target):
    kegiatan = make_kegiatan(staf, target=target)
    kegiatan.riwayat.create(aksi="NILAI", nilai=90, oleh=penilai, pada=wib(2026, 3, 9))
    page = as_user(staf).post(address(kegiatan, "hapus"), {"next": DAFTAR}, follow=True)
    assert "pernah dinilai" in texts(page)
    assert KegiatanHarian.objects.count() == 1


# --- Reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [(who, 200) for who in ("staf", "penilai", "kepala", "admin", "super_admin")]
    + [(who, 404) for who in ("rekan", "stranger", "kepala_lain", "orang_luar", "admin_luar")],
)
def test_who_may_read_an_activity(as_user, org, target, who, status):
    kegiatan = make_kegiatan(org.staf, target=target)
    assert as_user(getattr(org, who)).get(address(kegiatan)).status_code == status


def test_an_activity_is_found_by_its_own_day_only(as_user, staf):
    kegiatan = make_kegiatan(staf)
    for day in ("2026-03-08", "2026-02-31", "abc"):
        assert as_user(staf).get(f"/kegiatan-harian/{day}/{kegiatan.pk}/").status_code == 404


def test_the_page_says_whose_turn_it_is_and_why_it_cannot_be_changed(as_user, staf, penilai, target):
    kegiatan = make_kegiatan(staf, target=target)
    assert "Giliran pejabat penilai, Penilai" in texts(as_user(staf).get(address(kegiatan)))
    assert "Giliran Anda: menilai kegiatan ini" in texts(as_user(penilai).get(address(kegiatan)))
    grade(kegiatan, penilai)
    page = texts(as_user(staf).get(address(kegiatan)))
    assert "sudah dinilai, jadi tidak dapat diubah" in page


def test_the_list_shows_own_activities_of_the_month(as_user, staf, rekan, target):
    make_kegiatan(staf, target=target, uraian="Milik saya")
    make_kegiatan(staf, uraian="Bulan lalu", tanggal=date(2026, 2, 27))
    make_kegiatan(rekan, uraian="Milik rekan")
    page = texts(as_user(staf).get(DAFTAR))
    assert "Milik saya" in page
    assert "Bulan lalu" not in page
    assert "Milik rekan" not in page
    assert "Bulan lalu" in texts(as_user(staf).get(DAFTAR, {"bulan": "2", "tahun": "2026"}))


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"jenis": "SKP"}, {"Satu"}),
        ({"jenis": "PRODUKTIVITAS"}, {"Dua", "Tiga"}),
        ({"status": "DINILAI"}, {"Tiga"}),
        ({"cari": "du"}, {"Dua"}),
        ({"tanggal": "2026-03-06"}, {"Dua"}),
        ({"jenis": "LAIN", "target": "x", "status": "<>"}, {"Satu", "Dua", "Tiga"}),
    ],
)
def test_filters(as_user, staf, penilai, target, params, found):
    make_kegiatan(staf, target=target, uraian="Satu")
    make_kegiatan(staf, uraian="Dua", tanggal=date(2026, 3, 6))
    grade(make_kegiatan(staf, uraian="Tiga"), penilai)
    rows = as_user(staf).get(DAFTAR, params).context["baris"]
    assert {row.kegiatan.uraian for row in rows} == found


def test_the_target_filter_offers_own_targets_of_the_month(as_user, staf, target):
    make_kegiatan(staf, target=target, uraian="Satu")
    make_kegiatan(staf, uraian="Dua")
    rows = as_user(staf).get(DAFTAR, {"target": target.pk}).context["baris"]
    assert [row.kegiatan.uraian for row in rows] == ["Satu"]


@pytest.mark.parametrize(
    "params",
    [
        {"bulan": "13"}, {"bulan": "0"}, {"bulan": "-1"}, {"bulan": "x"}, {"bulan": "²"}, {"tahun": "0"},
        {"tahun": "99999999999"}, {"tahun": "1e3"}, {"tanggal": "2026-99-99"},
        {"tanggal": "9999-12-31"},
        {"page": "-5"}, {"page": "abc"}, {"entri": "1000000"}, {"cari": "%_\\'\""}, {"target": "999999999999999999999"},
    ],
)  # fmt: skip
def test_nonsense_in_the_address_shows_this_month(as_user, staf, params):
    response = as_user(staf).get(DAFTAR, params)
    assert response.status_code == 200
    assert (response.context["periode"].tahun, response.context["periode"].bulan) == (2026, 3)


# --- What it costs ----------------------------------------------------------------------------------------------------

PAGES = [DAFTAR, f"{DAFTAR}?entri=50", TAMBAH]


@pytest.mark.parametrize("url", PAGES)
def test_a_page_costs_the_same_with_one_row_and_with_thirty(as_user, staf, target, url):
    def queries(rows):
        for number in range(rows):
            kegiatan = make_kegiatan(staf, target=target, mulai=time(number % 9), uraian=f"Kegiatan {number}")
            kegiatan.bukti.create(pemilik=staf, jenis="TAUTAN", nama="x", tautan="https://contoh.go.id/")
        browser = as_user(staf)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert browser.get(url).status_code == 200
        return captured.captured_queries

    one, thirty = queries(1), queries(29)
    assert len(one) == len(thirty), "\n".join(query["sql"] for query in thirty)
    assert len(one) <= 20


def test_every_query_on_activities_carries_a_date(as_user, staf, target, isian):
    kegiatan = make_kegiatan(staf, target=target, jenis=JenisKegiatan.SKP)
    browser = as_user(staf)
    with CaptureQueriesContext(connection) as captured:
        for url in (*PAGES, address(kegiatan), address(kegiatan, "ubah"), f"{DAFTAR}?tanggal=2026-03-09"):
            browser.get(url)
        browser.post(TAMBAH, isian())
        browser.post(address(kegiatan, "ubah"), isian(versi="1"))
    touching = [q["sql"] for q in captured if re.search(r'(FROM|UPDATE|JOIN) "kegiatan_kegiatanharian"( |$)', q["sql"])]
    assert len(touching) > 10
    assert [sql for sql in touching if not re.search(r'"tanggal" (=|BETWEEN)', sql)] == []


def test_the_month_is_counted_by_day(staf, penilai, target):
    grade(make_kegiatan(staf, target=target), penilai)
    make_kegiatan(staf, mulai=time(10), selesai=time(11, 30))
    rows = list(KegiatanHarian.objects.of(staf).between(date(2026, 3, 1), date(2026, 3, 31)).per_day())
    assert rows == [{"tanggal": date(2026, 3, 9), "jumlah": 2, "dinilai": 1, "durasi": timedelta(hours=3, minutes=30)}]


def test_the_form_starts_with_the_kind_there_is_a_target_for(as_user, staf, target):
    browser = as_user(staf)
    assert browser.get(TAMBAH).context["form"].initial["jenis"] == JenisKegiatan.SKP
    assert browser.get(f"{TAMBAH}?tanggal=2026-02-27").context["form"].initial["jenis"] == JenisKegiatan.PRODUKTIVITAS


def test_the_history_names_the_grade(as_user, staf, penilai, target):
    kegiatan = make_kegiatan(staf, target=target)
    kegiatan.riwayat.create(aksi="NILAI", nilai=90, oleh=penilai, pada=wib(2026, 3, 9))
    kegiatan.riwayat.create(aksi="BATAL_NILAI", oleh=penilai, pada=wib(2026, 3, 10))
    page = texts(as_user(staf).get(address(kegiatan)))
    assert page.index("Batal nilai") < page.index("Nilai: Baik (90)")
