"""Moves: the list, planning one after having seen what it does, carrying out by hand, cancelling."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from django_filters.views import FilterView

from ekinerja.forms import read_number
from ekinerja.keyset import KeysetListMixin
from ekinerja.views import ServiceFormMixin, require_form
from organisasi import kaitan
from organisasi.filters.kepegawaian import MutasiFilter
from organisasi.forms.kepegawaian import InstansiTujuanForm, MutasiForm
from organisasi.hierarchy import assessor_of
from organisasi.models import Instansi, Mutasi, StatusMutasi
from organisasi.mutasi import Rencana, consequences
from organisasi.querysets.kepegawaian import mutasi_of
from organisasi.rules import kepegawaian as rules
from organisasi.rules.unor import may_choose_instansi
from organisasi.scoping import local_today
from organisasi.services import mutasi as services
from organisasi.views.kepegawaian import find as find_person

TONE = {
    StatusMutasi.DIRENCANAKAN: "info",
    StatusMutasi.DIJALANKAN: "sukses",
    StatusMutasi.DIBATALKAN: "netral",
}


class MutasiList(KeysetListMixin, FilterView):
    order = ("-tmt", "-pk")
    filterset_class = MutasiFilter
    strict = False
    template_name = "organisasi/mutasi_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_manage_people(request.user).require()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return mutasi_of(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        rows = [
            {
                "mutasi": row,
                "tone": TONE[StatusMutasi(row.status)],
                "batal": rules.may_cancel_mutasi(user, row),
                "jalankan": rules.may_carry_out(user, row),
            }
            for row in context["halaman"].rows
        ]
        return {**context, "rows": rows}


class MutasiTambah(ServiceFormMixin, FormView):
    """The first sending shows what would happen; the second, if that is still so, does it."""

    form_class = MutasiForm
    template_name = "organisasi/mutasi_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.pegawai = find_person(request, kwargs["pk"])
        require_form(request, rules.may_plan_mutasi(request.user, self.pegawai))
        self.instansi = self._destination() or self.pegawai.instansi
        self.today = local_today(self.pegawai)
        return super().dispatch(request, *args, **kwargs)

    def _destination(self) -> Instansi | None:
        if not may_choose_instansi(self.request.user):
            return None
        return Instansi.objects.filter(pk=read_number(self.request.GET.get("instansi", "")), aktif=True).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pegawai": self.pegawai, "instansi": self.instansi}

    def form_valid(self, form: MutasiForm) -> HttpResponse:
        values = form.values()
        names = ("tmt", "unit", "jabatan", "menjadi_kepala")
        rencana = Rencana(self.pegawai, *(values[name] for name in names), akhiri_skp=values.get("akhiri_skp", True))
        akibat = consequences(rencana, today=self.today)
        if form.cleaned_data["dilihat"] != akibat.sidik:
            form.data = form.data.copy()
            form.data["dilihat"] = akibat.sidik
            return self.render_to_response(self.get_context_data(form=form, rencana=rencana, akibat=akibat))
        return super().form_valid(form)

    def perform(self, form: MutasiForm) -> Mutasi:
        mutasi = services.plan_mutasi(
            pegawai=self.pegawai, by=self.request.user, at=self.request.arrived_at, **form.values()
        )
        done = mutasi.status == StatusMutasi.DIJALANKAN
        messages.success(
            self.request, f"{self.pegawai} dipindahkan." if done else f"Mutasi {self.pegawai} direncanakan."
        )
        return mutasi

    def get_success_url(self) -> str:
        return reverse("pegawai_detail", args=[self.pegawai.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        chooses = may_choose_instansi(self.request.user)
        return {
            **context,
            "pegawai": self.pegawai,
            "instansi": self.instansi,
            "pindah_instansi": self.instansi != self.pegawai.instansi,
            "pilih_instansi": self._chooser() if chooses else None,
            "dokumen": kaitan.running(self.pegawai, tmt=self.today),
            "penilai": assessor_of(self.pegawai, on=self.today),
            "cancel_url": self.get_success_url(),
            "submit": "Simpan mutasi" if kwargs.get("akibat") else "Lihat akibatnya",
        }

    def _chooser(self) -> InstansiTujuanForm:
        typed = self.request.GET if self.request.GET.get("instansi_cari") else None
        return InstansiTujuanForm(typed, initial={"instansi": self.instansi})


@require_POST
def batal(request: HttpRequest, pk: int) -> HttpResponse:
    mutasi = find(request, pk)
    versi = read_number(request.POST.get("versi", ""))
    services.cancel_mutasi(mutasi=mutasi, by=request.user, versi=mutasi.versi if versi is None else versi)
    messages.success(request, f"Mutasi {mutasi.pegawai} dibatalkan.")
    return redirect("mutasi_list")


@require_POST
def jalankan(request: HttpRequest, pk: int) -> HttpResponse:
    mutasi = services.carry_out(mutasi=find(request, pk), by=request.user, at=request.arrived_at)
    messages.success(request, f"{mutasi.pegawai} dipindahkan.")
    return redirect("mutasi_list")


def find(request: HttpRequest, pk: int) -> Mutasi:
    rules.may_manage_people(request.user).require()
    return get_object_or_404(mutasi_of(request.user), pk=pk)
