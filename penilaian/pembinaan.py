"""The newest catatan pembinaan of an SKP, for the pages that show them beside something else."""

from typing import Any

from django.db.models import QuerySet

from ekinerja.prepared import prepared
from organisasi.models import Pegawai
from penilaian.models import CatatanPembinaan
from penilaian.rules import pembinaan as rules
from skp.models import Skp

TERBARU = 3


def pembinaan_context(user: Pegawai, skp: Skp) -> dict[str, Any]:
    """What the partial penilaian/evaluasi/pembinaan.html shows: the newest notes. At most five queries."""
    if not rules.may_read_pembinaan(user, skp):
        return {}
    newest = _newest(skp.pk)
    for row in newest:
        row.skp = skp
    return {
        "pembinaan": {
            "rows": [described(user, row) for row in newest[:TERBARU]],
            "masih_ada": len(newest) > TERBARU,
            "may_add": rules.may_add_pembinaan(user, skp),
        }
    }


@prepared
def _newest(skp: int) -> QuerySet[CatatanPembinaan]:
    """One more than are shown."""
    return CatatanPembinaan.objects.filter(skp=skp).select_related("oleh")[: TERBARU + 1]


def described(user: Pegawai, catatan: CatatanPembinaan) -> dict[str, Any]:
    """A note with what the user may do to it."""
    return {
        "catatan": catatan,
        "may_change": rules.may_change_pembinaan(user, catatan),
        "may_respond": rules.may_respond_pembinaan(user, catatan),
    }
