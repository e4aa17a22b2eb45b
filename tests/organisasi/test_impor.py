"""The way of a sheet from the form to the data: pages, the worker, two people at once, what is kept."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organisasi.impor import gabung
from organisasi.models import BarisImpor, Impor, Jabatan, Pegawai, Pekerjaan
from organisasi.resources import PegawaiResource
from organisasi.services import ekspor
from organisasi.services import impor as services
from tests.factories import make_pegawai
from tests.lembar_kerja import apply, counts, faults, imported, read_back, upload, workbook

JUDUL = ["Nama Jabatan", "Jenis Jabatan"]


@pytest.fixture
def client(as_user, admin):
    return as_user(admin)


def posts(number: int, *, wrong: int = 0) -> bytes:
    rows = [[f"Analis {n}", "Pelaksana"] for n in range(number)]
    return workbook([JUDUL, *rows, *[[f"Salah {n}", "Entah"] for n in range(wrong)]])


@pytest.fixture
def by_the_worker(monkeypatch):
    """Every file is large enough for it."""
    monkeypatch.setattr(services, "ROWS_AT_ONCE", 0)


def test_the_list_offers_what_one_may_bring_in(as_user, admin, staf, super_admin, org) -> None:
    def offered(user, query=""):
        return {card.jenis.slug for card in as_user(user).get(f"/impor/{query}").context["kartu"]}

    assert offered(staf) == {"target", "kegiatan"}
    assert offered(admin) == {"unit", "jabatan", "pegawai", "target", "kegiatan"}
    type(super_admin).objects.filter(pk=super_admin.pk).update(instansi=None)
    super_admin.refresh_from_db()
    assert offered(super_admin) == set()
    assert offered(super_admin, f"?instansi={org.instansi_lain.pk}") == {"unit", "jabatan", "pegawai"}


def test_a_small_file_is_read_and_applied_at_once(client) -> None:
    impor = imported(client, "jabatan", posts(3))
    assert (impor.status, impor.pekerjaan) == ("SIAP", None)
    page = apply(client, impor).content.decode()
    assert "Diterapkan" in page
    assert Jabatan.objects.filter(nama__startswith="Analis").count() == 3


def test_the_worker_reads_and_applies_a_larger_one(client, admin, by_the_worker, run_work) -> None:
    impor = imported(client, "jabatan", posts(3, wrong=1))
    assert impor.status == "DIBACA"
    assert "menunggu giliran" in client.get(impor.get_absolute_url()).content.decode()
    assert run_work() == 1
    assert counts(impor) == (3, 0, 0, 1)
    apply(client, impor, "YANG_BENAR")
    assert not Jabatan.objects.filter(nama__startswith="Analis").exists()
    assert run_work() == 1
    impor.refresh_from_db()
    assert impor.status == "DITERAPKAN"
    made = Jabatan.objects.get(nama="Analis 1")
    event = Jabatan.pgh_event_model.objects.get(pgh_obj=made)
    assert event.pgh_context.metadata["user"] == admin.pk
    assert Pekerjaan.objects.latest("pk").alamat == impor.get_absolute_url()


def test_what_is_wrong_with_a_larger_file_is_told_on_its_page(client, by_the_worker, monkeypatch, run_work) -> None:
    monkeypatch.setattr(services, "BYTES_AT_ONCE", 0)
    impor = imported(client, "jabatan", workbook([["Entah"], ["x"]]))
    run_work()
    impor.refresh_from_db()
    assert impor.status == "GAGAL"
    assert "Entah" in impor.pesan
    assert "Nama Jabatan" in client.get(impor.get_absolute_url()).content.decode()


def test_a_killed_worker_begins_the_file_again(client, by_the_worker, run_work, monkeypatch) -> None:
    impor = imported(client, "jabatan", posts(3))
    real, calls = gabung.stage, []

    def die_once(pk, rows):
        real(pk, rows)
        calls.append(pk)
        if len(calls) == 1:
            raise RuntimeError("killed")

    monkeypatch.setattr(services, "stage", die_once)
    run_work()
    assert len(calls) == 2
    assert counts(impor) == (3, 0, 0, 0)
    assert impor.baris.count() == 3


def test_a_worker_killed_while_applying_leaves_nothing_half_done(client, by_the_worker, run_work, monkeypatch) -> None:
    impor = imported(client, "jabatan", posts(3))
    run_work()
    real, calls = services._count, []

    def die_once(row):
        calls.append(row)
        if len(calls) == 1:
            assert Jabatan.objects.filter(nama__startswith="Analis").count() == 3
            raise RuntimeError("killed")
        assert len(calls) == 2
        real(row)

    monkeypatch.setattr(services, "_count", die_once)
    apply(client, impor)
    run_work()
    impor.refresh_from_db()
    assert impor.status == "DITERAPKAN"
    assert Jabatan.objects.filter(nama__startswith="Analis").count() == 3


def test_the_same_form_sent_twice_is_one_import(client) -> None:
    first = imported(client, "jabatan", posts(1))
    assert upload(client, "jabatan", posts(2)).url == first.get_absolute_url()
    assert Impor.objects.count() == 1


def test_an_import_is_applied_once(client) -> None:
    impor = imported(client, "jabatan", posts(1))
    apply(client, impor)
    Jabatan.objects.filter(nama="Analis 0").delete()
    again = apply(client, impor)
    assert "Impor ini diterapkan" in again.content.decode()
    assert not Jabatan.objects.filter(nama="Analis 0").exists()


def test_a_page_that_is_older_than_the_import_applies_nothing(client) -> None:
    impor = imported(client, "jabatan", posts(1))
    Impor.objects.update(versi=5)
    answer = client.post(f"/impor/{impor.pk}/terapkan/", {"cara": "SEMUA", "versi": 1}, follow=True)
    assert "sudah ditindaklanjuti" in answer.content.decode()
    assert not Jabatan.objects.filter(nama="Analis 0").exists()


@pytest.mark.parametrize("data", [{}, {"cara": "ENTAH", "versi": 1}, {"cara": "SEMUA", "versi": "x"}])
def test_nonsense_applies_nothing(client, data) -> None:
    impor = imported(client, "jabatan", posts(1))
    assert client.post(f"/impor/{impor.pk}/terapkan/", data).status_code == 302
    assert not Jabatan.objects.filter(nama="Analis 0").exists()


def test_all_or_nothing_is_refused_while_a_row_is_wrong(client) -> None:
    impor = imported(client, "jabatan", posts(2, wrong=1))
    answer = apply(client, impor)
    assert "Masih ada 1 baris yang salah" in answer.content.decode()
    assert not Jabatan.objects.filter(nama__startswith="Analis").exists()


def test_a_name_taken_in_the_last_moment_stops_all_or_only_its_row(client, org, monkeypatch) -> None:
    """After the second check, before the merge: the insert itself finds out."""
    impor = imported(client, "jabatan", posts(2))
    real = services._check_again

    def then_somebody_else(*args):
        real(*args)
        Jabatan.objects.get_or_create(instansi=org.instansi, nama="Analis 0", defaults={"jenis": "PELAKSANA"})

    monkeypatch.setattr(services, "_check_again", then_somebody_else)
    assert "Belum diterapkan" in apply(client, impor).content.decode()
    assert counts(impor) == (1, 0, 0, 1)
    assert "ditambahkan orang lain" in faults(impor)[2][""]
    assert not Jabatan.objects.filter(nama="Analis 1").exists()
    apply(client, impor, "YANG_BENAR")
    assert Jabatan.objects.filter(nama="Analis 1").exists()
    assert (impor.pk, *counts(impor)) == (impor.pk, 1, 0, 0, 1)


def test_a_dropped_import_leaves_no_file_and_no_rows(client, django_capture_on_commit_callbacks) -> None:
    impor = imported(client, "jabatan", posts(2))
    name = impor.berkas.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/impor/{impor.pk}/batal/", {"versi": impor.versi})
    impor.refresh_from_db()
    assert (impor.status, impor.baris.count(), impor.berkas.name) == ("DIBATALKAN", 0, "")
    assert not default_storage.exists(name)
    again = client.post(f"/impor/{impor.pk}/batal/", {"versi": impor.versi}, follow=True)
    assert "sudah dibatalkan" in again.content.decode()


def test_files_and_rows_of_old_imports_go(client, django_capture_on_commit_callbacks) -> None:
    old = imported(client, "jabatan", posts(2))
    new = imported(client, "jabatan", posts(3), token=2)
    with django_capture_on_commit_callbacks(execute=True):
        assert services.remove_old(at=timezone.now() + timedelta(days=29)) == 0
        Impor.objects.filter(pk=new.pk).update(diubah_pada=timezone.now() + timedelta(days=20))
        assert services.remove_old(at=timezone.now() + timedelta(days=31)) == 1
    assert set(BarisImpor.objects.values_list("impor", flat=True)) == {new.pk}
    old.refresh_from_db()
    assert old.status == "DIBATALKAN"
    assert client.get(old.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_the_pages_ask_as_much_for_many_rows_as_for_one(client, rows) -> None:
    for token in range(1, rows + 1):
        impor = imported(client, "jabatan", posts(rows, wrong=rows), token=token)
    client.get("/impor/")
    asked = []
    for address in ("/impor/", f"{impor.get_absolute_url()}?tampil=SALAH", f"{impor.get_absolute_url()}?tampil=BARU"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address)
        asked.append(len(queries))
        assert len(answer.content) < 60 * 1024
    assert asked == [8, 9, 9]


def test_the_rows_of_each_outcome_are_shown_by_pages(client, org) -> None:
    rows = [[f"Analis {n}", "Pelaksana"] for n in range(30)] + [["Pengelola Data", "Administrator"], ["", "Pelaksana"]]
    impor = imported(client, "jabatan", workbook([JUDUL, *rows]))
    assert counts(impor) == (30, 1, 0, 1)
    first = client.get(impor.get_absolute_url())
    assert first.context["tampil"] == "SALAH"
    assert "Wajib diisi" in first.content.decode()
    changed = client.get(f"{impor.get_absolute_url()}?tampil=UBAH").content.decode()
    assert "<del>Pelaksana</del>" in changed
    assert "<ins>Administrator</ins>" in changed
    new = client.get(f"{impor.get_absolute_url()}?tampil=BARU&page=2")
    assert len(new.context["rows"]) == 5
    for nonsense in ("?tampil=ENTAH", "?page=999", "?page=x&entri=7"):
        assert client.get(f"{impor.get_absolute_url()}{nonsense}").status_code == 200


def test_the_rows_of_an_outcome_are_shown_so_many_at_a_time_and_found_by_their_cells(client) -> None:
    wrong = [[f"Salah {n}", "Entah"] for n in range(30)]
    impor = imported(client, "jabatan", workbook([JUDUL, *wrong, ["Benar", "Pelaksana"]]))

    def shown(**query: str) -> list[int]:
        answer = client.get(impor.get_absolute_url(), query)
        assert answer.status_code == 200
        return [row.nomor for row in answer.context["rows"]]

    page = client.get(impor.get_absolute_url()).content.decode()
    for word in ("Tampilkan", "entri", "Menampilkan 1 sampai 25 dari 30 entri", "Berikutnya"):
        assert word in page
    assert shown(entri="10") == list(range(2, 12))
    assert shown(entri="10", page="3") == list(range(22, 32))
    assert len(shown(entri="100")) == 30
    assert shown(cari="salah 17") == [19]
    assert shown(cari="5") == [5, 7, 17, 27]
    assert shown(cari="Benar") == []
    assert shown(cari="benar", tampil="BARU") == [32]
    # The chosen outcome stays in the form and in the addresses of the pages.
    page = client.get(impor.get_absolute_url(), {"tampil": "SALAH", "entri": "10", "cari": "salah"}).content.decode()
    assert '<option value="SALAH" selected' in page
    assert "tampil=SALAH&amp;entri=10&amp;cari=salah&amp;page=2" in page
    for nonsense in ("%", "\\", "9" * 30):
        assert shown(cari=nonsense) == []
    # What cannot be seen, and what is too long, is no search.
    for nothing in ("\u202e", "x" * 500):
        assert len(shown(cari=nothing)) == 25


def test_a_long_workbook_is_made_by_the_worker(client, admin, org, monkeypatch, run_work) -> None:
    monkeypatch.setattr(ekspor, "ROWS_AT_ONCE", 2)
    page = client.get("/ekspor/pegawai/?format=xlsx")
    assert "Siapkan buku kerja" in page.content.decode()
    answer = client.post("/ekspor/pegawai/")
    work = Pekerjaan.objects.get()
    assert answer.url == work.get_absolute_url()
    run_work()
    sent = read_back(client.get(f"/pekerjaan/{work.pk}/hasil/"))
    expected = Pegawai.objects.filter(instansi=org.instansi, is_superuser=False).count()
    assert len(sent) == expected + 1


def test_the_worker_exports_with_the_rights_of_the_moment(client, admin, monkeypatch, run_work) -> None:
    monkeypatch.setattr(ekspor, "ROWS_AT_ONCE", 2)
    client.post("/ekspor/pegawai/")
    Pegawai.objects.filter(pk=admin.pk).update(admin_instansi=False)
    run_work()
    assert Pekerjaan.objects.get().status == "GAGAL"


def test_csv_begins_before_the_rows_are_read(client, monkeypatch) -> None:
    read = []

    def rows(queryset):
        read.append(queryset)
        yield ["199005052015051005"]

    monkeypatch.setattr(PegawaiResource, "rows", rows)
    lines = iter(client.get("/ekspor/pegawai/?format=csv").streaming_content)
    assert next(lines).decode("utf-8-sig").startswith("NIP;Nama;")
    assert read == []
    assert b"".join(lines) == b"199005052015051005\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_text_is_no_formula_in_any_file(client, org, start) -> None:
    text = f"{start}cmd|' /C calc'!A0"
    make_pegawai("Jahat", unit=org.bidang, jabatan=org.staf.jabatan, tempat_lahir=text)
    lines = b"".join(client.get("/ekspor/pegawai/?format=csv").streaming_content).decode("utf-8-sig")
    cells = {cell for row in csv.reader(io.StringIO(lines), delimiter=";") for cell in row}
    assert f"'{text}" in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_unknown_kinds_are_not_found(client) -> None:
    for address in ("/impor/sandi/unggah/", "/impor/sandi/template/", "/ekspor/sandi/"):
        assert client.get(address).status_code == 404
