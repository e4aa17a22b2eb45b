"""What the owner fills in beside `rules.evaluasi.may_fill`, which every change here asks."""

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, not_now
from penilaian.models import Evaluasi


def may_rate_oneself(evaluasi: Evaluasi) -> Verdict:
    """Only where the instansi asks for it."""
    instansi = evaluasi.skp.instansi
    if instansi.penilaian_diri:
        return ALLOWED
    return not_now(f"{instansi} tidak memakai penilaian diri.", Refused)
