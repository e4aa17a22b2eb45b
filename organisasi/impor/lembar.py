"""Reads the sheet people upload: rows with the sheet's own numbers. Whatever is wrong with the whole file is refused.

Nothing is parsed before it is known to be small: of a workbook every part is unpacked once and counted, whatever its
directory claims, since one far cell or a few repeated bytes can stand for gigabytes. What is parsed all the same is
parsed in a process of its own (`organisasi.impor.terpisah`), which is why nothing of Django is needed here.
"""

import csv
import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ekinerja.errors import Refused

DATA, PETUNJUK = "Data", "Petunjuk"
"""The sheets of the template: the one that is filled in, and the one that says how."""
LARGEST_COLUMN = 60
"""Beyond it a sheet is none of ours. It also bounds what the reader holds: rows times columns, empty ones too."""
MOST_PARTS = 1_000
CHUNK = 1 << 20
OVERLAP = 4_096
"""Longer than a cell's mark, so that none is missed where two chunks meet."""
FARTHEST_HEADING = 10
MOST_FAULTS = 1_000

Row = tuple[int, list[Any]]
"""The sheet's row number and its cells from column A on, as the reader gives them."""


class SelSalah:
    """A cell without a value that can be read, and why."""

    def __init__(self, alasan: str) -> None:
        self.alasan = alasan

    def __str__(self) -> str:
        return ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SelSalah) and other.alasan == self.alasan

    def __hash__(self) -> int:
        return hash(self.alasan)


RUMUS_KOSONG = SelSalah(
    "Rumus di sel ini belum dihitung. Buka berkas di program lembar kerja, simpan, lalu unggah lagi."
)
RUMUS_GAGAL = SelSalah("Rumus di sel ini menghasilkan kesalahan (misalnya #N/A).")
GABUNGAN = SelSalah("Sel ini bagian dari sel gabungan. Pisahkan (unmerge) lalu isi setiap barisnya.")


@dataclass
class Lembar:
    """`jumlah`: rows below, blank ones among them. `catatan`: what the person should know of how it was read."""

    rows: Iterator[Row]
    jumlah: int
    catatan: list[str] = field(default_factory=list)


def open_sheet(content: IO[bytes] | Any, nama: str, *, max_rows: int, max_unpacked: int) -> Lembar:
    """What it is, its first bytes decide. `max_unpacked`: bytes of a workbook's parts. Raises Refused at `berkas`."""
    head = content.read(8)
    content.seek(0)
    if not head:
        raise _refused("Berkas ini kosong.")
    if head.startswith(b"PK\x03\x04"):
        return _workbook(content, max_rows, max_unpacked)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content.read():
            raise _refused("Berkas ini dilindungi kata sandi. Hapus kata sandinya lalu unggah lagi.")
        raise _refused("Format .xls yang lama tidak dibaca. Simpan ulang sebagai Buku Kerja Excel (.xlsx).")
    if nama.lower().endswith((".csv", ".txt", ".tsv")):
        return _csv(content.read(), max_rows)
    raise _refused("Isi berkas ini bukan lembar kerja .xlsx. Berkas CSV harus bernama .csv.")


def too_large() -> Refused:
    return _refused("Isi berkas ini terlalu besar setelah dibuka. Bagi menjadi beberapa berkas.")


def _refused(message: str) -> Refused:
    return Refused(message, field="berkas")


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _too_many_rows(max_rows: int) -> Refused:
    return _refused(
        f"Paling banyak {_thousands(max_rows)} baris dalam satu berkas. Bagi menjadi beberapa berkas; bila "
        "datanya sedikit, hapus baris kosong jauh di bawahnya."
    )


# --- Workbooks -------------------------------------------------------------------------------------------------------

