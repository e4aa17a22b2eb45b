"""Which instansi a page of settings is about: one's own, or the one a super admin chooses in its address."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from ekinerja.forms import read_number
from organisasi.models import Instansi
from penilaian.querysets.instansi import selectable
from penilaian.rules.periode import may_manage


def chosen_instansi(request: HttpRequest) -> Instansi:
    rows = selectable(request.user)
    asked = read_number(request.GET.get("instansi", ""))
    found = None if asked is None else rows.filter(pk=asked).first()
    found = found or request.user.instansi or rows.first()
    if found is None:
        raise Http404("Belum ada instansi.")
    return found


def choosable(request: HttpRequest) -> list[Instansi]:
    """Those a super admin chooses among; nobody else chooses."""
    return list(selectable(request.user))


def chosen_number(text: str, among: list[int], default: int) -> int:
    """A number out of an address bar, if it is one of those."""
    return next((number for number in among if str(number) == text), default)


def address(name: str, *args: Any, **query: Any) -> str:
    return reverse(f"penilaian:{name}", args=args) + (f"?{urlencode(query)}" if query else "")


class SettingsMixin:
    """A page of the admin instansi; `instansi` is the one it is about."""

    instansi: Instansi

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may_manage(request.user).require()
        self.instansi = chosen_instansi(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "instansi": self.instansi}  # type: ignore[misc]
