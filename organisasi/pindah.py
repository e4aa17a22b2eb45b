"""What moving a unit means, before it is done."""

from dataclasses import dataclass
from datetime import date

from organisasi.hierarchy import leader_over
from organisasi.models import Pegawai, UnitKerja
from organisasi.querysets.unor import headcounts, subtree


@dataclass(frozen=True)
class Akibat:
    """`kepala`: who leads the unit itself; without one its people are assessed from above, as he would be."""

    induk: UnitKerja | None
    tetap: bool
    masalah: str
    unit: int
    orang: int
    kepala: Pegawai | None
    penilai_lama: Pegawai | None
    penilai_baru: Pegawai | None

    @property
    def penilai_berganti(self) -> bool:
        return self.penilai_lama != self.penilai_baru


def consequences(unit: UnitKerja, induk: UnitKerja | None, *, on: date) -> Akibat:
    """Of putting a unit under `induk` (None: at the top). Six queries, whatever comes along."""
    head = unit.kepala_id or 0
    _, people = headcounts([unit])[unit.pk]
    inside = induk is not None and unit.pk in induk.jalur
    return Akibat(
        induk=induk,
        tetap=unit.induk_id == (induk.pk if induk else None),
        masalah="Unit itu berada di dalam unit yang dipindahkan. Pilih unit lain." if inside else "",
        unit=subtree(unit).count(),
        orang=people,
        kepala=unit.kepala,
        penilai_lama=leader_over(unit.induk, apart_from=head, on=on),
        penilai_baru=leader_over(induk, apart_from=head, on=on),
    )
