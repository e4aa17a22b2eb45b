"""Monitoring Pengisian and Monitoring Bulanan: what they count, for whom, and who is reminded."""

import re
from datetime import date, time
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dashboard import pemantauan, pengingat, rekap
from dashboard.models import Pengingat, RekapBulan, RekapPegawai, TahunRekap
from dashboard.pemantauan import BarisPengisian, Cakupan, Pengisian, tree_of
from dashboard.querysets.rekap_unit import Masa, with_status
from dashboard.rekap_unit import Rekap
from kegiatan.models import KegiatanHarian
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.models import (
    HariLibur,
    Instansi,
    JenisLibur,
    JenisPenugasan,
    Pegawai,
    Pekerjaan,
    Pengecualian,
    PenugasanKepala,
    StatusPekerjaan,
    UnitKerja,
)
from penilaian.models import CapaianBulanan
from skp.models import Skp, SkpBulanan
from skp.workflow import Status
from tests.factories import (
    make_bulanan,
    make_kegiatan,
    make_pegawai,
    make_rhk,
    make_skp,
    make_target,
    make_unit,
    open_rekap,
    wib,
)

pytestmark = pytest.mark.django_db

PENGISIAN = "dashboard:pemantauan_pengisian"
BULANAN = "dashboard:pemantauan_bulanan"
AT = wib(2026, 3, 10)


@pytest.fixture
def kerja(org):
    """Of the bidang one approved SKP with a closed month, one draft; of the dinas a submitted one."""
    # Its own: those a migration enters are gone once a test has emptied the tables.
    HariLibur.objects.all().delete()
    for day in (date(2026, 2, 16), date(2026, 2, 17)):
        HariLibur.objects.create(tanggal=day, nama="Tahun Baru Imlek")
    skp = make_skp(org.staf, penilai=org.penilai)
    month = make_bulanan(skp, 2)
    target = make_target(month, make_rhk(skp))
    make_kegiatan(org.staf, target=target, tanggal=date(2026, 2, 3))
    make_kegiatan(org.staf, target=target, tanggal=date(2026, 2, 3), mulai=time(13), selesai=time(14))
    make_kegiatan(org.staf, target=target, tanggal=date(2026, 2, 4), **graded(org))
    close(month, org, nilai="91.25")
    make_skp(org.rekan, penilai=org.penilai, status=Status.DRAFT)
    make_skp(org.kepala, penilai=org.sekda, status=Status.DIAJUKAN)
    make_kegiatan(org.rekan, tanggal=date(2026, 2, 5))
    open_rekap(2026)
    return org


def graded(org):
    return {
        "status": StatusKegiatanHarian.DINILAI, "nilai": 90, "dinilai_oleh": org.penilai, "dinilai_pada": AT,
    }  # fmt: skip


def close(month: SkpBulanan, org, *, nilai: str, perilaku: str = "88.00") -> None:
    CapaianBulanan.objects.create(
        skp_bulanan=month, nilai_capaian=Decimal(nilai), nilai_perilaku=Decimal(perilaku), aturan="uji", rincian=[],
        dihitung_pada=AT,
    )  # fmt: skip
    SkpBulanan.objects.filter(pk=month.pk).update(ditutup_pada=AT, ditutup_oleh=org.penilai)


def page(client, name, query="", status=200, **kwargs) -> str:
    answer = client.get(reverse(name, kwargs=kwargs) + query)
    assert answer.status_code == status
    return answer.content.decode()


def rows_of(text: str) -> dict[str, list[str]]:
    """The rows of the table of units, by name."""
    body = text.partition('<tbody class="pantau-baris">')[2].partition("</tbody>")[0]
    found = {}
    for row in body.split("<tr>")[1:]:
        cells = [re.sub("<[^>]+>", "", cell).strip() for cell in re.split(r"<t[hd][^>]*>", row)[1:]]
        found[cells[0]] = cells[1:]
    return found


# --- Monitoring Pengisian -------------------------------------------------------------------------


def test_each_unit_shows_its_people_and_those_below(as_user, kerja):
    rows = rows_of(page(as_user(kerja.admin), PENGISIAN))
    assert rows["Bidang Data"] == ["4", "2", "1", "0", "1", "25,0", "Lihat"]
    assert rows["Dinas Kominfo"] == ["5", "2", "1", "1", "1", "20,0", "Lihat"]
    assert rows["Dinas Sosial"] == ["2", "2", "0", "0", "0", "0,0", "Lihat"]
    assert rows["Sekretariat Daerah"][0] == "9"
    assert rows["Tanpa unit kerja"][0] == "1"


