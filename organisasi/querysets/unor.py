"""Units of work: found by typing, and what the tree shows beside each of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from ekinerja.prepared import prepared
from organisasi.models import Instansi, Jabatan, Pegawai, PenugasanKepala, UnitKerja
from organisasi.scoping import administered

ABOVE = " › "


def within_reach(user: Pegawai, rows: "QuerySet[Any, Any]", instansi: int | None) -> "QuerySet[Any, Any]":
    """`rows` of one instansi: of any for the super admin, of one's own for everybody else, whatever was asked for."""
    if not user.is_superuser:
        return rows.filter(instansi=user.instansi_id)
    return rows.filter(instansi=instansi) if instansi is not None else rows


def search_units(units: "QuerySet[UnitKerja, Any]", text: str) -> "QuerySet[UnitKerja, Any]":
    """By every typed word: a part of the name, or the code from its first character."""
    return _every_word(units, text, lambda word: Q(nama__icontains=word) | Q(kode__istartswith=word))


def search_jabatan(rows: "QuerySet[Jabatan, Any]", text: str) -> "QuerySet[Jabatan, Any]":
    return _every_word(rows, text, lambda word: Q(nama__icontains=word))


def search_instansi(rows: "QuerySet[Instansi, Any]", text: str) -> "QuerySet[Instansi, Any]":
    return _every_word(rows, text, lambda word: Q(nama__icontains=word) | Q(kode__istartswith=word))


def _every_word(rows: "QuerySet[Any, Any]", text: str, matches: Any) -> "QuerySet[Any, Any]":
    for word in text.split():
        rows = rows.filter(matches(word))
    return rows


def with_path(units: Iterable[UnitKerja]) -> list[UnitKerja]:
    """Each with `di_bawah`, the names of the units above it from the top down. One query."""
    rows = list(units)
    above = {pk for unit in rows for pk in unit.jalur[:-1]}
    names = dict(UnitKerja.objects.filter(pk__in=above).order_by().values_list("pk", "nama")) if above else {}
    for unit in rows:
        unit.di_bawah = ABOVE.join(names[pk] for pk in unit.jalur[:-1])
    return rows


def units_kept_by(user: Pegawai) -> "QuerySet[UnitKerja, Any]":
    """Those an admin may change: none for anybody else."""
    return UnitKerja.objects.filter(administered(user)).select_related("instansi", "induk", "kepala")


def assignments_kept_by(user: Pegawai) -> "QuerySet[PenugasanKepala, Any]":
    rows = PenugasanKepala.objects.filter(administered(user, path="unit__instansi"))
    return rows.select_related("unit__instansi", "pegawai__instansi")


def branch(units: "QuerySet[UnitKerja, Any]", *, closed: bool) -> "QuerySet[UnitKerja, Any]":
    """`units` as the tree shows them: by code, with the head and the number right below (`jumlah_anak`).

    Without the closed ones, unless they are asked for.
    """
    shown = units if closed else units.filter(aktif=True)
    below = Count("anak") if closed else Count("anak", filter=Q(anak__aktif=True))
    head = (f"kepala__{name}" for name in ("nama", "gelar_depan", "gelar_belakang", "is_active"))
    rows = shown.select_related("kepala").only("instansi", "nama", "kode", "mandiri", "aktif", "jalur", *head)
    return rows.annotate(jumlah_anak=below).order_by("kode", "pk")


def with_stand_ins(units: Iterable[UnitKerja], *, on: date) -> list[UnitKerja]:
    """Each with its Plt/Plh of that day (`pengganti`). One query."""
    rows = list(units)
    running = PenugasanKepala.objects.filter(mulai__lte=on, selesai__gte=on).select_related("pegawai")
    prefetch_related_objects(rows, Prefetch("penugasan", running, to_attr="pengganti"))
    return rows


def with_people(units: Iterable[UnitKerja]) -> list[UnitKerja]:
    """Each of these units of one instansi with `orang`, active people in the unit itself, and `orang_semua`, with all
    below it. One query."""
    rows = list(units)
    counts = headcounts(rows)
    for unit in rows:
        unit.orang, unit.orang_semua = counts[unit.pk]
    return rows


def subtree(unit: UnitKerja) -> "QuerySet[UnitKerja, Any]":
    """The units below one, itself left out."""
    return UnitKerja.objects.filter(jalur__contains=[unit.pk]).exclude(pk=unit.pk)


def headcounts(units: Sequence[UnitKerja]) -> dict[int, tuple[int, int]]:
    """Active people in each of these units of one instansi itself, and in it with all below it. One query."""
    if not units:
        return {}
    asked = {unit.pk for unit in units}
    own: dict[int, int] = defaultdict(int)
    below: dict[int, int] = defaultdict(int)
    for unit, jalur, jumlah in _staffed(units[0].instansi_id, sorted(asked)):
        own[unit] = jumlah or 0
        for pk in asked.intersection(jalur):
            below[pk] += own[unit]
    return {pk: (own[pk], below[pk]) for pk in asked}


@prepared
def _staffed(instansi: int, units: list[int]) -> "QuerySet[UnitKerja, tuple[int, list[int], int | None]]":
    """With all below them. Counted unit by unit: a join would carry every person of the instansi along."""
    people = Pegawai.objects.filter(unit=OuterRef("pk"), is_active=True).order_by().values("unit")
    rows = UnitKerja.objects.filter(instansi=instansi, jalur__overlap=units).order_by()
    return rows.values_list("pk", "jalur", Subquery(people.annotate(jumlah=Count("pk")).values("jumlah")))
