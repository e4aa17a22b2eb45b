"""Realisasi SKP Bulan, and how each number came about."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from ekinerja.views import EditFormMixin, read_or_404
from kegiatan.models import KegiatanHarian, Realisasi
from kegiatan.rules import may_fill_realisasi
from kegiatan.services import save_realisasi
from organisasi.deadlines import DeadlineCalendar, Tenggat, month_end
from organisasi.models import Langkah
from penilaian.capaian import month_result, year_result
from penilaian.forms.bulanan import RealisasiForm
from penilaian.models import BagianDibaca
from penilaian.services.jejak import log_reading
from skp.models import Skp, SkpBulanan, TargetBulanan
from skp.reading import month_for_detail


@require_safe
def realisasi(request: HttpRequest, pk: int) -> HttpResponse:
    bulanan = read_or_404(SkpBulanan.objects.visible_to(request.user), month_for_detail, pk)
    _log(request, bulanan.skp)
    tenggat = _tenggat(bulanan)
    targets = {row.pk: row for row in bulanan.target.all()}
    for row in targets.values():
        row.skp_bulanan = bulanan
    result = month_result(bulanan)
    rows = [
        (
            target,
            may_fill_realisasi(request.user, targets[target.target_id], tenggat, request.arrived_at),
        )
        for target in result.targets
    ]
    context = {
        "title": f"Realisasi SKP Bulan {bulanan.get_bulan_display()} {bulanan.skp.tahun}",
        "bulanan": bulanan,
        "result": result,
        "rows": rows,
        "tenggat": tenggat,
        "milik_sendiri": bulanan.skp.pegawai_id == request.user.pk,
    }
    return render(request, "penilaian/realisasi.html", context)


class RealisasiIsiView(EditFormMixin, FormView):
    """ "Input Waktu dan Biaya SKP Bulanan"."""

    form_class = RealisasiForm
    template_name = "penilaian/realisasi_isi.html"
    success_message = "Realisasi waktu dan biaya disimpan; nilai capaian sudah dihitung."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.row = self.read_again()
            self.tenggat = _tenggat(self.target.skp_bulanan)

    def read_again(self) -> Realisasi | None:
        targets = TargetBulanan.objects.visible_to(self.request.user).for_detail().select_related("realisasi")
        self.target = get_object_or_404(targets, pk=self.kwargs["pk"])
        return getattr(self.target, "realisasi", None)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verdict = may_fill_realisasi(request.user, self.target, self.tenggat, request.arrived_at)
        if self.target.skp_bulanan.skp.pegawai_id != request.user.pk:
            verdict.require()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "target": self.target}

    def change(self, form: BaseForm) -> Realisasi:
        return save_realisasi(
            target=self.target,
            waktu=form.cleaned_data["waktu"],
            biaya=form.cleaned_data.get("biaya"),
            versi=form.cleaned_data["versi"] or None,
            by=self.request.user,
            at=self.request.arrived_at,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verdict = may_fill_realisasi(self.request.user, self.target, self.tenggat, self.request.arrived_at)
        context = {"target": self.target, "bulanan": self.target.skp_bulanan, "tenggat": self.tenggat}
        return super().get_context_data(**context, verdict=verdict, cancel_url=self.get_success_url(), **kwargs)

    def get_success_url(self) -> str:
        return reverse("penilaian:realisasi", args=[self.target.skp_bulanan_id])


@require_safe
def penjelasan(request: HttpRequest, pk: int) -> HttpResponse:
    """How the numbers of one target came about, with the activities that were counted."""
    target = get_object_or_404(TargetBulanan.objects.visible_to(request.user).for_detail(), pk=pk)
    bulanan = target.skp_bulanan
    _log(request, bulanan.skp)
    activities = (
        KegiatanHarian.objects.visible_to(request.user)
        .filter(target=target, pegawai=bulanan.skp.pegawai_id)
        .between(bulanan.tanggal, month_end(bulanan.tanggal))
        .order_by("tanggal", "mulai", "pk")
    )
    month = month_result(bulanan)
    context = {
        "target": target,
        "bulanan": bulanan,
        "month": month,
        "result": month.target(target.pk),
        "kegiatan": activities,
        "own_table": bulanan.skp.instansi.rentang_kualitas.exists(),
    }
    return render(request, "penilaian/penjelasan.html", context)


@require_safe
def penjelasan_tahun(request: HttpRequest, pk: int) -> HttpResponse:
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=pk)
    _log(request, skp)
    context = {"skp": skp, "result": year_result(skp), "title": f"Capaian SKP Tahun {skp.tahun}"}
    return render(request, "penilaian/penjelasan_tahun.html", context)


def _log(request: HttpRequest, skp: Skp) -> None:
    log_reading(skp=skp, by=request.user, bagian=BagianDibaca.CAPAIAN, at=request.arrived_at)


def _tenggat(bulanan: SkpBulanan) -> Tenggat:
    return DeadlineCalendar(bulanan.skp.pegawai).tenggat(Langkah.REALISASI, bulanan.tanggal)
