"""Rekap Unit: what each person of a unit did in a month or a year, as the basis for tambahan penghasilan (TPP).

The numbers of a closed month are those that were stored when it was closed. As long as one is not, the recap says that
it is provisional and who is missing. Who is excepted stands by himself and in no mean.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dashboard.pemantauan import working_days
from dashboard.querysets import pemantauan as scopes
from dashboard.querysets import rekap_unit as querysets
from dashboard.querysets.rekap_unit import Angka, Masa
from dashboard.rules.pemantauan import may_monitor
from dashboard.rules.statistik import is_counted
from ekinerja import pdf
from ekinerja.errors import NotAllowed, Refused
from ekinerja.excel import text_cell
from ekinerja.forms import BULAN
from ekinerja.rules import Verdict
from organisasi.models import (
    BentukEkspor,
    Instansi,
    JenisJabatan,
    Pegawai,
    Pengecualian,
    PeriodeEvaluasi,
    UnitKerja,
)
from organisasi.rules.orang import measures
from organisasi.services.audit import log_export
from penilaian.models import BagianDibaca
from penilaian.scoring.permenpanrb_6_2022 import Predikat
from penilaian.services.jejak import log_readings
from skp.workflow import TONE, Status

AT_ONCE = 500
"""So many people are written into a file while the browser waits; more are the worker's."""
LONGEST_PAPER = 3000
"""People of the longest paper; a workbook has no limit."""
PIECE = 500
EXCEL, PDF = "excel", "pdf"
ENDING = {EXCEL: "xlsx", PDF: "pdf"}
TUGAS = "rekap_unit"
BELUM = "belum"
STATUS = (
    (BELUM, "Belum dibuat"),
    *((each.value, each.label) for each in (Status.DRAFT, Status.DIAJUKAN, Status.DISETUJUI)),
)
LABEL = dict(STATUS)


@dataclass(frozen=True)
class Saringan:
    status: str = ""
    jenis: str = ""
    belum_lengkap: bool = False
    cari: str = ""
    urut: str = "nama"

    def query(self, **changes: Any) -> str:
        values = {
            "status": self.status, "jenis": self.jenis, "belum_lengkap": "1" if self.belum_lengkap else "",
            "cari": self.cari, "urut": "" if self.urut == "nama" else self.urut, **changes,
        }  # fmt: skip
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def semua(self) -> bool:
        """Whether nobody is left out."""
        return not (self.status or self.jenis or self.belum_lengkap or self.cari)

    @property
    def kata(self) -> list[tuple[str, str]]:
        """What is left out, in words."""
        lines = [
            ("Status", str(LABEL.get(self.status, ""))),
            ("Jenis jabatan", str(JenisJabatan(self.jenis).label) if self.jenis else ""),
            ("Hanya", "yang belum ditutup" if self.belum_lengkap else ""),
            ("Dicari", self.cari),
        ]
        return [(label, value) for label, value in lines if value]


@dataclass
class Baris:
    """A person as the recap shows him. `pengecualian`: those that touch the time."""

    pegawai: Pegawai
    angka: Angka
    pengecualian: Sequence[Pengecualian] = ()
    alamat: str = ""
    """Of his month, where the viewer may open it."""
    setahun: bool = False

    @property
    def status(self) -> str:
        return str(LABEL[self.angka.status or BELUM])

    @property
    def nada(self) -> str:
        return TONE[Status(self.angka.status)] if self.angka.status else "netral"

    @property
    def nilai(self) -> Decimal | None:
        return _two(self.angka.nilai)

    @property
    def perilaku(self) -> Decimal | None:
        return _two(self.angka.perilaku)

    @property
    def predikat(self) -> str:
        return Predikat(self.angka.predikat).label if self.angka.predikat else ""

    @property
    def kekurangan(self) -> str:
        """Why it is not complete, empty where it is."""
        if self.setahun:
            if self.angka.ditutup and self.angka.ditutup >= self.angka.disusun:
                return ""
            if not self.angka.disusun:
                return "Belum ada SKP Bulanan"
            return f"{self.angka.ditutup} dari {self.angka.disusun} SKP Bulanan ditutup"
        if self.angka.ditutup:
            return ""
        if self.angka.status == Status.DISETUJUI:
            return "Penilaian bulan ini belum ditutup"
        return f"SKP Bulanan {self.status.lower()}"


