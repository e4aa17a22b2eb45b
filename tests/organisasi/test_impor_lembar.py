"""Files that are wrong as a whole are refused with the reason; what can be read is read as it was meant."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.storage import default_storage
from openpyxl import Workbook

from organisasi.models import Impor
from tests.lembar_kerja import counts, faults, imported, refusal, saved, sheet, upload, workbook

JUDUL = ["Nama Jabatan", "Jenis Jabatan"]
ISI = ["Analis", "Pelaksana"]


@pytest.fixture
def client(as_user, admin):
    return as_user(admin)


def part(content: bytes, name: str, text: str | bytes | None) -> bytes:
    """The workbook with one of its parts replaced, or left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        if text is not None:
            new.writestr(name, text)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def with_cells(cells: str) -> bytes:
    return part(workbook([JUDUL, ISI]), SHEET, f"{HEAD}{cells}</sheetData></worksheet>")


def text_cell(place: str, text: str = "x") -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def lying_size(content: bytes) -> bytes:
    """A part whose directory entry says it is tiny."""
    huge = part(content, "xl/sharedStrings.xml", b"<a>" + b"x" * 200_000_000)
    with zipfile.ZipFile(io.BytesIO(huge)) as archive:
        info = archive.getinfo("xl/sharedStrings.xml")
    data = bytearray(huge)
    size = info.file_size.to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def many_parts() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(1_200):
            archive.writestr(f"xl/{number}.xml", "")
    return target.getvalue()


def named(*names: str) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name in names:
        book.create_sheet(name).append(JUDUL)
        book[name].append(ISI)
    return saved(book)


def merged_heading() -> bytes:
    book = sheet([[*JUDUL, ""], ISI])
    book.active.merge_cells("B1:C1")
    return saved(book)


