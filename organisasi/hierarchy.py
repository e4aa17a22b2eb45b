"""Who assesses whom, derived from the organisation. Documents store the answer; see Muat Ulang."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ekinerja.prepared import AnyOf, prepared
from organisasi.models import Pegawai, PenugasanKepala, UnitKerja

NOBODY = 0


def assessor_of(pegawai: Pegawai, *, on: date) -> Pegawai | None:
    """The pejabat penilai of a person on a day: the head of his unit; for a head, the head of the unit above.

    A running Plt/Plh stands in for the head. A unit nobody leads is passed over upwards. None: nobody is above.
    Two queries, whatever the depth of the tree.
    """
    return leader_over(pegawai.unit, apart_from=pegawai.pk, on=on)


def leader_over(unit: UnitKerja | None, *, on: date, apart_from: int = NOBODY) -> Pegawai | None:
    """Who leads a unit on a day or, where nobody does, the next one above; never the person `apart_from`."""
    if unit is None:
        return None
    stands_in = {row.unit_id: row.pegawai for row in _standing_in(unit.jalur, on)}
    for each in sorted(_units(unit.jalur), key=lambda unit: len(unit.jalur), reverse=True):
        leader = stands_in.get(each.pk, each.kepala)
        if apart_from == each.kepala_id or leader is None or leader.pk == apart_from or not leader.is_active:
            continue
        return leader
    return None


@prepared
def _units(keys: list[int]) -> QuerySet[UnitKerja]:
    rows = UnitKerja.objects.filter(AnyOf("pk", keys))
    return rows.select_related("kepala__unit", "kepala__jabatan", "kepala__instansi")


@prepared
def _standing_in(units: list[int], on: date) -> QuerySet[PenugasanKepala]:
    rows = PenugasanKepala.objects.filter(AnyOf("unit", units), mulai__lte=on, selesai__gte=on)
    return rows.select_related("pegawai__unit", "pegawai__jabatan", "pegawai__instansi")


def assessor_in_query(person: str, *, on: date) -> Subquery:
    """As `assessor_of`, of the person each row of a query names at `person`: his key, NULL where nobody is above."""
    running = PenugasanKepala.objects.filter(unit=OuterRef("pk"), mulai__lte=on, selesai__gte=on).order_by()
    own, key = OuterRef(person), BigIntegerField()
    above = (
        UnitKerja.objects.filter(
            instansi=OuterRef(f"{person}__unit__instansi"), jalur__contained_by=OuterRef(f"{person}__unit__jalur")
        )
        .annotate(pemimpin=Coalesce(Subquery(running.values("pegawai")[:1]), F("kepala"), output_field=key))
        .filter(Exists(Pegawai.objects.filter(pk=OuterRef("pemimpin"), is_active=True)))
        .exclude(kepala=own)
        .exclude(pemimpin=own)
    )
    return Subquery(above.order_by("-jalur__len").values("pemimpin")[:1], output_field=key)


def unit_of_assessor(pegawai: Pegawai) -> UnitKerja | None:
    """The unit whose head assesses a person: his own, or the one above where he heads it himself."""
    unit = pegawai.unit
    return unit.induk if unit is not None and unit.kepala_id == pegawai.pk else unit


def assessed_by(penilai: Pegawai, *, on: date) -> list[Pegawai]:
    """The active people whose pejabat penilai this person is on a day, by name.

    Reads the instansi's units, and of its people only those it may be about. Four queries.
    """
    leaders = Leaders(penilai.instansi_id, on=on)
    led = [pk for pk, leader in leaders.leading.items() if leader == penilai.pk]
    if not led:
        return []
    # Everybody in a unit has the same answer, except who leads one on the way up.
    own_units = [pk for pk in leaders.leading if leaders.nearest(pk, NOBODY) == penilai.pk]
    people = _below(penilai.instansi_id, penilai.pk, own_units, list(leaders.heads), led)
    return [person for person in people if leaders.nearest(person.unit_id, person.pk) == penilai.pk]


@prepared
def _below(instansi: int, apart_from: int, units: list[int], heads: list[int], led: list[int]) -> QuerySet[Pegawai]:
    """Those of the units, and of the heads those in a unit below one that is led."""
    which = Q(AnyOf("unit", units)) | Q(AnyOf("pk", heads), unit__jalur__overlap=led)
    people = Pegawai.objects.filter(which, is_active=True, instansi=instansi).exclude(pk=apart_from)
    return people.select_related("unit", "jabatan")


class Leaders:
    """Who leads which unit of an instansi on a day, to answer for many people at once. Three queries."""

    def __init__(self, instansi: int | None, *, on: date) -> None:
        self.units = {unit.pk: unit for unit in _tree(instansi or NOBODY)}
        self.leading = {pk: unit.kepala_id for pk, unit in self.units.items()}
        self.leading |= dict(_led_by_others(instansi or NOBODY, on))
        self.heads = ({unit.kepala_id for unit in self.units.values()} | set(self.leading.values())) - {None}
        self.active = set(_active(list(self.heads)))

    def nearest(self, unit_id: int | None, person: int) -> int | None:
        """The pejabat penilai of a person of that unit."""
        while unit_id is not None:
            unit, leader = self.units[unit_id], self.leading[unit_id]
            if person not in (unit.kepala_id, leader) and leader in self.active:
                return leader
            unit_id = unit.induk_id
        return None


@prepared
def _tree(instansi: int) -> QuerySet[UnitKerja, Any]:
    rows = UnitKerja.objects.filter(instansi=instansi).order_by()
    return rows.values_list("pk", "induk_id", "kepala_id", named=True)


@prepared
def _led_by_others(instansi: int, on: date) -> QuerySet[PenugasanKepala, tuple[int, int]]:
    rows = PenugasanKepala.objects.filter(mulai__lte=on, selesai__gte=on, unit__instansi=instansi).order_by()
    return rows.values_list("unit", "pegawai")


@prepared
def _active(people: list[int]) -> QuerySet[Pegawai, int]:
    return Pegawai.objects.filter(AnyOf("pk", people), is_active=True).order_by().values_list("pk", flat=True)