_FAR_COLUMN = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["'](?:[A-Z]{3}|[C-Z][A-Z]|B[I-Z])[0-9]+["'][^>]*(?<!/)>(?!</)"""
)
_FAR_ROW = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["'][A-Z]{1,3}([0-9]{5,})["'][^>]*(?<!/)>(?!</)""")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\bhidden\s*=\s*["'](?:1|true)""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Z]+)([0-9]+)["']""")
_UNCOUNTED = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]+)([0-9]+)["'][^>]*>\s*"""
    rb"""<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass
class _Marks:
    """What the reader does not tell of a sheet, by place (row and column from 0)."""

    faults: dict[tuple[int, int], SelSalah] = field(default_factory=dict)
    hidden: bool = False


def _workbook(content: BinaryIO, max_rows: int, max_unpacked: int) -> Lembar:
    marks = _unpack_once(content, max_rows, max_unpacked)
    content.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(content)
        name, visible = _chosen_sheet(book)
        sheet = book.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise _refused("Berkas ini rusak atau bukan buku kerja Excel (.xlsx).") from error
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        raise _refused("Lembar ini kosong.")
    if end[0] + 1 > max_rows + FARTHEST_HEADING:
        raise _too_many_rows(max_rows)
    of_sheet = marks.get(name, _Marks())
    faults = of_sheet.faults | _merged(sheet.merged_cell_ranges or [], end)
    notes = []
    if of_sheet.hidden:
        notes.append("Baris yang disembunyikan di berkas ikut dibaca.")
    if len(visible) > 1:
        notes.append(f"Yang dibaca hanya lembar “{name}”.")
    return Lembar(_with_faults(sheet.iter_rows(), start[1], faults), end[0] + 1, notes)


def _chosen_sheet(book: CalamineWorkbook) -> tuple[str, list[str]]:
    """The sheet Data, or the only one that people see beside the instructions."""
    visible = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible and sheet.name != PETUNJUK
    ]
    if DATA in visible:
        return DATA, visible
    if len(visible) != 1:
        raise _refused(
            f"Berkas ini mempunyai {len(visible)} lembar yang terlihat. Sisakan satu, atau beri nama “{DATA}” "
            "pada lembar yang hendak diimpor."
        )
    return visible[0], visible


def _with_faults(rows: Any, first_column: int, faults: dict[tuple[int, int], SelSalah]) -> Iterator[Row]:
    empty = [""] * first_column
    faulty_rows: dict[int, dict[int, SelSalah]] = {}
    for (row, column), fault in faults.items():
        faulty_rows.setdefault(row, {})[column] = fault
    for number, cells in enumerate(rows):
        row = empty + cells if empty else cells
        for column, fault in faulty_rows.get(number, {}).items():
            row += [""] * (column + 1 - len(row))
            row[column] = fault
        yield number + 1, row


def _merged(ranges: Any, end: tuple[int, int]) -> dict[tuple[int, int], SelSalah]:
    """Of a merged area only its first cell has the value, so that the others look empty."""
    cells = (
        (row, column)
        for (top, left), (bottom, right) in ranges
        for row in range(top, min(bottom, end[0]) + 1)
        for column in range(left, min(right, end[1]) + 1)
        if (top, left) != (bottom, right)
    )
    found = dict.fromkeys(islice(cells, MOST_FAULTS + 1), GABUNGAN)
    if len(found) > MOST_FAULTS:
        raise _refused("Lembar ini terlalu banyak memakai sel gabungan. Pisahkan (unmerge) seluruhnya.")
    return found


def _unpack_once(content: BinaryIO, max_rows: int, max_unpacked: int) -> dict[str, _Marks]:
    """Refuses what is too large before anything is parsed; gives the marks of each sheet by its name."""
    try:
        with zipfile.ZipFile(content) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            marks = _scan_parts(content, parts, max_rows, max_unpacked)
            paths = _sheet_paths(archive)
    except (zipfile.BadZipFile, zlib.error, struct.error, KeyError, NotImplementedError, RuntimeError) as error:
        raise _refused("Berkas ini rusak atau bukan buku kerja Excel (.xlsx).") from error
    return {name: marks[path] for name, path in paths.items() if path in marks}


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or len(names) != len(parts):
        raise _refused("Berkas ini tidak disusun seperti buku kerja Excel (.xlsx).")
    if "xl/workbook.xml" not in names:
        raise _refused(
            "Berkas ini bukan buku kerja Excel. Dari program lain (misalnya format .ods), simpan sebagai .xlsx."
        )
    if any(name.endswith("vbaProject.bin") for name in names):
        raise _refused("Buku kerja dengan makro tidak diterima. Simpan sebagai .xlsx tanpa makro.")


def _scan_parts(content: BinaryIO, parts: list[zipfile.ZipInfo], max_rows: int, max_unpacked: int) -> dict[str, _Marks]:
    left = max_unpacked
    marks: dict[str, _Marks] = {}
    for part in parts:
        of_sheet = part.filename.startswith("xl/worksheets/sheet") and marks.setdefault(part.filename, _Marks())
        tail = b""
        for chunk in _inflate(content, part):
            left -= len(chunk)
            if left < 0:
                raise too_large()
            if of_sheet:
                _scan(tail + chunk, of_sheet, max_rows)
                tail = chunk[-OVERLAP:]
    return marks


def _inflate(content: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes as they really are: the directory's sizes are only what somebody wrote there."""
    content.seek(part.header_offset)
    header = content.read(30)
    name, extra = struct.unpack("<HH", header[26:30])
    content.seek(name + extra, io.SEEK_CUR)
    if part.flag_bits & 0x1:
        raise _refused("Berkas ini dilindungi kata sandi. Hapus kata sandinya lalu unggah lagi.")
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile("unusual compression")
    unpack = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    packed = part.compress_size
    while packed > 0 and (read := content.read(min(CHUNK, packed))):
        packed -= len(read)
        if unpack is None:
            yield read
            continue
        while read and not unpack.eof:
            yield unpack.decompress(read, CHUNK)
            read = unpack.unconsumed_tail
    if packed or (unpack is not None and not unpack.eof):
        raise zipfile.BadZipFile("truncated")


def _scan(text: bytes, marks: _Marks, max_rows: int) -> None:
    if _FAR_COLUMN.search(text):
        raise _refused(f"Lembar ini berisi lebih dari {LARGEST_COLUMN} kolom. Gunakan template, dan hapus sisanya.")
    if any(int(match[1][:9]) > max_rows + FARTHEST_HEADING for match in _FAR_ROW.finditer(text)):
        raise _too_many_rows(max_rows)
    marks.hidden = marks.hidden or _HIDDEN_ROW.search(text) is not None
    for pattern, fault in ((_ERROR, RUMUS_GAGAL), (_UNCOUNTED, RUMUS_KOSONG)):
        for match in pattern.finditer(text):
            marks.faults[int(match[2][:9]) - 1, _column(match[1])] = fault
    if len(marks.faults) > MOST_FAULTS:
        raise _refused("Terlalu banyak rumus tanpa nilai di lembar ini. Buka, simpan, lalu unggah lagi.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:3]:
        number = number * 26 + letter - 64
    return number - 1


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    targets = {
        one.get("Id", ""): one.get("Target", "")
        for one in map(_attributes, _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")))
    }
    paths = {}
    for one in map(_attributes, _SHEET.findall(archive.read("xl/workbook.xml"))):
        relation = next((value for key, value in one.items() if key.endswith(":id")), "")
        target = targets.get(relation, "")
        paths[one.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return paths


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode("ascii", "replace"): html.unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


# --- CSV -------------------------------------------------------------------------------------------------------------

DELIMITERS = ";,\t"
QUOTED = re.compile(r"'(?=[=+\-@\t\r])")
"""The mark that exports put before a text which would run as a formula."""


def _csv(content: bytes, max_rows: int) -> Lembar:
    text, notes = _decoded(content)
    lines = text.count("\n") + 1
    if lines > 2 * max_rows + FARTHEST_HEADING:
        raise _too_many_rows(max_rows)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    return Lembar(_csv_rows(text, delimiter, max_rows), lines, notes)


def _csv_rows(text: str, delimiter: str, max_rows: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            if number > max_rows + FARTHEST_HEADING:
                raise _too_many_rows(max_rows)
            if len(cells) > LARGEST_COLUMN:
                raise _refused(f"Baris {number} berisi lebih dari {LARGEST_COLUMN} kolom.")
            yield number, [QUOTED.sub("", cell, count=1) if cell[:1] == "'" else cell for cell in cells]
    except csv.Error as error:
        raise _refused(
            f"CSV ini tidak dapat dibaca mulai baris {number + 1}: periksa tanda kutip yang tidak berpasangan."
        ) from error


def _decoded(content: bytes) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise _refused("Berkas ini bukan teks CSV.")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        guessed = encoding == "cp1252"
        note = "CSV ini tidak tersimpan sebagai UTF-8; dibaca sebagai Windows-1252. Periksa huruf-huruf khusus."
        return text, [note] if guessed else []
    raise _refused("Pengodean huruf CSV ini tidak dikenal. Simpan sebagai CSV UTF-8.")
