from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView

from ekinerja.errors import Conflict
from ekinerja.views import ServiceFormMixin, require_form
from skp import pihak, rules, services
from skp.catatan import attach_remarks
from skp.forms.langkah import TinjauForm
from skp.models import Skp
from skp.views.langkah import SELESAI
from skp.workflow import Action


class Tinjau(ServiceFormMixin, FormView):
    """Status Persetujuan: the penilai reads a submitted SKP and decides, with remarks at the rows they concern."""

    form_class = TinjauForm
    template_name = "skp/tinjau.html"
    success_url = reverse_lazy("skp:persetujuan")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=kwargs["pk"])
        require_form(request, rules.may_judge(Action.KEMBALIKAN, request.user, self.skp))
        self.rhk = list(self.skp.rhk.for_list())
        for row in self.rhk:
            row.skp = self.skp
        self.adrift = attach_remarks(self.skp, self.rhk)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rhk": self.rhk}

    def get_initial(self) -> dict[str, Any]:
        return {"versi": self.skp.versi}

    def perform(self, form: TinjauForm) -> Skp:
        action = form.cleaned_data["aksi"]
        try:
            services.perform(
                action,
                dokumen=self.skp,
                by=self.request.user,
                at=self.request.arrived_at,
                note=form.cleaned_data["alasan"] if action == Action.KEMBALIKAN else "",
                versi=form.cleaned_data["versi"],
                remarks=form.remarks(),
            )
        except Conflict:
            form.show_version(self.skp.versi)
            raise
        messages.success(self.request, f"{self.skp} {SELESAI[action]}")
        return self.skp

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "skp": self.skp,
            "dinilai": pihak.dinilai(self.skp),
            "penilai": pihak.penilai(self.skp),
            "adrift": self.adrift,
            "menu_path": reverse("skp:persetujuan"),
        }
