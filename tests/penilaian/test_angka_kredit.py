"""Angka kredit: from the predikat of an SKP to the page and the three sheets, and what was brought along."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisasi.models import Jabatan, JenisJabatan, Jenjang, Pegawai
from penilaian.angka_kredit import Keadaan, angka_kredit_of, masa, months_of, years_and_months
from penilaian.models import AngkaKreditAwal, BagianDibaca, JejakBaca, JenisAngkaKredit
from penilaian.scoring.permenpanrb_6_2022 import Rating
from penilaian.services.menilai import rate
from penilaian.services.sesudah import accept, hand_over
from penilaian.templatetags.penilaian import per_bagian
from penilaian.workflow import StatusEvaluasi
from skp.models import Skp
from skp.workflow import Status
from tests.factories import make_evaluasi, make_jabatan, make_pegawai, make_periode, make_rated, make_skp, wib
from tests.papers import in_order, text_of

URL = reverse("penilaian:angka_kredit")
TODAY = date(2026, 3, 10)


def handed_over(skp, nama="Akhir Tahun", *, status=StatusEvaluasi.DITERIMA, limit=date(2026, 2, 1), **ratings):
    return make_rated(
        skp,
        make_periode(skp.instansi, nama, tahun=skp.tahun),
        status=status,
        diserahkan_pada=wib(2026, 1, 15),
        batas_keberatan=limit,
        **ratings,
    )


SANGAT_BAIK = {"hasil": Rating.DI_ATAS, "perilaku": Rating.DI_ATAS}


@pytest.fixture
def ahli_pertama(org):
    return make_jabatan(org.instansi, "Arsiparis Ahli Pertama", JenisJabatan.FUNGSIONAL, jenjang=Jenjang.AHLI_PERTAMA)


@pytest.fixture
def pertama(jf, ahli_pertama):
    """The JF of the cast as an Ahli Pertama of III/a."""
    Pegawai.objects.filter(pk=jf.pk).update(jabatan=ahli_pertama, golongan="III/a")
    return Pegawai.objects.for_header().get(pk=jf.pk)


def of(pegawai, reader=None, *, on=TODAY):
    return angka_kredit_of(pegawai, reader=reader or pegawai, on=on)


def make_awal(pegawai, by, **fields):
    return AngkaKreditAwal.objects.create(
        **{
            "pegawai": pegawai,
            "jenis": JenisAngkaKredit.DASAR,
            "nilai": Decimal(100),
            "tanggal": date(2024, 1, 1),
            "nomor": "800/7/2024",
            "dicatat_oleh": by,
            **fields,
        }
    )


# --- Konversi and akumulasi ----------------------------------------------------------------------------------------


def test_the_published_example_from_the_predikat_to_the_page(as_user, pertama, penilai):
    handed_over(make_skp(pertama, penilai=penilai, tahun=2025), **SANGAT_BAIK)
    two_months = make_skp(pertama, penilai=penilai, tahun=2026, periode_selesai=date(2026, 2, 28))
    handed_over(two_months)
    found = of(pertama)
    assert [row.nilai for row in found.dihitung] == [Decimal("18.75"), Decimal("2.08")]
    assert found.kumulatif == Decimal("20.83")
    page = as_user(pertama).get(URL)
    for figure in ("18,75", "2,08", "20,83", "12/12 × 150% × 12,50", "2/12 × 100% × 12,50", "2/12 × 100%"):
        assert figure in page.content.decode(), figure


def test_a_page_writes_its_figures_in_one_way_and_says_the_same_time_twice(as_user, pertama, penilai, super_admin):
    handed_over(make_skp(pertama, penilai=penilai, tahun=2025))
    make_awal(pertama, super_admin, nilai=Decimal("12.125"), nomor="1")
    make_awal(pertama, super_admin, nilai=Decimal(5), nomor="2", jenis=JenisAngkaKredit.KONVERSI)
    page = as_user(pertama).get(URL).content.decode()
    assert in_order(page, "12,125", "5,00", "12,125", "5,00")
    assert "5,000" not in page
    assert "12/12 × 100% × 12,50" in page
    step = of(pertama).langkah[0]
    assert step.bulan > step.bulan_lagi > 0
    assert page.count(years_and_months(step.bulan_lagi)) >= 2


def test_from_the_rating_to_the_page_by_the_acts_of_those_concerned(as_user, pertama, penilai, org):
    """December's SKP: rated, handed over, accepted; each step changes what the owner and the penilai see."""
    skp = make_skp(pertama, penilai=penilai, tahun=2025)
    evaluasi = make_evaluasi(skp, make_periode(org.instansi, "Akhir Tahun", tahun=2025))
    with time_machine.travel(wib(2025, 12, 20)):
        at = wib(2025, 12, 20)
        rate(evaluasi=evaluasi, by=penilai, at=at, versi=None, hasil=Rating.DI_ATAS, perilaku=Rating.DI_ATAS)
        assert "18,75" not in as_user(pertama).get(URL).content.decode()
        page = reverse("penilaian:angka_kredit_pegawai", args=[pertama.pk])
        assert "Belum diserahkan" in as_user(penilai).get(page).content.decode()
        hand_over(evaluasi=evaluasi, by=penilai, at=at)
        assert in_order(as_user(pertama).get(URL).content.decode(), "18,75", "Diserahkan")
        accept(evaluasi=evaluasi, by=pertama, at=at)
        assert in_order(as_user(pertama).get(URL).content.decode(), "18,75", "Final")


