"""Documents that store their pejabat penilai, which an organisation that changes leaves as they are.

Which documents there are, this one does not know: they register themselves. They change by Muat Ulang alone, so what
is left to do here is to say whose they are, and to tell those people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from organisasi.models import Pegawai, Pemberitahuan, UnitKerja
from organisasi.pemberitahuan import notify


@dataclass(frozen=True)
class Tercatat:
    """A running document whose stored pejabat penilai is another than the organisation says today."""

    pegawai: Pegawai
    dokumen: str
    tautan: str
    tercatat: Pegawai | None
    sekarang: Pegawai | None


class Bagian(Protocol):
    def outdated(self, unit: UnitKerja, *, on: date) -> Sequence[Tercatat]:
        """Of the people whose pejabat penilai today is who leads `unit`, and of that leader himself."""

    def running_in(self, unit: UnitKerja, *, on: date) -> int:
        """How many documents that are not over say that their owner works in this unit."""


_registered: list[Bagian] = []


def register(bagian: Bagian) -> None:
    if bagian not in _registered:
        _registered.append(bagian)


def outdated(unit: UnitKerja, *, on: date) -> list[Tercatat]:
    return [row for bagian in _registered for row in bagian.outdated(unit, on=on)]


def running_in(unit: UnitKerja, *, on: date) -> int:
    return sum(bagian.running_in(unit, on=on) for bagian in _registered)


def tell_owners(rows: Sequence[Tercatat], *, by: Pegawai, at: datetime) -> int:
    """Writes to each owner what to do; who has such a line unread gets no second one. Answers how many were told."""
    told = set(
        Pemberitahuan.objects.filter(penerima__in=[row.pegawai.pk for row in rows], dibaca_pada=None).values_list(
            "penerima", "teks", "tautan"
        )
    )
    lines = [(row, _line(row)) for row in rows]
    fresh = [(row, text) for row, text in lines if (row.pegawai.pk, text, row.tautan) not in told]
    for row, text in fresh:
        notify([row.pegawai], text, tautan=row.tautan, at=at, by=by)
    return len(fresh)


def _line(row: Tercatat) -> str:
    return (
        f"Pejabat penilai Anda menurut organisasi: {row.sekarang or 'belum ada'}. {row.dokumen} masih mencatat "
        f"{row.tercatat or 'belum ada'}; tekan Muat Ulang pada SKP itu."
    )
