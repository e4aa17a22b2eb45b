from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView
from django_filters.views import FilterView

from ekinerja.rules import Verdict
from ekinerja.views import EditFormMixin, PagedListMixin, ServiceFormMixin, require_form
from kegiatan import rules, services
from kegiatan.filters import UsulanFilter
from kegiatan.forms import (
    KreativitasTambahForm,
    KreativitasUbahForm,
    TugasTambahanTambahForm,
    TugasTambahanUbahForm,
    UploadForm,
)
from kegiatan.models import Kreativitas, TugasTambahan
from kegiatan.querysets import UsulanQuerySet
from kegiatan.views.berkas import UploadMixin
from kegiatan.views.harian import TodayMixin


@dataclass(frozen=True)
class Baris:
    usulan: rules.Usulan
    ubah: Verdict


class TugasTambahanListView(TodayMixin, PagedListMixin, FilterView):
    template_name = "kegiatan/tugas_tambahan_list.html"
    filterset_class = UsulanFilter
    strict = False

    def get_queryset(self) -> UsulanQuerySet:
        return TugasTambahan.objects.of(self.request.user).for_list()

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(filterset_class), "this_year": self.today.year}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        creative = Kreativitas.objects.of(self.request.user).for_list()
        narrowed = UsulanFilter(self.request.GET, creative, request=self.request, this_year=self.today.year).qs
        return {
            **context,
            "tugas_tambahan": [self.row(usulan) for usulan in context["page_obj"]],
            "kreativitas": [self.row(usulan) for usulan in narrowed],
            "may_record": rules.may_record(self.request.user),
        }

    def row(self, usulan: rules.Usulan) -> Baris:
        return Baris(usulan, rules.may_change_usulan(self.request.user, usulan))


class UsulanDetailView(DetailView):
    context_object_name = "usulan"

    def get_queryset(self) -> UsulanQuerySet:
        return self.model.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            may_change=rules.may_change_usulan(user, self.object),
            berkas=[self.object.berkas] if self.object.berkas else [],
            milik_sendiri=self.object.pegawai_id == user.pk,
            giliran_saya=self.object.penilai_id == user.pk,
            **kwargs,
        )


class TugasTambahanDetailView(UsulanDetailView):
    model = TugasTambahan
    template_name = "kegiatan/tugas_tambahan_detail.html"


class KreativitasDetailView(UsulanDetailView):
    model = Kreativitas
    template_name = "kegiatan/kreativitas_detail.html"


class UsulanFormView(TodayMixin, UploadMixin, ServiceFormMixin, FormView):
    template_name = "kegiatan/usulan_form.html"
    model: type[TugasTambahan] | type[Kreativitas]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": self.today}

    def get_success_url(self) -> str:
        return reverse("kegiatan:tugas_tambahan_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        word = self.model._meta.verbose_name.title()
        context = {"judul": f"{self.verb} {word}", "cancel_url": self.get_success_url(), "model": self.model.__name__}
        return super().get_context_data(**context, **kwargs)


class UsulanCreateView(UsulanFormView):
    verb = "Tambah"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_form(request, rules.may_record(request.user))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"tahun": self.today.year}

    def perform(self, form: UploadForm) -> rules.Usulan:
        return services.propose(
            model=self.model,
            isi=form.isi(),
            berkas=form.cleaned_data["berkas"],
            token=form.cleaned_data["token"],
            by=self.request.user,
            at=self.request.arrived_at,
        )


class TugasTambahanCreateView(UsulanCreateView):
    model, form_class = TugasTambahan, TugasTambahanTambahForm
    success_message = "Tugas tambahan disimpan dan menunggu konfirmasi pejabat penilai."


class KreativitasCreateView(UsulanCreateView):
    model, form_class = Kreativitas, KreativitasTambahForm
    success_message = "Kreativitas disimpan dan menunggu konfirmasi pejabat penilai."


class UsulanUpdateView(EditFormMixin, UsulanFormView):
    verb = "Ubah"
    success_message = "Perubahan disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = get_object_or_404(self.model.objects.visible_to(request.user).for_list(), pk=kwargs["pk"])
        verdict = rules.may_change_usulan(request.user, self.row)
        require_form(request, verdict)
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UploadForm) -> rules.Usulan:
        return services.change_usulan(
            usulan=self.row,
            isi=form.isi(),
            berkas=form.cleaned_data["berkas"],
            versi=form.cleaned_data["versi"],
            by=self.request.user,
            at=self.request.arrived_at,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(usulan=self.row, **kwargs)


class TugasTambahanUpdateView(UsulanUpdateView):
    model, form_class = TugasTambahan, TugasTambahanUbahForm


class KreativitasUpdateView(UsulanUpdateView):
    model, form_class = Kreativitas, KreativitasUbahForm


@require_POST
def hapus_usulan(request: HttpRequest, pk: int, model: type[TugasTambahan] | type[Kreativitas]) -> HttpResponse:
    usulan = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    services.delete_usulan(usulan=usulan, by=request.user)
    messages.success(request, f"{model._meta.verbose_name.capitalize()} dihapus.")
    return redirect("kegiatan:tugas_tambahan_list")
