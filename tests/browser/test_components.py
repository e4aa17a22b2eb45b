"""The components of the gallery in a real browser: reachable for everybody, usable without script, quicker with it."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import include, path
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from ekinerja.gallery import gallery

urlpatterns = [path("galeri/", gallery, name="galeri"), path("", include("ekinerja.urls"))]
pytestmark = pytest.mark.urls(__name__)

# Without preload=False axe copies imported style sheets into <style> elements, which the content policy refuses.
RULES = {
    "preload": False,
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}


@pytest.fixture
def galeri(page: Page, live_server) -> Page:
    page.goto(f"{live_server.url}/galeri/")
    return page


@pytest.fixture
def without_script(browser: Browser, live_server) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/galeri/")
    yield page
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_gallery_has_no_barrier_that_axe_knows(galeri, width):
    galeri.set_viewport_size({"width": width, "height": 900})
    result = Axe().run(galeri, options=RULES)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("width", [1280, 768, 390, 360])
def test_nothing_sticks_out_sideways(galeri, width):
    galeri.set_viewport_size({"width": width, "height": 800})
    assert galeri.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_menu_of_a_phone_opens_and_closes_without_script(without_script):
    page = without_script
    page.set_viewport_size({"width": 390, "height": 844})
    item = page.get_by_role("link", name="SKP Tahunan")
    expect(item).to_be_hidden()
    page.get_by_role("button", name="Buka menu").click()
    expect(item).to_be_visible()
    page.get_by_role("button", name="Tutup menu").click()
    expect(item).to_be_hidden()


def test_a_question_opens_as_a_dialog_and_gives_the_focus_back(galeri):
    button = galeri.locator("summary", has_text="Kembalikan")
    button.click()
    dialog = galeri.get_by_role("dialog", name="Kembalikan kepada pegawai?")
    expect(dialog).to_be_visible()
    galeri.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    dialog.get_by_role("button", name="Batal").click()
    expect(dialog).to_be_hidden()


def test_a_question_can_be_answered_without_script(without_script):
    page = without_script
    page.locator("summary", has_text="Kembalikan").click()
    expect(page.get_by_label("Alasan")).to_be_visible()
    expect(page.locator("form.confirm-panel").get_by_role("button", name="Kembalikan")).to_be_visible()


def test_leaving_with_typed_text_asks_first(galeri):
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    galeri.on("dialog", stay)
    galeri.get_by_label("Kegiatan Harian*", exact=True).press_sequentially("Menyusun laporan")
    galeri.evaluate("location.assign('/panduan/')")
    expect(galeri).to_have_url(re.compile("/galeri/$"))
    assert asked == ["beforeunload"]


def test_the_average_follows_the_typing_and_waits_for_a_number(galeri):
    first = galeri.locator("[data-total-part]").first
    average = galeri.locator("#rata-rata")
    expect(average).to_have_text("80,00")
    first.fill("90,5")
    expect(average).to_have_text("83,50")
    first.fill("90.5.x")
    expect(average).to_have_text("–")


def test_searching_a_choice_hides_the_others_but_never_what_is_chosen(galeri):
    options = galeri.locator(".search-choice-options label:visible")
    galeri.get_by_label("Cari SKP Tahunan Atasan").fill("laporan KEUANGAN")
    expect(options).to_have_count(2)
    options.filter(has_text="laporan keuangan").click()
    galeri.get_by_label("Cari SKP Tahunan Atasan").fill("keuangan")
    expect(options).to_have_text(["Tersusunnya laporan keuangan dinas"])


def test_a_list_changes_in_place_and_its_address_with_it(galeri):
    galeri.evaluate("window.untouched = true")
    galeri.get_by_label("Tampilkan").select_option("25")
    expect(galeri).to_have_url(re.compile(r"entri=25"))
    galeri.get_by_role("link", name="Berikutnya").click()
    expect(galeri).to_have_url(re.compile(r"entri=25.*page=4"))
    expect(galeri.get_by_text("Menampilkan 31 sampai 40 dari 125 entri")).to_be_visible()
    assert galeri.evaluate("window.untouched")


def test_going_back_asks_the_server_again_and_leaves_no_page_in_the_browser(galeri):
    galeri.get_by_role("link", name="Berikutnya").click()
    expect(galeri.get_by_text("Menampilkan 31 sampai 40")).to_be_visible()
    galeri.go_back()
    expect(galeri.get_by_text("Menampilkan 21 sampai 30")).to_be_visible()
    stored = galeri.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Menampilkan" not in stored


def test_a_choice_made_before_the_script_came_is_sent_when_it_comes(page, live_server):
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/auto_submit*.js", hold, times=1)
    page.goto(f"{live_server.url}/galeri/", wait_until="commit")
    choice = page.locator("form[data-auto-submit] select").first
    choice.select_option(index=1)
    chosen = choice.input_value()
    name = choice.get_attribute("name")
    page.wait_for_timeout(100)
    assert len(waiting) == 1
    waiting[0].continue_()
    page.wait_for_url(re.compile(rf"[?&]{name}={chosen}\b"))
