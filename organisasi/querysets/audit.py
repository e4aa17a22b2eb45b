"""Events of the audit: the latest of all kinds together, page by page, and what each of them changed, in words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from django.utils.formats import date_format

from ekinerja.forms import format_number, read_number
from organisasi.jenis_audit import JenisAudit, about_unit, find_kind, kinds
from organisasi.models import EksporData, Pegawai, PembacaanAudit, UnitKerja
from organisasi.querysets.kepegawaian import within_unit
from organisasi.scoping import administered

PERUBAHAN = {"insert": "Ditambah", "update": "Diubah", "delete": "Dihapus"}
TONE = {"insert": "sukses", "update": "info", "delete": "bahaya"}
SYSTEM = "Sistem"
EMPTY = "(kosong)"
CHUNK = 200


@dataclass(frozen=True)
class Saring:
    """What is looked for: days in the reader's zone, the rest optional; all of it can stand in an address."""

    dari: date
    sampai: date
    zona: Any
    jenis: str = ""
    perubahan: str = ""
    oleh: int | None = None
    pegawai: int | None = None
    unit: int | None = None
    instansi: int | None = None

    @property
    def span(self) -> tuple[datetime, datetime]:
        return _midnight(self.dari, self.zona), _midnight(self.sampai + timedelta(days=1), self.zona)


@dataclass
class Baris:
    """One event in a list."""

    kind: JenisAudit
    pk: int
    pada: datetime
    perubahan: str
    nama: str
    oleh_id: int | None
    pegawai_id: int | None
    unit_id: int | None
    oleh: str = SYSTEM
    tentang: str = ""
    unit: str = ""

    @property
    def label(self) -> str:
        return PERUBAHAN[self.perubahan]

    @property
    def tone(self) -> str:
        return TONE[self.perubahan]

    @property
    def kunci(self) -> str:
        return f"{self.kind.slug}.{self.pk}"


@dataclass(frozen=True)
class Beda:
    label: str
    semula: str
    menjadi: str


@dataclass
class Kejadian:
    """One event with all it changed."""

    baris: Baris
    alamat: str
    ip: str
    alasan: str
    beda: Sequence[Beda] = field(default_factory=list)


def searched(user: Pegawai, saring: Saring) -> list[tuple[JenisAudit, "QuerySet[Any, Any]"]]:
    """For each kind asked for, the events that fit. Kinds that know no person or unit are left out where one is asked
    for."""
    asked = [kind for kind in kinds() if saring.jenis in ("", kind.slug)]
    found = []
    for kind in asked:
        wanted = _wanted(kind, saring)
        if wanted is not None:
            found.append((kind, kind.shown_to(user).filter(wanted)))
    return found


def _wanted(kind: JenisAudit, saring: Saring) -> Q | None:
    start, end = saring.span
    wanted = Q(pgh_created_at__gte=start, pgh_created_at__lt=end)
    if saring.perubahan:
        wanted &= Q(pgh_label=saring.perubahan)
    if saring.oleh is not None:
        wanted &= Q(pgh_context__metadata__user=saring.oleh)
    if saring.instansi is not None:
        wanted &= Q(**{kind.instansi: saring.instansi})
    if saring.pegawai is not None:
        if not kind.pegawai:
            return None
        wanted &= Q(**{kind.pegawai: saring.pegawai})
    if saring.unit is not None:
        of_unit = about_unit(kind, within_unit(saring.unit))
        return None if of_unit is None else wanted & of_unit
    return wanted


def latest(user: Pegawai, saring: Saring, *, after: str, size: int) -> tuple[list[Baris], bool]:
    """The `size` latest events that come after the key of one (`Baris.kunci`), and whether there are more.

    One query over all kinds, which takes from each the keys of no more than a page; one for what is told of those that
    are shown, and two for the names.
    """
    boundary = _boundary(after)
    parts = []
    for kind, events in searched(user, saring):
        beyond = events if boundary is None else events.filter(_before(kind, boundary))
        parts.append(_keys(kind, beyond).order_by("-pgh_created_at", "-pgh_id")[: size + 1])
    found = _together(parts, size + 1)
    shown = [(nomor, pk) for _pada, nomor, pk in found[:size]]
    told_of = {row[:2]: row for row in _together([_as_rows(*each) for each in _by_kind(shown)])}
    rows = [_baris(told_of[key]) for key in shown]
    name(rows)
    return rows, len(found) > size


