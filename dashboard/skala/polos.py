"""The trivial page, by whose time all others are told: session, user, a template with a menu of five. Two queries."""

from collections.abc import Callable

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

ADDRESS = "/polos/"
MENU = ("Beranda", "SKP", "Kegiatan", "Evaluasi", "Cetak")
MIDDLEWARE = (
    "dashboard.skala.polos.own_addresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
)
_TEMPLATE = Engine().from_string(
    "<!doctype html><title>{{ user }}</title>{% for item in menu %}<a href='/{{ item }}'>{{ item }}</a>{% endfor %}"
)


def polos(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_TEMPLATE.render(Context({"user": request.user, "menu": MENU})))


urlpatterns = [path(ADDRESS.strip("/") + "/", polos)]


def own_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """To change ROOT_URLCONF for a page would make the next page read all addresses of the application anew."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def application(trivial: bool) -> object:
    """For a web server: the whole application as in production, or with nothing but the trivial page."""
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    if trivial:
        settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, MIDDLEWARE
    return get_wsgi_application()
