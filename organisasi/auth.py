"""Sign-in by NIP, and how guessing is slowed, here and where the present password is asked before a new one.

Three limits, all kept in the database by django-axes:
- five wrong tries for one account from one address, then a quarter of an hour of rest for that pair;
- twenty wrong tries an hour for one account from all addresses together, so that spraying gains nothing;
- one try at a time for an account, so that fifty at once do not all pass the count before it moves.

A browser on which the account has signed in before is spared the second limit: a stranger cannot lock the owner out.
"""

from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db import connection
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from organisasi.models import Pegawai
from organisasi.nip import normalize_nip

FAILURES_PER_HOUR = 20
WINDOW = timedelta(hours=1)
KNOWN_BROWSER_COOKIE = "perangkat"
KNOWN_BROWSER_AGE = timedelta(days=180)
SIGN_IN_LOCK = 7202602


class NipBackend(ModelBackend):
    """Sign-in by NIP, spaces tolerated. Loads with the user what the header of every page shows."""

    def get_user(self, user_id: Any) -> Pegawai | None:
        pegawai = Pegawai.objects.for_header().filter(pk=user_id).first()
        return pegawai if pegawai and self.user_can_authenticate(pegawai) else None


class SignInGuard(AxesDatabaseHandler):
    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        nip = axes_username(request, credentials)
        return not _turn_of(nip) or super().is_locked(request, credentials) or _sprayed(request, nip)


def axes_username(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """One name for one account, however its digits were spaced: else each spelling would have its own five tries."""
    source = credentials or (request.POST if request else {})
    return normalize_nip(str(source.get("username") or ""))[:18]


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None, *args: Any
) -> HttpResponse:
    """The page after too many tries: 429 and when to come back, the same for accounts that exist and that do not."""
    remaining = retry_at(request, axes_username(request, credentials)) - timezone.now()
    seconds = max(int(remaining.total_seconds()), 1)
    page = render(request, "organisasi/terkunci.html", {"menit": -(-seconds // 60)}, status=429)
    page.headers["Retry-After"] = str(seconds)
    return page


def retry_at(request: HttpRequest, nip: str) -> datetime:
    """The instant from which a try is looked at again; now, when only another try was being checked."""
    limits = [timezone.now()]
    pair = AccessAttempt.objects.filter(username=nip, ip_address=request.axes_ip_address)
    if last := pair.aggregate(last=Max("attempt_time"))["last"]:
        limits.append(last + get_cool_off(request))
    failures = _recent_failures(nip).order_by("-attempt_time").values_list("attempt_time", flat=True)
    if not knows_browser(request, nip) and (oldest := failures[FAILURES_PER_HOUR - 1 : FAILURES_PER_HOUR].first()):
        limits.append(oldest + WINDOW)
    return max(limits)


def remember_browser(response: HttpResponse, nip: str) -> None:
    """After a successful sign-in. The mark proves nothing but that; it opens no page and names nobody."""
    response.set_signed_cookie(
        KNOWN_BROWSER_COOKIE,
        _browser_mark(nip),
        salt=KNOWN_BROWSER_COOKIE,
        max_age=KNOWN_BROWSER_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def knows_browser(request: HttpRequest, nip: str) -> bool:
    mark = request.get_signed_cookie(
        KNOWN_BROWSER_COOKIE, default="", salt=KNOWN_BROWSER_COOKIE, max_age=KNOWN_BROWSER_AGE
    )
    return constant_time_compare(mark, _browser_mark(nip))


def forget_failures(nip: str) -> None:
    """For an account whose password has just been replaced: what was guessed at is gone."""
    AccessAttempt.objects.filter(username=nip).delete()
    AccessFailureLog.objects.filter(username=nip).delete()


def _browser_mark(nip: str) -> str:
    return salted_hmac(KNOWN_BROWSER_COOKIE, nip, algorithm="sha256").hexdigest()


def _turn_of(nip: str) -> bool:
    """Whether no other try for this account is being checked. Held until the request's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [SIGN_IN_LOCK, nip])
        return bool(cursor.fetchone()[0])


def _sprayed(request: HttpRequest, nip: str) -> bool:
    return _recent_failures(nip).count() >= FAILURES_PER_HOUR and not knows_browser(request, nip)


def _recent_failures(nip: str) -> Any:
    return AccessFailureLog.objects.filter(username=nip, attempt_time__gt=timezone.now() - WINDOW)
