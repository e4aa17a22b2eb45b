from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from ekinerja.views import EditFormMixin, ServiceFormMixin, require_form
from skp import rules
from skp.forms.lampiran import TambahLampiranForm, UbahLampiranForm
from skp.models import BagianLampiran, ButirLampiran, Skp
from skp.services import lampiran as services


class LampiranFormMixin:
    template_name = "skp/lampiran_form.html"
    skp: Skp
    row: ButirLampiran | None = None

    def get_success_url(self) -> str:
        return panel_url(self.skp)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "skp": self.skp, "row": self.row, "cancel_url": panel_url(self.skp)}


class LampiranTambah(LampiranFormMixin, ServiceFormMixin, FormView):
    form_class = TambahLampiranForm
    success_message = "Butir Lampiran SKP disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=kwargs["pk"])
        require_form(request, rules.may_edit(request.user, self.skp))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("bagian", "")
        return {"bagian": asked if asked in BagianLampiran.values else BagianLampiran.DUKUNGAN}

    def perform(self, form: TambahLampiranForm) -> ButirLampiran:
        return services.add_butir(skp=self.skp, by=self.request.user, **form.cleaned_data)


class LampiranUbah(LampiranFormMixin, EditFormMixin, FormView):
    form_class = UbahLampiranForm
    success_message = "Butir Lampiran SKP disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        self.skp = self.row.skp
        require_form(request, rules.may_edit(request.user, self.skp))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahLampiranForm) -> ButirLampiran:
        return services.change_butir(butir=self.row, by=self.request.user, **form.cleaned_data)


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    butir = find(request, pk)
    services.delete_butir(butir=butir, by=request.user)
    messages.success(request, "Butir Lampiran SKP dihapus.")
    return redirect(panel_url(butir.skp))


@require_POST
def geser(request: HttpRequest, pk: int, arah: str) -> HttpResponse:
    butir = find(request, pk)
    services.move_butir(butir=butir, by=request.user, up=arah == "naik")
    return redirect(panel_url(butir.skp))


def find(request: HttpRequest, pk: int) -> ButirLampiran:
    return get_object_or_404(ButirLampiran.objects.visible_to(request.user).for_detail(), pk=pk)


def panel_url(skp: Skp) -> str:
    return f"{skp.get_absolute_url()}#lampiran"
