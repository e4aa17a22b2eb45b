"""The printed appraisal: the numbers of the scoring, drafts marked, and no paper before there is something to print."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from kegiatan.models import Kreativitas, Realisasi, TugasTambahan
from kegiatan.workflow import StatusUsulan
from organisasi.models import Pegawai
from penilaian.capaian import year_result
from penilaian.models import PenilaianKualitas, PenilaianPerilaku
from penilaian.papers import monthly_mean, perilaku_paper
from penilaian.services import close
from skp.models import RencanaHasilKerja, TargetBulanan
from skp.workflow import Status
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target, wib
from tests.papers import in_order, squeezed, text_of
from tests.penilaian.conftest import IN_TIME, finish, give_perilaku, graded

NEXT_YEAR = wib(2027, 1, 11)


def month_paper(client, bulanan):
    return client.get(reverse("penilaian:cetak_bulan", args=[bulanan.pk]))


def year_paper(client, skp):
    return client.get(reverse("penilaian:cetak_tahun", args=[skp.pk]))


def prestasi_paper(client, skp):
    return client.get(reverse("penilaian:cetak_prestasi", args=[skp.pk]))


@pytest.fixture
def selesai(maret, dua_kegiatan, penilai):
    """The guide's example with everything given: 100 + 90 + 96 over 3 aspects are 95,33."""
    for kegiatan in dua_kegiatan:
        graded(kegiatan, penilai)
    finish(maret, penilai)
    return maret


@pytest.fixture
def ditutup(selesai, penilai):
    close(bulanan=selesai.bulanan, tanpa_kualitas=False, by=penilai, at=IN_TIME)
    return selesai


def claim(pegawai, penilai, model=TugasTambahan, status=StatusUsulan.DIKONFIRMASI, **fields):
    decided = {} if status == StatusUsulan.DIAJUKAN else {"diputuskan_oleh": penilai, "diputuskan_pada": IN_TIME}
    if model is TugasTambahan:
        own = {
            "uraian": "Anggota tim arsip",
            "nomor_sk": "188/12/2026",
            "tanggal_sk": date(2026, 2, 3),
            "eselon_penandatangan": "II",
            "nama_penandatangan": "Kepala Dinas",
        }
    else:
        own = {
            "uraian": "Aplikasi arsip",
            "tingkat": "unit kerja",
            "nomor_surat": "045/7",
            "tanggal_surat": date(2026, 3, 1),
        }
    return model.objects.create(
        pegawai=pegawai, penilai=penilai, tahun=2026, status=status, **{**own, **decided, **fields}
    )


# --- The month -------------------------------------------------------------------------------------------------------


def test_the_month_prints_target_and_realisasi_side_by_side_and_what_they_come_to(as_user, staf, ditutup):
    assert in_order(
        text_of(month_paper(as_user(staf), ditutup.bulanan).content),
        "PENILAIAN CAPAIAN SASARAN KERJA PEGAWAI",
        "BULAN MARET 2026 (1 MARET 2026 S.D. 31 MARET 2026)",
        "I. PEJABAT PENILAI",
        "I. KEGIATAN TUGAS JABATAN",
        "AK",
        "TARGET",
        "AK",
        "REALISASI",
        "PENGHITUNGAN",
        "NILAI CAPAIAN SKP",
        "Membuat laporan keuangan",
        "1 laporan",
        "100",
        "5 hari",
        "1 laporan",
        "90",
        "4 hari",
        "286,00",
        "95,33",
        "II. TUGAS TAMBAHAN DAN KREATIVITAS",
        "NILAI CAPAIAN SKP",
        "95,33",
        "Sangat Baik",
        "Kota Uji, 31 Maret 2026",
        "Pejabat Penilai,",
    )


def test_a_closed_month_bears_no_mark_and_an_open_one_does(as_user, staf, penilai, selesai):
    assert "KONSEP" in text_of(month_paper(as_user(staf), selesai.bulanan).content)
    close(bulanan=selesai.bulanan, tanpa_kualitas=False, by=penilai, at=IN_TIME)
    assert "KONSEP" not in text_of(month_paper(as_user(staf), selesai.bulanan).content)


