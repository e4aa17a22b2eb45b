"""Sheets on their way out: streamed, in the request, or by the worker where a workbook is long."""

import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from ekinerja.errors import NotAllowed, Refused
from organisasi.impor import keluar
from organisasi.impor.jenis import JenisImpor, Kemajuan, find_kind
from organisasi.models import BentukEkspor, Impor, Instansi, Pegawai, Pekerjaan, Tindakan
from organisasi.services import pekerjaan
from organisasi.services.audit import log_export

EKSPOR = "ekspor_lembar"
"""The work registered in organisasi/impor/tugas.py."""
ROWS_AT_ONCE = 2_000
"""A longer workbook is the worker's."""
TELL_EVERY = 500


def count(*, jenis: JenisImpor, user: Pegawai, instansi: Instansi | None, query: Mapping[str, str]) -> int:
    return jenis.export_rows(user, instansi, query).count()


def stream_csv(
    *,
    jenis: JenisImpor,
    by: Pegawai,
    instansi: Instansi | None,
    query: Mapping[str, str],
    at: datetime,
    alamat: str,
) -> Iterator[bytes]:
    """Raises NotAllowed before the first line."""
    jenis.may_use(by).require()
    number = count(jenis=jenis, user=by, instansi=instansi, query=query)
    _log(jenis, BentukEkspor.CSV, number, by=by, instansi=instansi, at=at, alamat=alamat)
    return keluar.csv_lines(jenis, jenis.resource.rows(jenis.export_rows(by, instansi, query)))


def workbook(
    *,
    jenis: JenisImpor,
    by: Pegawai,
    instansi: Instansi | None,
    query: Mapping[str, str],
    at: datetime,
    alamat: str,
    kemajuan: Kemajuan | None = None,
) -> BinaryIO:
    """The rows are on the disk while it is made; what is made is a few megabytes. Raises NotAllowed."""
    jenis.may_use(by).require()
    rows = jenis.resource.rows(jenis.export_rows(by, instansi, query))
    if kemajuan is not None:
        rows = _told(rows, kemajuan, count(jenis=jenis, user=by, instansi=instansi, query=query))
    target = io.BytesIO()
    number = keluar.write_export(target, jenis, rows)
    _log(jenis, BentukEkspor.EXCEL, number, by=by, instansi=instansi, at=at, alamat=alamat)
    target.seek(0)
    return target


def _log(
    jenis: JenisImpor, bentuk: BentukEkspor, number: int, *, by: Pegawai, instansi: Instansi | None, at: datetime,
    alamat: str,
) -> None:  # fmt: skip
    log_export(
        by=by, judul=f"Ekspor {jenis.judul}", bentuk=bentuk, baris=number, instansi=instansi, at=at, alamat=alamat
    )


def _told(rows: Iterator[list[Any]], kemajuan: Kemajuan, total: int) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, start=1):
        if number % TELL_EVERY == 0:
            kemajuan(number, dari=max(total, number))
        yield row


def start_workbook(
    *, jenis: JenisImpor, by: Pegawai, instansi: Instansi | None, query: Mapping[str, str], at: datetime
) -> Pekerjaan:
    jenis.may_use(by).require()
    return pekerjaan.start(
        tugas=EKSPOR, judul=f"Ekspor {jenis.judul}", by=by, at=at, instansi=instansi,
        parameter={"jenis": jenis.slug, "instansi": instansi.pk if instansi else None, "saring": dict(query)},
    )  # fmt: skip


def asked_kind(slug: str, by: Pegawai) -> JenisImpor:
    """As the worker finds it, with the rights its asker has now."""
    jenis = find_kind(slug)
    if jenis is None:
        raise Refused("Jenis data ini tidak dikenal lagi.")
    if not (verdict := jenis.may_use(by)):
        raise NotAllowed(verdict.reason)
    return jenis


def template(jenis: JenisImpor) -> BinaryIO:
    target = io.BytesIO()
    keluar.write_template(target, jenis)
    target.seek(0)
    return target


def failed_rows(impor: Impor, jenis: JenisImpor, *, by: Pegawai, at: datetime, alamat: str) -> BinaryIO:
    """The wrong rows as they were typed, each with all its reasons."""
    log_export(
        by=by, judul=f"Baris yang salah dari impor {jenis.judul}", bentuk=BentukEkspor.EXCEL, baris=impor.salah,
        instansi=impor.instansi, at=at, alamat=alamat,
    )  # fmt: skip
    kolom = jenis.resource.kolom()
    names = {name: one.column_name for name, one in kolom.items()}
    rows = impor.baris.filter(tindakan=Tindakan.SALAH).order_by("nomor").values_list("asli", "galat")
    told = ((asli, "; ".join(_reason(one, names) for one in galat)) for asli, galat in rows.iterator(chunk_size=2_000))
    target = io.BytesIO()
    keluar.write_failed(target, impor.kolom, told)
    target.seek(0)
    return target


def _reason(fault: Mapping[str, str], names: Mapping[str, str]) -> str:
    heading = names.get(fault["kolom"], "")
    return f"{heading}: {fault['pesan']}" if heading else fault["pesan"]
