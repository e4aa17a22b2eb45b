"""A sheet read in a process of its own, with so much memory and time and no more, whatever its file holds."""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from threading import Timer
from typing import IO, Any

from django.conf import settings

from ekinerja.errors import Refused
from organisasi.impor.lembar import Lembar, Row, SelSalah

log = logging.getLogger(__name__)

DIHENTIKAN = (
    "Berkas ini terlalu berat untuk dibaca, jadi pembacaannya dihentikan sebelum selesai. Salin datanya ke template "
    "yang baru, atau bagi menjadi beberapa berkas."
)
MEMORY = 256 << 20
"""Bytes for the reader itself; what it may unpack comes on top, three times over: as it is written, parsed, given."""
SECONDS = 10
"""Of the processor; and one more for so many bytes that it may unpack:"""
BYTES_A_SECOND = 8 << 20
PATIENCE = 3
"""So many times as long may it take by the clock until it has opened the file: others work here too."""
LONGEST_LINE = 32 << 20
RESTORE = {
    "salah": SelSalah,
    "saat": datetime.fromisoformat,
    "tanggal": date.fromisoformat,
    "jam": time.fromisoformat,
    "teks": str,
}


@contextmanager
def open_apart(content: IO[bytes] | Any, nama: str, *, max_rows: int) -> Iterator[Lembar]:
    """As `organisasi.impor.lembar.open_sheet`; the reader ends with the block, and its rows can be read until then.

    Raises Refused at the field `berkas`, also from the rows: for what is wrong with the file, or where the reader took
    too much memory or time.
    """
    limits = allowed(settings.IMPOR_MAX_UNPACKED_BYTES)
    asked = {"nama": nama, "baris": max_rows, "isi": settings.IMPOR_MAX_UNPACKED_BYTES, **limits}
    with tempfile.TemporaryFile() as copy:
        content.seek(0)
        shutil.copyfileobj(content, copy)
        copy.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "organisasi.impor.pembaca", json.dumps(asked)],
            stdin=copy,
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env={},
        )
    timer = Timer(PATIENCE * limits["detik"], process.kill)
    timer.start()
    try:
        told = _lines(process)
        found = next(told)
        timer.cancel()
        yield Lembar(_rows(told), found["jumlah"], found["catatan"])
    finally:
        timer.cancel()
        process.kill()
        process.communicate()


def allowed(unpacked: int) -> dict[str, int]:
    """Bytes of memory and seconds of the processor for a file that may hold so many bytes."""
    return {"memori": MEMORY + 3 * unpacked, "detik": SECONDS + unpacked // BYTES_A_SECOND}


def _lines(process: subprocess.Popen[bytes]) -> Iterator[Any]:
    """What the reader says, up to its end. Raises Refused where it refuses, or ends without having said so."""
    said: Any = process.stdout
    while (line := said.readline(LONGEST_LINE)).endswith(b"\n"):
        told = json.loads(line)
        if isinstance(told, dict) and "tolak" in told:
            raise Refused(told["tolak"], field="berkas")
        if isinstance(told, dict) and "selesai" in told:
            return
        yield told
    process.kill()
    log.warning("The reader of a sheet was stopped: %s", process.wait())
    raise Refused(DIHENTIKAN, field="berkas")


def _rows(batches: Iterator[list[Any]]) -> Iterator[Row]:
    for batch in batches:
        for number, cells, special in batch:
            for place, kind, text in special:
                cells[place] = RESTORE[kind](text)
            yield number, cells
