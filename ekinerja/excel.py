"""Sheets for a spreadsheet program. What people typed is text in them, whatever it begins with."""

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT = 32_767  # what a cell can hold
FORMULA_STARTS = frozenset("=+-@\t\r")


def write_text(sheet: Worksheet, row: int, column: int, text: Any) -> Cell:
    """A cell that is read as text (`_as_text`)."""
    return _as_text(sheet.cell(row, column), text)


def text_cell(sheet: WriteOnlyWorksheet, text: Any) -> Cell:
    """The same for a row of a sheet that is written row by row."""
    return _as_text(WriteOnlyCell(sheet), text)


def harmless(cell: Any) -> Any:
    """The same for a CSV, which knows no types: a cell that would run as a formula begins with a quote."""
    return f"'{cell}" if str(cell)[:1] in FORMULA_STARTS else cell


def _as_text(cell: Cell, text: Any) -> Cell:
    """A text that begins with "=", "+", "-" or "@" would run as a formula on the reader's computer. The quote prefix
    keeps it text after it has been edited or saved under another format too.
    """
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(text))[:LONGEST_TEXT]
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def workbook_response(workbook: Workbook, *, filename: str) -> HttpResponse:
    content = BytesIO()
    workbook.save(content)
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=filename),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content.getvalue(), content_type=CONTENT_TYPE, headers=headers)
