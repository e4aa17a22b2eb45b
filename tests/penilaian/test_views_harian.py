"""Penilaian Kegiatan Harian Bawahan in the browser."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kegiatan.models import KegiatanHarian
from organisasi.models import PenugasanKepala
from penilaian.desk import default_month
from tests.factories import make_kegiatan, make_pegawai, make_skp, wib
from tests.penilaian.conftest import MARCH, TOO_LATE, graded

URL = "/penilaian/harian/"


def _sheet(pegawai, bulan="2026-03") -> dict:
    return {"pegawai": pegawai.pk, "bulan": bulan}


def _post(rows, nilai="90", aksi="simpan", **extra) -> dict:
    data = {"pegawai": rows[0].pegawai_id, "bulan": "2026-03", "aksi": aksi}
    for row in rows:
        data |= {f"versi-{row.pk}": row.versi, f"nilai-{row.pk}": nilai}
    return data | extra


def _texts(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_overview_names_everybody_he_assesses_with_what_waits(as_user, penilai, dua_kegiatan):
    response = as_user(penilai).get(URL)
    found = {(row.pegawai.nama, row.jumlah, row.belum_dinilai) for row in response.context["people"]}
    assert found == {("Staf", 2, 2), ("Rekan", 0, 0), ("Fungsional", 0, 0)}


def test_the_sheet_shows_a_month_with_the_five_categories(as_user, penilai, staf, dua_kegiatan):
    response = as_user(penilai).get(URL, _sheet(staf))
    html = response.content.decode()
    for text in ("Verifikasi SPJ", "Mencetak laporan keuangan", "Sangat Baik <b>100</b>", "Buruk <b>50</b>", "08.00"):
        assert text in html
    assert html.count('type="radio"') == 10


def test_rows_are_graded_each_with_its_own_category_and_note(as_user, penilai, staf, dua_kegiatan):
    second = dua_kegiatan[1]
    data = _post(dua_kegiatan) | {f"nilai-{second.pk}": "75", f"catatan-{second.pk}": "Kurang rapi"}
    response = as_user(penilai).post(f"{URL}nilai/", data)
    assert response.status_code == 302
    stored = KegiatanHarian.objects.order_by("tanggal").values_list("nilai", "catatan", "dinilai_oleh")
    assert list(stored) == [(90, "", penilai.pk), (75, "Kurang rapi", penilai.pk)]
    assert _texts(response) == ["2 kegiatan Staf dinilai."]


def test_ticked_rows_get_one_category(as_user, penilai, dua_kegiatan):
    second = dua_kegiatan[1]
    data = _post(dua_kegiatan, nilai="", aksi="dipilih", nilai_dipilih="100", pilih=[second.pk])
    as_user(penilai).post(f"{URL}nilai/", data)
    assert list(KegiatanHarian.objects.order_by("tanggal").values_list("nilai", flat=True)) == [None, 100]


def test_the_message_undoes_what_was_just_graded(as_user, penilai, staf, dua_kegiatan):
    browser = as_user(penilai)
    earlier = graded(make_kegiatan(staf, penilai=penilai), penilai)
    response = browser.post(f"{URL}nilai/", _post(dua_kegiatan))
    (message,) = get_messages(response.wsgi_request)
    browser.post(message.extra_tags)
    waiting = set(KegiatanHarian.objects.filter(status="TERCATAT").values_list("pk", flat=True))
    assert waiting == {row.pk for row in dua_kegiatan}
    earlier.refresh_from_db()
    assert earlier.dinilai


def test_one_grade_is_taken_back(as_user, penilai, dua_kegiatan):
    row = graded(dua_kegiatan[0], penilai)
    as_user(penilai).post(reverse("penilaian:harian_batal", args=[row.tanggal, row.pk]))
    row.refresh_from_db()
    assert not row.dinilai


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"nilai": ""}, "Belum ada kegiatan yang diberi nilai."),
        ({"nilai": "95"}, "Kategori penilaian tidak dikenal."),
        ({"nilai": "x"}, "Kategori penilaian tidak dikenal."),
        ({"aksi": "dipilih"}, "Pilih kategori untuk kegiatan yang dicentang."),
        ({"aksi": "lain"}, "Masukkan pilihan yang valid"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_stored(as_user, penilai, dua_kegiatan, data, text):
    response = as_user(penilai).post(f"{URL}nilai/", _post(dua_kegiatan, **data))
    assert response.status_code == 200
    assert text in response.content.decode()
    assert not KegiatanHarian.objects.filter(status="DINILAI").exists()


def test_a_note_that_is_too_long_keeps_what_was_typed(as_user, penilai, dua_kegiatan):
    row = dua_kegiatan[0]
    response = as_user(penilai).post(f"{URL}nilai/", _post(dua_kegiatan) | {f"catatan-{row.pk}": "x" * 1001})
    html = response.content.decode()
    assert "Catatan paling panjang 1000 huruf" in html
    assert "x" * 1001 in html
    assert html.count("checked") == 2


def test_other_fields_that_are_sent_change_nothing(as_user, penilai, dua_kegiatan, stranger):
    row = dua_kegiatan[0]
    before = KegiatanHarian.objects.values(
        "uraian", "kuantitas", "tanggal", "status_proses", "pegawai", "target", "penilai", "token"
    )
    kept = before.get(pk=row.pk)
    hostile = {"uraian": "Diubah", "kuantitas": "99", f"uraian-{row.pk}": "Diubah", "status_proses": "0",
               "dinilai_oleh": stranger.pk, "penilai": stranger.pk, f"tanggal-{row.pk}": "2026-01-01"}  # fmt: skip
    as_user(penilai).post(f"{URL}nilai/", _post([row], **hostile))
    assert before.get(pk=row.pk) == kept
    assert KegiatanHarian.objects.get(pk=row.pk).dinilai_oleh == penilai


@pytest.mark.parametrize(
    ("actor", "status"),
    [("kepala", 403), ("sekda", 403), ("admin", 403), ("super_admin", 403), ("staf", 403), ("rekan", 404),
     ("stranger", 404), ("kepala_lain", 404), ("orang_luar", 404), ("admin_luar", 404)],
)  # fmt: skip
def test_who_else_posts_grades(org, as_user, dua_kegiatan, actor, status):
    row = dua_kegiatan[0]
    browser = as_user(getattr(org, actor))
    assert browser.post(f"{URL}nilai/", _post(dua_kegiatan)).status_code == status
    graded(row, org.penilai)
    assert browser.post(reverse("penilaian:harian_batal", args=[row.tanggal, row.pk])).status_code == status
    assert set(KegiatanHarian.objects.values_list("status", flat=True)) == {"TERCATAT", "DINILAI"}


def test_a_plt_grades_in_the_place_of_the_head(org, as_user, dua_kegiatan):
    PenugasanKepala.objects.create(
        unit=org.bidang, pegawai=org.kepala_lain, jenis="PLT", mulai=MARCH, selesai=date(2026, 3, 31), nomor_surat="1"
    )
    browser = as_user(org.kepala_lain)
    assert "Staf" in {row.pegawai.nama for row in browser.get(URL).context["people"]}
    browser.post(f"{URL}nilai/", _post(dua_kegiatan))
    assert set(KegiatanHarian.objects.values_list("dinilai_oleh", flat=True)) == {org.kepala_lain.pk}


def test_after_the_limit_the_page_says_so_and_shows_no_form(as_user, penilai, staf, dua_kegiatan, hari_ini):
    hari_ini.move_to(TOO_LATE)
    html = as_user(penilai).get(URL, _sheet(staf)).content.decode()
    assert "Batas waktu sudah lewat: 5 April 2026." in html
    assert 'type="radio"' not in html
    response = as_user(penilai).post(f"{URL}nilai/", _post(dua_kegiatan), follow=True)
    assert "Batas waktu sudah lewat: 5 April 2026." in response.content.decode()


def test_the_second_tab_is_told_what_the_first_one_did(as_user, penilai, dua_kegiatan):
    as_user(penilai).post(f"{URL}nilai/", _post(dua_kegiatan[:1], nilai="60"))
    response = as_user(penilai).post(f"{URL}nilai/", _post(dua_kegiatan))
    assert _texts(response) == [
        "1 kegiatan Staf dinilai.",
        "9 Maret, “Verifikasi SPJ” sudah dinilai Kurang oleh Penilai; penilaian Anda (Baik) tidak disimpan.",
    ]


@pytest.mark.parametrize("query", [{"bulan": "2026-13"}, {"bulan": "x"}, {"pegawai": "x"}, {"pegawai": "9" * 30}])
def test_nonsense_in_the_address_is_no_error(as_user, penilai, query):
    assert as_user(penilai).get(URL, query).status_code in {200, 404}


@pytest.mark.parametrize(
    ("today", "work", "expected"),
    [
        (wib(2026, 3, 10), date(2026, 3, 9), date(2026, 3, 1)),
        (wib(2026, 4, 3), date(2026, 3, 9), date(2026, 3, 1)),
        (wib(2026, 4, 6), date(2026, 3, 9), date(2026, 4, 1)),
    ],
)
def test_the_page_opens_with_the_oldest_month_that_may_still_be_graded(staf, penilai, hari_ini, today, work, expected):
    make_kegiatan(staf, penilai=penilai, tanggal=work)
    hari_ini.move_to(today)
    assert default_month(penilai, today) == expected


def _queries(browser, url, data) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url, data).status_code == 200
    return len(queries)


def test_the_sheet_costs_the_same_for_any_number_of_activities(as_user, penilai, staf, maret):
    browser = as_user(penilai)

    def add(day: int) -> None:
        row = make_kegiatan(staf, target=maret.target, tanggal=date(2026, 3, day))
        make_kegiatan(staf, target=maret.target, tanggal=date(2026, 3, day))
        graded(row, penilai)

    add(1)
    few = _queries(browser, URL, _sheet(staf))
    for day in range(2, 16):
        add(day)
    assert _queries(browser, URL, _sheet(staf)) == few < 25


def test_the_overview_costs_the_same_for_any_number_of_people(as_user, org):
    browser = as_user(org.penilai)

    def add(number: int) -> None:
        person = make_pegawai(f"Bawahan {number:02d}", unit=org.bidang, jabatan=org.staf.jabatan)
        make_skp(person, penilai=org.penilai)
        make_kegiatan(person, penilai=org.penilai)

    add(1)
    few = _queries(browser, URL, {})
    for number in range(2, 21):
        add(number)
    assert len(browser.get(URL).context["people"]) == 23
    assert _queries(browser, URL, {}) == few < 25


def test_a_page_of_880_activities_is_graded_with_one_press(as_user, penilai, staf, maret):
    make_kegiatan(staf, target=maret.target)
    sample = KegiatanHarian.objects.get()
    KegiatanHarian.objects.bulk_create(_copy(sample, number) for number in range(879))
    rows = list(KegiatanHarian.objects.all())
    data = _post(rows, aksi="simpan") | {f"catatan-{row.pk}": "" for row in rows} | {"pilih": [row.pk for row in rows]}
    assert as_user(penilai).post(f"{URL}nilai/", data).status_code == 302
    assert KegiatanHarian.objects.filter(status="DINILAI").count() == 880


def _copy(row: KegiatanHarian, number: int) -> KegiatanHarian:
    fields = ("pegawai", "penilai", "mulai", "selesai", "uraian", "kuantitas", "status_proses", "jenis", "target")
    return KegiatanHarian(tanggal=date(2026, 3, number % 28 + 1), **{name: getattr(row, name) for name in fields})
