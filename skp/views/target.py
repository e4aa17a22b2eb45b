from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from ekinerja.views import EditFormMixin, ServiceFormMixin, require_form
from skp import rules, services
from skp.forms.bulanan import TambahTargetForm, UbahTargetForm
from skp.models import SkpBulanan, TargetBulanan
from skp.views.bulanan import find as find_bulanan


class TargetFormMixin:
    template_name = "skp/target_form.html"
    success_message = "Target SKP Bulanan disimpan."
    bulanan: SkpBulanan
    row: TargetBulanan | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bulanan": self.bulanan}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response = super().form_valid(form)
        if response.status_code == 302:
            self.warn_of_more_than_the_year()
        return response

    def warn_of_more_than_the_year(self) -> None:
        target = self.bulanan.target.for_list().with_planned().filter(pk=self.object.pk).first()
        warning = target and rules.more_than_the_year(target, target.direncanakan)
        if warning:
            messages.warning(self.request, warning)

    def get_success_url(self) -> str:
        return self.bulanan.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "bulanan": self.bulanan,
            "row": self.row,
            "belum_terukur": self.bulanan.skp.rhk.unmeasured().count(),
            "cancel_url": self.bulanan.get_absolute_url(),
        }


class TargetTambah(TargetFormMixin, ServiceFormMixin, FormView):
    form_class = TambahTargetForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.bulanan = find_bulanan(request, kwargs["pk"])
        require_form(request, rules.may_edit(request.user, self.bulanan))
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: TambahTargetForm) -> TargetBulanan:
        return services.add_target(
            bulanan=self.bulanan, by=self.request.user, token=form.cleaned_data["token"], values=form.values()
        )


class TargetUbah(TargetFormMixin, EditFormMixin, FormView):
    form_class = UbahTargetForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = find(request, kwargs["pk"])
        self.bulanan = self.row.skp_bulanan
        require_form(request, rules.may_edit(request.user, self.bulanan))
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: UbahTargetForm) -> TargetBulanan:
        return services.change_target(
            target=self.row, by=self.request.user, versi=form.cleaned_data["versi"], values=form.values()
        )


@require_POST
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    target = find(request, pk)
    services.delete_target(target=target, by=request.user)
    messages.success(request, "Target SKP Bulanan dihapus.")
    return redirect(target.skp_bulanan)


def find(request: HttpRequest, pk: int) -> TargetBulanan:
    return get_object_or_404(TargetBulanan.objects.visible_to(request.user).for_detail(), pk=pk)
