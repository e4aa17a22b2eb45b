"""Adendum of an approved SKP: its page, the forms of what it proposes, its steps."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from ekinerja.errors import Refused
from ekinerja.views import EditFormMixin, ServiceFormMixin, require_form
from skp import pihak, rules
from skp.forms.adendum import TambahAdendumForm, UbahAdendumForm
from skp.forms.langkah import AksiForm
from skp.forms.rhk import TambahRhkForm, UbahRhkForm
from skp.forms.sasaran import TambahIndikatorForm, UbahIndikatorForm
from skp.models import Adendum, Indikator, PerubahanAdendum, RencanaHasilKerja, Skp
from skp.perubahan import MODEL, compare, proposed_row
from skp.rules.adendum import (
    may_delete_adendum,
    may_edit_adendum,
    may_judge_adendum,
    may_propose,
    may_submit_adendum,
    turn_of_adendum,
)
from skp.sasaran import rows_of
from skp.services import adendum as services
from skp.views.indikator import IndikatorFormMixin
from skp.views.langkah import SELESAI
from skp.views.rhk import RhkFormMixin
from skp.workflow import Action


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find(request, pk))


def show(request: HttpRequest, adendum: Adendum, *, alasan: str = "", status: int = 200) -> HttpResponse:
    """What is proposed, before and after; to its owner also the SKP's rows to propose from. `alasan`: typed already."""
    user, skp = request.user, adendum.skp
    changes = list(adendum.perubahan.select_related("rhk__skp").order_by("urutan", "pk"))
    judge = may_judge_adendum(Action.KEMBALIKAN, user, adendum)
    may_edit = may_edit_adendum(user, adendum)
    context = {
        "adendum": adendum,
        "skp": skp,
        "dinilai": pihak.dinilai(skp),
        "penilai": pihak.penilai(skp),
        "pemilik": rules.owns(user, skp),
        "usulan": compare(changes),
        "jumlah": len(changes),
        "may_edit": may_edit,
        "may_delete": may_delete_adendum(user, adendum),
        "ajukan": may_submit_adendum(user, adendum, jumlah=len(changes)),
        "tinjau": judge,
        "setujui": may_judge_adendum(Action.SETUJUI, user, adendum),
        "giliran": turn_of_adendum(user, adendum, judge=judge, jumlah=len(changes)),
        "rows": rows_of(user, skp) if may_edit else [],
        "rhk_berubah": {change.rhk_id for change in changes if MODEL[change.jenis] is RencanaHasilKerja},
        "indikator_berubah": {change.indikator_id for change in changes},
        "alasan": alasan,
        "menu_path": reverse("skp:tahunan_list" if skp.pegawai_id == user.pk else "skp:persetujuan"),
    }
    return render(request, "skp/adendum_detail.html", context, status=status)


@require_POST
def aksi(request: HttpRequest, pk: int, aksi: Action) -> HttpResponse:
    adendum = find(request, pk)
    form = AksiForm(request.POST)
    typed = request.POST.get("alasan", "")
    if not form.is_valid():
        messages.error(request, "Alasan paling panjang 1.000 karakter. Ringkaskan lalu kirim lagi.")
        return show(request, adendum, alasan=typed, status=409)
    try:
        services.perform_adendum(
            aksi,
            adendum=adendum,
            by=request.user,
            at=request.arrived_at,
            note=form.cleaned_data["alasan"],
            versi=form.cleaned_data["versi"],
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return show(request, find(request, pk), alasan=typed, status=refusal.status)
    messages.success(request, f"{adendum} {SELESAI[aksi]}")
    return redirect(adendum if aksi == Action.AJUKAN else "skp:persetujuan_adendum")


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    adendum = find(request, pk)
    services.delete_adendum(adendum=adendum, by=request.user)
    messages.success(request, f"Adendum ke-{adendum.nomor} dihapus; SKP tetap seperti semula.")
    return redirect(adendum.skp)


class AdendumTambah(ServiceFormMixin, FormView):
    form_class = TambahAdendumForm
    template_name = "skp/adendum_form.html"
    success_message = "Adendum dibuat. Usulkan perubahannya, lalu ajukan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=kwargs["pk"])
        require_form(request, may_propose(request.user, self.skp, terbuka=services.open_adendum(self.skp)))
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: TambahAdendumForm) -> Adendum:
        return services.create_adendum(
            skp=self.skp, by=self.request.user, at=self.request.arrived_at, **form.cleaned_data
        )

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cancel_url = self.skp.get_absolute_url()
        return {**super().get_context_data(**kwargs), "skp": self.skp, "cancel_url": cancel_url, "submit": "Lanjut"}


