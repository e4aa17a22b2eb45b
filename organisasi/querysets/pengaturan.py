"""The settings of an instansi as its pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from django.db.models import QuerySet

from organisasi.deadlines import HARI_BAKU, last_day
from organisasi.models import BatasWaktu, Dispensasi, Instansi, Langkah, Pegawai
from organisasi.models.deadline import LANGKAH_BERHARI
from organisasi.scoping import administered


def seen(values: Mapping[str, Any]) -> int:
    """A number for what a form showed: it stands in for the version of rows that have none."""
    return crc32(repr(sorted((name, str(value)) for name, value in values.items())).encode())


@dataclass(frozen=True)
class Batas:
    """The limit of a step: the number of the guide, the instansi's own if any, and the last day it gives now."""

    langkah: Langkah
    baku: int
    sendiri: int | None
    contoh: date
    terakhir: date

    @property
    def hari(self) -> int:
        return self.baku if self.sendiri is None else self.sendiri


def own_limits(instansi: Instansi) -> dict[str, int]:
    return dict(BatasWaktu.objects.filter(instansi=instansi).order_by().values_list("langkah", "hari"))


def limits_of(instansi: Instansi, *, today: date, own: Mapping[str, int] | None = None) -> list[Batas]:
    """Every step that has a number, in the order of a year's work. One query where `own` is not given."""
    own = own_limits(instansi) if own is None else own
    rows = []
    for value, _label in LANGKAH_BERHARI:
        langkah = Langkah(value)
        work_day = running_work(langkah, today)
        hari = own.get(value, HARI_BAKU[langkah])
        rows.append(Batas(langkah, HARI_BAKU[langkah], own.get(value), work_day, last_day(langkah, work_day, hari)))
    return rows


def running_work(langkah: Langkah, today: date) -> date:
    """A day of the work whose limit comes next: yesterday's activity, last month's results, this month's plan."""
    if langkah in (Langkah.SKP_TAHUNAN, Langkah.SKP_BULANAN):
        return today
    if langkah == Langkah.KEGIATAN_HARIAN:
        return today - timedelta(days=1)
    return today.replace(day=1) - timedelta(days=1)


def dispensasi_of(user: Pegawai, instansi: Instansi | None = None) -> "QuerySet[Dispensasi, Dispensasi]":
    rows = Dispensasi.objects.filter(administered(user)).select_related("instansi", "pegawai", "unit", "diberikan_oleh")
    return rows if instansi is None else rows.filter(instansi=instansi)
