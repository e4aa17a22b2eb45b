"""A page of statistics as a workbook and as a paper: exactly what the page shows."""

import io
import subprocess
from shutil import which

import pytest
from django.urls import reverse
from openpyxl import load_workbook

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
