"""Rekap Unit: who stands in it and with which numbers, on the page, in the workbook and on paper."""

import io
import re
from datetime import date, time
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dashboard import rekap_unit
from dashboard.models import RekapBulan, RekapUnitBulan
from dashboard.querysets.rekap_unit import Masa, keys_in, keys_of, people_in
from dashboard.rekap_unit import Rekap, Saringan
from ekinerja import pdf
from organisasi.models import (
    AlasanPengecualian,
    EksporData,
    Instansi,
    JenisPenugasan,
    Pegawai,
    Pekerjaan,
    Pengecualian,
    PenugasanKepala,
    StatusPekerjaan,
)
from penilaian.models import CapaianBulanan, JejakBaca
from penilaian.workflow import StatusEvaluasi
from skp.models import Skp, SkpBulanan
from skp.workflow import Status
from tests.dashboard.test_pemantauan import close, graded
from tests.factories import (
    make_bulanan,
    make_kegiatan,
    make_pegawai,
    make_periode,
    make_rated,
    make_rhk,
    make_skp,
    make_target,
    open_rekap,
    wib,
)

pytestmark = pytest.mark.django_db
AT = wib(2026, 3, 10)
FEBRUARI = Masa(2026, 2)


@pytest.fixture
def kerja(org):
    """In February: the staf's month is closed, the rekan's approved, the jf has none, the penilai is on leave."""
    for person, nilai in ((org.staf, "91.25"), (org.rekan, "")):
        skp = make_skp(person, penilai=org.penilai)
        month = make_bulanan(skp, 2)
        target = make_target(month, make_rhk(skp))
        make_kegiatan(person, target=target, tanggal=date(2026, 2, 3), **(graded(org) if nilai else {}))
        make_kegiatan(person, target=target, tanggal=date(2026, 2, 3), mulai=time(13), selesai=time(14))
        if nilai:
            close(month, org, nilai=nilai)
    except_(org.penilai, date(2026, 1, 1), org)
    open_rekap(2026)
    return org


def except_(person, mulai, org, selesai=None) -> Pengecualian:
    return Pengecualian.objects.create(
        pegawai=person, alasan=AlasanPengecualian.CUTI, mulai=mulai, selesai=selesai, keterangan="Surat 850/1",
        dicatat_oleh=org.admin,
    )  # fmt: skip


def recap(org, masa=FEBRUARI, unit=None, by=None, **saringan) -> Rekap:
    return Rekap(org.instansi, unit or org.bidang, masa, by or org.kepala, timezone.now(), Saringan(**saringan))


def names(people) -> list[str]:
    return [person.nama for person in people]


def address(org, keluaran="", bulan=2, query="") -> str:
    return rekap_unit.address(org.instansi, org.bidang, 2026, bulan, keluaran) + query


# --- Who is in it ---------------------------------------------------------------------------------


def test_everybody_of_the_unit_and_who_is_excepted_apart(kerja):
    found = recap(kerja)
    assert names(found.orang) == ["Fungsional", "Rekan", "Staf"]
    assert [(row.pegawai.nama, row.pengecualian[0].alasan) for row in found.terkecuali] == [("Penilai", "CUTI")]
    assert found.jumlah["orang"] == 3


def test_the_figures_equal_a_recount(kerja):
    found = recap(kerja)
    rows = {row.pegawai.nama: row for row in found.rows(found.orang)}
    assert (rows["Staf"].angka.kegiatan, rows["Staf"].angka.hari, rows["Staf"].angka.belum_dinilai) == (2, 1, 1)
    assert (rows["Staf"].nilai, rows["Staf"].perilaku) == (Decimal("91.25"), Decimal("88.00"))
    assert (rows["Rekan"].angka.belum_dinilai, rows["Rekan"].nilai) == (2, None)
    assert (rows["Fungsional"].angka.kegiatan, rows["Fungsional"].status) == (0, "Belum dibuat")
    total = found.jumlah
    assert (total["kegiatan"], total["hari"], total["belum_dinilai"], total["ditutup"]) == (4, 2, 3, 1)
    assert (total["rata_nilai"], total["rata_perilaku"]) == (Decimal("91.25"), Decimal("88.00"))
    ledger = RekapUnitBulan.objects.filter(tahun=2026, bulan=2).below(kerja.bidang).total()
    assert (ledger["total_kegiatan"], ledger["total_hari"]) == (4, 2)


