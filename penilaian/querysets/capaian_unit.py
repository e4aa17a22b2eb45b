"""The units whose capaian somebody sets, and who was already rated beside the capaian there is."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from ekinerja.prepared import prepared
from organisasi.hierarchy import NOBODY
from organisasi.models import Instansi, Pegawai, PenugasanKepala, PeriodeEvaluasi, UnitKerja
from organisasi.scoping import led_by, local_today, units_led
from penilaian.models import CapaianUnit, Evaluasi
from penilaian.rules.capaian_unit import Penetap


def units_set_by(user: Pegawai, instansi: Instansi) -> "QuerySet[UnitKerja, Any]":
    """The active units of an instansi whose capaian he sets today, in the order of the tree."""
    own = Q(induk__in=units_led(user))
    if user.is_superuser or (user.is_staff and user.instansi_id == instansi.pk):
        own |= Q(dipimpin_atasnya=False)
    return (
        with_leader_above(UnitKerja.objects.filter(instansi=instansi, aktif=True), on=local_today(user))
        .filter(own)
        .exclude(kepala=user)
        .select_related("kepala", "induk")
        .order_by("jalur")
    )


def setting(user: Pegawai, unit: UnitKerja) -> Penetap:
    """What he is to the capaian of one unit. Two queries."""
    [led] = _led_from_above(unit.pk, local_today(user))
    administers = user.is_superuser or (user.is_staff and user.instansi_id == unit.instansi_id)
    return Penetap(memimpin_atasnya=unit.induk_id in led_by(user), admin=administers and not led)


@prepared
def _led_from_above(unit: int, on: date) -> "QuerySet[UnitKerja, Any]":
    return with_leader_above(UnitKerja.objects.filter(pk=unit), on=on).values_list("dipimpin_atasnya", flat=True)


def with_leader_above(units: "QuerySet[UnitKerja, Any]", *, on: date) -> "QuerySet[UnitKerja, Any]":
    """Adds `dipimpin_atasnya`: somebody active, who is not the unit's own head, leads the unit above it."""
    head = Pegawai.objects.filter(unit_dikepalai=OuterRef("induk"), is_active=True)
    stands_in = PenugasanKepala.objects.filter(
        unit=OuterRef("induk"), mulai__lte=on, selesai__gte=on, pegawai__is_active=True
    ).exclude(pegawai=Coalesce(OuterRef("kepala"), NOBODY))
    return units.annotate(dipimpin_atasnya=Exists(head) | Exists(stands_in))


def rated_beside(unit: UnitKerja, periode: PeriodeEvaluasi) -> list[tuple[str, int]]:
    """How many were rated in the units this unit's capaian holds for, by the capaian stored with the rating.

    "" where there was none. A unit below with a capaian of its own has its own. Two queries.
    """
    below = CapaianUnit.objects.filter(periode=periode, unit__jalur__contains=[unit.pk]).exclude(unit=unit)
    elsewhere = list(below.values_list("unit", flat=True))
    rows = Evaluasi.objects.rated().filter(periode=periode, skp__unit__jalur__contains=[unit.pk])
    if elsewhere:
        rows = rows.exclude(skp__unit__jalur__overlap=elsewhere)
    counted = rows.order_by().values("capaian_organisasi").annotate(jumlah=Count("pk"))
    return sorted((row["capaian_organisasi"], row["jumlah"]) for row in counted)


def stored_capaian(units: "list[UnitKerja]", periode: PeriodeEvaluasi) -> dict[int, CapaianUnit]:
    """By unit, with who set it. One query."""
    rows = CapaianUnit.objects.filter(unit__in=units, periode=periode).select_related("ditetapkan_oleh")
    return {row.unit_id: row for row in rows}


def selectable_periods(instansi: Instansi) -> "QuerySet[PeriodeEvaluasi, Any]":
    """Newest year first, in a year by their ends: the annual one after its quarters."""
    return PeriodeEvaluasi.objects.filter(instansi=instansi).order_by("-tahun", "selesai", "-mulai")