def test_what_the_next_steps_ask_and_when_predikat_baik_brings_it(jf, penilai):
    for tahun in (2024, 2025):
        handed_over(make_skp(jf, penilai=penilai, tahun=tahun))
    found = of(jf)
    pangkat, jenjang = found.langkah
    assert (pangkat.judul, pangkat.kebutuhan.kurang) == ("Pangkat III/d", 50)
    assert (jenjang.judul, jenjang.kebutuhan.kurang) == ("Jenjang Ahli Madya", 150)
    # Two years from the end of 2025, of which two months and more have run.
    assert (pangkat.pada, pangkat.bulan_lagi) == (date(2027, 12, 1), 21)
    assert pangkat.perkiraan == "Bila predikat Baik: kira-kira 1 tahun 9 bulan lagi."


def test_the_forecast_is_made_before_rounding(jf, penilai):
    """Seven months of Baik in 2025 leave 85.4166...: 41 months, and not the 42 that 85.42 would take."""
    handed_over(make_skp(jf, penilai=penilai, tahun=2025, periode_mulai=date(2025, 6, 1)))
    pangkat, _ = of(jf).langkah
    assert (pangkat.kebutuhan.kurang, pangkat.bulan) == (Decimal("85.42"), 41)


def test_a_step_that_is_met_says_so(jf, penilai, admin):
    make_awal(jf, admin)
    handed_over(make_skp(jf, penilai=penilai, tahun=2025))
    pangkat, jenjang = of(jf).langkah
    assert (pangkat.kebutuhan.lebih, pangkat.perkiraan) == (25, "Angka kredit sudah memenuhi.")
    assert jenjang.kebutuhan.kurang == 75


def test_a_predikat_counts_from_the_day_it_was_handed_over(jf, penilai, org):
    skp = make_skp(jf, penilai=penilai, tahun=2025)
    make_rated(skp, make_periode(org.instansi, "Akhir Tahun", tahun=2025))
    (own,) = of(jf).baris
    assert (own.keadaan, own.potongan) == (Keadaan.BELUM_ADA, ())
    seen = of(jf, penilai)
    assert [row.keadaan for row in seen.baris] == [Keadaan.BELUM_DISERAHKAN]
    assert (seen.kumulatif, seen.perkiraan) == (0, 25)


