"""Units of work: found by typing, and what the tree shows beside each of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

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


def branch(units: "QuerySet[UnitKerja, Any]", *, closed: bool, on: date) -> "QuerySet[UnitKerja, Any]":
    """`units` as the tree shows them: by code, with head, today's Plt/Plh (`pengganti`) and the number below.

    Without the closed ones, unless they are asked for. Two queries.
    """
    running = PenugasanKepala.objects.filter(mulai__lte=on, selesai__gte=on).select_related("pegawai")
    shown = units if closed else units.filter(aktif=True)
    below = Count("anak") if closed else Count("anak", filter=Q(anak__aktif=True))
    return (
        shown.select_related("kepala")
        .annotate(jumlah_anak=below)
        .prefetch_related(Prefetch("penugasan", running, to_attr="pengganti"))
        .order_by("kode", "pk")
    )


def with_people(units: Iterable[UnitKerja]) -> list[UnitKerja]:
    """Each with `orang`, active people in the unit itself, and `orang_semua`, with all below it. One query."""
    rows = list(units)
    counts = headcounts(rows)
    for unit in rows:
        unit.orang, unit.orang_semua = counts[unit.pk]
    return rows


def subtree(unit: UnitKerja) -> "QuerySet[UnitKerja, Any]":
    """The units below one, itself left out."""
    return UnitKerja.objects.filter(jalur__contains=[unit.pk]).exclude(pk=unit.pk)


def headcounts(units: Sequence[UnitKerja]) -> dict[int, tuple[int, int]]:
    """Active people in each of these units itself, and in it with all below it. One query, a row for each unit."""
    asked = {unit.pk for unit in units}
    if not asked:
        return {}
    rows = (
        Pegawai.objects.filter(is_active=True, unit__jalur__overlap=sorted(asked))
        .order_by()
        .values_list("unit", "unit__jalur")
        .annotate(jumlah=Count("pk"))
    )
    own: dict[int, int] = defaultdict(int)
    below: dict[int, int] = defaultdict(int)
    for unit, jalur, jumlah in rows:
        own[unit] += jumlah
        for pk in asked.intersection(jalur):
            below[pk] += jumlah
    return {pk: (own[pk], below[pk]) for pk in asked}
