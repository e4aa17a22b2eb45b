"""Matriks Peran Hasil as a sheet of a spreadsheet program."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ekinerja.excel import write_text
from organisasi.deadlines import format_day
from skp.matriks import Baris, Matriks, Sel
from skp.workflow import Status

HEAD_FILL = PatternFill("solid", fgColor="DFE8F0")
BORDER = Border(*(Side(style="thin", color="84929D") for _side in range(4)))
TOP = Alignment(wrap_text=True, vertical="top")
CENTRE = Alignment(wrap_text=True, vertical="center", horizontal="center")
FIXED = ("Pegawai", "NIP", "Jabatan", "Status SKP")
WIDTHS = (32, 22, 30, 14)
RHK_WIDTH = 34
HEAD_ROW = 5


def workbook(matriks: Matriks) -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "Matriks Peran Hasil"
    _title(sheet, matriks)
    _head(sheet, matriks)
    for number, (baris, nested) in enumerate(matriks.lines(), start=HEAD_ROW + 2):
        _line(sheet, number, baris, nested=nested)
    _layout(sheet, matriks)
    return book


def _title(sheet: Worksheet, matriks: Matriks) -> None:
    kepala = matriks.kepala
    whose = f"Tim kerja {matriks.tim}" if matriks.tim else str(kepala.unit)
    period = f"{format_day(kepala.periode_mulai)} s.d. {format_day(kepala.periode_selesai)}"
    state = "" if kepala.status == Status.DISETUJUI else f"KONSEP: SKP kepala {kepala.get_status_display().lower()}"
    for row, text in enumerate(("MATRIKS PEMBAGIAN PERAN HASIL", whose, f"Periode {period}. {state}".strip()), start=1):
        write_text(sheet, row, 1, text).font = Font(bold=row == 1, size=14 if row == 1 else 11)


def _head(sheet: Worksheet, matriks: Matriks) -> None:
    """The head stands in the first row of the matrix, his own words over each column."""
    kepala, first = matriks.kepala, len(FIXED) + 1
    for column, label in enumerate(FIXED, start=1):
        _framed(sheet, HEAD_ROW, column, label, head=True)
    for kolom in matriks.kolom:
        _framed(sheet, HEAD_ROW, first + kolom.nomor - 1, "OUTCOME ANTARA / OUTPUT / LAYANAN", head=True)
        _framed(sheet, HEAD_ROW + 1, first + kolom.nomor - 1, kolom.rhk.uraian, head=True).alignment = TOP
    if len(matriks.kolom) > 1:
        last = first + len(matriks.kolom) - 1
        sheet.merge_cells(start_row=HEAD_ROW, end_row=HEAD_ROW, start_column=first, end_column=last)
    person = (kepala.pegawai.nama_lengkap, kepala.pegawai.nip_tampil, kepala.jabatan, kepala.get_status_display())
    for column, text in enumerate(person, start=1):
        _framed(sheet, HEAD_ROW + 1, column, text, head=True).alignment = TOP


def _line(sheet: Worksheet, row: int, baris: Baris, *, nested: bool) -> None:
    skp = baris.skp
    name = f"↳ {skp.pegawai.nama_lengkap}" if nested else skp.pegawai.nama_lengkap
    fixed = (name, skp.pegawai.nip_tampil, skp.jabatan, skp.get_status_display())
    for column, text in enumerate((*fixed, *map(words, baris.sel)), start=1):
        _framed(sheet, row, column, text)


def words(sel: Sel) -> str:
    if sel.tidak_berperan:
        return "Tidak berperan"
    several = len(sel.kontribusi) > 1
    return "\n".join(f"• {k.kata}" if several else k.kata for k in sel.kontribusi)


def _framed(sheet: Worksheet, row: int, column: int, text: object, *, head: bool = False):
    cell = write_text(sheet, row, column, text)
    cell.alignment = CENTRE if head else TOP
    cell.border = BORDER
    if head:
        cell.fill, cell.font = HEAD_FILL, Font(bold=True)
    return cell


def _layout(sheet: Worksheet, matriks: Matriks) -> None:
    widths = (*WIDTHS, *(RHK_WIDTH for _kolom in matriks.kolom))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 2, len(FIXED) + 1)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW + 1}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
