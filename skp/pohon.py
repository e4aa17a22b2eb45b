"""The tree of a head's SKP: from each of his RHK down through whatever supports it, at any depth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection

from organisasi.models import Pegawai
from organisasi.scoping import acting_ids
from skp.matriks import columns
from skp.models import RencanaHasilKerja, Skp
from skp.querysets.dokumen import leads
from skp.workflow import Status

DEEPEST = 10
LARGEST = 2000
"""RHK on one page. The walk goes level by level, so that what is left out is the lowest."""

# The same two cases as `RencanaHasilKerja.objects.in_cascade`: what was submitted, and of a draft what was handed out.
DOWNWARDS = """
    WITH RECURSIVE turun(id, induk, kedalaman, jalur) AS (
        SELECT id, NULL::bigint, 1, ARRAY[id] FROM skp_rencanahasilkerja WHERE skp_id = %(skp)s
        UNION ALL
        SELECT anak.id, turun.id, kedalaman + 1, jalur || anak.id FROM turun
        CROSS JOIN LATERAL (
            SELECT rhk.id FROM skp_rencanahasilkerja rhk
            JOIN skp_skp skp ON skp.id = rhk.skp_id
            WHERE rhk.atasan_id = turun.id AND skp.status <> 'DRAFT'
            UNION ALL
            SELECT rhk.id FROM skp_butirpembagian butir
            JOIN skp_pembagian pembagian ON pembagian.id = butir.pembagian_id
            JOIN skp_rencanahasilkerja rhk ON rhk.butir_id = butir.id
            JOIN skp_skp skp ON skp.id = rhk.skp_id
            WHERE butir.atasan_id = turun.id AND skp.status = 'DRAFT' AND pembagian.oleh_id = ANY(%(handed_by)s)
        ) anak
        WHERE kedalaman < %(deepest)s AND NOT anak.id = ANY(jalur)
    )
    SELECT id, induk FROM turun WHERE induk IS NOT NULL ORDER BY kedalaman, id LIMIT %(largest)s
"""


@dataclass
class Simpul:
    """An RHK in the tree. `kata`: its words, or, of a draft, those in which the reader handed it out (`dibagikan`).

    `belum_didukung`: its owner leads somebody, and nobody supports it.
    """

    rhk: RencanaHasilKerja
    kata: str
    dibagikan: bool = False
    memimpin: bool = False
    anak: list["Simpul"] = field(default_factory=list)

    @property
    def belum_didukung(self) -> bool:
        return self.memimpin and not self.dibagikan and not self.anak

    @property
    def jumlah_rhk(self) -> int:
        return sum(1 for _simpul in self.below())

    @property
    def jumlah_pegawai(self) -> int:
        return len({simpul.rhk.skp.pegawai_id for simpul in self.below()})

    @property
    def jumlah_belum_didukung(self) -> int:
        return self.belum_didukung + sum(simpul.belum_didukung for simpul in self.below())

    def below(self) -> Iterator["Simpul"]:
        for simpul in self.anak:
            yield simpul
            yield from simpul.below()


@dataclass(frozen=True)
class Pohon:
    akar: list[Simpul]
    terpotong: bool

    @property
    def jumlah_belum_didukung(self) -> int:
        return sum(simpul.jumlah_belum_didukung for simpul in self.akar)

    def unsupported(self) -> "Pohon":
        """Only the branches that lead to an RHK nobody supports."""
        return Pohon(_pruned(self.akar), self.terpotong)


def grow(kepala: Skp, *, user: Pegawai) -> Pohon:
    """The tree of a head's SKP as this user may read it. `kepala` out of `Skp.objects.heading`. Four queries."""
    edges = _edges(kepala, user)
    nodes = {
        column.rhk.pk: Simpul(column.rhk, column.rhk.uraian, memimpin=kepala.memimpin) for column in columns(kepala)
    }
    roots = list(nodes.values())
    for simpul in roots:
        simpul.rhk.skp = kepala
    nodes |= {simpul.rhk.pk: simpul for simpul in _fetch(user, [pk for pk, _parent in edges])}
    for pk, parent in edges:
        if pk in nodes and parent in nodes:
            nodes[parent].anak.append(nodes[pk])
    return Pohon(roots, terpotong=len(edges) == LARGEST)


def _edges(kepala: Skp, user: Pegawai) -> list[tuple[int, int]]:
    values = {
        "skp": kepala.pk,
        "handed_by": list(acting_ids(user)),
        "deepest": DEEPEST,
        "largest": LARGEST,
    }
    with connection.cursor() as cursor:
        cursor.execute(DOWNWARDS, values)
        return cursor.fetchall()


def _fetch(user: Pegawai, pks: Iterable[int]) -> Iterator[Simpul]:
    rows = (
        RencanaHasilKerja.objects.in_cascade(user)
        .filter(pk__in=pks)
        .annotate(memimpin=leads("skp__pegawai"))
        .select_related("skp__pegawai", "skp__jabatan", "skp__unit")
        .defer("uraian")
    )
    for rhk in rows:
        yield Simpul(rhk, rhk.kata, dibagikan=rhk.skp.status == Status.DRAFT, memimpin=rhk.memimpin)


def _pruned(nodes: Iterable[Simpul]) -> list[Simpul]:
    kept = []
    for simpul in nodes:
        anak = _pruned(simpul.anak)
        if anak or simpul.belum_didukung:
            kept.append(Simpul(simpul.rhk, simpul.kata, simpul.dibagikan, simpul.memimpin, anak))
    return kept
