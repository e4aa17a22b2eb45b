"""Formulir SKP: every fact of the document on the paper, a draft marked, whatever people typed printed as text."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from ekinerja import pdf
from organisasi.models import Pegawai, StatusKepegawaian
from skp.workflow import Status
from tests.factories import make_rhk, make_satuan, make_skp, wib
from tests.papers import in_order, rightmost, squeezed, text_of


def paper(client, skp):
    return client.get(reverse("skp:cetak", args=[skp.pk]))


def text(client, skp):
    response = paper(client, skp)
    assert response.status_code == 200
    return text_of(response.content)


@pytest.fixture
def skp(staf, penilai):
    skp = make_skp(staf, penilai=penilai, status_sejak=wib(2026, 1, 20))
    make_rhk(skp, "Menyusun laporan keuangan", satuan=make_satuan(skp.instansi, "laporan"))
    return skp


def test_the_blocks_stand_in_the_order_of_the_form(as_user, staf, skp):
    assert in_order(
        text(as_user(staf), skp),
        "PEMERINTAH KOTA UJI",
        "FORMULIR SASARAN KERJA PEGAWAI",
        "1 Januari 2026 s.d. 31 Desember 2026",
        "I. PEJABAT PENILAI",
        "II. PEGAWAI NEGERI SIPIL YANG DINILAI",
        "Nama",
        "NIP",
        "Pangkat/Gol.Ruang",
        "Jabatan",
        "Unit Kerja",
        "III. KEGIATAN TUGAS JABATAN",
        "AK",
        "TARGET",
        "KUANT/OUTPUT",
        "KUAL/MUTU",
        "WAKTU",
        "BIAYA",
        "Menyusun laporan keuangan",
        "12 laporan",
        "100",
        "12 bulan",
        "Pejabat Penilai,",
        "Kota Uji, 20 Januari 2026",
        "Pegawai Negeri Sipil yang Dinilai,",
    )


def test_both_persons_are_printed_as_the_document_stored_them(as_user, staf, penilai, skp, org):
    Pegawai.objects.filter(pk=staf.pk).update(golongan="III/d", unit=org.dinas_lain)
    printed = text(as_user(staf), skp)
    for fact in ("Staf", staf.nip_tampil, "Penata Muda (III/a)", "Pengelola Data", "Bidang Data"):
        assert fact in printed
    for fact in ("Penilai", penilai.nip_tampil, "Pembina (IV/a)", "Kepala Bidang"):
        assert fact in printed
    assert "III/d" not in printed
    assert "Dinas Sosial" not in printed


def test_titles_are_printed_with_the_name(as_user, staf, skp):
    Pegawai.objects.filter(pk=staf.pk).update(nama="Ma'ruf Ü", gelar_depan="Dr.", gelar_belakang="S.T., M.Eng.")
    assert "Dr. Ma'ruf Ü, S.T., M.Eng." in text(as_user(staf), skp)


def test_a_pppk_is_not_called_a_civil_servant(as_user, staf, skp):
    Pegawai.objects.filter(pk=staf.pk).update(status=StatusKepegawaian.PPPK)
    printed = text(as_user(staf), skp).upper()
    assert "PEGAWAI PEMERINTAH DENGAN PERJANJIAN KERJA YANG DINILAI" in printed
    assert "PEGAWAI NEGERI SIPIL" not in printed


def test_angka_kredit_is_printed_times_quantity_and_summed(as_user, jf, penilai):
    skp = make_skp(jf, penilai=penilai)
    make_rhk(skp, "Satu", angka_kredit=Decimal("0.36"), target_kuantitas=Decimal(12))
    make_rhk(skp, "Dua", angka_kredit=Decimal("1.5"), target_kuantitas=Decimal(2))
    assert in_order(text(as_user(jf), skp), "Satu", "4,32", "Dua", "3", "Jumlah Angka Kredit", "7,32")


def test_no_total_of_angka_kredit_where_there_is_none(as_user, staf, skp):
    assert "Jumlah Angka Kredit" not in text(as_user(staf), skp)


def test_biaya_is_printed_in_rupiah_and_a_target_of_zero_as_none(as_user, kepala, sekda):
    skp = make_skp(kepala, penilai=sekda)
    make_rhk(skp, "Anggaran", target_biaya=Decimal(1_250_000_000), urutan=1)
    make_rhk(skp, "Nihil", target_biaya=Decimal(0), urutan=2)
    printed = text(as_user(kepala), skp)
    assert "Rp1.250.000.000" in printed
    assert in_order(printed, "Nihil", "12 bulan", "-")
    assert "Rp0" not in printed


@pytest.mark.parametrize("status", [Status.DRAFT, Status.DIAJUKAN, Status.DIKEMBALIKAN])
def test_what_is_not_approved_is_marked_and_not_dated(as_user, staf, penilai, status):
    skp = make_skp(staf, penilai=penilai, status=status, status_sejak=wib(2026, 1, 20))
    printed = text(as_user(staf), skp)
    assert "KONSEP" in printed
    assert "belum disetujui" in printed
    assert "20 Januari 2026" not in printed


def test_an_approved_paper_bears_no_mark(as_user, staf, skp):
    assert "KONSEP" not in text(as_user(staf), skp)


def test_without_a_penilai_lines_are_left_to_be_filled_in(as_user, sekda):
    skp = make_skp(sekda, penilai=None, status=Status.DRAFT)
    assert "......" in text(as_user(sekda), skp)


def test_who_printed_and_when_stands_on_every_page(as_user, penilai, skp):
    for number in range(60):
        make_rhk(skp, f"Kegiatan nomor {number}", urutan=number + 2)
    pages = PdfReader(BytesIO(paper(as_user(penilai), skp).content)).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        printed = page.extract_text()
        assert f"pada 10 Maret 2026 pukul 09.00 WIB oleh Penilai (NIP {penilai.nip_tampil})" in printed
        assert f"Halaman {number} dari {len(pages)}" in printed
        assert "KEGIATAN TUGAS JABATAN" in printed


def test_it_is_shown_and_never_kept_by_the_browser(as_user, staf, skp):
    response = paper(as_user(staf), skp)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="Formulir-SKP-2026-{staf.nip}.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == pdf.VIEWER_POLICY


HOSTILE = [
    '<img src="http://127.0.0.1:9/x">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    "<style>@import url(file:///etc/passwd);</style>",
    '<p style="background:url(http://127.0.0.1:9/x)">tebal</p>',
    "<b>tebal",
    "</td></tr></table><h1>Palsu</h1>",
    "A & B <> \"C\" 'D'",
    "{{ skp.pk }}{% load static %}",
    "url(file:///etc/passwd)",
]


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_people_type_is_printed_as_they_typed_it(as_user, staf, penilai, monkeypatch, payload):
    loaded = []
    load = pdf.fetch_static
    monkeypatch.setattr(pdf, "fetch_static", lambda url: loaded.append(url) or load(url))
    Pegawai.objects.filter(pk=staf.pk).update(nama=payload[:150], gelar_belakang=payload[:100])
    skp = make_skp(staf, penilai=penilai)
    make_rhk(skp, payload, satuan=make_satuan(skp.instansi, payload[:50]))
    response = paper(as_user(staf), skp)
    assert squeezed(payload) in squeezed(text_of(response.content))
    assert "/EmbeddedFiles" not in PdfReader(BytesIO(response.content)).root_object.get("/Names", {})
    assert [url for url in loaded if not url.startswith("https://static.invalid/")] == []


@pytest.mark.parametrize(
    "uraian",
    ["a" * 1000, "kata " * 200, "محمد " * 100, "👩🏽‍💻" * 100, "• butir\t“kutip” – ‘smart’\n" * 30],
    ids=["one long word", "many words", "arabic", "emoji", "from a word processor"],
)
def test_no_text_breaks_the_layout(as_user, staf, skp, uraian):
    make_rhk(skp, uraian[:1000], urutan=2)
    pages = PdfReader(BytesIO(paper(as_user(staf), skp).content)).pages
    assert len(pages) <= 3
    for page in pages:
        assert rightmost(page) < float(page.mediabox.width)
        assert max(len(line) for line in page.extract_text().splitlines()) < 400


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("staf", 200),
        ("penilai", 200),
        ("kepala", 200),
        ("sekda", 200),
        ("admin", 200),
        ("super_admin", 200),
        ("rekan", 404),
        ("stranger", 404),
        ("kepala_lain", 404),
        ("orang_luar", 404),
        ("admin_luar", 404),
    ],
)
def test_who_may_print_an_approved_skp(as_user, org, skp, who, status):
    assert paper(as_user(getattr(org, who)), skp).status_code == status


@pytest.mark.parametrize(("who", "status"), [("staf", 200), ("penilai", 404), ("kepala", 404), ("admin", 404)])
def test_a_draft_is_printed_by_its_owner_alone(as_user, org, who, status):
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DRAFT)
    assert paper(as_user(getattr(org, who)), skp).status_code == status


def test_nobody_prints_without_signing_in(as_user, skp):
    assert paper(as_user(None), skp).status_code == 302


@pytest.mark.parametrize("rows", [1, 30])
def test_the_number_of_queries_does_not_grow(as_user, staf, skp, rows, django_assert_num_queries):
    for number in range(rows - 1):
        make_rhk(skp, f"Kegiatan {number}", urutan=number + 2)
    client = as_user(staf)
    with django_assert_num_queries(6):
        assert paper(client, skp).status_code == 200


def test_without_the_libraries_the_page_says_what_to_install(as_user, staf, skp, monkeypatch):
    def missing(html):
        raise pdf.PdfUnavailable("cannot load library")

    monkeypatch.setattr(pdf, "render_pdf", missing)
    response = paper(as_user(staf), skp)
    assert response.status_code == 503
    page = response.content.decode()
    for package in pdf.DEBIAN_PACKAGES:
        assert package in page
    assert "apt-get install" in page
