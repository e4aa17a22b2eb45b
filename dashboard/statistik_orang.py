"""The persons behind a number of the statistics: who was asked for, and the files of them."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from xlsxwriter import Workbook

from dashboard.forms.statistik import OrangForm, asked_period
from dashboard.models import RekapPegawai
from dashboard.querysets import statistik as querysets
from dashboard.rules.statistik import may_open
from dashboard.statistik import BELUM, DIKECUALIKAN, JENIS, MATRIKS, PENGISIAN, PENILAIAN, Jenis, Lingkup
from ekinerja.errors import Refused
from ekinerja.excel import harmless
from ekinerja.keyset import MOST_COUNTED
from organisasi.models import AlasanPengecualian, BentukEkspor, Pegawai, UnitKerja
from organisasi.services.audit import log_export
from penilaian.models import BagianDibaca
from penilaian.scoring.permenpanrb_6_2022 import Predikat
from penilaian.services.jejak import log_readings

AT_ONCE = MOST_COUNTED
"""Rows of a workbook that are written while the browser waits; more are the worker's."""
PIECE = 500


@dataclass(frozen=True)
class Permintaan:
    """Persons asked for by `oleh`: of which class, found by what, where."""

    lingkup: Lingkup
    oleh: Pegawai
    form: OrangForm
    kelas: str = ""
    cari: str = ""
    langsung: bool = False
    tanpa_unit: bool = False
    ditutup: bool = False
    """Whether its year is closed: people are then counted where they were."""

    @property
    def judul(self) -> str:
        """Whom one sees: "Draft, langsung di Dinas Kominfo"."""
        labels = {each.kunci: each.label for each in self.lingkup.jenis.kelas} | {DIKECUALIKAN: "Dikecualikan"}
        where = "tanpa unit kerja" if self.tanpa_unit else self.lingkup.nama
        if self.langsung and self.lingkup.unit is not None:
            where = f"langsung di {where}"
        return f"{labels.get(self.kelas, 'Pegawai')}, {where}"

    def query(self) -> dict[str, Any]:
        """What stands in the address."""
        return {
            "kelas": self.kelas,
            "cari": self.cari,
            "langsung": int(self.langsung) or "",
            "tanpa_unit": int(self.tanpa_unit) or "",
        }

    def semua(self) -> "QuerySet[RekapPegawai, Any]":
        """Everybody there whom its asker may see, whatever is asked for."""
        return querysets.people_of(self.oleh, self.lingkup.kepala, self.lingkup.tahun, ditutup=self.ditutup)

    def rows(self) -> "QuerySet[RekapPegawai, Any]":
        lingkup = self.lingkup
        rows = self.semua().filter(_of_class(lingkup, self.kelas))
        rows = querysets.placed(rows, unit=lingkup.unit, langsung=self.langsung, tanpa_unit=self.tanpa_unit)
        return querysets.matching(querysets.with_predikat(rows, lingkup.per_periode), self.cari)


def requested(user: Pegawai, *, jenis: Jenis, tahun: int, instansi: int, query: Mapping[str, Any]) -> Permintaan:
    """What an address asks for. Raises NotAllowed, Http404 for what the user does not oversee."""
    may_open(user).require()
    ditutup = Exists(querysets.closed_years().filter(tahun=tahun))
    found = get_object_or_404(querysets.instansi_of(user).annotate(ditutup=ditutup), pk=instansi)
    periods = querysets.periods_in(found, tahun) if jenis is PENILAIAN else []
    form = OrangForm(query, jenis=jenis, periods=periods)
    values = form.tidy()
    unit = _asked_unit(user, found.pk, values.get("unit")) if query.get("unit") else None
    lingkup = Lingkup(
        jenis,
        tahun,
        found.tahun_rekap,
        found,
        unit,
        seluruh_instansi=user.is_staff,
        daftar_periode=periods,
        periode=asked_period(str(query.get("periode", "")), periods),
    )
    return Permintaan(
        lingkup,
        user,
        form,
        kelas=values.get(jenis.saringan, ""),
        cari=values.get("cari", ""),
        langsung=values.get("langsung", False),
        tanpa_unit=values.get("tanpa_unit", False),
        ditutup=found.ditutup,
    )


def parameter(permintaan: Permintaan) -> dict[str, Any]:
    """What the worker needs to ask for the same: JSON."""
    lingkup = permintaan.lingkup
    query = {
        **permintaan.query(),
        lingkup.jenis.saringan: permintaan.kelas,
        "unit": lingkup.unit.pk if lingkup.unit else "",
        "periode": lingkup.per_periode.pk if lingkup.per_periode else "",
    }
    return {"jenis": lingkup.jenis.slug, "tahun": lingkup.tahun, "instansi": lingkup.kepala.pk, "query": query}


def requested_again(user: Pegawai, parameter: Mapping[str, Any]) -> Permintaan:
    """What `parameter` kept. Raises NotAllowed, Refused for what the user no longer oversees."""
    where = {"tahun": parameter["tahun"], "instansi": parameter["instansi"], "query": parameter["query"]}
    try:
        return requested(user, jenis=JENIS[parameter["jenis"]], **where)
    except Http404 as gone:
        raise Refused("Instansi atau unit kerja ini tidak lagi dapat Anda lihat.") from gone


def _asked_unit(user: Pegawai, instansi: int, pk: int | None) -> UnitKerja:
    """A unit that is no number is none: never the whole instansi instead."""
    return get_object_or_404(querysets.reachable_units(user), pk=pk, instansi=instansi)


