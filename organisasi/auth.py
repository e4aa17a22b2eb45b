from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organisasi.models import Pegawai
from organisasi.nip import normalize_nip


class NipBackend(ModelBackend):
    """Sign-in by NIP, spaces tolerated. Loads with the user what the header of every page shows."""

    def get_user(self, user_id: Any) -> Pegawai | None:
        pegawai = Pegawai.objects.for_header().filter(pk=user_id).first()
        return pegawai if pegawai and self.user_can_authenticate(pegawai) else None


def axes_username(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """One name for one account, however its digits were spaced: else each spelling would have its own five tries."""
    source = credentials or (request.POST if request else {})
    return normalize_nip(str(source.get("username") or ""))[:18]


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    return render(request, "organisasi/terkunci.html", status=429)