def test_a_unit_leads_to_its_persons_and_to_its_curve(as_user, kerja):
    client = as_user(kerja.kepala)
    text = page(client, PENGISIAN)
    for address in re.findall(rf'href="([^"]+unit={kerja.bidang.pk})"', text):
        assert client.get(address.replace("&amp;", "&") if address[0] == "/" else reverse(PENGISIAN) + address)
    assert f"{reverse('penilaian:monitoring_kurva')}?unit={kerja.bidang.pk}" in text
    persons = reverse("dashboard:statistik_orang", args=["pengisian", 2026, kerja.instansi.pk])
    listed = client.get(persons, {"kelas": "belum", "unit": kerja.bidang.pk})
    assert [row["orang"].pegawai.nama for row in listed.context["rows"]] == ["Fungsional", "Penilai"]
    Instansi.objects.update(evaluasi_periodik=False)
    assert "monitoring-kurva" not in page(client, PENGISIAN)


def test_the_figures_equal_a_recount(kerja):
    scope = Cakupan(kerja.instansi, None, 2026, None, date(2026, 3, 10), tahun_dihitung=[2026])
    for row in Pengisian(scope).pohon.baris:
        people = Pegawai.objects.filter(is_active=True, instansi=kerja.instansi)
        people = people.filter(unit__jalur__contains=[row.unit.pk]) if row.unit else people.filter(unit=None)
        drafts = Skp.objects.filter(tahun=2026, pegawai__in=people, status=Status.DRAFT)
        approved = Skp.objects.filter(tahun=2026, pegawai__in=people, status=Status.DISETUJUI)
        assert row.angka["pegawai"] == people.count()
        assert (row.angka["draft"], row.angka["disetujui"]) == (drafts.count(), approved.count())
        assert row.belum == people.exclude(skp__tahun=2026).count()


def test_who_leads_a_unit_sees_it_and_below_alone(as_user, kerja):
    text = page(as_user(kerja.kepala), PENGISIAN)
    assert set(rows_of(text)) == {"Bidang Data"}
    assert "Dinas Sosial" not in text
    assert page(as_user(kerja.kepala), PENGISIAN, f"?unit={kerja.bidang.pk}")
    for name in ("setda", "dinas_lain"):
        page(as_user(kerja.kepala), PENGISIAN, f"?unit={getattr(kerja, name).pk}", status=404)


def test_a_plt_monitors_as_long_as_he_stands_in(as_user, kerja, hari_ini):
    PenugasanKepala.objects.create(
        unit=kerja.bidang, pegawai=kerja.stranger, jenis=JenisPenugasan.PLT, nomor_surat="800/1",
        mulai=date(2026, 3, 1), selesai=date(2026, 3, 31),
    )  # fmt: skip
    assert "Bidang Data" in page(as_user(kerja.stranger), PENGISIAN)
    hari_ini.move_to(wib(2026, 4, 1))
    page(as_user(kerja.stranger), PENGISIAN, status=403)


def test_who_leads_nothing_is_refused(as_user, kerja):
    for name in (PENGISIAN, BULANAN, "dashboard:rekap_pilih"):
        page(as_user(kerja.staf), name, status=403)


def test_a_super_admin_chooses_the_instansi_first(as_user, kerja):
    Pegawai.objects.filter(pk=kerja.super_admin.pk).update(instansi=None)
    client = as_user(kerja.super_admin)
    text = page(client, PENGISIAN)
    assert "Pilih instansi yang ingin dilihat." in text
    assert rows_of(text) == {}
    assert "Bidang Data" in rows_of(page(client, PENGISIAN, f"?instansi={kerja.instansi.pk}"))
    assert "Dinas Luar" in rows_of(page(client, PENGISIAN, f"?instansi={kerja.instansi_lain.pk}"))


def test_an_admin_cannot_reach_another_instansi(as_user, kerja):
    client = as_user(kerja.admin_luar)
    text = page(client, PENGISIAN, f"?instansi={kerja.instansi.pk}")  # is not asked of him: his own shows
    assert set(rows_of(text)) == {"Dinas Luar"}
    page(client, PENGISIAN, f"?unit={kerja.bidang.pk}", status=404)


def test_a_year_that_is_not_counted_says_so(as_user, org):
    assert "belum dibuka untuk statistik" in page(as_user(org.admin), PENGISIAN)