@pytest.mark.parametrize("bulan", [1, 2, 3, None])
def test_the_query_that_is_written_once_finds_whom_the_other_finds(kerja, bulan):
    masa = Masa(2026, bulan)
    except_(kerja.jf, date(2026, 2, 10), kerja, date(2026, 2, 12))
    Pegawai.objects.filter(pk=kerja.staf.pk).update(unit=kerja.dinas_lain)
    for unit in (kerja.bidang, kerja.dinas_lain, kerja.setda, None):
        people = people_in(kerja.instansi, unit, masa).order_by("nama", "nip")
        assert list(keys_in(kerja.instansi, unit, masa).items()) == list(keys_of(people).items())


@pytest.mark.parametrize("bulan", [2, None])
def test_below_one_page_of_many_stand_the_sums_of_all(kerja, bulan):
    paged, whole = recap(kerja, Masa(2026, bulan)), recap(kerja, Masa(2026, bulan))
    (row,) = paged.page(paged.kunci[-1:], {})
    assert (row.pegawai.nama, row.angka.kegiatan, row.nilai) == ("Staf", 2, Decimal("91.25"))
    assert paged.jumlah == whole.jumlah
    assert (paged.jumlah["kegiatan"], paged.jumlah["rata_perilaku"]) == (4, Decimal("88.00"))


def test_a_closed_month_is_what_was_stored(kerja):
    """Whatever is changed beneath it."""
    CapaianBulanan.objects.update(nilai_capaian=Decimal("77.70"))
    SkpBulanan.objects.get(skp__pegawai=kerja.staf).target.update(target_kuantitas=9)
    (row,) = recap(kerja).rows([kerja.staf])
    assert row.nilai == Decimal("77.70")


def test_a_reopened_month_has_no_value(kerja):
    SkpBulanan.objects.filter(skp__pegawai=kerja.staf).update(ditutup_pada=None, ditutup_oleh=None)
    found = recap(kerja)
    (row,) = found.rows([kerja.staf])
    assert (row.nilai, row.perilaku) == (None, None)
    assert found.jumlah["rata_perilaku"] is None


def test_who_moved_counts_where_the_skp_of_the_month_stands(kerja):
    Pegawai.objects.filter(pk=kerja.staf.pk).update(unit=kerja.dinas_lain)
    assert "Staf" in names(recap(kerja).orang)
    assert "Staf" not in names(recap(kerja, unit=kerja.dinas_lain).orang)
    # In a month he has done nothing in he is where he works now; so he is in the year.
    for masa in (Masa(2026, 5), Masa(2026, None)):
        assert "Staf" not in names(recap(kerja, masa).orang)
        assert "Staf" in names(recap(kerja, masa, unit=kerja.dinas_lain).orang)


@pytest.mark.parametrize(
    ("mulai", "selesai", "excepted"),
    [
        (date(2026, 2, 1), date(2026, 2, 28), True),
        (date(2026, 1, 5), None, True),
        (date(2026, 2, 2), None, False),  # a part of the month, and he has an SKP Bulanan
        (date(2026, 1, 1), date(2026, 2, 27), False),
        (date(2026, 3, 1), None, False),
    ],
)
def test_an_exception_for_the_whole_month_takes_him_out_of_the_means(kerja, mulai, selesai, excepted):
    except_(kerja.staf, mulai, kerja, selesai)
    found = recap(kerja)
    assert ("Staf" in names(row.pegawai for row in found.terkecuali)) == excepted
    assert found.jumlah["rata_nilai"] == (None if excepted else Decimal("91.25"))


def test_an_exception_for_a_part_counts_where_no_month_was_made(kerja):
    except_(kerja.jf, date(2026, 2, 10), kerja, date(2026, 2, 12))
    assert names(row.pegawai for row in recap(kerja).terkecuali) == ["Fungsional", "Penilai"]


# --- A year ---------------------------------------------------------------------------------------


def test_a_year_sums_its_months(kerja):
    month = make_bulanan(Skp.objects.get(pegawai=kerja.staf), 1)
    close(month, kerja, nilai="80.00", perilaku="80.00")
    make_kegiatan(kerja.staf, tanggal=date(2026, 1, 5))
    found = recap(kerja, Masa(2026, None))
    (row,) = found.rows([kerja.staf])
    assert (row.angka.kegiatan, row.angka.hari, row.angka.ditutup) == (3, 2, 2)
    assert (row.nilai, row.perilaku, row.status) == (Decimal("85.63"), Decimal("84.00"), "Disetujui")
    assert row.kekurangan == ""
    (other,) = found.rows([kerja.rekan])
    assert other.kekurangan == "0 dari 1 SKP Bulanan ditutup"


