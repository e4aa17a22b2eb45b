"""Who among a penilai's people has not submitted yet. That a draft exists is known to him, never what is in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from organisasi.hierarchy import assessed_by
from organisasi.models import Pegawai
from skp.models import Skp, SkpBulanan
from skp.workflow import EDITABLE, Status

BELUM_DIBUAT = "Belum dibuat"


@dataclass(frozen=True)
class BelumMengajukan:
    """A subordinate, and how far his SKP of the year and of the month are; empty where it has been submitted."""

    pegawai: Pegawai
    tahunan: str
    bulanan: str


def not_submitted(penilai: Pegawai, *, today: date) -> list[BelumMengajukan]:
    """The people assessed on this day whose SKP of the year, or of this month, is not submitted. Six queries."""
    people = assessed_by(penilai, on=today)
    tahunan = _progress(
        Skp.objects.exists_for(penilai)
        .filter(pegawai__in=people, periode_mulai__lte=today, periode_selesai__gte=today)
        .values_list("pegawai", "status")
    )
    bulanan = _progress(
        SkpBulanan.objects.exists_for(penilai)
        .filter(skp__pegawai__in=people, skp__tahun=today.year, bulan=today.month)
        .values_list("skp__pegawai", "status")
    )
    rows = [BelumMengajukan(p, tahunan.get(p.pk, BELUM_DIBUAT), bulanan.get(p.pk, BELUM_DIBUAT)) for p in people]
    return [row for row in rows if row.tahunan or row.bulanan]


def _progress(statuses: Iterable[tuple[int, str]]) -> dict[int, str]:
    """By person: the label of a document still with its owner, or nothing once it is with the penilai."""
    return {pegawai: Status(status).label if status in EDITABLE else "" for pegawai, status in statuses}
