"""Who assesses whom, derived from the organisation. Documents store the answer; see Muat Ulang."""

from datetime import date

from django.db.models import Prefetch, Q

from organisasi.models import Pegawai, PenugasanKepala, UnitKerja

NOBODY = 0


def assessor_of(pegawai: Pegawai, *, on: date) -> Pegawai | None:
    """The pejabat penilai of a person on a day: the head of his unit; for a head, the head of the unit above.

    A running Plt/Plh stands in for the head. A unit nobody leads is passed over upwards. None: nobody is above.
    Two queries, whatever the depth of the tree.
    """
    for unit in _upwards(pegawai, on=on):
        running = next(iter(unit.penugasan.all()), None)
        leader = running.pegawai if running else unit.kepala
        if pegawai.pk == unit.kepala_id or leader is None or leader.pk == pegawai.pk or not leader.is_active:
            continue
        return leader
    return None


def unit_of_assessor(pegawai: Pegawai) -> UnitKerja | None:
    """The unit whose head assesses a person: his own, or the one above where he heads it himself."""
    unit = pegawai.unit
    return unit.induk if unit is not None and unit.kepala_id == pegawai.pk else unit


def _upwards(pegawai: Pegawai, *, on: date) -> list[UnitKerja]:
    if pegawai.unit is None:
        return []
    running = PenugasanKepala.objects.filter(mulai__lte=on, selesai__gte=on).select_related(
        "pegawai__unit", "pegawai__jabatan", "pegawai__instansi"
    )
    units = (
        UnitKerja.objects.filter(pk__in=pegawai.unit.jalur)
        .select_related("kepala__unit", "kepala__jabatan", "kepala__instansi")
        .prefetch_related(Prefetch("penugasan", running))
    )
    return sorted(units, key=lambda unit: len(unit.jalur), reverse=True)


def assessed_by(penilai: Pegawai, *, on: date) -> list[Pegawai]:
    """The active people whose pejabat penilai this person is on a day, by name.

    Reads the instansi's units, and of its people only those it may be about. Four queries.
    """
    units = {
        unit.pk: unit
        for unit in UnitKerja.objects.filter(instansi=penilai.instansi_id)
        .only("pk", "induk_id", "kepala_id")
        .order_by()
    }
    leaders = {pk: unit.kepala_id for pk, unit in units.items()}
    leaders |= dict(
        PenugasanKepala.objects.filter(mulai__lte=on, selesai__gte=on, unit__in=units).values_list("unit", "pegawai")
    )
    led = [pk for pk, leader in leaders.items() if leader == penilai.pk]
    if not led:
        return []
    heads = {unit.kepala_id for unit in units.values()} | set(leaders.values()) - {None}
    active = set(Pegawai.objects.filter(pk__in=heads, is_active=True).values_list("pk", flat=True))

    def nearest(unit_id: int | None, person: int) -> int | None:
        while unit_id is not None:
            unit, leader = units[unit_id], leaders[unit_id]
            if person not in (unit.kepala_id, leader) and leader in active:
                return leader
            unit_id = unit.induk_id
        return None

    # Everybody in a unit has the same answer, except who leads one on the way up.
    own_units = [pk for pk in units if nearest(pk, NOBODY) == penilai.pk]
    people = (
        Pegawai.objects.filter(is_active=True, instansi=penilai.instansi_id)
        .filter(Q(unit__in=own_units) | Q(pk__in=heads, unit__jalur__overlap=led))
        .exclude(pk=penilai.pk)
        .select_related("unit", "jabatan")
    )
    return [person for person in people if nearest(person.unit_id, person.pk) == penilai.pk]
