from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import url_has_allowed_host_and_scheme

from ekinerja.errors import NotAllowed, Refused


class ArrivalMiddleware(MiddlewareMixin):
    """Reads the clock once. Deadlines are judged by this instant: a slow server never makes anybody late."""

    def process_request(self, request: HttpRequest) -> None:
        request.arrived_at = timezone.now()


class SoundRequestMiddleware(MiddlewareMixin):
    """Turns away what no page can mean.

    Other methods: Django's form views take PUT for POST, and plain views answer anything. A NUL character: PostgreSQL
    has no text with one, so every search would be an error 500.
    """

    METHODS = ("GET", "HEAD", "POST", "OPTIONS")

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if request.method not in self.METHODS:
            return HttpResponseNotAllowed(self.METHODS)
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest(render_to_string("400.html"))
        return None


class PrivatePagesMiddleware(MiddlewareMixin):
    """On a shared office computer the Back button must not show the last person's pages."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class AnswerErrorsMiddleware(MiddlewareMixin):
    """Turns what a service refused into an answer. The view's transaction has been rolled back by then."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return render(request, "403.html", {"pesan": exception.message}, status=403)
        if isinstance(exception, Refused):
            messages.error(request, exception.message)
            return redirect(back_to(request))
        return None


def back_to(request: HttpRequest, default: str = "beranda") -> str:
    """The page a POST came from: the form's `next`, else the Referer, and only inside this site."""
    referer = urlsplit(request.headers.get("Referer", ""))
    candidates = [request.POST.get("next", "")]
    if referer.netloc == request.get_host():
        candidates.append(referer._replace(scheme="", netloc="").geturl())
    for url in candidates:
        if url and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None):
            return url
    return default
