"""Sheets of people in and out, each beside what the same rows take without the application."""

import csv
import io
import time
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from dashboard.skala.orang import nip
from organisasi.impor import keluar
from organisasi.impor.jenis import JenisImpor, find_kind
from organisasi.models import CaraTerap, Impor, Pegawai, StatusImpor
from organisasi.services import impor as services

IMPOR = 10_000
"""Rows of the sheet that is brought in: all new people."""
_FIRST = 7_000_000
"""From here on nobody has the NIP."""

_MERGE = """
    INSERT INTO organisasi_pegawai (
        password, is_superuser, nip, nama, gelar_depan, gelar_belakang, email, status, golongan, instansi_id, unit_id,
        peran_anggaran, nomor_karpeg, tempat_lahir, admin_instansi, harus_ganti_sandi, is_active, terdaftar_pada
    )
    SELECT '!', false, b.nip, b.nama, '', '', '', 'PNS', '', %s, %s, '', '', '', false, false, true, now()
    FROM baru b ON CONFLICT DO NOTHING
"""


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _people() -> JenisImpor:
    found = find_kind("pegawai")
    if found is None:
        raise LookupError("pegawai")
    return found


def _rows(jenis: JenisImpor, admin: Pegawai) -> list[list[Any]]:
    return list(jenis.resource.rows(jenis.export_rows(admin, admin.instansi, {})))


def exports(admin: Pegawai) -> dict[str, float]:
    """His instansi's people as CSV and as a workbook, by the time of the bare writer of the same cells."""
    jenis = _people()
    rows = _rows(jenis, admin)

    def fresh() -> Any:
        return jenis.resource.rows(jenis.export_rows(admin, admin.instansi, {}))

    def bare_book() -> None:
        with Workbook(io.BytesIO(), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, str(cell))

    book = _seconds(lambda: keluar.write_export(io.BytesIO(), jenis, fresh())) / _seconds(bare_book)

    def bare_lines() -> None:
        columns = [one.attribute for one in jenis.resource.kolom().values()]
        sql, params = jenis.export_rows(admin, admin.instansi, {}).values_list(*columns).query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            csv.writer(io.StringIO(), delimiter=";").writerows(cursor.fetchall())

    lines = _seconds(lambda: sum(map(len, keluar.csv_lines(jenis, fresh())))) / _seconds(bare_lines)
    return {f"Ekspor xlsx {len(rows):,} orang": book, f"Ekspor CSV {len(rows):,} orang": lines}


def imports(admin: Pegawai) -> dict[str, float]:
    """New people read, checked and written, by calamine, a COPY and one INSERT of the same; both taken back."""
    jenis = _people()
    rows = _rows(jenis, admin)
    place = list(jenis.resource.kolom()).index("nip")
    many = [list(rows[number % len(rows)]) for number in range(IMPOR)]
    for number, row in enumerate(many):
        row[place] = nip(_FIRST + number)
    target = io.BytesIO()
    keluar.write_export(target, jenis, many)
    content = target.getvalue()
    return {f"Impor {IMPOR:,} orang": _imported(content, admin) / _merged(content, place, admin)}


def _imported(content: bytes, admin: Pegawai) -> float:
    with transaction.atomic():
        at = timezone.now()
        sheet = Impor(jenis="pegawai", instansi=admin.instansi, oleh=admin, nama_berkas="orang.xlsx")
        sheet.berkas.save("orang.xlsx", ContentFile(content), save=False)
        sheet.save()

        def bring_in() -> None:
            read = services.read(impor=sheet, by=admin, at=at, kemajuan=services.quiet)
            done = services.apply(impor=read, cara=CaraTerap.SEMUA, by=admin, at=at, kemajuan=services.quiet)
            if done.status != StatusImpor.DITERAPKAN or done.baru != IMPOR:
                raise RuntimeError(f"The sheet was not brought in: {done.pesan or done.salah}")

        taken = _seconds(bring_in)
        transaction.set_rollback(True)
    sheet.berkas.delete(save=False)
    return taken


def _merged(content: bytes, place: int, admin: Pegawai) -> float:
    """With the triggers of the table, which keep audit and roll-ups: they are not the import's."""

    def merge() -> None:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("CREATE TEMP TABLE baru (nip text, nama text) ON COMMIT DROP")
            with cursor.copy("COPY baru FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((str(row[place]), str(row[place + 1])))
            cursor.execute(_MERGE, [admin.instansi_id, admin.unit_id])

    with transaction.atomic():
        taken = _seconds(merge)
        transaction.set_rollback(True)
    return taken
