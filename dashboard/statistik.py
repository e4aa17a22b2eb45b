"""Statistik Kinerja: the three dashboards of chapter 7 of the BKN guide, and what stands on one page of them.

A page is a `Lingkup` (which dashboard, year, instansi or unit, period) looked at with a `Saringan` (sorted, searched).
Its figures are read when they are first asked for: a page whose rows are kept from before asks for none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.cache.utils import make_template_fragment_key
from django.core.paginator import Page, Paginator
from django.urls import reverse

from dashboard.models.rekap import TAHUNAN
from dashboard.querysets import statistik as querysets
from dashboard.querysets.rekap import TOTAL
from dashboard.rules.statistik import evaluates, is_counted
from ekinerja.charts import DonutChart, Part, donut_chart
from ekinerja.rules import Verdict
from organisasi.models import Instansi, PeriodeEvaluasi, UnitKerja
from penilaian.scoring.permenpanrb_6_2022 import Predikat
from penilaian.tone import PREDIKAT_TONE

DIKECUALIKAN = "dikecualikan"
BELUM = "belum"
PERSEN = "persen"
NOBODY = dict.fromkeys((f"{TOTAL}{name}" for name in TAHUNAN), 0)
ROWS_PER_PAGE, ORPHANS = 600, 60
"""So many rows are shown at once, and a few more rather than a page of their own."""
ROWS_OF_PAPER = 60
"""Rows of a paper that is made while the browser waits; the worker makes a longer one."""
KEEP_SECONDS = 300
"""How long rendered rows are kept at most; a change of the figures makes others at once."""

MOST_WITH_PERSONS = 200
"""Rows of units up to which each also leads to its persons; of more they are reached through the unit's page."""


@dataclass(frozen=True)
class Kelas:
    """A class of people; `kunci` in the address. `kolom` of the roll-up holds it; the last one is whoever is left."""

    kunci: str
    label: str
    tone: str = ""
    kolom: str = ""


@dataclass(frozen=True)
class Jenis:
    """A dashboard. `saringan` names a class in the address of its persons; `tercapai` are the classes that `capaian`
    sums up in percent."""

    slug: str
    judul: str
    keterangan: str
    ikon: str
    saringan: str
    kelas: tuple[Kelas, ...]
    capaian: str
    tercapai: frozenset[str]
    periodik: bool = True
    """Whether it is about what an instansi may leave unused: matrices and periods."""

    @property
    def nama(self) -> str:
        return self.judul.removeprefix("Dashboard ")

    @property
    def kolom(self) -> list[str]:
        """The columns of its classes but the last, which is what is left."""
        return [each.kolom for each in self.kelas[:-1]]

    @property
    def semua_kolom(self) -> list[str]:
        """All columns of the roll-up that it shows."""
        return ["pegawai", DIKECUALIKAN, *self.kolom]

    @property
    def tempat_tercapai(self) -> list[int]:
        return [place for place, each in enumerate(self.kelas) if each.kunci in self.tercapai]


PENGISIAN = Jenis(
    slug="pengisian",
    judul="Dashboard Pengisian",
    keterangan="Sejauh mana SKP tahun ini disusun: dari belum dibuat sampai disetujui.",
    ikon="pencil-square",
    saringan="kelas",
    kelas=(
        Kelas("disetujui", "Disetujui", "sukses", "disetujui"),
        Kelas("diajukan", "Sedang pengajuan", "info", "diajukan"),
        Kelas("draft", "Draft", "peringatan", "draft"),
        Kelas(BELUM, "Belum buat"),
    ),
    capaian="Disetujui",
    tercapai=frozenset({"disetujui"}),
    periodik=False,
)
MATRIKS = Jenis(
    slug="matriks",
    judul="Dashboard Keterlibatan Matriks",
    keterangan="Dalam berapa matriks peran hasil seorang pegawai terlibat.",
    ikon="grid-3x3",
    saringan="matriks",
    kelas=(
        Kelas("2", "Matriks ≥ 2", "sukses", "matriks_2"),
        Kelas("1", "Matriks 1", "info", "matriks_1"),
        Kelas("0", "Matriks 0"),
    ),
    capaian="Terlibat",
    tercapai=frozenset({"1", "2"}),
)
PENILAIAN = Jenis(
    slug="penilaian",
    judul="Dashboard Penilaian",
    keterangan="Predikat kinerja yang sudah diserahkan kepada pegawai.",
    ikon="clipboard-check",
    saringan="predikat",
    kelas=(
        *(Kelas(each.value, each.label, PREDIKAT_TONE[each], each.value) for each in Predikat),
        Kelas(BELUM, "Belum diserahkan"),
    ),
    capaian="Diserahkan",
    tercapai=frozenset(each.value for each in Predikat),
)
JENIS: Mapping[str, Jenis] = {each.slug: each for each in (PENGISIAN, MATRIKS, PENILAIAN)}


