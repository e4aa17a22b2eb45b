"""Until when an SKP is to be made: 31 January of its year; after a move, counted from the day it became possible."""

from datetime import date

from django.db.models import Max
from django.utils.timezone import localtime

from organisasi.deadlines import DeadlineCalendar, Tenggat
from organisasi.models import Langkah, Pegawai
from skp.models import Riwayat, Skp
from skp.workflow import Status


def limit_from(calendar: DeadlineCalendar, pegawai: Pegawai, mulai: date) -> Tenggat:
    """The limit of an SKP that begins on a day. No query for one that begins on 1 January, else two."""
    usual = calendar.tenggat(Langkah.SKP_TAHUNAN, mulai)
    if (mulai.month, mulai.day) == (1, 1):
        return usual
    possible_since = _possible_since(calendar, pegawai, mulai)
    return calendar.tenggat_lanjutan(possible_since) if possible_since else usual


def _possible_since(calendar: DeadlineCalendar, pegawai: Pegawai, mulai: date) -> date | None:
    """The first day of an SKP that follows an approved one of its year, or the day that one was shortened if later.

    None where no approved SKP comes before it: a late first SKP must not pass for a move.
    """
    earlier = (
        Skp.objects.filter(pegawai=pegawai, tahun=mulai.year, periode_selesai__lt=mulai, status=Status.DISETUJUI)
        .order_by("-periode_selesai")
        .first()
    )
    if earlier is None:
        return None
    steps = Riwayat.objects.filter(skp=earlier, aksi=Riwayat.PERIODE_DIPENDEKKAN)
    shortened = steps.aggregate(last=Max("pada"))["last"]
    return max(mulai, localtime(shortened, calendar.zona).date()) if shortened else mulai
