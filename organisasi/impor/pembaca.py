"""The reader as a process of its own: `python -m organisasi.impor.pembaca`, started by `organisasi.impor.terpisah`.

The file is its standard input, the arguments are one JSON object. It answers in lines of JSON: what it found, batches
of rows, and that it has come to the end; or why it refuses the file. JSON, because what a reader of hostile files says
is not to be believed more than the files. Nothing of Django is loaded, and nothing of the server's is known here.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from ekinerja.errors import Refused
from organisasi.impor.lembar import Lembar, SelSalah, open_sheet, too_large

ROWS_A_LINE = 500
CHARACTERS_A_LINE = 1 << 20
PLAIN = frozenset({str, int, float, bool, type(None)})
LIMITS = (
    ("RLIMIT_CORE", 0),
    ("RLIMIT_FSIZE", 0),
    ("RLIMIT_NOFILE", 16),
)


def main() -> None:
    asked = json.loads(sys.argv[1])
    limit(memory=asked["memori"], seconds=asked["detik"])
    try:
        with open(0, "rb") as content:
            lembar = open_sheet(content, asked["nama"], max_rows=asked["baris"], max_unpacked=asked["isi"])
            say({"jumlah": lembar.jumlah, "catatan": lembar.catatan})
            for batch in batches(lembar, asked["isi"]):
                say(batch)
            say({"selesai": True})
    except Refused as refusal:
        say({"tolak": refusal.message})
    except MemoryError:
        sys.exit(1)


def limit(*, memory: int, seconds: int) -> None:
    """What this process may use from now on: bytes of memory, seconds of the processor, no file it could write."""
    for name, most in (*LIMITS, ("RLIMIT_AS", memory), ("RLIMIT_CPU", seconds)):
        # macOS knows no limit of the address space.
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def batches(lembar: Lembar, most: int) -> Iterator[list[Any]]:
    """Rows as their number, their cells, and those that JSON does not know: place, kind, text.

    One long text of a workbook can stand in every cell, so that what is given out is counted once more.
    """
    batch: list[Any] = []
    total = size = 0
    for number, cells in lembar.rows:
        special = []
        for place, cell in enumerate(cells):
            if cell.__class__ is str:
                size += len(cell)
            elif cell.__class__ not in PLAIN:
                special.append((place, *described(cell)))
                cells[place] = None
        batch.append((number, cells, special))
        if len(batch) == ROWS_A_LINE or size > CHARACTERS_A_LINE:
            total += size
            if total > most:
                raise too_large()
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def described(cell: Any) -> tuple[str, str]:
    if isinstance(cell, SelSalah):
        return "salah", cell.alasan
    if isinstance(cell, datetime):
        return "saat", cell.isoformat()
    if isinstance(cell, date):
        return "tanggal", cell.isoformat()
    return ("jam", cell.isoformat()) if isinstance(cell, time) else ("teks", str(cell))


def say(what: Any) -> None:
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