# --- Provisional ----------------------------------------------------------------------------------


def test_as_long_as_a_month_is_open_it_is_provisional_and_says_who_is_missing(as_user, kerja):
    client = as_user(kerja.kepala)
    text = client.get(address(kerja)).content.decode()
    assert "SEMENTARA" in text
    assert "2 pegawai belum ditutup" in text
    assert names(recap(kerja, belum_lengkap=True).orang) == ["Fungsional", "Rekan"]
    assert "Per 10 Maret 2026 pukul 09.00 WIB" in " ".join(re.sub("<[^>]+>", "", text).split())


def test_when_all_are_closed_it_is_not(as_user, kerja):
    close(SkpBulanan.objects.get(skp__pegawai=kerja.rekan), kerja, nilai="80.00")
    Pegawai.objects.filter(pk=kerja.jf.pk).update(is_active=False)
    assert "SEMENTARA" not in as_user(kerja.kepala).get(address(kerja)).content.decode()


def test_a_month_that_goes_on_is_provisional(kerja):
    Pegawai.objects.filter(unit=kerja.dinas_lain).update(is_active=False)
    assert recap(kerja, Masa(2026, 3), unit=kerja.dinas_lain).sementara
    assert not recap(kerja, Masa(2026, 1), unit=kerja.dinas_lain).sementara


def test_nothing_is_missing_of_the_months_before_somebody_came(kerja):
    skp = make_skp(kerja.jf, penilai=kerja.penilai, periode_mulai=date(2026, 2, 16))
    assert "Fungsional" not in names(recap(kerja, Masa(2026, 1)).orang)
    assert "Fungsional" in names(recap(kerja).orang)
    Skp.objects.filter(pk=skp.pk).update(periode_mulai=date(2026, 1, 1))
    assert "Fungsional" in names(recap(kerja, Masa(2026, 1)).orang)


# --- What is asked for ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Fungsional", "Rekan", "Staf"]),
        ({"urut": "-nama"}, ["Staf", "Rekan", "Fungsional"]),
        ({"urut": "-nilai"}, ["Staf", "Fungsional", "Rekan"]),
        ({"urut": "belum_dinilai"}, ["Fungsional", "Staf", "Rekan"]),
        ({"urut": "-kegiatan"}, ["Rekan", "Staf", "Fungsional"]),
        ({"status": "belum"}, ["Fungsional"]),
        ({"status": "DISETUJUI"}, ["Rekan", "Staf"]),
        ({"jenis": "FUNGSIONAL"}, ["Fungsional"]),
        ({"belum_lengkap": "on"}, ["Fungsional", "Rekan"]),
        ({"cari": "sta"}, ["Staf"]),
        ({"status": "x", "urut": "x", "jenis": "x"}, ["Fungsional", "Rekan", "Staf"]),
    ],
)
def test_the_address_says_what_is_looked_at(as_user, kerja, query, expected):
    for bulan in (2, 0):
        if bulan == 0 and ("status" in query or "belum_lengkap" in query):
            continue
        text = as_user(kerja.kepala).get(address(kerja, bulan=bulan), query).content.decode()
        body = text.partition('<tbody class="rekap-baris">')[2].partition("</tbody>")[0]
        found = re.findall(r"<th scope=\"row\">(?:<a[^>]*>)?(\w+)", body)
        assert found == expected


def test_the_year_filters_by_the_status_of_the_skp(kerja):
    year = Masa(2026, None)
    assert names(recap(kerja, year, status="belum").orang) == ["Fungsional"]
    assert names(recap(kerja, year, status="DISETUJUI").orang) == ["Rekan", "Staf"]
    assert names(recap(kerja, year, belum_lengkap=True).orang) == ["Fungsional", "Rekan"]


# --- The predikat ---------------------------------------------------------------------------------


def test_a_predikat_shows_once_it_is_handed_over(as_user, kerja):
    triwulan = make_periode(kerja.instansi, "Triwulan I")
    Instansi.objects.filter(pk=kerja.instansi.pk).update(evaluasi_periodik=True)
    evaluasi = make_rated(Skp.objects.get(pegawai=kerja.staf), triwulan)
    client = as_user(kerja.kepala)

    def row() -> str:
        text = client.get(address(kerja)).content.decode()
        assert "Predikat Triwulan I" in text
        return text.partition(">Staf<")[2].partition("<tr>")[0]

    assert "Belum diserahkan" in row()
    type(evaluasi).objects.filter(pk=evaluasi.pk).update(
        status=StatusEvaluasi.DISERAHKAN, diserahkan_pada=AT, batas_keberatan=date(2026, 3, 20)
    )  # fmt: skip
    assert "Baik" in row()


