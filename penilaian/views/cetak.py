from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from ekinerja.errors import Refused
from ekinerja.pdf import paper_response
from organisasi.deadlines import month_end
from organisasi.hierarchy import assessor_of
from penilaian import papers
from penilaian.capaian import YearResult, month_result, year_result
from penilaian.models import BagianDibaca
from penilaian.services.jejak import log_reading
from skp import pihak
from skp.models import Skp, SkpBulanan


@require_safe
def cetak_bulan(request: HttpRequest, pk: int) -> HttpResponse:
    """Penilaian Capaian SKP of a month."""
    skp_bulanan = get_object_or_404(SkpBulanan.objects.visible_to(request.user).for_detail(), pk=pk)
    skp = skp_bulanan.skp
    _log(request, skp)
    result = month_result(skp_bulanan)
    closed = skp_bulanan.ditutup_pada
    context = {
        "skp": skp,
        "result": result,
        "daftar": papers.month_rows(result),
        "dinilai": pihak.dinilai(skp),
        "penilai": pihak.penilai(skp),
        "mulai": skp_bulanan.tanggal,
        "selesai": month_end(skp_bulanan.tanggal),
        "tanggal": timezone.localtime(closed, skp.instansi.tz).date() if closed else None,
        "konsep": papers.month_still_open(skp_bulanan),
    }
    return paper_response(
        request,
        "cetak/capaian_bulan.html",
        context,
        instansi=skp.instansi,
        filename=f"Penilaian-Capaian-SKP-{skp.tahun}-{skp_bulanan.bulan:02d}-{skp.pegawai.nip}.pdf",
    )


@require_safe
def cetak_tahun(request: HttpRequest, pk: int) -> HttpResponse:
    """Penilaian Capaian SKP of the year: its months, tugas tambahan and kreativitas, and what they come to."""
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=pk)
    _log(request, skp)
    result = year_result(skp)
    if missing := papers.year_missing(counted=bool(result.dihitung)):
        raise Refused(missing)
    context = _year_context(request, skp, result) | {"rata_rata_bulanan": papers.monthly_mean(result)}
    return paper_response(
        request,
        "cetak/capaian_tahun.html",
        context,
        instansi=skp.instansi,
        filename=f"Penilaian-Capaian-SKP-{skp.tahun}-{skp.pegawai.nip}.pdf",
    )


@require_safe
def cetak_prestasi(request: HttpRequest, pk: int) -> HttpResponse:
    """Penilaian Prestasi Kerja of the year, with its cover."""
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=pk)
    _log(request, skp)
    result = year_result(skp)
    missing = papers.prestasi_missing(counted=bool(result.dihitung), perilaku=result.perilaku is not None)
    if missing:
        raise Refused(missing)
    today = timezone.localtime(request.arrived_at, skp.instansi.tz).date()
    atasan = skp.penilai and assessor_of(skp.penilai, on=min(today, skp.periode_selesai))
    context = _year_context(request, skp, result) | {
        "perilaku": papers.perilaku_paper(result),
        "atasan": pihak.present(atasan) if atasan else None,
    }
    return paper_response(
        request,
        "cetak/prestasi_kerja.html",
        context,
        instansi=skp.instansi,
        filename=f"Penilaian-Prestasi-Kerja-{skp.tahun}-{skp.pegawai.nip}.pdf",
    )


def _log(request: HttpRequest, skp: Skp) -> None:
    log_reading(skp=skp, by=request.user, bagian=BagianDibaca.CETAK, at=request.arrived_at)


def _year_context(request: HttpRequest, skp: Skp, result: YearResult) -> dict:
    today = timezone.localtime(request.arrived_at, skp.instansi.tz).date()
    return {
        "skp": skp,
        "result": result,
        "dinilai": pihak.dinilai(skp),
        "penilai": pihak.penilai(skp),
        "konsep": papers.year_still_open(skp, open_months=len(result.belum_ditutup), on=today),
    }
