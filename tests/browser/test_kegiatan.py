"""An activity written down on a telephone, as most are."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from kegiatan.models import KegiatanHarian
from organisasi.models import Pegawai
from skp.models import TargetBulanan
from tests.factories import make_bulanan, make_rhk, make_skp, make_target
from tests.kegiatan.samples import photo_with_place

TAMBAH = "/kegiatan-harian/tambah/"
RULES = {"preload": False, "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def hari_ini() -> None:
    """The browser's clock is the real one, so the server's is too."""


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def target(staf: Pegawai, penilai: Pegawai, today: date) -> TargetBulanan:
    skp = make_skp(staf, penilai=penilai, tahun=today.year)
    rhk = make_rhk(skp)
    earlier = (today.replace(day=1) - timedelta(days=1)).month
    if earlier != 12:
        make_target(make_bulanan(skp, earlier), rhk, uraian="Laporan bulan lalu")
    return make_target(make_bulanan(skp, today.month), rhk, uraian="Laporan bulan ini")


@pytest.fixture
def signed_in(phone: Page, live_server: Any, as_user: Callable, staf: Pegawai) -> Page:
    name = settings.SESSION_COOKIE_NAME
    session = as_user(staf).cookies[name].value
    phone.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    return phone


@pytest.mark.parametrize("address", ["/kegiatan-harian/", TAMBAH, "/tugas-tambahan/", "/tugas-tambahan/tambah/"])
def test_no_barrier_that_axe_knows_and_nothing_sticks_out(signed_in: Page, live_server, target, address: str) -> None:
    signed_in.goto(f"{live_server.url}{address}")
    result = Axe().run(signed_in, options=RULES)
    assert result.violations_count == 0, result.generate_report()
    assert signed_in.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_an_activity_with_a_photo(signed_in: Page, live_server, target: TargetBulanan, today: date) -> None:
    page = signed_in
    page.goto(f"{live_server.url}{TAMBAH}")
    page.get_by_label("Selesai").fill("09:00")
    page.get_by_label("Kegiatan Harian", exact=False).nth(1).fill("Mencetak laporan keuangan")
    page.get_by_label("TIDAK", exact=True).check()
    page.get_by_label("Cari SKP Bulanan").fill("bulan ini")
    expect(page.get_by_text("Laporan bulan lalu")).to_have_count(0)
    page.get_by_text("Laporan bulan ini").click()
    page.get_by_label("Upload File").set_input_files(
        {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()}
    )
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("dicatat.")).to_be_visible()
    kegiatan = KegiatanHarian.objects.get()
    assert (kegiatan.target, kegiatan.bukti.get().nama) == (target, "foto.jpg")


def test_the_targets_follow_the_date(signed_in: Page, live_server, target: TargetBulanan, today: date) -> None:
    page = signed_in
    page.goto(f"{live_server.url}{TAMBAH}")
    expect(page.get_by_text("Laporan bulan ini")).to_be_visible()
    page.get_by_label("Tgl. Kegiatan Harian").fill((today.replace(day=1) - timedelta(days=1)).isoformat())
    expect(page.get_by_text("Laporan bulan ini")).to_have_count(0)
