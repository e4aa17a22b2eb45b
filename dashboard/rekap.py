"""Opens, closes, checks, repairs and folds the roll-ups. What keeps them true is in dashboard/models/sumber.py.

Everything goes by pieces of bounded size, each a transaction of its own, so that a million people meet neither the
time limit of a statement nor each other.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q

from dashboard.models import RekapBulan, RekapInstansi, RekapPegawai, RekapUnit, RekapUnitBulan, TahunRekap
from dashboard.models.rekap import PER_BULAN, PER_TAHUN
from organisasi.models import Instansi, Pegawai, Pengecualian
from skp.models import Skp

PIECE = 500
"""People in one statement: a month of them is some 10,000 activities."""
WRITERS_END_WITHIN = 600.0
"""Seconds within which a transaction that was open when a year was opened has ended."""
_LOCK = 7202605


@dataclass(frozen=True)
class Buku:
    """A ledger, and the person rows it adds up."""

    model: type[models.Model]
    orang: type[models.Model]
    kunci: tuple[str, ...]
    angka: dict[str, str]

    @property
    def tabel(self) -> str:
        return self.model._meta.db_table

    @property
    def kolom_kunci(self) -> str:
        return ", ".join(self.kunci)

    @property
    def kolom(self) -> str:
        return ", ".join(self.angka)

    def sums(self, sign: str = "") -> str:
        return ", ".join(f"{sign}SUM({name})" for name in self.angka)


BUKU = (
    Buku(RekapUnit, RekapPegawai, ("tahun", "instansi_id", "unit_id"), dict(PER_TAHUN)),
    Buku(RekapInstansi, RekapPegawai, ("tahun", "instansi_id"), dict(PER_TAHUN)),
    Buku(RekapUnitBulan, RekapBulan, ("tahun", "bulan", "instansi_id", "unit_id"), dict(PER_BULAN)),
)

# The people of a piece in their months of a year: those with an SKP Bulanan, with an activity, or with a row.
_BULAN = """
    SELECT s.pegawai_id, s.tahun::int, b.bulan::int FROM skp_skp s JOIN skp_skpbulanan b ON b.skp_id = s.id
    WHERE s.tahun = %(tahun)s AND s.pegawai_id = ANY (%(orang)s)
    UNION
    SELECT k.pegawai_id, %(tahun)s::int, EXTRACT(month FROM k.tanggal)::int FROM kegiatan_kegiatanharian k
    WHERE k.pegawai_id = ANY (%(orang)s)
      AND k.tanggal >= make_date(%(tahun)s, 1, 1) AND k.tanggal < make_date(%(tahun)s + 1, 1, 1)
    UNION
    SELECT r.pegawai_id, r.tahun::int, r.bulan::int FROM dashboard_rekapbulan r
    WHERE r.tahun = %(tahun)s AND r.pegawai_id = ANY (%(orang)s)
