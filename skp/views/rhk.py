from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from ekinerja.errors import Refused
from ekinerja.forms import read_number
from ekinerja.views import EditFormMixin, ServiceFormMixin, require_form
from skp import rules, services
from skp.forms.rhk import CariAtasanForm, RhkForm, TambahRhkForm, UbahRhkForm, usable_satuan
from skp.forms.sasaran import UrutanForm
from skp.indikator import read_measured
from skp.models import BankRhk, RencanaHasilKerja, Skp
from skp.services.rhk import order_rhk

SUGGESTIONS = 6


class RhkFormMixin:
    template_name = "skp/rhk_form.html"
    skp: Skp
    row: RencanaHasilKerja | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        # A search without JavaScript narrows the list that is shown; what is sent is judged against all of it.
        cari = self.request.GET.get("cari", "") if self.request.method == "GET" else ""
        return {**super().get_form_kwargs(), "skp": self.skp, "rhk": self.row, "cari": cari[:100]}

    def get_initial(self) -> dict[str, Any]:
        """With what was chosen from the bank (`?bank=`)."""
        chosen = chosen_row(self.request, BankRhk.objects.offered_to(self.skp))
        return {**super().get_initial(), **({"uraian": chosen.uraian, "jenis": chosen.jenis} if chosen else {})}

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "skp": self.skp,
            "row": self.row,
            "saran": BankRhk.objects.offered_to(self.skp)[:SUGGESTIONS],
            "cancel_url": self.skp.get_absolute_url(),
        }


class RhkTambah(RhkFormMixin, ServiceFormMixin, FormView):
    form_class = TambahRhkForm
    success_message = "RHK disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=kwargs["pk"])
        require_form(request, rules.may_edit(request.user, self.skp))
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: TambahRhkForm) -> RencanaHasilKerja:
        return services.add_rhk(
            skp=self.skp, by=self.request.user, token=form.cleaned_data["token"], values=form.values()
        )


class RhkUbah(RhkFormMixin, EditFormMixin, FormView):
    form_class = UbahRhkForm
    success_message = "RHK disimpan."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        self.skp = self.row.skp
        require_form(request, rules.may_edit(request.user, self.skp))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """With the measured target that the indikator already say, where one is wanted (`?terukur=`)."""
        initial = super().get_initial()
        return {**initial, **self.terbaca} if self.request.GET.get("terukur") else initial

    @cached_property
    def terbaca(self) -> dict[str, Any]:
        measurable = self.skp.instansi.pengukuran_bulanan and not self.row.terukur
        return read_measured(self.row, usable_satuan(self.skp)) if measurable else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "terbaca": self.terbaca}

    def change(self, form: UbahRhkForm) -> RencanaHasilKerja:
        return services.change_rhk(
            rhk=self.row, by=self.request.user, versi=form.cleaned_data["versi"], values=form.values()
        )


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    rhk = find(request, pk)
    services.delete_rhk(rhk=rhk, by=request.user)
    messages.success(request, "RHK dihapus.")
    return redirect(rhk.skp)


@require_POST
def geser(request: HttpRequest, pk: int, arah: str) -> HttpResponse:
    rhk = find(request, pk)
    services.move_rhk(rhk=rhk, by=request.user, up=arah == "naik")
    return redirect(rhk)


@require_POST
def urut(request: HttpRequest, pk: int) -> HttpResponse:
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=pk)
    return answer_order(request, lambda ids: order_rhk(skp=skp, by=request.user, ids=ids))


def answer_order(request: HttpRequest, order: Callable[[list[int]], None]) -> HttpResponse:
    """To the script that moves rows: 204, or the words of the refusal. A redirect would look to it like success."""
    form = UrutanForm(request.POST)
    if not form.is_valid():
        return HttpResponse("Urutan itu tidak terbaca. Muat ulang halaman.", status=400, content_type="text/plain")
    try:
        order(form.cleaned_data["id"])
    except Refused as refusal:
        return HttpResponse(refusal.message, status=refusal.status, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@require_safe
def cari_atasan(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment under "SKP Tahunan Atasan": the superior's targets that match, the chosen one kept."""
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=pk)
    rules.owns(request.user, skp).require()
    form = CariAtasanForm(request.GET)
    form.is_valid()
    terpilih = form.cleaned_data.get("atasan")
    form = RhkForm(skp=skp, cari=form.cleaned_data.get("cari", ""), terpilih=terpilih, initial={"atasan": terpilih})
    return render(request, "components/search_choice_options.html", {"field": form["atasan"]})


def chosen_row(request: HttpRequest, rows: QuerySet) -> Any:
    """The row of the bank named in the address, if it is one of `rows`."""
    pk = read_number(request.GET.get("bank", ""))
    return None if pk is None else rows.filter(pk=pk).first()


def find(request: HttpRequest, pk: int) -> RencanaHasilKerja:
    return get_object_or_404(RencanaHasilKerja.objects.visible_to(request.user).for_detail(), pk=pk)
