"""Moving a unit: dragged, and by choosing its new parent, with the keyboard alone and without script."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from organisasi.models import UnitKerja
from tests.browser.acts import barriers, press, told
from tests.factories import PASSWORD, make_cast, make_unit

WIDTHS = pytest.mark.parametrize("width", [1280, 390])


@pytest.fixture
def org(transactional_db) -> SimpleNamespace:
    org = make_cast()
    make_unit(org.instansi, "Seksi Aplikasi", induk=org.bidang)
    return org


@pytest.fixture
def tree(live_server, page: Page, sign_in, org):
    """The tree: alone at the top, its root stands opened."""

    def tree(width: int) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        sign_in(org.admin)
        page.goto(live_server.url + "/unor/")
        expect(page.get_by_role("link", name="Dinas Kominfo", exact=True)).to_be_visible()
        return page

    return tree


def parent_of(unit: UnitKerja) -> UnitKerja | None:
    return UnitKerja.objects.get(pk=unit.pk).induk


def drag(page: Page, unit: UnitKerja, to: str) -> None:
    handle = page.locator(f"[data-unor='{unit.pk}'] > .unor-baris [data-unor-pegang]")
    handle.scroll_into_view_if_needed()
    start = handle.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 30, steps=4)
    target = page.locator(to).bounding_box()
    page.mouse.move(target["x"] + target["width"] / 2, target["y"] + target["height"] / 2, steps=6)
    page.mouse.up()


@WIDTHS
def test_a_unit_dragged_onto_another_shows_what_it_means_and_moves(tree, org, width):
    page = tree(width)
    drag(page, org.dinas_lain, f".unor-baris[data-unor-tujuan='{org.dinas.pk}']")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pindahkan Unit")
    told(page, "di bawah Dinas Kominfo")
    told(page, "0 unit di bawahnya dan 2 pegawai")
    assert parent_of(org.dinas_lain) == org.setda
    assert barriers(page) == []
    press(page, "Pindahkan")
    told(page, "Dinas Sosial kini di bawah Dinas Kominfo")
    assert parent_of(org.dinas_lain) == org.dinas
    press(page, "Urungkan")
    told(page, "diurungkan")
    assert parent_of(org.dinas_lain) == org.setda


def test_a_unit_dragged_to_the_top(tree, org):
    page = tree(1280)
    drag(page, org.dinas_lain, ".unor-puncak")
    told(page, "unit paling atas")
    press(page, "Pindahkan")
    told(page, "kini unit paling atas")
    assert parent_of(org.dinas_lain) is None


def test_a_unit_let_go_over_itself_or_nothing_stays(tree, org):
    page = tree(1280)
    drag(page, org.setda, f".unor-baris[data-unor-tujuan='{org.dinas.pk}']")
    drag(page, org.dinas, "h1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Manajemen Unor")
    expect(page.locator(".unor-bayangan")).to_have_count(0)


@WIDTHS
def test_the_new_parent_is_chosen_by_typing_with_the_keyboard_alone(tree, org, width):
    page = tree(width)
    page.locator(f"[data-unor='{org.dinas_lain.pk}'] > .unor-baris [data-unor-pegang]").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pindahkan Unit")
    page.wait_for_load_state()
    page.get_by_role("searchbox", name="Cari Unit induk yang baru").press_sequentially("bidang")
    expect(page.get_by_role("radio")).to_have_count(2)  # the top, and what fits
    choice = page.get_by_role("radio", name="Bidang Data")
    choice.press("Space")
    page.get_by_role("button", name="Lihat akibatnya").press("Enter")
    told(page, "di bawah Bidang Data")
    page.get_by_role("button", name="Pindahkan").press("Enter")
    told(page, "kini di bawah Bidang Data")
    assert parent_of(org.dinas_lain) == org.bidang


def test_the_tree_has_no_barriers_and_opens_level_by_level(tree, org):
    page = tree(1280)
    page.get_by_text("1 unit di bawahnya").click()
    expect(page.get_by_role("link", name="Bidang Data", exact=True)).to_be_visible()
    assert barriers(page) == []


def test_without_script_a_branch_is_a_page_and_a_parent_is_found_by_the_form(live_server, browser, org):
    context: BrowserContext = browser.new_context(java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    page.goto(live_server.url + "/masuk/")
    page.fill("[name=username]", org.admin.nip)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="SIGN IN").click()
    page.goto(live_server.url + "/unor/")
    page.get_by_text("1 unit di bawahnya").click()
    page.get_by_role("link", name="Buka cabang Dinas Kominfo").click()
    expect(page.get_by_role("link", name="Bidang Data", exact=True)).to_be_visible()
    page.get_by_role("link", name="Semua unit").click()
    page.get_by_role("link", name="Pindahkan Dinas Sosial").click()
    page.fill("[name=induk_cari]", "bidang")
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_role("radio", name="Bidang Data").check()
    page.fill("[name=induk_cari]", "")
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_role("button", name="Pindahkan").click()
    expect(page.get_by_role("main")).to_contain_text("kini di bawah Bidang Data")
    context.close()
    assert parent_of(org.dinas_lain) == org.bidang
