from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from ekinerja.views import ServiceFormMixin, require_form
from skp import rules
from skp.forms.bank import BankForm, CariBankForm
from skp.models import BankIndikator, BankRhk, RencanaHasilKerja, Skp
from skp.rules.sasaran import may_edit_indikator
from skp.services.bank import take_from_bank
from skp.views import rhk as rhk_views


class BankTambah(ServiceFormMixin, FormView):
    """Ambil dari bank: the RHK of the SKP's post with their indikator, those that are there already marked."""

    form_class = BankForm
    template_name = "skp/bank_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=kwargs["pk"])
        require_form(request, may_edit_indikator(request.user, self.skp))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "skp": self.skp}

    def perform(self, form: BankForm) -> Skp:
        taken = take_from_bank(
            skp=self.skp, by=self.request.user, chosen=form.cleaned_data["pilih"], token=form.cleaned_data["token"]
        )
        if taken:
            messages.success(self.request, f"{len(taken)} RHK diambil dari bank. Sesuaikan isinya bila perlu.")
        else:
            messages.info(self.request, "RHK itu sudah ada di SKP ini; tidak ada yang ditambahkan.")
        return self.skp

    def get_success_url(self) -> str:
        return self.skp.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        present = set(self.skp.rhk.values_list("uraian", flat=True))
        ticked = {str(value) for value in form["pilih"].value() or []}
        rows = [
            {"bank": bank, "ada": bank.uraian in present, "dicentang": str(bank.pk) in ticked}
            for bank in BankRhk.objects.offered_to(self.skp).prefetch_related("indikator")
        ]
        return {**context, "skp": self.skp, "rows": rows, "cancel_url": self.skp.get_absolute_url()}


@require_safe
def saran_rhk(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment under "Rencana Hasil Kerja" while typing: what the bank of the post has like it."""
    skp = get_object_or_404(Skp.objects.visible_to(request.user).for_detail(), pk=pk)
    rules.owns(request.user, skp).require()
    return render(request, "skp/sasaran/saran.html", {"saran": suggested_rhk(request, skp)})


@require_safe
def saran_indikator(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment under "Indikator" while typing."""
    rhk = rhk_views.find(request, pk)
    rules.owns(request.user, rhk.skp).require()
    return render(request, "skp/sasaran/saran.html", {"saran": suggested_indikator(request, rhk)})


def suggested_rhk(request: HttpRequest, skp: Skp) -> list[BankRhk]:
    return list(BankRhk.objects.offered_to(skp).search(_typed(request))[: rhk_views.SUGGESTIONS])


def suggested_indikator(request: HttpRequest, rhk: RencanaHasilKerja) -> list[BankIndikator]:
    return list(BankIndikator.objects.offered_to(rhk.skp).search(_typed(request))[: rhk_views.SUGGESTIONS])


def _typed(request: HttpRequest) -> str:
    form = CariBankForm(request.GET)
    form.is_valid()
    return form.cleaned_data.get("uraian", "")