def _two(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass
class Rekap:
    """The recap of a unit with all below it, or of an instansi, as `oleh` asked for it at `pada`."""

    instansi: Instansi
    unit: UnitKerja | None
    masa: Masa
    oleh: Pegawai
    pada: datetime
    saringan: Saringan = field(default_factory=Saringan)
    tahun_dihitung: Sequence[int] | None = None
    """The years that are counted; None: the caller has seen to it."""

    @property
    def berlaku(self) -> Verdict:
        """Whether there is anything to recap."""
        verdict = measures(self.instansi)
        if verdict and self.tahun_dihitung is not None:
            return is_counted(self.masa.tahun, self.tahun_dihitung)
        return verdict

    # Names and addresses.

    @property
    def nama(self) -> str:
        return str(self.unit or self.instansi)

    @property
    def nama_masa(self) -> str:
        return f"{BULAN[self.masa.bulan - 1]} {self.masa.tahun}" if self.masa.bulan else f"Tahun {self.masa.tahun}"

    @property
    def setahun(self) -> bool:
        return self.masa.bulan is None

    @property
    def nomor_bulan(self) -> int:
        return self.masa.bulan or 0

    @property
    def judul(self) -> str:
        return f"Rekap Unit, {self.nama_masa}"

    @property
    def subjudul(self) -> str:
        return f"{self.unit} dan unit di bawahnya" if self.unit else str(self.instansi)

    def alamat(self, keluaran: str = "", *, bulan: int | None = None, **changes: Any) -> str:
        month = self.masa.bulan or 0 if bulan is None else bulan
        path = address(self.instansi, self.unit, self.masa.tahun, month, keluaran)
        query = self.saringan.query(**changes)
        return f"{path}?{query}" if query else path

    @property
    def alamat_excel(self) -> str:
        return self.alamat(EXCEL)

    @property
    def alamat_pdf(self) -> str:
        return self.alamat(PDF)

    @property
    def alamat_siapkan(self) -> str:
        return self.alamat("siapkan")

    @property
    def alamat_kurang(self) -> str:
        return self.alamat(belum_lengkap="1")

    @property
    def bulan_lain(self) -> list[tuple[int, str, str]]:
        """The months of the year and the whole of it, with the address of each."""
        names = [(0, "Setahun"), *((number, name[:3]) for number, name in enumerate(BULAN, start=1))]
        return [(number, name, self.alamat(bulan=number)) for number, name in names]

    @property
    def berkas(self) -> str:
        """The name of its file, without an ending."""
        return "-".join(f"Rekap {self.nama} {self.nama_masa}".split())

    # Who is in it.

    @cached_property
    def semua(self) -> querysets.People:
        return querysets.people_in(self.instansi, self.unit, self.masa)

    @cached_property
    def dihitung(self) -> querysets.People:
        """Who counts, whatever is looked at."""
        return self.semua.filter(dikecualikan=False)

    @cached_property
    def orang(self) -> querysets.People:
        """Who is looked at, sorted."""
        return self._looked_at(self.dihitung).select_related("jabatan", "unit")

    def _looked_at(self, people: querysets.People) -> querysets.People:
        asked = self.saringan
        if asked.status:
            people = querysets.with_status(people, self.masa, "" if asked.status == BELUM else asked.status)
        if asked.jenis:
            people = people.filter(jabatan__jenis=asked.jenis)
        if asked.belum_lengkap:
            people = querysets.unfinished(people, self.masa)
        if asked.cari:
            people = people.search(asked.cari)
        return querysets.sorted_by(people, self.masa, asked.urut)

    @cached_property
    def _found(self) -> dict[int, bool]:
        """The keys of who is looked at and, where nobody is left out, of who is excepted too: these by True."""
        if not self.saringan.semua:
            return querysets.keys_of(self._looked_at(self.dihitung))
        if self.saringan.urut == Saringan.urut:
            return querysets.keys_in(self.instansi, self.unit, self.masa)
        return querysets.keys_of(self._looked_at(self.semua))

    @cached_property
    def kunci(self) -> list[int]:
        """The keys of who is looked at, sorted."""
        return [pk for pk, excepted in self._found.items() if not excepted]

    @cached_property
    def terkecuali(self) -> list[Baris]:
        """Without their figures: of them only the reason is shown."""
        if self.saringan.semua:
            keys = [pk for pk, excepted in self._found.items() if excepted]
        else:
            keys = list(querysets.keys_of(querysets.excepted(self.semua, self.masa)))
        if not keys:
            return []
        exclusions = querysets.exclusions_of(keys, self.masa)
        return [Baris(person, Angka(), exclusions.get(person.pk, ())) for person in querysets.persons(keys)]

    @cached_property
    def periode(self) -> PeriodeEvaluasi | None:
        return querysets.period_of(self.instansi, self.masa)

    @property
    def judul_predikat(self) -> str:
        return f"Predikat {self.periode.nama}" if self.periode else f"Predikat {self.masa.tahun}"

    @property
    def berpredikat(self) -> bool:
        return self.instansi.evaluasi_periodik and (self.setahun or self.periode is not None)

    # Its numbers.

    def page(self, keys: Sequence[int], months: Mapping[int, int]) -> list[Baris]:
        """The rows of some of `kunci`; what the sums of all take is read along with them."""
        figures = querysets.figures_of(keys, self.masa, self.periode, everybody=self.kunci)
        self.total = querysets.total_of(figures.values())
        people = querysets.persons_in_order(keys)
        return self._rows(people, figures, months, querysets.exclusions_of(keys, self.masa))

    def ledger(self, keys: list[int], months: Mapping[int, int]) -> list[Baris]:
        """Rows without perilaku, predikat and exclusions."""
        figures = querysets.ledger_of(keys, self.masa, everybody=keys)
        return self._rows(querysets.persons_in_order(keys), figures, months, {})

    def rows(self, people: Iterable[Pegawai]) -> list[Baris]:
        found = list(people)
        keys = [person.pk for person in found]
        figures = querysets.figures_of(keys, self.masa, self.periode)
        return self._rows(found, figures, {}, querysets.exclusions_of(keys, self.masa))

    def _rows(
        self,
        people: Sequence[Pegawai],
        figures: Mapping[int | None, Angka],
        opened: Mapping[int, int],
        exclusions: Mapping[int, Sequence[Pengecualian]],
    ) -> list[Baris]:
        """`opened`: the keys of the SKP Bulanan of these people that the viewer may open."""
        return [
            Baris(
                person,
                figures.get(person.pk) or Angka(),
                exclusions.get(person.pk, ()),
                reverse("penilaian:bulanan_detail", args=[opened[person.pk]]) if person.pk in opened else "",
                self.setahun,
            )
            for person in people
        ]

    @property
    def banyak(self) -> int:
        """How many are looked at."""
        return len(self.kunci)

    @cached_property
    def total(self) -> Angka:
        """Of whom is looked at."""
        return querysets.total_of(querysets.figures_of([], self.masa, None, everybody=self.kunci).values())

    @cached_property
    def jumlah(self) -> dict[str, Any]:
        """The same as it is shown."""
        total = self.total
        return {
            "orang": self.banyak, "kegiatan": total.kegiatan, "dinilai": total.dinilai, "hari": total.hari,
            "belum_dinilai": total.belum_dinilai, "ditutup": total.ditutup, "rata_nilai": _two(total.nilai),
            "rata_perilaku": _two(total.perilaku),
            "rata_hari": _two(Decimal(total.hari) / self.banyak) if self.banyak else None,
        }  # fmt: skip

    @cached_property
    def kurang(self) -> int:
        """How many of all who count are not complete."""
        if self.masa.bulan and self.saringan.semua:  # a month is closed or not, and all are looked at already
            return int(self.banyak - self.jumlah["ditutup"])
        return querysets.unfinished(self.dihitung, self.masa).count()

    @property
    def berlangsung(self) -> bool:
        return self.masa.akhir >= self.hari_ini

    @property
    def sementara(self) -> bool:
        return self.berlangsung or self.kurang > 0

    @cached_property
    def hari_ini(self) -> date:
        return timezone.localdate(self.pada, self.instansi.tz)

    @cached_property
    def hari_kerja(self) -> int | None:
        """Of the month so far."""
        return (
            working_days(self.instansi, self.masa.awal, min(self.masa.akhir, self.hari_ini))
            if self.masa.bulan
            else None
        )

    # What stands beside the numbers.

    @property
    def kata_terkecuali(self) -> str:
        return f"{len(self.terkecuali)} dikecualikan" if self.terkecuali else ""

    @property
    def kata_belum_dinilai(self) -> str:
        return f"{self.jumlah['belum_dinilai']} belum dinilai"

    @property
    def kata_hari_kerja(self) -> str:
        return "" if self.hari_kerja is None else f"dari {self.hari_kerja} hari kerja"

    @property
    def kata_ditutup(self) -> str:
        return f"{self.jumlah['ditutup']} penilaian bulan ditutup"

    @property
    def lebar(self) -> int:
        """How many columns the paper has."""
        return 9 + self.setahun + self.berpredikat

    def log(self, rows: Iterable[Baris]) -> None:
        """Their owners find in their trail that values of theirs were read."""
        shown = [row for row in rows if row.angka.ditutup or row.angka.predikat]
        periode = self.periode if any(row.angka.predikat for row in shown) else None
        skps = querysets.read_skps([row.pegawai.pk for row in shown], self.masa, periode) if shown else []
        if skps:
            log_readings(skps=skps, by=self.oleh, bagian=BagianDibaca.CAPAIAN, at=self.pada)

    @property
    def per(self) -> str:
        moment = timezone.localtime(self.pada, self.instansi.tz)
        day, hour = date_format(moment, "j F Y"), date_format(moment, "H.i")
        return f"{day} pukul {hour} {self.instansi.get_zona_waktu_display()}"


def address(instansi: Instansi, unit: UnitKerja | None, tahun: int, bulan: int, keluaran: str = "") -> str:
    """`bulan` 0: the whole year; `keluaran`: EXCEL, PDF or "siapkan"."""
    where = {"unit": unit.pk} if unit is not None else {"instansi": instansi.pk}
    name = ("rekap_unit" if unit is not None else "rekap_instansi") + (f"_{keluaran}" if keluaran else "")
    return reverse(f"dashboard:{name}", kwargs={**where, "tahun": tahun, "bulan": bulan})


@dataclass(frozen=True)
class Kolom:
    """A column of the page. `alamat` sorts by it, `arah` says how it is sorted, in the words of ARIA."""

    label: str
    alamat: str = ""
    arah: str = ""
    angka: bool = False


def columns(rekap: Rekap) -> list[Kolom]:
    urut = rekap.saringan.urut

    def column(label: str, name: str = "", *, number: bool = True) -> Kolom:
        if not name:
            return Kolom(label, angka=number)
        direction = {name: "ascending", f"-{name}": "descending"}.get(urut, "")
        # Numbers begin with the highest, names with A.
        other = name if urut == f"-{name}" or (not number and urut != name) else f"-{name}"
        return Kolom(label, rekap.alamat(urut="" if other == "nama" else other), direction, number)

    titles = [
        column("Pegawai", "nama", number=False), column("Jabatan", number=False),
        column("Status SKP" if rekap.setahun else "SKP Bulanan", number=False),
        column("Kegiatan", "kegiatan"), column("Hari terisi", "hari"), column("Belum dinilai", "belum_dinilai"),
        column("Nilai capaian", "nilai"), column("Perilaku"),
    ]  # fmt: skip
    if rekap.setahun:
        titles.append(column("Bulan ditutup"))
    return [*titles, column(rekap.judul_predikat, number=False)] if rekap.berpredikat else titles


# --- Files ----------------------------------------------------------------------------------------------------------

BOLD = Font(bold=True)
Progress = Callable[[int, int], None]


def content_of(rekap: Rekap, bentuk: str, progress: Progress | None = None) -> bytes:
    """The recap as a workbook or as a paper. Raises Refused where the paper would be longer than anybody reads."""
    return _workbook(rekap, progress) if bentuk == EXCEL else _paper(rekap, progress)


def log_file(rekap: Rekap, bentuk: str, *, alamat: str) -> None:
    """In the audit, before the file leaves."""
    log_export(
        by=rekap.oleh, judul=f"{rekap.judul}: {rekap.subjudul}", bentuk=BentukEkspor(ENDING[bentuk]),
        baris=rekap.banyak + len(rekap.terkecuali), instansi=rekap.instansi, at=rekap.pada, alamat=alamat,
    )  # fmt: skip


def _pieces(rekap: Rekap, progress: Progress | None) -> Iterator[list[Baris]]:
    """All who are looked at, by pieces, each logged as read."""
    people = list(rekap.orang)
    for first in range(0, len(people), PIECE):
        rows = rekap.rows(people[first : first + PIECE])
        rekap.log(rows)
        yield rows
        if progress is not None:
            progress(min(first + PIECE, len(people)), len(people))


def _workbook(rekap: Rekap, progress: Progress | None) -> bytes:
    book = Workbook(write_only=True)
    titles = headings(rekap)
    sheet = _sheet(book, "Rekap", titles)
    missing: list[Baris] = []
    number = 0
    for piece in _pieces(rekap, progress):
        for row in piece:
            number += 1
            _append(sheet, _cells(rekap, number, row))
        missing += [row for row in piece if row.kekurangan]
    total = rekap.jumlah
    summary: list[Any] = ["", "Jumlah / rata-rata", "", "", "", "", total["kegiatan"], total["hari"],
                          total["belum_dinilai"], total["rata_nilai"], total["rata_perilaku"]]  # fmt: skip
    _append(sheet, summary, bold=True)
    excepted = _sheet(
        book, "Dikecualikan", ["NIP", "Nama", "Jabatan", "Unit Kerja", "Alasan", "Mulai", "Sampai", "Keterangan"]
    )
    for row in rekap.terkecuali:
        for each in row.pengecualian:
            _append(excepted, [*_person(row), each.get_alasan_display(), each.mulai, each.selesai, each.keterangan])
    lacking = _sheet(book, "Belum lengkap", [*PERSON, "Kekurangan"])
    for row in missing:
        _append(lacking, [*_person(row), row.kekurangan])
    about = book.create_sheet("Keterangan")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 26, 70
    for label, value in about_lines(rekap):
        _append(about, [label, value])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


PERSON = ("NIP", "Nama", "Jabatan", "Unit Kerja")
WIDTHS = {"No": 6, "NIP": 22, "Nama": 34, "Jabatan": 34, "Unit Kerja": 34, "Kekurangan": 40, "Keterangan": 40}


def headings(rekap: Rekap) -> list[str]:
    titles = ["No", "NIP", "Nama", "Jabatan", "Unit Kerja", "Status SKP" if rekap.setahun else "Status SKP Bulanan",
              "Kegiatan", "Hari terisi", "Belum dinilai", "Nilai capaian", "Perilaku"]  # fmt: skip
    if rekap.setahun:
        titles.append("Bulan ditutup")
    if rekap.berpredikat:
        titles.append(rekap.judul_predikat)
    return [*titles, "Catatan"]


def _cells(rekap: Rekap, number: int, row: Baris) -> list[Any]:
    angka = row.angka
    cells: list[Any] = [
        number,
        *_person(row),
        row.status,
        angka.kegiatan,
        angka.hari,
        angka.belum_dinilai,
        row.nilai,
        row.perilaku,
    ]
    if rekap.setahun:
        cells.append(angka.ditutup)
    if rekap.berpredikat:
        cells.append(row.predikat)
    notes = [row.kekurangan, *(f"Dikecualikan sebagian: {each.get_alasan_display()}" for each in row.pengecualian)]
    return [*cells, "; ".join(note for note in notes if note)]


def _person(row: Baris) -> list[str]:
    person = row.pegawai
    return [person.nip, person.nama_lengkap, str(person.jabatan or ""), str(person.unit or "")]


def _sheet(book: Workbook, title: str, titles: Sequence[str]) -> Any:
    sheet = book.create_sheet(title)
    for number, name in enumerate(titles, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, 15)
    sheet.freeze_panes = "D2" if titles[0] == "No" else "C2"
    _append(sheet, titles, bold=True)
    return sheet


def _append(sheet: Any, values: Sequence[Any], *, bold: bool = False) -> None:
    cells = [text_cell(sheet, value) if isinstance(value, str) else value for value in values]
    for cell in cells if bold else ():
        if hasattr(cell, "font"):
            cell.font = BOLD
    sheet.append(cells)


def about_lines(rekap: Rekap) -> list[tuple[str, Any]]:
    lines: list[tuple[str, Any]] = [
        ("Rekap", f"{rekap.nama} dan unit di bawahnya" if rekap.unit else rekap.nama),
        ("Instansi", str(rekap.instansi)),
        ("Masa", rekap.nama_masa),
        ("Per", rekap.per),
        ("Sifat", f"SEMENTARA: {why_provisional(rekap)}" if rekap.sementara else "Lengkap: semua sudah ditutup"),
        *rekap.saringan.kata,
        ("Pegawai", rekap.jumlah["orang"]),
        ("Dikecualikan", len(rekap.terkecuali)),
    ]
    if rekap.hari_kerja is not None:
        lines.append(("Hari kerja sampai tanggal itu", rekap.hari_kerja))
    return lines


def why_provisional(rekap: Rekap) -> str:
    parts = []
    if rekap.kurang:
        parts.append(f"{rekap.kurang} pegawai belum ditutup")
    if rekap.berlangsung:
        parts.append(f"{rekap.nama_masa} masih berjalan")
    return " dan ".join(parts)


def _paper(rekap: Rekap, progress: Progress | None) -> bytes:
    if rekap.banyak > LONGEST_PAPER:
        raise Refused(f"Cetakan paling banyak {LONGEST_PAPER} pegawai. Pilih unit di bawahnya, atau ekspor Excel.")
    rows = [row for piece in _pieces(rekap, progress) for row in piece]
    head, acting = querysets.signer_of(rekap.unit, on=rekap.hari_ini) if rekap.unit else (None, "")
    context = {
        "rekap": rekap,
        "baris": rows,
        "kurang": [row for row in rows if row.kekurangan],
        "mengapa": why_provisional(rekap),
        "kepala": head,
        "sebagai": acting.split(" ")[0],
        "tanggal": rekap.hari_ini,
    }
    return pdf.paper("cetak/rekap_unit.html", context, instansi=rekap.instansi, by=rekap.oleh, at=rekap.pada)


# --- The worker -----------------------------------------------------------------------------------------------------


def parameter(rekap: Rekap, bentuk: str) -> dict[str, Any]:
    asked = rekap.saringan
    return {
        "instansi": rekap.instansi.pk, "unit": rekap.unit and rekap.unit.pk, "tahun": rekap.masa.tahun,
        "bulan": rekap.masa.bulan, "bentuk": bentuk,
        "saringan": {"status": asked.status, "jenis": asked.jenis, "belum_lengkap": asked.belum_lengkap,
                     "cari": asked.cari, "urut": asked.urut},
    }  # fmt: skip


def from_parameter(values: Mapping[str, Any], *, by: Pegawai, at: datetime) -> Rekap:
    """Raises NotAllowed where `by` may not look at it any more."""
    unit = scopes.reachable_units(by).filter(pk=values["unit"]).first() if values["unit"] else None
    rows = scopes.reachable_instansi(by).filter(pk=values["instansi"])
    instansi = unit.instansi if unit is not None else None if values["unit"] else rows.first()
    if instansi is None or not may_monitor(by):
        raise NotAllowed("Rekap ini tidak lagi dapat Anda buka.")
    measures(instansi).require()
    return Rekap(instansi, unit, Masa(values["tahun"], values["bulan"]), by, at, Saringan(**values["saringan"]))