# --- Rights ---------------------------------------------------------------------------------------


def test_only_who_leads_or_administers_it_finds_a_unit(as_user, kerja):
    everywhere = [address(kerja, keluaran) for keluaran in ("", "excel", "pdf")]
    everywhere.append(rekap_unit.address(kerja.instansi, None, 2026, 2))
    for name, expected in {"kepala_lain": 404, "admin_luar": 404, "staf": 403, "orang_luar": 403}.items():
        client = as_user(getattr(kerja, name))
        assert {client.get(each).status_code for each in everywhere} == {expected}
    assert as_user(kerja.kepala).get(everywhere[-1]).status_code == 404
    assert as_user(kerja.admin).get(everywhere[-1]).status_code == 200


@pytest.mark.parametrize(("tahun", "bulan"), [(2026, 13), (1999, 1), (99999, 1)])
def test_a_time_there_is_not_is_not_found(as_user, kerja, tahun, bulan):
    answer = as_user(kerja.admin).get(rekap_unit.address(kerja.instansi, kerja.bidang, tahun, bulan))
    assert answer.status_code == 404


def test_an_instansi_that_does_not_measure_says_so(as_user, kerja):
    Instansi.objects.filter(pk=kerja.instansi.pk).update(pengukuran_bulanan=False)
    client = as_user(kerja.admin)
    assert "tidak memakai pengukuran bulanan" in client.get(address(kerja)).content.decode()
    assert client.get(address(kerja, "excel")).status_code == 302
    assert client.post(address(kerja, "siapkan")).status_code == 302
    assert not Pekerjaan.objects.exists()


def test_a_year_that_is_not_counted_says_so(as_user, kerja):
    path = rekap_unit.address(kerja.instansi, kerja.bidang, 2024, 2)
    assert "belum dibuka untuk statistik" in as_user(kerja.admin).get(path).content.decode()


def test_reading_is_logged_for_those_whose_values_were_shown(as_user, kerja):
    client = as_user(kerja.kepala)
    for keluaran in ("", "excel"):
        client.get(address(kerja, keluaran))
    assert list(JejakBaca.objects.values_list("skp__pegawai__nama", "pembaca__nama", "bagian")) == [
        ("Staf", "Kepala", "CAPAIAN")
    ]


# --- Files ----------------------------------------------------------------------------------------


