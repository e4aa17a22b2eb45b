"""Tests in a real Chromium. Each fails on what a person would only see in the browser's console."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from organisasi.models import Pegawai
from tests.browser.acts import field
from tests.factories import PASSWORD

# Playwright's synchronous API keeps an event loop in the test's thread, and Django takes that for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
# A machine that runs two of these at once is slow, not wrong.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No calls home, and no sandbox: root, as in a container, cannot have one.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`content policy: ${event.violatedDirective} refused ${event.blockedURI} in ${event.sourceFile}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        pytest.skip("no Chromium on this machine, so no browser tests (Debian: apt-get install chromium)")
    return {**browser_type_launch_args, "executable_path": executable, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    context.set_default_timeout(PATIENCE)
    context.add_init_script(REPORT_VIOLATIONS)
    return context


@pytest.fixture(autouse=True)
def complaints(context: BrowserContext) -> Iterator[list[str]]:
    """What the browser complained about so far, on every page of the test; must be empty at its end.

    A test that provokes a complaint on purpose (an answer of 403, say) clears the list.
    """
    found: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(f"console: {message.text} ({message.location.get('url')})")

    context.on("console", on_console)
    context.on("weberror", lambda error: found.append(f"page error: {error.error}"))
    yield found
    assert found == []


@pytest.fixture(autouse=True)
def no_kept_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who keeps his socket keeps the server's thread, and with it a session that no test database survives."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


@pytest.fixture(autouse=True)
def kept_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser keeps styles and scripts from page to page: asking for all sixty again took half of a page's time."""
    serve = StaticFilesHandler.serve

    def serve_to_be_kept(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        response = serve(handler, request)
        response.headers["Cache-Control"] = f"max-age={10 * 365 * 86_400}"
        return response

    monkeypatch.setattr(StaticFilesHandler, "serve", serve_to_be_kept)


@pytest.fixture
def phone(page: Page) -> Page:
    """The same page, as wide as a small telephone."""
    page.set_viewport_size({"width": 390, "height": 844})
    return page


@pytest.fixture
def sign_in(live_server, page: Page, context: BrowserContext) -> Callable[[Pegawai], None]:
    """At the sign-in page, as somebody new at the desk: what the one before was shown is gone."""

    def enter(pegawai: Pegawai) -> None:
        context.clear_cookies()
        page.goto(live_server.url + "/masuk/")
        field(page, "NIP").fill(pegawai.nip_tampil)
        field(page, "Sandi").fill(PASSWORD)
        page.get_by_role("button", name="SIGN IN").click()
        expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()

    return enter
