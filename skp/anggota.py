"""The anggota of a tim kerja as its page shows them: their SKP, their matrices, what holds them in the team."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from organisasi.models import Pegawai
from skp.matriks import involvement
from skp.models import AnggotaTim, RencanaHasilKerja, Skp, TimKerja


@dataclass(frozen=True)
class BarisAnggota:
    """`skp` is that of the day the team is looked at; `terbuka`: the reader may open it."""

    anggota: AnggotaTim
    skp: Skp | None
    terbuka: bool
    keterlibatan: int
    mendukung: list[RencanaHasilKerja] = field(default_factory=list)


def looked_at(tim: TimKerja, today: date) -> date:
    """The day of the team that today stands for: its first before it begins, its last once it has ended."""
    return min(max(today, tim.mulai), tim.selesai)


def members(tim: TimKerja, user: Pegawai, *, day: date) -> list[BarisAnggota]:
    """By name. Five queries, whatever their number."""
    rows = list(tim.anggota.select_related("pegawai__unit", "pegawai__jabatan"))
    people = [row.pegawai_id for row in rows]
    skp = skp_on(people, user, day=day)
    counts = involvement(people, tahun=day.year)
    mendukung = supported_through(tim, people)
    return [
        BarisAnggota(
            row,
            skp=(found := skp.get(row.pegawai_id)),
            terbuka=bool(found and found.terbuka),
            keterlibatan=counts[row.pegawai_id],
            mendukung=mendukung.get(row.pegawai_id, []),
        )
        for row in rows
    ]


def skp_on(people: Sequence[int], user: Pegawai, *, day: date) -> dict[int, Skp]:
    """By person, his SKP of a day, with `terbuka`: whether this user may read it. One query."""
    readable = Skp.objects.visible_to(user).filter(pk=OuterRef("pk"))
    found = Skp.objects.filter(pegawai__in=people, periode_mulai__lte=day, periode_selesai__gte=day)
    return {row.pegawai_id: row for row in found.annotate(terbuka=Exists(readable))}


def supported_through(tim: TimKerja, people: Sequence[int]) -> dict[int, list[RencanaHasilKerja]]:
    """By person, the RHK of the ketua that his SKP of the team's period support and only the team explains: the ketua
    is not his pejabat penilai. With `skp` loaded. Two queries."""
    pairs = list(
        RencanaHasilKerja.objects.filter(
            skp__pegawai__in=people,
            skp__periode_mulai__lte=tim.selesai,
            skp__periode_selesai__gte=tim.mulai,
            atasan__skp__pegawai=tim.ketua_id,
        )
        .exclude(skp__penilai=tim.ketua_id)
        .values_list("skp__pegawai", "atasan")
        .order_by("atasan__urutan", "atasan")
        .distinct()
    )
    rhk = RencanaHasilKerja.objects.select_related("skp").in_bulk({atasan for _pegawai, atasan in pairs})
    supported: dict[int, list[RencanaHasilKerja]] = defaultdict(list)
    for pegawai, atasan in pairs:
        supported[pegawai].append(rhk[atasan])
    return supported
