"""Rekap Unit: choosing a unit, its recap of a month or a year by pages, and the recap as a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from dashboard import pemantauan
from dashboard import rekap_unit as topic
from dashboard.forms.rekap import SaringForm
from dashboard.querysets import pemantauan as querysets
from dashboard.querysets.rekap_unit import Masa
from dashboard.querysets.statistik import opened_years
from dashboard.rekap_unit import EXCEL, PDF, Rekap
from dashboard.rules import pemantauan as rules
from dashboard.views.pemantauan import YEARS, monthly
from ekinerja.errors import Refused
from ekinerja.excel import CONTENT_TYPE
from ekinerja.pdf import DEBIAN_PACKAGES, VIEWER_POLICY, PdfUnavailable
from ekinerja.views import PagedListMixin
from organisasi.services.pekerjaan import start


@require_safe
def pilih(request: HttpRequest) -> HttpResponse:
    """The units with how many of their months are closed, each leading to its recap."""
    scope, context = monthly(request)
    context |= {
        "alamat": topic.address(scope.instansi, scope.unit, scope.tahun, scope.bulan or 0) if scope else "",
        "setahun": topic.address(scope.instansi, scope.unit, scope.tahun, 0) if scope else "",
    }
    return render(request, "dashboard/rekap_unit_pilih.html", context)


class RekapList(PagedListMixin, ListView):
    template_name = "dashboard/rekap_unit.html"
    usual_size = 25

    def get_queryset(self) -> Any:
        self.rekap, self.form = _asked(self.request, **self.kwargs)
        return self.rekap.kunci if self.rekap.berlaku else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rekap, keys = self.rekap, list(context["page_obj"])
        if not rekap.berlaku:
            return {**context, "rekap": rekap}
        rows = rekap.page(keys, self._months(keys))
        rekap.log(rows)
        return {
            **context,
            "rekap": rekap,
            "form": self.form,
            "baris": rows,
            "kolom": topic.columns(rekap),
            "mengapa": topic.why_provisional(rekap),
            "sekaligus": rekap.banyak <= topic.AT_ONCE,
            "entries": self.PAGE_SIZES,
            "per": pemantauan.as_of(self.request.arrived_at, rekap.instansi),
        }

    def _months(self, keys: list[int]) -> dict[int, int]:
        masa = self.rekap.masa
        if masa.bulan is None:
            return {}
        return querysets.months_to_open(self.request.user, keys, masa.tahun, masa.bulan)


@require_safe
def berkas(request: HttpRequest, tahun: int, bulan: int, bentuk: str, **where: int) -> HttpResponse:
    rekap, _form = _asked(request, tahun, bulan, **where)
    rekap.berlaku.require()
    if rekap.banyak > topic.AT_ONCE:
        raise Refused("Pegawainya terlalu banyak untuk satu unduhan; gunakan tombol Siapkan di halaman rekapnya.")
    try:
        content = topic.content_of(rekap, bentuk)
    except PdfUnavailable:
        return render(request, "cetak/tidak_tersedia.html", {"paket": " ".join(DEBIAN_PACKAGES)}, status=503)
    topic.log_file(rekap, bentuk, alamat=request.get_full_path())
    headers = {
        "Content-Disposition": content_disposition_header(
            as_attachment=bentuk == EXCEL, filename=f"{rekap.berkas}.{topic.ENDING[bentuk]}"
        )
        or "",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    if bentuk == PDF:
        headers["Content-Security-Policy"] = VIEWER_POLICY
    return HttpResponse(content, content_type=CONTENT_TYPE if bentuk == EXCEL else "application/pdf", headers=headers)


@require_POST
def siapkan(request: HttpRequest, tahun: int, bulan: int, **where: int) -> HttpResponse:
    """Leaves a long recap to the worker, and shows how far it is."""
    rekap, _form = _asked(request, tahun, bulan, **where)
    rekap.berlaku.require()
    bentuk = PDF if request.POST.get("bentuk") == PDF else EXCEL
    pekerjaan = start(
        tugas=topic.TUGAS,
        judul=f"Rekap Unit ({topic.ENDING[bentuk]}): {rekap.nama}, {rekap.nama_masa}",
        by=request.user,
        at=request.arrived_at,
        instansi=rekap.instansi,
        parameter=topic.parameter(rekap, bentuk),
    )
    messages.success(request, "Rekap sedang disiapkan. Halaman ini boleh ditutup; berkasnya tersimpan di Pekerjaan.")
    return redirect(pekerjaan.get_absolute_url())


def _asked(
    request: HttpRequest, tahun: int, bulan: int, unit: int | None = None, instansi: int | None = None
) -> tuple[Rekap, SaringForm]:
    user = request.user
    found = querysets.reachable_units(user).filter(pk=unit).first() if unit is not None else None
    if found is None:  # whoever reaches a unit monitors it
        rules.may_monitor(user).require()
    if tahun not in YEARS or bulan not in range(13) or (unit is not None and found is None):
        raise Http404
    owner = found.instansi if found else get_object_or_404(querysets.reachable_instansi(user), pk=instansi)
    form = SaringForm(request.GET)
    masa = Masa(tahun, bulan or None)
    years = found.tahun_rekap if found else opened_years()
    rekap = Rekap(owner, found, masa, user, request.arrived_at, form.saringan(), years)
    return rekap, form