class AdendumUbah(EditFormMixin, FormView):
    """The reason of the adendum."""

    form_class = UbahAdendumForm
    template_name = "skp/adendum_form.html"
    success_message = "Alasan adendum disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        require_form(request, may_edit_adendum(request.user, self.row))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahAdendumForm) -> Adendum:
        return services.change_reason(adendum=self.row, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cancel_url = self.row.get_absolute_url()
        return {**super().get_context_data(**kwargs), "skp": self.row.skp, "row": self.row, "cancel_url": cancel_url}


# --- What it proposes ------------------------------------------------------------------------------------------------


class UsulanMixin:
    """A form of the SKP's own page that proposes instead of writing. `row`: what the form shows, if there is such."""

    adendum: Adendum
    success_message = "Perubahan dicatat dalam adendum."

    def setup_adendum(self, request: HttpRequest, adendum: Adendum) -> None:
        self.adendum, self.skp = adendum, adendum.skp
        require_form(request, may_edit_adendum(request.user, adendum))

    def get_success_url(self) -> str:
        return f"{self.adendum.get_absolute_url()}#usulan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "adendum": self.adendum, "cancel_url": self.adendum.get_absolute_url()}


class RhkBaru(UsulanMixin, RhkFormMixin, ServiceFormMixin, FormView):
    form_class = TambahRhkForm
    template_name = "skp/adendum_rhk_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.setup_adendum(request, find(request, kwargs["pk"]))
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: TambahRhkForm) -> PerubahanAdendum:
        return services.propose_rhk(
            adendum=self.adendum, by=self.request.user, token=form.cleaned_data["token"], values=form.values()
        )


class RhkUbah(UsulanMixin, RhkFormMixin, EditFormMixin, FormView):
    """Other values for an RHK of the SKP."""

    form_class = UbahRhkForm
    template_name = "skp/adendum_rhk_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.setup_adendum(request, find(request, kwargs["pk"]))
        self.row = get_object_or_404(self.skp.rhk.for_list(), pk=kwargs["rhk"])
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahRhkForm) -> PerubahanAdendum:
        return services.propose_rhk_change(
            adendum=self.adendum,
            rhk=self.row,
            by=self.request.user,
            versi=form.cleaned_data["versi"],
            values=form.values(),
        )


class IndikatorUsulan(UsulanMixin, IndikatorFormMixin):
    """`rhk`: the RHK of the indikator, unsaved where it is new in this adendum."""

    template_name = "skp/adendum_indikator_form.html"
    rhk: RencanaHasilKerja

    def get_form_kwargs(self) -> dict[str, Any]:
        self.rhk.skp = self.skp
        return super().get_form_kwargs()


class IndikatorBaru(IndikatorUsulan, ServiceFormMixin, FormView):
    """A new indikator, of an RHK of the SKP (`rhk`) or of one that is new in the adendum (`pk` of its change)."""

    form_class = TambahIndikatorForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "rhk" in kwargs:
            self.setup_adendum(request, find(request, kwargs["pk"]))
            self.rhk = self.di = get_object_or_404(self.skp.rhk.for_list(), pk=kwargs["rhk"])
        else:
            self.di = find_change(request, kwargs["pk"])
            self.setup_adendum(request, self.di.adendum)
            self.rhk = proposed_row(self.di)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: TambahIndikatorForm) -> PerubahanAdendum:
        return services.propose_indikator(
            adendum=self.adendum,
            di=self.di,
            by=self.request.user,
            token=form.cleaned_data["token"],
            values=form.values(),
        )


