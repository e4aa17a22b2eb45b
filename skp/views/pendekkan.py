"""A move in mid-year: the old SKP ends earlier, and what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from ekinerja.views import EditFormMixin, require_form
from skp import rules, services
from skp.forms.tahunan import PendekkanForm
from skp.models import Skp
from skp.rules.tahunan import may_shorten


class Pendekkan(EditFormMixin, FormView):
    form_class = PendekkanForm
    template_name = "skp/pendekkan.html"
    success_message = "Periode SKP dipendekkan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = _find(request, kwargs["pk"])
        require_form(request, may_shorten(request.user, self.row))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: PendekkanForm) -> Skp:
        return services.shorten_skp(skp=self.row, by=self.request.user, at=self.request.arrived_at, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("skp:dipendekkan", args=[self.row.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "skp": self.row, "cancel_url": self.row.get_absolute_url(), "submit": "Pendekkan"}


@require_safe
def dipendekkan(request: HttpRequest, pk: int) -> HttpResponse:
    """What comes after: the SKP of the new post, and the RHK that go on in it."""
    skp = _find(request, pk)
    rules.owns(request.user, skp).require()
    lanjutan = request.user.skp.filter(tahun=skp.tahun, periode_mulai__gt=skp.periode_selesai).for_list().last()
    context = {
        "skp": skp,
        "lanjutan": lanjutan,
        "dari": f"?dari={skp.pk}",
        "may_create": rules.may_create(request.user),
        "may_fill": lanjutan and rules.may_edit(request.user, lanjutan),
    }
    return render(request, "skp/dipendekkan.html", context)


def _find(request: HttpRequest, pk: int) -> Skp:
    return get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=pk)
