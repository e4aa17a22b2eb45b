"""Who monitors units, and who may be reminded: the super admin everywhere, an admin in his instansi, who leads a unit
in it and below."""

from collections.abc import Collection

from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Pegawai, UnitKerja
from organisasi.scoping import led_by


def may_monitor(user: Pegawai, led: Collection[UnitKerja] | None = None) -> Verdict:
    """`led`: the units he leads, where they are known already."""
    leads = bool(led_by(user)) if led is None and not user.is_staff else bool(led)
    if user.is_staff or leads:
        return ALLOWED
    return denied("Monitoring dan Rekap Unit untuk super admin, admin instansi, dan pimpinan unit kerja.")


def may_remind(tahun: int, *, berjalan: int) -> Verdict:
    """`berjalan`: the running year. Of another one nothing is to be made any more, or not yet."""
    if tahun == berjalan:
        return ALLOWED
    return not_now(f"Pengingat hanya untuk tahun berjalan, {berjalan}.")