@pytest.mark.parametrize(
    ("fields", "keadaan"),
    [
        ({"status": StatusEvaluasi.DITERIMA}, Keadaan.FINAL),
        ({"status": StatusEvaluasi.DIPUTUSKAN}, Keadaan.FINAL),
        ({"status": StatusEvaluasi.KEBERATAN}, Keadaan.KEBERATAN),
        ({"status": StatusEvaluasi.DISERAHKAN, "limit": TODAY}, Keadaan.DISERAHKAN),
        ({"status": StatusEvaluasi.DISERAHKAN, "limit": date(2026, 3, 9)}, Keadaan.FINAL),
        ({"status": StatusEvaluasi.DISERAHKAN, "limit": TODAY, "dinilai_sebagai": "ATASAN"}, Keadaan.FINAL),
    ],
)
def test_how_far_a_predikat_is_settled(jf, penilai, fields, keadaan):
    handed_over(make_skp(jf, penilai=penilai, tahun=2025), **fields)
    (row,) = of(jf).dihitung
    assert row.keadaan == keadaan
    assert bool(row.konsep) == (keadaan != Keadaan.FINAL)


def test_until_the_year_is_rated_the_periods_handed_over_are_an_estimate(jf, penilai):
    skp = make_skp(jf, penilai=penilai)
    handed_over(skp, "Triwulan I", **SANGAT_BAIK)
    handed_over(skp, "Triwulan II")
    make_rated(skp, make_periode(skp.instansi, "Triwulan III"))  # not handed over
    found = of(jf)
    (row,) = found.sementara
    assert row.keadaan == Keadaan.SEMENTARA
    assert [(part.nama, part.bulan) for part in row.potongan] == [("Triwulan I", (1, 2, 3)), ("Triwulan II", (4, 5, 6))]
    assert row.nilai == Decimal("15.63")  # 3/12 of 37.5 and of 25
    assert (found.kumulatif, found.perkiraan) == (0, Decimal("15.63"))
    assert of(jf, penilai).sementara[0].potongan == row.potongan
    handed_over(skp)
    assert of(jf).kumulatif == 25


def test_a_new_jenjang_in_the_year_makes_two_rows_and_begins_the_sum_again(pertama, penilai, org, admin, as_user):
    handed_over(make_skp(pertama, penilai=penilai, tahun=2024))
    first = make_skp(pertama, penilai=penilai, tahun=2025, periode_selesai=date(2025, 5, 31))
    handed_over(first)
    muda = Jabatan.objects.get(nama="Pranata Komputer Ahli Muda")
    second = make_skp(pertama, penilai=penilai, tahun=2025, jabatan=muda, periode_mulai=date(2025, 6, 1))
    handed_over(second)
    Pegawai.objects.filter(pk=pertama.pk).update(jabatan=muda, golongan="III/c")
    make_awal(pertama, admin, jenis=JenisAngkaKredit.LAMA, nomor="1", tanggal=date(2024, 1, 1))
    make_awal(pertama, admin, jenis=JenisAngkaKredit.PENDIDIKAN, nomor="2", nilai=25, tanggal=date(2025, 6, 1))
    found = of(Pegawai.objects.for_header().get(pk=pertama.pk))
    assert [(row.tahun, row.nilai) for row in found.lalu] == [(2024, Decimal("12.50")), (2025, Decimal("5.21"))]
    assert [row.nilai for row in found.berjalan] == [Decimal("14.58")]  # 7/12 x 25
    assert found.kumulatif == Decimal("39.58")
    assert found.sejak == date(2025, 6, 1)
    paper = as_user(pertama).get(reverse("penilaian:ak_konversi", args=[pertama.pk, 2025]))
    assert in_order(text_of(paper.content), "5/12 x 100%", "12,5", "5,21", "7/12 x 100%", "25", "14,58")


def test_nothing_handed_over_changes_when_the_post_is_edited_later(jf, penilai):
    skp = make_skp(jf, penilai=penilai, tahun=2025)
    handed_over(skp)
    Jabatan.objects.filter(pk=jf.jabatan_id).update(jenjang=Jenjang.AHLI_UTAMA)
    (row,) = of(Pegawai.objects.for_header().get(pk=jf.pk)).baris
    assert (row.jenjang, row.nilai) == (Jenjang.AHLI_MUDA, 25)


