"""Every page, as the person it is made for, on a desk and on a telephone: no barrier, nothing sticking out, no English.

Which pages there are comes from the access policy, so a new address is looked at without being named here.
"""

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from tests.access.policy import POLICY
from tests.access.row import Row
from tests.access.world import build
from tests.browser.acts import barriers

# Papers and files are no pages; the searches answer with a part of one.
NOT_PAGES = {
    "pekerjaan_hasil",
    "sehat",
    *(f"dashboard:statistik_{scope}_{file}" for scope in ("nasional", "instansi", "unit") for file in ("excel", "pdf")),
    "dashboard:statistik_orang_excel",
    "dashboard:statistik_orang_csv",
    "penilaian:monitoring_kurva_ekspor",
    "skp:bawahan_ekspor",
    "skp:cetak",
    "skp:cetak_skp",
    "skp:cetak_lampiran",
    "skp:cari_atasan",
    "unor_cari",
    "unor_cabang",
    "jabatan_cari",
    "pegawai_cari",
    "instansi_cari",
    "impor_contoh",
    "impor_gagal",
    "pengaturan_lambang",
    "skp:bank_rhk",
    "penilaian:bawahan_ekspor",
    "penilaian:eviden_berkas",
    "penilaian:feedback_gambar",
    "skp:bank_indikator",
    "skp:matriks_cetak",
    "skp:matriks_ekspor",
    "kegiatan:cetak",
    "kegiatan:bukti",
    "kegiatan:cari_target",
    "penilaian:cetak_bulan",
    "penilaian:cetak_tahun",
    "penilaian:cetak_prestasi",
    "penilaian:ak_konversi",
    "penilaian:ak_akumulasi",
    "penilaian:ak_penetapan",
    "penilaian:cetak_rencana_aksi",
    "dashboard:rekap_unit_excel",
    "dashboard:rekap_unit_pdf",
    "dashboard:rekap_instansi_excel",
    "dashboard:rekap_instansi_pdf",
    "penilaian:cetak_evaluasi",
    "penilaian:cetak_dokumen_evaluasi",
}
# A staf may open these too, and finds that nobody is his to assess.
APPRAISAL = {
    "penilaian:harian",
    "penilaian:bulanan",
    "penilaian:bulanan_detail",
    "penilaian:kualitas",
    "penilaian:perilaku",
    "penilaian:tugas_tambahan",
    "penilaian:kreativitas",
}
ENGLISH = re.compile(
    r"\b(?:None|True|False|This field|Select a valid|Enter a |Ensure |Please |Not found|Forbidden|Unknown|required)\b"
)
DESK, TELEPHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
BY_WIDTH = ("target-size", "scrollable-region-focusable", "label", "link-name", "button-name")
"""Rules of axe whose answer follows from the layout: what is small, scrolls, or lost its words where room is short."""
SIGNED_IN = ("staf", "penilai", "kepala", "rekan", "admin", "super_admin")


def reader(row: Row) -> str:
    """The role a page is looked at with."""
    if row.public:
        return "anonymous"
    if row.route in APPRAISAL:
        return "penilai"
    return next(role for role in SIGNED_IN if role in row.get.allowed)


PAGES = [row for row in POLICY if row.get and row.route not in NOT_PAGES]
AT_ONCE = 15
"""Pages of one test: few enough that several workers share a role, and so many that the world is worth its making."""


def portions() -> Iterator[tuple[str, list[Row]]]:
    for role in ("anonymous", *SIGNED_IN):
        rows = [row for row in PAGES if reader(row) == role]
        for start in range(0, len(rows), AT_ONCE):
            yield role, rows[start : start + AT_ONCE]


PORTIONS = [pytest.param(role, rows, id=f"{role}-{rows[0].route}") for role, rows in portions()]


@pytest.fixture
def sign_in(page: Page, live_server, as_user: Callable, org: SimpleNamespace) -> Callable[[str], None]:
    def enter(role: str) -> None:
        name = settings.SESSION_COOKIE_NAME
        if role != "anonymous":
            session = as_user(getattr(org, role)).cookies[name].value
            page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])

    return enter


def shortcomings(page: Page) -> Iterator[str]:
    """What is wrong with the page that is open, in words for the failing test."""
    if not page.title().partition("·")[0].strip():
        yield "no title"
    if (headings := page.locator("h1").count()) != 1:
        yield f"{headings} headings of the first level"
    if words := set(ENGLISH.findall(page.inner_text("body"))):
        yield f"English: {sorted(words)}"
    yield from barriers(page)


def misfits(page: Page) -> Iterator[str]:
    if (excess := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        yield f"{page.viewport_size['width']}: {excess} px wider than the window"


@pytest.mark.parametrize(("role", "rows"), PORTIONS)
def test_every_page_is_fit_to_be_seen(
    page: Page, live_server, org: SimpleNamespace, sign_in, complaints: list[str], role: str, rows: list[Row]
) -> None:
    """Loaded once on a desk, then made as narrow as a telephone: there only what the width changes is looked at again,
    and on the first page everything, with the bars that a telephone alone has."""
    world = build(org)
    sign_in(role)
    found: dict[str, list[str]] = {}
    for row in rows:
        page.set_viewport_size(DESK)
        answer = page.goto(live_server.url + reverse(row.route, kwargs=row.kwargs(world)) + row.query)
        wrong = [] if answer and answer.ok else [f"answer {answer and answer.status}"]
        wrong += [*shortcomings(page), *misfits(page)]
        page.set_viewport_size(TELEPHONE)
        wrong += misfits(page)
        # As tall as the page: the bar at the foot stands beside what happens to be above it, and that can be scrolled.
        page.set_viewport_size({**TELEPHONE, "height": page.evaluate("document.documentElement.scrollHeight")})
        wrong += [*barriers(page, () if row is rows[0] else BY_WIDTH), *complaints]
        complaints.clear()
        if wrong:
            found[row.route] = wrong
    assert found == {}
