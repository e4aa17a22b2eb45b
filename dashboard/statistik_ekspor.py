"""A page of statistics as a workbook: exactly its rows, with raw numbers, and what was asked for beside them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dashboard.statistik import Hitungan, Lingkup, Statistik, achieved
from dashboard.statistik_orang import Permintaan
from ekinerja import pdf
from ekinerja.excel import text_cell
from organisasi.models import BentukEkspor, Pegawai
from organisasi.services.audit import log_export

BOLD = Font(bold=True)
PAPER = "cetak/statistik.html"
TUGAS = "statistik_cetak"
"""The work registered in dashboard/tasks.py."""


def file_name(lingkup: Lingkup) -> str:
    """Without an ending."""
    parts = ["Statistik", lingkup.jenis.slug, lingkup.nama, lingkup.nama_periode or lingkup.tahun]
    return "-".join("-".join(str(part).split()) for part in parts)


def people_file_name(permintaan: Permintaan, ending: str) -> str:
    return f"Pegawai-{file_name(permintaan.lingkup)}.{ending}"


def as_of(lingkup: Lingkup, pada: datetime) -> str:
    """By the clock of the instansi; nationally by that of Jakarta."""
    head = lingkup.kepala
    moment = date_format(timezone.localtime(pada, head.tz), r"j F Y \p\u\k\u\l H.i")
    return f"{moment} {head.get_zona_waktu_display()}"


def summary(statistik: Statistik) -> list[tuple[str, str]]:
    """What the figures are about, in words."""
    lingkup, saringan = statistik.lingkup, statistik.saringan
    columns = {kolom.kunci: kolom.label for kolom in statistik.kolom}
    sorted_by = columns.get(saringan.urut.removeprefix("-"), "")
    order = "dari yang terbesar" if saringan.urut.startswith("-") else "dari yang terkecil"
    lines = [
        ("Dashboard", lingkup.jenis.judul),
        ("Instansi", str(lingkup.instansi or "Semua instansi")),
        ("Unit kerja", f"{lingkup.unit} dan unit di bawahnya" if lingkup.unit else ""),
        ("Tahun", str(lingkup.tahun)),
        ("Periode", lingkup.nama_periode),
        ("Per", as_of(lingkup, statistik.pada)),
        ("Dicari", saringan.cari),
        ("Diurutkan menurut", f"{sorted_by}, {order}" if sorted_by else ""),
        ("Tanpa pegawai", f"{statistik.terlipat} baris tidak ditampilkan" if statistik.terlipat else ""),
    ]
    return [(label, value) for label, value in lines if value]


def about_people(permintaan: Permintaan, pada: datetime) -> list[tuple[str, str]]:
    """What a file of persons is about, in words."""
    lingkup = permintaan.lingkup
    lines = [
        ("Dashboard", lingkup.jenis.judul),
        ("Instansi", str(lingkup.instansi)),
        ("Pegawai", permintaan.judul),
        ("Tahun", str(lingkup.tahun)),
        ("Periode", lingkup.nama_periode),
        ("Per", as_of(lingkup, pada)),
        ("Dicari", permintaan.cari),
        ("Diekspor oleh", f"{permintaan.oleh.nama_lengkap} (NIP {permintaan.oleh.nip_tampil})"),
    ]
    return [(label, value) for label, value in lines if value]


def log_file(statistik: Statistik, bentuk: BentukEkspor, *, by: Pegawai, at: datetime, alamat: str) -> None:
    """In the audit, before the file leaves."""
    lingkup = statistik.lingkup
    log_export(
        by=by, judul=f"Statistik, {statistik.judul_grafik}", bentuk=bentuk, baris=len(statistik.baris),
        instansi=lingkup.instansi, at=at, alamat=alamat,
    )  # fmt: skip


def paper_context(statistik: Statistik) -> dict[str, Any]:
    return {"statistik": statistik, "lingkup": statistik.lingkup, "rincian": summary(statistik)}


def paper(statistik: Statistik, *, by: Pegawai) -> bytes:
    """The same paper as the request makes. Raises PdfUnavailable, PaperFailed."""
    context = paper_context(statistik)
    return pdf.paper(PAPER, context, instansi=statistik.lingkup.kepala, by=by, at=statistik.pada)


def workbook(statistik: Statistik) -> Workbook:
    book = Workbook(write_only=True)
    _write(book.create_sheet("Ringkasan"), _summary_rows(statistik), widths=(24, 44, 12))
    rows = [_heading(statistik), *_rows(statistik)]
    _write(book.create_sheet("Rincian"), rows, widths=(48, *(14 for _ in rows[0][1:])), heading=True)
    return book


def _summary_rows(statistik: Statistik) -> list[list[Any]]:
    jenis, total = statistik.lingkup.jenis, statistik.utama
    pairs = zip(jenis.kelas, total.jumlah, strict=True)
    return [
        *([label, value] for label, value in summary(statistik)),
        [],
        ["Statistik Utama", "Pegawai", "Persen"],
        *([kelas.label, number, total.persen(number)] for kelas, number in pairs),
        ["Jumlah pegawai", total.pegawai],
        ["Dikecualikan", total.dikecualikan],
    ]


def _heading(statistik: Statistik) -> list[Any]:
    jenis = statistik.lingkup.jenis
    counts = [each.label for each in jenis.kelas]
    shares = [f"{label} (%)" for label in counts]
    return [statistik.judul_baris, "Pegawai", *counts, *shares, f"{jenis.capaian} (%)", "Dikecualikan"]


def _rows(statistik: Statistik) -> Iterable[list[Any]]:
    jenis = statistik.lingkup.jenis

    def cells(nama: str, row: Hitungan) -> list[Any]:
        shares = [row.persen(number) for number in row.jumlah]
        return [nama, row.pegawai, *row.jumlah, *shares, row.persen(achieved(jenis, row)), row.dikecualikan]

    yield from (cells(row.nama, row.hitungan) for row in statistik.baris)
    yield cells(statistik.jumlah_tampil.nama, statistik.jumlah)


def _write(sheet: Any, rows: Iterable[list[Any]], *, widths: Iterable[int], heading: bool = False) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    if heading:
        sheet.freeze_panes = "B2"
    for index, row in enumerate(rows):
        cells = [text_cell(sheet, cell) if isinstance(cell, str) else cell for cell in row]
        for cell in cells if heading and index == 0 else ():
            cell.font = BOLD
        sheet.append(cells)
