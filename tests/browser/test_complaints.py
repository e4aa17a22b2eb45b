"""What the browser complains about fails a test: proved here on purpose-made complaints."""

import pytest
from playwright.sync_api import Page, Route

ADDRESS = "http://uji.test/"
COMPLAINTS = {
    "console: said": "console.error('said')",
    "page error: thrown": "setTimeout(() => { throw new Error('thrown') })",
    "console: content policy: style-src": "document.body.setAttribute('style', 'color: red')",
}


def answer(route: Route) -> None:
    headers = {"Content-Security-Policy": "default-src 'self'; style-src 'self'"}
    route.fulfill(body="<!doctype html><title>Uji</title>", content_type="text/html", headers=headers)


@pytest.mark.parametrize(("complaint", "script"), COMPLAINTS.items())
def test_is_noticed(page: Page, complaints: list[str], complaint: str, script: str) -> None:
    page.route(f"{ADDRESS}**", answer)
    page.goto(ADDRESS)
    assert complaints == []
    kind = "weberror" if complaint.startswith("page error") else "console"
    with page.context.expect_event(kind, lambda _: any(found.startswith(complaint) for found in complaints)):
        page.evaluate(script)
    complaints.clear()
