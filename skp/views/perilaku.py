from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView

from ekinerja.views import EditFormMixin, require_form
from skp.forms.perilaku import PerilakuForm
from skp.models import EkspektasiPerilaku, Skp
from skp.rules.perilaku import may_write_expectations
from skp.services.perilaku import write_to_all
from skp.services.steps import Outcome
from skp.workflow import Status


class PerilakuUbah(EditFormMixin, FormView):
    """Ekspektasi Khusus Pimpinan. Of a draft the page shows whose it is and its period, nothing that stands in it."""

    form_class = PerilakuForm
    template_name = "skp/perilaku_form.html"
    success_message = "Ekspektasi khusus pimpinan disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.skp = get_object_or_404(Skp.objects.exists_for(request.user).for_detail(), pk=kwargs["pk"])
        require_form(request, may_write_expectations(request.user, self.skp))
        self.row = self.read_again()
        return super().dispatch(request, *args, **kwargs)

    def read_again(self) -> EkspektasiPerilaku | None:
        return EkspektasiPerilaku.objects.filter(skp=self.skp).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lainnya": self.others()}

    def others(self) -> list[tuple[Skp, int]]:
        """His other subordinates' SKP of the year that may still be written to, with the version of what is there."""
        rows = (
            Skp.objects.assessed_by(self.request.user)
            .filter(tahun=self.skp.tahun)
            .exclude(status=Status.DISETUJUI)
            .exclude(pk=self.skp.pk)
            .select_related("pegawai", "jabatan", "ekspektasi_perilaku")
            .order_by("pegawai__nama", "periode_mulai")
        )
        return [(skp, row.versi if (row := getattr(skp, "ekspektasi_perilaku", None)) else 0) for skp in rows]

    def change(self, form: PerilakuForm) -> EkspektasiPerilaku | None:
        row, self.outcomes = write_to_all(
            skp=self.skp,
            versi=form.cleaned_data["versi"],
            also=form.chosen(),
            values=form.values(),
            by=self.request.user,
            at=self.request.arrived_at,
        )
        return row

    def form_valid(self, form: PerilakuForm) -> HttpResponse:
        response = super().form_valid(form)
        if response.status_code == 302 and self.outcomes:
            self.tell(self.outcomes)
        return response

    def tell(self, outcomes: list[Outcome]) -> None:
        refused = [outcome for outcome in outcomes if outcome.refusal]
        if done := len(outcomes) - len(refused):
            messages.success(self.request, f"Diterapkan juga kepada {done} bawahan lain.")
        for outcome in refused:
            messages.warning(self.request, f"{outcome.dokumen.pegawai}: {outcome.refusal}")

    def get_success_url(self) -> str:
        if Skp.objects.visible_to(self.request.user).filter(pk=self.skp.pk).exists():
            return f"{self.skp.get_absolute_url()}#perilaku"
        return reverse("skp:bawahan")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "menu_path": reverse("skp:bawahan"),
            "skp": self.skp,
            "row": self.row,
            "cancel_url": self.get_success_url(),
        }
