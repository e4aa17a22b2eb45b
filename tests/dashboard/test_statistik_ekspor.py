"""A page of statistics as a workbook and as a paper: exactly what the page shows."""

import io
import subprocess
from shutil import which

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from dashboard import statistik, statistik_orang
from organisasi.models import BentukEkspor, EksporData, Pekerjaan, StatusPekerjaan

pytestmark = pytest.mark.django_db


def address(kab, jenis: str, file: str = "") -> str:
    return reverse(f"dashboard:statistik_instansi{file}", args=[jenis, 2026, kab.instansi.pk])


def book_of(response) -> dict[str, list[tuple]]:
    book = load_workbook(io.BytesIO(response.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("query", ["", "?urut=-pegawai&cari=dinas", "?kosong=on&tampil=persen"])
def test_a_workbook_has_the_rows_of_the_page_with_raw_numbers(query, kab, as_user):
    client = as_user(kab.admin)
    statistik = client.get(address(kab, "pengisian") + query).context["statistik"]
    book = book_of(client.get(address(kab, "pengisian", "_excel") + query))
    rincian = book["Rincian"]
    assert rincian[0][:6] == ("Unit Kerja", "Pegawai", "Disetujui", "Sedang pengajuan", "Draft", "Belum buat")
    shown = [(row.nama, row.hitungan.pegawai, *row.hitungan.jumlah) for row in statistik.baris]
    assert [row[:6] for row in rincian[1:-1]] == shown
    assert rincian[-1][1] == statistik.jumlah.pegawai
    about = {row[0]: row[1] for row in book["Ringkasan"]}
    assert about["Per"] == "10 Maret 2026 pukul 09.00 WIB"
    assert about["Belum buat"] == statistik.utama.jumlah[-1]
    assert about.get("Dicari") == (statistik.saringan.cari or None)


def test_a_name_that_begins_like_a_formula_is_text(kab, as_user):
    kab.lain.nama = "=1+1"
    kab.lain.save()
    response = as_user(kab.admin).get(address(kab, "matriks", "_excel"))
    sheet = load_workbook(io.BytesIO(response.content))["Rincian"]
    cell = next(cell for cell in sheet["A"] if cell.value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_nation_is_a_workbook_too(kab, as_user, super_admin):
    book = book_of(as_user(super_admin).get(reverse("dashboard:statistik_nasional_excel", args=["penilaian", 2026])))
    assert "Pemerintah Kabupaten Hitung" in [row[0] for row in book["Rincian"]]
    assert ("Instansi", "Semua instansi", None) in book["Ringkasan"]


@pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_paper_says_what_the_page_says(kab, as_user, tmp_path):
    client = as_user(kab.admin)
    query = f"?periode={kab.triwulan.pk}&cari=dinas&urut=nama"
    statistik = client.get(address(kab, "penilaian") + query).context["statistik"]
    response = client.get(address(kab, "penilaian", "_pdf") + query)
    assert response["Content-Type"] == "application/pdf"
    paper = tmp_path / "statistik.pdf"
    paper.write_bytes(response.content)
    text = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, check=True, text=True).stdout
    for part in ("PEMERINTAH KABUPATEN HITUNG", "Triwulan I 2026", "10 Maret 2026 pukul 09.00 WIB", "Dinas Arsip"):
        assert part.casefold() in text.casefold()
    for row in statistik.baris_tampil:
        assert any(row.nama in line and all(cell in line for cell in row.sel) for line in text.splitlines()), row
    assert "Tanpa unit kerja" not in text


# --- A long paper -----------------------------------------------------------------------------------------------------


@pytest.fixture
def short_papers(monkeypatch):
    """Two rows are many, and nothing is laid out."""
    monkeypatch.setattr(statistik, "ROWS_OF_PAPER", 2)
    monkeypatch.setattr("dashboard.views.statistik.ROWS_OF_PAPER", 2)
    monkeypatch.setattr("ekinerja.pdf.render_pdf", lambda html: html.encode())


def test_a_long_paper_is_left_to_the_worker(kab, as_user, run_work, short_papers):
    client, query = as_user(kab.admin), "?urut=-pegawai&kosong=1"
    for _twice in range(2):
        page = client.get(address(kab, "pengisian") + query)
        assert "Siapkan PDF" in page.content.decode()
        assert "Cetak PDF" not in page.content.decode()
    assert client.get(address(kab, "pengisian", "_pdf") + query).status_code == 302
    answer = client.post(address(kab, "pengisian", "_siapkan") + query)
    client.post(address(kab, "pengisian", "_siapkan") + query)
    pekerjaan = Pekerjaan.objects.get()
    assert answer.headers["Location"] == pekerjaan.get_absolute_url()
    run_work()
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.nama_hasil[-4:]) == (StatusPekerjaan.SELESAI, ".pdf")
    rows = page.context["statistik"].baris
    assert pekerjaan.kemajuan == pekerjaan.jumlah == len(rows)
    with pekerjaan.hasil.open() as file:
        text = file.read().decode()
    places = [text.index(f'<th scope="row">{row.nama}</th>') for row in rows]
    assert places == sorted(places)


def test_a_short_paper_is_made_at_once(kab, as_user, short_papers):
    page = as_user(kab.admin).get(address(kab, "pengisian") + "?cari=arsip").content.decode()
    assert "Cetak PDF" in page
    assert "Siapkan PDF" not in page


def test_the_worker_prints_nothing_for_who_leads_no_more(kab, as_user, run_work, short_papers):
    url = reverse("dashboard:statistik_unit_siapkan", args=["pengisian", 2026, kab.dinas.pk])
    assert as_user(kab.kepala).post(url).status_code == 302
    kab.dinas.kepala = None
    kab.dinas.save()
    run_work()
    assert Pekerjaan.objects.get().status == StatusPekerjaan.GAGAL
    assert not EksporData.objects.exists()


def test_the_worker_prints_the_nation_for_a_super_admin(kab, as_user, super_admin, run_work, short_papers):
    as_user(super_admin).post(reverse("dashboard:statistik_nasional_siapkan", args=["matriks", 2026]))
    run_work()
    assert Pekerjaan.objects.get().status == StatusPekerjaan.SELESAI
    assert EksporData.objects.get().instansi is None


# --- What is taken out is written down --------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "bentuk"), [("_excel", BentukEkspor.EXCEL), ("_pdf", BentukEkspor.PDF)])
def test_a_file_of_figures_is_in_the_audit_with_its_rows(kab, as_user, file, bentuk, monkeypatch):
    monkeypatch.setattr("ekinerja.pdf.render_pdf", lambda html: html.encode())
    client, query = as_user(kab.admin), "?cari=dinas"
    rows = len(client.get(address(kab, "pengisian") + query).context["statistik"].baris)
    assert client.get(address(kab, "pengisian", file) + query).status_code == 200
    line = EksporData.objects.get()
    assert (line.oleh, line.instansi, line.bentuk, line.baris) == (kab.admin, kab.instansi, bentuk, rows)
    assert line.alamat.endswith(query)
    assert "Pengisian, Pemerintah Kabupaten Hitung, 2026" in line.judul


@pytest.mark.parametrize("file", ["_excel", "_csv", "_siapkan"])
def test_a_file_of_persons_is_in_the_audit_with_its_rows(kab, as_user, file, run_work):
    client = as_user(kab.kepala)
    persons = reverse("dashboard:statistik_orang", args=["pengisian", 2026, kab.instansi.pk])
    count = client.get(persons, {"kelas": "disetujui"}).context["halaman"].count
    url = reverse(f"dashboard:statistik_orang{file}", args=["pengisian", 2026, kab.instansi.pk]) + "?kelas=disetujui"
    if file == "_siapkan":
        client.post(url)
        run_work()
    else:
        client.get(url)
    line = EksporData.objects.get()
    assert (line.oleh, line.instansi, line.baris) == (kab.kepala, kab.instansi, count)
    assert count


def test_a_refused_file_is_no_line(kab, as_user, monkeypatch):
    monkeypatch.setattr(statistik_orang, "AT_ONCE", 1)
    url = reverse("dashboard:statistik_orang_excel", args=["pengisian", 2026, kab.instansi.pk])
    assert as_user(kab.admin).get(url).status_code == 302
    assert not EksporData.objects.exists()
