"""The guide of BKN, chapters 2 to 5, in a browser, in an instansi that measures nothing monthly."""

import io
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from organisasi.models import Pegawai
from skp.models import Skp
from skp.workflow import Status
from tests.browser.acts import barriers, confirm, field, open_menu, paper, press, read_in_bell, row, told
from tests.factories import make_indikator, make_rhk, make_skp, wib

SPBE = "Meningkatnya indeks SPBE"
DATA = "Terselenggaranya satu data"
APLIKASI = "Tersedianya aplikasi layanan publik"
UNMEASURED = {"target_kuantitas": None, "satuan": None, "target_kualitas": None, "target_waktu": None}
SignIn = Callable[[Pegawai], None]


@pytest.fixture
def city(org: SimpleNamespace, hari_ini) -> SimpleNamespace:
    """Monday 5 January 2026: the limit of the SKP is still open."""
    hari_ini.move_to(wib(2026, 1, 5, 10))
    org.instansi.pengukuran_bulanan = False
    org.instansi.save()
    return org


def make_new_skp(page: Page, pendekatan: str) -> None:
    open_menu(page, MENU, "Daftar SKP")
    press(page, "Tambah SKP")
    field(page, "Tahun").select_option("2026")
    field(page, "Periode Awal").fill("2026-01-01")
    field(page, "Periode Akhir").fill("2026-12-31")
    field(page, pendekatan).check()
    press(page, "Simpan")
    open_menu(page, MENU, "Daftar SKP")
    expect(row(page, "1 Januari 2026")).to_contain_text(pendekatan)
    row(page, "1 Januari 2026").get_by_role("link", name="Detil SKP").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sasaran Kinerja Pegawai")


MENU = "SKP Tahunan"


def add_rhk(page: Page, uraian: str, *, atasan: str = "", **choices: str) -> None:
    press(page, "Tambah Rencana Hasil Kerja (RHK)")
    if atasan:
        page.get_by_label(re.compile(atasan)).check()
    if klasifikasi := choices.get("klasifikasi"):
        field(page, "Klasifikasi").select_option(label=klasifikasi)
    field(page, choices.get("jenis", "Utama")).check()
    field(page, "Rencana Hasil Kerja").fill(uraian)
    field(page, "Penugasan dari").fill(choices.get("penugasan", ""))
    press(page, "Simpan")
    expect(rhk(page, uraian)).to_be_visible()


def add_indikator(page: Page, uraian_rhk: str, indikator: str, **choices: str) -> None:
    """`choices`: Aspek, Target, Perspektif, as far as the form asks for them."""
    rhk(page, uraian_rhk).get_by_role("link", name="Tambah Indikator").click()
    for label in ("Aspek", "Target", "Perspektif"):
        expect(field(page, label)).to_have_count(int(label in choices))
    page.locator("#id_uraian").fill(indikator)
    if "Target" in choices:
        field(page, "Target").fill(choices["Target"])
    for label in choices.keys() & {"Aspek", "Perspektif"}:
        field(page, label).select_option(label=choices[label])
    press(page, "Simpan")
    expect(rhk(page, uraian_rhk)).to_contain_text(indikator)


def rhk(page: Page, uraian: str) -> Locator:
    """The block of an RHK on the page Sasaran Kinerja Pegawai."""
    return page.locator("li.rhk").filter(has=page.get_by_role("heading", name=uraian))


def submit(page: Page) -> None:
    confirm(page, "Ajukan SKP", "Ya, ajukan")
    told(page, "Giliran pejabat penilai")
    expect(page.get_by_role("link", name="Tambah Indikator")).to_have_count(0)


def look_at_submitted(page: Page, name: str) -> None:
    open_menu(page, "Persetujuan SKP")
    row(page, name).get_by_role("link", name="Periksa").click()


def approve(page: Page, name: str) -> None:
    look_at_submitted(page, name)
    confirm(page, "Setujui", "Ya, setujui")
    told(page, "disetujui")


