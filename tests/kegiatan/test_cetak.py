"""Laporan Kegiatan Harian of a month: every activity of that month, its sums, and only for those who may see it."""

from datetime import date, time
from decimal import Decimal

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from kegiatan import laporan
from kegiatan.models import Bukti, JenisBukti, KategoriHarian
from kegiatan.workflow import StatusKegiatanHarian
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target, wib
from tests.papers import in_order, squeezed, text_of


def paper(client, tahun=2026, bulan=3, **query):
    return client.get(reverse("kegiatan:cetak", args=[tahun, bulan]), query)


@pytest.fixture
def target(staf, penilai):
    skp = make_skp(staf, penilai=penilai)
    return make_target(make_bulanan(skp), make_rhk(skp, "Menyusun laporan keuangan"))


@pytest.fixture
def month(staf, penilai, target):
    graded = make_kegiatan(
        staf,
        target=target,
        tanggal=date(2026, 3, 2),
        mulai=time(8),
        selesai=time(10, 30),
        uraian="Mengumpulkan data",
        kuantitas=Decimal("1.5"),
        status=StatusKegiatanHarian.DINILAI,
        nilai=KategoriHarian.BAIK,
        dinilai_oleh=penilai,
        dinilai_pada=timezone.now(),
    )
    bukti = Bukti.objects.create(
        pemilik=staf, jenis=JenisBukti.TAUTAN, nama="Data triwulan", tautan="https://example.test/data"
    )
    graded.bukti.add(bukti)
    make_kegiatan(staf, tanggal=date(2026, 3, 3), mulai=time(13), selesai=time(14), uraian="Apel pagi")
    make_kegiatan(staf, tanggal=date(2026, 2, 27), uraian="Bulan lalu")
    make_kegiatan(staf, tanggal=date(2026, 4, 1), uraian="Bulan depan")


def test_each_activity_is_a_line_in_the_order_of_time(as_user, staf, month):
    printed = text_of(paper(as_user(staf)).content)
    assert in_order(
        printed,
        "LAPORAN KEGIATAN HARIAN",
        "BULAN MARET 2026",
        "PEJABAT PENILAI",
        "HARI/TANGGAL",
        "WAKTU",
        "KEGIATAN HARIAN",
        "KUANTITAS",
        "JENIS",
        "TARGET SKP BULANAN",
        "BUKTI PENDUKUNG",
        "PENILAIAN",
        "Senin",
        "2 Mar 2026",
        "08.00 - 10.30",
        "Mengumpulkan data",
        "1,5",
        "laporan",
        "SKP",
        "Menyusun laporan keuangan",
        "Data triwulan",
        "Baik (90)",
        "Selasa",
        "3 Mar 2026",
        "Apel pagi",
        "Produktivitas",
        "Belum dinilai",
    )
    assert "Bulan lalu" not in printed
    assert "Bulan depan" not in printed


def test_the_sums_close_the_table(as_user, staf, month):
    printed = text_of(paper(as_user(staf)).content)
    assert in_order(
        printed,
        "Jumlah",
        "3 jam 30 menit",
        "2 kegiatan dalam 2 hari: Sangat Baik 0, Baik 1, Cukup 0, Kurang 0, Buruk 0, Belum dinilai 1",
    )


@pytest.mark.parametrize(("day", "place"), [(30, "Kota Uji, ...."), (31, "Kota Uji, 31 Maret 2026")])
def test_it_is_dated_on_the_last_day_of_the_month_once_that_has_come(as_user, staf, month, day, place):
    with time_machine.travel(wib(2026, 3, day)):
        assert place in text_of(paper(as_user(staf)).content)


def test_a_month_without_activities_says_so(as_user, staf):
    assert "Tidak ada kegiatan harian pada bulan ini." in text_of(paper(as_user(staf)).content)


def test_without_an_skp_the_penilai_is_the_head_of_the_unit(as_user, rekan, penilai):
    printed = text_of(paper(as_user(rekan)).content)
    assert penilai.nip_tampil in printed
    assert rekan.nip_tampil in printed


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
def test_whose_report_one_may_print(as_user, org, month, who, status):
    assert paper(as_user(getattr(org, who)), pegawai=org.staf.pk).status_code == status


def test_the_penilai_of_the_skp_prints_it_even_after_leaving_the_unit(as_user, stranger, staf):
    make_skp(staf, penilai=stranger)
    make_kegiatan(staf, penilai=stranger, uraian="Terlihat")
    assert "Terlihat" in text_of(paper(as_user(stranger), pegawai=staf.pk).content)


@pytest.mark.parametrize(("tahun", "bulan"), [(2026, 0), (2026, 13), (1999, 1), (9999, 12), (0, 1)])
def test_a_month_that_cannot_be_is_not_found(as_user, staf, tahun, bulan):
    assert paper(as_user(staf), tahun, bulan).status_code == 404


@pytest.mark.parametrize("pegawai", ["x", "-1", "1 OR 1=1", "9" * 30, "²", "1.0"])
def test_nonsense_for_a_person_is_not_found(as_user, staf, pegawai):
    assert paper(as_user(staf), pegawai=pegawai).status_code == 404


@pytest.mark.parametrize("payload", ['<img src="file:///etc/passwd">', "<script>x</script>", "</table><b>", "=1+1"])
def test_what_people_type_is_printed_as_they_typed_it(as_user, staf, payload):
    kegiatan = make_kegiatan(staf, uraian=payload)
    kegiatan.bukti.add(
        Bukti.objects.create(pemilik=staf, jenis=JenisBukti.TAUTAN, nama=payload, tautan="https://example.test/x")
    )
    assert squeezed(text_of(paper(as_user(staf)).content)).count(squeezed(payload)) == 2


def test_a_page_of_text_in_one_activity_is_printed_whole(as_user, staf):
    make_kegiatan(staf, uraian="x" * 1900 + "akhir")
    assert "akhir" in squeezed(text_of(paper(as_user(staf)).content))


@pytest.mark.parametrize("rows", [1, 30])
def test_the_number_of_queries_does_not_grow(as_user, staf, target, rows, django_assert_num_queries):
    for number in range(rows):
        kegiatan = make_kegiatan(staf, target=target, tanggal=date(2026, 3, number % 28 + 1))
        kegiatan.bukti.add(
            Bukti.objects.create(pemilik=staf, jenis=JenisBukti.TAUTAN, nama=f"B{number}", tautan="https://a.test/")
        )
    client = as_user(staf)
    with django_assert_num_queries(9):
        assert paper(client).status_code == 200


@pytest.mark.parametrize("limit", ["MOST_ROWS", "MOST_CHARACTERS"])
def test_a_month_of_too_many_activities_is_refused_with_the_reason(as_user, staf, monkeypatch, limit):
    monkeypatch.setattr(laporan, limit, 1)
    for day in (2, 3):
        make_kegiatan(staf, tanggal=date(2026, 3, day))
    response = paper(as_user(staf))
    assert response.status_code == 302
    assert "terlalu banyak" in str(*get_messages(response.wsgi_request))
