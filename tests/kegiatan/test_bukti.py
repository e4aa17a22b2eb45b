"""Evidence on its way: stored once, never without its row, handed out only to those who may see it."""

import contextlib
from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, transaction
from django.urls import resolve, reverse

from ekinerja.errors import Refused
from kegiatan import services
from kegiatan.berkas import Berkas
from kegiatan.models import Bukti, KegiatanHarian, TugasTambahan
from kegiatan.services import bukti as bukti_service
from organisasi.models import PenugasanKepala
from tests.factories import make_kegiatan
from tests.kegiatan import samples

TAMBAH = "/kegiatan-harian/tambah/"


def keep(pegawai, isi=b"isi", nama="surat.pdf", tipe="application/pdf"):
    return bukti_service.keep_file(berkas=Berkas(nama, tipe, isi), by=pegawai)


def fetch(browser, bukti):
    """The answer's status, its headers and its content, read to the end so that the file is closed again."""
    response = browser.get(bukti.get_absolute_url())
    return response.status_code, response.headers, response.getvalue()


def kegiatan_url(page, kegiatan):
    return reverse(f"kegiatan:{page}", args=[kegiatan.tanggal, kegiatan.pk])


# --- Storing ----------------------------------------------------------------------------------------------------------


def test_files_and_links_of_one_activity(as_user, staf, isian, upload):
    form = isian(
        berkas=[upload("Laporan Maret.pdf"), upload("foto.jpg", samples.photo_with_place())],
        tautan="https://drive.google.com/a\n\nhttps://drive.google.com/b\nhttps://drive.google.com/a",
    )
    assert as_user(staf).post(TAMBAH, form).status_code == 302
    stored = {(bukti.nama, bukti.jenis) for bukti in KegiatanHarian.objects.get().bukti.all()}
    assert stored == {
        ("Laporan Maret.pdf", "BERKAS"),
        ("foto.jpg", "BERKAS"),
        ("https://drive.google.com/a", "TAUTAN"),
        ("https://drive.google.com/b", "TAUTAN"),
    }


def test_nothing_of_the_clients_name_reaches_the_disk(as_user, staf, isian, upload, stored_files):
    as_user(staf).post(TAMBAH, isian(berkas=upload("../../surat rahasia.pdf")))
    (name,) = stored_files()
    assert len(name) == 32
    assert int(name, 16)
    assert Bukti.objects.get().nama == "surat rahasia.pdf"


def test_the_same_file_of_the_same_person_is_kept_once(staf, rekan, stored_files):
    assert keep(staf) == keep(staf, nama="nama lain.pdf")
    assert keep(rekan) != keep(staf)
    assert len(stored_files()) == 2


def test_a_refused_file_keeps_the_text_and_asks_for_the_file_again(as_user, staf, isian, upload, stored_files):
    form = isian(uraian="Rapat koordinasi", tautan="https://contoh.go.id/a", berkas=upload("a.pdf", samples.HTML))
    page = as_user(staf).post(TAMBAH, form)
    text = page.content.decode()
    assert "Rapat koordinasi" in text
    assert "https://contoh.go.id/a" in text
    assert "Pilih lagi berkasnya" in text
    assert "bukan PDF" in text
    assert stored_files() == set()


def test_more_evidence_than_fits_is_refused(as_user, staf, isian):
    tautan = "\n".join(f"https://contoh.go.id/{number}" for number in range(11))
    assert "paling banyak menunjukkan 10" in as_user(staf).post(TAMBAH, isian(tautan=tautan)).content.decode()


def test_own_earlier_evidence_is_shown_again_and_anothers_is_not(as_user, staf, rekan, isian):
    mine, foreign = keep(staf), keep(rekan)
    assert "bukti" in as_user(staf).post(TAMBAH, isian(bukti=[foreign.pk])).context["form"].errors
    as_user(staf).post(TAMBAH, isian(bukti=[mine.pk]))
    assert list(KegiatanHarian.objects.get().bukti.all()) == [mine]


