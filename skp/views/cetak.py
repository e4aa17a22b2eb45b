from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from ekinerja.pdf import paper_response
from skp import pihak
from skp.models import Skp
from skp.workflow import Status


@require_safe
def cetak(request: HttpRequest, pk: int) -> HttpResponse:
    """Formulir SKP: before its approval marked as a draft and without a date of signing."""
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_pdf(), pk=pk)
    approved = skp.status == Status.DISETUJUI
    context = {
        "skp": skp,
        "daftar_rhk": skp.rhk.select_related("satuan"),
        "dinilai": pihak.dinilai(skp),
        "penilai": pihak.penilai(skp),
        "tanggal": timezone.localtime(skp.status_sejak, skp.instansi.tz).date() if approved else None,
        "konsep": "" if approved else f"SKP ini {skp.get_status_display().lower()}, belum disetujui pejabat penilai.",
    }
    return paper_response(
        request,
        "cetak/formulir_skp.html",
        context,
        instansi=skp.instansi,
        filename=f"Formulir-SKP-{skp.tahun}-{skp.pegawai.nip}.pdf",
    )
