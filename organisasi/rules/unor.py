"""Who keeps the units of an instansi: its heads, its Plt and Plh, and the tree they stand in."""

from ekinerja.rules import ALLOWED, Verdict, denied
from organisasi.models import Pegawai


def may_choose_instansi(user: Pegawai) -> Verdict:
    if user.is_active and user.is_superuser:
        return ALLOWED
    return denied("Hanya super admin yang memilih instansi.")
