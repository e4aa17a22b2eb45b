"""The page Cetak: which papers there are of whom, whether they are drafts, and why one is missing."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dashboard.papers import (
    AKUMULASI,
    CAPAIAN_BULAN,
    CAPAIAN_TAHUN,
    DOKUMEN,
    EVALUASI,
    FORMULIR,
    HARIAN,
    KONVERSI,
    LAMPIRAN,
    PENETAPAN,
    PRESTASI,
    RENCANA_AKSI,
    SKP,
)
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.models import Instansi
from penilaian.models import Evaluasi, PenilaianPerilaku
from penilaian.workflow import StatusEvaluasi
from skp.models import SkpBulanan
from skp.workflow import Status
from tests.factories import (
    make_bulanan,
    make_kegiatan,
    make_pegawai,
    make_periode,
    make_rated,
    make_rhk,
    make_skp,
    make_target,
    wib,
)

URL = reverse("dashboard:cetak")
MEASURED = [paper.judul for paper in (FORMULIR, CAPAIAN_BULAN, HARIAN, CAPAIAN_TAHUN, PRESTASI)]
ALL = [SKP.judul, LAMPIRAN.judul, *MEASURED]


def page(client, **query):
    response = client.get(URL, query)
    assert response.status_code == 200
    return response


def papers(client, **query):
    return {paper.judul: paper for paper in page(client, **query).context["daftar"]}


@pytest.fixture
def skp(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    bulanan = make_bulanan(skp, 3)
    target = make_target(bulanan, make_rhk(skp))
    make_kegiatan(staf, target=target)
    PenilaianPerilaku.objects.create(
        skp_bulanan=bulanan, orientasi_pelayanan=88, integritas=88, komitmen=88, disiplin=88, kerjasama=88,
        struktural=False, rata_rata=88, penilai=penilai, dinilai_pada=timezone.now(),
    )  # fmt: skip
    return skp


def test_without_anything_each_paper_says_why_it_is_missing(as_user, staf):
    found = papers(as_user(staf))
    assert list(found) == ALL
    assert {paper.alasan for paper in found.values()} == {
        "Belum ada SKP tahun 2026.",
        "Belum ada SKP Bulanan Maret 2026.",
        "Tidak ada kegiatan harian pada Maret 2026.",
    }
    assert not any(paper.url for paper in found.values())


def test_each_paper_offered_can_be_printed(as_user, staf, skp):
    client = as_user(staf)
    for paper in papers(client).values():
        response = client.get(paper.url)
        assert (response.status_code, response["Content-Type"]) == (200, "application/pdf"), paper.judul


def test_a_paper_that_is_missing_would_be_refused(as_user, staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    client = as_user(staf)
    found = papers(client)
    assert found[CAPAIAN_TAHUN.judul].alasan == "Belum ada SKP Bulanan disetujui yang dapat dihitung."
    assert client.get(reverse("penilaian:cetak_tahun", args=[skp.pk])).status_code == 302
    make_target(make_bulanan(skp), make_rhk(skp))
    assert papers(client)[CAPAIAN_TAHUN.judul].url
    assert papers(client)[PRESTASI.judul].alasan == "Belum ada penilaian perilaku pada bulan yang dihitung."
    assert client.get(reverse("penilaian:cetak_prestasi", args=[skp.pk])).status_code == 302


def test_drafts_are_told_from_final_papers(as_user, staf, penilai, skp):
    client = as_user(staf)
    found = papers(client)
    assert found[FORMULIR.judul].konsep == ""
    assert "belum ditutup" in found[CAPAIAN_BULAN.judul].konsep
    assert "belum berakhir" in found[CAPAIAN_TAHUN.judul].konsep
    SkpBulanan.objects.update(ditutup_pada=timezone.now(), ditutup_oleh=penilai)
    with time_machine.travel(wib(2027, 1, 2)):
        found = papers(as_user(staf), tahun=2026, bulan=3)
    assert [paper.judul for paper in found.values() if paper.konsep] == []


def test_a_draft_skp_is_offered_to_its_owner_and_named_to_his_penilai(as_user, staf, penilai):
    make_skp(staf, penilai=penilai, status=Status.DRAFT)
    assert papers(as_user(staf))[FORMULIR.judul].konsep == "SKP draft."
    assert papers(as_user(penilai), pegawai=staf.pk)[FORMULIR.judul].alasan == "SKP tahun 2026 belum diajukan."


def test_the_papers_of_a_part_the_instansi_does_not_use_are_left_out(as_user, staf, org):
    def found(**parts):
        Instansi.objects.filter(pk=org.instansi.pk).update(**parts)
        return list(papers(as_user(staf)))

    assert found(evaluasi_periodik=False) == MEASURED
    assert found(pengukuran_bulanan=False, evaluasi_periodik=True) == [SKP.judul, LAMPIRAN.judul]


def test_what_was_measured_before_stays_printable(as_user, staf, skp, org):
    Instansi.objects.filter(pk=org.instansi.pk).update(pengukuran_bulanan=False)
    assert list(papers(as_user(staf))) == ALL
    assert MEASURED[1] not in papers(as_user(staf), bulan=2)


def test_two_skp_of_a_year_are_two_forms_with_their_periods(as_user, staf, penilai):
    make_skp(staf, penilai=penilai, periode_selesai=date(2026, 5, 31))
    last = make_skp(staf, penilai=penilai, periode_mulai=date(2026, 6, 1))
    make_target(make_bulanan(last, 6), make_rhk(last))
    daftar = page(as_user(staf)).context["daftar"]
    assert [paper.keterangan for paper in daftar if paper.judul == FORMULIR.judul] == [
        "1 Januari s.d. 31 Mei",
        "1 Juni s.d. 31 Desember",
    ]
    year = next(paper for paper in daftar if paper.judul == CAPAIAN_TAHUN.judul)
    assert year.url == reverse("penilaian:cetak_tahun", args=[last.pk])


def test_year_and_month_are_chosen(as_user, staf, penilai, skp):
    found = papers(as_user(staf), tahun=2026, bulan=2)
    assert found[HARIAN.judul].alasan == "Tidak ada kegiatan harian pada Februari 2026."
    assert found[FORMULIR.judul].url
    assert papers(as_user(staf), tahun=2025)[FORMULIR.judul].alasan == "Belum ada SKP tahun 2025."


@pytest.mark.parametrize(
    "query",
    [
        {"tahun": "x"},
        {"tahun": "999999"},
        {"bulan": "13"},
        {"bulan": "-1"},
        {"pegawai": "x"},
        {"pegawai": "9" * 40},
        {"cari": "x" * 500},
        {"cari": "%' OR 1=1"},
        {"tahun": "", "bulan": ""},
    ],
)
def test_nonsense_in_the_address_shows_the_present_month(as_user, staf, query):
    context = page(as_user(staf), **query).context
    assert (context["tahun"], context["bulan"], context["pegawai"]) == (2026, 3, staf)


def test_somebody_else_is_found_by_name_or_nip(as_user, penilai, staf, rekan):
    client = as_user(penilai)
    assert {staf, rekan} <= set(page(client).context["orang"])
    assert page(client, cari="staf").context["orang"] == [staf]
    assert page(client, cari=staf.nip[:8]).context["orang"] == [staf]
    assert page(client, cari="tidak ada").context["orang"] == []


def test_who_leads_nobody_is_not_offered_a_search(as_user, staf):
    response = page(as_user(staf))
    assert response.context["orang"] == []
    assert "Cetak untuk pegawai lain" not in response.content.decode()


def test_a_long_list_of_people_is_cut_and_says_so(as_user, penilai, staf):
    for number in range(25):
        make_pegawai(f"Pegawai {number}", unit=staf.unit, jabatan=staf.jabatan, nip=f"19850101201001{1}{number + 500}")
    response = page(as_user(penilai))
    assert len(response.context["orang"]) == 20
    assert "Masih ada yang lain" in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("staf", 200),
        ("penilai", 200),
        ("kepala", 200),
        ("admin", 200),
        ("super_admin", 200),
        ("rekan", 404),
        ("stranger", 404),
        ("orang_luar", 404),
        ("admin_luar", 404),
    ],
)
def test_whose_papers_one_may_see(as_user, org, skp, who, status):
    assert as_user(getattr(org, who)).get(URL, {"pegawai": org.staf.pk}).status_code == status


def test_a_penilai_prints_for_his_subordinate(as_user, penilai, staf, skp):
    client = as_user(penilai)
    for paper in papers(client, pegawai=staf.pk).values():
        assert client.get(paper.url).status_code == 200, paper.judul


@pytest.mark.parametrize("rows", [1, 12])
def test_the_number_of_queries_does_not_grow(as_user, staf, penilai, skp, rows, django_assert_num_queries):
    for bulan in range(1, rows + 1):
        if bulan != 3:
            make_target(make_bulanan(skp, bulan), skp.rhk.get())
        make_kegiatan(staf, penilai=penilai, status=StatusKegiatanHarian.TERCATAT, tanggal=date(2026, 3, bulan))
    make_periode(skp.instansi)
    client = as_user(penilai)
    with django_assert_num_queries(13):
        page(client, pegawai=staf.pk)


def test_a_pejabat_fungsional_has_the_sheets_of_his_angka_kredit_and_others_do_not(as_user, jf, penilai):
    client = as_user(jf)
    found = papers(client, tahun=2025)
    assert found[KONVERSI.judul].alasan == "Belum ada predikat kinerja 2025."
    assert found[PENETAPAN.judul].alasan == "Belum ada angka kredit yang dihitung."
    make_rated(
        make_skp(jf, penilai=penilai, tahun=2025),
        make_periode(jf.instansi, "Akhir Tahun", tahun=2025),
        status=StatusEvaluasi.KEBERATAN,
        diserahkan_pada=wib(2026, 1, 15),
        batas_keberatan=date(2026, 2, 4),
    )
    found = papers(client, tahun=2025)
    for judul in (KONVERSI.judul, AKUMULASI.judul, PENETAPAN.judul):
        assert "keberatan" in found[judul].konsep
        assert client.get(found[judul].url)["Content-Type"] == "application/pdf"
    assert KONVERSI.judul not in papers(as_user(penilai), tahun=2025)
    assert KONVERSI.judul in papers(as_user(penilai), tahun=2025, pegawai=jf.pk)


def test_the_papers_of_an_evaluasi_are_those_of_the_periods_of_the_month(as_user, staf, penilai, skp):
    evaluasi = make_rated(skp, make_periode(skp.instansi, "Triwulan I"))

    def found(client, **extra):
        rows = client.get(URL, {"tahun": 2026, "bulan": 3, **extra}).context["daftar"]
        return {(paper.judul, paper.keterangan): paper for paper in rows}

    own = found(as_user(staf))
    assert (RENCANA_AKSI.judul, "Triwulan I 2026") in own
    assert (EVALUASI.judul, "Akhir Tahun 2026") in own
    assert (EVALUASI.judul, "Triwulan II 2026") not in own
    assert own[EVALUASI.judul, "Triwulan I 2026"].konsep == "Evaluasi Triwulan I 2026 belum diserahkan."
    assert "belum diserahkan" in own[DOKUMEN.judul, ""].alasan
    read = found(as_user(penilai), pegawai=staf.pk)
    assert read[DOKUMEN.judul, "Triwulan I 2026"].konsep
    Evaluasi.objects.filter(pk=evaluasi.pk).update(
        status=StatusEvaluasi.DISERAHKAN, diserahkan_pada=timezone.now(), batas_keberatan=date(2026, 4, 24)
    )
    assert found(as_user(staf))[DOKUMEN.judul, "Triwulan I 2026"].url
