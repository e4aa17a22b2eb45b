"""Matriks Peran Hasil as it is read: the page, the sheet and the paper show the same rows, built in a fixed number of
queries.

A cell is the RHK of the row's SKP that support the column. Of a draft only what the reader handed out is here at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.text import Truncator

from organisasi.models import Pegawai
from skp.models import JenisRhk, PesertaMatriks, RencanaHasilKerja, Skp, TidakBerperan, TimKerja
from skp.models.matriks import matrix_url
from skp.reading import matrices_of
from skp.workflow import Status


@dataclass(frozen=True)
class Kolom:
    nomor: int
    rhk: RencanaHasilKerja

    @cached_property
    def label(self) -> str:
        """How each cell of the column names it where the screen is too narrow for a table."""
        return f"RHK {self.nomor}: {Truncator(self.rhk.uraian).chars(70)}"


@dataclass(frozen=True)
class Kontribusi:
    """An RHK in a cell. `dibagikan`: the SKP is a draft, and these are the words in which the reader handed it."""

    pk: int
    skp_id: int
    induk: int
    kata: str
    dibagikan: bool


@dataclass(frozen=True)
class Sel:
    kolom: Kolom
    kontribusi: tuple[Kontribusi, ...]
    tidak_berperan: bool


@dataclass(frozen=True)
class Baris:
    """One person's row. `peserta` is None on the second level, whose people take part in another matrix.

    `terisi` counts RHK that this reader may not see too; `dapat_dilihat`: he may open the SKP itself.
    """

    skp: Skp
    sel: tuple[Sel, ...]
    peserta: PesertaMatriks | None = None
    terisi: bool = True
    dapat_dilihat: bool = False
    bawahan: tuple["Baris", ...] = ()

    @property
    def kata(self) -> str:
        """Everything a search of this row looks at."""
        skp = self.skp
        parts = [skp.pegawai.nama_lengkap, skp.pegawai.nip, str(skp.jabatan), str(skp.unit)]
        parts += [kontribusi.kata for sel in self.sel for kontribusi in sel.kontribusi]
        return " ".join(parts).lower()


@dataclass(frozen=True)
class Matriks:
    kepala: Skp
    tim: TimKerja | None
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    dua_tingkat: bool = False

    @property
    def jumlah_terisi(self) -> int:
        return sum(bool(sel.kontribusi) for baris in self.baris for sel in baris.sel)

    def lines(self) -> Iterator[tuple[Baris, bool]]:
        """Each row with those under it, and whether it stands on the second level."""
        for baris in self.baris:
            yield baris, False
            yield from ((below, True) for below in baris.bawahan)

    def search(self, text: str) -> "Matriks":
        """The rows in which, or under which, every typed word is found."""
        words = text.lower().split()

        def found(baris: Baris) -> bool:
            return all(word in baris.kata for word in words) or any(map(found, baris.bawahan))

        return replace(self, baris=tuple(filter(found, self.baris)))


def build(kepala: Skp, *, user: Pegawai, tim: TimKerja | None = None, dua_tingkat: bool = False) -> Matriks:
    """The matrix of a head's SKP as this user may read it. Five queries, seven with the second level."""
    kolom = columns(kepala)
    peserta = list(PesertaMatriks.objects.filter(kepala=kepala, tim=tim).for_matrix())
    first = _contributions(user, induk=[k.rhk.pk for k in kolom], skp=[row.skp_id for row in peserta])
    second = _second_level(user, first) if dua_tingkat else {}
    marked = set(TidakBerperan.objects.filter(peserta__in=peserta).values_list("peserta", "rhk"))
    readable = _readable(user, [row.skp for row in peserta], second)
    nested = _nested(second, first, kolom, readable)
    cells = _by_cell(first)
    baris = tuple(
        Baris(
            skp=row.skp,
            sel=tuple(_cell(k, cells.get((row.skp_id, k.rhk.pk), ()), (row.pk, k.rhk.pk) in marked) for k in kolom),
            peserta=row,
            terisi=row.terisi,
            dapat_dilihat=row.skp_id in readable,
            bawahan=nested.get(row.skp_id, ()),
        )
        for row in peserta
    )
    return Matriks(kepala, tim, kolom, baris, dua_tingkat)


def columns(kepala: Skp) -> tuple[Kolom, ...]:
    """The head's RHK: utama, then tambahan, each in its order."""
    rows = sorted(kepala.rhk.order_by("urutan", "pk"), key=lambda rhk: rhk.jenis != JenisRhk.UTAMA)
    return tuple(Kolom(number, rhk) for number, rhk in enumerate(rows, start=1))


@dataclass(frozen=True)
class Ringkasan:
    """A line of the list of matrices."""

    kepala: Skp
    tim: TimKerja | None
    jumlah_rhk: int
    jumlah_pegawai: int
    jumlah_terisi: int

    @property
    def url(self) -> str:
        return matrix_url(self.kepala.pk, self.tim and self.tim.pk)


def summaries(user: Pegawai, heads: Sequence[Skp]) -> list[Ringkasan]:
    """For each of these SKP its own matrix first, then those of the teams its owner leads. Four queries."""
    columns_of = defaultdict(list)
    for pk, skp in RencanaHasilKerja.objects.filter(skp__in=heads).values_list("pk", "skp"):
        columns_of[skp].append(pk)
    rows = defaultdict(set)
    for head, team, skp in PesertaMatriks.objects.filter(kepala__in=heads).values_list("kepala", "tim", "skp"):
        rows[head, team].add(skp)
    taking_part = set().union(*rows.values())
    cells = _contributions(user, induk=[pk for pks in columns_of.values() for pk in pks], skp=taking_part)
    filled = {(cell.skp_id, cell.induk) for cell in cells}

    def line(head: Skp, tim: TimKerja | None) -> Ringkasan:
        people = rows[head.pk, tim.pk if tim else None]
        count = sum((skp, rhk) in filled for skp in people for rhk in columns_of[head.pk])
        return Ringkasan(head, tim, len(columns_of[head.pk]), len(people), count)

    led = list(TimKerja.objects.filter(ketua__in={head.pegawai_id for head in heads}))
    return [line(head, tim) for head in heads for tim in (None, *(tim for tim in led if _works_in(tim, head)))]


