"""Statistik Kinerja in the browser: looked at otherwise without a new page, and without a word in the console."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import barriers
from tests.factories import make_cast, make_periode, make_skp, open_rekap


@pytest.fixture
def org(transactional_db) -> SimpleNamespace:
    org = make_cast()
    make_skp(org.staf, penilai=org.penilai)
    make_periode(org.instansi)
    open_rekap(2026)
    return org


@pytest.mark.parametrize("width", [1280, 390])
def test_another_period_and_other_rows_come_without_a_new_page(live_server, page: Page, sign_in, org, width):
    """The ring, the tiles and the form are exchanged; the content policy refuses nothing (`complaints`)."""
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(org.admin)
    page.goto(f"{live_server.url}/statistik/penilaian/2026/instansi/{org.instansi.pk}/")
    page.evaluate("window.sameDocument = true")
    heading = page.get_by_role("heading", name="Statistik Utama")
    page.get_by_label("Periode").select_option(label="Triwulan I 2026")
    expect(heading).to_contain_text("Triwulan I 2026")
    page.get_by_label("Tampilkan", exact=True).select_option(label="Persen")
    expect(page).to_have_url(re.compile("tampil=persen"))
    expect(page.get_by_role("img", name="Penilaian")).to_be_visible()
    assert page.evaluate("window.sameDocument")
    page.go_back()
    expect(page).not_to_have_url(re.compile("tampil=persen"))
    expect(heading).to_contain_text("Triwulan I 2026")
    assert barriers(page) == []
