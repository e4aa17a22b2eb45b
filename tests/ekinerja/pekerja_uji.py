"""A worker with the tasks of test_antrean.py, run as a program: `pekerja_uji.py <folder> <arguments of kerja>`."""

import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from ekinerja.antrean import Hasil, Kemajuan, work  # noqa: E402
from organisasi.models import Pekerjaan  # noqa: E402
from organisasi.pemberitahuan import notify  # noqa: E402
from organisasi.services.pekerjaan import start  # noqa: E402

FOLDER = Path(sys.argv[1])


def until(name: str) -> bool:
    """Whether the test has put a file of this name into its folder."""
    time.sleep(0.02)
    return (FOLDER / name).exists()


@work("uji_terbunuh")
def killed_at_its_first_try(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    with transaction.atomic():
        notify([pekerjaan.oleh], "Baris hasil kerja", tautan="", at=timezone.now(), by=None)
        kemajuan(1, dari=2)
        while pekerjaan.percobaan == 1:
            until("nothing")
    return Hasil(nama="hasil.txt", tipe="text/plain", isi=b"utuh")


@work("uji_lama")
def long_one(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> None:
    with transaction.atomic():
        notify([pekerjaan.oleh], "Baris hasil kerja", tautan="", at=timezone.now(), by=None)
        while not until("selesai"):
            kemajuan(1, dari=2)


@work("uji_antre", kunci=lambda pekerjaan: pekerjaan.parameter["kunci"])
def locked(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> None:
    while not until(pekerjaan.parameter["berkas"]):
        kemajuan(0)


@work("uji_beranak")
def asks_for_more(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> None:
    with transaction.atomic():
        start(tugas="uji_batas", judul="dibatalkan", by=pekerjaan.oleh, at=timezone.now(), parameter={"n": 1})
        transaction.set_rollback(True)
    with transaction.atomic():
        start(tugas="uji_batas", judul="anak", by=pekerjaan.oleh, at=timezone.now(), parameter={"n": 2})
        while not until("selesai"):
            kemajuan(1)


@work("uji_batas")
def limits(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        return Hasil(pesan=cursor.fetchone()[0])


if __name__ == "__main__":
    call_command("kerja", *sys.argv[2:])
