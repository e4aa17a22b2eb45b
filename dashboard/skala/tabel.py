"""The goals with the figures of two databases side by side, as a Markdown table that reads well as plain text too."""

from collections.abc import Callable
from typing import NamedTuple

from dashboard.skala.halaman import SHELL
from dashboard.skala.ukur import Hasil, HasilHalaman

# Of Horilla at 10,000 employees, in T of its own run, measured once on the machine where the goals were set.
HORILLA = {
    "dashboard, admin": (647, "Statistik pengisian, nasional"),
    "objective list, manager": (2640, "Bawahan"),
    "feedback list, manager": (2235, "Penilaian bawahan"),
    "employee list, admin": (1485, "Manajemen pegawai"),
}


class Baris(NamedTuple):
    nomor: str
    ukuran: str
    goal: str
    angka: Callable[[Hasil], str]


def _page(name: str) -> Callable[[Hasil], str]:
    return lambda hasil: f"{hasil.halaman[name].kali_t:.1f} T"


def _number(name: str, unit: str = "") -> Callable[[Hasil], str]:
    """The first whose name begins so: some tell how many rows there were."""
    return lambda hasil: next((f"{v:.2f}{unit}" for k, v in hasil.angka.items() if k.startswith(name)), "–")


def _worst(hasil: Hasil, of: Callable[[HasilHalaman], float]) -> tuple[str, float]:
    name = max(hasil.halaman, key=lambda each: of(hasil.halaman[each]))
    return name, of(hasil.halaman[name])


def _most_queries(hasil: Hasil) -> str:
    name, number = _worst(hasil, lambda page: page.kueri)
    return f"{number:.0f} ({name})"


def _longest(hasil: Hasil) -> str:
    name, number = _worst(hasil, lambda page: page.kib)
    return f"{number:.0f} KiB ({name})"


BARIS = (
    Baris("P1", "most queries of a page", f"8 to 12 + {SHELL} of the shell", _most_queries),
    Baris("P2", "home of a staf", "<= 4 T", _page("Beranda, staf")),
    Baris("P2", "form of a daily activity", "<= 4 T", _page("Kegiatan harian, tambah")),
    Baris("P3", "list of 50 daily activities", "<= 8 T", _number("Kegiatan harian, 50", " T")),
    Baris("P3", "list of 50 people", "<= 8 T", _number("Manajemen pegawai, 50", " T")),
    Baris("P3", "last page of people / first", "<= 1.2", _number("Manajemen pegawai, halaman")),
    Baris("P4", "an SKP with its RHK", "<= 10 T", _page("SKP")),
    Baris("P5", "save a daily activity", "<= 5 T", _number("Simpan kegiatan", " T")),
    Baris("P6", "queue of daily activities to grade", "<= 8 T", _page("Penilaian harian")),
    Baris("P7", "national dashboard, first view", "<= 10 T", _number("Dasbor, pertama", " T")),
    Baris("P7", "national dashboard, again", "<= 2 T", _number("Dasbor, berikutnya", " T")),
    Baris("P8", "SQL of the dashboard / bare sum", "<= 3", _number("SQL dasbor")),
    Baris("P10", "status of many SKP / without roll-up", "<= 1.6", _number("Ubah status")),
    Baris("P11", "PDF of a form / bare WeasyPrint", "<= 1.3", _number("PDF")),
    Baris("P13", "import of new people / calamine and merge", "<= 3", _number("Impor")),
    Baris("P14", "people as xlsx / bare xlsxwriter", "<= 2", _number("Ekspor xlsx")),
    Baris("P14", "people as CSV / bare csv", "<= 2", _number("Ekspor CSV")),
    Baris("P15", "longest HTML", "60 KiB, boards 120", _longest),
    *(
        Baris("P16", f"{theirs} of Horilla / {ours}", ">= 25" if "dashboard" in theirs else ">= 100",
              lambda hasil, times=times, ours=ours: f"{times / hasil.halaman[ours].kali_t:.0f}")
        for theirs, (times, ours) in HORILLA.items()
    ),
    Baris("P17", "lists a second / trivial pages a second", ">= 0.12", _number("Daftar / polos")),
)  # fmt: skip


def table(kecil: Hasil, besar: Hasil) -> str:
    head = ("nr", "measure", "goal", f"{kecil.pegawai:,} people", f"{besar.pegawai:,} people")
    rows = [(row.nomor, row.ukuran, row.goal, row.angka(kecil), row.angka(besar)) for row in BARIS]
    rows.insert(0, ("", "T, the trivial page", "", f"{kecil.t:.1f} ms", f"{besar.t:.1f} ms"))
    rows.append(("P9", "slowest growth of a page, in T", "<= 1.3", "1", _growth(kecil, besar)))
    return _markdown(head, rows)


def pages_table(kecil: Hasil, besar: Hasil) -> str:
    head = ("page", "queries", "", "KiB", "", "T", "")
    body = [("", *(size for _ in range(3) for size in (f"{kecil.pegawai:,}", f"{besar.pegawai:,}")))]
    for name, small in kecil.halaman.items():
        large = besar.halaman[name]
        pairs = ((small.kueri, large.kueri), (small.kib, large.kib), (small.kali_t, large.kali_t))
        formats = (".0f", ".0f", ".1f")
        cells = [format(each, form) for pair, form in zip(pairs, formats, strict=True) for each in pair]
        body.append((name, *cells))
    return _markdown(head, body)


def _growth(kecil: Hasil, besar: Hasil) -> str:
    """Of pages that take more than two T, which a moment's noise does not double."""
    grown = {name: besar.halaman[name].kali_t / page.kali_t for name, page in kecil.halaman.items() if page.kali_t > 2}
    name = max(grown, key=lambda each: grown[each])
    return f"{grown[name]:.2f} ({name})"


def _markdown(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    lines = [head, tuple("-" * width for width in widths), *rows]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |" for line in lines
    )
