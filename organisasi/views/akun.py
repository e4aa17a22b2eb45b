from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django_filters.views import FilterView

from ekinerja.views import PagedListMixin
from organisasi.auth import remember_browser
from organisasi.filters.pemberitahuan import PemberitahuanFilter
from organisasi.forms.akun import GantiSandiForm, LupaSandiForm, MasukForm, SandiBaruForm
from organisasi.hierarchy import assessor_of
from organisasi.models import Pemberitahuan, PenugasanKepala, UnitKerja
from organisasi.pemberitahuan import mark_all_read, mark_read, within_application
from organisasi.scoping import local_today


class Masuk(auth.LoginView):
    template_name = "organisasi/masuk.html"
    form_class = MasukForm
    redirect_authenticated_user = True

    def form_valid(self, form: MasukForm) -> HttpResponse:
        response = super().form_valid(form)
        remember_browser(response, form.get_user().nip)
        return response


# Without the session that it ends, leaving is still leaving: no detour over the sign-in page.
@method_decorator(login_not_required, name="dispatch")
class Keluar(auth.LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class GantiSandi(auth.PasswordChangeView):
    template_name = "organisasi/ganti_sandi.html"
    form_class = GantiSandiForm
    success_url = reverse_lazy("beranda")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: GantiSandiForm) -> HttpResponse:
        messages.success(self.request, "Sandi sudah diganti. Sesi Anda di perangkat lain sudah diakhiri.")
        return super().form_valid(form)


class LupaSandi(auth.PasswordResetView):
    template_name = "organisasi/lupa_sandi.html"
    form_class = LupaSandiForm
    success_url = reverse_lazy("lupa_sandi_terkirim")
    email_template_name = "organisasi/surel_lupa_sandi.txt"
    subject_template_name = "organisasi/surel_lupa_sandi_judul.txt"


class LupaSandiTerkirim(auth.PasswordResetDoneView):
    template_name = "organisasi/lupa_sandi_terkirim.html"


class LupaSandiBaru(auth.PasswordResetConfirmView):
    template_name = "organisasi/lupa_sandi_baru.html"
    form_class = SandiBaruForm
    success_url = reverse_lazy("lupa_sandi_selesai")


class LupaSandiSelesai(auth.PasswordResetCompleteView):
    template_name = "organisasi/lupa_sandi_selesai.html"


class Profil(TemplateView):
    """One's own card as the organisation data has it, and by whom it is corrected."""

    template_name = "organisasi/profil.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, local_today(self.request.user)
        units = UnitKerja.objects.filter(pk__in=user.unit.jalur if user.unit else [])
        return super().get_context_data(
            **kwargs,
            penilai=assessor_of(user, on=today),
            jalur_unit=sorted(units, key=lambda unit: len(unit.jalur)),
            unit_dikepalai=UnitKerja.objects.filter(kepala=user).first(),
            penugasan=PenugasanKepala.objects.filter(pegawai=user, selesai__gte=today).select_related("unit"),
        )


class PemberitahuanList(PagedListMixin, FilterView):
    """What happened to one's documents, newest first."""

    filterset_class = PemberitahuanFilter
    strict = False
    template_name = "organisasi/pemberitahuan.html"

    def get_queryset(self) -> Any:
        return Pemberitahuan.objects.visible_to(self.request.user)


@require_POST
def pemberitahuan_buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks one as read and goes where it leads; that page asks for its own rights."""
    pemberitahuan = get_object_or_404(Pemberitahuan.objects.visible_to(request.user), pk=pk)
    mark_read(pemberitahuan, at=request.arrived_at)
    return redirect(pemberitahuan.tautan if within_application(pemberitahuan.tautan) else "pemberitahuan")


@require_POST
def pemberitahuan_baca_semua(request: HttpRequest) -> HttpResponse:
    jumlah = mark_all_read(by=request.user, at=request.arrived_at)
    messages.success(
        request,
        f"{jumlah} pemberitahuan ditandai sudah dibaca." if jumlah else "Tidak ada pemberitahuan yang belum dibaca.",
    )
    return redirect("pemberitahuan")