@dataclass(frozen=True)
class Hitungan:
    """People, whoever is excepted beside them, and how many of them are in each class, in the order of the classes."""

    pegawai: int
    dikecualikan: int
    jumlah: tuple[int, ...]

    @property
    def kosong(self) -> bool:
        return not self.pegawai and not self.dikecualikan

    def permil(self, number: int) -> int | None:
        """Its share in tenths of a percent, a half rounded up; None where there is nobody."""
        return (2000 * number + self.pegawai) // (2 * self.pegawai) if self.pegawai else None

    def persen(self, number: int) -> Decimal | None:
        """The same in percent, with one decimal."""
        tenths = self.permil(number)
        return None if tenths is None else Decimal(tenths).scaleb(-1)


def counted(jenis: Jenis, sums: Mapping[str, int]) -> Hitungan:
    """`sums`: of the columns of the roll-up, as its queryset names them."""
    known = [sums[f"{TOTAL}{kolom}"] for kolom in jenis.kolom]
    people = sums[f"{TOTAL}pegawai"]
    return Hitungan(people, sums[f"{TOTAL}dikecualikan"], (*known, people - sum(known)))


def total_of(jenis: Jenis, rows: Iterable[Hitungan]) -> Hitungan:
    found = list(rows)
    columns = zip(*(row.jumlah for row in found), strict=True) if found else ([0] for _ in jenis.kelas)
    return Hitungan(sum(row.pegawai for row in found), sum(row.dikecualikan for row in found), tuple(map(sum, columns)))