def test_an_skp_reopened_after_it_was_handed_over_keeps_its_row(jf, penilai):
    skp = make_skp(jf, penilai=penilai, tahun=2025)
    handed_over(skp)
    Skp.objects.filter(pk=skp.pk).update(status=Status.DRAFT)
    assert of(jf).kumulatif == 25


def test_who_has_left_the_jabatan_fungsional_keeps_his_record_and_no_next_step(jf, penilai, org, as_user):
    handed_over(make_skp(jf, penilai=penilai, tahun=2025))
    make_skp(jf, penilai=penilai, jabatan=org.staf.jabatan)
    Pegawai.objects.filter(pk=jf.pk).update(jabatan=org.staf.jabatan)
    found = of(Pegawai.objects.for_header().get(pk=jf.pk))
    assert (found.kumulatif, found.langkah, len(found.baris)) == (25, (), 1)
    assert "bukan jabatan fungsional" in as_user(jf).get(URL).content.decode()


@pytest.mark.parametrize(
    ("periods", "months"),
    [
        ([((1, 1), (12, 31))], ["Januari – Desember"]),
        ([((1, 1), (5, 15)), ((5, 16), (12, 31))], ["Januari – April", "Mei – Desember"]),
        ([((1, 1), (4, 15)), ((4, 16), (12, 31))], ["Januari – April", "Mei – Desember"]),  # 15 days each
        ([((1, 1), (6, 30)), ((9, 20), (9, 25))], ["Januari – Juni", "September"]),
        ([((1, 1), (1, 20)), ((1, 21), (1, 31))], ["Januari", "tanpa bulan"]),
    ],
)
def test_a_month_belongs_to_the_skp_with_most_days_in_it(jf, penilai, periods, months):
    skps = [
        make_skp(jf, penilai=penilai, periode_mulai=date(2026, *start), periode_selesai=date(2026, *end))
        for start, end in periods
    ]
    found = months_of(skps)
    assert [masa(found[skp.pk]) for skp in skps] == months


def test_months_with_a_gap_are_named_one_by_one():
    assert masa((1, 2, 4)) == "Januari, Februari, April"
    assert [years_and_months(n) for n in (5, 12, 21)] == ["5 bulan", "1 tahun", "1 tahun 9 bulan"]


# --- Who reads -----------------------------------------------------------------------------------------------------


def test_not_a_pejabat_fungsional_reads_what_the_page_is_for(as_user, staf):
    page = as_user(staf).get(URL).content.decode()
    assert "Angka kredit hanya untuk jabatan fungsional." in page
    assert "Pengelola Data, bukan jabatan fungsional" in page


def test_a_leader_finds_his_pejabat_fungsional_and_his_reading_is_logged(as_user, jf, penilai, stranger):
    skp = make_skp(jf, penilai=penilai, tahun=2025)
    handed_over(skp)
    client = as_user(penilai)
    url = reverse("penilaian:angka_kredit_pegawai", args=[jf.pk])
    assert url in client.get(URL).content.decode()
    assert url not in client.get(URL, {"jenjang": "PEMULA"}).content.decode()
    assert "25,00" in client.get(url).content.decode()
    row = JejakBaca.objects.get()
    assert (row.pembaca, row.skp, row.bagian) == (penilai, skp, BagianDibaca.ANGKA_KREDIT)
    assert as_user(stranger).get(url).status_code == 404
    assert as_user(jf).get(url).status_code == 200
    assert JejakBaca.objects.count() == 1


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["jf", "penilai"])
def test_the_number_of_queries_does_not_grow_with_the_years(as_user, jf, penilai, admin, who):
    client = as_user({"jf": jf, "penilai": penilai}[who])
    url = reverse("penilaian:angka_kredit_pegawai", args=[jf.pk])
    handed_over(make_skp(jf, penilai=penilai, tahun=2025))
    make_awal(jf, admin)
    one = queries(client, url)
    for tahun in range(2015, 2025):
        skp = make_skp(jf, penilai=penilai, tahun=tahun)
        handed_over(skp)
        handed_over(skp, "Triwulan I")
        make_awal(jf, admin, nomor=f"800/{tahun}")
    assert queries(client, url) == one


