"""A form sent after the session ended, or with an outdated token, comes back on a page that can send it again.

People type for half an hour, are signed out meanwhile, press Simpan, and elsewhere lose every word.
"""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# A password belongs in no page, and the old token is what was wrong.
LEFT_OUT = ("csrfmiddlewaretoken", "password", "sandi", "old_password", "new_password1", "new_password2")


class LoginKeepingFormsMiddleware(LoginRequiredMiddleware):
    """Sends a reader to the sign-in page as Django does; a writer keeps what he wrote."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        if request.method == "POST" and posted_from_here(request):
            return resubmit_page(request, status=401)
        return super().handle_no_permission(request, view_func)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if posted_from_here(request):
        return resubmit_page(request, status=403)
    return render(request, "403_csrf.html", status=403)


def posted_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent the form. Another site's words are never shown as if they were one's own."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()


def resubmit_page(request: HttpRequest, *, status: int) -> HttpResponse:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in LEFT_OUT and not name.endswith("password")
        for value in values
    ]
    if not fields:
        return render(request, "403_csrf.html", status=status)
    context = {"isian": fields, "alamat": request.get_full_path(), "ada_berkas": bool(request.FILES)}
    return render(request, "isian_tertahan.html", context, status=status)