# --- Where one is -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lingkup:
    """What a page is about. Without an instansi: the nation; with a unit: it and all below it.

    `tahun_rekap`: the years that are counted. `di_atas`: the units above it that the viewer may open too.
    """

    jenis: Jenis
    tahun: int
    tahun_rekap: Sequence[int]
    instansi: Instansi | None = None
    unit: UnitKerja | None = None
    di_atas: Sequence[UnitKerja] = ()
    sekitar: Sequence[UnitKerja] = ()
    """Those above the unit, itself, and those right below it."""
    seluruh_instansi: bool = True
    """Whether the viewer may open the whole instansi."""
    periode: PeriodeEvaluasi | None = None
    daftar_periode: Sequence[PeriodeEvaluasi] = ()
    versi_unit: int | None = None
    """Another one after every change of units."""

    @property
    def nama(self) -> str:
        return str(self.unit or self.instansi or "Nasional")

    @property
    def berlaku(self) -> Verdict:
        """Whether there are figures of this kind here."""
        verdict = evaluates(self.instansi if self.jenis.periodik else None)
        return is_counted(self.tahun, self.tahun_rekap) if verdict else verdict

    @property
    def per_periode(self) -> PeriodeEvaluasi | None:
        """The period whose evaluasi are counted; None: the year's predikat, which the roll-ups know."""
        return None if self.periode is None or self.periode.akhir else self.periode

    @property
    def nama_periode(self) -> str:
        if self.jenis is not PENILAIAN:
            return ""
        return str(self.per_periode) if self.per_periode else f"Akhir tahun {self.tahun}"

    def alamat(self, keluaran: str = "", **query: Any) -> str:
        """Of this page, or of its file (`excel`, `pdf`)."""
        where, key = self._where
        return _address(f"statistik_{where}" + (f"_{keluaran}" if keluaran else ""), self, key, query)

    @property
    def _where(self) -> tuple[str, dict[str, int]]:
        if self.unit is not None:
            return "unit", {"unit": self.unit.pk}
        if self.instansi is not None:
            return "instansi", {"instansi": self.instansi.pk}
        return "nasional", {}

    @property
    def tahun_lain(self) -> list[tuple[int, str]]:
        """The years that are counted, with the address of this page in each."""
        return [(tahun, replace(self, tahun=tahun).alamat()) for tahun in self.tahun_rekap]

    @property
    def jenis_lain(self) -> list[tuple[Jenis, str]]:
        return [(jenis, replace(self, jenis=jenis).alamat()) for jenis in JENIS.values()]

    @property
    def kepala(self) -> Instansi:
        """Whose clock and letterhead the page has; of the nation an instansi that stands for all."""
        return self.instansi or Instansi(nama="Seluruh Instansi Pemerintah")

    @property
    def jejak(self) -> list[tuple[str, str]]:
        """What lies above and the viewer may open, from the top, for going up."""
        query = {"periode": self.per_periode.pk if self.per_periode else ""}
        above = [("Statistik Kinerja", reverse("dashboard:statistik"))]
        if self.unit is not None and self.seluruh_instansi:
            above.append((str(self.instansi), replace(self, unit=None).alamat(**query)))
        return above + [(unit.nama, replace(self, unit=unit).alamat(**query)) for unit in self.di_atas]

    def alamat_orang(self, keluaran: str = "", **query: Any) -> str:
        """Of the persons behind the figures; `kelas` is the key of a class."""
        if self.instansi is None:
            return ""
        kelas = query.pop("kelas", "")
        named = {
            self.jenis.saringan: kelas,
            "unit": self.unit.pk if self.unit else "",
            "periode": self.per_periode.pk if self.per_periode else "",
        }
        name = "statistik_orang" + (f"_{keluaran}" if keluaran else "")
        return _address(name, self, {"instansi": self.instansi.pk}, {**named, **query})


def _address(name: str, lingkup: Lingkup, key: dict[str, int], query: Mapping[str, Any]) -> str:
    path = reverse(f"dashboard:{name}", kwargs={"jenis": lingkup.jenis.slug, "tahun": lingkup.tahun, **key})
    asked = {name: value for name, value in query.items() if value not in ("", None, False)}
    return f"{path}?{urlencode(asked)}" if asked else path


# --- What stands in it ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Saringan:
    """How the rows are looked at: `urut` is a column, with "-" from the highest on."""

    urut: str = ""
    cari: str = ""
    tampil: str = ""
    kosong: bool = False
    """Whether rows of nobody show too."""

    @property
    def persen(self) -> bool:
        return self.tampil == PERSEN

    def query(self, lingkup: Lingkup, **changes: Any) -> dict[str, Any]:
        values = {"urut": self.urut, "cari": self.cari, "tampil": self.tampil, "kosong": int(self.kosong) or ""}
        periode = lingkup.per_periode.pk if lingkup.per_periode else ""
        return {"periode": periode, **values, **changes}


@dataclass(frozen=True)
class Baris:
    """An instansi or a unit with all below it. Addresses are relative to the page: a table of hundreds stays small."""

    nama: str
    hitungan: Hitungan
    alamat: str = ""
    alamat_orang: str = ""


@dataclass(frozen=True)
class BarisTampil:
    """The same as it is printed: every number is formatted once, here."""

    nama: str
    pegawai: str
    sel: list[str]
    alamat: str = ""
    alamat_orang: str = ""


@dataclass(frozen=True)
class Kolom:
    kunci: str
    label: str
    arah: str = ""
    """How the rows are sorted by it, in the words of ARIA."""
    alamat: str = ""

    @property
    def judul(self) -> str:
        """The label, which may be broken after a slash: a narrow column."""
        return self.label.replace("/", "/\u200b")


