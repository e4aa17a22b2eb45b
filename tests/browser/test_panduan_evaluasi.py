"""The guide of BKN, chapter 6, in a browser: one quarter from the rencana aksi to the decision on an objection."""

import io
import re
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfWriter

from kegiatan.models import Bukti, JenisBukti
from organisasi.models import JenisPeriode, Pegawai, PeriodeEvaluasi
from penilaian.models import Evaluasi, SebagaiPenilai
from penilaian.scoring.permenpanrb_6_2022 import Predikat, Rating
from penilaian.workflow import StatusEvaluasi
from tests.browser.acts import barriers, confirm, field, open_menu, paper, press, read_in_bell, row, told
from tests.factories import (
    make_bulanan,
    make_kegiatan,
    make_periode,
    make_rated,
    make_rhk,
    make_skp,
    make_target,
)

RHK = "Membuat laporan keuangan"
DRIVE = "https://drive.google.com/file/d/laporan-maret"
SignIn = Callable[[Pegawai], None]


@pytest.fixture
def city(org: SimpleNamespace) -> SimpleNamespace:
    """March 2026: everybody has an approved SKP, the staf a measured month with a bukti.

    In the period Januari the penilai has missed his limit.
    """
    org.periode = make_periode(org.instansi)
    org.januari = PeriodeEvaluasi.objects.create(
        instansi=org.instansi, tahun=2026, nama="Januari", jenis=JenisPeriode.BULANAN, mulai=date(2026, 1, 1),
        selesai=date(2026, 1, 31), batas_pengisian=date(2026, 2, 5), batas_penilaian=date(2026, 2, 28),
    )  # fmt: skip
    make_skp(org.penilai, penilai=org.kepala)
    for pegawai in (org.rekan, org.jf):
        make_rhk(make_skp(pegawai, penilai=org.penilai))
    org.skp = make_skp(org.staf, penilai=org.penilai)
    target = make_target(make_bulanan(org.skp), make_rhk(org.skp, RHK), uraian="Laporan keuangan Maret")
    bukti = Bukti.objects.create(
        pemilik=org.staf, jenis=JenisBukti.TAUTAN, nama="Laporan Februari", tautan="https://example.test/laporan"
    )
    make_kegiatan(org.staf, target=target).bukti.add(bukti)
    return org


def test_a_quarter_from_rencana_aksi_to_decision(
    page: Page, city: SimpleNamespace, sign_in: SignIn, live_server
) -> None:
    sign_in(city.kepala)
    the_kepala_sets_the_capaian(page)
    sign_in(city.staf)
    plan(page, city)
    fill_in(page, city)
    a_colleague_is_asked(page, city)
    sign_in(city.rekan)
    a_colleague_speaks(page, city)
    sign_in(city.penilai)
    the_penilai_rates(page, city)
    sign_in(city.staf)
    the_staf_objects(page, city)
    sign_in(city.penilai)
    the_penilai_explains(page)
    sign_in(city.kepala)
    the_kepala_decides(page)
    sign_in(city.staf)
    read_in_bell(page, "keberatan")
    open_sheet(page, city)
    told(page, "Keberatan ditolak, hasil evaluasi tetap")
    the_papers_are_printed(page, city, live_server.url)


def the_kepala_sets_the_capaian(page: Page) -> None:
    """Of the bidang: the head's own rating follows it, and the red curve."""
    open_menu(page, "Capaian Organisasi")
    choose_period(page, "Triwulan I 2026")
    row(page, "Bidang Data").get_by_role("link", name="Tetapkan").click()
    field(page, "Baik").check()
    field(page, "Dasar Penetapan").fill("Perjanjian kinerja triwulan I")
    press(page, "Simpan")
    expect(row(page, "Bidang Data")).to_contain_text("Baik")


def choose_period(page: Page, name: str) -> None:
    """Once the script is there that sends a changed choice."""
    page.wait_for_load_state()
    if field(page, "Periode").locator("option:checked").inner_text() != name:
        field(page, "Periode").select_option(label=name)
        page.wait_for_url(re.compile(r"periode=\d"))
    expect(field(page, "Periode").locator("option:checked")).to_have_text(name)


