"""Long work that one has asked for: how far it is, its result, and stopping it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_filters.views import FilterView
from django_htmx.http import HttpResponseClientRefresh

from ekinerja.antrean import is_worker_running
from ekinerja.views import PagedListMixin
from organisasi.filters.pekerjaan import PekerjaanFilter
from organisasi.models import Pekerjaan
from organisasi.rules import pekerjaan as rules
from organisasi.services import pekerjaan as services


class PekerjaanList(PagedListMixin, FilterView):
    filterset_class = PekerjaanFilter
    strict = False
    template_name = "organisasi/pekerjaan_list.html"

    def get_queryset(self) -> Any:
        return Pekerjaan.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        waiting = any(not row.berakhir for row in context["page_obj"])
        return {**context, "tanpa_pekerja": waiting and not is_worker_running()}


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, and every two seconds while the work runs, what changes on it; at the end the page is loaded anew."""
    pekerjaan = find(request, pk)
    bergerak = not pekerjaan.berakhir or pekerjaan.sedang_berhenti
    if request.htmx and not bergerak:
        return HttpResponseClientRefresh()
    context = {
        "pekerjaan": pekerjaan,
        "bergerak": bergerak,
        "tanpa_pekerja": bergerak and not is_worker_running(),
        "simpan_hasil": services.SIMPAN_HASIL.days,
    }
    if request.htmx:
        return render(request, "organisasi/pekerjaan_keadaan.html", context)
    context["batal"] = rules.may_cancel(request.user, pekerjaan)
    context["ulangi"] = rules.may_repeat(request.user, pekerjaan)
    context["unduh"] = rules.may_download(request.user, pekerjaan)
    return render(request, "organisasi/pekerjaan_detail.html", context)


@require_POST
def batal(request: HttpRequest, pk: int) -> HttpResponse:
    pekerjaan = services.cancel(pekerjaan=find(request, pk), by=request.user, at=request.arrived_at)
    if pekerjaan.sedang_berhenti:
        messages.info(request, "Pembatalan diminta. Pekerjaan berhenti sesudah bagian yang sedang dikerjakan.")
    else:
        messages.success(request, "Pekerjaan dibatalkan; belum ada yang dikerjakan.")
    return redirect(pekerjaan)


@require_POST
def ulangi(request: HttpRequest, pk: int) -> HttpResponse:
    pekerjaan = services.repeat(pekerjaan=find(request, pk), by=request.user, at=request.arrived_at)
    messages.success(request, "Pekerjaan dicoba lagi dari awal.")
    return redirect(pekerjaan)


@require_safe
def hasil(request: HttpRequest, pk: int) -> FileResponse:
    """The file, handed over under the name the task gave it. 404 where there is none, or no longer."""
    pekerjaan = find(request, pk)
    rules.may_download(request.user, pekerjaan).require()
    if not pekerjaan.hasil:
        raise Http404("Pekerjaan ini tidak mempunyai berkas hasil.")
    try:
        content = pekerjaan.hasil.open("rb")
    except FileNotFoundError:
        raise Http404("Berkas hasil ini tidak ada di penyimpanan.") from None
    response = FileResponse(
        content, as_attachment=True, filename=pekerjaan.nama_hasil, content_type=pekerjaan.tipe_hasil
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def find(request: HttpRequest, pk: int) -> Pekerjaan:
    return get_object_or_404(Pekerjaan.objects.visible_to(request.user).for_list(), pk=pk)