@dataclass
class Statistik:
    """One page of figures, as of `pada`."""

    lingkup: Lingkup
    saringan: Saringan
    pada: datetime
    halaman: int = 1
    """Which page of the rows is shown, from 1 on; a file has them all."""

    # Where rendered rows are kept.

    @property
    def masa(self) -> int:
        """For how many seconds what was rendered may be shown again; what is counted live, or searched, never."""
        return 0 if self.lingkup.per_periode or self.saringan.cari or not self.lingkup.berlaku else KEEP_SECONDS

    @cached_property
    def kunci(self) -> str:
        """Names the page as it is now: where, how looked at, the version of the figures, and what stands beside them.
        Never who looks: whoever may open it sees the same."""
        if not self.masa:
            return ""
        lingkup = self.lingkup
        version = querysets.version(lingkup.tahun, lingkup.instansi)
        beside = [lingkup.nama, *lingkup.tahun_rekap, *(f"{row.pk} {row}" for row in lingkup.daftar_periode)]
        query = self.saringan.query(lingkup, versi=version, unit=lingkup.versi_unit, page=self.halaman)
        return lingkup.alamat(**query, lain="/".join(map(str, beside)))

    # Its files: exactly what it shows.

    @property
    def alamat_excel(self) -> str:
        return self.lingkup.alamat("excel", **self.saringan.query(self.lingkup))

    @property
    def alamat_pdf(self) -> str:
        return self.lingkup.alamat("pdf", **self.saringan.query(self.lingkup))

    @property
    def alamat_siapkan(self) -> str:
        return self.lingkup.alamat("siapkan", **self.saringan.query(self.lingkup))

    @property
    def panjang(self) -> bool:
        """Whether its paper is the worker's. Kept like the rows, which are not asked for again to tell."""
        if not self.masa:
            return len(self.baris) > ROWS_OF_PAPER
        key = make_template_fragment_key("statistik_panjang", [self.kunci])
        return bool(cache.get_or_set(key, lambda: len(self.baris) > ROWS_OF_PAPER, self.masa))

    # The figures.

    @cached_property
    def semua(self) -> list[Baris]:
        """Every row there is, in the order of the tree or of names."""
        return _nation(self.lingkup) if self.lingkup.instansi is None else _branches(self.lingkup)

    @cached_property
    def utama(self) -> Hitungan:
        """Statistik Utama: all of them together."""
        return total_of(self.lingkup.jenis, (row.hitungan for row in self.semua))

    @cached_property
    def baris(self) -> list[Baris]:
        """Those that were asked for, sorted."""
        sought = self.saringan.cari.casefold().split()
        rows = [
            row
            for row in self.semua
            if (self.saringan.kosong or not row.hitungan.kosong) and all(word in row.nama.casefold() for word in sought)
        ]
        return sorted(rows, key=_order(self.lingkup.jenis, self.saringan), reverse=self.saringan.urut.startswith("-"))

    @cached_property
    def page_obj(self) -> "Page[Baris]":
        """The rows of one page. Nearly every table fits on its first."""
        return Paginator(self.baris, ROWS_PER_PAGE, orphans=ORPHANS).get_page(self.halaman)

    @cached_property
    def jumlah(self) -> Hitungan:
        """Of all rows that were asked for."""
        return total_of(self.lingkup.jenis, (row.hitungan for row in self.baris)) if self.saringan.cari else self.utama

    @property
    def terlipat(self) -> int:
        """How many rows are left out because nobody is in them."""
        return 0 if self.saringan.kosong else sum(row.hitungan.kosong for row in self.semua)

    # As it is printed.

    @property
    def judul_baris(self) -> str:
        return "Instansi" if self.lingkup.instansi is None else "Unit Kerja"

    @property
    def judul_bagian(self) -> str:
        return "Statistik per Instansi" if self.lingkup.instansi is None else "Statistik per Unit Kerja"

    @property
    def kolom(self) -> list[Kolom]:
        jenis = self.lingkup.jenis
        named = [
            ("nama", self.judul_baris),
            ("pegawai", "Pegawai"),
            *((each.kunci, each.label) for each in jenis.kelas),
            (PERSEN, f"{jenis.capaian} (%)"),
            (DIKECUALIKAN, "Dikecualikan"),
        ]
        return [self._column(kunci, label) for kunci, label in named]

    def _column(self, kunci: str, label: str) -> Kolom:
        """A name is sorted from A on first, a number from the highest on."""
        first, second = (kunci, f"-{kunci}") if kunci == "nama" else (f"-{kunci}", kunci)
        urut = second if self.saringan.urut == first else first
        arah = {kunci: "ascending", f"-{kunci}": "descending"}.get(self.saringan.urut, "")
        return Kolom(kunci, label, arah, f"?{_query(self.saringan.query(self.lingkup, urut=urut))}")

    @property
    def baris_tampil(self) -> list[BarisTampil]:
        return self._printed(self.baris)

    @property
    def baris_halaman(self) -> list[BarisTampil]:
        """Those of one page."""
        return self._printed(self.page_obj.object_list)

    def _printed(self, rows: Iterable[Baris]) -> list[BarisTampil]:
        show = self._shown
        return [
            BarisTampil(row.nama, thousands(row.hitungan.pegawai), show(row.hitungan), row.alamat, row.alamat_orang)
            for row in rows
        ]

    @property
    def halaman_lain(self) -> dict[str, Any]:
        """The addresses below a page of the rows, by what was asked for and not by what else stood in the address."""
        page = self.page_obj

        def address(number: int) -> str:
            return f"?{_query(self.saringan.query(self.lingkup, page=number))}"

        return {
            "pages": [(number, address(number)) for number in page.paginator.page_range],
            "previous": address(page.number - 1) if page.has_previous() else "",
            "next": address(page.number + 1) if page.has_next() else "",
        }

    @property
    def jumlah_tampil(self) -> BarisTampil:
        total = self.jumlah
        label = "Jumlah yang tampil" if self.saringan.cari else "Jumlah"
        return BarisTampil(label, thousands(total.pegawai), self._shown(total))

    def _shown(self, row: Hitungan) -> list[str]:
        kelas = row.jumlah
        shown = [percent(row.permil(n)) for n in kelas] if self.saringan.persen else [thousands(n) for n in kelas]
        reached = row.permil(achieved(self.lingkup.jenis, row))
        return [*shown, percent(reached), thousands(row.dikecualikan)]

    @property
    def ubin(self) -> list[dict[str, Any]]:
        """The tiles of Statistik Utama, each leading to the persons behind it."""
        lingkup, row = self.lingkup, self.utama
        classes = [
            {
                "label": kelas.label,
                "value": thousands(number),
                "hint": percent(row.permil(number)),
                "tone": kelas.tone or "netral",
                "url": lingkup.alamat_orang(kelas=kelas.kunci),
            }
            for kelas, number in zip(lingkup.jenis.kelas, row.jumlah, strict=True)
        ]
        everybody = {
            "label": "Pegawai",
            "value": thousands(row.pegawai),
            "hint": f"{thousands(row.dikecualikan)} orang dikecualikan" if row.dikecualikan else "",
            "tone": "netral",
            "url": lingkup.alamat_orang(),
        }
        return [everybody, *classes]

    @property
    def grafik(self) -> DonutChart:
        pairs = zip(self.lingkup.jenis.kelas, self.utama.jumlah, strict=True)
        return donut_chart([Part(kelas.label, number, kelas.tone) for kelas, number in pairs])

    @property
    def judul_grafik(self) -> str:
        return f"{self.lingkup.jenis.nama}, {self.lingkup.nama}, " + (
            self.lingkup.nama_periode or str(self.lingkup.tahun)
        )