def _together(parts: Sequence["QuerySet[Any, Any]"], most: int | None = None) -> list[Any]:
    """Their rows in one query; with `most`, so many of the latest."""
    if len(parts) < 2:
        return list(*parts)
    union = parts[0].union(*parts[1:], all=True)
    return list(union if most is None else union.order_by("-pgh_created_at", "nomor_jenis", "-pgh_id")[:most])


def _keys(kind: JenisAudit, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    numbered = rows.annotate(nomor_jenis=_number_of(kind))
    return numbered.values_list("pgh_created_at", "nomor_jenis", "pgh_id")


def _by_kind(keys: Iterable[tuple[int, int]]) -> Iterator[tuple[JenisAudit, "QuerySet[Any, Any]"]]:
    found: dict[int, list[int]] = defaultdict(list)
    for nomor, pk in keys:
        found[nomor].append(pk)
    for nomor, pks in found.items():
        kind = kinds()[nomor]
        yield kind, kind.events.filter(pgh_id__in=pks)


def _number_of(kind: JenisAudit) -> models.Value:
    return models.Value(_number(kind), output_field=models.IntegerField())


def _as_rows(kind: JenisAudit, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    return rows.annotate(
        nomor_jenis=_number_of(kind),
        nama_baris=kind.name_of(),
        kunci_pegawai=kind.key_of(kind.pegawai),
        kunci_unit=kind.key_of(kind.unit),
        kunci_pelaku=KeyTextTransform("user", "pgh_context__metadata"),
    ).values_list(
        "nomor_jenis",
        "pgh_id",
        "pgh_created_at",
        "pgh_label",
        "nama_baris",
        "kunci_pelaku",
        "kunci_pegawai",
        "kunci_unit",
    )


def _baris(row: Sequence[Any]) -> Baris:
    nomor, pk, pada, label, teks, pelaku, pegawai, unit = row
    kind = kinds()[nomor]
    return Baris(kind, pk, pada, label, _named(kind, teks), read_number(pelaku or ""), pegawai, unit)


def _named(kind: JenisAudit, text: str) -> str:
    """The column that names a row, in words where it is a choice."""
    if not kind.nama or not text:
        return text or ""
    try:
        column = kind.model._meta.get_field(kind.nama)
    except FieldDoesNotExist:
        return text
    choices = {str(value): str(label) for value, label in column.flatchoices}  # type: ignore[union-attr]
    return choices.get(text, text)


def _number(kind: JenisAudit) -> int:
    return [each.slug for each in kinds()].index(kind.slug)


def _boundary(after: str) -> tuple[datetime, int, int] | None:
    slug, _, number = after.partition(".")
    kind, pk = find_kind(slug), read_number(number)
    if kind is None or pk is None:
        return None
    at = kind.events.filter(pgh_id=pk).values_list("pgh_created_at", flat=True).first()
    return None if at is None else (at, _number(kind), pk)


def _before(kind: JenisAudit, boundary: tuple[datetime, int, int]) -> Q:
    """What comes after an event: older, or as old and of a later kind, or of its kind with a smaller number."""
    at, of_kind, pk = boundary
    number = _number(kind)
    same = Q(pgh_created_at=at)
    if number == of_kind:
        same &= Q(pgh_id__lt=pk)
    elif number < of_kind:
        return Q(pgh_created_at__lt=at)
    return Q(pgh_created_at__lte=at) & (Q(pgh_created_at__lt=at) | same)


def name(rows: Iterable[Baris]) -> None:
    """Who did it and whom it is about, by name. Two queries."""
    rows = list(rows)
    people = _names(Pegawai, {pk for row in rows for pk in (row.oleh_id, row.pegawai_id) if pk is not None})
    units = _names(UnitKerja, {row.unit_id for row in rows if row.unit_id is not None})
    for row in rows:
        if row.oleh_id is not None:
            row.oleh = people.get(row.oleh_id) or gone(row.oleh_id)
        if row.pegawai_id is not None:
            row.tentang = people.get(row.pegawai_id) or gone(row.pegawai_id)
        if row.unit_id is not None:
            row.unit = units.get(row.unit_id) or gone(row.unit_id)


def gone(pk: int) -> str:
    return f"(sudah dihapus, nomor {pk})"


def _names(model: type[models.Model], pks: Iterable[Any]) -> dict[Any, str]:
    wanted = set(pks) - {None}
    return {row.pk: str(row) for row in model._base_manager.filter(pk__in=wanted)} if wanted else {}


# --- What an event changed


def told(kind: JenisAudit, rows: "QuerySet[Any, Any]") -> Iterator[Kejadian]:
    """Events of one kind, newest first, each beside the one before it of the same row. By CHUNK at a time, with three
    queries and one for each kind of row they point to."""
    earlier = kind.events.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    rows = rows.annotate(
        sebelum_pgh=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]),
        nama_baris=kind.name_of(),
        kunci_pegawai=kind.key_of(kind.pegawai),
        kunci_unit=kind.key_of(kind.unit),
    ).select_related("pgh_context")
    chunk: list[Any] = []
    for row in rows.order_by("-pgh_created_at", "-pgh_id").iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _told(kind, chunk)
            chunk = []
    yield from _told(kind, chunk)