def test_what_nobody_has_given_yet_is_a_dash(as_user, staf, maret):
    printed = text_of(month_paper(as_user(staf), maret.bulanan).content)
    assert in_order(printed, "5 hari", "-", "-", "0 laporan", "-", "-", "-")


def test_a_month_without_targets_is_printed_with_the_reason(as_user, staf, penilai):
    bulanan = make_bulanan(make_skp(staf, penilai=penilai), status=Status.DRAFT)
    printed = text_of(month_paper(as_user(staf), bulanan).content)
    assert "Belum ada kegiatan tugas jabatan" in printed
    assert "belum mempunyai target" in printed


def test_angka_kredit_follows_the_quantity_of_target_and_realisasi(as_user, jf, penilai):
    skp = make_skp(jf, penilai=penilai)
    bulanan = make_bulanan(skp)
    target = make_target(bulanan, make_rhk(skp, angka_kredit=Decimal("0.36")), target_kuantitas=Decimal(2))
    make_kegiatan(jf, target=target, kuantitas=Decimal(1))
    assert in_order(
        text_of(month_paper(as_user(jf), bulanan).content), "laporan keuangan", "0,72", "2 laporan", "0,36", "1 laporan"
    )


def test_biaya_of_an_official_who_holds_a_budget_is_printed_on_both_sides(as_user, kepala, sekda):
    skp = make_skp(kepala, penilai=sekda)
    bulanan = make_bulanan(skp)
    target = make_target(bulanan, make_rhk(skp), target_biaya=Decimal(10_000_000))
    Realisasi.objects.create(target=target, waktu=4, biaya=Decimal(9_500_000), diisi_oleh=kepala)
    assert in_order(text_of(month_paper(as_user(kepala), bulanan).content), "Rp10.000.000", "Rp9.500.000")


# --- The year --------------------------------------------------------------------------------------------------------


def test_the_year_lists_its_months_its_claims_and_the_result(as_user, staf, penilai, ditutup):
    claim(staf, penilai)
    claim(staf, penilai, model=Kreativitas)
    with time_machine.travel(NEXT_YEAR):
        printed = text_of(year_paper(as_user(staf), ditutup.skp).content)
    assert in_order(
        printed,
        "PENILAIAN CAPAIAN SASARAN KERJA PEGAWAI",
        "TAHUN 2026",
        "Januari",
        "Tidak dihitung. Belum ada SKP Bulanan.",
        "Maret",
        "95,33",
        "Sangat Baik",
        "Desember",
        "Rata-rata nilai capaian SKP Bulanan (1 bulan)",
        "95,33",
        "II. TUGAS TAMBAHAN DAN KREATIVITAS",
        "a. Tugas Tambahan (1 tugas)",
        "1",
        "Anggota tim arsip (SK No. 188/12/2026 tanggal 3 Februari 2026)",
        "b. Kreativitas",
        "3",
        "Aplikasi arsip (bermanfaat bagi unit kerja",
        "NILAI CAPAIAN SKP",
        "99,33",
        "Sangat Baik",
        "Cara sistem ini",
    )
    assert "KONSEP" not in printed


@pytest.mark.parametrize("status", [StatusUsulan.DIAJUKAN, StatusUsulan.DITOLAK])
def test_a_claim_that_is_not_confirmed_is_not_printed(as_user, staf, penilai, ditutup, status):
    claim(staf, penilai, status=status)
    printed = text_of(year_paper(as_user(staf), ditutup.skp).content)
    assert "Anggota tim arsip" not in printed
    assert in_order(printed, "a. Tugas Tambahan (0 tugas)", "NILAI CAPAIAN SKP", "95,33")


def test_the_year_is_a_draft_until_it_is_over_and_its_months_closed(as_user, staf, penilai, selesai):
    assert "masa penilaian tahun 2026 belum berakhir" in text_of(year_paper(as_user(staf), selesai.skp).content)
    with time_machine.travel(NEXT_YEAR):
        assert "penilaian 1 bulan belum ditutup" in text_of(year_paper(as_user(staf), selesai.skp).content)
    close(bulanan=selesai.bulanan, tanpa_kualitas=False, by=penilai, at=IN_TIME)
    with time_machine.travel(NEXT_YEAR):
        assert "KONSEP" not in text_of(year_paper(as_user(staf), selesai.skp).content)


