"""Who may do what with activities, realisasi and usulan.

Rights come first (403), then state and limit (a message). Each rule answers for the button and for the POST.
"""

from datetime import date, datetime

from django.utils import timezone

from ekinerja.errors import IllegalTransition, TooLate
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from kegiatan.models import KegiatanHarian, Kreativitas, TugasTambahan
from kegiatan.workflow import ActionUsulan, StatusUsulan, next_status_usulan
from organisasi.deadlines import Tenggat
from organisasi.models import Pegawai
from organisasi.rules.orang import measures
from organisasi.scoping import acting_ids
from skp.models import TargetBulanan

Usulan = TugasTambahan | Kreativitas

BULAN_DITUTUP = "Penilaian bulan ini sudah ditutup, jadi kegiatannya tidak dapat diubah lagi."


def may_record(user: Pegawai) -> Verdict:
    """Everybody who works in an instansi that measures monthly records his own activities and usulan."""
    if user.instansi_id is None:
        return denied("Akun ini tidak terdaftar pada instansi mana pun, jadi tidak mencatat kegiatan.")
    return measures(user.instansi)


def may_change(user: Pegawai, kegiatan: KegiatanHarian, tenggat: Tenggat | None, at: datetime) -> Verdict:
    """The owner, while it is not graded, its month is open and its limit has not passed.

    `kegiatan` comes from `for_list` or `for_detail`; `tenggat` is the day's, from the owner's DeadlineCalendar.
    """
    if kegiatan.pegawai_id != user.pk:
        return denied("Hanya pegawai yang mencatatnya dapat mengubah kegiatan ini.")
    if kegiatan.dinilai:
        return not_now("Kegiatan ini sudah dinilai, jadi tidak dapat diubah atau dihapus.")
    if kegiatan.ditutup:
        return not_now(BULAN_DITUTUP)
    return _in_time(tenggat, at)


def may_delete(user: Pegawai, kegiatan: KegiatanHarian, tenggat: Tenggat | None, at: datetime) -> Verdict:
    """As changing it; and what was graded once stays."""
    verdict = may_change(user, kegiatan, tenggat, at)
    if verdict and kegiatan.pernah_dinilai:
        return not_now("Kegiatan ini pernah dinilai, jadi tidak dapat dihapus; ubah isinya bila keliru.")
    return verdict


def may_fill_realisasi(user: Pegawai, target: TargetBulanan, tenggat: Tenggat | None, at: datetime) -> Verdict:
    """The owner, until the fifth of the next month and while the month is not closed.

    `target` with `skp_bulanan__skp` loaded; `tenggat` is Langkah.REALISASI of the owner's DeadlineCalendar.
    """
    if target.skp_bulanan.skp.pegawai_id != user.pk:
        return denied("Realisasi diisi oleh pegawai pemilik SKP Bulanan ini.")
    if target.skp_bulanan.ditutup:
        return not_now("Penilaian bulan ini sudah ditutup, jadi realisasi tidak dapat diubah.")
    return _in_time(tenggat, at)


def may_change_usulan(user: Pegawai, usulan: Usulan) -> Verdict:
    """The owner, until it is decided."""
    if usulan.pegawai_id != user.pk:
        return denied("Hanya pegawai yang mengusulkannya dapat mengubah usulan ini.")
    if usulan.status != StatusUsulan.DIAJUKAN:
        return not_now(f"Usulan ini sudah {usulan.get_status_display().lower()}, jadi tidak dapat diubah.")
    return ALLOWED


def may_decide(user: Pegawai, usulan: Usulan, action: ActionUsulan) -> Verdict:
    """The stored pejabat penilai, or who stands in for him today, never the owner; one query."""
    if usulan.pegawai_id == user.pk:
        return denied("Usulan sendiri diputuskan oleh pejabat penilai.")
    if usulan.penilai_id is None or usulan.penilai_id not in acting_ids(user):
        return denied("Hanya pejabat penilai pegawai ini yang memutuskan usulannya.")
    try:
        next_status_usulan(action, usulan.status)
    except IllegalTransition as no:
        return not_now(no.message)
    return ALLOWED


def local_day(user: Pegawai, at: datetime) -> date:
    """The calendar day it was at that instant where the user works."""
    return timezone.localdate(at, user.instansi.tz if user.instansi else None)


def _in_time(tenggat: Tenggat | None, at: datetime) -> Verdict:
    if tenggat is not None and not tenggat.terbuka(at):
        return not_now(tenggat.alasan_lewat, TooLate)
    return ALLOWED
