"""Penilaian SKP Bulanan Bawahan and Realisasi SKP Bulan in the browser."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kegiatan.models import KategoriHarian, Realisasi
from organisasi.models import Langkah, PeranAnggaran
from penilaian.models import PenilaianKualitas, PenilaianPerilaku, RentangKualitas
from skp.models import SkpBulanan
from skp.workflow import Status
from tests.factories import make_bulanan, make_kegiatan, make_pegawai, make_rhk, make_skp, make_target
from tests.penilaian.conftest import IN_TIME, PERILAKU, TOO_LATE, finish, give_dispensasi, graded


@pytest.fixture
def dinilai(maret, dua_kegiatan, penilai):
    for kegiatan in dua_kegiatan:
        graded(kegiatan, penilai)
    return dua_kegiatan


def _url(name, row) -> str:
    return reverse(f"penilaian:{name}", args=[row.pk])


def _perilaku(**changed) -> dict:
    return {name: str(nilai) for name, nilai in PERILAKU.items()} | {"versi": 0} | changed


def test_the_recap_is_the_guides_table(as_user, penilai, maret, dinilai):
    html = as_user(penilai).get(_url("kualitas", maret.target)).content.decode()
    for text in ("Prosentase Rata-Rata Kinerja SKP", "2 Kegiatan", "Range Penilaian Kualitas", "76 - 95",
                 "Nilai Rata-Rata Kinerja Bulanan", "<strong>90</strong>", "pilihan sistem ini"):  # fmt: skip
        assert text in html


def test_the_page_says_when_the_table_is_the_instansis_own(as_user, penilai, maret, dinilai):
    RentangKualitas.objects.create(instansi=maret.skp.instansi, batas_bawah=0, minimum=50, maksimum=99)
    html = as_user(penilai).get(_url("kualitas", maret.target)).content.decode()
    assert "50 - 99" in html
    assert "ditetapkan oleh Pemerintah Kota Uji" in html


@pytest.mark.parametrize(("nilai", "stored"), [("76", 76), ("95", 95), ("75", None), ("96", None), ("abc", None)])
def test_nilai_kualitas_is_accepted_inside_the_range_only(as_user, penilai, maret, dinilai, nilai, stored):
    response = as_user(penilai).post(_url("kualitas", maret.target), {"nilai": nilai, "versi": 0})
    row = PenilaianKualitas.objects.first()
    assert (row and row.nilai) == stored
    if stored is None:
        assert f'value="{nilai}"' in response.content.decode()


def test_without_a_graded_activity_there_is_no_form_and_the_page_says_why(as_user, penilai, maret, dua_kegiatan):
    html = as_user(penilai).get(_url("kualitas", maret.target)).content.decode()
    assert "Belum ada kegiatan harian yang dinilai, jadi belum ada range." in html
    assert "2 kegiatan harian untuk target ini belum dinilai" in html
    assert 'name="nilai"' not in html


def test_a_mark_out_of_the_range_after_a_change_of_grades_is_shown(as_user, penilai, maret, dinilai):
    finish(maret, penilai, kualitas=95)
    for kegiatan in dinilai:
        graded(kegiatan, penilai, KategoriHarian.CUKUP)
    browser = as_user(penilai)
    assert "harus diberikan lagi" in browser.get(_url("kualitas", maret.target)).content.decode()
    html = browser.get(_url("bulanan_detail", maret.bulanan)).content.decode()
    assert "Di luar range" in html
    assert "berada di luar range sekarang; nilai lagi." in html


def test_a_stale_form_is_answered_with_what_is_stored(as_user, penilai, maret, dinilai):
    finish(maret, penilai)
    response = as_user(penilai).post(_url("kualitas", maret.target), {"nilai": "80", "versi": 9})
    assert response.status_code == 409
    assert "Tersimpan sekarang: 90" in response.content.decode()


def test_perilaku_is_stored_with_its_mean(as_user, penilai, maret):
    browser = as_user(penilai)
    html = browser.get(_url("perilaku", maret.bulanan)).content.decode()
    assert "Kepemimpinan hanya dinilai pada jabatan struktural" in html
    assert 'name="kepemimpinan"' not in html
    browser.post(_url("perilaku", maret.bulanan), _perilaku(kepemimpinan="1", rata_rata="100", struktural="1"))
    row = PenilaianPerilaku.objects.get()
    assert (row.rata_rata, row.kepemimpinan, row.struktural) == (88, None, False)


def test_a_structural_post_is_asked_for_kepemimpinan(as_user, kepala, penilai):
    bulanan = make_bulanan(make_skp(penilai, penilai=kepala))
    html = as_user(kepala).get(_url("perilaku", bulanan)).content.decode()
    labels = ["Orientasi Pelayanan", "Integritas", "Komitmen", "Disiplin", "Kerjasama", "Kepemimpinan"]
    positions = [html.index(label) for label in labels]
    assert positions == sorted(positions)
    as_user(kepala).post(_url("perilaku", bulanan), _perilaku(kepemimpinan="100"))
    assert PenilaianPerilaku.objects.get().rata_rata == 90


@pytest.mark.parametrize("wrong", ["101", "-1", "", "8.5", "x"])
def test_a_wrong_aspect_is_refused_at_its_field(as_user, penilai, maret, wrong):
    response = as_user(penilai).post(_url("perilaku", maret.bulanan), _perilaku(integritas=wrong))
    assert "integritas" in response.context["form"].errors
    assert not PenilaianPerilaku.objects.exists()


@pytest.mark.parametrize(
    ("actor", "page", "post"),
    [("penilai", 200, 302), ("staf", 200, 403), ("kepala", 200, 403), ("sekda", 200, 403), ("admin", 200, 403),
     ("super_admin", 200, 403), ("rekan", 404, 404), ("stranger", 404, 404), ("orang_luar", 404, 404)],
)  # fmt: skip
def test_who_sees_and_who_rates(org, as_user, maret, dinilai, actor, page, post):
    browser = as_user(getattr(org, actor))
    finish(maret, org.penilai)
    pages = {_url(name, maret.bulanan) for name in ("bulanan_detail", "perilaku", "realisasi")}
    pages |= {_url(name, maret.target) for name in ("kualitas", "penjelasan")} | {_url("penjelasan_tahun", maret.skp)}
    assert {url: browser.get(url).status_code for url in pages} == dict.fromkeys(pages, page)
    assert browser.post(_url("kualitas", maret.target), {"nilai": "80", "versi": 1}).status_code == post
    assert browser.post(_url("perilaku", maret.bulanan), _perilaku(versi=1)).status_code == post
    assert browser.post(_url("tutup", maret.bulanan)).status_code == post


def test_a_month_is_closed_and_reopened_from_its_page(as_user, penilai, maret, dinilai):
    finish(maret, penilai)
    browser = as_user(penilai)
    browser.post(_url("tutup", maret.bulanan))
    html = browser.get(_url("bulanan_detail", maret.bulanan)).content.decode()
    assert "Hasil yang tersimpan tidak berubah lagi." in html
    assert SkpBulanan.objects.get().ditutup
    browser.post(_url("buka", maret.bulanan), {"alasan": ""})
    assert SkpBulanan.objects.get().ditutup
    browser.post(_url("buka", maret.bulanan), {"alasan": "Salah kategori"})
    assert not SkpBulanan.objects.get().ditutup


def test_after_the_limit_a_dispensasi_lets_the_month_be_rated(as_user, org, maret, dinilai, hari_ini):
    hari_ini.move_to(TOO_LATE)
    browser = as_user(org.penilai)
    response = browser.post(_url("kualitas", maret.target), {"nilai": "90", "versi": 0})
    assert response.status_code == 409
    assert "Batas waktu sudah lewat: 5 April 2026." in response.content.decode()
    give_dispensasi(org.staf, Langkah.PENILAIAN_BULANAN, org.admin)
    assert browser.post(_url("kualitas", maret.target), {"nilai": "90", "versi": 0}).status_code == 302


def test_the_list_shows_drafts_without_what_they_hold(as_user, penilai, maret, rekan):
    draft = make_bulanan(make_skp(rekan, penilai=penilai), status=Status.DRAFT)
    response = as_user(penilai).get("/penilaian/bulanan/")
    assert {row.pk for row, _ in response.context["rows"]} == {draft.pk, maret.bulanan.pk}
    html = response.content.decode()
    assert f'href="{_url("bulanan_detail", draft)}"' not in html
    assert f'href="{_url("bulanan_detail", maret.bulanan)}"' in html


@pytest.mark.parametrize(
    ("query", "found"),
    [({}, 1), ({"bulan": "2026-03"}, 1), ({"bulan": "2026-02"}, 0), ({"penilaian": "ditutup"}, 0),
     ({"bulan": "x"}, 1), ({"pegawai": "0"}, 1)],
)  # fmt: skip
def test_the_list_is_filtered(as_user, penilai, maret, query, found):
    response = as_user(penilai).get("/penilaian/bulanan/", query)
    assert len(response.context["rows"]) == found


def test_the_list_holds_only_those_he_assesses(as_user, kepala, maret):
    assert as_user(kepala).get("/penilaian/bulanan/").context["rows"] == []


def test_realisasi_shows_the_guides_start(as_user, staf, maret):
    html = as_user(staf).get(_url("realisasi", maret.bulanan)).content.decode()
    for text in ("Realisasi SKP Bulan Maret 2026", "Nilai capaian SKP Bulanan", "0,00 (Buruk)", "1 laporan",
                 "0 laporan", "5 Hari", "0 Hari", "Perhitungan", "Input Waktu &amp; Biaya"):  # fmt: skip
        assert text in html


def test_the_explanation_has_the_tables_numbers_and_the_counted_activities(as_user, staf, penilai, maret, dinilai):
    finish(maret, penilai)
    table = as_user(staf).get(_url("realisasi", maret.bulanan)).content.decode()
    why = as_user(staf).get(_url("penjelasan", maret.target)).content.decode()
    for number in ("286,00", "95,33"):
        assert number in table
        assert number in why
    assert "realisasi 1 / target 1 × 100" in why
    assert "Mencetak laporan keuangan" in why


def test_realisasi_is_filled_and_computed_at_once(as_user, staf, maret):
    browser = as_user(staf)
    page = browser.get(_url("realisasi_isi", maret.target)).content.decode()
    assert 'name="biaya"' not in page
    response = browser.post(_url("realisasi_isi", maret.target), {"waktu": "4", "versi": 0}, follow=True)
    assert "32,00 (Buruk)" in response.content.decode()


def test_a_stale_realisasi_form_is_answered_with_what_is_stored(as_user, staf, maret):
    Realisasi.objects.create(target=maret.target, waktu=3, diisi_oleh=staf, versi=4)
    response = as_user(staf).post(_url("realisasi_isi", maret.target), {"waktu": "5", "versi": 3})
    assert response.status_code == 409
    assert "Tersimpan sekarang: 3" in response.content.decode()


def test_the_holder_of_a_budget_is_asked_for_the_cost(as_user, kepala, sekda):
    skp = make_skp(kepala, penilai=sekda, peran_anggaran=PeranAnggaran.PA)
    target = make_target(make_bulanan(skp), make_rhk(skp), target_biaya=Decimal(1_000_000))
    browser = as_user(kepala)
    assert 'name="biaya"' in browser.get(_url("realisasi_isi", target)).content.decode()
    browser.post(_url("realisasi_isi", target), {"waktu": "5", "biaya": "900.000", "versi": 0})
    assert Realisasi.objects.get().biaya == 900_000


@pytest.mark.parametrize(("actor", "status"), [("penilai", 403), ("kepala", 403), ("rekan", 404)])
def test_nobody_fills_the_realisasi_of_another(org, as_user, maret, actor, status):
    response = as_user(getattr(org, actor)).post(_url("realisasi_isi", maret.target), {"waktu": "4", "versi": 0})
    assert response.status_code == status
    assert not Realisasi.objects.exists()


def test_realisasi_after_the_limit_is_refused_with_the_date(as_user, staf, maret, hari_ini):
    hari_ini.move_to(TOO_LATE)
    browser = as_user(staf)
    assert "Batas waktu sudah lewat" in browser.get(_url("realisasi_isi", maret.target)).content.decode()
    response = browser.post(_url("realisasi_isi", maret.target), {"waktu": "4", "versi": 0})
    assert (response.status_code, Realisasi.objects.exists()) == (409, False)


def test_the_year_lists_its_months_and_what_is_left_out(as_user, staf, penilai, maret, dinilai):
    finish(maret, penilai)
    html = as_user(staf).get(_url("penjelasan_tahun", maret.skp)).content.decode()
    for text in ("95,33 (Sangat Baik)", "Tidak ikut dihitung. Belum ada SKP Bulanan.", "Nilai prestasi kerja", "92,40"):
        assert text in html


def _queries(browser, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


def test_the_list_costs_the_same_for_any_number_of_rows(as_user, org):
    browser = as_user(org.penilai)

    def add(number: int) -> None:
        person = make_pegawai(f"Bawahan {number:02d}", unit=org.bidang, jabatan=org.staf.jabatan)
        skp = make_skp(person, penilai=org.penilai)
        target = make_target(make_bulanan(skp), make_rhk(skp))
        graded(make_kegiatan(person, target=target), org.penilai)

    add(1)
    few = _queries(browser, "/penilaian/bulanan/?entri=50")
    for number in range(2, 31):
        add(number)
    assert len(browser.get("/penilaian/bulanan/?entri=50").context["rows"]) == 30
    assert _queries(browser, "/penilaian/bulanan/?entri=50") == few < 25


def test_a_month_costs_the_same_for_any_number_of_targets(as_user, penilai, staf, maret):
    browser = as_user(penilai)
    names = ("bulanan_detail", "realisasi")

    def add() -> None:
        target = make_target(maret.bulanan, maret.rhk)
        Realisasi.objects.create(target=target, waktu=1, diisi_oleh=staf)
        graded(make_kegiatan(staf, target=target, tanggal=date(2026, 3, 3)), penilai)

    add()
    few = [_queries(browser, _url(name, maret.bulanan)) for name in names]
    for _ in range(29):
        add()
    assert [_queries(browser, _url(name, maret.bulanan)) for name in names] == few
    assert max(few) < 30


def test_a_closed_month_shows_what_was_stored(as_user, staf, penilai, maret, dinilai):
    finish(maret, penilai)
    as_user(penilai).post(_url("tutup", maret.bulanan))
    Realisasi.objects.update(waktu=1, diubah_pada=IN_TIME)
    html = as_user(staf).get(_url("realisasi", maret.bulanan)).content.decode()
    assert "95,33 (Sangat Baik)" in html
    assert "Hasil tersimpan pada" in html
