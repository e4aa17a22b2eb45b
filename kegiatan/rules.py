"""Who may do what with activities, realisasi and usulan.

Each rule is a `check_x` that raises the kind of answer (NotAllowed: not yours; IllegalTransition: not in this state;
TooLate: the limit has passed). `may_x` turns the same rule into a Verdict for the page.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from ekinerja.errors import IllegalTransition, NotAllowed, Refused
from ekinerja.rules import ALLOWED, Verdict, denied
from kegiatan.models import KegiatanHarian, Kreativitas, TugasTambahan
from kegiatan.workflow import ActionUsulan, StatusUsulan, next_status_usulan
from organisasi.deadlines import Tenggat
from organisasi.models import Pegawai
from organisasi.scoping import acting_for
from skp.models import TargetBulanan

Usulan = TugasTambahan | Kreativitas


def check_record(user: Pegawai) -> None:
    """Everybody who works in an instansi records his own activities."""
    if user.instansi_id is None:
        raise NotAllowed("Akun ini tidak terdaftar pada instansi mana pun, jadi tidak mencatat kegiatan.")


def may_record(user: Pegawai) -> Verdict:
    return _verdict(check_record, user)


def check_change(user: Pegawai, kegiatan: KegiatanHarian, tenggat: Tenggat | None, at: datetime) -> None:
    """The owner, while it is not graded and its limit is open."""
    if kegiatan.pegawai_id != user.pk:
        raise NotAllowed("Hanya pegawai yang mencatatnya dapat mengubah kegiatan ini.")
    if kegiatan.dinilai:
        raise IllegalTransition("Kegiatan ini sudah dinilai, jadi tidak dapat diubah atau dihapus.")
    if kegiatan.target is not None and kegiatan.target.skp_bulanan.ditutup:
        raise IllegalTransition("Penilaian bulan ini sudah ditutup.")
    if tenggat is not None:
        tenggat.check(at)


def may_change(user: Pegawai, kegiatan: KegiatanHarian, tenggat: Tenggat | None, at: datetime) -> Verdict:
    return _verdict(check_change, user, kegiatan, tenggat, at)


def check_delete(user: Pegawai, kegiatan: KegiatanHarian, tenggat: Tenggat | None, at: datetime) -> None:
    """As changing it; and what has once been graded stays. `kegiatan` comes from `for_list` or `for_detail`."""
    check_change(user, kegiatan, tenggat, at)
    if kegiatan.pernah_dinilai:
        raise IllegalTransition("Kegiatan ini pernah dinilai, jadi tidak dapat dihapus; ubah isinya bila keliru.")


def may_delete(user: Pegawai, kegiatan: KegiatanHarian, tenggat: Tenggat | None, at: datetime) -> Verdict:
    return _verdict(check_delete, user, kegiatan, tenggat, at)


def check_fill_realisasi(user: Pegawai, target: TargetBulanan, tenggat: Tenggat, at: datetime) -> None:
    """The owner, until the fifth of the next month and while the month is not closed."""
    if target.skp_bulanan.skp.pegawai_id != user.pk:
        raise NotAllowed("Realisasi diisi oleh pegawai pemilik SKP Bulanan ini.")
    if target.skp_bulanan.ditutup:
        raise IllegalTransition("Penilaian bulan ini sudah ditutup, jadi realisasi tidak dapat diubah.")
    tenggat.check(at)


def may_fill_realisasi(user: Pegawai, target: TargetBulanan, tenggat: Tenggat, at: datetime) -> Verdict:
    """`target` with `skp_bulanan__skp` loaded; `tenggat` is Langkah.REALISASI of the owner's DeadlineCalendar."""
    return _verdict(check_fill_realisasi, user, target, tenggat, at)


def check_change_usulan(user: Pegawai, usulan: Usulan) -> None:
    """The owner, until it is decided."""
    if usulan.pegawai_id != user.pk:
        raise NotAllowed("Hanya pegawai yang mengusulkannya dapat mengubah usulan ini.")
    if usulan.status != StatusUsulan.DIAJUKAN:
        raise IllegalTransition(f"Usulan ini sudah {usulan.get_status_display().lower()}, jadi tidak dapat diubah.")


def may_change_usulan(user: Pegawai, usulan: Usulan) -> Verdict:
    return _verdict(check_change_usulan, user, usulan)


def check_decide(user: Pegawai, usulan: Usulan, action: ActionUsulan) -> None:
    """The stored pejabat penilai, or who stands in for him today; from a state the action starts at."""
    if not acting_for(user).filter(pk=usulan.penilai_id).exists():
        raise NotAllowed("Hanya pejabat penilai pegawai ini yang memutuskan usulannya.")
    if usulan.pegawai_id == user.pk:
        raise NotAllowed("Usulan sendiri diputuskan oleh pejabat penilai.")
    next_status_usulan(action, usulan.status)


def may_decide(user: Pegawai, usulan: Usulan, action: ActionUsulan) -> Verdict:
    """One query."""
    return _verdict(check_decide, user, usulan, action)


def local_day(user: Pegawai, at: datetime) -> date:
    """The calendar day it was at that instant where the user works."""
    return at.astimezone(user.instansi.tz).date() if user.instansi else at.date()


def _verdict(check: Callable[..., None], *args: Any) -> Verdict:
    try:
        check(*args)
    except (NotAllowed, Refused) as no:
        return denied(no.message)
    return ALLOWED