def achieved(jenis: Jenis, row: Hitungan) -> int:
    """How many have got where this dashboard looks."""
    return sum(row.jumlah[place] for place in jenis.tempat_tercapai)


def thousands(number: int) -> str:
    return str(number) if number < 1000 else f"{number:,}".replace(",", ".")


def percent(tenths: int | None) -> str:
    return "–" if tenths is None else f"{tenths // 10},{tenths % 10}%"


def _order(jenis: Jenis, saringan: Saringan) -> Callable[[Baris], Any]:
    """Rows without anybody have no share: they stand below every one that has."""
    place = {each.kunci: index for index, each in enumerate(jenis.kelas)}

    def share(row: Hitungan, number: int) -> int:
        tenths = row.permil(number)
        return -1 if tenths is None else tenths

    def of_class(row: Hitungan, number: int) -> int:
        return share(row, number) if saringan.persen else number

    columns: dict[str, Callable[[Baris], Any]] = {
        "nama": lambda row: row.nama.casefold(),
        "pegawai": lambda row: row.hitungan.pegawai,
        PERSEN: lambda row: share(row.hitungan, achieved(jenis, row.hitungan)),
        DIKECUALIKAN: lambda row: row.hitungan.dikecualikan,
    }
    column = saringan.urut.removeprefix("-")
    if column in place:
        return lambda row: of_class(row.hitungan, row.hitungan.jumlah[place[column]])
    return columns.get(column, lambda row: 0)


