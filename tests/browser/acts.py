"""What a person does on a page, by the words that stand on it."""

import io
import re
from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader


def field(page: Page, label: str) -> Locator:
    """By its label alone, whether or not a star marks it as required."""
    return page.get_by_label(re.compile(rf"^\s*{label}\s*\*?\s*$"))


def open_menu(page: Page, name: str, heading: str = "") -> None:
    """`heading`: where the page is not called as its item in the menu."""
    page.get_by_role("navigation", name="Menu").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading or name)
    # A style sheet that comes late moves a link away from under the next click.
    page.wait_for_load_state()


def press(page: Page, name: str) -> None:
    main = page.get_by_role("main")
    main.get_by_role("link", name=name, exact=True).or_(main.get_by_role("button", name=name, exact=True)).first.click()


def confirm(page: Page, name: str, answer: str) -> None:
    """A button that asks first: in a dialog, or below itself until the script has come."""
    page.get_by_role("main").locator("summary", has_text=re.compile(rf"^\s*{name}\s*$")).first.click()
    page.get_by_role("button", name=answer).locator("visible=true").last.click()


def told(page: Page, text: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(text)


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("row").filter(has_text=text).first


def read_in_bell(page: Page, text: str) -> None:
    page.get_by_role("link", name=re.compile("Pemberitahuan")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pemberitahuan")
    told(page, text)


def paper(page: Page, address: str) -> str:
    """The text of a PDF, asked for with the session of the page."""
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.body())).pages)


RULES = {
    "preload": False,  # or axe copies style sheets into <style> elements, which the content policy refuses
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


def barriers(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page that is open, once its style sheets are there; `rules`: those alone."""
    page.wait_for_load_state()
    # From its top: what has just scrolled under the bar that stays is no target there, and only for the moment.
    page.evaluate("window.scrollTo(0, 0)")
    options = {**RULES, "runOnly": {"type": "rule", "values": list(rules)}} if rules else RULES
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    violations = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
    return [f"axe {violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in violations]
