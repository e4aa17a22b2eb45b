"""The SKP of PermenPANRB 6/2022 as its paper prints it: sections of numbered RHK with their indikator."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils import timezone

from skp.indikator import BarisIndikator, indikator_lines
from skp.models import JenisRhk, RencanaHasilKerja, Riwayat, Skp
from skp.workflow import Action, Status

# The narrowest text column of the paper, and how many of its lines may be kept together on a sheet.
CHARACTERS_PER_LINE = 38
LINES_KEPT_WHOLE = 16
LINES_PER_SHEET = 24


@dataclass(frozen=True)
class BarisRhk:
    """`utuh`: short enough for one sheet, with merged cells; otherwise it flows on to the next row by row, and where a
    single row is `panjang`, within the row."""

    rhk: RencanaHasilKerja
    indikator: list[BarisIndikator]
    utuh: bool
    panjang: bool


@dataclass(frozen=True)
class Bagian:
    judul: str
    baris: list[BarisRhk]


@dataclass(frozen=True)
class Naskah:
    """Which text of the SKP is printed, and the day it was approved (none: it was not)."""

    versi: str
    tanggal: date | None
    konsep: str


def sections(skp: Skp) -> list[Bagian]:
    """A. UTAMA and B. TAMBAHAN, each numbered on its own."""
    rows = list(skp.rhk.select_related("satuan", "atasan__skp").prefetch_related("indikator"))
    for row in rows:
        row.skp = skp
    return [
        Bagian(f"{letter}. {jenis.label.upper()}", [_line(row) for row in rows if row.jenis == jenis])
        for letter, jenis in zip("AB", JenisRhk, strict=True)
    ]


def text_of(skp: Skp) -> Naskah:
    """The step that approved the present text dates it: of the SKP, or of its last adendum."""
    if skp.status != Status.DISETUJUI:
        konsep = f"SKP ini {skp.get_status_display().lower()}, belum disetujui pejabat penilai."
        return Naskah("Konsep, belum disetujui", None, konsep)
    approvals = skp.riwayat.filter(aksi__in=[Action.SETUJUI, Riwayat.ADENDUM_DISETUJUI])
    last = approvals.order_by("-pada", "-pk").values_list("pada", flat=True).first()
    tanggal = timezone.localtime(last or skp.status_sejak, skp.instansi.tz).date()
    return Naskah(skp.versi_naskah, tanggal, "")


def line_count(text: str, per_line: int = CHARACTERS_PER_LINE) -> int:
    """How many lines a text takes in a column, its own line breaks counted."""
    return sum(max(1, ceil(len(line) / per_line)) for line in text.splitlines())


def _line(rhk: RencanaHasilKerja) -> BarisRhk:
    indikator = indikator_lines(rhk)
    left = max(
        line_count(f"{rhk.uraian} {rhk.penugasan_dari}"), line_count(rhk.atasan.uraian_terbuka if rhk.atasan else "")
    )
    right = [max(line_count(row.uraian), line_count(row.target)) for row in indikator]
    return BarisRhk(
        rhk,
        indikator,
        utuh=max(left, sum(right)) <= LINES_KEPT_WHOLE,
        panjang=max(left, *right, 0) > LINES_PER_SHEET,
    )
