"""Sheets brought in and taken out: an import applied, one that waits, one that could not be read; and the works of it.

Done by the services and the worker's own tasks, then dated back to when it was asked for.
"""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pghistory
from django.core.files.uploadedfile import SimpleUploadedFile

from dashboard import pengingat
from dashboard.demo import susunan
from dashboard.demo.kepegawaian import token
from dashboard.demo.orang import Kota
from dashboard.demo.teks import kepegawaian as teks
from ekinerja.excel import CONTENT_TYPE
from organisasi.impor.jenis import find_kind
from organisasi.models import CaraTerap, Impor, Instansi, Pegawai, Pekerjaan, Pemberitahuan, StatusPekerjaan
from organisasi.services import audit, ekspor, impor, pekerjaan

DIKERJAKAN = timedelta(seconds=14)
DIBACA_SESUDAH = timedelta(hours=2)
"""Whoever asked for a work some days ago has seen its end."""


def make_lembar(kota: Kota) -> None:
    lalu, tahun = kota.kini.lalu, kota.kini.tahun
    for kode, nip in susunan.ADMIN.items():
        instansi, admin = kota.instansi[kode], kota.oleh_nip(nip)
        at = lalu(21, 9, 20)
        with pghistory.context(user=admin.pk):
            jabatan = _receive("jabatan", "jabatan.csv", teks.JABATAN_DIIMPOR, instansi, admin, at)
            at += timedelta(minutes=6)
            impor.start_apply(impor=jabatan, cara=CaraTerap.SEMUA, by=admin, at=at, versi=jabatan.versi)
            _date(jabatan, at)
        _expired(instansi, admin, lalu(40, 16, 5))
        _export(kota, "pegawai", instansi, admin, lalu(3, 10, 45))
    city, admin = kota.instansi[susunan.KOTA], kota.oleh_nip(susunan.ADMIN_INSTANSI)
    with pghistory.context(user=admin.pk):
        _receive("pegawai", f"pegawai-{tahun}.csv", _people(kota), city, admin, lalu(1, 13, 35))
    _unreadable(kota, city, admin, lalu(2, 9, 50))
    _failed(kota, city, admin, lalu(6, 8, 15))
    _export(kota, "unit", city, Pegawai.objects.get(nip=susunan.SUPER_ADMIN), lalu(1, 15, 20))


def remind_late(kota: Kota) -> None:
    """Whoever of the city has no SKP of this year, once the year is counted."""
    top = kota.unit[susunan.UNIT_TERATAS]
    by = kota.oleh_nip(susunan.ADMIN_INSTANSI)
    pengingat.remind(instansi=top.instansi, unit=top, tahun=kota.kini.tahun, by=by, at=kota.kini.lalu(1, 8, 50))


# --- Brought in ------------------------------------------------------------------------------------------------------


def _receive(jenis: str, nama: str, content: str, instansi: Instansi, by: Pegawai, at: datetime) -> Impor:
    row = impor.receive(
        jenis=_kind(jenis),
        berkas=SimpleUploadedFile(nama, content.encode()),
        by=by,
        instansi=instansi,
        parameter={},
        token=token("impor", instansi.kode, nama),
        at=at,
    )
    _date(row, at)
    return row


def _kind(slug: str) -> Any:
    return find_kind(slug)


def _date(row: Impor, at: datetime) -> None:
    Impor.objects.filter(pk=row.pk).update(dibuat_pada=at, diubah_pada=at)


def _people(kota: Kota) -> str:
    """One as he is, one with a new golongan, and those of this year."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(teks.JUDUL_PEGAWAI)
    for nip, golongan in teks.PEGAWAI_LAMA.items():
        row = next(pegawai for orang, pegawai in kota.pegawai if orang.nip == nip)
        writer.writerow((row.nip, row.nama, golongan, row.unit.kode, row.jabatan.nama, row.status))
    for nip, *rest in teks.PEGAWAI_BARU:
        writer.writerow((nip.format(tahun=kota.kini.tahun), *rest))
    return out.getvalue()


def _unreadable(kota: Kota, instansi: Instansi, by: Pegawai, at: datetime) -> None:
    """As the worker finds a file too large to be opened in the request."""
    nama = f"daftar-pegawai-{kota.kini.tahun - 1}.csv"
    row = Impor(token=token("impor", nama), jenis="pegawai", instansi=instansi, oleh=by, nama_berkas=nama)
    row.berkas.save(nama, SimpleUploadedFile(nama, teks.LEMBAR_SALAH.encode()), save=False)
    row.save()
    parameter = {"impor": row.pk, "saat": at.isoformat()}
    work = _work(kota, impor.BACA, f"Membaca {nama}", by=by, at=at, instansi=instansi, parameter=parameter)
    Impor.objects.filter(pk=row.pk).update(pekerjaan=work)
    _date(row, at)


# --- The worker's ----------------------------------------------------------------------------------------------------


def _work(
    kota: Kota, tugas: str, judul: str, *, by: Pegawai, at: datetime, instansi: Instansi, parameter: dict[str, Any]
) -> Pekerjaan:
    """Done here and now by the registered task, without the queue."""
    row = Pekerjaan.objects.create(
        tugas=tugas, judul=judul, parameter=parameter, oleh=by, instansi=instansi, dibuat_pada=at
    )
    ended = at + DIKERJAKAN
    pekerjaan.perform(row.pk, at=at + timedelta(seconds=2))
    row.refresh_from_db()
    row.selesai_pada = ended
    row.nama_hasil = row.nama_hasil.replace(f"{kota.kini.hari:%Y%m%d}", f"{at:%Y%m%d}")
    row.save(update_fields=["selesai_pada", "nama_hasil"])
    seen = ended + DIBACA_SESUDAH if kota.kini.saat - ended > timedelta(days=2) else None
    Pemberitahuan.objects.filter(tautan=row.get_absolute_url()).update(pada=ended, dibaca_pada=seen)
    return row


def _export(kota: Kota, jenis: str, instansi: Instansi, by: Pegawai, at: datetime) -> None:
    parameter = {"jenis": jenis, "instansi": instansi.pk, "saring": {}}
    judul = f"Ekspor {_kind(jenis).judul}"
    _work(kota, ekspor.EKSPOR, judul, by=by, at=at, instansi=instansi, parameter=parameter)


def _failed(kota: Kota, instansi: Instansi, by: Pegawai, at: datetime) -> None:
    """Of a unit that was gone before the worker came to it."""
    judul = f"Pengingat SKP {at.year}: {teks.UNIT_DIHAPUS}"
    parameter = {"instansi": instansi.pk, "unit": -1, "tahun": at.year}
    _work(kota, pengingat.TUGAS, judul, by=by, at=at, instansi=instansi, parameter=parameter)


def _expired(instansi: Instansi, by: Pegawai, at: datetime) -> None:
    """Its file is removed after two weeks; the row stays."""
    first = at.date().replace(day=1)
    Pekerjaan.objects.create(
        tugas=audit.EKSPOR,
        judul=f"Ekspor audit {first:%d-%m-%Y} sampai {at:%d-%m-%Y}",
        parameter={},
        oleh=by,
        instansi=instansi,
        status=StatusPekerjaan.SELESAI,
        kemajuan=2_418,
        jumlah=2_418,
        percobaan=1,
        nama_hasil=f"audit-{first:%Y%m%d}-{at:%Y%m%d}.xlsx",
        tipe_hasil=CONTENT_TYPE,
        dibuat_pada=at,
        mulai_pada=at + timedelta(seconds=2),
        selesai_pada=at + DIKERJAKAN,
    )
