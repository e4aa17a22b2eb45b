"""Django admin as "Administrasi E-Kinerja": one way in, one way out, and a plain refusal for everybody else."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class AdministrasiConfig(AdminConfig):
    default_site = "organisasi.administrasi.AdministrasiSite"


class AdministrasiSite(AdminSite):
    site_header = "Administrasi E-Kinerja"
    site_title = "Administrasi E-Kinerja"
    index_title = "Data induk dan pengaturan"
    # The index is short, and the lists need the width.
    enable_nav_sidebar = False
    empty_value_display = "–"

    def has_permission(self, request: HttpRequest) -> bool:
        """Raises NotAllowed for a signed-in person: sending him to a sign-in page would be a riddle."""
        from organisasi.rules.orang import may_administer

        if not request.user.is_authenticated:
            return False
        may_administer(request.user).require()
        return True

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from django.contrib.auth.views import redirect_to_login

        wanted = request.GET.get("next") or reverse("admin:index")
        return redirect("admin:index") if request.user.is_authenticated else redirect_to_login(wanted)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from organisasi.views.akun import Keluar

        return Keluar.as_view()(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("ganti_sandi")
