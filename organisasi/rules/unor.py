"""Who keeps the units of an instansi: its heads, its Plt and Plh, and the tree they stand in."""

from datetime import date

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Instansi, Pegawai, PenugasanKepala, UnitKerja

ADMIN_ONLY = "Unit kerja diatur oleh admin instansi."


def may_choose_instansi(user: Pegawai) -> Verdict:
    if user.is_active and user.is_superuser:
        return ALLOWED
    return denied("Hanya super admin yang memilih instansi.")


def may_manage_units(user: Pegawai) -> Verdict:
    return ALLOWED if user.is_staff else denied(ADMIN_ONLY)


def may_manage_units_of(user: Pegawai, instansi: Instansi) -> Verdict:
    if user.is_staff and (user.is_superuser or user.instansi_id == instansi.pk):
        return ALLOWED
    return denied(ADMIN_ONLY)


def may_keep_unit(user: Pegawai, unit: UnitKerja) -> Verdict:
    """Its name, code and form: also of a closed one, which old documents still name."""
    return may_manage_units_of(user, unit.instansi)


def may_arrange_unit(user: Pegawai, unit: UnitKerja) -> Verdict:
    """Its place, its head, its Plt and Plh, and closing it."""
    keeps = may_keep_unit(user, unit)
    if keeps and not unit.aktif:
        return not_now("Unit ini sudah ditutup. Buka kembali lebih dahulu.", Refused)
    return keeps


def may_reopen_unit(user: Pegawai, unit: UnitKerja) -> Verdict:
    keeps = may_keep_unit(user, unit)
    if keeps and unit.aktif:
        return not_now("Unit ini sedang aktif.", Refused)
    if keeps and unit.induk is not None and not unit.induk.aktif:
        return not_now(f"Unit di atasnya, {unit.induk}, juga sudah ditutup. Buka dahulu yang di atas.", Refused)
    return keeps


def may_change_penugasan(user: Pegawai, penugasan: PenugasanKepala, *, today: date) -> Verdict:
    """Until it is over: by a past one was assessed."""
    keeps = may_keep_unit(user, penugasan.unit)
    if keeps and penugasan.selesai < today:
        return not_now("Penugasan ini sudah berakhir dan menjadi dasar penilaian pada masanya.", Refused)
    return keeps
