"""The papers of an SKP: every fact of the document on the paper, a draft marked, what people typed printed as text."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from ekinerja import pdf
from organisasi.models import Instansi, Pegawai, StatusKepegawaian
from skp.models import EkspektasiPerilaku, JenisRhk, Pendekatan, Riwayat, Skp
from skp.perilaku import BERAKHLAK
from skp.workflow import Action, Status
from tests.factories import make_indikator, make_rhk, make_satuan, make_skp, wib
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
    with django_assert_num_queries(7):
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


def test_an_rhk_without_a_measured_target_is_printed_with_dashes(as_user, staf, skp):
    skp.rhk.all().delete()
    make_rhk(skp, "Tanpa ukuran", **UNMEASURED)
    printed = text(as_user(staf), skp)
    assert in_order(printed, "Tanpa ukuran", "- - - - -", "Pejabat Penilai,")
    assert "None" not in printed


# --- The papers of PermenPANRB 6/2022 --------------------------------------------------------------------------------

UNMEASURED = {"target_kuantitas": None, "satuan": None, "target_kualitas": None, "target_waktu": None}


def baru(client, skp, paper="skp"):
    response = client.get(reverse(f"skp:cetak_{paper}", args=[skp.pk]))
    assert response.status_code == 200
    return response.content


def baru_text(client, skp, paper="skp"):
    return text_of(baru(client, skp, paper))


def test_ja_jf_kuantitatif_prints_its_six_columns_in_the_blocks_of_the_form(as_user, staf, penilai, kepala, skp):
    atasan = make_rhk(make_skp(penilai, penilai=kepala), "Menyusun kebijakan keuangan")
    skp.rhk.update(atasan=atasan, status_kegiatan="CASCADING", penugasan_dari="Kepala Dinas", **UNMEASURED)
    make_indikator(skp.rhk.get(), "Jumlah laporan", target="12 laporan", aspek="KUANTITAS")
    make_rhk(skp, "Menjadi panitia upacara", jenis=JenisRhk.TAMBAHAN, urutan=2, **UNMEASURED)
    assert in_order(
        baru_text(as_user(staf), skp),
        "SASARAN KINERJA PEGAWAI",
        "PENDEKATAN HASIL KERJA KUANTITATIF",
        "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
        "PEMERINTAH KOTA UJI",
        "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
        "Naskah awal, disetujui 20 Januari 2026",
        "PEGAWAI YANG DINILAI",
        "PEJABAT PENILAI KINERJA",
        "1 NAMA Staf 1 NAMA Penilai",
        "2 NIP",
        "3 PANGKAT/GOL. RUANG",
        "4 JABATAN",
        "5 UNIT KERJA Bidang Data 5 UNIT KERJA Bidang Data",
        "HASIL KERJA",
        "RENCANA HASIL KERJA ATASAN/ PIMPINAN YANG DIINTERVENSI",
        "RENCANA HASIL KERJA",
        "ASPEK",
        "INDIKATOR KINERJA INDIVIDU",
        "TARGET",
        "(1) (2) (3) (4) (5) (6)",
        "A. UTAMA",
        "Menyusun kebijakan keuangan",
        "Menyusun laporan keuangan (penugasan dari Kepala Dinas)",
        "Kuantitas",
        "Jumlah laporan",
        "12 laporan",
        "B. TAMBAHAN",
        "Menjadi panitia upacara",
        "PERILAKU KERJA",
        "Pegawai yang Dinilai,",
        "Kota Uji, 20 Januari 2026",
        "Pejabat Penilai Kinerja,",
    )


def test_jpt_kuantitatif_has_perspektif_and_no_intervened_rhk(as_user, kepala, sekda):
    skp = make_skp(kepala, penilai=sekda)
    make_indikator(make_rhk(skp, "Meningkatkan layanan", **UNMEASURED), "Indeks kepuasan", target="90")
    printed = baru_text(as_user(kepala), skp)
    assert in_order(
        printed,
        "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
        "5 UNIT KERJA Dinas Kominfo 5 INSTANSI Pemerintah Kota Uji",
        "RENCANA HASIL KERJA",
        "INDIKATOR KINERJA INDIVIDU",
        "TARGET",
        "PERSPEKTIF",
        "(1) (2) (3) (4) (5)",
        "Meningkatkan layanan",
        "Indeks kepuasan",
        "90",
        "Proses Bisnis",
    )
    assert "DIINTERVENSI" not in printed.upper()
    assert "ASPEK" not in printed


@pytest.mark.parametrize("who", ["staf", "kepala"])
def test_kualitatif_prints_the_measures_as_bullets(as_user, org, who):
    pegawai, penilai = getattr(org, who), {"staf": org.penilai, "kepala": org.sekda}[who]
    skp = make_skp(pegawai, penilai=penilai, pendekatan=Pendekatan.KUALITATIF)
    rhk = make_rhk(skp, "Melayani warga", **UNMEASURED)
    make_indikator(rhk, "Warga puas", target="Target yang disimpan", urutan=1)
    make_indikator(rhk, "Antrean pendek", urutan=2)
    printed = baru_text(as_user(pegawai), skp)
    assert in_order(
        printed,
        "PENDEKATAN HASIL KERJA KUALITATIF",
        "A. UTAMA",
        "Melayani warga",
        "Ukuran keberhasilan/ Indikator Kinerja Individu, dan Target:",
        "Warga puas",
        "Antrean pendek",
    )
    for column in ("ASPEK", "PERSPEKTIF", "Target yang disimpan"):
        assert column not in printed


def test_a_measured_target_stands_for_the_indikator_nobody_typed(as_user, staf, skp):
    assert in_order(
        baru_text(as_user(staf), skp),
        "Kuantitas",
        "Jumlah laporan",
        "12 laporan",
        "Kualitas",
        "100",
        "Waktu",
        "12 Bulan",
    )


def test_the_seven_values_are_printed_with_what_the_penilai_expects(as_user, staf, penilai, skp):
    EkspektasiPerilaku.objects.create(skp=skp, akuntabel="Melapor sebelum tenggat", ditulis_oleh=penilai)
    names = [part for nilai in BERAKHLAK for part in (nilai.nama, *nilai.panduan, "Ekspektasi Khusus Pimpinan:")]
    printed = baru_text(as_user(staf), skp)
    assert in_order(printed, "PERILAKU KERJA", *names)
    assert in_order(printed, "Akuntabel", "Ekspektasi Khusus Pimpinan: Melapor sebelum tenggat", "Kompeten")


def test_lampiran_prints_three_numbered_blocks(as_user, staf, skp):
    for number, (bagian, uraian) in enumerate(
        [
            ("DUKUNGAN", "Dua pegawai"),
            ("DUKUNGAN", "Satu mobil"),
            ("PERTANGGUNGJAWABAN", "Laporan triwulan"),
            ("KONSEKUENSI", "Penghargaan"),
        ]
    ):
        skp.lampiran.create(bagian=bagian, uraian=uraian, urutan=number)
    assert in_order(
        baru_text(as_user(staf), skp, "lampiran"),
        "LAMPIRAN SASARAN KINERJA PEGAWAI",
        "PENDEKATAN HASIL KERJA KUANTITATIF",
        "PEGAWAI YANG DINILAI",
        "DUKUNGAN SUMBER DAYA",
        "1. Dua pegawai",
        "2. Satu mobil",
        "SKEMA PERTANGGUNGJAWABAN",
        "1. Laporan triwulan",
        "KONSEKUENSI",
        "1. Penghargaan",
        "Pegawai yang Dinilai,",
        "Kota Uji, 20 Januari 2026",
        "Pejabat Penilai Kinerja,",
    )


def test_the_paper_says_which_version_it_is_and_dates_it(as_user, staf, penilai, skp):
    Skp.objects.filter(pk=skp.pk).update(adendum_ke=2)
    for aksi, day in ((Action.SETUJUI, wib(2026, 1, 20)), ("ADENDUM_DISETUJUI", wib(2026, 2, 5))):
        Riwayat.objects.create(skp=skp, aksi=aksi, status=Status.DISETUJUI, oleh=penilai, pada=day)
    printed = baru_text(as_user(staf), skp)
    assert "Adendum ke-2, disetujui 5 Februari 2026" in printed
    assert "Kota Uji, 5 Februari 2026" in printed


@pytest.mark.parametrize("paper", ["skp", "lampiran"])
@pytest.mark.parametrize("status", [Status.DRAFT, Status.DIAJUKAN, Status.DIKEMBALIKAN])
def test_the_new_papers_too_are_marked_until_approved(as_user, staf, penilai, status, paper):
    skp = make_skp(staf, penilai=penilai, status=status, status_sejak=wib(2026, 1, 20))
    printed = baru_text(as_user(staf), skp, paper)
    assert "KONSEP" in printed
    assert "Konsep, belum disetujui" in printed
    assert "20 Januari 2026" not in printed


def test_a_jpt_may_be_assessed_by_somebody_without_nip(as_user, sekda, staf):
    jpt = baru_text(as_user(sekda), make_skp(sekda, penilai=None))
    assert jpt.count("NIP .....") == 0
    lain = baru_text(as_user(staf), make_skp(staf, penilai=None, tahun=2025))
    assert lain.count("NIP .....") == 1


@pytest.mark.parametrize("pendekatan", Pendekatan.values)
@pytest.mark.parametrize("who", ["staf", "kepala"])
def test_long_texts_break_over_pages_and_nothing_is_cut(as_user, org, who, pendekatan):
    pegawai, penilai = getattr(org, who), {"staf": org.penilai, "kepala": org.sekda}[who]
    skp = make_skp(pegawai, penilai=penilai, pendekatan=pendekatan)
    for number in range(6):
        jenis = JenisRhk.TAMBAHAN if number == 5 else JenisRhk.UTAMA
        rhk = make_rhk(
            skp, _long(f"Rhk{number}", 1000 if number == 3 else 600), urutan=number, jenis=jenis, **UNMEASURED
        )
        for row in range(4):
            make_indikator(rhk, _long(f"Iki{number}x{row}", 1000 if number == 4 else 600), urutan=row)
    pages = PdfReader(BytesIO(baru(as_user(pegawai), skp))).pages
    printed = squeezed(" ".join(page.extract_text() for page in pages))
    for number in range(6):
        for mark in (f"Rhk{number}", *(f"Iki{number}x{row}" for row in range(4))):
            assert printed.count(f"{mark}awal") == 1
            assert printed.count(f"{mark}akhir") == 1
    for page in pages:
        assert rightmost(page) < float(page.mediabox.width)
        assert in_order(page.extract_text(), "HASIL KERJA") or in_order(page.extract_text(), "PERILAKU KERJA")


def _long(mark, length):
    filler = "kata yang panjang " * 60
    return f"{mark}awal {filler[: length - 2 * len(mark) - 12]} {mark}akhir"


@pytest.mark.parametrize("paper", ["skp", "lampiran"])
@pytest.mark.parametrize("payload", HOSTILE)
def test_what_people_type_into_the_new_papers_is_printed_as_typed(as_user, staf, penilai, skp, payload, paper):
    rhk = make_rhk(skp, payload, urutan=2, penugasan_dari=payload[:200], **UNMEASURED)
    make_indikator(rhk, payload, target=payload)
    skp.lampiran.create(bagian="KONSEKUENSI", uraian=payload)
    EkspektasiPerilaku.objects.create(skp=skp, loyal=payload, ditulis_oleh=penilai)
    assert squeezed(payload) in squeezed(baru_text(as_user(staf), skp, paper))


@pytest.mark.parametrize("uraian", ["a" * 1000, "baris\n" * 166], ids=["one long word", "many lines"])
def test_no_text_breaks_the_layout_of_the_new_papers(as_user, staf, penilai, skp, uraian):
    make_indikator(make_rhk(skp, uraian, urutan=2, **UNMEASURED), uraian, target=uraian[:500])
    skp.lampiran.create(bagian="KONSEKUENSI", uraian=uraian)
    EkspektasiPerilaku.objects.create(skp=skp, loyal=uraian, adaptif="Tulisan terakhir", ditulis_oleh=penilai)
    for paper in ("skp", "lampiran"):
        document = baru(as_user(staf), skp, paper)
        for page in PdfReader(BytesIO(document)).pages:
            assert rightmost(page) < float(page.mediabox.width)
        assert text_of(document).count("baris") >= uraian.count("baris")


def test_the_files_are_named_and_tagged(as_user, staf, skp):
    for paper, name in (("skp", "SKP"), ("lampiran", "Lampiran-SKP")):
        response = as_user(staf).get(reverse(f"skp:cetak_{paper}", args=[skp.pk]))
        assert response["Content-Disposition"] == f'inline; filename="{name}-2026-{staf.nip}.pdf"'
        root = PdfReader(BytesIO(response.content)).root_object
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root


@pytest.mark.parametrize(("who", "status"), [("staf", 200), ("penilai", 404), ("kepala", 404), ("admin", 404)])
@pytest.mark.parametrize("paper", ["skp", "lampiran"])
def test_a_draft_is_printed_in_the_new_form_by_its_owner_alone(as_user, org, who, status, paper):
    skp = make_skp(org.staf, penilai=org.penilai, status=Status.DRAFT)
    assert as_user(getattr(org, who)).get(reverse(f"skp:cetak_{paper}", args=[skp.pk])).status_code == status


@pytest.mark.parametrize("rows", [1, 30])
def test_the_number_of_queries_of_the_new_papers_does_not_grow(as_user, staf, skp, rows, django_assert_num_queries):
    for number in range(rows):
        make_indikator(make_rhk(skp, f"Kegiatan {number}", urutan=number + 2), f"Indikator {number}")
        skp.lampiran.create(bagian="KONSEKUENSI", uraian=f"Butir {number}")
    client = as_user(staf)
    with django_assert_num_queries(9):
        baru(client, skp)
    with django_assert_num_queries(8):
        baru(client, skp, "lampiran")


def test_the_sasaran_page_leads_to_the_papers(as_user, staf, skp):
    page = as_user(staf).get(skp.get_absolute_url()).content.decode()
    for name in ("cetak_skp", "cetak_lampiran", "cetak"):
        assert f'href="{reverse(f"skp:{name}", args=[skp.pk])}"' in page


def test_an_instansi_that_evaluates_no_periods_has_the_old_form_alone(as_user, staf, skp, org):
    Instansi.objects.filter(pk=org.instansi.pk).update(evaluasi_periodik=False)
    page = as_user(staf).get(skp.get_absolute_url()).content.decode()
    assert reverse("skp:cetak", args=[skp.pk]) in page
    assert reverse("skp:cetak_skp", args=[skp.pk]) not in page