def test_the_monthly_mean_is_the_year_without_its_points(staf, penilai, selesai):
    claim(staf, penilai)
    claim(staf, penilai, model=Kreativitas)
    assert monthly_mean(year_result(selesai.skp)) == Decimal("95.33")


def test_before_any_month_counts_there_is_no_paper_of_the_year(as_user, staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    for paper in (year_paper, prestasi_paper):
        response = paper(as_user(staf), skp)
        assert response.status_code == 302
        assert "Belum ada SKP Bulanan disetujui" in str(*get_messages(response.wsgi_request))


# --- Penilaian Prestasi Kerja ----------------------------------------------------------------------------------------


def test_prestasi_kerja_has_the_eleven_blocks_in_order(as_user, staf, penilai, kepala, ditutup):
    with time_machine.travel(NEXT_YEAR):
        printed = text_of(prestasi_paper(as_user(staf), ditutup.skp).content)
    person = ("a. Nama", "b. NIP", "c. Pangkat, Golongan Ruang, TMT", "d. Jabatan/Pekerjaan", "e. Unit Organisasi")
    assert in_order(
        printed,
        "PENILAIAN PRESTASI KERJA PEGAWAI NEGERI SIPIL",
        "Masa Penilaian 1 Januari 2026 s.d. 31 Desember 2026",
        "PEMERINTAH KOTA UJI",
        "Halaman 1 dari 4",
        "INSTANSI",
        "MASA PENILAIAN",
        "1. PEGAWAI NEGERI SIPIL YANG DINILAI",
        *person,
        "2. PEJABAT PENILAI",
        *person,
        "3. ATASAN PEJABAT PENILAI",
        *person,
        "4. UNSUR YANG DINILAI",
        "JUMLAH",
        "Sasaran Kerja Pegawai (SKP)",
        "95,33 x 60% =",
        "57,20",
        "Perilaku Kerja",
        "1. Orientasi Pelayanan",
        "88,00",
        "Baik",
        "2. Integritas",
        "3. Komitmen",
        "4. Disiplin",
        "5. Kerjasama",
        "6. Kepemimpinan",
        "- -",
        "7. Jumlah",
        "440,00",
        "8. Nilai rata-rata",
        "88,00",
        "9. Nilai Perilaku Kerja",
        "88,00 x 40% =",
        "35,20",
        "NILAI PRESTASI KERJA",
        "92,40",
        "(Sangat Baik)",
        "5. KEBERATAN DARI PEGAWAI NEGERI SIPIL YANG DINILAI (APABILA ADA)",
        "Tanggal,",
        "6. TANGGAPAN PEJABAT PENILAI ATAS KEBERATAN",
        "Tanggal,",
        "7. KEPUTUSAN ATASAN PEJABAT PENILAI ATAS KEBERATAN",
        "Tanggal,",
        "8. REKOMENDASI",
        "9. Dibuat tanggal,",
        "Pejabat Penilai,",
        penilai.nip_tampil,
        "10. Diterima tanggal,",
        staf.nip_tampil,
        "11. Diterima tanggal,",
        "Atasan Pejabat Penilai,",
        kepala.nip_tampil,
    )
    assert "KONSEP" not in printed


def test_the_atasan_is_who_assesses_the_penilai(as_user, staf, kepala, ditutup):
    printed = text_of(prestasi_paper(as_user(staf), ditutup.skp).content)
    assert in_order(printed, "3. ATASAN PEJABAT PENILAI", "Kepala", kepala.nip_tampil, "Pembina Utama Muda (IV/c)")


def test_without_anybody_above_the_penilai_his_place_is_left_open(as_user, kepala, sekda):
    skp = make_skp(kepala, penilai=sekda)
    bulanan = make_bulanan(skp)
    make_target(bulanan, make_rhk(skp))
    give_perilaku(bulanan, sekda)
    PenilaianPerilaku.objects.update(struktural=True, kepemimpinan=Decimal(80))
    printed = text_of(prestasi_paper(as_user(kepala), skp).content)
    assert in_order(printed, "3. ATASAN PEJABAT PENILAI", "a. Nama b. NIP c. Pangkat")
    assert in_order(printed, "6. Kepemimpinan", "80,00", "Baik", "7. Jumlah", "520,00", "86,67")


def test_an_aspect_of_the_year_is_the_mean_of_its_months(staf, penilai, selesai):
    april = make_bulanan(selesai.skp, 4)
    make_target(april, selesai.rhk)
    give_perilaku(april, penilai, 75)
    paper = perilaku_paper(year_result(selesai.skp))
    assert [row.nilai for row in paper.aspek] == [Decimal("81.50")] * 5 + [None]
    assert paper.jumlah == Decimal("407.50")


def test_without_perilaku_there_is_no_prestasi_kerja(as_user, staf, maret):
    response = prestasi_paper(as_user(staf), maret.skp)
    assert response.status_code == 302
    assert "Belum ada penilaian perilaku" in str(*get_messages(response.wsgi_request))
    assert year_paper(as_user(staf), maret.skp).status_code == 200


# --- For all three ---------------------------------------------------------------------------------------------------


ACCESS = [
    ("staf", 200),
    ("penilai", 200),
    ("kepala", 200),
    ("admin", 200),
    ("super_admin", 200),
    ("rekan", 404),
    ("stranger", 404),
    ("orang_luar", 404),
    ("admin_luar", 404),
]


@pytest.mark.parametrize(("who", "status"), ACCESS)
def test_who_may_print_the_appraisal(as_user, org, selesai, who, status):
    client = as_user(getattr(org, who))
    assert month_paper(client, selesai.bulanan).status_code == status
    assert year_paper(client, selesai.skp).status_code == status
    assert prestasi_paper(client, selesai.skp).status_code == status


def test_a_month_that_is_a_draft_is_its_owners_alone(as_user, penilai, staf):
    bulanan = make_bulanan(make_skp(staf, penilai=penilai), status=Status.DRAFT)
    assert month_paper(as_user(staf), bulanan).status_code == 200
    assert month_paper(as_user(penilai), bulanan).status_code == 404


@pytest.mark.parametrize("payload", ['<img src="file:///etc/passwd">', "</table><h1>Palsu", "A & B {{ skp }}"])
def test_what_people_type_is_printed_as_they_typed_it(as_user, staf, penilai, selesai, payload):
    RencanaHasilKerja.objects.update(uraian=payload)
    TargetBulanan.objects.update(uraian=payload)
    Pegawai.objects.filter(pk=staf.pk).update(nama=payload)
    claim(staf, penilai, uraian=payload, nomor_sk=payload)
    client = as_user(staf)
    for response in (
        month_paper(client, selesai.bulanan),
        year_paper(client, selesai.skp),
        prestasi_paper(client, selesai.skp),
    ):
        assert squeezed(payload) in squeezed(text_of(response.content))


@pytest.mark.parametrize("rows", [1, 30])
def test_the_number_of_queries_does_not_grow(as_user, staf, penilai, selesai, rows, django_assert_num_queries):
    for number in range(rows - 1):
        target = make_target(selesai.bulanan, make_rhk(selesai.skp, f"Kegiatan {number}"))
        Realisasi.objects.create(target=target, waktu=4, diisi_oleh=staf)
        PenilaianKualitas.objects.create(
            target=target, nilai=90, rata_rata=90, minimum=76, maksimum=95, penilai=penilai, dinilai_pada=IN_TIME
        )
    client = as_user(staf)
    with django_assert_num_queries(12):
        assert month_paper(client, selesai.bulanan).status_code == 200
    with django_assert_num_queries(14):
        assert year_paper(client, selesai.skp).status_code == 200
    with django_assert_num_queries(17):
        assert prestasi_paper(client, selesai.skp).status_code == 200
