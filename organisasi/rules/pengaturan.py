"""Who changes the settings of an instansi, its limits, and the dispensasi it gives."""

from datetime import date, timedelta

from ekinerja.rules import ALLOWED, Verdict, denied
from organisasi.models import Dispensasi, Instansi, Pegawai

ADMIN_ONLY = "Pengaturan instansi hanya untuk admin instansi itu dan super admin."


def may_set(user: Pegawai) -> Verdict:
    return ALLOWED if user.is_staff else denied(ADMIN_ONLY)


def may_set_for(user: Pegawai, instansi: Instansi) -> Verdict:
    if user.is_staff and (user.is_superuser or user.instansi_id == instansi.pk):
        return ALLOWED
    return denied(ADMIN_ONLY)


def may_change_code(user: Pegawai) -> Verdict:
    """Files that come in and go out name the instansi by it."""
    if user.is_staff and user.is_superuser:
        return ALLOWED
    return denied("Kode instansi diubah oleh super admin.")


def is_open(dispensasi: Dispensasi, today: date) -> bool:
    return dispensasi.dibuka_sampai >= today


def earliest_end(today: date) -> date:
    """Days on which people could work are not taken back: closed at once means that yesterday was the last."""
    return today - timedelta(days=1)
