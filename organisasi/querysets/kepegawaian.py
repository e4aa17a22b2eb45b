"""People as an admin looks for them, and what happened to each of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format

from organisasi.models import Instansi, Jabatan, Mutasi, Pegawai, Pengecualian, PeranAnggaran, UnitKerja
from organisasi.scoping import administered

LATEST = 30
"""So many entries of a person's history are shown."""


def with_versi(people: "QuerySet[Pegawai, Pegawai]") -> "QuerySet[Pegawai, Pegawai]":
    """Each with `versi`, which every change of his data makes higher, whoever makes it: the number of its last trace.

    Signing in and a new password leave none.
    """
    last = _events().filter(pgh_obj=OuterRef("pk")).order_by("-pgh_id").values("pgh_id")[:1]
    return people.annotate(versi=Coalesce(Subquery(last), 0))


def version_of(pegawai: Pegawai) -> int:
    """What `with_versi` reads, of one person."""
    return _events().filter(pgh_obj=pegawai.pk).aggregate(last=Coalesce(models.Max("pgh_id"), 0))["last"]


def last_trace() -> int:
    """The number of the latest change of anybody."""
    return _events().aggregate(last=Coalesce(models.Max("pgh_id"), 0))["last"]


def changed_since(people: Iterable[int], trace: int) -> set[int]:
    """Who of these was changed after a trace."""
    return set(_events().filter(pgh_id__gt=trace, pgh_obj__in=list(people)).values_list("pgh_obj", flat=True))


def within_unit(unit: int) -> "QuerySet[UnitKerja, Any]":
    """A unit and all below it."""
    return UnitKerja.objects.filter(jalur__contains=[unit]).order_by().values("pk")


def mutasi_of(user: Pegawai) -> "QuerySet[Mutasi, Mutasi]":
    """Moves of people whom the user administers: a person who has gone to another instansi is there, with his moves."""
    return Mutasi.objects.filter(administered(user, path="pegawai__instansi")).select_related(
        "pegawai__instansi", "unit_asal", "jabatan_asal", "unit_tujuan__instansi", "jabatan_tujuan", "dicatat_oleh"
    )


def pengecualian_of(user: Pegawai) -> "QuerySet[Pengecualian, Pengecualian]":
    rows = Pengecualian.objects.filter(administered(user, path="pegawai__instansi"))
    return rows.select_related("pegawai__instansi", "pegawai__unit", "dicatat_oleh")


@dataclass(frozen=True)
class Perubahan:
    """One field of a person, in words."""

    label: str
    semula: str
    menjadi: str


@dataclass(frozen=True)
class Jejak:
    """What somebody did to a person's data at one time."""

    judul: str
    pada: datetime
    oleh: str
    alasan: str
    perubahan: Sequence[Perubahan]


HIDDEN = frozenset({"id", "terdaftar_pada"})
_NAMED: dict[str, type[models.Model]] = {"instansi_id": Instansi, "unit_id": UnitKerja, "jabatan_id": Jabatan}


def history_of(pegawai: Pegawai) -> list[Jejak]:
    """The latest changes of a person's data, newest first. Four queries at most, whatever their number."""
    rows = list(_events().filter(pgh_obj=pegawai.pk).order_by("-pgh_id").select_related("pgh_context")[: LATEST + 1])
    steps = [(row, rows[number + 1] if number + 1 < len(rows) else None) for number, row in enumerate(rows[:LATEST])]
    names = _names(rows)
    actors = _actors(rows)
    return [_jejak(row, before, names, actors) for row, before in steps]


def _jejak(row: Any, before: Any, names: dict[str, dict[int, str]], actors: dict[int, str]) -> Jejak:
    about = row.pgh_context.metadata if row.pgh_context else {}
    changes = _changes(before, row, names) if row.pgh_label == "update" and before is not None else []
    return Jejak(
        judul="Didaftarkan" if row.pgh_label == "insert" else "Data diubah",
        pada=row.pgh_created_at,
        oleh=actors.get(about.get("user"), "Sistem"),
        alasan=about.get("alasan", ""),
        perubahan=changes,
    )


def _changes(before: Any, row: Any, names: dict[str, dict[int, str]]) -> list[Perubahan]:
    fields = [field for field in row._meta.concrete_fields if not field.name.startswith("pgh_")]
    return [
        Perubahan(
            str(field.verbose_name),
            _words(field, getattr(before, name), names),
            _words(field, getattr(row, name), names),
        )
        for field in fields
        if (name := field.attname) not in HIDDEN and getattr(before, name) != getattr(row, name)
    ]


def _words(field: Any, value: Any, names: dict[str, dict[int, str]]) -> str:
    if field.attname in _NAMED and value is not None:
        return names[field.attname].get(value, f"(sudah dihapus, nomor {value})")
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if field.name == "peran_anggaran":
        return str(PeranAnggaran(value).label)
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return "(kosong)" if value in (None, "") else str(value)


def _names(rows: Iterable[Any]) -> dict[str, dict[int, str]]:
    asked: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for name in _NAMED:
            if (value := getattr(row, name)) is not None:
                asked[name].add(value)
    return {name: _called(model, asked[name]) for name, model in _NAMED.items()}


def _called(model: type[models.Model], pks: set[int]) -> dict[int, str]:
    return dict(model._default_manager.filter(pk__in=pks).values_list("pk", "nama")) if pks else {}


def _actors(rows: Iterable[Any]) -> dict[int, str]:
    pks = {row.pgh_context.metadata.get("user") for row in rows if row.pgh_context} - {None}
    return {person.pk: str(person) for person in Pegawai.objects.filter(pk__in=pks)} if pks else {}


def _events() -> "QuerySet[Any, Any]":
    return apps.get_model("organisasi", "PegawaiEvent")._default_manager.all()
