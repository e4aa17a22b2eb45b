"""The newest catatan pembinaan of an SKP, for the pages that show them beside something else."""

from typing import Any

from organisasi.models import Pegawai
from penilaian.models import CatatanPembinaan
from penilaian.rules import pembinaan as rules
from skp.models import Skp

TERBARU = 3


def pembinaan_context(user: Pegawai, skp: Skp) -> dict[str, Any]:
    """What the partial penilaian/evaluasi/pembinaan.html shows: the newest notes. At most five queries."""
    if not rules.may_read_pembinaan(user, skp):
        return {}
    newest = list(skp.pembinaan.for_list()[: TERBARU + 1])
    return {
        "pembinaan": {
            "rows": [described(user, row) for row in newest[:TERBARU]],
            "masih_ada": len(newest) > TERBARU,
            "may_add": rules.may_add_pembinaan(user, skp),
        }
    }


def described(user: Pegawai, catatan: CatatanPembinaan) -> dict[str, Any]:
    """A note with what the user may do to it."""
    return {
        "catatan": catatan,
        "may_change": rules.may_change_pembinaan(user, catatan),
        "may_respond": rules.may_respond_pembinaan(user, catatan),
    }
