"""Penilaian SKP Bulanan Bawahan: nilai kualitas, perilaku, closing the month."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.views import EditFormMixin, PagedListMixin
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Langkah
from organisasi.scoping import acting_ids
from penilaian import services
from penilaian.capaian import month_result, month_results
from penilaian.filters import BulananFilter
from penilaian.forms.bulanan import AlasanForm, KualitasForm, PerilakuForm
from penilaian.models import BagianDibaca, PenilaianKualitas, PenilaianPerilaku
from penilaian.querysets.bulanan import assessed_months, ungraded_in
from penilaian.rules import bulanan as rules
from penilaian.services.jejak import log_reading
from penilaian.views.harian import sheet_url
from skp.models import SkpBulanan, TargetBulanan
from skp.pihak import dinilai, penilai
from skp.workflow import Status


class BulananView(PagedListMixin, FilterView):
    filterset_class = BulananFilter
    strict = False
    template_name = "penilaian/bulanan.html"

    def get_queryset(self) -> Any:
        return assessed_months(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = list(context["page_obj"])
        results = month_results([row for row in rows if row.status != Status.DRAFT])
        return {**context, "rows": [(row, results.get(row.pk)) for row in rows]}


@require_safe
def bulanan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets with their kualitas, perilaku, and what is still missing before the month can be closed."""
    bulanan = _month(request, pk)
    _log(request, bulanan)
    mewakili, result = acting_ids(request.user), month_result(bulanan)
    tenggat = _tenggat(bulanan)
    ungraded = ungraded_in(bulanan)
    kurang = [] if bulanan.ditutup else rules.missing_before_closing(result, belum_dinilai=ungraded)
    context = {
        "bulanan": bulanan,
        "result": result,
        "dinilai": dinilai(bulanan.skp),
        "penilai": penilai(bulanan.skp),
        "tenggat": tenggat,
        "ungraded": ungraded,
        "harian_url": sheet_url(bulanan.skp.pegawai_id, bulanan.tanggal),
        "kurang": kurang,
        "without_quality": rules.without_quality(result),
        "assesses": rules.assesses_month(request.user, bulanan, mewakili=mewakili),
        "may_rate": rules.may_rate(request.user, bulanan, mewakili=mewakili, tenggat=tenggat, at=request.arrived_at),
        "may_close": rules.may_close(request.user, bulanan, mewakili=mewakili, kurang=kurang),
        "may_reopen": rules.may_reopen(request.user, bulanan, mewakili=mewakili),
        "riwayat": bulanan.riwayat.select_related("oleh").order_by("-pada", "-pk"),
    }
    return render(request, "penilaian/bulanan_detail.html", context)


class RatingView(EditFormMixin, FormView):
    """A mark of one month: readable by who may see the month, given by the penilai."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.row = self.read_again()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _log(request, self.bulanan)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Before the form is looked at: a reader is told that he may not, whatever he sent.
        rules.assesses_month(request.user, self.bulanan, mewakili=acting_ids(request.user)).require()
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tenggat = _tenggat(self.bulanan)
        verdict = rules.may_rate(
            self.request.user,
            self.bulanan,
            mewakili=acting_ids(self.request.user),
            tenggat=tenggat,
            at=self.request.arrived_at,
        )
        context = {"bulanan": self.bulanan, "stored": self.row, "tenggat": tenggat, "may_rate": verdict}
        return super().get_context_data(**context, **kwargs, cancel_url=self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("penilaian:bulanan_detail", args=[self.bulanan.pk])


class KualitasView(RatingView):
    form_class = KualitasForm
    template_name = "penilaian/kualitas.html"
    success_message = "Nilai kualitas disimpan."

    def read_again(self) -> PenilaianKualitas | None:
        targets = TargetBulanan.objects.visible_to(self.request.user).for_detail()
        self.target = get_object_or_404(targets.select_related("penilaian_kualitas"), pk=self.kwargs["pk"])
        self.bulanan = self.target.skp_bulanan
        return getattr(self.target, "penilaian_kualitas", None)

    def change(self, form: BaseForm) -> Any:
        return services.rate_quality(
            target=self.target, **form.cleaned_data, by=self.request.user, at=self.request.arrived_at
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        result = month_result(self.bulanan).target(self.target.pk)
        own_table = self.bulanan.skp.instansi.rentang_kualitas.exists()
        harian_url = sheet_url(self.bulanan.skp.pegawai_id, self.bulanan.tanggal)
        return super().get_context_data(
            target=self.target, result=result, own_table=own_table, harian_url=harian_url, **kwargs
        )


class PerilakuView(RatingView):
    form_class = PerilakuForm
    template_name = "penilaian/perilaku.html"
    success_message = "Penilaian perilaku disimpan."

    def read_again(self) -> PenilaianPerilaku | None:
        self.bulanan = _month(self.request, self.kwargs["pk"])
        return getattr(self.bulanan, "penilaian_perilaku", None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "struktural": self.bulanan.skp.jabatan.struktural}

    def change(self, form: BaseForm) -> Any:
        values = dict(form.cleaned_data)
        return services.rate_behaviour(
            bulanan=self.bulanan,
            versi=values.pop("versi"),
            nilai=values,
            by=self.request.user,
            at=self.request.arrived_at,
        )


@require_POST
def tutup(request: HttpRequest, pk: int) -> HttpResponse:
    bulanan = _month(request, pk)
    row = services.close(
        bulanan=bulanan,
        tanpa_kualitas=request.POST.get("tanpa_kualitas") == "ya",
        by=request.user,
        at=request.arrived_at,
    )
    messages.success(request, f"Penilaian {row.skp_bulanan} ditutup dan hasilnya disimpan.")
    return redirect("penilaian:bulanan_detail", pk=pk)


@require_POST
def buka(request: HttpRequest, pk: int) -> HttpResponse:
    bulanan = _month(request, pk)
    form = AlasanForm(request.POST)
    form.is_valid()
    services.reopen(bulanan=bulanan, alasan=form.cleaned_data.get("alasan", ""), by=request.user, at=request.arrived_at)
    messages.success(request, f"Penilaian {bulanan} dibuka kembali.")
    return redirect("penilaian:bulanan_detail", pk=pk)


def _month(request: HttpRequest, pk: int) -> SkpBulanan:
    return get_object_or_404(SkpBulanan.objects.visible_to(request.user).for_detail(), pk=pk)


def _log(request: HttpRequest, bulanan: SkpBulanan) -> None:
    log_reading(skp=bulanan.skp, by=request.user, bagian=BagianDibaca.CAPAIAN, at=request.arrived_at)


def _tenggat(bulanan: SkpBulanan) -> Any:
    return DeadlineCalendar(bulanan.skp.pegawai).tenggat(Langkah.PENILAIAN_BULANAN, bulanan.tanggal)