def _query(values: Mapping[str, Any]) -> str:
    return urlencode({name: value for name, value in values.items() if value not in ("", None)})


# --- Rows -----------------------------------------------------------------------------------------------------------


def _nation(lingkup: Lingkup) -> list[Baris]:
    """Two queries."""
    jenis = lingkup.jenis
    found = querysets.sums_by_instansi(lingkup.tahun, jenis.semua_kolom)
    names = querysets.named_instansi(periodik=jenis.periodik)
    return [
        Baris(nama, hitungan := counted(jenis, found.get(pk, NOBODY)), "" if hitungan.kosong else f"instansi/{pk}/")
        for pk, nama in names
    ]


def _branches(lingkup: Lingkup) -> list[Baris]:
    """The units below with all in them, who is in the unit itself, and in an instansi who is in no unit."""
    instansi, unit = lingkup.kepala, lingkup.unit
    shown, here, depth = _level(lingkup)
    if lingkup.per_periode is not None:
        found = querysets.period_by_branch(lingkup.per_periode, unit=unit, depth=depth)
    else:
        columns = lingkup.jenis.semua_kolom
        found = querysets.sums_by_branch(lingkup.tahun, instansi, unit=unit, depth=depth, columns=columns)

    def row(nama: str, key: tuple[bool, int | None], address: str = "", **who: Any) -> Baris:
        hitungan = counted(lingkup.jenis, found.get(key, NOBODY))
        return Baris(nama, hitungan, address, people(**who) if not hitungan.kosong else "")

    # Relative to .../unit/<pk>/ or .../instansi/<pk>/.
    up = "../" if unit is not None else "../../unit/"
    persons = f"../../instansi/{instansi.pk}/orang/" if unit is not None else "orang/"
    periode = lingkup.per_periode.pk if lingkup.per_periode else ""
    tail = f"?periode={periode}" if periode else ""

    def people(**who: Any) -> str:
        return f"{persons}?{_query({**who, 'periode': periode})}"

    rows = [row(each.nama, (True, each.pk), f"{up}{each.pk}/{tail}", unit=each.pk) for each in shown]
    if len(rows) > MOST_WITH_PERSONS:
        rows = [replace(each, alamat_orang="") for each in rows]
    if here is not None and (True, None) in found:
        rows.insert(0, row(f"{here.nama} (langsung)", (True, None), unit=here.pk, langsung=1))
    if (False, None) in found:
        rows.append(row("Tanpa unit kerja", (False, None), tanpa_unit=1))
    return rows


def _level(lingkup: Lingkup) -> tuple[list[UnitKerja], UnitKerja | None, int]:
    """The units that are rows, the one they are right below, and how deep they stand.

    A tree with one root opens at it: a table of one row would say nothing.
    """
    if lingkup.unit is not None:
        below = [each for each in lingkup.sekitar if each.induk_id == lingkup.unit.pk]
        return below, lingkup.unit, len(lingkup.unit.jalur)
    units = querysets.top_units(lingkup.kepala)
    roots = [each for each in units if each.induk_id is None]
    if len(roots) != 1:
        return roots, None, 0
    return [each for each in units if each.induk_id == roots[0].pk], roots[0], 1