def _of_class(lingkup: Lingkup, kelas: str) -> Q:
    if kelas == DIKECUALIKAN:
        return Q(dikecualikan=True)
    if not kelas:
        return querysets.COUNTED
    if lingkup.jenis is PENGISIAN:
        return querysets.COUNTED & Q(status="" if kelas == BELUM else kelas.upper())
    if lingkup.jenis is MATRIKS:
        return querysets.COUNTED & (Q(matriks__gte=2) if kelas == "2" else Q(matriks=int(kelas)))
    return querysets.rated(lingkup.per_periode, None if kelas == BELUM else Predikat(kelas))


def log_shown(permintaan: Permintaan, rows: list[RekapPegawai], *, at: datetime) -> None:
    """Predikat of others were read: their owners find it in their own trail."""
    lingkup = permintaan.lingkup
    if lingkup.jenis is not PENILAIAN:
        return
    periode = lingkup.per_periode or next((row for row in lingkup.daftar_periode if row.akhir), None)
    skps = [row.skp for row in rows if row.nilai and row.skp is not None]
    if skps:
        log_readings(skps=skps, by=permintaan.oleh, bagian=BagianDibaca.EVALUASI, periode=periode, at=at)


def log_file(permintaan: Permintaan, bentuk: BentukEkspor, *, baris: int, at: datetime, alamat: str) -> None:
    """In the audit, before the file leaves."""
    lingkup = permintaan.lingkup
    judul = f"Pegawai di balik {lingkup.jenis.judul}: {permintaan.judul}, {lingkup.nama_periode or lingkup.tahun}"
    log_export(
        by=permintaan.oleh, judul=judul, bentuk=bentuk, baris=baris, instansi=lingkup.instansi, at=at, alamat=alamat
    )


# --- Files ----------------------------------------------------------------------------------------------------------


def status_of(row: RekapPegawai) -> str:
    """In words: of the SKP, or why there need not be one."""
    if row.dikecualikan:
        return f"Dikecualikan: {AlasanPengecualian(row.alasan).label}" if row.alasan else "Dikecualikan"
    return row.skp.get_status_display() if row.skp else "Belum buat"


def heading(jenis: Jenis) -> list[str]:
    own = {MATRIKS.slug: ["Matriks diikuti"], PENILAIAN.slug: ["Predikat"]}.get(jenis.slug, [])
    return ["Nama", "NIP", "Jabatan", "Unit Kerja", "Status SKP", "Sejak", *own]


def cells(permintaan: Permintaan, row: RekapPegawai) -> list[str | int]:
    lingkup, pegawai = permintaan.lingkup, row.pegawai
    since = timezone.localtime(row.skp.status_sejak, lingkup.kepala.tz) if row.skp else None
    own: dict[str, list[str | int]] = {
        MATRIKS.slug: [row.matriks],
        PENILAIAN.slug: [Predikat(row.nilai).label if row.nilai else "Belum diserahkan"],
    }
    return [
        pegawai.nama_lengkap,
        pegawai.nip_tampil,
        str(pegawai.jabatan or ""),
        str(row.unit or ""),
        status_of(row),
        _day(since.date()) if since else "",
        *own.get(lingkup.jenis.slug, []),
    ]


@lru_cache(maxsize=1000)
def _day(day: date) -> str:
    """Many SKP were approved on the same days."""
    return date_format(day, "j F Y")


def read(permintaan: Permintaan, *, at: datetime) -> Iterator[RekapPegawai]:
    """All of them by pieces, from a cursor in the database; each piece is logged before it is handed out."""
    piece: list[RekapPegawai] = []
    for row in permintaan.rows().iterator(chunk_size=PIECE):
        piece.append(row)
        if len(piece) == PIECE:
            log_shown(permintaan, piece, at=at)
            yield from piece
            piece = []
    log_shown(permintaan, piece, at=at)
    yield from piece


def workbook(
    permintaan: Permintaan,
    *,
    at: datetime,
    keterangan: list[tuple[str, str]],
    told: Callable[[int], None] | None = None,
) -> bytes:
    """`keterangan`: label and value of what the file is about. `told` hears how many rows are written.

    What people typed is written as text, whatever it begins with.
    """
    content = BytesIO()
    book = Workbook(content, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    text, bold = book.add_format({"quote_prefix": True}), book.add_format({"bold": True})
    about = book.add_worksheet("Ringkasan")
    about.set_column(0, 1, 40)
    for index, (label, value) in enumerate(keterangan):
        about.write_string(index, 0, label, text)
        about.write_string(index, 1, value, text)
    sheet = book.add_worksheet("Pegawai")
    sheet.set_column(0, 6, 24)
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, heading(permintaan.lingkup.jenis), bold)
    for number, row in enumerate(read(permintaan, at=at), start=1):
        for column, cell in enumerate(cells(permintaan, row)):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, cell, text)
        if told is not None:
            told(number)
    book.close()
    return content.getvalue()


class Lines(list[str]):
    """What csv writes into."""

    write = list.append

    def taken(self) -> str:
        text = "".join(self)
        self.clear()
        return text


def csv_lines(permintaan: Permintaan, *, at: datetime) -> Iterator[str]:
    """The heading at once, then the rows by pieces. With the mark by which spreadsheets know UTF-8; a cell that would
    run as a formula begins with a quote."""
    lines = Lines()
    writer = csv.writer(lines, delimiter=";")
    writer.writerow(heading(permintaan.lingkup.jenis))
    yield "\ufeff" + lines.taken()
    for row in read(permintaan, at=at):
        writer.writerow([harmless(cell) for cell in cells(permintaan, row)])
        if len(lines) >= PIECE:
            yield lines.taken()
    yield lines.taken()
