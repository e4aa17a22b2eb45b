"""SKP whose stored pejabat penilai is no longer who leads: see `organisasi.penilai_tercatat`."""

from datetime import date

from organisasi.hierarchy import NOBODY, Leaders
from organisasi.models import Pegawai, UnitKerja
from organisasi.penilai_tercatat import Tercatat
from skp.models import Skp


def outdated(unit: UnitKerja, *, on: date) -> list[Tercatat]:
    """Of SKP that run on the day or begin later, by name of their owner. Six queries, whatever their number."""
    leaders = Leaders(unit.instansi_id, on=on)
    leader = leaders.nearest(unit.pk, NOBODY)
    running = Skp.objects.filter(
        pegawai__is_active=True, pegawai__unit__jalur__contains=[unit.pk], periode_selesai__gte=on
    )
    keys = running.order_by().values_list("pk", "pegawai", "pegawai__unit", "penilai")
    now = {skp: leaders.nearest(unit_id, pegawai) for skp, pegawai, unit_id, _ in keys}
    concerned = {
        skp
        for skp, pegawai, _, stored in keys
        if stored != now[skp] and (now[skp] == leader or pegawai in (unit.kepala_id, leader))
    }
    found = running.filter(pk__in=concerned).select_related("pegawai", "penilai").order_by("pegawai__nama", "pk")
    people = Pegawai.objects.in_bulk({now[pk] for pk in concerned} - {None})
    return [
        Tercatat(
            pegawai=skp.pegawai,
            dokumen=str(skp),
            tautan=skp.get_absolute_url(),
            tercatat=skp.penilai,
            sekarang=people.get(now[skp.pk]),
        )
        for skp in found
    ]


def running_in(unit: UnitKerja, *, on: date) -> int:
    return Skp.objects.filter(unit=unit, periode_selesai__gte=on).count()
