"""Sheets on their way out: exports, templates, failed rows. What people typed is text in them, whatever it begins with.

Workbooks are written row by row to the disk (xlsxwriter, constant memory); CSV leaves line by line.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ekinerja.excel import FORMULA_STARTS, LONGEST_TEXT
from organisasi.impor.jenis import JenisImpor, Kolom
from organisasi.impor.lembar import DATA, PETUNJUK
from organisasi.impor.nilai import Pilihan, YaTidak, as_text
from organisasi.impor.tahap import KESALAHAN

CSV_TYPE = "text/csv; charset=utf-8"
LONGEST_CHOICES = 255  # what a spreadsheet program takes as the list of a cell
VALIDATED_ROWS = 5_000
LINES_AT_ONCE = 500


def write_export(target: BinaryIO, jenis: JenisImpor, rows: Iterable[Sequence[Any]]) -> int:
    """The rows as a workbook that can be imported again; how many."""
    kolom = list(jenis.resource.kolom().values())
    with Workbook(target, {"constant_memory": True}) as book:
        formats = _Formats(book)
        sheet = _data_sheet(book, formats, [one.column_name for one in kolom], kolom)
        return _write_rows(sheet, formats, rows)


def write_template(target: BinaryIO, jenis: JenisImpor) -> None:
    kolom = list(jenis.resource.kolom().values())
    with Workbook(target) as book:
        formats = _Formats(book)
        headings = [f"{one.column_name}*" if one.wajib else one.column_name for one in kolom]
        sheet = _data_sheet(book, formats, headings, kolom)
        _write_rows(sheet, formats, [[one.contoh for one in kolom]])
        for place, one in enumerate(kolom):
            sheet.set_column(place, place, one.nilai.lebar, formats.text)
            _offer_choices(sheet, place, one)
        _write_instructions(book, formats, jenis, kolom)


def write_failed(target: BinaryIO, headings: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> None:
    """Rows as they were typed, each with the reasons, to be corrected and sent again."""
    with Workbook(target, {"constant_memory": True}) as book:
        formats = _Formats(book)
        sheet = book.add_worksheet(DATA)
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate([*headings, KESALAHAN]):
            sheet.set_column(place, place, 60 if place == len(headings) else 22)
            sheet.write_string(0, place, heading, formats.heading)
        width = len(headings)
        _write_rows(sheet, formats, ([*cells, *[""] * (width - len(cells)), reasons] for cells, reasons in rows))


def csv_lines(jenis: JenisImpor, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The heading at once, then the rows. With a mark that tells spreadsheet programs it is UTF-8."""
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), delimiter=";")
    writer.writerow(jenis.resource.headings())
    yield "\ufeff".encode() + lines.pop().encode()
    for row in rows:
        # Nearly all cells are texts that need nothing: they are not worth a call each.
        writer.writerow([
            cell if cell.__class__ is str and cell[:1] not in FORMULA_STARTS else _csv_cell(cell) for cell in row
        ])  # fmt: skip
        if len(lines) >= LINES_AT_ONCE:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


class _Lines:
    """What the csv module writes to, of which it asks one method."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _csv_cell(cell: Any) -> Any:
    if isinstance(cell, str):
        return f"'{cell}"
    return as_text(cell)


class _Formats:
    def __init__(self, book: Workbook) -> None:
        self.heading = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        self.text = book.add_format({"num_format": "@", "quote_prefix": True})
        self.day = book.add_format({"num_format": "dd-mm-yyyy"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})


def _data_sheet(book: Workbook, formats: _Formats, headings: Sequence[str], kolom: Sequence[Kolom]) -> Worksheet:
    sheet = book.add_worksheet(DATA)
    sheet.freeze_panes(1, 0)
    for place, (heading, one) in enumerate(zip(headings, kolom, strict=True)):
        sheet.set_column(place, place, one.nilai.lebar)
        sheet.write_string(0, place, heading, formats.heading)
    return sheet


def _write_rows(sheet: Worksheet, formats: _Formats, rows: Iterable[Sequence[Any]]) -> int:
    number = 0
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(number, place, _clean(cell), formats.text)
            elif isinstance(cell, date):
                sheet.write_datetime(number, place, cell, formats.day)
            elif isinstance(cell, Decimal):
                sheet.write_number(number, place, cell)
            else:
                sheet.write_string(number, place, as_text(cell), formats.text)
    return number


def _clean(text: str) -> str:
    """Without the characters no workbook can hold."""
    if text.isprintable() and len(text) <= LONGEST_TEXT:
        return text
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]


def _offer_choices(sheet: Worksheet, place: int, kolom: Kolom) -> None:
    nilai = kolom.nilai
    words = (
        list(nilai.labels.values())
        if isinstance(nilai, Pilihan)
        else ["YA", "TIDAK"]
        if isinstance(nilai, YaTidak)
        else []
    )
    if words and len(",".join(words)) <= LONGEST_CHOICES:
        offered = {"validate": "list", "source": words, "error_type": "warning"}
        sheet.data_validation(1, place, VALIDATED_ROWS, place, offered)


def _write_instructions(book: Workbook, formats: _Formats, jenis: JenisImpor, kolom: Sequence[Kolom]) -> None:
    sheet = book.add_worksheet(PETUNJUK)
    for place, width in enumerate((24, 10, 70, 30)):
        sheet.set_column(place, place, width)
    lines = [
        f"{jenis.judul}: isi lembar “{DATA}”, satu baris untuk satu data. {jenis.keterangan}",
        "Baris contoh boleh dihapus atau ditimpa; bila dibiarkan seperti aslinya, baris itu dilewati.",
        "Kolom yang tidak wajib boleh dihapus: yang tidak ada di berkas tidak diubah.",
        "Sel kosong mengosongkan isinya, kecuali bila keterangannya berkata lain.",
        "Jangan gabungkan sel. NIP harus berformat Teks, seperti di template ini.",
    ]
    for number, line in enumerate(lines):
        sheet.merge_range(number, 0, number, 3, line, formats.wrapped)
        sheet.set_row(number, 32)
    top = len(lines) + 1
    for place, heading in enumerate(("Kolom", "Wajib", "Isi", "Contoh")):
        sheet.write_string(top, place, heading, formats.heading)
    for number, one in enumerate(kolom, start=top + 1):
        kept = " Bila dikosongkan: tidak diubah." if one.tetap else ""
        cells = (one.column_name, "Ya" if one.wajib else "", f"{one.nilai.bantuan}{kept}", one.contoh)
        for place, text in enumerate(cells):
            sheet.write_string(number, place, text, formats.wrapped)