def test_the_number_of_queries_does_not_grow_with_the_people(as_user, jf, penilai, org):
    client = as_user(penilai)
    one = queries(client, URL)
    for number in range(9):
        make_pegawai(f"Fungsional {number}", unit=org.bidang, jabatan=jf.jabatan)
    assert queries(client, URL) == one


# --- The three sheets ----------------------------------------------------------------------------------------------


def sheet(client, name, *args):
    response = client.get(reverse(f"penilaian:{name}", args=args))
    assert response.status_code == 200
    return text_of(response.content)


@pytest.fixture
def known(jf):
    Pegawai.objects.filter(pk=jf.pk).update(
        nomor_karpeg="C 123456", tempat_lahir="Magelang", tmt_golongan=date(2023, 4, 1), tmt_jabatan=date(2022, 7, 1)
    )
    return Pegawai.objects.for_header().get(pk=jf.pk)


def test_konversi_in_the_order_of_the_form(as_user, known, penilai):
    handed_over(make_skp(known, penilai=penilai, tahun=2025), **SANGAT_BAIK)
    text = sheet(as_user(known), "ak_konversi", known.pk, 2025)
    assert in_order(
        text,
        "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT",
        "NOMOR: ....",
        "Instansi: Pemerintah Kota Uji",
        "Periode: 1 Januari s.d. 31 Desember 2025",
        "PEJABAT FUNGSIONAL YANG DINILAI",
        "1 Nama Fungsional",
        "2 NIP 19880606 201206 2 006",
        "3 Nomor Seri KARPEG C 123456",
        "4 Tempat/Tanggal Lahir Magelang, 6 Juni 1988",
        "5 Jenis Kelamin Perempuan",
        "6 Pangkat/Golongan Ruang/TMT Penata (III/c) / 1 April 2023",
        "7 Jabatan/TMT Pranata Komputer Ahli Muda / 1 Juli 2022",
        "8 Unit Kerja Bidang Data",
        "9 Instansi Pemerintah Kota Uji",
        "HASIL PENILAIAN KINERJA",
        "KOEFISIEN PER TAHUN",
        "ANGKA KREDIT YANG DIDAPAT",
        "PREDIKAT",
        "PROSENTASE",
        "Sangat Baik 150% 25 37,50",
        "ASLI Konversi",
        "Tembusan",
    )
    assert "Pejabat Penilai Kinerja," in text
    assert "KONSEP" not in text


def test_what_is_not_recorded_is_a_dash_and_what_is_not_settled_a_draft(as_user, jf, penilai):
    handed_over(make_skp(jf, penilai=penilai, tahun=2025), status=StatusEvaluasi.KEBERATAN)
    text = sheet(as_user(jf), "ak_konversi", jf.pk, 2025)
    assert in_order(text, "Nomor Seri KARPEG -", "Penata (III/c) / -")
    assert "KONSEP: keberatan atas predikat 2025" in text


def test_a_tmt_of_today_is_not_printed_beside_an_older_rank(as_user, known, penilai):
    handed_over(make_skp(known, penilai=penilai, tahun=2025, golongan="III/b"))
    assert "Penata Muda Tingkat I (III/b) / -" in sheet(as_user(known), "ak_konversi", known.pk, 2025)


