"""Pengecualian: who is not counted as one without an SKP, since when, until when and why."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.forms import format_number, read_number
from ekinerja.keyset import KeysetListMixin
from ekinerja.views import EditFormMixin, ServiceFormMixin
from organisasi.filters.kepegawaian import PengecualianFilter
from organisasi.forms.kepegawaian import MOST_PEOPLE, TambahPengecualianForm, UbahPengecualianForm
from organisasi.models import Pegawai, Pengecualian
from organisasi.querysets.kepegawaian import pengecualian_of
from organisasi.rules import kepegawaian as rules
from organisasi.rules.unor import may_choose_instansi
from organisasi.scoping import local_today
from organisasi.services import pengecualian as services
from organisasi.views.unor import chosen_instansi


class PengecualianList(KeysetListMixin, FilterView):
    order = ("-mulai", "-pk")
    filterset_class = PengecualianFilter
    strict = False
    template_name = "organisasi/pengecualian_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_manage_people(request.user).require()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return pengecualian_of(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        today = local_today(user)
        rows = [
            {
                "baris": row,
                "keadaan": _keadaan(row, today),
                "akhiri": rules.may_end_pengecualian(user, row, today=today),
            }
            for row in context["halaman"].rows
        ]
        return {**context, "rows": rows, "hari_ini": today, "pilih_instansi": bool(may_choose_instansi(user))}


class PengecualianTambah(ServiceFormMixin, FormView):
    """For the people ticked on the list (`?id=`), for one, or for whoever's NIP are typed."""

    form_class = TambahPengecualianForm
    template_name = "organisasi/pengecualian_form.html"
    success_url = reverse_lazy("pengecualian_list")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_manage_people(request.user).require()
        instansi = chosen_instansi(request)
        if instansi is None:
            return redirect("pegawai_list")
        self.instansi = instansi
        self.people = (
            Pegawai.objects.administered_by(request.user).filter(instansi=instansi).exclude(pk=request.user.pk)
        )
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.people, "instansi": self.instansi}

    def get_initial(self) -> dict[str, Any]:
        numbers = [read_number(value) for value in self.request.GET.getlist("id")[:MOST_PEOPLE]]
        ticked = self.people.filter(pk__in=[number for number in numbers if number is not None]).order_by("nama")
        return {"banyak": "\n".join(ticked.values_list("nip", flat=True)), "mulai": local_today(self.request.user)}

    def perform(self, form: TambahPengecualianForm) -> list[Pengecualian]:
        rows = services.add_pengecualian(
            people=form.chosen(), by=self.request.user, token=form.cleaned_data["token"], values=form.values()
        )
        messages.success(self.request, f"{format_number(len(rows))} pegawai dikecualikan.")
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "instansi": self.instansi, "cancel_url": self.success_url}


class PengecualianUbah(EditFormMixin, FormView):
    form_class = UbahPengecualianForm
    template_name = "organisasi/pengecualian_form.html"
    success_message = "Pengecualian disimpan."
    success_url = reverse_lazy("pengecualian_list")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        rules.may_keep_pengecualian(request.user, self.row).require()
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahPengecualianForm) -> Pengecualian:
        return services.change_pengecualian(
            pengecualian=self.row, by=self.request.user, versi=form.cleaned_data["versi"], values=form.values()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "baris": self.row, "cancel_url": self.success_url}


@require_POST
def akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    services.end_pengecualian(pengecualian=row, by=request.user, today=local_today(row.pegawai))
    messages.success(request, f"Pengecualian {row.pegawai} berakhir hari ini.")
    return redirect("pengecualian_list")


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    services.delete_pengecualian(pengecualian=row, by=request.user)
    messages.success(request, f"Pengecualian {row.pegawai} dihapus; jejaknya tetap ada dalam audit.")
    return redirect("pengecualian_list")


def find(request: HttpRequest, pk: int) -> Pengecualian:
    rules.may_manage_people(request.user).require()
    return get_object_or_404(pengecualian_of(request.user), pk=pk)


def _keadaan(row: Pengecualian, today: Any) -> tuple[str, str]:
    if row.mulai > today:
        return "Akan datang", "info"
    if row.selesai is not None and row.selesai < today:
        return "Sudah berakhir", "netral"
    return "Berlaku", "peringatan"
