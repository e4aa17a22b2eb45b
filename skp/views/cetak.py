from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from ekinerja.pdf import paper_response
from skp import lampiran, naskah, perilaku, pihak
from skp.models import Skp
from skp.workflow import Status


@require_safe
def cetak(request: HttpRequest, pk: int) -> HttpResponse:
    """Formulir SKP of the measured month: before its approval marked as a draft and without a date of signing."""
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


@require_safe
def cetak_skp(request: HttpRequest, pk: int) -> HttpResponse:
    """Sasaran Kinerja Pegawai (PermenPANRB 6/2022), in the form of its bentuk and pendekatan."""
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_paper(), pk=pk)
    ekspektasi = getattr(skp, "ekspektasi_perilaku", None)
    content = {"hasil_kerja": naskah.sections(skp), "perilaku": perilaku.behaviour_lines(ekspektasi)}
    return _paper(request, skp, "skp", "SKP", content)


@require_safe
def cetak_lampiran(request: HttpRequest, pk: int) -> HttpResponse:
    """Lampiran SKP (PermenPANRB 6/2022, format A.1.8)."""
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_paper(), pk=pk)
    return _paper(request, skp, "lampiran_skp", "Lampiran-SKP", {"lampiran": lampiran.blocks(skp)})


def _paper(request: HttpRequest, skp: Skp, template: str, nama: str, content: dict[str, Any]) -> HttpResponse:
    text = naskah.text_of(skp)
    context = {
        "skp": skp,
        "dinilai": pihak.dinilai(skp),
        "penilai": pihak.penilai(skp),
        "versi": text.versi,
        "tanggal": text.tanggal,
        "konsep": text.konsep,
        **content,
    }
    filename = f"{nama}-{skp.tahun}-{skp.pegawai.nip}.pdf"
    return paper_response(request, f"cetak/{template}.html", context, instansi=skp.instansi, filename=filename)