def test_akumulasi_lists_every_part_and_its_sum(as_user, pertama, penilai, admin):
    handed_over(make_skp(pertama, penilai=penilai, tahun=2025), **SANGAT_BAIK)
    handed_over(make_skp(pertama, penilai=penilai, tahun=2026, periode_selesai=date(2026, 2, 28)))
    make_awal(pertama, admin, jenis=JenisAngkaKredit.KONVERSI, nilai=Decimal("12.500"), nomor="800/9")
    make_awal(pertama, admin, nilai=50)  # AK Dasar is no konversi
    text = sheet(as_user(pertama), "ak_akumulasi", pertama.pk)
    assert in_order(
        text,
        "AKUMULASI ANGKA KREDIT",
        "2024 s.d. 2026",
        "TAHUN",
        "PERIODIK (BULAN)",
        "2024 Konversi dari luar aplikasi ini, keputusan 800/9",
        "- - - 12,50",
        "2025 Januari – Desember (12 bulan) Sangat Baik 150% 12,50 18,75",
        "2026 Januari – Februari (2 bulan) Baik 100% 12,50 2,08",
        "JUMLAH ANGKA KREDIT",
        "33,33",
    )


def test_penetapan_adds_old_and_new_and_says_what_follows(as_user, jf, penilai, admin):
    make_awal(jf, admin)
    for tahun in (2024, 2025):
        handed_over(make_skp(jf, penilai=penilai, tahun=tahun))
    text = sheet(as_user(admin), "ak_penetapan", jf.pk)
    assert in_order(
        text,
        "PENETAPAN ANGKA KREDIT",
        "Masa Penilaian: 1 Januari s.d. 31 Desember 2025",
        "KETERANGAN PERORANGAN",
        "HASIL PENILAIAN ANGKA KREDIT",
        "LAMA", "BARU", "JUMLAH", "KETERANGAN",
        "1 AK Dasar yang diberikan", "100,00 - 100,00 800/7/2024",
        "2 AK JF lama - - -",
        "3 AK Penyesuaian/Penyetaraan - - -",
        "4 AK Konversi 25,00 25,00 50,00",
        "5 AK yang diperoleh dari peningkatan pendidikan",
        "JUMLAH ANGKA KREDIT KUMULATIF", "125,00 25,00 150,00",
        "PANGKAT", "JENJANG JABATAN",
        "100,00 200,00",
        "DAPAT DIPERTIMBANGKAN UNTUK KENAIKAN PANGKAT SETINGKAT LEBIH TINGGI MENJADI PENATA TINGKAT I (III/d)",
        "TIDAK DAPAT DIPERTIMBANGKAN UNTUK KENAIKAN JENJANG JABATAN SETINGKAT LEBIH TINGGI MENJADI AHLI MADYA",
    )  # fmt: skip


@pytest.mark.parametrize(("name", "args"), [("ak_konversi", (2025,)), ("ak_akumulasi", ()), ("ak_penetapan", ())])
def test_a_sheet_of_nothing_says_why(as_user, jf, name, args):
    response = as_user(jf).get(reverse(f"penilaian:{name}", args=[jf.pk, *args]), follow=True)
    assert "Belum ada" in response.content.decode()


# --- What was brought along ----------------------------------------------------------------------------------------


def values(**changes):
    return {
        "token": uuid.uuid4(),
        "jenis": "DASAR",
        "nilai": "100",
        "tanggal": "2024-01-01",
        "nomor": "800/7/2024",
        "keterangan": "",
        **changes,
    }


@pytest.fixture
def add_url(jf):
    return reverse("penilaian:angka_kredit_awal_tambah", args=[jf.pk])


def test_the_admin_records_it_once_and_its_owner_is_told(as_user, admin, jf, add_url):
    sent = values(nilai="56,375")
    for _ in range(2):
        response = as_user(admin).post(add_url, sent)
        assert response.url == reverse("penilaian:angka_kredit_pegawai", args=[jf.pk])
    row = AngkaKreditAwal.objects.get()
    assert (row.nilai, row.dicatat_oleh) == (Decimal("56.375"), admin)
    assert "800/7/2024" in jf.pemberitahuan.get().teks
    assert of(jf).kumulatif == Decimal("56.38")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"nilai": "0"}, "paling kecil"),
        ({"nilai": "-5"}, "Tuliskan angka"),
        ({"nilai": "1,2345"}, "Paling banyak 3 angka"),
        ({"nomor": "  "}, "tidak boleh kosong"),
        ({"tanggal": "2026-03-11"}, "belum tiba"),
        ({"jenis": "BONUS"}, "BONUS"),
    ],
)
def test_what_cannot_be_recorded(as_user, admin, add_url, changes, says):
    response = as_user(admin).post(add_url, values(**changes))
    assert response.status_code in {200, 409, 422}
    assert says in response.content.decode()
    assert not AngkaKreditAwal.objects.exists()


