"""Hari Libur: the days that are no working days, by year."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView

from ekinerja.views import PagedListMixin, ServiceFormMixin
from organisasi.models import HariLibur, JenisLibur
from organisasi.scoping import local_today
from penilaian.forms.periode import LiburForm, PilihTahunForm
from penilaian.querysets.instansi import holidays_of, holidays_seen_by
from penilaian.rules import periode as rules
from penilaian.services import libur as services
from penilaian.views.instansi import SettingsMixin, address, choosable, chosen_number


class LiburList(SettingsMixin, PagedListMixin, ListView):
    template_name = "penilaian/libur_list.html"
    usual_size = 50

    def get_queryset(self) -> "QuerySet[HariLibur, Any]":
        rows = holidays_of(self.instansi).order_by("tanggal")
        today = local_today(self.request.user)
        stored = rows.order_by().values_list("tanggal__year", flat=True).distinct()
        self.years = sorted({*stored, today.year, today.year + 1}, reverse=True)
        self.tahun = chosen_number(self.request.GET.get("tahun", ""), self.years, today.year)
        return rows.filter(tanggal__year=self.tahun)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        chosen = {"instansi": self.instansi.pk, "tahun": self.tahun}
        return {
            **context,
            "rows": [{"libur": row, "verdict": rules.may_keep_holiday(user, row)} for row in context["page_obj"]],
            "tahun": self.tahun,
            "tanpa_nasional": not self.object_list.filter(instansi=None).exists(),
            "form": PilihTahunForm(chosen, years=self.years, instansi=choosable(self.request)),
            "tambah_url": address("libur_tambah", instansi=self.instansi.pk),
        }


class LiburTambah(SettingsMixin, ServiceFormMixin, FormView):
    form_class = LiburForm
    template_name = "penilaian/libur_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "jenis": rules.kept_kinds(self.request.user)}

    def perform(self, form: LiburForm) -> HariLibur:
        row = services.create_holiday(instansi=self.instansi, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"{row.nama} ditambahkan.")
        return row

    def get_success_url(self) -> str:
        return address("libur_list", instansi=self.instansi.pk, tahun=self.object.tanggal.year)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = address("libur_list", instansi=self.instansi.pk)
        return {**super().get_context_data(**kwargs), "list_url": back, "cancel_url": back}


class LiburUbah(ServiceFormMixin, FormView):
    form_class = LiburForm
    template_name = "penilaian/libur_form.html"
    success_message = "Hari libur disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.libur = find(request, kwargs["pk"])
        rules.may_keep_holiday(request.user, self.libur).require()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        national = self.libur.instansi_id is None
        jenis = [value for value in JenisLibur.values if rules.national(value) == national]
        return {**super().get_form_kwargs(), "jenis": jenis}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.libur, name) for name in ("tanggal", "nama", "jenis")}

    def perform(self, form: LiburForm) -> HariLibur:
        return services.change_holiday(libur=self.libur, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return list_address(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = list_address(self.libur)
        return {
            **super().get_context_data(**kwargs), "libur": self.libur, "list_url": back, "cancel_url": back,
        }  # fmt: skip


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    libur = find(request, pk)
    services.delete_holiday(libur=libur, by=request.user)
    messages.success(request, f"{libur.nama} dihapus.")
    return redirect(list_address(libur))


def find(request: HttpRequest, pk: int) -> HariLibur:
    rules.may_manage(request.user).require()
    return get_object_or_404(holidays_seen_by(request.user), pk=pk)


def list_address(libur: HariLibur) -> str:
    query = {"instansi": libur.instansi_id} if libur.instansi_id else {}
    return address("libur_list", tahun=libur.tanggal.year, **query)
