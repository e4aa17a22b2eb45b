"""Who writes Ekspektasi Khusus Pimpinan (PermenPANRB 6/2022): the pejabat penilai, until the SKP is approved."""

from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Pegawai
from skp.models import Skp
from skp.rules.dokumen import reviews
from skp.workflow import Status


def may_write_expectations(user: Pegawai, skp: Skp) -> Verdict:
    """Also while the SKP is a draft whose content he does not see: what he expects comes before what is planned."""
    if not reviews(user, skp):
        return denied("Ekspektasi khusus pimpinan ditulis oleh pejabat penilai SKP ini, atau Plt/Plh-nya.")
    if skp.status == Status.DISETUJUI:
        return not_now("SKP sudah disetujui; ekspektasi khusus dapat diubah setelah SKP dibuka kembali.")
    return ALLOWED