class IndikatorUbah(IndikatorUsulan, EditFormMixin, FormView):
    form_class = UbahIndikatorForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.setup_adendum(request, find(request, kwargs["pk"]))
        self.row = get_object_or_404(own_indikator(self.skp), pk=kwargs["indikator"])
        self.rhk = self.row.rhk
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahIndikatorForm) -> PerubahanAdendum:
        return services.propose_indikator_change(
            adendum=self.adendum,
            indikator=self.row,
            by=self.request.user,
            versi=form.cleaned_data["versi"],
            values=form.values(),
        )


class PerubahanUbah(UsulanMixin, EditFormMixin):
    """A change that is proposed already: the form shows, and compares with, what the change says."""

    change_row: PerubahanAdendum

    def read_again(self) -> Any:
        now = PerubahanAdendum.objects.filter(pk=self.change_row.pk).first()
        return now and proposed_row(now)

    def change(self, form: Any) -> PerubahanAdendum:
        return services.change_proposal(
            perubahan=self.change_row, by=self.request.user, versi=form.cleaned_data["versi"], values=form.values()
        )


class PerubahanRhkUbah(PerubahanUbah, RhkFormMixin, FormView):
    form_class = UbahRhkForm
    template_name = "skp/adendum_rhk_form.html"


class PerubahanIndikatorUbah(PerubahanUbah, IndikatorUsulan, FormView):
    form_class = UbahIndikatorForm


def perubahan_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the row's kind. A proposed deletion has nothing to edit."""
    change = find_change(request, pk)
    view: Any = PerubahanRhkUbah() if MODEL[change.jenis] is RencanaHasilKerja else PerubahanIndikatorUbah()
    view.setup(request)
    view.setup_adendum(request, change.adendum)
    if not change.sesudah:
        messages.info(request, "Penghapusan tidak mempunyai isian. Batalkan usulannya bila tidak jadi.")
        return redirect(change.adendum)
    view.change_row, view.row = change, proposed_row(change)
    if isinstance(view, PerubahanIndikatorUbah):
        if not (change.rhk or change.induk):
            messages.warning(request, "RHK indikator ini sudah tidak ada di SKP. Batalkan usulannya.")
            return redirect(change.adendum)
        view.rhk = change.rhk or proposed_row(change.induk)
    return view.dispatch(request)


@require_POST
def perubahan_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    change = find_change(request, pk)
    services.withdraw_proposal(perubahan=change, by=request.user)
    messages.success(request, "Usulan perubahan dibatalkan.")
    return redirect(change.adendum)


@require_POST
def rhk_hapus(request: HttpRequest, pk: int, rhk: int) -> HttpResponse:
    adendum = find(request, pk)
    row = get_object_or_404(adendum.skp.rhk, pk=rhk)
    services.propose_rhk_deletion(adendum=adendum, rhk=row, by=request.user)
    messages.success(request, "Penghapusan RHK dicatat dalam adendum.")
    return redirect(adendum)


@require_POST
def indikator_hapus(request: HttpRequest, pk: int, indikator: int) -> HttpResponse:
    adendum = find(request, pk)
    row = get_object_or_404(own_indikator(adendum.skp), pk=indikator)
    services.propose_indikator_deletion(adendum=adendum, indikator=row, by=request.user)
    messages.success(request, "Penghapusan indikator dicatat dalam adendum.")
    return redirect(adendum)


def own_indikator(skp: Skp) -> QuerySet[Indikator, Indikator]:
    return Indikator.objects.filter(rhk__skp=skp).select_related("rhk__satuan")


def find(request: HttpRequest, pk: int) -> Adendum:
    return get_object_or_404(Adendum.objects.visible_to(request.user).for_detail(), pk=pk)


def find_change(request: HttpRequest, pk: int) -> PerubahanAdendum:
    """With its adendum as `find` answers it."""
    change = get_object_or_404(
        PerubahanAdendum.objects.select_related("rhk__satuan", "induk"),
        pk=pk,
        adendum__in=Adendum.objects.visible_to(request.user),
    )
    change.adendum = find(request, change.adendum_id)
    return change