def book_of(content: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book["Rekap"].freeze_panes == "D2"
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_workbook_has_raw_numbers_and_says_what_it_is(as_user, kerja):
    Pegawai.objects.filter(pk=kerja.staf.pk).update(nama="=Staf")
    answer = as_user(kerja.kepala).get(address(kerja, "excel"))
    assert answer["Content-Disposition"] == 'attachment; filename="Rekap-Bidang-Data-Februari-2026.xlsx"'
    sheets = book_of(answer.content)
    rows = sheets["Rekap"]
    staf = next(row for row in rows if row[2] == "=Staf")
    assert staf[1] == kerja.staf.nip
    assert staf[5:11] == ("Disetujui", 2, 1, 1, 91.25, 88)
    assert rows[-1][1] == "Jumlah / rata-rata"
    assert rows[-1][6:11] == (4, 2, 3, 91.25, 88)
    assert [row[4] for row in sheets["Dikecualikan"]] == ["Alasan", AlasanPengecualian.CUTI.label]
    assert [row[1] for row in sheets["Belum lengkap"]] == ["Nama", "Fungsional", "Rekan"]
    about = dict(row[:2] for row in sheets["Keterangan"])
    assert about["Sifat"] == "SEMENTARA: 2 pegawai belum ditutup"
    assert about["Per"] == "10 Maret 2026 pukul 09.00 WIB"


def paper(monkeypatch, client, path) -> str:
    seen = []
    monkeypatch.setattr(pdf, "render_pdf", lambda html: seen.append(html) or b"%PDF-")
    answer = client.get(path)
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(re.sub("<[^>]+>", " ", seen[0]).split())


def test_the_paper_is_signed_by_the_head_and_marked_as_provisional(as_user, kerja, monkeypatch):
    text = paper(monkeypatch, as_user(kerja.kepala), address(kerja, "pdf"))
    assert "SEMENTARA: 2 pegawai belum ditutup" in text
    assert "Februari 2026, per 10 Maret 2026 pukul 09.00 WIB" in text
    assert "Belum ditutup No Nama dan NIP Unit Kerja Kekurangan 1 Fungsional" in text
    assert "Dikecualikan, tidak termasuk" in text
    assert "Surat 850/1" in text
    assert text.endswith(f"Kepala Bidang Data, Penilai NIP {kerja.penilai.nip_tampil}")


def test_a_plt_signs_as_such(as_user, kerja, monkeypatch):
    PenugasanKepala.objects.create(
        unit=kerja.bidang, pegawai=kerja.jf, jenis=JenisPenugasan.PLT, nomor_surat="800/1", mulai=date(2026, 3, 1),
        selesai=date(2026, 3, 31),
    )  # fmt: skip
    text = paper(monkeypatch, as_user(kerja.jf), address(kerja, "pdf"))
    assert text.endswith(f"Plt. Kepala Bidang Data, Fungsional NIP {kerja.jf.nip_tampil}")


def test_a_paper_is_made(as_user, kerja):
    answer = as_user(kerja.admin).get(rekap_unit.address(kerja.instansi, None, 2026, 0, "pdf"))
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("bentuk", ["excel", "pdf"])
def test_a_long_recap_is_made_by_the_worker(as_user, kerja, run_work, monkeypatch, bentuk):
    monkeypatch.setattr(rekap_unit, "AT_ONCE", 1)
    monkeypatch.setattr(rekap_unit, "PIECE", 2)
    client = as_user(kerja.admin)
    path = rekap_unit.address(kerja.instansi, None, 2026, 2, "siapkan") + "?status=DISETUJUI"
    assert "Siapkan Excel" in client.get(address(kerja)).content.decode()
    assert client.get(address(kerja, bentuk)).status_code == 302
    client.post(path, {"bentuk": bentuk})
    work = Pekerjaan.objects.get()
    run_work()
    work.refresh_from_db()
    assert work.status == StatusPekerjaan.SELESAI
    line = EksporData.objects.get()
    assert (line.oleh, line.instansi, line.bentuk) == (kerja.admin, kerja.instansi, rekap_unit.ENDING[bentuk])
    assert line.alamat == work.get_absolute_url()
    answer = client.get(reverse("pekerjaan_hasil", args=[work.pk]))
    content = b"".join(answer.streaming_content)
    if bentuk == "excel":
        assert [row[2] for row in book_of(content)["Rekap"]][1:3] == ["Rekan", "Staf"]
    else:
        assert content.startswith(b"%PDF-")


def test_the_worker_makes_none_for_who_leads_no_more(as_user, kerja, run_work):
    as_user(kerja.kepala).post(address(kerja, "siapkan"))
    kerja.dinas.kepala = None
    kerja.dinas.save()
    run_work()
    assert Pekerjaan.objects.get().status == StatusPekerjaan.GAGAL


def test_a_paper_nobody_would_read_is_refused(as_user, kerja, monkeypatch):
    monkeypatch.setattr(rekap_unit, "LONGEST_PAPER", 2)
    client = as_user(kerja.kepala)
    assert client.get(address(kerja, "pdf")).status_code == 302
    assert client.get(address(kerja, "excel")).status_code == 200


# --- Cost -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("bulan", [2, 0])
def test_a_page_costs_the_same_with_few_and_with_many(as_user, kerja, bulan):
    client = as_user(kerja.kepala)

    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            size = len(client.get(address(kerja, bulan=bulan, query="?entri=50")).content)
        return len(captured), size

    queries()  # What is written once an hour is written now.
    few, _size = queries()
    for number in range(30):
        person = make_pegawai(f"Orang {number}", unit=kerja.bidang, jabatan=kerja.staf.jabatan)
        skp = make_skp(person, penilai=kerja.penilai, status=Status.DISETUJUI)
        month = make_bulanan(skp, 2)
        close(month, kerja, nilai="90.00")
    many, size = queries()
    assert many == few <= 20
    assert size < 60 * 1024


@pytest.mark.parametrize("bulan", [2, None])
@pytest.mark.parametrize("whole", [True, False])
def test_people_are_found_by_index(kerja, bulan, whole):
    found = recap(kerja, Masa(2026, bulan), belum_lengkap=True, urut="-nilai")
    found.unit = None if whole else kerja.bidang
    months = RekapBulan.objects.filter(pegawai__in=found.orang.order_by().values("pk"), tahun=2026)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for rows in (found.orang[:25], months):
        scanned = re.findall(r"Seq Scan on (\w+)", rows.explain())
        assert set(scanned) <= {"organisasi_pengecualian"}
