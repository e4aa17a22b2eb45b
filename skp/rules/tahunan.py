"""The life of an SKP around its content: shortened after a move, filled from an older one."""

from django.db.models import QuerySet

from ekinerja.prepared import prepared
from ekinerja.rules import ALLOWED, Verdict, not_now
from organisasi.models import Pegawai
from skp.models import Skp
from skp.querysets.dokumen import leads
from skp.rules.dokumen import owns
from skp.workflow import Status


def may_shorten(user: Pegawai, skp: Skp) -> Verdict:
    """The owner, once the SKP is approved: until then its period is changed like the rest of it."""
    if not (verdict := owns(user, skp)):
        return verdict
    if skp.status == Status.DISETUJUI:
        return ALLOWED
    if skp.status == Status.DIAJUKAN:
        return not_now("Sedang diperiksa pejabat penilai; periodenya dapat dipendekkan setelah disetujui.")
    return not_now("Belum disetujui: periodenya cukup diubah dengan tombol Ubah.")


def has_matrix(user: Pegawai) -> bool:
    """Who leads somebody has a Matriks Peran Hasil beside his SKP."""
    return bool(_leading(user.pk))


@prepared
def _leading(pk: int) -> QuerySet[Pegawai, int]:
    return Pegawai.objects.filter(leads("pk"), pk=pk).order_by().values_list("pk", flat=True)