def test_a_decision_is_recorded_once(as_user, admin, jf, add_url):
    make_awal(jf, admin)
    assert "sudah dicatat" in as_user(admin).post(add_url, values()).content.decode()
    assert as_user(admin).post(add_url, values(jenis="PENDIDIKAN")).status_code == 302


def test_nobody_but_the_admin_and_nobody_his_own(as_user, admin, jf, penilai, stranger, add_url):
    for who, status in ((jf, 403), (penilai, 403), (stranger, 404)):
        assert as_user(who).post(add_url, values()).status_code == status
    Pegawai.objects.filter(pk=admin.pk).update(jabatan=jf.jabatan)
    own = reverse("penilaian:angka_kredit_awal_tambah", args=[admin.pk])
    assert as_user(admin).get(own).status_code == 403
    assert as_user(admin).post(own, values()).status_code == 403


def test_not_for_who_holds_no_jabatan_fungsional(as_user, admin, staf):
    url = reverse("penilaian:angka_kredit_awal_tambah", args=[staf.pk])
    assert "tidak menduduki jabatan fungsional" in as_user(admin).post(url, values()).content.decode()
    assert as_user(admin).get(url).status_code == 302


def test_a_change_over_a_newer_version_is_shown_and_not_made(as_user, admin, jf):
    row = make_awal(jf, admin)
    url = reverse("penilaian:angka_kredit_awal_ubah", args=[row.pk])
    assert 'value="100"' in as_user(admin).get(url).content.decode()
    assert as_user(admin).post(url, values(versi=1, nilai="50")).status_code == 302
    stale = as_user(admin).post(url, values(versi=1, nilai="75"))
    assert stale.status_code == 409
    assert "Tersimpan sekarang: 50" in stale.content.decode()
    row.refresh_from_db()
    assert (row.nilai, row.versi) == (50, 2)
    assert as_user(jf).post(url, values(versi=2)).status_code == 403


def test_a_delete_of_another_version_is_refused(as_user, admin, jf, penilai):
    row = make_awal(jf, admin)
    url = reverse("penilaian:angka_kredit_awal_hapus", args=[row.pk])
    assert as_user(penilai).post(url, {"versi": 1}).status_code == 403
    as_user(admin).post(url, {"versi": 7})
    assert AngkaKreditAwal.objects.exists()
    as_user(admin).post(url, {"versi": 1})
    assert not AngkaKreditAwal.objects.exists()
    assert as_user(admin).post(url, {"versi": 1}).status_code == 404
    assert "dihapus" in jf.pemberitahuan.latest("pk").teks


def test_the_forecast_after_the_forecast_month_waits_for_the_rating(jf, penilai):
    handed_over(make_skp(jf, penilai=penilai, tahun=2022))
    with time_machine.travel(wib(2026, 3, 10)):
        pangkat, _ = of(jf).langkah
    assert pangkat.bulan_lagi <= 0
    assert "setelah masa yang sudah berjalan dinilai" in pangkat.perkiraan


def test_a_long_nomor_keputusan_goes_on_after_a_stroke_not_in_the_middle_of_a_number():
    assert per_bagian("Nomor 821.2/1234/BKPSDM/2025") == "Nomor 821.2/<wbr>1234/<wbr>BKPSDM/<wbr>2025<wbr>"
    assert per_bagian("<b>/x") == "&lt;b&gt;/<wbr>x<wbr>"
    assert per_bagian("") == ""
