"""Periode Penilaian: the periods of a year, opened, changed, closed."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView
from django.views.generic.edit import FormMixin
from django_filters.views import FilterView

from ekinerja.errors import Refused
from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin
from organisasi.models import PeriodeEvaluasi
from organisasi.scoping import administered, local_today
from penilaian.filters import KekuranganFilter
from penilaian.forms.periode import (
    EARLIEST,
    LATEST,
    BukaForm,
    PilihTahunForm,
    TambahPeriodeForm,
    TutupForm,
    UbahPeriodeForm,
)
from penilaian.querysets.periode import count_unfinished, unfinished_list, with_progress, years_of
from penilaian.rules import periode as rules
from penilaian.services import periode as services
from penilaian.views.instansi import SettingsMixin, address, choosable, chosen_instansi, chosen_number
from skp.models import Skp


class PeriodeList(SettingsMixin, PagedListMixin, ListView):
    template_name = "penilaian/periode_list.html"
    usual_size = 25
    """A year of months, and its quarters: seen at once."""

    def get_queryset(self) -> "QuerySet[PeriodeEvaluasi, Any]":
        self.today = today = local_today(self.request.user)
        self.years = sorted({*years_of(self.instansi), *range(today.year - 1, today.year + 2)}, reverse=True)
        self.tahun = chosen_number(self.request.GET.get("tahun", ""), self.years, today.year)
        rows = PeriodeEvaluasi.objects.filter(instansi=self.instansi, tahun=self.tahun)
        return with_progress(rows.select_related("ditutup_oleh")).order_by("selesai", "-mulai")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        rows = [
            {
                "periode": row,
                "keadaan": rules.keadaan(row, today=self.today),
                "ubah": rules.may_change_periode(user, row),
                "hapus": rules.may_delete_periode(
                    user, row, jumlah_evaluasi=row.jumlah_evaluasi, jumlah_capaian=row.jumlah_capaian
                ),
            }
            for row in context["page_obj"]
        ]
        which = {"instansi": self.instansi.pk}
        return {
            **context,
            "rows": rows,
            "tahun": self.tahun,
            "form": PilihTahunForm({**which, "tahun": self.tahun}, years=self.years, instansi=choosable(self.request)),
            "capaian_url": address("capaian_list", **which),
            "libur_url": address("libur_list", **which),
            "pengaturan_url": address("pengaturan_evaluasi", **which),
            "tambah_url": address("periode_tambah", **which),
            "buka_tahun_url": address("periode_buka_tahun", self.tahun, **which),
        }


class PeriodeTambah(SettingsMixin, ServiceFormMixin, FormView):
    form_class = TambahPeriodeForm
    template_name = "penilaian/periode_form.html"

    def perform(self, form: TambahPeriodeForm) -> PeriodeEvaluasi:
        made, later = services.create_periode(
            instansi=self.instansi,
            by=self.request.user,
            token=form.cleaned_data["token"],
            tahun=form.cleaned_data["tahun"],
            values=form.values(),
        )
        also = f" Juga ditambahkan pada {', '.join(str(row.tahun) for row in later)}." if later else ""
        messages.success(self.request, f"{made} ditambahkan.{also}")
        return made

    def get_success_url(self) -> str:
        return address("periode_list", instansi=self.instansi.pk, tahun=self.object.tahun)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "list_url": (back := address("periode_list", instansi=self.instansi.pk)),
            "cancel_url": back,
        }


class PeriodeUbah(EditFormMixin, FormView):
    form_class = UbahPeriodeForm
    template_name = "penilaian/periode_form.html"
    success_message = "Periode disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        rules.may_change_periode(request.user, self.row).require()
        self.terpakai = services.in_use(self.row)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "periode": self.row, "terpakai": self.terpakai}

    def change(self, form: UbahPeriodeForm) -> PeriodeEvaluasi:
        return services.change_periode(
            periode=self.row, by=self.request.user, versi=form.cleaned_data["versi"], values=form.values()
        )

    def get_success_url(self) -> str:
        return list_address(self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        back = list_address(self.row)
        return {**context, "periode": self.row, "terpakai": self.terpakai, "list_url": back, "cancel_url": back}


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    periode = find(request, pk)
    services.delete_periode(periode=periode, by=request.user)
    messages.success(request, f"{periode} dihapus.")
    return redirect(list_address(periode))


@require_POST
def buka_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    """The periods of a year that has none."""
    rules.may_manage(request.user).require()
    if not EARLIEST <= tahun <= LATEST:
        raise Refused(f"Tahun harus antara {EARLIEST} dan {LATEST}.")
    instansi = chosen_instansi(request)
    rows = services.open_periods(instansi=instansi, tahun=tahun, by=request.user)
    messages.success(request, f"Tahun {tahun} mempunyai {len(rows)} periode.")
    return redirect(address("periode_list", instansi=instansi.pk, tahun=tahun))


class PeriodeTutup(PagedListMixin, EditFormMixin, FormMixin, FilterView):
    """What is still open in a period, and the form that closes it; of a closed one, the form that reopens it."""

    filterset_class = KekuranganFilter
    strict = False
    template_name = "penilaian/periode_tutup.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        self.hari_ini = request.arrived_at.astimezone(self.row.instansi.tz).date()
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[TutupForm] | type[BukaForm]:
        return BukaForm if self.row.ditutup else TutupForm

    def get_initial(self) -> dict[str, Any]:
        return {"versi": self.row.versi}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.allowed().require()
        self.filterset = self.get_filterset(self.get_filterset_class())
        self.object_list = self.filterset.qs
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.render_to_response(self.get_context_data(form=form))

    def allowed(self) -> Any:
        return rules.may_close(self.request.user, self.row)

    def change(self, form: TutupForm) -> PeriodeEvaluasi:
        services.close_periode(periode=self.row, by=self.request.user, at=self.request.arrived_at, **form.cleaned_data)
        messages.success(self.request, f"{self.row} ditutup.")
        return self.row

    def get_success_url(self) -> str:
        return list_address(self.row)

    def get_queryset(self) -> "QuerySet[Skp, Any]":
        return unfinished_list(self.row, today=self.hari_ini)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**{"filter": self.filterset, **kwargs})
        jumlah = count_unfinished(self.row, today=self.hari_ini)
        tiles = [
            {"label": kind.label, "value": number, "url": f"?kekurangan={kind.value}", "tone": "peringatan"}
            for kind, number in jumlah.items()
        ]
        return {
            **context,
            "periode": self.row,
            "rows": [{"skp": skp, "kekurangan": rules.Kekurangan(skp.kekurangan)} for skp in context["page_obj"]],
            "tiles": tiles,
            "belum": rules.unfinished(self.row, jumlah, today=self.hari_ini),
            "riwayat": self.row.riwayat.select_related("oleh").order_by("-pada", "-pk"),
            "list_url": list_address(self.row),
        }


class PeriodeBuka(PeriodeTutup):
    http_method_names = ["post"]

    def get_form_class(self) -> type[TutupForm] | type[BukaForm]:
        return BukaForm

    def allowed(self) -> Any:
        return rules.may_reopen(self.request.user, self.row)

    def change(self, form: BukaForm) -> PeriodeEvaluasi:
        services.reopen_periode(periode=self.row, by=self.request.user, at=self.request.arrived_at, **form.cleaned_data)
        messages.success(self.request, f"{self.row} dibuka kembali.")
        return self.row


def find(request: HttpRequest, pk: int) -> PeriodeEvaluasi:
    """404 for another instansi's; NotAllowed for who is no admin."""
    rules.may_manage(request.user).require()
    own = PeriodeEvaluasi.objects.filter(administered(request.user)).select_related("instansi", "ditutup_oleh")
    return get_object_or_404(own, pk=pk)


def list_address(periode: PeriodeEvaluasi) -> str:
    return address("periode_list", instansi=periode.instansi_id, tahun=periode.tahun)