def many_merged() -> bytes:
    book = sheet([JUDUL, *[ISI] * 1_500])
    book.active.merge_cells("A2:A1400")
    return saved(book)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WRONG: dict[str, tuple[Any, str, str]] = {
    "empty": (b"", "x.xlsx", "kosong"),
    "a program": (b"MZ\x90\x00\x03" * 50, "x.xlsx", "bukan lembar kerja"),
    "a program as csv": (b"MZ\x90\x00\x03" * 50, "x.csv", "bukan teks CSV"),
    "a page named xls": (b"<html><table>", "x.xls", "bukan lembar kerja"),
    "csv named xlsx": (b"Nama Jabatan;Jenis Jabatan\n", "x.xlsx", "bukan lembar kerja"),
    "old xls": (OLE + b"\0" * 600, "x.xls", "Simpan ulang"),
    "with a password": (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "x.xlsx", "kata sandi"),
    "a zip of other things": (part(workbook([JUDUL]), "xl/workbook.xml", None), "x.xlsx", "bukan buku kerja Excel"),
    "with macros": (part(workbook([JUDUL, ISI]), "xl/vbaProject.bin", b"x"), "x.xlsm", "makro"),
    "cut off": (workbook([JUDUL, ISI])[:-200], "x.xlsx", "rusak"),
    "no xml": (part(workbook([JUDUL, ISI]), SHEET, "<worksheet"), "x.xlsx", ""),
    "an unpacked bomb": (part(workbook([JUDUL, ISI]), "xl/media/x", b"0" * 200_000_000), "x.xlsx", "terlalu besar"),
    "a bomb that lies": (lying_size(workbook([JUDUL, ISI])), "x.xlsx", "terlalu besar"),
    "thousands of parts": (many_parts(), "x.xlsx", "tidak disusun"),
    "one far cell": (with_cells(f'<row r="1048576">{text_cell("XFD1048576")}</row>'), "x.xlsx", "kolom"),
    "one far row": (with_cells(f'<row r="1048576">{text_cell("A1048576")}</row>'), "x.xlsx", "20.000 baris"),
    "200 columns": (workbook([[f"Kolom {n}" for n in range(200)]]), "x.xlsx", "60 kolom"),
    "200 columns of csv": ((";".join(f"K{n}" for n in range(200))).encode(), "x.csv", "60 kolom"),
    "nothing but blanks": (workbook([["", " "], ["\u00a0"]]), "x.xlsx", "kosong"),
    "headings alone": (workbook([JUDUL]), "x.xlsx", "Tidak ada baris data"),
    "blank rows alone": (workbook([JUDUL, ["", ""], [" ", "\u200b"]]), "x.xlsx", "Tidak ada baris data"),
    "an unknown heading": (workbook([[*JUDUL, "Gaji"], ISI]), "x.xlsx", "“Gaji” tidak dikenal"),
    "a misspelt heading": (workbook([["Nama Jabtan", "Jenis Jabatan"], ISI]), "x.xlsx", "maksudnya “Nama Jabatan”"),
    "a missing heading": (workbook([["Nama Jabatan", "Eselon"], ISI]), "x.xlsx", "“Jenis Jabatan” tidak ada"),
    "a heading twice": (workbook([[*JUDUL, " jenis  JABATAN "], ISI]), "x.xlsx", "dua kali"),
    "a merged heading": (merged_heading(), "x.xlsx", "sel gabungan"),
    "merged all over": (many_merged(), "x.xlsx", "gabungan"),
    "several sheets": (named("Satu", "Dua"), "x.xlsx", "2 lembar"),
    "an open quote": (b'Nama Jabatan;Jenis Jabatan\n"Analis;Pelaksana\n', "x.csv", "tanda kutip"),
    "one endless cell": (b"Nama Jabatan;Jenis Jabatan\n" + b"x" * 200_000 + b";Pelaksana\n", "x.csv", "tanda kutip"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_whole(client, name) -> None:
    content, nama, words = WRONG[name]
    assert words in refusal(upload(client, "jabatan", content, nama=nama))
    assert not Impor.objects.exists()
    assert not default_storage.exists("impor") or default_storage.listdir("impor")[1] == []


def hidden_row() -> bytes:
    book = sheet([JUDUL, ISI])
    book.active.row_dimensions[2].hidden = True
    return saved(book)


def with_instructions() -> bytes:
    book = sheet([["x"], ["y"]], title="Petunjuk")
    other = book.create_sheet("Isian")
    other.append(JUDUL)
    other.append(ISI)
    return saved(book)


def with_hidden_sheet() -> bytes:
    book = sheet([JUDUL, ISI], title="Isian")
    book.create_sheet("Rahasia").sheet_state = "hidden"
    return saved(book)


READ: dict[str, tuple[Any, str]] = {
    "headings in the third row": (workbook([["Daftar Jabatan"], [], JUDUL, ISI]), "x.xlsx"),
    "headings in capitals": (workbook([[" NAMA   jabatan*", "JENIS JABATAN"], ISI]), "x.xlsx"),
    "columns the other way round": (workbook([JUDUL[::-1], ISI[::-1]]), "x.xlsx"),
    "from the third column": (workbook([["", "", *JUDUL], ["", "", *ISI]]), "x.xlsx"),
    "with blank rows": (workbook([JUDUL, [], ["", " "], ISI, []]), "x.xlsx"),
    "a hidden row": (hidden_row(), "x.xlsx"),
    "the sheet Data among others": (named("Lain", "Data"), "x.xlsx"),
    "beside the instructions": (with_instructions(), "x.xlsx"),
    "beside a hidden sheet": (with_hidden_sheet(), "x.xlsx"),
    "styled blank cells far away": (
        with_cells(
            f'<row r="1">{text_cell("A1", JUDUL[0])}{text_cell("B1", JUDUL[1])}</row>'
            f'<row r="2">{text_cell("A2", ISI[0])}{text_cell("B2", ISI[1])}</row>'
            '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
        ),
        "x.xlsx",
    ),
    "semicolons": ("\ufeffNama Jabatan;Jenis Jabatan\r\nAnalis;Pelaksana\r\n".encode(), "x.csv"),
    "commas": (b"Nama Jabatan,Jenis Jabatan\nAnalis,Pelaksana", "x.csv"),
    "tabs": (b"Nama Jabatan\tJenis Jabatan\nAnalis\tPelaksana", "x.CSV"),
    "utf-16": ("Nama Jabatan\tJenis Jabatan\nAnalis\tPelaksana\n".encode("utf-16"), "x.txt"),
    "quoted": (b'"Nama Jabatan";"Jenis Jabatan"\n"Analis";"Pelaksana"\n', "x.csv"),
}


@pytest.mark.parametrize("name", READ)
def test_a_readable_file_is_read(client, name) -> None:
    content, nama = READ[name]
    impor = imported(client, "jabatan", content, nama=nama)
    assert counts(impor) == (1, 0, 0, 0), faults(impor)
    assert impor.baris.get().isi["nama"] == "Analis"


def test_a_row_has_the_sheets_own_number(client) -> None:
    content = workbook([["Daftar"], [], JUDUL, ISI, [], ["", "Pelaksana"]])
    assert faults(imported(client, "jabatan", content)).keys() == {6}


def test_windows_letters_are_read_and_told(client) -> None:
    text = "Nama Jabatan;Jenis Jabatan\nPengelola Café;Pelaksana\n".encode("cp1252")
    impor = imported(client, "jabatan", text, nama="x.csv")
    assert impor.baris.get().isi["nama"] == "Pengelola Café"
    assert "Windows-1252" in client.get(impor.get_absolute_url()).content.decode()


def test_merged_cells_formulas_and_errors_are_told_by_cell(client) -> None:
    book = sheet([JUDUL, ["Satu", "Pelaksana"], ["", "Pelaksana"], ["=A2", "Pelaksana"], ["#N/A", "Pelaksana"]])
    book.active.merge_cells("A2:A3")
    book.active["A5"].data_type = "e"
    impor = imported(client, "jabatan", saved(book))
    told = faults(impor)
    assert "gabungan" in told[2]["nama"]
    assert "gabungan" in told[3]["nama"]
    assert "belum dihitung" in told[4]["nama"]
    assert "kesalahan" in told[5]["nama"]


def test_a_formula_with_its_value_is_the_value(client) -> None:
    content = with_cells(
        f'<row r="1">{text_cell("A1", JUDUL[0])}{text_cell("B1", JUDUL[1])}</row>'
        f'<row r="2"><c r="A2" t="str"><f>"Ana"&amp;"lis"</f><v>Analis</v></c>{text_cell("B2", ISI[1])}</row>'
    )
    assert counts(imported(client, "jabatan", content)) == (1, 0, 0, 0)


def test_text_that_looks_like_a_formula_or_markup_stays_text(client) -> None:
    names = ["=HYPERLINK(1)", "+62", "@SUM(1)", "<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE x", "null"]
    rows = [f'"{name}";Pelaksana' for name in names]
    impor = imported(client, "jabatan", "\n".join(["Nama Jabatan;Jenis Jabatan", *rows]).encode(), nama="x.csv")
    assert list(impor.baris.order_by("nomor").values_list("isi__nama", flat=True)) == names
    page = client.get(impor.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_cells_beyond_the_headings_are_told(client) -> None:
    impor = imported(client, "jabatan", workbook([JUDUL, [*ISI, "", "lain"]]))
    assert "di luar kolom" in faults(impor)[2][""]


def test_too_large_a_file_is_not_opened(client, settings) -> None:
    settings.IMPOR_MAX_BYTES = 1_000
    assert "paling besar" in refusal(upload(client, "jabatan", workbook([JUDUL, ISI])))


def test_the_name_of_a_file_is_only_a_text(client) -> None:
    impor = imported(client, "jabatan", workbook([JUDUL, ISI]), nama="../../etc/<b>\u202egpj.xlsx")
    assert impor.nama_berkas == "<b>gpj.xlsx"
    assert impor.berkas.name.startswith("impor/")
    assert "gpj" not in impor.berkas.name