def test_a_year_that_is_still_being_counted_shows_no_half_figures(as_user, kerja):
    TahunRekap.objects.update(terisi_pada=None)
    where = {"unit": kerja.bidang.pk, "tahun": 2026}
    texts = [page(as_user(kerja.admin), name) for name in (PENGISIAN, BULANAN, "dashboard:rekap_pilih")]
    texts.append(page(as_user(kerja.admin), "dashboard:pemantauan_unit", **where))
    texts.append(page(as_user(kerja.admin), "dashboard:pemantauan_kalender", bulan=3, **where))
    assert all("2026 sedang dihitung" in text and "<table" not in text for text in texts)


def test_units_that_do_not_fit_are_folded_into_the_one_above(kerja, monkeypatch):
    monkeypatch.setattr(pemantauan, "MOST_ROWS", 3)
    scope = Cakupan(kerja.instansi, None, 2026, None, date(2026, 3, 10))
    own = {kerja.setda.pk: {"n": 1}, kerja.dinas.pk: {"n": 1}, kerja.dinas_lain.pk: {"n": 1}, kerja.bidang.pk: {"n": 5}}
    tree = tree_of(scope, own, ("n",), counted="n", row=BarisPengisian)
    found = {str(row.unit): (row.angka["n"], row.tingkat, row.terlipat) for row in tree.baris}
    assert found == {"Sekretariat Daerah": (8, 0, 0), "Dinas Kominfo": (6, 1, 1), "Dinas Sosial": (1, 1, 0)}
    assert tree.jumlah.angka["n"] == 8


def test_units_without_people_are_not_shown_but_counted(kerja):
    make_unit(kerja.instansi, "Unit Kosong", induk=kerja.dinas)
    tree = Pengisian(Cakupan(kerja.instansi, None, 2026, None, date(2026, 3, 10))).pohon
    assert "Unit Kosong" not in {str(row.unit) for row in tree.baris}
    assert tree.tanpa_pegawai == 1


@pytest.mark.parametrize("name", [PENGISIAN, BULANAN, "dashboard:rekap_pilih"])
def test_a_level_of_hundreds_of_units_is_paged_and_each_is_on_one_page(as_user, kerja, name):
    units = UnitKerja.objects.bulk_create(
        UnitKerja(instansi=kerja.instansi, induk=kerja.dinas_lain, nama=f"Unit Pelaksana {n:03}", kode=f"u{n:03}")
        for n in range(700)
    )
    Pegawai.objects.bulk_create(
        Pegawai(nip=f"19850101200501{n:04}", nama="O", instansi=kerja.instansi, unit=unit, jabatan=kerja.staf.jabatan)
        for n, unit in enumerate(units)
    )
    client, seen = as_user(kerja.admin), []
    for number in range(1, 6):
        text = page(client, name, f"?unit={kerja.dinas_lain.pk}&hal_unit={number}")
        assert len(text) <= 120 * 1024
        assert f"hal_unit={min(number + 1, 5)}" in text
        seen += rows_of(text)
        foot = text.partition("<tfoot")[2].partition("</tfoot>")[0]
        assert "702" in foot, "the sum is of all of them, and of who is in the unit itself"
    assert seen == [unit.nama for unit in units]


# --- Reminding ------------------------------------------------------------------------------------


def remind(client, **data):
    return client.post(reverse("dashboard:pemantauan_ingatkan"), {"tahun": 2026, **data}, follow=True)


def test_who_has_made_none_is_reminded_once(as_user, kerja):
    client = as_user(kerja.kepala)
    text = remind(client).content.decode()
    assert "2 pegawai diingatkan." in text
    assert set(Pengingat.objects.values_list("pegawai__nama", "oleh")) == {
        ("Penilai", kerja.kepala.pk), ("Fungsional", kerja.kepala.pk),
    }  # fmt: skip
    told = kerja.penilai.pemberitahuan.get()
    assert told.teks.startswith("SKP 2026 Anda belum dibuat.")
    assert as_user(kerja.penilai).get(told.tautan).status_code == 200
    assert not kerja.stranger.pemberitahuan.exists()

    again = remind(client).content.decode()
    assert "0 pegawai diingatkan. 2 orang sudah diingatkan dalam 3 hari terakhir." in again
    assert Pengingat.objects.count() == 2