@pytest.mark.parametrize("partly", [False, True])
def test_a_full_disk_leaves_neither_row_nor_file(as_user, staf, isian, upload, stored_files, monkeypatch, partly):
    def full(self, name, content):
        if partly:
            path = Path(self.path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", full)
        page = as_user(staf).post(TAMBAH, isian(uraian="Tetap ada", berkas=upload()))
    assert page.status_code == 409
    assert "gangguan penyimpanan" in page.content.decode()
    assert "Tetap ada" in page.content.decode()
    assert (KegiatanHarian.objects.count(), Bukti.objects.count(), stored_files()) == (0, 0, set())
    assert as_user(staf).post(TAMBAH, isian(berkas=upload())).status_code == 302


def test_what_is_rolled_back_leaves_no_file(staf, stored_files):
    with contextlib.suppress(IntegrityError), services.files_follow_rows(), transaction.atomic():
        keep(staf)
        assert len(stored_files()) == 1
        raise IntegrityError
    assert stored_files() == set()


def test_a_refusal_after_the_file_was_written_leaves_no_file(as_user, staf, isian, upload, stored_files, monkeypatch):
    def refuse(**_):
        raise Refused("Tidak jadi")

    monkeypatch.setattr("kegiatan.services.harian.keep_link", refuse)
    page = as_user(staf).post(TAMBAH, isian(berkas=upload(), tautan="https://contoh.go.id/"))
    assert page.status_code == 409
    assert (Bukti.objects.count(), stored_files()) == (0, set())


@pytest.mark.parametrize("name", ["tambah", "tugas_tambahan_tambah", "kreativitas_tambah"])
def test_pages_that_store_files_hold_their_own_transaction(name):
    assert resolve(reverse(f"kegiatan:{name}")).func._non_atomic_requests == {"default"}


def test_files_follow_rows_in_a_real_transaction(transactional_db, org, as_user, stored_files, upload):
    from tests.factories import make_bulanan, make_rhk, make_skp, make_target

    skp = make_skp(org.staf, penilai=org.penilai)
    target = make_target(make_bulanan(skp, 3), make_rhk(skp))
    form = {
        "token": "6f1c2f0e-4f5e-4a3b-9a54-5f6a7b8c9d0e", "tanggal": "2026-03-09", "mulai": "08:00", "selesai": "10:00",
        "uraian": "Rapat", "kuantitas": "1", "status_proses": "False", "jenis": "SKP", "target": target.pk,
    }  # fmt: skip
    browser = as_user(org.staf)
    assert browser.post(TAMBAH, {**form, "berkas": upload()}).status_code == 302
    assert len(stored_files()) == 1
    kegiatan = KegiatanHarian.objects.get()
    assert browser.post(kegiatan_url("hapus", kegiatan)).status_code == 302
    assert (Bukti.objects.count(), stored_files()) == (0, set())


# --- Letting go -------------------------------------------------------------------------------------------------------


def test_evidence_that_something_else_shows_stays(
    as_user, staf, isian, stored_files, django_capture_on_commit_callbacks
):
    first, second = make_kegiatan(staf), make_kegiatan(staf)
    shared = keep(staf)
    first.bukti.add(shared)
    second.bukti.add(shared)
    for kegiatan, left in ((first, 1), (second, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            as_user(staf).post(kegiatan_url("hapus", kegiatan))
        assert (Bukti.objects.count(), len(stored_files())) == (left, left)


def test_evidence_taken_off_an_activity_goes(
    as_user, staf, target, isian, stored_files, django_capture_on_commit_callbacks
):
    kegiatan = make_kegiatan(staf, target=target)
    kept, dropped = keep(staf), keep(staf, isi=b"lain")
    kegiatan.bukti.set([kept, dropped])
    with django_capture_on_commit_callbacks(execute=True):
        response = as_user(staf).post(kegiatan_url("ubah", kegiatan), isian(versi="1", bukti=[kept.pk]))
    assert response.status_code == 302
    assert list(kegiatan.bukti.all()) == [kept]
    assert len(stored_files()) == 1


# --- Handing out ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nama", "tipe", "shown"),
    [("Laporan Mei “akhir”.pdf", "application/pdf", "attachment"), ("foto.png", "image/png", "inline")],
)
def test_a_download_cannot_do_anything(as_user, staf, nama, tipe, shown):
    bukti = keep(staf, nama=nama, tipe=tipe)
    status, headers, content = fetch(as_user(staf), bukti)
    assert (status, content) == (200, b"isi")
    assert headers["Content-Disposition"].startswith(shown)
    assert {
        name: headers[name]
        for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    } == {
        "Content-Type": tipe,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_name_cannot_write_headers(as_user, staf):
    bukti = keep(staf, nama='x"; filename=y.html\n.pdf')
    assert "\n" not in fetch(as_user(staf), bukti)[1]["Content-Disposition"]


@pytest.mark.parametrize(
    ("who", "status"),
    [(who, 200) for who in ("staf", "penilai", "kepala", "admin", "super_admin")]
    + [(who, 404) for who in ("rekan", "stranger", "kepala_lain", "orang_luar", "admin_luar")],
)
def test_who_is_handed_a_file(as_user, org, who, status):
    assert fetch(as_user(getattr(org, who)), keep(org.staf))[0] == status


def test_nobody_signed_in_is_sent_to_the_door(as_user, staf):
    assert fetch(as_user(None), keep(staf))[0] == 302


@pytest.mark.parametrize("shown_by", ["kegiatan", "tugas tambahan"])
def test_the_stored_penilai_sees_what_is_shown_to_him(as_user, staf, kepala_lain, stranger, org, shown_by):
    """He leads another unit now; and his Plt."""
    bukti = keep(staf)
    assert fetch(as_user(kepala_lain), bukti)[0] == 404
    if shown_by == "kegiatan":
        make_kegiatan(staf, penilai=kepala_lain).bukti.add(bukti)
    else:
        TugasTambahan.objects.create(
            pegawai=staf, penilai=kepala_lain, tahun=2026, uraian="x", nomor_sk="1", tanggal_sk=date(2026, 1, 1),
            eselon_penandatangan="II", nama_penandatangan="x", berkas=bukti,
        )  # fmt: skip
    assert fetch(as_user(kepala_lain), bukti)[0] == 200
    assert fetch(as_user(stranger), bukti)[0] == 404
    PenugasanKepala.objects.create(
        unit=org.dinas_lain,
        pegawai=stranger,
        jenis="PLH",
        mulai=date(2026, 3, 1),
        selesai=date(2026, 3, 31),
        nomor_surat="1",
    )
    assert fetch(as_user(stranger), bukti)[0] == 200


def test_a_lost_file_and_a_link_are_not_found(as_user, staf, settings):
    bukti = keep(staf)
    next(settings.MEDIA_ROOT.rglob(bukti.berkas.name.rsplit("/", 1)[-1])).unlink()
    link = bukti_service.keep_link(tautan="https://contoh.go.id/", by=staf)
    for found in (bukti, link):
        assert as_user(staf).get(f"/bukti/{found.pk}/").status_code == 404


def test_a_link_leaves_the_application_without_a_trace(as_user, staf):
    kegiatan = make_kegiatan(staf)
    kegiatan.bukti.add(bukti_service.keep_link(tautan="https://contoh.go.id/a", by=staf))
    page = as_user(staf).get(kegiatan_url("detail", kegiatan)).content.decode()
    assert '<a href="https://contoh.go.id/a" rel="noopener noreferrer nofollow" target="_blank">' in page
