"""The daily work of both sides in a browser that runs no script."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from kegiatan.models import JenisKegiatan, KegiatanHarian
from organisasi.models import Pegawai
from tests.factories import make_kegiatan


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "java_script_enabled": False}


@pytest.fixture
def sign_in(page: Page, live_server: Any, as_user: Callable) -> Callable[[Pegawai], None]:
    def enter(pegawai: Pegawai) -> None:
        name = settings.SESSION_COOKIE_NAME
        session = as_user(pegawai).cookies[name].value
        page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])

    return enter


def test_an_activity_is_added_and_deleted(page: Page, live_server: Any, sign_in: Callable, staf: Pegawai) -> None:
    sign_in(staf)
    page.goto(f"{live_server.url}/kegiatan-harian/tambah/")
    page.get_by_label("Tgl. Kegiatan Harian").fill("2026-03-10")
    page.get_by_label("Mulai").fill("07:30")
    page.get_by_label("Selesai").fill("08:30")
    page.get_by_role("textbox", name="Kegiatan Harian", exact=False).last.fill("Mengikuti apel pagi")
    page.get_by_label("TIDAK", exact=True).check()
    page.get_by_label("Produktivitas", exact=True).check()
    page.get_by_role("button", name="Simpan", exact=True).click()
    kegiatan = KegiatanHarian.objects.get()
    assert (kegiatan.tanggal, kegiatan.jenis) == (date(2026, 3, 10), JenisKegiatan.PRODUKTIVITAS)

    page.goto(live_server.url + kegiatan.get_absolute_url())
    answer = page.get_by_role("button", name="Ya, hapus")
    expect(answer).to_be_hidden()
    page.locator("summary", has_text="Hapus").click()
    answer.click()
    expect(page.get_by_role("heading", level=1, name="Kegiatan Harian")).to_be_visible()
    assert not KegiatanHarian.objects.exists()


def test_an_activity_is_graded(
    page: Page, live_server: Any, sign_in: Callable, staf: Pegawai, penilai: Pegawai
) -> None:
    kegiatan = make_kegiatan(staf, penilai=penilai)
    sign_in(penilai)
    page.goto(f"{live_server.url}/penilaian/harian/")
    page.get_by_role("link", name=f"Nilai kegiatan {staf.nama}").click()
    row = page.get_by_role("article", name=kegiatan.uraian)
    row.get_by_label("Baik 90", exact=True).check()
    row.get_by_label("Catatan").fill("Tepat waktu")
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    expect(page.get_by_role("article", name=kegiatan.uraian).get_by_text("Catatan: Tepat waktu")).to_be_visible()
    kegiatan.refresh_from_db()
    assert (kegiatan.nilai, kegiatan.catatan) == (90, "Tepat waktu")
