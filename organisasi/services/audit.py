"""Reading the audit: who did is written down, and what was found goes out as a sheet."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from xlsxwriter import Workbook

from ekinerja.antrean import Kemajuan
from ekinerja.excel import LONGEST_TEXT, harmless
from organisasi.models import BentukEkspor, EksporData, Instansi, Pegawai, Pekerjaan, PembacaanAudit
from organisasi.querysets.audit import Kejadian, Saring, searched, told
from organisasi.rules.audit import may_audit
from organisasi.services import pekerjaan

EKSPOR = "ekspor_audit"
ROWS_AT_ONCE = 2_000
"""More is the worker's."""
MOST_ROWS = 100_000
TELL_EVERY = 200
HEADINGS = (
    "Waktu", "Jenis data", "Perubahan", "Nama", "Tentang", "Unit kerja", "Dilakukan oleh", "Alamat IP", "Halaman",
    "Alasan", "Kolom", "Semula", "Menjadi",
)  # fmt: skip


def log_reading(*, by: Pegawai, alamat: str, at: datetime, instansi: int | None) -> None:
    """The same page within an hour is one row: who turns pages does not bury the rest."""
    row = PembacaanAudit(oleh=by, alamat=alamat[:500], pada=at, instansi_id=instansi)
    PembacaanAudit.objects.bulk_create([row], ignore_conflicts=True)


def log_export(
    *,
    by: Pegawai,
    judul: str,
    bentuk: BentukEkspor,
    baris: int,
    instansi: Instansi | None,
    at: datetime,
    alamat: str = "",
) -> None:
    """Before a file of many leaves: who took what out, how many rows of it, of which instansi (none: of the nation).

    `alamat`: where it was asked for, with what was filtered. One query.
    """
    EksporData.objects.create(
        oleh=by, instansi=instansi, judul=judul[:300], bentuk=bentuk, baris=baris, alamat=alamat[:500], pada=at
    )


def is_long(*, by: Pegawai, saring: Saring) -> bool:
    """Whether more than ROWS_AT_ONCE are found. One query, which counts no further."""
    parts = [rows.order_by().values("pgh_id")[: ROWS_AT_ONCE + 1] for _kind, rows in searched(by, saring)]
    if not parts:
        return False
    union = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return union.count() > ROWS_AT_ONCE


def sheet(
    *, by: Pegawai, saring: Saring, bentuk: str, at: datetime, alamat: str, kemajuan: Kemajuan | None = None
) -> BinaryIO:
    """xlsx or csv on the disk, at its beginning: a line for each column that changed, kind by kind, newest first, at
    most MOST_ROWS. Raises NotAllowed."""
    may_audit(by).require()
    lines = _lines(by, saring, kemajuan)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - without a name: closed, and so gone, once it has been sent
    with timezone.override(saring.zona):
        number = _write_csv(target, lines) if bentuk == "csv" else _write_workbook(target, lines)
    days = f"{saring.dari:%d-%m-%Y} sampai {saring.sampai:%d-%m-%Y}"
    log_export(
        by=by, judul=f"Audit {days}", bentuk=BentukEkspor(bentuk), baris=number, instansi=_whose(by, saring), at=at,
        alamat=alamat,
    )  # fmt: skip
    target.seek(0)
    return target


def _whose(by: Pegawai, saring: Saring) -> Instansi | None:
    """None: of all of them."""
    if not by.is_superuser:
        return by.instansi
    return Instansi.objects.get(pk=saring.instansi) if saring.instansi is not None else None


def _lines(by: Pegawai, saring: Saring, kemajuan: Kemajuan | None) -> Iterator[list[str]]:
    written = events = 0
    for kind, rows in searched(by, saring):
        for one in told(kind, rows):
            events += 1
            if kemajuan is not None and events % TELL_EVERY == 0:
                kemajuan(events, pesan=kind.judul)
            for line in _of_event(one):
                if written == MOST_ROWS:
                    return
                written += 1
                yield line


def _of_event(one: Kejadian) -> Iterator[list[str]]:
    row = one.baris
    about = [
        f"{timezone.localtime(row.pada):%Y-%m-%d %H:%M:%S}", row.kind.judul, row.label, row.nama, row.tentang, row.unit,
        row.oleh, one.ip, one.alamat, one.alasan,
    ]  # fmt: skip
    if not one.beda:
        yield [*about, "", "", ""]
    for each in one.beda:
        yield [*about, each.label, each.semula, each.menjadi]


def _write_csv(target: Any, lines: Iterator[list[str]]) -> int:
    """How many lines, without the headings."""
    target.write("\ufeff".encode())
    _write_line(target, HEADINGS)
    number = 0
    for cells in lines:
        _write_line(target, cells)
        number += 1
    return number


def _write_line(target: Any, cells: Sequence[str]) -> None:
    text = StringIO()
    csv.writer(text, delimiter=";").writerow([harmless(cell) for cell in cells])
    target.write(text.getvalue().encode())


def _write_workbook(target: Any, lines: Iterator[Sequence[str]]) -> int:
    number = 0
    with Workbook(target, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        page = book.add_worksheet("Audit")
        page.freeze_panes(1, 0)
        for place, heading in enumerate(HEADINGS):
            page.set_column(place, place, 24)
            page.write_string(0, place, heading, bold)
        for number, cells in enumerate(lines, start=1):
            for place, cell in enumerate(cells):
                page.write_string(number, place, cell[:LONGEST_TEXT])
    return number


def start_sheet(*, by: Pegawai, saring: Saring, bentuk: str, at: datetime, instansi: Instansi | None) -> Pekerjaan:
    may_audit(by).require()
    return pekerjaan.start(
        tugas=EKSPOR,
        judul=f"Ekspor audit {saring.dari:%d-%m-%Y} sampai {saring.sampai:%d-%m-%Y}",
        by=by,
        at=at,
        instansi=instansi,
        parameter={"bentuk": bentuk, "saring": _as_json(saring)},
    )


def _as_json(saring: Saring) -> dict[str, Any]:
    return {
        "dari": saring.dari.isoformat(), "sampai": saring.sampai.isoformat(), "zona": str(saring.zona),
        "jenis": saring.jenis, "perubahan": saring.perubahan, "oleh": saring.oleh, "pegawai": saring.pegawai,
        "unit": saring.unit, "instansi": saring.instansi,
    }  # fmt: skip


def asked_for(parameter: dict[str, Any]) -> Saring:
    """What `start_sheet` was asked, as the worker finds it."""
    asked = dict(parameter)
    dari, sampai = (date.fromisoformat(asked.pop(name)) for name in ("dari", "sampai"))
    return Saring(dari=dari, sampai=sampai, zona=ZoneInfo(asked.pop("zona") or settings.TIME_ZONE), **asked)