def test_after_some_days_they_are_reminded_again(as_user, kerja, hari_ini):
    remind(as_user(kerja.penilai))
    hari_ini.move_to(wib(2026, 3, 13, 9, 1))
    remind(as_user(kerja.penilai))
    # Nobody is reminded by himself: the penilai has none either.
    assert list(Pengingat.objects.values_list("pegawai__nama", flat=True)) == ["Fungsional"] * 2


def test_the_page_says_who_was_reminded(as_user, kerja):
    remind(as_user(kerja.admin), unit=kerja.bidang.pk)
    text = page(as_user(kerja.kepala), PENGISIAN)
    assert text.count("10 Maret 2026 pukul 09.00") >= 2


def test_another_year_is_too_late(as_user, kerja):
    open_rekap(2025)
    text = remind(as_user(kerja.kepala), tahun=2025).content.decode()
    assert "Pengingat hanya untuk tahun berjalan, 2026." in text
    assert not Pengingat.objects.exists()
    assert "Ingatkan semua" not in page(as_user(kerja.kepala), PENGISIAN, "?tahun=2025")


def test_only_those_one_monitors_are_reminded(as_user, kerja):
    assert remind(as_user(kerja.kepala), unit=kerja.dinas_lain.pk).status_code == 404
    assert remind(as_user(kerja.staf)).status_code == 403
    assert remind(as_user(kerja.admin_luar), unit=kerja.bidang.pk).status_code == 404
    assert not Pengingat.objects.exists()


def test_many_are_reminded_by_the_worker(as_user, kerja, run_work, monkeypatch):
    monkeypatch.setattr(pengingat, "AT_ONCE", 1)
    monkeypatch.setattr(pengingat, "PIECE", 1)
    answer = remind(as_user(kerja.kepala))
    work = Pekerjaan.objects.get()
    assert answer.redirect_chain[-1][0] == work.get_absolute_url()
    assert not Pengingat.objects.exists()
    run_work()
    work.refresh_from_db()
    assert (work.status, work.pesan) == (StatusPekerjaan.SELESAI, "2 pegawai diingatkan.")
    assert Pengingat.objects.count() == 2


def test_the_worker_reminds_nobody_for_who_leads_no_more(as_user, kerja, run_work, monkeypatch):
    monkeypatch.setattr(pengingat, "AT_ONCE", 1)
    remind(as_user(kerja.kepala))
    kerja.dinas.kepala = None
    kerja.dinas.save()
    run_work()
    assert Pekerjaan.objects.get().status == StatusPekerjaan.GAGAL
    assert not Pengingat.objects.exists()


# --- Monitoring Bulanan ---------------------------------------------------------------------------


def test_a_month_is_counted_per_unit(as_user, kerja):
    rows = rows_of(page(as_user(kerja.admin), BULANAN, "?bulan=2"))
    # People, with activities, days, ungraded, months not made, not approved, without realisasi, closed, mean.
    assert rows["Bidang Data"] == ["4", "2", "0,8", "3", "3", "0", "1", "1", "91,25"]
    assert rows["Sekretariat Daerah"][-1] == "91,25"
    assert rows["Dinas Sosial"] == ["2", "0", "0,0", "0", "2", "0", "0", "0", "–"]


def test_the_figures_of_a_month_equal_a_recount(kerja):
    scope = Cakupan(kerja.instansi, kerja.dinas, 2026, 2, date(2026, 3, 10))
    total = pemantauan.Bulanan(scope).pohon.jumlah
    people = Pegawai.objects.filter(unit__jalur__contains=[kerja.dinas.pk])
    activities = KegiatanHarian.objects.filter(pegawai__in=people, tanggal__range=("2026-02-01", "2026-02-28"))
    assert total.angka["kegiatan"] == activities.count() == 4
    assert total.angka["hari"] == len(set(activities.values_list("pegawai", "tanggal"))) == 3
    assert total.belum_dinilai == activities.filter(nilai=None).count()
    assert total.angka["nilai_jumlah"] == RekapBulan.objects.aggregate(jumlah=Sum("nilai"))["jumlah"]


