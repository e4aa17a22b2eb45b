"""A staged row as its page shows it: in the words of the sheet, what was and what would be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from organisasi.impor.jenis import JenisImpor, Kolom
from organisasi.impor.tahap import places
from organisasi.models import BarisImpor, Impor, Tindakan

MOST_NAMES = 2


@dataclass(frozen=True)
class Perubahan:
    kolom: str
    lama: str
    baru: str


@dataclass(frozen=True)
class Kesalahan:
    kolom: str
    pesan: str
    isi: str
    """What stands in the cell."""


@dataclass(frozen=True)
class BarisTampil:
    nomor: int
    nama: str
    perubahan: list[Perubahan]
    kesalahan: list[Kesalahan]


class Pratinjau:
    def __init__(self, impor: Impor, jenis: JenisImpor) -> None:
        self.kolom: Mapping[str, Kolom] = jenis.resource.kolom()
        self.places = places(impor.kolom, jenis)

    def row(self, baris: BarisImpor) -> BarisTampil:
        return BarisTampil(
            baris.nomor, self._name(baris), self._changes(baris), [self._fault(baris, one) for one in baris.galat]
        )

    def _name(self, baris: BarisImpor) -> str:
        """What its person calls it: the first of its cells."""
        typed = (self._cell(baris, name) for name in self.kolom)
        return ", ".join([text for text in typed if text][:MOST_NAMES])

    def _changes(self, baris: BarisImpor) -> list[Perubahan]:
        if baris.tindakan == Tindakan.BARU:
            pairs = {name: ["", baris.isi[name]] for name in self.kolom if baris.isi.get(name) not in {None, ""}}
        else:
            pairs = baris.perubahan
        return [
            Perubahan(one.column_name, one.nilai.shown(pairs[name][0]), one.nilai.shown(pairs[name][1]))
            for name, one in self.kolom.items()
            if name in pairs
        ]

    def _fault(self, baris: BarisImpor, fault: Mapping[str, Any]) -> Kesalahan:
        one = self.kolom.get(fault["kolom"])
        return Kesalahan(one.column_name if one else "", fault["pesan"], self._cell(baris, fault["kolom"])[:200])

    def _cell(self, baris: BarisImpor, name: str) -> str:
        place = self.places.get(name)
        return baris.asli[place] if place is not None and place < len(baris.asli) else ""