def _told(kind: JenisAudit, rows: Sequence[Any]) -> Iterator[Kejadian]:
    if not rows:
        return
    before = {row.pgh_id: row for row in kind.events.filter(pgh_id__in={row.sebelum_pgh for row in rows} - {None})}
    columns = list(kind.fields())
    names = _pointed_to(columns, [*rows, *before.values()])
    found = [_kejadian(kind, row, before.get(row.sebelum_pgh), columns, names) for row in rows]
    name(one.baris for one in found)
    yield from found


def _kejadian(
    kind: JenisAudit, row: Any, before: Any, columns: Sequence[Any], names: Mapping[str, Mapping[Any, str]]
) -> Kejadian:
    about = row.pgh_context.metadata if row.pgh_context else {}
    baris = Baris(
        kind, row.pgh_id, row.pgh_created_at, row.pgh_label, _named(kind, row.nama_baris or ""),
        read_number(str(about.get("user") or "")), row.kunci_pegawai, row.kunci_unit,
    )  # fmt: skip
    return Kejadian(
        baris,
        alamat=str(about.get("url") or ""),
        ip=str(about.get("ip") or ""),
        alasan=str(about.get("alasan") or ""),
        beda=list(_differences(row, before, columns, names)),
    )


def _differences(
    row: Any, before: Any, columns: Sequence[Any], names: Mapping[str, Mapping[Any, str]]
) -> Iterator[Beda]:
    """Of what was added all that is filled in, of what was deleted all that was."""
    added, deleted = row.pgh_label == "insert", row.pgh_label == "delete"
    for column in columns:
        now = getattr(row, column.attname)
        old = None if added else getattr(row if deleted or before is None else before, column.attname)
        if deleted:
            now = None
        if old == now or (old in (None, "") and now in (None, "")):
            continue
        yield Beda(
            str(column.verbose_name)[:1].upper() + str(column.verbose_name)[1:],
            "" if added else in_words(column, old, names),
            "" if deleted else in_words(column, now, names),
        )


def _pointed_to(columns: Sequence[Any], rows: Sequence[Any]) -> dict[str, dict[Any, str]]:
    asked: dict[type[models.Model], set[Any]] = defaultdict(set)
    keys = [column for column in columns if column.remote_field]
    for column in keys:
        asked[column.related_model] |= {getattr(row, column.attname) for row in rows}
    called = {model: _names(model, pks) for model, pks in asked.items()}
    return {column.name: called[column.related_model] for column in keys}


def in_words(column: Any, value: Any, names: Mapping[str, Mapping[Any, str]]) -> str:
    """As a page would write it: labels of choices, names of what it points to, Indonesian dates and numbers."""
    if value in (None, ""):
        return EMPTY
    if column.remote_field:
        return names[column.name].get(value) or gone(value)
    if column.flatchoices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, models.FileField):
        return "ada berkasnya"
    return str(value) if column.name == "tahun" else _plainly(value)


# In this order: every bool is an int, every datetime a date.
_WORDS: Sequence[tuple[Any, Callable[[Any], str]]] = (
    (bool, lambda value: "Ya" if value else "Tidak"),
    (datetime, lambda value: date_format(timezone.localtime(value), "j F Y, H.i")),
    (date, lambda value: date_format(value, "j F Y")),
    (time, lambda value: value.strftime("%H.%M")),
    (int | Decimal, format_number),
)


def _plainly(value: Any) -> str:
    return next((say(value) for kind, say in _WORDS if isinstance(value, kind)), str(value))


def _midnight(day: date, zona: Any) -> datetime:
    return datetime.combine(day, time.min, zona)


def exports_seen_by(user: Pegawai) -> "QuerySet[EksporData, EksporData]":
    """What was taken out: of every instansi for the super admin, of his own for an admin instansi, whoever took it."""
    return EksporData.objects.filter(administered(user)).select_related("oleh", "instansi")


def readings_of(user: Pegawai) -> "QuerySet[PembacaanAudit, PembacaanAudit]":
    """Who looked at the audit: of every instansi for the super admin, of his own for an admin instansi."""
    return PembacaanAudit.objects.filter(administered(user)).select_related("oleh", "instansi")
