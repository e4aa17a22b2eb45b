"""Who assesses whom, derived from the organisation. Documents store the answer; see Muat Ulang."""

from datetime import date

from django.db.models import BigIntegerField, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

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
    for each in _upwards(unit, on=on):
        running = next(iter(each.penugasan.all()), None)
        leader = running.pegawai if running else each.kepala
        if apart_from == each.kepala_id or leader is None or leader.pk == apart_from or not leader.is_active:
            continue
        return leader
    return None


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


def _upwards(unit: UnitKerja | None, *, on: date) -> list[UnitKerja]:
    if unit is None:
        return []
    running = PenugasanKepala.objects.filter(mulai__lte=on, selesai__gte=on).select_related(
        "pegawai__unit", "pegawai__jabatan", "pegawai__instansi"
    )
    units = (
        UnitKerja.objects.filter(pk__in=unit.jalur)
        .select_related("kepala__unit", "kepala__jabatan", "kepala__instansi")
        .prefetch_related(Prefetch("penugasan", running))
    )
    return sorted(units, key=lambda unit: len(unit.jalur), reverse=True)


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
    people = (
        Pegawai.objects.filter(is_active=True, instansi=penilai.instansi_id)
        .filter(Q(unit__in=own_units) | Q(pk__in=leaders.heads, unit__jalur__overlap=led))
        .exclude(pk=penilai.pk)
        .select_related("unit", "jabatan")
    )
    return [person for person in people if leaders.nearest(person.unit_id, person.pk) == penilai.pk]


class Leaders:
    """Who leads which unit of an instansi on a day, to answer for many people at once. Three queries."""

    def __init__(self, instansi: int | None, *, on: date) -> None:
        self.units = {
            unit.pk: unit
            for unit in UnitKerja.objects.filter(instansi=instansi).only("pk", "induk_id", "kepala_id").order_by()
        }
        running = PenugasanKepala.objects.filter(mulai__lte=on, selesai__gte=on, unit__instansi=instansi)
        self.leading = {pk: unit.kepala_id for pk, unit in self.units.items()}
        self.leading |= dict(running.order_by().values_list("unit", "pegawai"))
        self.heads = {unit.kepala_id for unit in self.units.values()} | set(self.leading.values()) - {None}
        self.active = set(Pegawai.objects.filter(pk__in=self.heads, is_active=True).values_list("pk", flat=True))

    def nearest(self, unit_id: int | None, person: int) -> int | None:
        """The pejabat penilai of a person of that unit."""
        while unit_id is not None:
            unit, leader = self.units[unit_id], self.leading[unit_id]
            if person not in (unit.kepala_id, leader) and leader in self.active:
                return leader
            unit_id = unit.induk_id
        return None
