from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin, read_or_404, require_form
from organisasi.deadlines import DeadlineCalendar, next_month
from organisasi.models import Langkah
from organisasi.rules.orang import measures
from organisasi.scoping import local_today
from skp import pihak, rules, services
from skp.filters import SkpBulananFilter
from skp.forms.bulanan import BulanForm, SkpBulananForm
from skp.forms.tahunan import years_for
from skp.models import SkpBulanan
from skp.reading import month_for_detail, steps_of_month, targets_of_month
from skp.services.steps import limit
from skp.workflow import Action, Status


class BulananList(PagedListMixin, FilterView):
    """One's own months, newest first."""

    filterset_class = SkpBulananFilter
    strict = False
    template_name = "skp/bulanan_list.html"

    def get_queryset(self) -> Any:
        return SkpBulanan.objects.filter(skp__pegawai=self.request.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        rows = [
            {
                "bulanan": month,
                "ubah": rules.may_change_month(user, month),
                "hapus": rules.may_delete_bulanan(user, month),
            }
            for month in context["page_obj"]
        ]
        return {**context, "rows": rows, "measures": measures(user.instansi)}


class BulananTambah(ServiceFormMixin, FormView):
    form_class = SkpBulananForm
    template_name = "skp/bulanan_form.html"
    success_message = "SKP Bulanan dibuat. Tambahkan target-targetnya."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        measures(request.user.instansi).require()
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "years": years_for(local_today(self.request.user))}

    def get_initial(self) -> dict[str, Any]:
        today = local_today(self.request.user)
        return {"tahun": today.year, "bulan": today.month}

    def perform(self, form: SkpBulananForm) -> SkpBulanan:
        return services.create_bulanan(by=self.request.user, at=self.request.arrived_at, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        calendar, today = DeadlineCalendar(self.request.user), local_today(self.request.user)
        limits = [calendar.tenggat(Langkah.SKP_BULANAN, day) for day in (today, next_month(today))]
        return {**super().get_context_data(**kwargs), "limits": limits, "cancel_url": reverse("skp:bulanan_list")}


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Target SKP Bulanan of one month, as its owner, its penilai, or whoever may read it sees it."""
    user = request.user
    month = find(request, pk)
    targets = targets_of_month(month.pk)
    for target in targets:
        target.skp_bulanan = month
    missing = rules.missing_in_bulanan(month, jumlah_target=len(targets))
    tenggat, judge = limit(month), rules.reviews(user, month)
    # Reopened, the SKP above an approved month is its owner's draft.
    skp_terbuka = bool(rules.owns(user, month)) or month.skp.status != Status.DRAFT
    context = {
        "bulanan": month,
        "rows": [
            {"target": t, "peringatan": rules.more_than_the_year(t, t.direncanakan) if skp_terbuka else ""}
            for t in targets
        ],
        "skp_terbuka": skp_terbuka,
        "dinilai": pihak.dinilai(month.skp),
        "penilai": pihak.penilai(month.skp),
        "pemilik": rules.owns(user, month),
        "may_edit": rules.may_edit(user, month),
        "may_delete": rules.may_delete_bulanan(user, month),
        "sebelumnya": month.skp.bulanan.filter(bulan__lt=month.bulan).order_by("-bulan").first(),
        "giliran": rules.turn(user, month, missing=missing, tenggat=tenggat, judge=judge),
        "tenggat": tenggat,
        "ajukan": rules.may_submit(user, month, missing=missing, tenggat=tenggat, at=request.arrived_at),
        "setujui": judge and rules.in_state(Action.SETUJUI, month),
        "buka_kembali": rules.may_reopen(user, month),
        "riwayat": steps_of_month(month.pk),
    }
    return render(request, "skp/bulanan_detail.html", context)


class BulananUbah(EditFormMixin, FormView):
    form_class = BulanForm
    template_name = "skp/bulan_form.html"
    success_message = "Bulan SKP Bulanan diganti."
    success_url = reverse_lazy("skp:bulanan_list")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        require_form(request, rules.may_change_month(request.user, self.row))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: BulanForm) -> SkpBulanan:
        return services.change_month(
            bulanan=self.row, by=self.request.user, at=self.request.arrived_at, **form.cleaned_data
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "bulanan": self.row, "cancel_url": reverse("skp:bulanan_list")}


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    month = find(request, pk)
    services.delete_bulanan(bulanan=month, by=request.user)
    messages.success(request, f"{month} dihapus.")
    return redirect("skp:bulanan_list")


@require_POST
def salin(request: HttpRequest, pk: int) -> HttpResponse:
    month = find(request, pk)
    copied = services.copy_last_month(bulanan=month, by=request.user)
    if copied.count:
        messages.success(request, f"{copied.count} target disalin dari {copied.source}.")
    else:
        messages.info(request, f"Semua target {copied.source} sudah ada di sini; tidak ada yang disalin.")
    return redirect(month)


def find(request: HttpRequest, pk: int) -> SkpBulanan:
    return read_or_404(SkpBulanan.objects.visible_to(request.user), month_for_detail, pk)
