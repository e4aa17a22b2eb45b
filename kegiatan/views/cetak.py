from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from ekinerja.forms import read_number
from ekinerja.pdf import paper_response
from kegiatan.laporan import make_laporan, readable_owners
from organisasi.deadlines import month_end


@require_safe
def cetak(request: HttpRequest, tahun: int, bulan: int) -> HttpResponse:
    """Laporan Kegiatan Harian of a month: one's own, or with `?pegawai=` that of somebody one may see."""
    if not (2000 <= tahun <= 2100 and 1 <= bulan <= 12):
        raise Http404
    first = date(tahun, bulan, 1)
    last = month_end(first)
    wanted = read_number(request.GET.get("pegawai") or str(request.user.pk))
    if wanted is None:
        raise Http404
    pegawai = get_object_or_404(readable_owners(request.user, first, last), pk=wanted)
    laporan = make_laporan(pegawai, user=request.user, first=first, last=last)
    return paper_response(
        request,
        "cetak/kegiatan_harian.html",
        {
            "laporan": laporan,
            "dinilai": laporan.dinilai,
            "penilai": laporan.penilai,
            "bulan": first,
            "tanggal": last if last <= timezone.localtime(request.arrived_at, pegawai.instansi.tz).date() else None,
        },
        instansi=pegawai.instansi,
        filename=f"Laporan-Kegiatan-Harian-{tahun}-{bulan:02d}-{pegawai.nip}.pdf",
    )