def test_a_month_counts_the_same_people_as_its_recap(kerja):
    """One has left before it, one is excepted in it alone, one in another month of the year alone."""
    Skp.objects.filter(pegawai=kerja.rekan).update(periode_selesai=date(2026, 2, 28))
    make_kegiatan(kerja.staf, tanggal=date(2026, 3, 4))
    recorded = {"dicatat_oleh": kerja.admin}
    Pengecualian.objects.create(pegawai=kerja.staf, alasan="CUTI", mulai=date(2026, 3, 1), **recorded)
    lain = make_pegawai("Pernah Cuti", unit=kerja.bidang, jabatan=None)
    Pengecualian.objects.create(
        pegawai=lain, alasan="CUTI", mulai=date(2026, 1, 1), selesai=date(2026, 1, 31), **recorded
    )
    scope = Cakupan(kerja.instansi, kerja.dinas, 2026, 3, date(2026, 3, 10))
    total = pemantauan.Bulanan(scope).pohon.jumlah
    rekap = Rekap(kerja.instansi, kerja.dinas, Masa(2026, 3), kerja.admin, AT)
    assert total.angka["pegawai"] == rekap.banyak
    assert lain in rekap.orang
    assert not {kerja.rekan, kerja.staf} & set(rekap.orang)
    assert {name: total.angka[name] for name in ("kegiatan", "hari", "ditutup")} == {
        name: rekap.jumlah[name] for name in ("kegiatan", "hari", "ditutup")
    }
    assert total.belum_disusun == with_status(rekap.orang, rekap.masa, "").count()


def test_who_is_excepted_all_year_stands_apart_on_every_page_whatever_he_wrote(as_user, kerja):
    """Monitoring Pengisian, Rekap Unit of the year and the persons behind the numbers count the same people."""
    scope = Cakupan(kerja.instansi, kerja.dinas, 2026, None, date(2026, 3, 10))
    before = Pengisian(scope).pohon.jumlah.angka
    Pengecualian.objects.create(pegawai=kerja.staf, alasan="CUTI", mulai=date(2025, 7, 1), dicatat_oleh=kerja.admin)
    now = Pengisian(scope).pohon.jumlah.angka
    year = Rekap(kerja.instansi, kerja.dinas, Masa(2026, None), kerja.admin, AT)
    assert now["pegawai"] == before["pegawai"] - 1 == year.banyak
    assert (now["dikecualikan"], now["disetujui"]) == (1, before["disetujui"] - 1)
    assert [row.pegawai for row in year.terkecuali] == [kerja.staf]
    persons = reverse("dashboard:statistik_orang", args=["pengisian", 2026, kerja.instansi.pk])
    listed = as_user(kerja.admin).get(persons, {"unit": kerja.dinas.pk, "kelas": "dikecualikan"})
    assert [row["orang"].pegawai for row in listed.context["rows"]] == [kerja.staf]
    assert list(rekap.differences(2026)) == []
    Pengecualian.objects.all().delete()
    assert Pengisian(scope).pohon.jumlah.angka == before


@pytest.mark.parametrize(
    ("mulai", "selesai"),
    [(date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 2, 1), None), (date(2026, 2, 10), date(2026, 2, 12)),
     (date(2025, 6, 1), None), (date(2026, 1, 1), date(2026, 1, 31))],
)  # fmt: skip
def test_each_month_of_the_year_counts_the_same_people_as_its_recap(kerja, mulai, selesai):
    """Of the people excepted one has closed his month, one has only recorded activities."""
    for person in (kerja.staf, kerja.rekan):
        Pengecualian.objects.create(
            pegawai=person, alasan="CUTI", mulai=mulai, selesai=selesai, dicatat_oleh=kerja.admin
        )
    months = pemantauan.months_of(kerja.dinas, 2026)
    assert months
    for number, figures in months.items():
        recap = Rekap(kerja.instansi, kerja.dinas, Masa(2026, number), kerja.admin, AT)
        for name in ("kegiatan", "hari", "dinilai", "ditutup"):
            assert figures[name] == recap.jumlah[name], (number, name)


def test_working_days_go_as_far_as_today_and_know_holidays(kerja):
    HariLibur.objects.create(tanggal=date(2026, 3, 3), nama="Cuti bersama", jenis=JenisLibur.CUTI_BERSAMA)
    running = Cakupan(kerja.instansi, None, 2026, 3, date(2026, 3, 10))
    assert pemantauan.Bulanan(running).hari_kerja == 6
    assert pemantauan.working_days(kerja.instansi, date(2026, 2, 1), date(2026, 2, 28)) == 18  # Imlek
    future = Cakupan(kerja.instansi, None, 2026, 9, date(2026, 3, 10))
    assert pemantauan.Bulanan(future).hari_kerja == 0


