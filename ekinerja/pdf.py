"""Official papers: a template of `templates/cetak/` becomes an A4 PDF.

Soft dependency: WeasyPrint needs libraries of Pango that no wheel brings. It is loaded by the first paper, and
a machine without them serves everything else.
"""

import atexit
import base64
import mimetypes
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header

STYLESHEET = "css/cetak.css"
PDF_VARIANT = "pdf/a-3a"  # archival and tagged: read aloud in order, its fonts inside
DEBIAN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")

# A browser wraps a PDF in a page of its own, with inline styles and an embed, and judges these by our policy.
VIEWER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)

# An address space of its own, so that `file:` and every real host are refused alike.
_STATIC = "https://static.invalid/"
# The one picture that is no static file, the letterhead's, which stands within the paper itself.
_EMBEDDED = "data:image/png;base64,"

# The font configuration is shared and Pango's maps are not made for threads.
_one_at_a_time = threading.Lock()


class PdfUnavailable(Exception):
    """This machine lacks the libraries that WeasyPrint loads."""


class PaperFailed(Exception):
    """A paper could not be made: the fault is in its template or stylesheet."""


class _Engine(NamedTuple):
    html: Any
    stylesheet: Any
    fonts: Any
    fetcher: Any


def paper_response(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, instansi: Any, filename: str
) -> HttpResponse:
    """The paper to be shown by the browser. Answers 503 with what to install where the libraries are missing."""
    try:
        pdf = paper(template, context, instansi=instansi, by=request.user, at=request.arrived_at)
    except PdfUnavailable:
        return render(request, "cetak/tidak_tersedia.html", {"paket": " ".join(DEBIAN_PACKAGES)}, status=503)
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=False, filename=filename),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": VIEWER_POLICY,
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def paper(template: str, context: Mapping[str, Any], *, instansi: Any, by: Any, at: datetime) -> bytes:
    """With every time in the instansi's zone; the template gets `instansi`, `pencetak` (who prints) and `dicetak_pada`
    besides its context. Raises PdfUnavailable, PaperFailed."""
    printing = {"instansi": instansi, "pencetak": by, "dicetak_pada": at}
    with timezone.override(instansi.tz):
        html = render_to_string(template, {**context, **printing})
    return render_pdf(html)


def render_pdf(html: str) -> bytes:
    """Raises PdfUnavailable without the libraries and PaperFailed when the engine gives up."""
    engine = _engine()
    from weasyprint.urls import FatalURLFetchingError

    try:
        with _one_at_a_time:
            document = engine.html(string=html, base_url=_STATIC, url_fetcher=engine.fetcher)
            return document.write_pdf(
                stylesheets=[engine.stylesheet], font_config=engine.fonts, pdf_variant=PDF_VARIANT
            )
    except FatalURLFetchingError as error:  # a BaseException: nothing above would catch it
        raise PaperFailed(str(error)) from error


def fetch_static(url: str) -> Any:
    """The only files a paper may load: the project's static ones, and a PNG that stands in the address itself.

    Raises ValueError for every other address.
    """
    from weasyprint.urls import URLFetcherResponse

    if url.startswith(_EMBEDDED):
        content = base64.b64decode(url.removeprefix(_EMBEDDED), validate=True)
        return URLFetcherResponse("", content, {"Content-Type": "image/png"})
    if not url.startswith(_STATIC):
        raise ValueError(f"A paper loads nothing but static files: {url[:200]}")
    name = unquote(urlsplit(url).path).lstrip("/")
    try:
        path = finders.find(name)
    except SuspiciousFileOperation:
        path = None
    if path is None or not Path(path).is_file():
        raise ValueError(f"No such static file: {name[:200]}")
    content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": content_type})


@cache
def _engine() -> _Engine:
    """Loading takes half a second and parsing the stylesheet a tenth of a page's time: both once per process."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise PdfUnavailable(str(error)) from error

    class StaticFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            return fetch_static(url)

    atexit.register(_engine.cache_clear)  # the fonts' folder goes while the interpreter can still remove it
    fonts, fetcher = FontConfiguration(), StaticFetcher(allowed_protocols=[])
    stylesheet = CSS(url=_STATIC + STYLESHEET, url_fetcher=fetcher, font_config=fonts)
    return _Engine(HTML, stylesheet, fonts, fetcher)
