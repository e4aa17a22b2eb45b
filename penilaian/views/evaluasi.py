"""What every page about one evaluasi does first: finds it, and writes down that it was read."""

from django.http import Http404, HttpRequest

from penilaian.models import BagianDibaca, Evaluasi
from penilaian.querysets.evaluasi import find_evaluasi
from penilaian.services.jejak import log_reading


def find_or_404(request: HttpRequest, skp: int, periode: int) -> Evaluasi:
    """As `find_evaluasi` reads it; unsaved where nothing was written yet."""
    found = find_evaluasi(request.user, skp, periode)
    if found is None:
        raise Http404("Evaluasi ini tidak ada, atau bukan untuk Anda baca.")
    return found


def log_evaluasi_read(request: HttpRequest, evaluasi: Evaluasi) -> None:
    log_reading(
        skp=evaluasi.skp,
        by=request.user,
        bagian=BagianDibaca.EVALUASI,
        periode=evaluasi.periode,
        at=request.arrived_at,
    )