@pytest.mark.parametrize("name", [BULANAN, "dashboard:rekap_pilih"])
def test_an_instansi_that_does_not_measure_says_so(as_user, kerja, name):
    Instansi.objects.filter(pk=kerja.instansi.pk).update(pengukuran_bulanan=False)
    assert "tidak memakai pengukuran bulanan" in page(as_user(kerja.admin), name)
    assert page(as_user(kerja.admin), PENGISIAN)


def test_the_page_of_a_unit_shows_its_year_and_its_people(as_user, kerja):
    text = page(as_user(kerja.kepala), "dashboard:pemantauan_unit", "?bulan=2", unit=kerja.bidang.pk, tahun=2026)
    assert "Feb 91,25" in text  # the mean of the year's chart
    assert "Feb 25,00" in text  # one of four activities is graded
    person = text.partition(">Staf<")[2].partition("</tr>")[0]
    assert "91,25" in person
    assert "2 / 18" in person
    month = SkpBulanan.objects.get()
    assert reverse("penilaian:bulanan_detail", args=[month.pk]) in text


def test_reading_the_values_of_others_is_logged(as_user, kerja):
    for _ in range(2):
        page(as_user(kerja.kepala), "dashboard:pemantauan_unit", "?bulan=2", unit=kerja.bidang.pk, tahun=2026)
    trail = Skp.objects.get(pegawai=kerja.staf).jejak_baca.values_list("pembaca__nama", "bagian")
    assert list(trail) == [("Kepala", "CAPAIAN")]


# --- The calendar ---------------------------------------------------------------------------------


def test_the_calendar_tells_each_day_in_words(as_user, kerja):
    text = page(as_user(kerja.penilai), "dashboard:pemantauan_kalender", unit=kerja.bidang.pk, tahun=2026, bulan=2)
    row = text.partition('<th scope="row">Staf')[2].partition("<tr>")[0]
    cells = re.findall(r'<td(?: class="(\w+)")?>([^<]*)', row)
    assert cells[0] == ("", "2")
    days = cells[1:]
    assert len(days) == 28
    assert days[2] == ("k2", "2")
    assert days[3] == ("k1", "1")
    assert days[4] == ("n", "–")
    assert days[0] == days[6] == days[16] == ("l", "")
    assert 'title="Selasa, libur"' in text
    assert 'title="Minggu, akhir pekan"' in text


def test_days_to_come_are_empty(as_user, kerja):
    text = page(as_user(kerja.penilai), "dashboard:pemantauan_kalender", unit=kerja.bidang.pk, tahun=2026, bulan=3)
    days = re.findall(r"<td[^>]*>([^<]*)", text.partition('<th scope="row">Staf')[2].partition("<tr>")[0])[1:]
    assert (days[9], days[10]) == ("–", "")


@pytest.mark.parametrize("bulan", [0, 13])
def test_a_month_there_is_not_is_not_found(as_user, kerja, bulan):
    page(
        as_user(kerja.penilai), "dashboard:pemantauan_kalender", unit=kerja.bidang.pk, tahun=2026, bulan=bulan,
        status=404,
    )  # fmt: skip


# --- Cost -----------------------------------------------------------------------------------------


PAGES = {
    "pengisian": (PENGISIAN, {}, 8),
    "bulanan": (BULANAN, {}, 8),
    "unit": ("dashboard:pemantauan_unit", {"tahun": 2026}, 11),
    "kalender": ("dashboard:pemantauan_kalender", {"tahun": 2026, "bulan": 3}, 8),
    "pilih": ("dashboard:rekap_pilih", {}, 8),
}
SHELL = 6
"""Session, user, the frame of the transaction, the bell, the menu."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_with_one_unit_and_with_thirty(as_user, kerja, name):
    route, kwargs, most = PAGES[name]
    if name in {"unit", "kalender"}:
        kwargs = {**kwargs, "unit": kerja.dinas.pk}
    client = as_user(kerja.kepala)

    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            size = len(page(client, route, "?entri=50", **kwargs))
        return len(captured), size

    queries()  # What is written once an hour is written now.
    few, _size = queries()
    for number in range(30):
        unit = make_unit(kerja.instansi, f"Unit Kerja Nomor {number}", induk=kerja.dinas)
        person = make_pegawai(f"Orang {number}", unit=unit, jabatan=kerja.staf.jabatan)
        make_kegiatan(person, tanggal=date(2026, 3, 2))
    many, size = queries()
    assert many == few <= SHELL + most
    assert size < 120 * 1024
    assert RekapPegawai.objects.filter(unit__jalur__contains=[kerja.dinas.pk]).count() == 35
