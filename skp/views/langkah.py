"""The steps of both documents behind one address each: ajukan, setujui, kembalikan, buka-kembali."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from skp import services
from skp.forms.langkah import AksiForm
from skp.models import Skp, SkpBulanan
from skp.rules import Dokumen
from skp.workflow import Action

SELESAI = {
    Action.AJUKAN: "sudah diajukan kepada pejabat penilai.",
    Action.SETUJUI: "disetujui.",
    Action.KEMBALIKAN: "dikembalikan kepada pegawai.",
    Action.BUKA_KEMBALI: "dibuka kembali; pegawai dapat mengubahnya.",
}


@require_POST
def tahunan(request: HttpRequest, pk: int, aksi: Action) -> HttpResponse:
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=pk)
    return _take(request, skp, aksi, queue="skp:persetujuan")


@require_POST
def bulanan(request: HttpRequest, pk: int, aksi: Action) -> HttpResponse:
    month = get_object_or_404(SkpBulanan.objects.visible_to(request.user).for_detail(), pk=pk)
    return _take(request, month, aksi, queue="skp:persetujuan_bulanan")


def _take(request: HttpRequest, dokumen: Dokumen, aksi: Action, *, queue: str) -> HttpResponse:
    form = AksiForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Alasan paling panjang 1.000 karakter. Ringkaskan lalu kirim lagi.")
        return redirect(dokumen)
    services.perform(
        aksi,
        dokumen=dokumen,
        by=request.user,
        at=request.arrived_at,
        note=form.cleaned_data["alasan"],
        versi=form.cleaned_data["versi"],
    )
    messages.success(request, f"{dokumen} {SELESAI[aksi]}")
    if aksi == Action.AJUKAN:
        return redirect(dokumen)
    # Reopened, it is the owner's draft again, which nobody else may open.
    return redirect("beranda" if aksi == Action.BUKA_KEMBALI else queue)