"""
_BULAN_SIAPA = f"SELECT * FROM ({_BULAN}) o (pegawai_id, tahun, bulan)"
_SEGARKAN = (
    "SELECT rekap_segarkan_tahun(array_agg(o), array_agg(%(tahun)s::int)) FROM unnest(%(orang)s::bigint[]) o",
    f"SELECT rekap_segarkan_bulan(array_agg(pegawai_id), array_agg(tahun), array_agg(bulan)) FROM ({_BULAN_SIAPA}) o",
)


# --- Opening and closing --------------------------------------------------------------------------


def open_year(tahun: int, *, at: datetime) -> None:
    """Counts a year from now on, and counts what there is. Opening it again counts anew and changes nothing; a closed
    year stays closed and gets nobody who came later.

    Nobody who writes meanwhile is missed: whoever begins after the year stands in the table refreshes his rows
    himself, and what was being written before is waited for. Within a transaction of the caller nobody else may write.
    Raises TimeoutError when a transaction that was open does not end; the year is then open, and not filled.
    """
    TahunRekap.objects.get_or_create(tahun=tahun, defaults={"dibuka_pada": at})
    if not connection.in_atomic_block:
        _wait_for_writers()
    for pegawai in _pieces(_counted(tahun)):
        _refresh(tahun, pegawai)
    TahunRekap.objects.filter(tahun=tahun, terisi_pada=None).update(terisi_pada=at)


def close_year(tahun: int, *, at: datetime) -> bool:
    """From now on the people of that year are counted where they were. False: it is not open, or closed already."""
    return bool(TahunRekap.objects.filter(tahun=tahun, ditutup_pada=None).update(ditutup_pada=at))


def _counted(tahun: int) -> "models.QuerySet[Pegawai, Pegawai]":
    """Who has a row in a year: those who are active, have an SKP, or are excluded."""
    own = {"pegawai": OuterRef("pk")}
    excluded = Pengecualian.objects.filter(Q(selesai=None) | Q(selesai__year__gte=tahun), mulai__year__lte=tahun, **own)
    return Pegawai.objects.filter(
        Q(is_active=True, instansi__isnull=False) | Exists(Skp.objects.filter(tahun=tahun, **own)) | Exists(excluded)
    )


def _pieces(people: "models.QuerySet[Pegawai, Pegawai]") -> Iterator[list[int]]:
    """Their keys in ascending order, read again from where the last piece ended."""
    last = 0
    while piece := list(people.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:PIECE]):
        yield piece
        last = piece[-1]


@transaction.atomic
def _refresh(tahun: int, pegawai: Sequence[int]) -> None:
    for statement in _SEGARKAN:
        _rows(statement, tahun=tahun, orang=list(pegawai))


def _wait_for_writers() -> None:
    """Until every transaction that has written something and was open at the call has ended."""
    ends = time.monotonic() + WRITERS_END_WITHIN
    writing = _writers()
    while writing & _writers():
        if time.monotonic() > ends:
            raise TimeoutError("A transaction that was open when the year was opened has not ended.")
        time.sleep(0.05)


def _writers() -> set[str]:
    return {
        row["xid"]
        for row in _rows(
            "SELECT transactionid::text AS xid FROM pg_locks "
            "WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted AND pid <> pg_backend_pid()"
        )
    }


# --- Checking and repairing -----------------------------------------------------------------------


@dataclass(frozen=True)
class Selisih:
    """A stored row that is not as it should be. `kolom`: what is stored and what is true, by column."""

    tabel: str
    tahun: int
    bulan: int | None = None
    pegawai: int | None = None
    instansi: int | None = None
    unit: int | None = None
    kolom: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def __str__(self) -> str:
        when = f"{self.tahun}-{self.bulan:02d}" if self.bulan else str(self.tahun)
        named = {"person": self.pegawai, "instansi": self.instansi, "unit": self.unit}
        where = ", ".join(f"{name} {value}" for name, value in named.items() if value is not None)
        what = "; ".join(f"{name} is {stored!s}, should be {true!s}" for name, (stored, true) in self.kolom.items())
        return f"{self.tabel} {when}, {where}: {what or 'the row is missing'}"


_TAHUN_KOLOM = ("instansi_id", "unit_id", "aktif", "skp_id", "status", "matriks", "predikat", "dikecualikan")
_BULAN_KOLOM = ("instansi_id", "unit_id", "hari", "kegiatan", "dinilai", "status", "target", "realisasi", "nilai")


def _compare(columns: Sequence[str], keys: Sequence[str], table: str, truth: str, needed: str) -> str:
    both = ", ".join(f"r.{name} AS ada_{name}, b.{name} AS benar_{name}" for name in columns)
    same = " AND ".join(f"r.{name} = b.{name}" for name in keys)
    differ = " OR ".join(f"r.{name} IS DISTINCT FROM b.{name}" for name in columns)
    named = ", ".join(f"b.{name}" for name in keys)
    return (
        f"SELECT {named}, r.id, {both} FROM {truth} b LEFT JOIN {table} r ON {same} "
        f"WHERE (r.id IS NULL AND ({needed})) OR (r.id IS NOT NULL AND ({differ})) ORDER BY {named}"
    )


_PEGAWAI_SELISIH = _compare(
    _TAHUN_KOLOM,
    ("pegawai_id", "tahun"),
    "dashboard_rekappegawai",
    "rekap_benar_tahun(%(orang)s::bigint[], array_fill(%(tahun)s::int, ARRAY[cardinality(%(orang)s::bigint[])]))",
    "b.aktif OR b.skp_id IS NOT NULL OR b.dikecualikan",
)
_BULAN_SELISIH = _compare(
    _BULAN_KOLOM,
    ("pegawai_id", "tahun", "bulan"),
    "dashboard_rekapbulan",
    "rekap_benar_bulan(%(siapa)s::bigint[], %(tahun_siapa)s::int[], %(bulan_siapa)s::int[])",
    "b.kegiatan > 0 OR b.skp_bulanan_id IS NOT NULL",
)


def differences(tahun: int, instansi: int | None = None) -> Iterator[Selisih]:
    """Where stored rows of a year are not what the documents say, and ledgers not the sums of the person rows.

    `instansi`: only of its people and its ledgers. Each piece is one look at the database, so that work going on at
    the moment is no difference. Raises TahunRekap.DoesNotExist for a year that is not open.
    """
    TahunRekap.objects.get(pk=tahun)
    for pegawai in _pieces(_people(tahun, instansi)):
        yield from _person_differences(tahun, pegawai)
    for each in _instansi(instansi):
        for buku in BUKU:
            yield from _ledger_differences(buku, tahun, each)


def repair(tahun: int, instansi: int | None = None) -> Iterator[Selisih]:
    """Puts right what `differences` finds, piece by piece, and yields what it found."""
    TahunRekap.objects.get(pk=tahun)
    for pegawai in _pieces(_people(tahun, instansi)):
        found = list(_person_differences(tahun, pegawai))
        if found:
            _refresh(tahun, sorted({row.pegawai for row in found if row.pegawai is not None}))
        yield from found
    for each in _instansi(instansi):
        for buku in BUKU:
            yield from _correct_ledger(buku, tahun, each)


def _people(tahun: int, instansi: int | None) -> "models.QuerySet[Pegawai, Pegawai]":
    """Everybody, or those of an instansi and who was there before he belonged to none."""
    people: models.QuerySet[Pegawai, Pegawai] = Pegawai.objects.all()
    if instansi is None:
        return people
    there = RekapPegawai.objects.filter(tahun=tahun, instansi=instansi, pegawai=OuterRef("pk"))
    return people.filter(Q(instansi=instansi) | Q(Exists(there), instansi=None))


def _instansi(instansi: int | None) -> list[int]:
    return list(Instansi.objects.order_by("pk").values_list("pk", flat=True)) if instansi is None else [instansi]


def _person_differences(tahun: int, pegawai: list[int]) -> Iterator[Selisih]:
    for row in _rows(_PEGAWAI_SELISIH, tahun=tahun, orang=pegawai):
        yield _of_person(RekapPegawai, row, _TAHUN_KOLOM)
    months = _rows(_BULAN_SIAPA, tahun=tahun, orang=pegawai)
    who = {"siapa": "pegawai_id", "tahun_siapa": "tahun", "bulan_siapa": "bulan"}
    for row in _rows(_BULAN_SELISIH, **{name: [month[column] for month in months] for name, column in who.items()}):
        yield _of_person(RekapBulan, row, _BULAN_KOLOM)


def _of_person(model: type[models.Model], row: dict[str, Any], columns: Sequence[str]) -> Selisih:
    values = {name: (row[f"ada_{name}"], row[f"benar_{name}"]) for name in columns}
    return Selisih(
        tabel=model._meta.db_table,
        tahun=row["tahun"],
        bulan=row.get("bulan"),
        pegawai=row["pegawai_id"],
        kolom={name: pair for name, pair in values.items() if row["id"] is not None and pair[0] != pair[1]},
    )


def _surplus(buku: Buku) -> str:
    """By how much the ledger of an instansi exceeds the sums of its person rows, per key."""
    counted = ", ".join(f"SUM({value}) AS {name}" for name, value in buku.angka.items())
    both = ", ".join(f"SUM(l.{name}) AS ada_{name}, SUM(l.benar_{name}) AS benar_{name}" for name in buku.angka)
    truths = ", ".join(f"0 AS benar_{name}" for name in buku.angka)
    nothing = ", ".join(f"0 AS {name}" for name in buku.angka)
    differ = " OR ".join(f"SUM(l.{name}) <> SUM(l.benar_{name})" for name in buku.angka)
    return f"""
        SELECT {buku.kolom_kunci}, {both} FROM (
            SELECT {buku.kolom_kunci}, {buku.kolom}, {truths} FROM {buku.tabel}
            WHERE tahun = %(tahun)s AND instansi_id = %(instansi)s
            UNION ALL
            SELECT {buku.kolom_kunci}, {nothing}, {buku.kolom} FROM (
                SELECT {buku.kolom_kunci}, {counted} FROM {buku.orang._meta.db_table} r
                WHERE tahun = %(tahun)s AND instansi_id = %(instansi)s GROUP BY {buku.kolom_kunci}
            ) o
        ) l GROUP BY {buku.kolom_kunci} HAVING {differ} ORDER BY {buku.kolom_kunci}
    """


def _ledger_differences(buku: Buku, tahun: int, instansi: int) -> Iterator[Selisih]:
    for row in _rows(_surplus(buku), tahun=tahun, instansi=instansi):
        values = {name: (row[f"ada_{name}"], row[f"benar_{name}"]) for name in buku.angka}
        yield Selisih(
            tabel=buku.tabel,
            tahun=tahun,
            bulan=row.get("bulan"),
            instansi=instansi,
            unit=row.get("unit_id"),
            kolom={name: pair for name, pair in values.items() if pair[0] != pair[1]},
        )


@transaction.atomic
def _correct_ledger(buku: Buku, tahun: int, instansi: int) -> list[Selisih]:
    """Appends what is lacking. Alone: two who correct the same would do it twice over."""
    _rows("SELECT pg_advisory_xact_lock(%(lock)s)", lock=_LOCK)
    found = list(_ledger_differences(buku, tahun, instansi))
    if found:
        lacking = ", ".join(f"benar_{name} - ada_{name}" for name in buku.angka)
        _rows(
            f"INSERT INTO {buku.tabel} ({buku.kolom_kunci}, {buku.kolom}) "
            f"SELECT {buku.kolom_kunci}, {lacking} FROM ({_surplus(buku)}) s RETURNING id",
            tahun=tahun,
            instansi=instansi,
        )
    return found


# --- Folding --------------------------------------------------------------------------------------


def fold() -> int:
    """Makes one row of those of each unit that were appended since the last time; answers how many rows fewer.

    Nobody waits for it: rows that are appended meanwhile are left for the next time, and a reader sees either the many
    rows or the one. When another folds or corrects at the moment, there is nothing to do.
    """
    fewer = 0
    for buku in BUKU:
        waiting = buku.model._default_manager.filter(padat=False).order_by("instansi")
        for instansi in waiting.values_list("instansi", flat=True).distinct():
            fewer += _fold(buku, instansi)
    return fewer


@transaction.atomic
def _fold(buku: Buku, instansi: int) -> int:
    if not _rows("SELECT pg_try_advisory_xact_lock(%(lock)s) AS mine", lock=_LOCK)[0]["mine"]:
        return 0
    matching = " AND ".join(f"COALESCE(l.{name}, 0) = COALESCE(k.{name}, 0)" for name in buku.kunci)
    anything = " OR ".join(f"SUM({name}) <> 0" for name in buku.angka)
    return _rows(
        f"""
        WITH baru AS (
            SELECT DISTINCT {buku.kolom_kunci} FROM {buku.tabel} WHERE instansi_id = %(instansi)s AND NOT padat
        ), lama AS (
            DELETE FROM {buku.tabel} l USING baru k WHERE l.instansi_id = %(instansi)s AND {matching} RETURNING l.*
        ), padat AS (
            INSERT INTO {buku.tabel} ({buku.kolom_kunci}, {buku.kolom}, padat)
            SELECT {buku.kolom_kunci}, {buku.sums()}, true FROM lama GROUP BY {buku.kolom_kunci} HAVING {anything}
            RETURNING 1
        )
        SELECT (SELECT count(*) FROM lama) - (SELECT count(*) FROM padat) AS fewer
        """,
        instansi=instansi,
    )[0]["fewer"]


def _rows(statement: str, **values: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