def open_sheet(page: Page, city: SimpleNamespace, link: str = "Pengisian Eviden dan Lihat Hasil") -> None:
    open_menu(page, "Penilaian SKP")
    page.locator(f"#periode-{city.periode.pk}").get_by_role("link", name=link, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(link)


def plan(page: Page, city: SimpleNamespace) -> None:
    open_sheet(page, city, "Rencana Aksi")
    add_to_plan(page, "Mengumpulkan dokumen")
    page.get_by_role("link", name="Edit", exact=True).click()
    field(page, "Rencana Aksi").fill("Mengumpulkan dokumen sumber")
    press(page, "Simpan")
    told(page, "Mengumpulkan dokumen sumber")
    add_to_plan(page, "Salah ketik")
    wrong = page.locator(".rencana-list li").filter(has_text="Salah ketik")
    wrong.locator("summary").click()
    page.get_by_role("button", name="Ya, hapus").locator("visible=true").last.click()
    told(page, "Rencana aksi dihapus.")
    expect(page.locator(".rencana-list")).not_to_contain_text("Salah ketik")
    press(page, "Ambil dari SKP Bulanan")
    page.get_by_label(re.compile("Laporan keuangan Maret")).check()
    press(page, "Ambil")
    told(page, "1 rencana aksi diambil.")
    expect(page.locator(".rencana-list li")).to_have_count(2)
    assert barriers(page) == []


def add_to_plan(page: Page, uraian: str) -> None:
    press(page, "Tambah")
    field(page, "Rencana Aksi").fill(uraian)
    press(page, "Simpan")
    expect(page.locator(".rencana-list")).to_contain_text(uraian)


def fill_in(page: Page, city: SimpleNamespace) -> None:
    open_sheet(page, city)
    press(page, "Tambah eviden")
    name_eviden(page, "Laporan Maret", "Jumlah laporan")
    field(page, "Tautan").fill("javascript:alert(1)")
    press(page, "Simpan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pengisian Eviden")
    expect(field(page, "Nama Eviden")).to_have_value("Laporan Maret")
    expect(field(page, "Tautan")).to_have_value("javascript:alert(1)")
    expect(page.get_by_label(re.compile("^Jumlah laporan"))).to_be_checked()
    field(page, "Tautan").fill(DRIVE)
    press(page, "Simpan")
    expect(page.get_by_role("link", name=re.compile("Laporan Maret")).first).to_have_attribute("href", DRIVE)
    press(page, "Tambah eviden")
    name_eviden(page, "Naskah laporan", "Kualitas hasil kerja")
    field(page, "Berkas").set_input_files({"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": a_pdf()})
    press(page, "Simpan")
    expect(page.locator("#eviden")).to_contain_text("Naskah laporan")
    press(page, "Tambah eviden")
    press(page, "Ambil dari bukti kegiatan harian")
    row(page, "Laporan Februari").get_by_role("link", name=re.compile("^Pilih")).click()
    told(page, "Dari kegiatan harian")
    page.get_by_label(re.compile("^Jumlah laporan")).check()
    press(page, "Simpan")
    expect(page.locator("#eviden tbody tr")).to_have_count(3)
    reach(page)
    assert barriers(page) == []


def a_pdf() -> bytes:
    file = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(file)
    return file.getvalue()


def name_eviden(page: Page, name: str, indikator: str) -> None:
    field(page, "Nama Eviden").fill(name)
    page.get_by_label(re.compile(f"^{indikator}")).check()


def reach(page: Page) -> None:
    """The measured month offers what was reached; it is his to change."""
    press(page, "Edit realisasi")
    offered = page.locator("#id_realisasi-KUANTITAS")
    expect(offered).to_have_value(re.compile("1 laporan dari target 1"))
    offered.fill("1 laporan, diterima tanpa perbaikan")
    press(page, "Simpan")
    told(page, "1 laporan, diterima tanpa perbaikan")


def a_colleague_is_asked(page: Page, city: SimpleNamespace) -> None:
    press(page, "Minta umpan balik")
    page.get_by_role("checkbox", name=re.compile("^Rekan")).check()
    press(page, "Kirim permintaan")
    told(page, "dikirim kepada 1 pegawai")


def a_colleague_speaks(page: Page, city: SimpleNamespace) -> None:
    """By NIP, as the guide has it, which leads to what he was asked for."""
    read_in_bell(page, "umpan balik")
    open_menu(page, "Feedback Perilaku Rekan Kerja")
    press(page, "Beri feedback")
    field(page, "NIP rekan kerja").fill(city.staf.nip_tampil)
    press(page, "Cari Pegawai")
    page.get_by_label(re.compile("^Triwulan I 2026")).check()
    press(page, "Isi feedback")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pengisian Feedback")
    page.locator("#id_kolaboratif").fill("Selalu membantu rekan menyelesaikan laporan.")
    press(page, "Simpan")
    open_menu(page, "Feedback Perilaku Rekan Kerja")
    expect(row(page, "Staf")).to_contain_text("Ubah")


def open_feedback(page: Page, name: str, periode: str = "Triwulan I 2026") -> None:
    open_menu(page, "Penilaian Bawahan")
    choose_period(page, periode)
    row(page, name).get_by_role("link", name=re.compile("^(Nilai|Lihat)$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Feedback Atasan")


def the_penilai_rates(page: Page, city: SimpleNamespace) -> None:
    open_feedback(page, "Staf")
    told(page, "1 laporan, diterima tanpa perbaikan")
    told(page, "Selalu membantu rekan")
    press(page, "Tambah feedback")
    field(page, "Feedback").fill("Pertahankan ketepatan waktunya.")
    press(page, "Simpan")
    told(page, "Pertahankan ketepatan waktunya.")
    choose(page, "Hasil Kerja", Rating.DI_BAWAH)
    rating(page, "Hasil Kerja").get_by_role("button", name="OK", exact=True).click()
    told(page, "Predikat ada setelah perilaku kerja juga dinilai.")
    choose(page, "Perilaku Kerja", Rating.SESUAI)
    expect(page.locator("#gambar")).to_contain_text("Butuh Perbaikan (belum disimpan)")
    expect(page.locator("#gambar svg").first).to_be_visible()
    assert barriers(page) == []
    rating(page, "Perilaku Kerja").get_by_role("button", name="OK", exact=True).click()
    told(page, "Predikat Triwulan I 2026 Staf: Butuh Perbaikan.")
    expect(page.locator(".kuadran-dipilih")).to_contain_text("Butuh Perbaikan")
    open_menu(page, "Penilaian Bawahan")
    press(page, "Lihat Kurva")
    expect(page.locator("figure.chart svg").first).to_be_visible()
    expect(row(page, "Butuh Perbaikan").get_by_role("cell").nth(2)).to_have_text("1")
    open_feedback(page, "Staf")
    confirm(page, "Serahkan", "Ya, serahkan")
    told(page, "Dokumen evaluasi Staf diserahkan")


def rating(page: Page, name: str) -> Locator:
    return page.locator("section.rating").filter(has=page.get_by_role("heading", name=name, exact=True))


def choose(page: Page, name: str, which: Rating) -> None:
    rating(page, name).get_by_label(which.label, exact=True).check()


def the_staf_objects(page: Page, city: SimpleNamespace) -> None:
    read_in_bell(page, "Dokumen evaluasi Triwulan I 2026 diserahkan.")
    open_sheet(page, city)
    told(page, "Butuh Perbaikan")
    told(page, "Pertahankan ketepatan waktunya.")
    expect(page.get_by_role("main")).not_to_contain_text("Selalu membantu rekan")
    press(page, "Ajukan Keberatan")
    field(page, "Alasan keberatan").fill("Target Maret tercapai, lihat eviden pertama.")
    press(page, "Ajukan")
    told(page, "Target Maret tercapai")


def the_penilai_explains(page: Page) -> None:
    open_feedback(page, "Staf")
    press(page, "Beri Penjelasan")
    field(page, "Penjelasan").fill("Target triwulan tiga laporan, baru satu yang selesai.")
    press(page, "Kirim penjelasan")
    told(page, "baru satu yang selesai")


def the_kepala_decides(page: Page) -> None:
    read_in_bell(page, "keberatan")
    page.get_by_role("main").get_by_text(re.compile("keberatan")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keberatan atas Evaluasi Kinerja")
    told(page, "baru satu yang selesai")
    assert barriers(page) == []
    field(page, "Keberatan ditolak, hasil evaluasi tetap").check()
    field(page, "Pertimbangan").fill("Realisasi sesuai data SKP Bulanan.")
    press(page, "Putuskan")
    told(page, "Keberatan diputuskan")


def the_papers_are_printed(page: Page, city: SimpleNamespace, base: str) -> None:
    sheet = f"{base}/evaluasi/{city.skp.pk}/{city.periode.pk}/cetak/"
    document = paper(page, f"{sheet}dokumen/")
    assert "DOKUMEN EVALUASI KINERJA PEGAWAI" in document.upper()
    assert "BUTUH PERBAIKAN" in document.upper()
    assert "Mengumpulkan dokumen sumber" in paper(page, f"{sheet}rencana-aksi/")
    assert "Selalu membantu rekan" not in document + paper(page, sheet)


def test_whose_penilai_is_late_is_rated_by_his_superior(page: Page, city: SimpleNamespace, sign_in: SignIn) -> None:
    sign_in(city.kepala)
    open_menu(page, "Penilaian Bawahan")
    choose_period(page, "Januari 2026")
    page.get_by_role("link", name=re.compile("Terlambat dinilai")).click()
    row(page, "Staf").get_by_role("link", name="Nilai", exact=True).click()
    choose(page, "Hasil Kerja", Rating.SESUAI)
    choose(page, "Perilaku Kerja", Rating.SESUAI)
    rating(page, "Perilaku Kerja").get_by_role("button", name="OK", exact=True).click()
    told(page, "sebagai atasan pejabat penilai")
    confirm(page, "Serahkan", "Ya, serahkan")
    told(page, "Dokumen evaluasi Staf diserahkan")
    assert Evaluasi.objects.get(periode=city.januari).dinilai_sebagai == SebagaiPenilai.ATASAN
    sign_in(city.staf)
    open_menu(page, "Penilaian SKP")
    page.locator(f"#periode-{city.januari.pk}").get_by_role("link", name="Pengisian Eviden dan Lihat Hasil").click()
    told(page, "bersifat final")
    expect(page.get_by_role("link", name="Ajukan Keberatan")).to_have_count(0)


def test_the_functional_officer_sees_what_his_predikat_is_worth(
    page: Page, city: SimpleNamespace, sign_in: SignIn
) -> None:
    """Ahli Muda, Sangat Baik in 2025: 150 % of 25."""
    last_year = make_rated(
        make_skp(city.jf, penilai=city.penilai, tahun=2025),
        make_periode(city.instansi, "Akhir Tahun", tahun=2025),
        hasil=Rating.DI_ATAS,
        perilaku=Rating.DI_ATAS,
        status=StatusEvaluasi.DITERIMA,
        diserahkan_pada=timezone.now(),
        dijawab_pada=timezone.now(),
        batas_keberatan=date(2026, 3, 31),
    )
    assert last_year.predikat == Predikat.SANGAT_BAIK
    sign_in(city.jf)
    open_menu(page, "Angka Kredit")
    expect(page.get_by_role("row").filter(has_text="Sangat Baik").first).to_contain_text("37,50")
    expect(page.locator(".tiles")).to_contain_text("37,50")
    expect(page.locator(".chart svg").first).to_be_visible()
    assert barriers(page) == []
