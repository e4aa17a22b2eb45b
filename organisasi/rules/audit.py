from ekinerja.rules import ALLOWED, Verdict, denied
from organisasi.models import Pegawai


def may_audit(user: Pegawai) -> Verdict:
    """Which rows is the querysets' to say: of one instansi for its admin, of all for the super admin."""
    if user.is_staff:
        return ALLOWED
    return denied("Audit hanya untuk admin instansi dan super admin.")
