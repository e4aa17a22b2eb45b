"""Konfirmasi Tugas Tambahan: tugas tambahan and kreativitas of those the user assesses."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django_filters.views import FilterView

from ekinerja.views import PagedListMixin
from kegiatan.models import Kreativitas, TugasTambahan
from kegiatan.services import decide
from kegiatan.workflow import ActionUsulan
from penilaian.filters import KreativitasFilter, TugasTambahanFilter
from penilaian.forms.bulanan import KeputusanForm
from penilaian.querysets.bulanan import assessed_claims

TUGAS_TAMBAHAN, KREATIVITAS = "tugas-tambahan", "kreativitas"
MODELS = {TUGAS_TAMBAHAN: TugasTambahan, KREATIVITAS: Kreativitas}
FILTERS = {TUGAS_TAMBAHAN: TugasTambahanFilter, KREATIVITAS: KreativitasFilter}
ACTIONS = {"konfirmasi": ActionUsulan.KONFIRMASI, "tolak": ActionUsulan.TOLAK, "batal": ActionUsulan.BATAL}
DONE = {
    ActionUsulan.KONFIRMASI: "dikonfirmasi",
    ActionUsulan.TOLAK: "ditolak",
    ActionUsulan.BATAL: "menunggu konfirmasi lagi",
}


class UsulanView(PagedListMixin, FilterView):
    strict = False
    template_name = "penilaian/tugas_tambahan.html"
    jenis = TUGAS_TAMBAHAN

    def get_filterset_class(self) -> Any:
        return FILTERS[self.jenis]

    def get_queryset(self) -> Any:
        return assessed_claims(self.request.user, MODELS[self.jenis])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(jenis=self.jenis, **kwargs)


@require_POST
def usulan_aksi(request: HttpRequest, jenis: str, pk: int, aksi: str) -> HttpResponse:
    if jenis not in MODELS or aksi not in ACTIONS:
        raise Http404
    usulan = get_object_or_404(MODELS[jenis].objects.visible_to(request.user).select_related("pegawai"), pk=pk)
    form = KeputusanForm(request.POST)
    form.is_valid()
    if (seen := form.cleaned_data.get("versi")) is not None:
        usulan.versi = seen
    decide(
        usulan=usulan,
        action=ACTIONS[aksi],
        by=request.user,
        at=request.arrived_at,
        note=form.cleaned_data.get("alasan", ""),
    )
    messages.success(request, f"“{usulan}” dari {usulan.pegawai.nama} {DONE[ACTIONS[aksi]]}.")
    return redirect("penilaian:kreativitas" if jenis == KREATIVITAS else "penilaian:tugas_tambahan")
