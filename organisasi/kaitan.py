"""What other parts of the application keep of a person, who are asked where his place or his account changes.

Which parts there are this one does not know: they register themselves.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from organisasi.models import Pegawai


@dataclass(frozen=True)
class Dokumen:
    """A document of a person that runs on the day of his move, or begins later.

    `kemudian`: it begins on that day or later, and does not end by the move. `disetujui`: it was decided on, and keeps
    the pejabat penilai who did. `hambatan`: why it cannot be ended the day before. `url` is empty where its content is
    nobody's but his.
    """

    nama: str
    periode: str
    status: str
    tone: str
    penilai: str = ""
    url: str = ""
    kemudian: bool = False
    disetujui: bool = False
    hambatan: str = ""


@dataclass(frozen=True)
class Terbuka:
    """Something that waits for a person, in words."""

    kalimat: str
    url: str = ""


class Bagian(Protocol):
    def hold(self, pegawai: Pegawai, *, tmt: date) -> None:
        """Locks all that `end_running` and `follow` may write, before the person and units are locked."""

    def running(self, pegawai: Pegawai, *, tmt: date) -> Sequence[Dokumen]:
        """His documents that are not over the day before."""

    def end_running(self, pegawai: Pegawai, *, tmt: date, by: Pegawai, at: datetime, alasan: str) -> None:
        """Ends the day before what runs on that day. Raises Refused, naming what is in the way."""

    def follow(self, pegawai: Pegawai, *, tmt: date, by: Pegawai, at: datetime) -> None:
        """After the move: what begins on that day or later takes the new place; of what keeps the old one is told."""

    def waiting(self, pegawai: Pegawai) -> Sequence[Terbuka]:
        """What would be left lying if he were not there any more."""


Ingatan = Callable[[Pegawai, date], str]
"""What a move that ends his SKP the day before a day leaves behind, in a sentence; empty: nothing."""

_registered: list[Bagian] = []
_ingatan: list[Ingatan] = []


def register(bagian: Bagian) -> None:
    if bagian not in _registered:
        _registered.append(bagian)


def register_remark(ingatan: Ingatan) -> None:
    if ingatan not in _ingatan:
        _ingatan.append(ingatan)


def remarks(pegawai: Pegawai, *, tmt: date) -> list[str]:
    return [said for ingatan in _ingatan if (said := ingatan(pegawai, tmt))]


def running(pegawai: Pegawai, *, tmt: date) -> list[Dokumen]:
    return [dokumen for bagian in _registered for dokumen in bagian.running(pegawai, tmt=tmt)]


def waiting(pegawai: Pegawai) -> list[Terbuka]:
    return [terbuka for bagian in _registered for terbuka in bagian.waiting(pegawai)]


@contextmanager
def moved(pegawai: Pegawai, *, tmt: date, by: Pegawai, at: datetime, akhiri: bool, alasan: str) -> Iterator[None]:
    """Around a move: with `akhiri` what runs is ended first; afterwards what begins later follows him."""
    for bagian in _registered:
        bagian.hold(pegawai, tmt=tmt)
    if akhiri:
        for bagian in _registered:
            bagian.end_running(pegawai, tmt=tmt, by=by, at=at, alasan=alasan)
    yield
    for bagian in _registered:
        bagian.follow(pegawai, tmt=tmt, by=by, at=at)
