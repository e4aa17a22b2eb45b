"""Who assesses whom, derived from the organisation. Documents store the answer; see Muat Ulang."""

from datetime import date

from django.db.models import Prefetch

from organisasi.models import Pegawai, PenugasanKepala, UnitKerja


def assessor_of(pegawai: Pegawai, *, on: date) -> Pegawai | None:
    """The pejabat penilai of a person on a day: the head of his unit; for a head, the head of the unit above.

    A running Plt/Plh stands in for the head. A unit nobody leads is passed over upwards. None: nobody is above.
    Two queries, whatever the depth of the tree.
    """
    for unit in _upwards(pegawai, on=on):
        leader = unit.penugasan_berjalan[0].pegawai if unit.penugasan_berjalan else unit.kepala
        if pegawai.pk == unit.kepala_id or leader is None or leader.pk == pegawai.pk or not leader.is_active:
            continue
        return leader
    return None


def _upwards(pegawai: Pegawai, *, on: date) -> list[UnitKerja]:
    if pegawai.unit is None:
        return []
    running = PenugasanKepala.objects.filter(mulai__lte=on, selesai__gte=on).select_related(
        "pegawai__unit", "pegawai__jabatan", "pegawai__instansi"
    )
    units = (
        UnitKerja.objects.filter(pk__in=pegawai.unit.jalur)
        .select_related("kepala__unit", "kepala__jabatan", "kepala__instansi")
        .prefetch_related(Prefetch("penugasan", running, to_attr="penugasan_berjalan"))
    )
    return sorted(units, key=lambda unit: len(unit.jalur), reverse=True)


def assessed_by(penilai: Pegawai, *, on: date) -> list[Pegawai]:
    """The active people whose pejabat penilai this person is on a day, by name.

    Looks at the units he leads, and at units without a leader below them. Four queries at most.
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
    if penilai.pk not in leaders.values():
        return []
    people = Pegawai.objects.filter(instansi=penilai.instansi_id, is_active=True).exclude(pk=penilai.pk)
    active_leaders = set(
        Pegawai.objects.filter(pk__in=set(leaders.values()) - {None}, is_active=True).values_list("pk", flat=True)
    )

    def nearest(unit_id: int | None, person: int) -> int | None:
        while unit_id is not None:
            unit, leader = units[unit_id], leaders[unit_id]
            if person not in (unit.kepala_id, leader) and leader in active_leaders:
                return leader
            unit_id = unit.induk_id
        return None

    ids = [pk for pk, unit in people.values_list("pk", "unit") if nearest(unit, pk) == penilai.pk]
    return list(Pegawai.objects.filter(pk__in=ids).select_related("unit", "jabatan"))
