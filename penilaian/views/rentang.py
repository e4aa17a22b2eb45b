"""Rentang Kualitas: the marks a mean of daily grades leaves open."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView

from ekinerja.views import EditFormMixin, ServiceFormMixin
from organisasi.scoping import administered
from penilaian.forms.rentang import TambahRentangForm, UbahRentangForm
from penilaian.models import RentangKualitas
from penilaian.rules.periode import may_manage
from penilaian.scoring.perka_bkn_1_2013 import RENTANG_BAKU
from penilaian.services import rentang as services
from penilaian.views.instansi import SettingsMixin, address


class RentangList(SettingsMixin, ListView):
    template_name = "penilaian/rentang_list.html"

    def get_queryset(self) -> "QuerySet[RentangKualitas, Any]":
        return RentangKualitas.objects.filter(instansi=self.instansi).order_by("-batas_bawah")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.object_list)
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "baku": RENTANG_BAKU,
            "mulai_dari_nol": not rows or rows[-1].batas_bawah == 0,
            "tambah_url": address("rentang_tambah", instansi=self.instansi.pk),
            "indeks_url": settings_index(self.instansi.pk),
        }


class RentangTambah(SettingsMixin, ServiceFormMixin, FormView):
    form_class = TambahRentangForm
    template_name = "penilaian/rentang_form.html"
    success_message = "Rentang ditambahkan."

    def perform(self, form: TambahRentangForm) -> RentangKualitas:
        return services.add_range(instansi=self.instansi, by=self.request.user, values=form.values())

    def get_success_url(self) -> str:
        return address("rentang_list", instansi=self.instansi.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.get_success_url()
        return {**super().get_context_data(**kwargs), "list_url": back, "cancel_url": back}


class RentangUbah(EditFormMixin, FormView):
    form_class = UbahRentangForm
    template_name = "penilaian/rentang_form.html"
    success_message = "Rentang disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may_manage(request.user).require()
        self.row = self.read_again()
        if self.row is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def read_again(self) -> RentangKualitas | None:
        row = own_ranges(self.request).filter(pk=self.kwargs["pk"]).first()
        if row is not None:
            row.versi = services.fingerprint(row)
        return row

    def change(self, form: UbahRentangForm) -> RentangKualitas:
        dilihat = form.cleaned_data["versi"]
        return services.change_range(rentang=self.row, by=self.request.user, dilihat=dilihat, values=form.values())

    def get_success_url(self) -> str:
        return address("rentang_list", instansi=self.row.instansi_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.get_success_url()
        shown = {"instansi": self.row.instansi, "rentang": self.row, "list_url": back, "cancel_url": back}
        return {**super().get_context_data(**kwargs), **shown}


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    may_manage(request.user).require()
    row = get_object_or_404(own_ranges(request), pk=pk)
    services.delete_range(rentang=row, by=request.user)
    messages.success(request, "Rentang dihapus.")
    return redirect(address("rentang_list", instansi=row.instansi_id))


def own_ranges(request: HttpRequest) -> "QuerySet[RentangKualitas, Any]":
    return RentangKualitas.objects.filter(administered(request.user)).select_related("instansi")


def settings_index(instansi: int) -> str:
    return f"{reverse('pengaturan')}?instansi={instansi}"
