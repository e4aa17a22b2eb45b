from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from ekinerja.views import EditFormMixin, ServiceFormMixin, require_form
from skp import rules
from skp.forms.sasaran import ManualIndikatorForm, TambahIndikatorForm, UbahIndikatorForm
from skp.models import BankIndikator, Indikator, RencanaHasilKerja
from skp.rules.sasaran import may_edit_indikator
from skp.services import indikator as services
from skp.views import rhk as rhk_views


class IndikatorFormMixin:
    template_name = "skp/indikator_form.html"
    success_message = "Indikator disimpan."
    rhk: RencanaHasilKerja
    row: Indikator | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "skp": self.rhk.skp}

    def get_initial(self) -> dict[str, Any]:
        """With what was chosen from the bank (`?bank=`)."""
        chosen = rhk_views.chosen_row(self.request, BankIndikator.objects.offered_to(self.rhk.skp))
        taken = {name: getattr(chosen, name) for name in self.form_class.columns} if chosen else {}
        return {**super().get_initial(), **taken}

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "saran": BankIndikator.objects.offered_to(self.rhk.skp)[: rhk_views.SUGGESTIONS],
            "skp": self.rhk.skp,
            "rhk": self.rhk,
            "row": self.row,
            "cancel_url": self.rhk.get_absolute_url(),
        }


class IndikatorTambah(IndikatorFormMixin, ServiceFormMixin, FormView):
    form_class = TambahIndikatorForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.rhk = rhk_views.find(request, kwargs["pk"])
        require_form(request, may_edit_indikator(request.user, self.rhk.skp))
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: TambahIndikatorForm) -> Indikator:
        return services.add_indikator(
            rhk=self.rhk, by=self.request.user, token=form.cleaned_data["token"], values=form.values()
        )


class IndikatorUbah(IndikatorFormMixin, EditFormMixin, FormView):
    form_class = UbahIndikatorForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        self.rhk = self.row.rhk
        require_form(request, may_edit_indikator(request.user, self.rhk.skp))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahIndikatorForm) -> Indikator:
        return services.change_indikator(
            indikator=self.row, by=self.request.user, versi=form.cleaned_data["versi"], values=form.values()
        )


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    indikator = find(request, pk)
    services.delete_indikator(indikator=indikator, by=request.user)
    messages.success(request, "Indikator dihapus.")
    return redirect(indikator.rhk)


@require_POST
def geser(request: HttpRequest, pk: int, arah: str) -> HttpResponse:
    indikator = find(request, pk)
    services.move_indikator(indikator=indikator, by=request.user, up=arah == "naik")
    return redirect(indikator.rhk)


@require_POST
def urut(request: HttpRequest, pk: int) -> HttpResponse:
    rhk = rhk_views.find(request, pk)
    return rhk_views.answer_order(request, lambda ids: services.order_indikator(rhk=rhk, by=request.user, ids=ids))


@require_safe
def manual(request: HttpRequest, pk: int) -> HttpResponse:
    """How an indikator is measured, for everybody who may read its SKP."""
    indikator = find(request, pk)
    skp = indikator.rhk.skp
    context = {
        "indikator": indikator,
        "skp": skp,
        "manual": getattr(indikator, "manual", None),
        "pemilik": rules.owns(request.user, skp),
        "may_edit": may_edit_indikator(request.user, skp),
    }
    return render(request, "skp/manual_indikator.html", context)


class ManualUbah(EditFormMixin, FormView):
    form_class = ManualIndikatorForm
    template_name = "skp/manual_indikator_form.html"
    success_message = "Manual indikator disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        require_form(request, may_edit_indikator(request.user, self.row.rhk.skp))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: ManualIndikatorForm) -> Indikator:
        return services.write_manual(
            indikator=self.row, by=self.request.user, versi=form.cleaned_data["versi"], values=form.values()
        )

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "indikator": self.row, "skp": self.row.rhk.skp, "cancel_url": self.row.get_absolute_url()}


def find(request: HttpRequest, pk: int) -> Indikator:
    return get_object_or_404(Indikator.objects.visible_to(request.user).for_detail().select_related("manual"), pk=pk)
