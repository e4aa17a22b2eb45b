"""Catatan pembinaan of an SKP: the list, writing one, answering one."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin, require_form
from organisasi.scoping import local_today
from penilaian.filters import PembinaanFilter
from penilaian.forms.pembinaan import TambahPembinaanForm, TanggapanForm, UbahPembinaanForm
from penilaian.models import BagianDibaca, CatatanPembinaan
from penilaian.pembinaan import described
from penilaian.rules import pembinaan as rules
from penilaian.services import pembinaan as services
from penilaian.services.jejak import log_reading
from skp.models import Skp


class PembinaanList(PagedListMixin, FilterView):
    filterset_class = PembinaanFilter
    strict = False
    template_name = "penilaian/pembinaan.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.skp = find_skp(request, kwargs["skp"])
        rules.may_read_pembinaan(request.user, self.skp).require()
        log_reading(skp=self.skp, by=request.user, bagian=BagianDibaca.EVALUASI, at=request.arrived_at)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return self.skp.pembinaan.for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, user = super().get_context_data(**kwargs), self.request.user
        return {
            **context,
            "skp": self.skp,
            "pemilik": self.skp.pegawai_id == user.pk,
            "menu_path": "" if self.skp.pegawai_id == user.pk else reverse("penilaian:bawahan_list"),
            "rows": [described(user, row) for row in context["page_obj"]],
            "may_add": rules.may_add_pembinaan(user, self.skp),
        }


class PembinaanTambah(ServiceFormMixin, FormView):
    form_class = TambahPembinaanForm
    template_name = "penilaian/pembinaan_form.html"
    success_message = "Catatan pembinaan disimpan; pegawai diberi tahu."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.skp = find_skp(request, kwargs["skp"])
        require_form(request, rules.may_add_pembinaan(request.user, self.skp))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"tanggal": local_today(self.request.user)}

    def perform(self, form: TambahPembinaanForm) -> CatatanPembinaan:
        return services.add_pembinaan(
            skp=self.skp,
            by=self.request.user,
            at=self.request.arrived_at,
            token=form.cleaned_data["token"],
            values=form.values(),
        )

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "skp": self.skp, "cancel_url": list_url(self.skp)}


class PembinaanUbah(EditFormMixin, FormView):
    form_class = UbahPembinaanForm
    template_name = "penilaian/pembinaan_form.html"
    success_message = "Catatan pembinaan disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        require_form(request, rules.may_change_pembinaan(request.user, self.row))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahPembinaanForm) -> CatatanPembinaan:
        return services.change_pembinaan(
            catatan=self.row,
            by=self.request.user,
            at=self.request.arrived_at,
            versi=form.cleaned_data["versi"],
            values=form.values(),
        )

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        skp = self.row.skp
        return {**super().get_context_data(**kwargs), "skp": skp, "catatan": self.row, "cancel_url": list_url(skp)}


class PembinaanTanggapi(EditFormMixin, FormView):
    """The person's answer to a note."""

    form_class = TanggapanForm
    template_name = "penilaian/pembinaan_tanggapi.html"
    success_message = "Tanggapan Anda disimpan; yang menulis catatan diberi tahu."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        require_form(request, rules.may_respond_pembinaan(request.user, self.row))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: BaseForm) -> CatatanPembinaan:
        return services.respond_pembinaan(
            catatan=self.row, by=self.request.user, at=self.request.arrived_at, **form.cleaned_data
        )

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        skp = self.row.skp
        context = {"skp": skp, "catatan": self.row, "cancel_url": list_url(skp), "submit": "Kirim"}
        return {**super().get_context_data(**kwargs), **context}


def list_url(skp: Skp) -> str:
    return reverse("penilaian:pembinaan_list", args=[skp.pk])


def find_skp(request: HttpRequest, pk: int) -> Skp:
    return get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=pk)


def find(request: HttpRequest, pk: int) -> CatatanPembinaan:
    return get_object_or_404(CatatanPembinaan.objects.visible_to(request.user).for_list(), pk=pk)