def test_from_the_kepala_to_the_pelaksana(page: Page, city: SimpleNamespace, sign_in: SignIn, live_server) -> None:
    sign_in(city.kepala)
    chapter_3_the_kepala(page)
    reload_the_penilai(page, city)
    sign_in(city.sekda)
    read_in_bell(page, "mengajukan SKP 2026")
    approve(page, "Kepala")
    sign_in(city.penilai)
    chapter_4_the_kepala_bidang(page)
    sign_in(city.kepala)
    approve(page, "Penilai")
    sign_in(city.jf)
    chapter_4_the_functional_officer(page)
    sign_in(city.penilai)
    return_with_remarks(page)
    sign_in(city.jf)
    read_in_bell(page, "dikembalikan")
    correct_and_submit_again(page)
    sign_in(city.penilai)
    approve(page, "Fungsional")
    sign_in(city.staf)
    chapter_4_the_pelaksana(page)
    sign_in(city.penilai)
    approve(page, "Staf")
    sign_in(city.staf)
    read_in_bell(page, "Penilai menyetujui SKP 2026 Anda.")
    skp = Skp.objects.get(pegawai=city.staf)
    text = paper(page, f"{live_server.url}/skp/tahunan/{skp.pk}/cetak/skp/")
    assert "SASARAN KINERJA PEGAWAI" in text
    assert "KONSEP" not in text


def chapter_3_the_kepala(page: Page) -> None:
    make_new_skp(page, "Kuantitatif")
    add_rhk(page, "Meningkatnya indeks", klasifikasi="Organisasi", penugasan="Wali Kota")
    told(page, "(penugasan dari Wali Kota)")
    rhk(page, "Meningkatnya indeks").get_by_role("link", name="Edit", exact=True).click()
    field(page, "Rencana Hasil Kerja").fill(SPBE)
    press(page, "Simpan")
    add_rhk(page, DATA, klasifikasi="Individu")
    add_rhk(page, "Salah ketik", klasifikasi="Individu", jenis="Tambahan")
    expect(page.get_by_role("main")).to_contain_text("TAMBAHAN")
    rhk(page, "Salah ketik").locator("summary", has_text="Hapus").click()
    page.get_by_role("button", name="Ya, hapus").locator("visible=true").last.click()
    expect(rhk(page, "Salah ketik")).to_have_count(0)
    add_indikator(page, SPBE, "Indeks SPBE", Target="3,60", Perspektif="Proses Bisnis")
    indikator_is_changed_and_deleted(page)
    is_told_what_is_missing(page)
    add_indikator(page, DATA, "Data yang dirilis", Target="90 %", Perspektif="Penerima Layanan")
    order_by_keyboard(page)
    assert barriers(page) == []


def indikator_is_changed_and_deleted(page: Page) -> None:
    block = rhk(page, SPBE)
    add_indikator(page, SPBE, "Yang ini dihapus", Target="1", Perspektif="Anggaran")
    block.get_by_role("row").filter(has_text="Indeks SPBE").get_by_role("link", name="Edit indikator").click()
    field(page, "Target").fill("3,80 (Sangat Baik)")
    press(page, "Simpan")
    expect(block).to_contain_text("3,80 (Sangat Baik)")
    block.get_by_role("row").filter(has_text="Yang ini dihapus").locator("summary").click()
    page.get_by_role("button", name="Ya, hapus").locator("visible=true").last.click()
    expect(block).not_to_contain_text("Yang ini dihapus")


def is_told_what_is_missing(page: Page) -> None:
    page.get_by_role("main").locator("summary", has_text="Ajukan SKP").click()
    dialog = page.locator(".confirm-panel").filter(has_text="Belum dapat diajukan").locator("visible=true")
    expect(dialog).to_contain_text("indikator")
    dialog.get_by_role("button", name="Tutup").click()


def order_by_keyboard(page: Page) -> None:
    names = page.locator("li.rhk h4")
    expect(names.first).to_contain_text(SPBE)
    handle = rhk(page, DATA).locator("[data-reorder-handle]").first
    expect(handle).to_be_visible()
    handle.press("ArrowUp")
    expect(page.locator("[data-reorder-status]")).to_have_text("Urutan disimpan.")
    page.reload()
    expect(names.first).to_contain_text(DATA)


def reload_the_penilai(page: Page, city: SimpleNamespace) -> None:
    """His rank has changed since the SKP was made."""
    Pegawai.objects.filter(pk=city.sekda.pk).update(golongan="IV/e")
    press(page, "Muat Ulang")
    expect(row(page, "ruang pejabat penilai")).to_contain_text("IV/e")
    page.get_by_role("main").get_by_role("button", name="Muat Ulang").click()
    told(page, "IV/e")
    submit(page)


