from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin
from pghistory.middleware import HistoryMiddleware

from organisasi.scoping import asked_once


class AuditMiddleware(HistoryMiddleware):
    """Every audited change of a request carries who made it and from where."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "ip": client_ip(request)}


def client_ip(request: HttpRequest) -> str:
    """Where a request came from. Of X-Forwarded-For only the last entry is the proxy's own word."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


class ScopeMiddleware:
    """A request that only reads asks once who leads what; one that writes asks each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with asked_once():
            return self.get_response(request)


class MustChangePasswordMiddleware(MiddlewareMixin):
    """A password issued by an admin opens one page only: the one where it is replaced."""

    ALLOWED = frozenset({"ganti_sandi", "keluar", "sehat"})

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or not user.harus_ganti_sandi:
            return None
        match = request.resolver_match
        return None if match and match.url_name in self.ALLOWED else redirect("ganti_sandi")
