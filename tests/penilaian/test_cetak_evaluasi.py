"""The papers of an evaluasi: the blocks of each form in order, no rating told too early, long texts whole."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from penilaian.models import (
    Evaluasi,
    JejakBaca,
    Keberatan,
    RealisasiPeriode,
    RencanaAksi,
    SebagaiPenilai,
    UmpanBalik,
    UndanganUmpanBalik,
)
from penilaian.scoring.permenpanrb_6_2022 import Rating
from penilaian.workflow import StatusEvaluasi
from skp.models import Bentuk, JenisRhk, Pendekatan, Perspektif
from tests.factories import make_evaluasi, make_indikator, make_periode, make_rated, make_rhk, make_skp, wib
from tests.papers import in_order, rightmost, squeezed, text_of

PAPERS = ("cetak_rencana_aksi", "cetak_evaluasi", "cetak_dokumen_evaluasi")
UNMEASURED = dict.fromkeys(("target_kuantitas", "satuan", "target_kualitas", "target_waktu"))
SENTENCE = "Menyusun laporan pelaksanaan kegiatan yang lengkap, tepat waktu, dan dapat dipertanggungjawabkan. "


def url(evaluasi, paper="cetak_evaluasi"):
    return reverse(f"penilaian:{paper}", args=[evaluasi.skp_id, evaluasi.periode_id])


def text(client, evaluasi, paper="cetak_evaluasi"):
    response = client.get(url(evaluasi, paper))
    assert response.status_code == 200
    return text_of(response.content)


@pytest.fixture
def skp(staf, penilai):
    skp = make_skp(staf, penilai=penilai, status_sejak=wib(2026, 1, 20))
    rhk = make_rhk(skp, "Menyusun laporan keuangan", **UNMEASURED)
    make_indikator(rhk, "Jumlah laporan yang selesai")
    return skp


@pytest.fixture
def rated(skp, kepala):
    return make_rated(
        skp,
        hasil=Rating.DI_ATAS,
        perilaku=Rating.SESUAI,
        capaian_organisasi="baik",
        catatan="Ikut pelatihan pengadaan.",
        dinilai_pada=wib(2026, 4, 2),
    )


def handed_over(evaluasi, kepala, status=StatusEvaluasi.DISERAHKAN):
    Evaluasi.objects.filter(pk=evaluasi.pk).update(
        status=status,
        diserahkan_pada=wib(2026, 4, 6),
        batas_keberatan="2026-04-24",
        dijawab_pada=wib(2026, 4, 8) if status == StatusEvaluasi.DITERIMA else None,
        atasan_penilai=kepala,
        atasan_unit=kepala.unit,
        atasan_jabatan=kepala.jabatan,
        atasan_golongan=kepala.golongan,
    )
    evaluasi.refresh_from_db()
    return evaluasi


# --- The forms -------------------------------------------------------------------------------------------------------


def test_the_blocks_stand_in_the_order_of_the_form(as_user, penilai, rated):
    assert in_order(
        text(as_user(penilai), rated),
        "EVALUASI KINERJA PEGAWAI",
        "PENDEKATAN HASIL KERJA KUANTITATIF",
        "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
        "PERIODE: TRIWULAN I",
        "Pemerintah Kota Uji",
        "Periode Penilaian: 1 Januari sd 31 Maret Tahun 2026",
        "PEGAWAI YANG DINILAI",
        "PEJABAT PENILAI KINERJA",
        "CAPAIAN KINERJA ORGANISASI",
        "BAIK",
        "POLA DISTRIBUSI",
        "KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI DENGAN CAPAIAN KINERJA ORGANISASI BAIK",
        "HASIL KERJA",
        "REALISASI BERDASARKAN BUKTI DUKUNG",
        "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
        "A. UTAMA",
        "Menyusun laporan keuangan",
        "B. TAMBAHAN",
        "RATING HASIL KERJA",
        "DI ATAS EKSPEKTASI",
        "PERILAKU KERJA",
        "Berorientasi Pelayanan",
        "Kolaboratif",
        "RATING PERILAKU KERJA",
        "SESUAI EKSPEKTASI",
        "PREDIKAT KINERJA PEGAWAI",
        "BAIK",
        "Kota Uji, 2 April 2026",
        "Pejabat Penilai Kinerja,",
        "Penilai",
    )


@pytest.mark.parametrize(
    ("pendekatan", "bentuk", "there", "absent"),
    [
        (Pendekatan.KUANTITATIF, Bentuk.PEGAWAI, ("DIINTERVENSI", "ASPEK", "(8)"), ("PERSPEKTIF",)),
        (Pendekatan.KUANTITATIF, Bentuk.PIMPINAN, ("PERSPEKTIF", "(7)", "Bagi Pejabat Pimpinan"), ("ASPEK", "(8)")),
        (Pendekatan.KUALITATIF, Bentuk.PEGAWAI, ("Ukuran keberhasilan", "(4)"), ("ASPEK", "(5)")),
        (Pendekatan.KUALITATIF, Bentuk.PIMPINAN, ("Ukuran keberhasilan", "(4)"), ("PERSPEKTIF", "(5)")),
    ],
)
def test_each_form_has_its_columns(as_user, staf, penilai, pendekatan, bentuk, there, absent):
    skp = make_skp(staf, penilai=penilai, pendekatan=pendekatan, bentuk=bentuk)
    make_indikator(make_rhk(skp, "Satu"), perspektif=Perspektif.PROSES_BISNIS)
    make_rhk(skp, "Tanpa ukuran", jenis=JenisRhk.TAMBAHAN, **UNMEASURED)
    printed = text(as_user(penilai), make_evaluasi(skp)).upper()
    for part in there:
        assert part.upper() in printed
    for part in absent:
        assert part not in printed


def test_what_was_reached_shown_and_said_is_on_the_paper(as_user, staf, penilai, skp):
    evaluasi = make_evaluasi(skp)
    rhk = skp.rhk.get()
    indikator = rhk.indikator.get()
    RealisasiPeriode.objects.create(
        evaluasi=evaluasi, rhk=rhk, indikator=indikator, realisasi="12 laporan selesai", sumber_data="Buku agenda"
    )
    UmpanBalik.objects.create(evaluasi=evaluasi, rhk=rhk, teks="Pertahankan", oleh=penilai, pada=wib(2026, 3, 1))
    UmpanBalik.objects.create(
        evaluasi=evaluasi, perilaku="akuntabel", teks="Laporkan lebih awal", oleh=penilai, pada=wib(2026, 3, 2)
    )
    printed = text(as_user(staf), evaluasi)
    assert in_order(
        printed, "12 laporan selesai", "Pertahankan", "Buku agenda", "Akuntabel", "Laporkan lebih awal"
    ) or in_order(printed, "12 laporan selesai", "Buku agenda", "Pertahankan", "Laporkan lebih awal")


def test_the_paper_prints_what_was_rated_and_not_what_the_skp_says_today(as_user, penilai, skp, rated):
    skp.rhk.update(uraian="Kalimat baru")
    printed = text(as_user(penilai), rated)
    assert "Menyusun laporan keuangan" in printed
    assert "Kalimat baru" not in printed


def test_without_a_capaian_no_curve_is_drawn(as_user, penilai, skp):
    printed = text(as_user(penilai), make_rated(skp))
    assert "Belum ditetapkan" in printed or "BELUM DITETAPKAN" in printed
    assert "KURVA DISTRIBUSI" not in printed


def test_the_year_is_named_by_its_period(as_user, penilai, skp):
    printed = text(as_user(penilai), make_rated(skp, make_periode(skp.instansi, "Akhir Tahun")))
    assert in_order(printed, "PERIODE: AKHIR TAHUN", "1 Januari sd 31 Desember Tahun 2026")


def test_who_rated_is_printed_from_the_post_he_rated_from(as_user, penilai, kepala, rated):
    Evaluasi.objects.filter(pk=rated.pk).update(
        dinilai_oleh=kepala, dinilai_jabatan=kepala.jabatan, dinilai_unit=kepala.unit, dinilai_golongan="IV/c"
    )
    printed = text(as_user(penilai), rated)
    assert "Pembina Utama Muda (IV/c)" in printed
    assert kepala.nip_tampil in printed


def test_a_superior_who_rated_in_the_place_of_the_penilai_signs_as_such(as_user, penilai, kepala, rated):
    Evaluasi.objects.filter(pk=rated.pk).update(dinilai_oleh=kepala, dinilai_sebagai=SebagaiPenilai.ATASAN)
    printed = text(as_user(penilai), rated)
    assert in_order(printed, penilai.nip_tampil, "Atasan Pejabat Penilai Kinerja,", kepala.nip_tampil)


# --- What its owner may know -----------------------------------------------------------------------------------------


def test_the_owner_reads_no_rating_before_it_was_handed_over(as_user, staf, rated):
    printed = text(as_user(staf), rated).lower()
    for secret in ("di atas ekspektasi", "sesuai ekspektasi", "kurva distribusi", "2 april 2026", "pelatihan"):
        assert secret not in printed
    assert printed.count("belum diserahkan") >= 4
    assert "konsep" in printed


def test_an_open_and_a_rated_evaluasi_look_the_same_to_its_owner(as_user, staf, skp, rated):
    before = text(as_user(staf), rated)
    Evaluasi.objects.filter(pk=rated.pk).update(
        status=StatusEvaluasi.TERBUKA, predikat="", isi=None, rating_hasil="", rating_perilaku=""
    )
    assert text(as_user(staf), rated) == before


def test_the_owner_is_refused_the_document_until_it_is_handed_over(as_user, staf, kepala, rated):
    client = as_user(staf)
    refused = client.get(url(rated, "cetak_dokumen_evaluasi"), follow=True)
    assert refused["Content-Type"] != "application/pdf"
    assert "belum diserahkan kepada Anda" in refused.content.decode()
    handed_over(rated, kepala)
    assert in_order(text(client, rated, "cetak_dokumen_evaluasi"), "PREDIKAT KINERJA PEGAWAI", "BAIK", "pelatihan")


def test_what_is_not_handed_over_is_a_draft_to_the_others(as_user, penilai, rated):
    for paper in PAPERS[1:]:
        printed = text(as_user(penilai), rated, paper)
        assert "KONSEP" in printed
        assert "belum diserahkan" in printed


def test_a_draft_rating_of_the_penilai_is_on_no_paper(as_user, penilai, skp):
    evaluasi = make_evaluasi(skp, rating_hasil="di_bawah", dinilai_oleh=penilai, dinilai_sebagai="PENILAI")
    assert "EKSPEKTASI KHUSUS" in text(as_user(penilai), evaluasi).upper()
    assert "DI BAWAH EKSPEKTASI" not in text(as_user(penilai), evaluasi).upper()


def test_peer_feedback_is_on_no_paper(as_user, staf, penilai, kepala, rekan, rated):
    asked = UndanganUmpanBalik.objects.create(
        evaluasi=rated, pemberi=rekan, asal="DIMINTA", hubungan="REKAN", diminta_oleh=staf, pada=wib(2026, 3, 1)
    )
    asked.umpan_balik.create(perilaku="akuntabel", teks="Rahasia dari seorang teman")
    handed_over(rated, kepala)
    for paper in PAPERS:
        assert "Rahasia dari" not in text(as_user(penilai), rated, paper)


# --- Dokumen Evaluasi ------------------------------------------------------------------------------------------------


def test_the_document_has_seven_blocks_and_three_persons(as_user, staf, penilai, kepala, rated):
    handed_over(rated, kepala, StatusEvaluasi.DITERIMA)
    printed = text(as_user(staf), rated, "cetak_dokumen_evaluasi")
    assert "KONSEP" not in printed
    assert in_order(
        printed,
        "DOKUMEN EVALUASI KINERJA PEGAWAI",
        "PERIODE: TRIWULAN I",
        "1",
        "PEGAWAI YANG DINILAI",
        staf.nip_tampil,
        "PEJABAT PENILAI KINERJA",
        penilai.nip_tampil,
        "ATASAN PEJABAT PENILAI KINERJA",
        kepala.nip_tampil,
        "EVALUASI KINERJA",
        "CAPAIAN KINERJA ORGANISASI",
        "BAIK",
        "PREDIKAT KINERJA PEGAWAI",
        "BAIK",
        "CATATAN/REKOMENDASI",
        "Ikut pelatihan pengadaan.",
    )
    assert "6. Kota Uji, 6 April 2026" in printed
    assert "7. Kota Uji, 8 April 2026" in printed


def test_silence_and_objection_show_on_the_document(as_user, penilai, staf, kepala, rated):
    handed_over(rated, kepala)
    Evaluasi.objects.filter(pk=rated.pk).update(batas_keberatan="2026-03-01")
    assert "dianggap diterima" in text(as_user(staf), rated, "cetak_dokumen_evaluasi")
    handed_over(rated, kepala, StatusEvaluasi.KEBERATAN)
    assert "belum diputuskan" in text(as_user(staf), rated, "cetak_dokumen_evaluasi")
    handed_over(rated, kepala, StatusEvaluasi.DIPUTUSKAN)
    Keberatan.objects.create(
        evaluasi=rated,
        alasan="Bukti belum dilihat.",
        diajukan_pada=wib(2026, 4, 8),
        batas_keputusan="2026-04-17",
        keputusan="TETAP",
        diputuskan_oleh=kepala,
        diputuskan_pada=wib(2026, 4, 10),
    )
    assert "hasil evaluasi tetap" in text(as_user(staf), rated, "cetak_dokumen_evaluasi")


def test_the_superior_of_a_draft_is_the_one_of_today(as_user, penilai, kepala, rated):
    assert in_order(
        text(as_user(penilai), rated, "cetak_dokumen_evaluasi"), "ATASAN PEJABAT PENILAI", kepala.nip_tampil
    )


# --- Rencana Aksi ----------------------------------------------------------------------------------------------------


def test_the_steps_stand_under_their_rhk(as_user, staf, skp):
    evaluasi = make_evaluasi(skp)
    rhk = skp.rhk.get()
    for place, uraian in enumerate(("Mengumpulkan data", "Menyusun rancangan"), start=1):
        RencanaAksi.objects.create(evaluasi=evaluasi, rhk=rhk, urutan=place, uraian=uraian, target="1 dokumen")
    make_rhk(skp, "Belum direncanakan", urutan=2)
    assert in_order(
        text(as_user(staf), evaluasi, "cetak_rencana_aksi"),
        "RENCANA AKSI",
        "PERIODE: TRIWULAN I",
        "A. UTAMA",
        "Menyusun laporan keuangan",
        "1. Mengumpulkan data",
        "1 dokumen",
        "2. Menyusun rancangan",
        "Belum direncanakan",
        "Belum ada rencana aksi",
        "Pegawai yang Dinilai,",
    )


# --- The paper as a file ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pendekatan", Pendekatan)
@pytest.mark.parametrize("bentuk", Bentuk)
def test_long_texts_flow_over_the_sheets_whole(as_user, staf, penilai, kepala, pendekatan, bentuk):
    skp = make_skp(staf, penilai=penilai, pendekatan=pendekatan, bentuk=bentuk)
    evaluasi = make_evaluasi(skp)
    for number in range(2):
        rhk = make_rhk(skp, f"RHK {number} " + SENTENCE * 4, urutan=number + 1, **UNMEASURED)
        for part in range(4):
            line = make_indikator(rhk, f"Indikator {number}.{part} " + SENTENCE * 5, urutan=part + 1)
            RealisasiPeriode.objects.create(
                evaluasi=evaluasi, rhk=rhk, indikator=line, realisasi=f"Capaian {number}.{part} " + SENTENCE * 20
            )
        UmpanBalik.objects.create(
            evaluasi=evaluasi, rhk=rhk, teks=SENTENCE * 20 + f"Ujung {number}.", oleh=penilai, pada=wib(2026, 3, 1)
        )
        RencanaAksi.objects.create(evaluasi=evaluasi, rhk=rhk, uraian=SENTENCE * 10 + f"Akhir {number}.")
    printed = as_user(penilai).get(url(evaluasi)).content
    pages = PdfReader(BytesIO(printed)).pages
    assert len(pages) > 3
    assert max(rightmost(page) for page in pages) < pages[0].mediabox.width
    whole = squeezed(text_of(printed))
    for number in range(2):
        assert squeezed(f"Ujung {number}.") in whole
        for part in range(4):
            assert squeezed(f"Capaian {number}.{part}") in whole
    assert "Akhir1." in squeezed(text(as_user(staf), evaluasi, "cetak_rencana_aksi"))


def test_what_people_typed_is_printed_as_text(as_user, staf, skp):
    evaluasi = make_evaluasi(skp)
    RealisasiPeriode.objects.create(
        evaluasi=evaluasi, rhk=skp.rhk.get(), aspek="KUANTITAS", realisasi="<b>dua</b> & {{ tiga }}"
    )
    skp.rhk.get().indikator.all().delete()
    rhk = skp.rhk.get()
    RencanaAksi.objects.create(evaluasi=evaluasi, rhk=rhk, uraian="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" in text(as_user(staf), evaluasi, "cetak_rencana_aksi")


@pytest.mark.parametrize("paper", PAPERS)
def test_the_paper_is_tagged_and_named(as_user, penilai, kepala, rated, paper):
    handed_over(rated, kepala)
    response = as_user(penilai).get(url(rated, paper))
    assert response["Content-Type"] == "application/pdf"
    assert "Triwulan-I-2026" in response["Content-Disposition"]
    reader = PdfReader(BytesIO(response.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.trailer["/Root"]


@pytest.mark.parametrize("paper", PAPERS)
def test_the_reading_of_another_persons_paper_is_logged(as_user, staf, penilai, kepala, rated, paper):
    handed_over(rated, kepala)
    as_user(staf).get(url(rated, paper))
    assert not JejakBaca.objects.exists()
    as_user(penilai).get(url(rated, paper))
    assert JejakBaca.objects.get().pembaca == penilai


def test_a_stranger_finds_nothing(as_user, stranger, rated):
    for paper in PAPERS:
        assert as_user(stranger).get(url(rated, paper)).status_code == 404


@pytest.mark.parametrize("paper", PAPERS)
def test_the_number_of_queries_does_not_grow(as_user, penilai, skp, paper, django_assert_max_num_queries):
    evaluasi = make_evaluasi(skp)
    client = as_user(penilai)
    client.get(url(evaluasi, paper))
    for number in range(12):
        rhk = make_rhk(skp, f"RHK {number}", urutan=number + 2)
        make_indikator(rhk, "Jumlah")
        RencanaAksi.objects.create(evaluasi=evaluasi, rhk=rhk, uraian="Satu")
    with django_assert_max_num_queries(24):
        assert client.get(url(evaluasi, paper)).status_code == 200