def chapter_4_the_kepala_bidang(page: Page) -> None:
    make_new_skp(page, "Kuantitatif")
    add_rhk(page, APLIKASI, atasan=SPBE)
    told(page, "Mendukung RHK Kepala")
    add_indikator(page, APLIKASI, "Aplikasi yang lulus uji", Target="12 aplikasi", Aspek="Kuantitas")
    add_indikator(page, APLIKASI, "Ketersediaan aplikasi", Target="99 %", Aspek="Kualitas")
    assert barriers(page) == []
    submit(page)


def chapter_4_the_functional_officer(page: Page) -> None:
    make_new_skp(page, "Kualitatif")
    add_rhk(page, "Tersusunnya rancangan basis data", atasan=APLIKASI)
    add_indikator(page, "Tersusunnya rancangan basis data", "Rancangan dipakai tim pengembang")
    add_rhk(page, "Terlaksananya alih pengetahuan", atasan=APLIKASI, jenis="Tambahan")
    add_indikator(page, "Terlaksananya alih pengetahuan", "Rekan kerja dapat mengulanginya sendiri")
    submit(page)


def return_with_remarks(page: Page) -> None:
    look_at_submitted(page, "Fungsional")
    press(page, "Tinjau atau kembalikan")
    remark = row(page, "Rancangan dipakai").get_by_role("textbox")
    remark.fill("Sebutkan berapa rancangan.")
    page.locator("#id_alasan").fill("Ukurannya belum jelas.")
    assert barriers(page) == []
    press(page, "Kembalikan")
    told(page, "Dikembalikan")


def correct_and_submit_again(page: Page) -> None:
    open_menu(page, MENU, "Daftar SKP")
    row(page, "1 Januari 2026").get_by_role("link", name="Detil SKP").click()
    told(page, "Ukurannya belum jelas.")
    block = rhk(page, "Tersusunnya rancangan basis data")
    expect(block).to_contain_text("Sebutkan berapa rancangan.")
    block.get_by_role("link", name="Edit indikator").click()
    page.locator("#id_uraian").fill("Dua belas rancangan dipakai tim pengembang")
    press(page, "Simpan")
    submit(page)


def chapter_4_the_pelaksana(page: Page) -> None:
    """First kualitatif; what he has written is kept when he changes to kuantitatif, which asks for more."""
    make_new_skp(page, "Kualitatif")
    add_rhk(page, "Terolahnya data penggunaan aplikasi", atasan=APLIKASI)
    add_indikator(page, "Terolahnya data penggunaan aplikasi", "Data lengkap setiap bulan")
    open_menu(page, MENU, "Daftar SKP")
    row(page, "1 Januari 2026").get_by_role("link", name="Ubah").click()
    field(page, "Kuantitatif").check()
    press(page, "Simpan")
    open_menu(page, MENU, "Daftar SKP")
    row(page, "1 Januari 2026").get_by_role("link", name="Detil SKP").click()
    is_told_what_is_missing(page)
    rhk(page, "Terolahnya data penggunaan aplikasi").get_by_role("link", name="Edit indikator").click()
    field(page, "Aspek").select_option(label="Kuantitas")
    field(page, "Target").fill("12 data")
    press(page, "Simpan")
    submit(page)


@pytest.fixture
def matrix_city(city: SimpleNamespace) -> SimpleNamespace:
    """The kepala and the penilai have approved SKP, the jf has handed his in, the staf is at his draft."""
    top = make_skp(city.kepala, penilai=city.sekda)
    city.spbe = make_rhk(top, SPBE, **UNMEASURED)
    make_indikator(city.spbe)
    make_rhk(top, DATA, **UNMEASURED)
    bidang = make_skp(city.penilai, penilai=city.kepala)
    city.aplikasi = make_rhk(bidang, APLIKASI, status_kegiatan="CASCADING", atasan=city.spbe, **UNMEASURED)
    make_indikator(city.aplikasi)
    jf = make_skp(city.jf, penilai=city.penilai, status=Status.DIAJUKAN)
    make_indikator(make_rhk(jf, "Tersusunnya rancangan basis data", **UNMEASURED))
    city.draft = make_skp(city.staf, penilai=city.penilai, status=Status.DRAFT)
    make_rhk(city.draft, "Rahasia sebelum diajukan", **UNMEASURED)
    return city


