"""Pengaturan Instansi: what its pages change, who may, and what happens to a form that is older than the row."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from ekinerja.pdf import fetch_static
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import BatasWaktu, Dispensasi, Instansi, Langkah, Pegawai
from organisasi.templatetags.kop import kop
from tests.factories import make_pegawai

pytestmark = pytest.mark.django_db

UMUM = {"nama": "Pemerintah Kota Uji", "kota": "Sukamaju", "alamat": "Jalan Merdeka 1", "zona_waktu": "Asia/Jakarta",
        "pengukuran_bulanan": "on", "evaluasi_periodik": "on"}  # fmt: skip
KOP = {"nama_kop": "PEMERINTAH PROVINSI", "telepon": "(021) 123", "surel": "surat@uji.go.id", "situs": "www.uji.go.id"}
ALL_PAGES = ("pengaturan", "pengaturan_umum", "pengaturan_kop", "pengaturan_batas", "dispensasi_list")


def version(client, name, **query) -> str:
    return client.get(reverse(name), query).context["form"]["versi"].value()


def send(client, name, data, **query):
    versi = version(client, name, **query)
    return client.post(reverse(name, query=query), {**data, "versi": versi})


def png(size=(80, 120), mode="RGBA", colour=(10, 20, 200, 128)) -> bytes:
    out = BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return out.getvalue()


def upload(content=None, name="lambang.png"):
    return SimpleUploadedFile(name, png() if content is None else content)


@pytest.mark.parametrize("name", ALL_PAGES)
def test_another_instansis_settings_are_not_found_and_staff_are_refused(as_user, org, name):
    address = reverse(name, query={"instansi": org.instansi_lain.pk})
    assert as_user(org.admin).get(address).status_code == 404
    assert as_user(org.kepala).get(reverse(name)).status_code == 403
    page = as_user(org.super_admin).get(address)
    assert page.status_code == 200
    assert org.instansi_lain.nama in page.content.decode()


def test_the_index_says_in_one_line_what_is_set(as_user, org):
    BatasWaktu.objects.create(instansi=org.instansi, langkah=Langkah.REALISASI, hari=9)
    page = as_user(org.admin).get(reverse("pengaturan"))
    said = {card.judul: card.ringkas for card in page.context["kartu"]}
    assert said["Batas waktu"] == "1 langkah diatur sendiri."
    assert said["Dispensasi"] == "Tidak ada yang sedang terbuka."
    assert {"Umum", "Kop surat", "Rentang kualitas", "Cara menilai", "Periode Penilaian", "Hari Libur"} <= said.keys()
    for card in page.context["kartu"]:
        assert as_user(org.admin).get(card.url.partition("#")[0]).status_code == 200


def test_an_admin_changes_what_is_his_but_never_the_code(as_user, org):
    client = as_user(org.admin)
    before = org.instansi.kode
    assert send(client, "pengaturan_umum", {**UMUM, "kode": "lain", "zona_waktu": "Asia/Makassar"}).status_code == 302
    org.instansi.refresh_from_db()
    assert (org.instansi.alamat, org.instansi.zona_waktu, org.instansi.kode) == (
        "Jalan Merdeka 1",
        "Asia/Makassar",
        before,
    )
    supers = as_user(org.super_admin)
    answer = send(supers, "pengaturan_umum", {**UMUM, "kode": "kode-baru"}, instansi=org.instansi.pk)
    assert answer.status_code == 302
    assert Instansi.objects.get(pk=org.instansi.pk).kode == "kode-baru"


def test_a_form_older_than_the_settings_shows_both_values(as_user, org):
    client = as_user(org.admin)
    versi = version(client, "pengaturan_umum")
    Instansi.objects.filter(pk=org.instansi.pk).update(kota="Kota Lain")
    answer = client.post(reverse("pengaturan_umum"), {**UMUM, "versi": versi})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Tersimpan sekarang: Kota Lain" in page
    assert 'value="Sukamaju"' in page
    again = client.post(reverse("pengaturan_umum"), {**UMUM, "versi": answer.context["form"]["versi"].value()})
    assert again.status_code == 302
    assert Instansi.objects.get(pk=org.instansi.pk).kota == "Sukamaju"


def test_the_same_twice_leaves_one_trace(as_user, org):
    client = as_user(org.admin)
    events = Instansi.pgh_event_model.objects
    send(client, "pengaturan_umum", UMUM)
    number = events.count()
    send(client, "pengaturan_umum", UMUM)
    assert events.count() == number


def test_one_part_at_least_is_used(as_user, org):
    data = {name: value for name, value in UMUM.items() if value != "on"}
    answer = send(as_user(org.admin), "pengaturan_umum", data)
    assert "Pilih sedikitnya satu" in answer.content.decode()
    assert Instansi.objects.get(pk=org.instansi.pk).evaluasi_periodik


def test_a_name_that_is_taken_is_said_at_its_field(as_user, org):
    answer = send(as_user(org.admin), "pengaturan_umum", {**UMUM, "nama": org.instansi_lain.nama})
    assert answer.status_code == 409
    assert answer.context["form"].errors["nama"] == ["Nama instansi itu sudah dipakai."]


# --- Letterhead


def test_a_letterhead_with_its_picture_and_the_way_back(as_user, org):
    client = as_user(org.admin)
    assert client.get(reverse("pengaturan_lambang")).status_code == 404
    assert send(client, "pengaturan_kop", {**KOP, "lambang": upload()}).status_code == 302
    org.instansi.refresh_from_db()
    stored = org.instansi.lambang.name
    assert stored.startswith("lambang/")
    assert "lambang.png" not in stored
    picture = client.get(reverse("pengaturan_lambang"))
    assert picture["Content-Type"] == "image/png"
    assert picture["X-Content-Type-Options"] == "nosniff"
    with Image.open(BytesIO(b"".join(picture.streaming_content))) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (80, 120))
    html = render_to_string("cetak/kop.html", kop(org.instansi))
    assert "PEMERINTAH PROVINSI" in html
    assert "Telepon (021) 123 · Surel surat@uji.go.id · Laman www.uji.go.id" in html
    [embedded] = [part for part in html.split('"') if part.startswith("data:")]
    assert fetch_static(embedded) is not None
    send(client, "pengaturan_kop", {**KOP, "hapus_lambang": "on"})
    org.instansi.refresh_from_db()
    assert not org.instansi.lambang


@pytest.mark.parametrize(
    "address", ["data:text/html;base64,PGI+", "data:image/svg+xml;base64,PGI+", "file:///etc/passwd", "https://a.id/x"]
)
def test_a_paper_loads_nothing_but_static_files_and_the_picture_within_it(address):
    with pytest.raises(ValueError, match="nothing but static"):
        fetch_static(address)


def test_without_one_the_papers_look_as_before(org):
    html = " ".join(render_to_string("cetak/kop.html", kop(org.instansi)).split())
    assert f'<p class="kop-instansi">{org.instansi.nama}</p>' in html
    assert "<img" not in html
    assert "kop-pertama" not in html
    org.instansi.nama_kop = org.instansi.nama.upper()
    assert render_to_string("cetak/kop.html", kop(org.instansi)).upper().count(org.instansi.nama.upper()) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lambang.svg", b"<svg/>", "PNG atau JPG"),
        ("lambang.png", b"<script>alert(1)</script>", "bukan gambar"),
        ("lambang.jpg", png(), "bukan gambar"),
        ("lambang.png", png()[:60], "bukan gambar"),
        ("lambang.png", b"", "harus berisi"),
        ("lambang.png", png((20, 20)), "terlalu kecil"),
        ("lambang.png", png() + b"\0" * 2_000_001, "paling besar 2 MB"),
        ("lambang.png", png((5001, 5001), "L", 0), "25 juta titik"),
    ],
)
def test_what_is_no_picture_is_refused_and_what_was_typed_stays(as_user, org, name, content, said):
    answer = send(as_user(org.admin), "pengaturan_kop", {**KOP, "lambang": upload(content, name)})
    page = answer.content.decode()
    assert said in page
    assert 'value="(021) 123"' in page
    assert not Instansi.objects.get(pk=org.instansi.pk).lambang


def test_a_picture_keeps_nothing_of_the_file_but_its_pixels(as_user, org):
    out = BytesIO()
    image = Image.new("RGB", (1500, 300), "red")
    exif = image.getexif()
    exif[0x013B] = "Nama Pemotret"
    image.save(out, "JPEG", exif=exif)
    send(as_user(org.admin), "pengaturan_kop", {**KOP, "lambang": upload(out.getvalue() + b"<?php", "a.jpeg")})
    org.instansi.refresh_from_db()
    with org.instansi.lambang.open("rb") as file:
        stored = file.read()
    assert b"Nama Pemotret" not in stored
    assert b"<?php" not in stored
    assert Image.open(BytesIO(stored)).size == (600, 120)


# --- Limits


def numbers(client, **own):
    form = client.get(reverse("pengaturan_batas")).context["form"]
    return {**{row.langkah.value: "" for row in form.batas}, **own}


def test_limits_of_its_own_hold_at_once_and_go_back_to_the_guides(as_user, org):
    client, day = as_user(org.admin), date(2026, 3, 9)
    answer = send(client, "pengaturan_batas", numbers(client, KEGIATAN_HARIAN="2", REALISASI="10"))
    assert answer.status_code == 302
    assert DeadlineCalendar(org.staf).tenggat(Langkah.KEGIATAN_HARIAN, day).hari_terakhir == date(2026, 3, 11)
    said = str(next(iter(client.get(answer.url).context["messages"])))
    assert "Input kegiatan harian sampai 11 Maret 2026" in said
    assert "Realisasi waktu dan biaya sampai 10 Maret 2026" in said
    for _twice in range(2):
        assert client.post(reverse("pengaturan_batas_baku")).status_code == 302
    assert not BatasWaktu.objects.exists()


@pytest.mark.parametrize("typed", ["0", "32", "lima", "-1", "1,5"])
def test_a_limit_is_a_day_of_a_month(as_user, org, typed):
    client = as_user(org.admin)
    assert send(client, "pengaturan_batas", numbers(client, REALISASI=typed)).status_code == 200
    assert not BatasWaktu.objects.exists()


def test_limits_changed_meanwhile_are_shown_beside_what_was_typed(as_user, org):
    client = as_user(org.admin)
    data = {**numbers(client, REALISASI="10"), "versi": version(client, "pengaturan_batas")}
    BatasWaktu.objects.create(instansi=org.instansi, langkah=Langkah.REALISASI, hari=7)
    answer = client.post(reverse("pengaturan_batas"), data)
    assert answer.status_code == 409
    assert "Tersimpan sekarang: 7" in answer.content.decode()
    assert BatasWaktu.objects.get().hari == 7
    data["versi"] = answer.context["form"]["versi"].value()
    assert client.post(reverse("pengaturan_batas"), data).status_code == 302
    assert BatasWaktu.objects.get().hari == 10


# --- Dispensasi


def given(org, **fields):
    form = {"token": "6b8f5a52-6f0f-4a1c-8d3b-3b6f5f1f0a01", "langkah": "KEGIATAN_HARIAN", "untuk": "pegawai",
            "pegawai": org.staf.pk, "untuk_mulai": "2026-02-02", "untuk_selesai": "2026-02-03",
            "dibuka_sampai": "2026-03-20", "alasan": "Jaringan terputus."}  # fmt: skip
    return {**form, **fields}


def test_a_dispensasi_opens_the_limit_and_tells_the_person_once(as_user, org):
    client = as_user(org.admin)
    for _twice in range(2):
        assert client.post(reverse("dispensasi_tambah"), given(org)).status_code == 302
    row = Dispensasi.objects.get()
    assert (row.pegawai, row.unit, row.diberikan_oleh) == (org.staf, None, org.admin)
    assert DeadlineCalendar(org.staf).tenggat(Langkah.KEGIATAN_HARIAN, date(2026, 2, 2)).dispensasi == row
    assert org.staf.pemberitahuan.count() == 1


def test_a_unit_is_given_one_whatever_person_was_looked_at_before(as_user, org):
    data = given(org, untuk="unit", unit=org.bidang.pk)
    assert as_user(org.admin).post(reverse("dispensasi_tambah"), data).status_code == 302
    row = Dispensasi.objects.get()
    assert (row.pegawai, row.unit) == (None, org.bidang)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"untuk_selesai": "2026-02-01"}, "untuk_selesai"),
        ({"untuk_selesai": "2027-02-04"}, "untuk_selesai"),
        ({"dibuka_sampai": "2026-03-09"}, "dibuka_sampai"),
        ({"alasan": "\u200b "}, "alasan"),
        ({"pegawai": ""}, "pegawai"),
        ({"langkah": "LAIN"}, "langkah"),
        ({"untuk": "unit"}, "unit"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(as_user, org, change, field):
    answer = as_user(org.admin).post(reverse("dispensasi_tambah"), given(org, **change))
    assert field in answer.context["form"].errors
    assert not Dispensasi.objects.exists()


def test_neither_oneself_nor_another_instansi_can_be_chosen(as_user, org):
    for person in (org.admin, org.orang_luar):
        answer = as_user(org.admin).post(reverse("dispensasi_tambah"), given(org, pegawai=person.pk))
        assert "pegawai" in answer.context["form"].errors
    assert not Dispensasi.objects.exists()


@pytest.fixture
def dispensasi(as_user, org):
    as_user(org.admin).post(reverse("dispensasi_tambah"), given(org))
    return Dispensasi.objects.get()


def test_longer_and_shorter_but_never_before_yesterday(as_user, org, dispensasi):
    client, address = as_user(org.admin), reverse("dispensasi_ubah", args=[dispensasi.pk])

    def change(day):
        versi = client.get(address).context["form"]["versi"].value()
        answer = client.post(address, {"versi": versi, "dibuka_sampai": day, "alasan": "Diubah."})
        return answer.status_code

    assert change("2026-04-30") == 302
    assert change("2026-03-08") == 409
    assert change("2026-03-09") == 302
    dispensasi.refresh_from_db()
    assert (dispensasi.dibuka_sampai, dispensasi.alasan) == (date(2026, 3, 9), "Diubah.")
    rows = client.get(reverse("dispensasi_list"), {"keadaan": "lewat"}).context["rows"]
    assert [(row["baris"], row["terbuka"]) for row in rows] == [(dispensasi, False)]


def test_a_stale_change_of_a_dispensasi_shows_both(as_user, org, dispensasi):
    client, address = as_user(org.admin), reverse("dispensasi_ubah", args=[dispensasi.pk])
    versi = client.get(address).context["form"]["versi"].value()
    Dispensasi.objects.update(alasan="Alasan admin lain")
    answer = client.post(address, {"versi": versi, "dibuka_sampai": "2026-04-30", "alasan": "Alasan saya"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Tersimpan sekarang: Alasan admin lain" in page
    assert "Alasan saya" in page


def test_a_dispensasi_of_another_instansi_is_not_found(as_user, org, dispensasi):
    address = reverse("dispensasi_ubah", args=[dispensasi.pk])
    assert as_user(org.admin_luar).get(address).status_code == 404
    assert as_user(org.admin_luar).post(address, {}).status_code == 404


def test_dispensasi_are_found_by_person_and_by_unit(as_user, org, dispensasi):
    client = as_user(org.admin)
    found = [len(client.get(reverse("dispensasi_list"), {"cari": text}).context["rows"]) for text in
             (org.staf.nama, "tidak ada", org.staf.nip[:10])]  # fmt: skip
    assert found == [1, 0, 1]


def test_the_list_asks_as_much_for_one_as_for_thirty(as_user, org, dispensasi):
    client = as_user(org.admin)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("dispensasi_list"), {"entri": 50})
        return len(asked)

    client.get(reverse("dispensasi_list"))
    one = queries()
    for number in range(30):
        person = make_pegawai(f"Orang {number}", unit=org.bidang, jabatan=org.staf.jabatan)
        Dispensasi.objects.create(
            instansi=org.instansi, langkah="REALISASI", pegawai=person, untuk_mulai=date(2026, 1, 1),
            untuk_selesai=date(2026, 1, 2), dibuka_sampai=date(2026, 3, 20), alasan="x", diberikan_oleh=org.admin,
        )  # fmt: skip
    assert queries() == one
    assert Pegawai.objects.count() > 30