@dataclass(frozen=True)
class Lembar:
    """As many columns as fit beside each other on paper, with what each row holds in them."""

    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[Baris, tuple[Sel, ...], bool], ...]
    """Row, its cells on this sheet, whether it stands on the second level."""


def sheets(matriks: Matriks, *, widest: int) -> list[Lembar]:
    """The columns in as few and as equal groups as fit; each sheet has every row."""
    count = max(1, -(-len(matriks.kolom) // widest))
    size = -(-len(matriks.kolom) // count) or 1
    return [
        Lembar(
            matriks.kolom[start : start + size],
            tuple((baris, baris.sel[start : start + size], nested) for baris, nested in matriks.lines()),
        )
        for start in range(0, count * size, size)
    ]


@dataclass(frozen=True)
class Keikutsertaan:
    """The matrices an SKP takes part in (none, one, or two and more), and whether it has one of its own."""

    diikuti: list[PesertaMatriks]
    memimpin: bool


def participation(skp: Skp) -> Keikutsertaan:
    """`skp` out of `Skp.objects.for_page`. One query."""
    return Keikutsertaan(matrices_of(skp.pk), memimpin=skp.memimpin)


def involvement(people: Iterable[Pegawai | int], *, tahun: int) -> Counter[int]:
    """By the person's id, the number of distinct matrices his SKP of that year stand in; 0 for whoever has none.

    A matrix is (SKP kepala, tim kerja). Two SKP of one year in the same matrix count once. One query.
    """
    rows = (
        PesertaMatriks.objects.filter(skp__pegawai__in=people, skp__tahun=tahun)
        .values_list("skp__pegawai", "kepala", "tim")
        .order_by()
        .distinct()
    )
    return Counter(pegawai for pegawai, _kepala, _tim in rows)


def band(count: int) -> str:
    """The three groups of the guide: "0", "1", "≥ 2"."""
    return str(count) if count < 2 else "≥ 2"


def _contributions(user: Pegawai, *, induk: Iterable[int], skp: Iterable[int] | None = None) -> list[Kontribusi]:
    """Only `kata` leaves the database: the present words of a draft never do."""
    rows = RencanaHasilKerja.objects.in_cascade(user, under=induk)
    if skp is not None:
        rows = rows.filter(skp__in=skp)
    values = rows.order_by("urutan", "pk").values_list("pk", "skp", "induk", "kata", "skp__status")
    return [
        Kontribusi(pk, skp_id, parent, words, status == Status.DRAFT) for pk, skp_id, parent, words, status in values
    ]


def _second_level(user: Pegawai, first: Sequence[Kontribusi]) -> dict[int, tuple[Skp, list[Kontribusi]]]:
    """What supports the cells of the first level, with whose SKP it is in."""
    cells = _contributions(user, induk=[cell.pk for cell in first])
    people = (
        Skp.objects.filter(pk__in={cell.skp_id for cell in cells})
        .select_related("pegawai", "jabatan", "unit")
        .order_by("pegawai__nama", "periode_mulai", "pk")
    )
    return {skp.pk: (skp, [cell for cell in cells if cell.skp_id == skp.pk]) for skp in people}


def _nested(
    second: Mapping[int, tuple[Skp, list[Kontribusi]]],
    first: Sequence[Kontribusi],
    kolom: Sequence[Kolom],
    readable: set[int],
) -> dict[int, tuple[Baris, ...]]:
    """By the SKP they stand under: the people of the second level, each RHK in the column its chain leads to."""
    above = {cell.pk: cell for cell in first}
    nested = defaultdict(list)
    for skp, cells in second.values():
        chains = defaultdict(lambda: defaultdict(list))
        for cell in cells:
            chains[above[cell.induk].skp_id][above[cell.induk].induk].append(cell)
        for superior, by_column in chains.items():
            sel = tuple(_cell(k, by_column.get(k.rhk.pk, ()), False) for k in kolom)
            nested[superior].append(Baris(skp=skp, sel=sel, dapat_dilihat=skp.pk in readable))
    return {superior: tuple(rows) for superior, rows in nested.items()}


def _readable(user: Pegawai, rows: Iterable[Skp], second: Iterable[int]) -> set[int]:
    submitted = {skp.pk for skp in rows if skp.status != Status.DRAFT} | set(second)
    return set(
        Skp.objects.visible_to(user).exclude(status=Status.DRAFT).filter(pk__in=submitted).values_list("pk", flat=True)
    )


def _by_cell(cells: Iterable[Kontribusi]) -> dict[tuple[int, int], list[Kontribusi]]:
    found = defaultdict(list)
    for cell in cells:
        found[cell.skp_id, cell.induk].append(cell)
    return found


def _cell(kolom: Kolom, cells: Iterable[Kontribusi], marked: bool) -> Sel:
    cells = tuple(cells)
    return Sel(kolom, cells, tidak_berperan=marked and not cells)


def _works_in(tim: TimKerja, head: Skp) -> bool:
    return tim.ketua_id == head.pegawai_id and head.meets(tim.mulai, tim.selesai)
