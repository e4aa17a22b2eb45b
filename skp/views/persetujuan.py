from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from django.views.generic import ListView
from django_filters.views import FilterView

from ekinerja.views import PagedListMixin
from organisasi.scoping import local_today
from skp import rules, services
from skp.antrean import not_submitted
from skp.filters import AntreanFilter
from skp.forms.langkah import PilihanForm
from skp.models import Adendum, Skp, SkpBulanan

MODEL = {"tahunan": Skp, "bulanan": SkpBulanan, "adendum": Adendum}
ADDRESS = {"tahunan": "skp:persetujuan", "bulanan": "skp:persetujuan_bulanan"}


class QueueMixin(PagedListMixin):
    """The tabs of Persetujuan SKP, with what waits in each."""

    tab: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_open_queue(request.user).require()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        waiting = {name: model.objects.awaiting(user).count() for name, model in MODEL.items()}
        return {**super().get_context_data(**kwargs), "tab": self.tab, "waiting": waiting}


class Persetujuan(QueueMixin, FilterView):
    filterset_class = AntreanFilter
    strict = False
    template_name = "skp/persetujuan.html"

    def get_queryset(self) -> Any:
        return MODEL[self.tab].objects.awaiting(self.request.user).for_queue()


class PersetujuanTahunan(Persetujuan):
    tab = "tahunan"


class PersetujuanBulanan(Persetujuan):
    tab = "bulanan"


class PersetujuanAdendum(Persetujuan):
    """Each is decided on its own page, where what changes can be read."""

    tab = "adendum"
    template_name = "skp/persetujuan_adendum.html"


class BelumMengajukan(QueueMixin, ListView):
    tab = "belum"
    template_name = "skp/belum_mengajukan.html"

    def get_queryset(self) -> Any:
        return not_submitted(self.request.user, today=local_today(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "hari_ini": local_today(self.request.user)}


@require_POST
def setujui(request: HttpRequest, jenis: str) -> HttpResponse:
    """Approves what was ticked, each on its own, and says what became of each."""
    rules.may_open_queue(request.user).require()
    form = PilihanForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Centang dahulu yang akan disetujui.")
        return redirect(ADDRESS[jenis])
    versions = form.versions()
    found = MODEL[jenis].objects.visible_to(request.user).for_detail().filter(pk__in=versions)
    outcomes = services.approve_many(
        chosen=[(dokumen, versions[dokumen.pk]) for dokumen in found], by=request.user, at=request.arrived_at
    )
    _report(request, outcomes, missing=len(versions) - len(outcomes))
    return redirect(ADDRESS[jenis])


def _report(request: HttpRequest, outcomes: list[services.Outcome], *, missing: int) -> None:
    approved = [f"{o.dokumen} {rules.skp_of(o.dokumen).pegawai}" for o in outcomes if not o.refusal]
    if approved:
        messages.success(request, f"{len(approved)} disetujui: {'; '.join(approved)}")
    for outcome in outcomes:
        if outcome.refusal:
            owner = rules.skp_of(outcome.dokumen).pegawai
            messages.warning(request, f"{outcome.dokumen} {owner} tidak disetujui. {outcome.refusal}")
    if missing:
        messages.warning(request, f"{missing} dokumen tidak lagi dapat Anda buka, dan tidak disetujui.")