def test_matrix_and_subordinates(page: Page, matrix_city: SimpleNamespace, sign_in: SignIn, live_server) -> None:
    city = matrix_city
    sign_in(city.kepala)
    chapter_5_synchronise(page)
    add_a_person(page, city)
    make_a_team(page, city)
    hand_out_an_rhk(page)
    look_at_an_skp(page)
    take_it_along(page)
    chapter_5_subordinates(page)
    sign_in(city.staf)
    read_in_bell(page, "membagikan RHK")


def chapter_5_synchronise(page: Page) -> None:
    open_matrix(page, "Dinas Kominfo")
    press(page, "Sinkronisasi SKP Bawahan")
    told(page, "Penilai")
    expect(row(page, "Penilai")).to_contain_text(APLIKASI)
    assert barriers(page) == []


def add_a_person(page: Page, city: SimpleNamespace) -> None:
    press(page, "Tambah Pegawai")
    field(page, "NIP").fill(city.staf.nip_tampil)
    press(page, "Cari Pegawai")
    told(page, "Staf")
    page.get_by_label(re.compile("1 Januari 2026")).check()
    press(page, "OK")
    line = row(page, "Staf")
    expect(line).to_contain_text("Draft")
    expect(line).not_to_contain_text("Rahasia")
    expect(line.get_by_role("link", name="Lihat SKP")).to_have_count(0)


def make_a_team(page: Page, city: SimpleNamespace) -> None:
    open_menu(page, "Tim Kerja")
    press(page, "Tambah Tim Kerja")
    field(page, "Nama Tim").fill("Tim Layanan Digital")
    field(page, "NIP Ketua Tim").fill(city.kepala.nip_tampil)
    press(page, "Cari Pegawai")
    expect(page.locator("#ditemukan")).to_contain_text("Kepala")
    field(page, "Nomor SK").fill("800/15/2026")
    field(page, "Mulai").fill("2026-01-01")
    field(page, "Selesai").fill("2026-12-31")
    press(page, "Simpan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tim Layanan Digital")
    press(page, "Tambah Anggota")
    field(page, "NIP").fill(city.staf.nip_tampil)
    field(page, "Peran dalam Tim").fill("Pengolah data")
    press(page, "Simpan")
    expect(row(page, "Staf")).to_contain_text("Pengolah data")


def hand_out_an_rhk(page: Page) -> None:
    """To an anggota, straight into his draft: what he was handed shows, what he wrote himself does not."""
    open_matrix(page, "Dinas Kominfo")
    row(page, "Staf").get_by_role("link", name="Tambah RHK", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bagikan RHK")
    assert barriers(page) == []
    field(page, "Rencana Hasil Kerja").fill("Tersedianya rekap layanan digital")
    page.get_by_label(re.compile(DATA)).check()
    press(page, "Bagikan")
    told(page, "Staf")
    for matrix in ("Dinas Kominfo", "Tim Layanan Digital"):
        open_matrix(page, matrix)
        line = row(page, "Staf")
        expect(line).to_contain_text("Tersedianya rekap layanan digital")
        expect(line).to_contain_text("dibagikan, masih draft")
        expect(line).not_to_contain_text("Rahasia")


def open_matrix(page: Page, name: str) -> None:
    open_menu(page, "Matriks Peran Hasil", "Matriks Pembagian Peran Hasil")
    row(page, name).get_by_role("link", name="Matriks Peran Hasil").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Matriks Peran Hasil")


def look_at_an_skp(page: Page) -> None:
    open_matrix(page, "Dinas Kominfo")
    row(page, "Penilai").get_by_role("link", name="Lihat SKP").click()
    expect(rhk(page, APLIKASI)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Matriks Peran Hasil")


def take_it_along(page: Page) -> None:
    with page.expect_download() as sheet:
        press(page, "Ekspor Excel")
    cells = [
        str(cell.value)
        for line in load_workbook(io.BytesIO(sheet.value.path().read_bytes())).active.iter_rows()
        for cell in line
    ]
    assert any(APLIKASI in cell for cell in cells)
    assert not any("Rahasia" in cell for cell in cells)
    address = page.get_by_role("link", name="Cetak A3").get_attribute("href")
    text = paper(page, page.url.partition("/skp/")[0] + address)
    assert "Rahasia" not in text


def chapter_5_subordinates(page: Page) -> None:
    open_menu(page, "SKP Bawahan")
    expect(row(page, "Penilai")).to_contain_text("Disetujui")
    row(page, "Penilai").get_by_role("link", name="Detil SKP").click()
    expect(rhk(page, APLIKASI)).to_be_visible()
