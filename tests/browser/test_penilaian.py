"""The verification desk by keyboard, perilaku while typing, and each appraisal page against axe at both widths."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from kegiatan.models import KegiatanHarian
from organisasi.models import Pegawai
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target

RULES = {"preload": False, "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def hari_ini() -> None:
    """The browser's clock is the real one, so the server's is too."""


@pytest.fixture
def bulan_ini(staf: Pegawai, penilai: Pegawai) -> SimpleNamespace:
    today = timezone.localdate()
    skp = make_skp(staf, penilai=penilai, tahun=today.year)
    bulanan = make_bulanan(skp, today.month)
    target = make_target(bulanan, make_rhk(skp))
    for uraian in ("Verifikasi SPJ", "Mencetak laporan keuangan", "Menata arsip"):
        make_kegiatan(staf, target=target, tanggal=today.replace(day=1), uraian=uraian)
    return SimpleNamespace(skp=skp, bulanan=bulanan, target=target, month=date(today.year, today.month, 1))


@pytest.fixture
def signed_in(page: Page, live_server: Any, as_user: Callable, penilai: Pegawai) -> Page:
    name = settings.SESSION_COOKIE_NAME
    session = as_user(penilai).cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    return page


def test_a_month_is_graded_by_keyboard_and_undone(signed_in: Page, live_server, bulan_ini, staf: Pegawai) -> None:
    page = signed_in
    page.goto(f"{live_server.url}/penilaian/harian/?pegawai={staf.pk}&bulan={bulan_ini.month:%Y-%m}")
    for key in ("j", "1", "2", "k", "j", "5"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Simpan").first.click()
    expect(page.get_by_text("3 kegiatan Staf dinilai.")).to_be_visible()
    assert list(KegiatanHarian.objects.order_by("pk").values_list("nilai", flat=True)) == [100, 90, 50]
    page.get_by_role("button", name="Urungkan").click()
    expect(page.get_by_text("Penilaian 3 kegiatan Staf dibatalkan.")).to_be_visible()


def test_a_letter_typed_into_a_note_grades_nothing(signed_in: Page, live_server, bulan_ini, staf: Pegawai) -> None:
    page = signed_in
    page.goto(f"{live_server.url}/penilaian/harian/?pegawai={staf.pk}&bulan={bulan_ini.month:%Y-%m}")
    page.get_by_label("Catatan").first.press_sequentially("Bab 1 j")
    expect(page.get_by_label("Catatan").first).to_have_value("Bab 1 j")
    expect(page.locator("input[type=radio]:checked")).to_have_count(0)


def test_the_mean_of_perilaku_is_shown_while_typing(signed_in: Page, live_server, bulan_ini) -> None:
    page = signed_in
    page.goto(f"{live_server.url}/penilaian/bulanan/{bulan_ini.bulanan.pk}/perilaku/")
    for label, nilai in zip(
        ("Orientasi Pelayanan", "Integritas", "Komitmen", "Disiplin", "Kerjasama"), ("90", "85", "80", "95", "90,5"),
        strict=True,
    ):  # fmt: skip
        page.get_by_label(label).fill(nilai)
    expect(page.locator("#rata-rata")).to_have_text("88,10")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Penilaian perilaku disimpan.")).to_be_visible()
    expect(page.locator("dl.facts").get_by_text("88,10")).to_be_visible()


def test_a_number_opens_its_explanation_beside_the_table(signed_in: Page, live_server, bulan_ini) -> None:
    page = signed_in
    page.goto(f"{live_server.url}/skp/bulanan/{bulan_ini.bulanan.pk}/realisasi/")
    page.get_by_role("link", name="3 laporan").click()
    expect(page.locator("#penjelasan")).to_contain_text("realisasi 3 / target 1 × 100")
    expect(page).to_have_url(f"{live_server.url}/skp/bulanan/{bulan_ini.bulanan.pk}/realisasi/")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_barrier_that_axe_knows_and_nothing_sticks_out(
    signed_in: Page, live_server, bulan_ini, staf: Pegawai, width: int
) -> None:
    month, target = bulan_ini.bulanan.pk, bulan_ini.target.pk
    signed_in.set_viewport_size({"width": width, "height": 900})
    for address in (
        "penilaian/harian/",
        f"penilaian/harian/?pegawai={staf.pk}",
        "penilaian/bulanan/",
        f"penilaian/bulanan/{month}/",
        f"penilaian/bulanan/{month}/perilaku/",
        f"penilaian/kualitas/{target}/",
        "penilaian/tugas-tambahan/",
        "penilaian/kreativitas/",
        f"skp/bulanan/{month}/realisasi/",
        f"skp/bulanan/target/{target}/penjelasan/",
        f"skp/tahunan/{bulan_ini.skp.pk}/capaian/",
    ):
        signed_in.goto(f"{live_server.url}/{address}")
        result = Axe().run(signed_in, options=RULES)
        assert result.violations_count == 0, f"{address}: {result.generate_report()}"
        assert signed_in.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


@pytest.mark.parametrize("width", [1280, 390])
def test_a_menu_longer_than_the_screen_shows_the_page_one_stands_on(signed_in: Page, live_server, width: int) -> None:
    page = signed_in
    page.set_viewport_size({"width": width, "height": 500})
    page.goto(f"{live_server.url}/evaluasi/monitoring-kurva/")
    if width == 390:
        page.get_by_role("button", name="Buka menu").click()
    menu = page.get_by_role("navigation", name="Menu utama")
    expect(menu.get_by_role("link", name="Monitoring Kurva")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
