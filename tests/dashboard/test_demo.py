"""The demo city, built on ordinary and on awkward days; every fact below holds on each of them."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise, product
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.test import RequestFactory, override_settings
from django.urls import resolve, reverse
from pypdf import PdfReader

from dashboard import rekap
from dashboard.demo import susunan
from dashboard.demo.bangun import fingerprint
from dashboard.demo.waktu import WIB, Kini, months_before
from dashboard.models import Pengingat, RekapInstansi, TahunRekap
from dashboard.statistik import JENIS
from ekinerja.management.commands.serve import DEMO_ACCOUNTS, DEMO_PASSWORD
from kegiatan.berkas import inspect
from kegiatan.models import (
    Bukti,
    JenisBukti,
    JenisKegiatan,
    KategoriHarian,
    KegiatanHarian,
    Kreativitas,
    RiwayatKegiatan,
    TugasTambahan,
)
from kegiatan.workflow import StatusKegiatanHarian, StatusUsulan
from organisasi.deadlines import HARI_BAKU, DeadlineCalendar
from organisasi.hierarchy import assessor_of
from organisasi.models import (
    AlasanPengecualian,
    BatasWaktu,
    Impor,
    Instansi,
    JenisJabatan,
    JenisPenugasan,
    Langkah,
    Mutasi,
    Pegawai,
    Pekerjaan,
    Pemberitahuan,
    Pengecualian,
    PenugasanKepala,
    PeriodeEvaluasi,
    StatusImpor,
    StatusKepegawaian,
    StatusMutasi,
    StatusPekerjaan,
    Tindakan,
    UnitKerja,
)
from organisasi.nip import check_nip
from penilaian.capaian import month_results
from penilaian.lembar import sheet, store
from penilaian.models import (
    AngkaKreditAwal,
    CapaianBulanan,
    CapaianUnit,
    CatatanKalibrasi,
    Evaluasi,
    Hubungan,
    Kalibrasi,
    Keberatan,
    KeputusanKeberatan,
    PenilaianKualitas,
    PenilaianPerilaku,
    RentangKualitas,
    RiwayatEvaluasi,
    SebagaiPenilai,
    StatusUmpanBalik,
    UndanganUmpanBalik,
)
from penilaian.rules.evaluasi import rateable_from
from penilaian.workflow import StatusEvaluasi
from skp.models import (
    Adendum,
    AnggotaTim,
    BankIndikator,
    Bentuk,
    ButirLampiran,
    EkspektasiPerilaku,
    Indikator,
    JenisRhk,
    ManualIndikator,
    Pembagian,
    Pendekatan,
    PermintaanKoreksi,
    PermintaanSalin,
    PesertaMatriks,
    RencanaHasilKerja,
    Riwayat,
    Satuan,
    Skp,
    SkpBulanan,
    StatusKegiatan,
    TargetBulanan,
    TidakBerperan,
    TimKerja,
)
from skp.workflow import Status, StatusPermintaan
from tests.factories import wib

HARI = {
    "tahun baru": wib(2026, 1, 1, 0, 20),
    "awal bulan, hari Minggu": wib(2026, 3, 1, 8),
    "hari kerja biasa": wib(2026, 11, 18, 10),
    "29 Februari": wib(2028, 2, 29, 14),
    "malam tahun baru": wib(2027, 12, 31, 23, 50),
}
HARI_BERULANG = HARI["hari kerja biasa"]
AKUN = (
    susunan.SUPER_ADMIN,
    susunan.ADMIN_INSTANSI,
    susunan.ADMIN_KABUPATEN,
    susunan.SEKDA,
    susunan.KEPALA_DINAS_KABUPATEN,
    susunan.FUNGSIONAL_KABUPATEN,
    susunan.KEPALA_DINAS,
    susunan.KEPALA_BIDANG,
    susunan.STAF,
    susunan.FUNGSIONAL,
)


@pytest.fixture(scope="module", params=HARI.values(), ids=HARI.keys())
def demo(request, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[SimpleNamespace]:
    """The city as built at that moment, by the command; taken back when its tests are done."""
    folder = tmp_path_factory.mktemp("berkas")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
        time_machine.travel(request.param, tick=False),
        transaction.atomic(),
    ):
        first = build_and_take_back() if request.param == HARI_BERULANG else ""
        call_command("bangun_demo", verbosity=0)
        connection.check_constraints()
        yield SimpleNamespace(saat=request.param, kini=Kini(request.param), folder=folder, sidik_pertama=first)
        transaction.set_rollback(True)


def build_and_take_back() -> str:
    with transaction.atomic():
        call_command("bangun_demo", verbosity=0)
        told = fingerprint()
        transaction.set_rollback(True)
    return told


@pytest.fixture(autouse=True)
def hari_ini() -> None:
    """Instead of the suite's fixed day: here each city has its own."""


@pytest.fixture(autouse=True)
def berkas(demo, fast_settings, settings, db) -> None:
    settings.MEDIA_ROOT = demo.folder


def person(nip: str) -> Pegawai:
    return Pegawai.objects.for_header().get(nip=nip)


@pytest.mark.parametrize("nip", AKUN)
def test_each_demo_account_signs_in(nip):
    request = RequestFactory().post("/masuk/")

    assert authenticate(request, username=nip, password=DEMO_PASSWORD) == person(nip)


def test_these_are_the_accounts_that_are_named_when_the_server_starts():
    assert set(AKUN) == set(DEMO_ACCOUNTS)


def test_the_accounts_have_the_roles_they_are_shown_with():
    kepala_dinas, kepala_bidang = person(susunan.KEPALA_DINAS), person(susunan.KEPALA_BIDANG)
    staf, fungsional = person(susunan.STAF), person(susunan.FUNGSIONAL)

    assert person(susunan.SUPER_ADMIN).is_superuser
    assert person(susunan.ADMIN_INSTANSI).admin_instansi
    assert (kepala_dinas.jabatan.jenis, kepala_dinas.peran_anggaran) == (JenisJabatan.JPT_PRATAMA, "PA")
    assert kepala_bidang.jabatan.jenis == JenisJabatan.ADMINISTRATOR
    assert staf.jabatan.jenis == JenisJabatan.PELAKSANA
    assert str(fungsional.jabatan).endswith("Ahli Muda")
    assert {staf.unit.kepala_id, fungsional.unit.kepala_id} == {kepala_bidang.pk}


def test_a_second_run_is_refused():
    before = Pegawai.objects.count()

    with pytest.raises(CommandError, match="already holds an instansi"):
        call_command("bangun_demo")

    assert Pegawai.objects.count() == before


def test_without_demo_it_is_refused(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("bangun_demo")


def test_people_of_every_kind_are_there():
    active = Pegawai.objects.filter(instansi__kode=susunan.KOTA, is_active=True)

    assert 55 <= active.count() <= 75
    assert set(active.exclude(jabatan=None).values_list("jabatan__jenis", flat=True)) == {
        JenisJabatan.JPT_PRATAMA,
        JenisJabatan.ADMINISTRATOR,
        JenisJabatan.PENGAWAS,
        JenisJabatan.FUNGSIONAL,
        JenisJabatan.PELAKSANA,
    }
    assert active.filter(jabatan__jenis=JenisJabatan.FUNGSIONAL).values("jabatan__jenjang").distinct().count() >= 5
    assert set(active.values_list("status", flat=True)) == set(StatusKepegawaian.values)
    assert Instansi.objects.count() == 2


def test_one_instansi_measures_nothing_monthly():
    kabupaten = Instansi.objects.get(kode=susunan.KABUPATEN)

    assert not kabupaten.pengukuran_bulanan
    assert 12 <= Skp.objects.filter(instansi=kabupaten).values("pegawai").distinct().count() <= 20
    assert set(Skp.objects.filter(instansi=kabupaten).values_list("status", flat=True)) == set(Status)
    assert not RencanaHasilKerja.objects.filter(skp__instansi=kabupaten, target_kuantitas__isnull=False).exists()
    assert not SkpBulanan.objects.filter(skp__instansi=kabupaten).exists()
    assert not KegiatanHarian.objects.filter(pegawai__instansi=kabupaten).exists()
    assert not TugasTambahan.objects.filter(pegawai__instansi=kabupaten).exists()


def test_every_number_and_rank_could_have_been_issued():
    for pegawai in Pegawai.objects.all():
        check_nip(pegawai.nip, pppk=pegawai.status == StatusKepegawaian.PPPK)
        assert ("/" in pegawai.golongan) == (pegawai.status == StatusKepegawaian.PNS)


def test_units_have_their_path_a_vacancy_with_a_plt_and_a_closed_one(demo):
    assert not UnitKerja.objects.filter(jalur=[]).exists()
    assert all(unit.jalur[-1] == unit.pk for unit in UnitKerja.objects.all())
    vacant = UnitKerja.objects.get(kode=susunan.SEKSI_TANPA_KEPALA, kepala=None)
    assert PenugasanKepala.objects.filter(unit=vacant, mulai__lte=demo.kini.hari, selesai__gte=demo.kini.hari).exists()
    assert UnitKerja.objects.filter(aktif=False).count() == 1


def test_reference_data_is_there_for_each_instansi():
    for instansi in Instansi.objects.all():
        assert set(BatasWaktu.objects.filter(instansi=instansi).values_list("langkah", flat=True)) == set(HARI_BAKU)
        assert RentangKualitas.objects.filter(instansi=instansi, batas_bawah=76, minimum=76, maksimum=95).exists()
        names = Satuan.objects.filter(instansi=instansi, khusus_fungsional=True).values_list("nama", flat=True)
        assert set(names) == {"kali", "kegiatan"}


def test_every_state_can_be_seen(demo):
    this_year = Skp.objects.filter(tahun=demo.kini.tahun)
    this_month = SkpBulanan.objects.filter(skp__tahun=demo.kini.tahun, bulan=demo.kini.bulan.month)
    waiting = {StatusKegiatanHarian.TERCATAT, StatusKegiatanHarian.DINILAI}

    assert set(this_year.values_list("status", flat=True)) == set(Status)
    assert set(this_month.values_list("status", flat=True)) == set(Status)
    assert set(KegiatanHarian.objects.values_list("status", flat=True)) == waiting
    assert set(KegiatanHarian.objects.values_list("nilai", flat=True)) == {None, *KategoriHarian.values}
    assert set(KegiatanHarian.objects.values_list("jenis", "status_proses")) >= {
        (JenisKegiatan.SKP, True),
        (JenisKegiatan.SKP, False),
    }
    assert set(TugasTambahan.objects.values_list("status", flat=True)) == set(StatusUsulan)
    assert set(Kreativitas.objects.values_list("status", flat=True)) == set(StatusUsulan)
    assert set(Bukti.objects.values_list("jenis", flat=True)) == set(JenisBukti)
    assert set(RencanaHasilKerja.objects.values_list("status_kegiatan", flat=True)) == set(StatusKegiatan)


def test_every_state_of_what_goes_with_an_skp_can_be_seen(demo):
    this_year = Skp.objects.filter(tahun=demo.kini.tahun)
    returned = this_year.filter(status=Status.DIKEMBALIKAN)

    assert this_year.filter(status=Status.DRAFT).exclude(alasan="").exists()
    assert Pegawai.objects.filter(is_active=True, unit__isnull=False).exclude(skp__in=this_year).count() >= 3
    assert set(this_year.values_list("pendekatan", "bentuk")) == set(product(Pendekatan.values, Bentuk.values))
    assert Skp.objects.values("pegawai", "tahun").annotate(n=Count("pk")).filter(n=2).exists()
    assert not returned.exclude(riwayat__catatan_baris__rhk__isnull=False).exists()
    assert not returned.exclude(riwayat__catatan_baris__indikator__isnull=False).exists()
    assert set(PermintaanKoreksi.objects.values_list("status", flat=True)) == set(StatusPermintaan)
    assert set(PermintaanSalin.objects.values_list("status", flat=True)) == set(StatusPermintaan)
    assert set(Adendum.objects.values_list("status", flat=True)) == set(Status)
    assert {skp.adendum.get().status for skp in this_year.filter(adendum_ke=1)} == {Status.DISETUJUI}
    for nip in (susunan.KEPALA_DINAS, susunan.KEPALA_BIDANG, susunan.KEPALA_DINAS_KABUPATEN):
        assert Adendum.objects.filter(skp__penilai__nip=nip, status=Status.DIAJUKAN).exists()
    assert Pemberitahuan.objects.filter(dibaca_pada=None).exists()
    assert Pemberitahuan.objects.exclude(dibaca_pada=None).exists()
    assert {True, False} == {rhk.uraian == rhk.butir.uraian for rhk in RencanaHasilKerja.objects.exclude(butir=None)}


def test_every_rhk_has_the_indikator_its_form_asks_for():
    rows = Indikator.objects.all()
    quantitative = Q(rhk__skp__pendekatan=Pendekatan.KUANTITATIF)
    for_leaders = Q(rhk__skp__bentuk=Bentuk.PIMPINAN)

    assert not RencanaHasilKerja.objects.filter(indikator=None).exists()
    assert not rows.filter(quantitative, target="").exists()
    assert not rows.filter(quantitative & for_leaders, perspektif="").exists()
    assert not rows.filter(quantitative & ~for_leaders, aspek="").exists()
    assert not rows.filter(~quantitative).exclude(target="", aspek="", perspektif="").exists()
    assert {"ORGANISASI", "INDIVIDU"} == set(
        RencanaHasilKerja.objects.filter(skp__bentuk=Bentuk.PIMPINAN).values_list("klasifikasi", flat=True)
    )
    assert set(RencanaHasilKerja.objects.values_list("jenis", flat=True)) == set(JenisRhk)
    assert RencanaHasilKerja.objects.filter(penugasan_dari="Wali Kota Sukamaju").exists()
    for model in (ManualIndikator, ButirLampiran, EkspektasiPerilaku, BankIndikator):
        assert model.objects.exists(), model


def test_matrices_and_skp_agree():
    teams = defaultdict(list)
    for anggota in AnggotaTim.objects.select_related("tim"):
        teams[anggota.tim.ketua_id, anggota.pegawai_id].append(anggota.tim)
    places = set(PesertaMatriks.objects.values_list("kepala", "tim", "skp"))

    for rhk in RencanaHasilKerja.objects.exclude(atasan=None).select_related("skp", "atasan__skp"):
        before = len(places)
        kepala, skp = rhk.atasan.skp, rhk.skp
        running = [
            tim.pk
            for tim in teams[kepala.pegawai_id, skp.pegawai_id]
            if tim.mulai <= skp.periode_selesai and tim.selesai >= skp.periode_mulai
        ]
        places |= {(kepala.pk, tim, skp.pk) for tim in running}
        if not running or skp.penilai_id == kepala.pegawai_id:
            places.add((kepala.pk, None, skp.pk))
        assert len(places) == before, rhk
    contradicted = TidakBerperan.objects.filter(peserta__skp__rhk__atasan=F("rhk"))
    assert not contradicted.exists()


def test_the_matrix_of_the_kepala_dinas_is_worth_looking_at(demo):
    skp = Skp.objects.get(pegawai__nip=susunan.KEPALA_DINAS, tahun=demo.kini.tahun)
    rows = PesertaMatriks.objects.filter(kepala=skp, tim=None)
    columns = skp.rhk.annotate(n=Count("didukung_oleh"))

    assert columns.count() >= 12
    assert rows.count() >= 20
    assert columns.filter(n=0).exists()
    assert RencanaHasilKerja.objects.filter(atasan__skp=skp, skp__matriks_diikuti__in=rows).count() > 40
    assert TidakBerperan.objects.filter(peserta__in=rows).count() > 40
    assert skp.peserta_matriks.exclude(tim=None).exists()
    supporting = RencanaHasilKerja.objects.filter(atasan__atasan__atasan__isnull=False)
    assert supporting.filter(atasan__atasan__skp=skp).exists()


def test_teams_overlap_and_one_has_ended(demo):
    today = demo.kini.hari
    running = TimKerja.objects.running(today, today)

    assert running.count() >= 4
    assert TimKerja.objects.filter(selesai__lt=date(today.year, 1, 1)).count() == 1
    assert AnggotaTim.objects.filter(tim__in=running).values("pegawai").annotate(n=Count("pk")).filter(n=3).exists()
    assert AnggotaTim.objects.exclude(pegawai__unit=F("tim__unit")).exists()
    assert TimKerja.objects.filter(ketua__nip=susunan.FUNGSIONAL, dibuat_oleh__nip=susunan.KEPALA_BIDANG).exists()
    for anggota in AnggotaTim.objects.select_related("tim", "pegawai"):
        assert anggota.pegawai.instansi_id == anggota.tim.instansi_id
        assert anggota.pegawai_id != anggota.tim.ketua_id


def test_months_past_are_closed_and_last_month_is_partly_open(demo):
    last = months_before(demo.kini.bulan, 1)
    last_month = SkpBulanan.objects.filter(skp__tahun=last.year, bulan=last.month)
    older = SkpBulanan.objects.exclude(skp__penilai=None).filter(
        Q(skp__tahun__lt=last.year) | Q(skp__tahun=last.year, bulan__lt=last.month)
    )

    assert {row.ditutup for row in last_month} == {True, False}
    assert older.filter(ditutup_pada=None).count() < 0.08 * older.count()
    assert CapaianBulanan.objects.count() == SkpBulanan.objects.filter(ditutup_pada__isnull=False).count()


def test_nothing_lies_in_the_future(demo):
    now, today = demo.saat, demo.kini.hari
    latest = KegiatanHarian.objects.order_by("-tanggal", "-selesai").first()

    assert datetime.combine(latest.tanggal, latest.selesai, now.tzinfo) <= now
    for model, field in (
        (Riwayat, "pada"),
        (RiwayatKegiatan, "pada"),
        (KegiatanHarian, "dinilai_pada"),
        (KegiatanHarian, "dibuat_pada"),
        (Skp, "status_sejak"),
        (SkpBulanan, "status_sejak"),
        (Pembagian, "pada"),
        (Adendum, "status_sejak"),
        (TimKerja, "dibuat_pada"),
        (EkspektasiPerilaku, "diubah_pada"),
        (PermintaanKoreksi, "status_sejak"),
        (PermintaanSalin, "status_sejak"),
        (Pemberitahuan, "pada"),
        (Pemberitahuan, "dibaca_pada"),
        (SkpBulanan, "ditutup_pada"),
        (PenilaianKualitas, "dinilai_pada"),
        (PenilaianPerilaku, "dinilai_pada"),
        (CapaianBulanan, "dihitung_pada"),
        (TugasTambahan, "diputuskan_pada"),
        (Kreativitas, "diputuskan_pada"),
        (Pengecualian, "dibuat_pada"),
        (Mutasi, "dibuat_pada"),
        (Mutasi, "dijalankan_pada"),
        (Impor, "dibuat_pada"),
        (Impor, "diterapkan_pada"),
        (Pekerjaan, "selesai_pada"),
        (Pengingat, "pada"),
        (Kalibrasi, "dibuka_pada"),
        (CatatanKalibrasi, "pada"),
        (CatatanKalibrasi, "dijawab_pada"),
        (Keberatan, "diajukan_pada"),
        (UndanganUmpanBalik, "pada"),
    ):
        assert not model.objects.filter(**{f"{field}__gt": now}).exists(), (model, field)
    assert not TugasTambahan.objects.filter(tanggal_sk__gt=today).exists()


def test_each_penilai_is_the_one_the_organisation_says(demo):
    """Or the kasi who has retired since, for what was made before the Plt came."""
    retired = Pegawai.objects.get(is_active=False)
    plt_since = demo.kini.mulai_plt
    for skp in Skp.objects.select_related("pegawai__unit", "penilai"):
        last = skp.periode_selesai
        on = max(date(skp.tahun - 1, 12, 8), plt_since) if last >= plt_since else date(skp.tahun - 1, 12, 8)
        assert skp.penilai in {assessor_of(skp.pegawai, on=on), retired}, skp.pegawai
        assert (skp.penilai == retired) <= (skp.pegawai.unit.kode == susunan.SEKSI_TANPA_KEPALA)


def test_riwayat_ends_where_the_document_stands():
    last_step: dict[tuple[str, int], str] = {}
    for step in Riwayat.objects.order_by("pada", "pk"):
        last_step["skp" if step.skp_id else "bulan", step.skp_id or step.skp_bulanan_id] = step.status

    for name, model in (("skp", Skp), ("bulan", SkpBulanan)):
        for pk, status in model.objects.values_list("pk", "status"):
            assert last_step.get((name, pk), Status.DRAFT) == status
    assert not Skp.objects.filter(status=Status.DIKEMBALIKAN, alasan="").exists()


def test_lines_follow_the_rules_of_the_form():
    lines = RencanaHasilKerja.objects.all()
    functional = Q(skp__jabatan__jenis=JenisJabatan.FUNGSIONAL)

    assert not lines.filter(satuan__khusus_fungsional=True).exclude(functional).exists()
    assert not lines.filter(angka_kredit__isnull=False).exclude(functional).exists()
    assert not lines.filter(target_biaya__isnull=False, skp__peran_anggaran="").exists()
    cascading = lines.filter(status_kegiatan=StatusKegiatan.CASCADING)
    assert not cascading.filter(atasan=None).exists()
    assert not cascading.exclude(atasan__skp__tahun=F("skp__tahun")).exists()
    assert not cascading.exclude(atasan__skp__status=Status.DISETUJUI).exists()
    for line in cascading.exclude(atasan__skp__pegawai=F("skp__penilai")).select_related("skp__pegawai__unit"):
        first_made = line.skp.pegawai.unit.kode == susunan.SEKSI_TANPA_KEPALA
        assert first_made or line.atasan in RencanaHasilKerja.objects.offered_to(line.skp), line


def test_activities_keep_to_their_month_and_never_overlap():
    days = defaultdict(list)
    rows = KegiatanHarian.objects.select_related("target__skp_bulanan__skp")
    for row in rows.order_by("tanggal", "mulai"):
        days[row.pegawai_id, row.tanggal].append(row)
        if row.target:
            month = row.target.skp_bulanan
            assert (month.skp.pegawai_id, month.tanggal) == (row.pegawai_id, row.tanggal.replace(day=1))
            assert month.status == Status.DISETUJUI

    for day in days.values():
        assert all(first.selesai <= second.mulai for first, second in pairwise(day))


def test_every_month_and_year_line_is_really_aimed_at():
    assert not Skp.objects.annotate(n=Count("rhk")).filter(n__lt=2).exists()
    assert not SkpBulanan.objects.annotate(n=Count("target")).filter(n__lt=2).exists()
    assert TargetBulanan.objects.filter(status_tahapan=True, tahapan=None).count() == 0


def test_stored_results_are_what_the_pages_compute():
    closed = list(SkpBulanan.objects.filter(ditutup_pada__isnull=False).select_related("skp", "capaian")[:200])
    stored = {row.pk: row.capaian.nilai_capaian for row in closed}
    for row in closed:
        row.ditutup_pada = None

    results = month_results(closed)

    assert {pk: result.nilai for pk, result in results.items()} == stored
    assert all(target.kualitas_sah for result in results.values() for target in result.targets)


def test_the_staf_can_walk_the_guide_today(demo):
    staf, now, today = person(susunan.STAF), demo.saat, demo.kini.hari
    calendar = DeadlineCalendar(staf)
    superior = Skp.objects.get(pegawai__nip=susunan.KEPALA_BIDANG, tahun=today.year, status=Status.DISETUJUI)

    assert not Skp.objects.filter(pegawai=staf, periode_selesai__gte=today).exists()
    assert Skp.objects.get(pegawai=staf, periode_selesai=demo.kini.bulan - timedelta(days=1))
    assert not KegiatanHarian.objects.filter(pegawai=staf, tanggal__gte=demo.kini.bulan).exists()
    for step in (Langkah.SKP_TAHUNAN, Langkah.SKP_BULANAN, Langkah.KEGIATAN_HARIAN):
        assert calendar.tenggat(step, today).terbuka(now)
    assert superior.rhk.filter(uraian__icontains="laporan keuangan").exists()
    assert assessor_of(staf, on=today) == superior.pegawai
    assert Satuan.objects.filter(instansi=staf.instansi, nama="laporan", aktif=True).exists()


def test_the_functional_officer_has_credit_points_and_work_waiting():
    fungsional = person(susunan.FUNGSIONAL)
    lines = RencanaHasilKerja.objects.filter(skp__pegawai=fungsional)
    waiting = KegiatanHarian.objects.filter(pegawai=fungsional, status=StatusKegiatanHarian.TERCATAT)

    measured = lines.filter(target_kuantitas__isnull=False)
    assert lines.filter(angka_kredit__gt=0).count() == measured.count() >= 6
    assert lines.filter(target_kuantitas=None).exists()
    assert waiting.filter(penilai__nip=susunan.KEPALA_BIDANG).exists()


def test_lists_of_the_demo_accounts_have_a_second_page():
    kepala = person(susunan.KEPALA_BIDANG)
    judged = SkpBulanan.objects.filter(skp__penilai=kepala)

    assert KegiatanHarian.objects.filter(penilai=kepala, status=StatusKegiatanHarian.TERCATAT).count() > 10
    assert judged.count() > 10
    assert judged.filter(status=Status.DIAJUKAN).count() >= 3
    assert TugasTambahan.objects.filter(penilai=kepala).count() > 10
    for nip in (susunan.STAF, susunan.FUNGSIONAL, susunan.KEPALA_BIDANG, susunan.KEPALA_DINAS):
        assert SkpBulanan.objects.filter(skp__pegawai__nip=nip).count() > 10
        assert KegiatanHarian.objects.filter(pegawai__nip=nip).count() > 25


def test_files_are_what_they_say():
    files = Bukti.objects.filter(jenis=JenisBukti.BERKAS)

    assert set(files.values_list("tipe", flat=True)) == {"application/pdf", "image/png"}
    for bukti in [*files.filter(tipe="application/pdf")[:3], *files.filter(tipe="image/png")[:2]]:
        with bukti.berkas.open() as file:
            content = file.read()
        assert hashlib.sha256(content).hexdigest() == bukti.sha256
        assert inspect(SimpleUploadedFile(bukti.nama, content)).tipe == bukti.tipe
    decree = TugasTambahan.objects.select_related("berkas").first()
    with decree.berkas.berkas.open() as file:
        assert decree.nomor_sk in PdfReader(file).pages[0].extract_text()


@pytest.mark.parametrize("demo", [HARI_BERULANG], indirect=True, ids=["hari kerja biasa"])
def test_the_same_day_tells_the_same_story(demo):
    assert demo.sidik_pertama == fingerprint()


# --- Evaluasi kinerja ------------------------------------------------------------------------------------------------


def last_year(demo):
    return Evaluasi.objects.filter(periode__tahun=demo.kini.tahun - 1)


def test_last_year_every_approved_skp_was_evaluated_in_every_period_that_lies_behind(demo):
    long_ago = demo.kini.hari - timedelta(days=45)
    for periode in PeriodeEvaluasi.objects.filter(tahun=demo.kini.tahun - 1, selesai__lt=long_ago):
        skps = Skp.objects.filter(instansi=periode.instansi, tahun=periode.tahun, penilai__isnull=False).filter(
            periode_mulai__lte=periode.selesai, periode_selesai__gte=periode.mulai
        )
        rated = Evaluasi.objects.filter(periode=periode).rated()
        assert set(rated.values_list("skp", flat=True)) == set(skps.values_list("pk", flat=True))
        assert not rated.filter(status=StatusEvaluasi.DINILAI).exists()
        heads = UnitKerja.objects.filter(instansi=periode.instansi, aktif=True)
        assert CapaianUnit.objects.filter(periode=periode).count() == heads.count()


def test_nothing_of_an_evaluasi_lies_ahead_or_out_of_order(demo):
    assert not RiwayatEvaluasi.objects.filter(pada__gt=demo.saat).exists()
    for row in Evaluasi.objects.rated().select_related("skp", "periode"):
        assert row.dinilai_pada.astimezone(WIB).date() >= rateable_from(row.skp, row.periode)
        assert row.diserahkan_pada is None or row.dinilai_pada < row.diserahkan_pada <= demo.saat
        assert row.dijawab_pada is None or row.diserahkan_pada < row.dijawab_pada <= demo.saat
        assert row.dijawab_pada is None or row.dijawab_pada.astimezone(WIB).date() <= row.batas_keberatan
    steps = RiwayatEvaluasi.objects.order_by("evaluasi", "pk").values_list("evaluasi", "pada")
    assert all(first[1] < second[1] for first, second in pairwise(steps) if first[0] == second[0])


def test_what_was_rated_is_kept_as_the_pages_would_have_kept_it(demo):
    for row in Evaluasi.objects.rated().for_detail().order_by("skp__pegawai__nip", "periode__mulai")[:60:3]:
        kept, row.isi = row.isi, None
        assert json.loads(json.dumps(store(sheet(row)))) == kept


def test_the_year_of_evaluations_has_its_stories(demo):
    if demo.kini.hari.month < 2:  # the quarters of last year lie behind by then
        return
    decided = Keberatan.objects.exclude(keputusan="").select_related("evaluasi")
    assert {row.evaluasi.status for row in decided} == {StatusEvaluasi.DIPUTUSKAN}
    assert {row.keputusan for row in decided} == set(KeputusanKeberatan.values)
    for row in decided:
        changed = row.rating_hasil_semula != row.evaluasi.rating_hasil
        assert changed == (row.keputusan == KeputusanKeberatan.DIUBAH)
    late = Evaluasi.objects.select_related("skp", "periode").get(dinilai_sebagai=SebagaiPenilai.ATASAN)
    assert late.dinilai_pada.astimezone(WIB).date() > late.periode.batas_penilaian
    assert late.dinilai_oleh != late.skp.penilai
    moved = next(iter(susunan.PINDAH_TAHUN_LALU))
    finals = last_year(demo).filter(skp__pegawai__nip__startswith=moved, periode__jenis="AKHIR").rated()
    assert finals.count() == 2
    kalibrasi = Kalibrasi.objects.get(unit__kode=susunan.UNIT_KEPALA_DINAS, ditutup_pada__isnull=False)
    assert kalibrasi.sebelum != kalibrasi.sesudah
    assert kalibrasi.catatan.filter(jawaban="").count() == 0


def test_there_is_something_to_do_for_the_demo_accounts(demo):
    if demo.kini.hari.month > 1:
        assert Evaluasi.objects.filter(
            skp__pegawai__nip=susunan.STAF, status=StatusEvaluasi.DISERAHKAN, batas_keberatan__gte=demo.kini.hari
        ).exists()
    assert AngkaKreditAwal.objects.filter(pegawai__nip=susunan.FUNGSIONAL).count() == 3
    filled = UndanganUmpanBalik.objects.filter(status=StatusUmpanBalik.DIISI)
    staf = filled.filter(evaluasi__skp__pegawai__nip=susunan.STAF).values("evaluasi").annotate(givers=Count("pk"))
    assert staf.filter(givers__gte=3).exists()


def test_an_objection_waits_for_the_penilai_and_for_his_superior_whatever_the_day():
    bidang, dinas = person(susunan.KEPALA_BIDANG), person(susunan.KEPALA_DINAS)

    assert Keberatan.objects.to_explain(bidang).count() == 1
    assert Keberatan.objects.to_decide(dinas).exists()
    assert Keberatan.objects.to_decide(person(susunan.KEPALA_DINAS_KABUPATEN)).exclude(tanggapan="").exists()
    for row in Keberatan.objects.filter(keputusan="").select_related("evaluasi"):
        assert row.evaluasi.status == StatusEvaluasi.KEBERATAN
        assert row.diajukan_pada > row.evaluasi.diserahkan_pada


def test_a_kalibrasi_is_open_once_something_of_this_year_has_been_rated(demo):
    if demo.kini.hari.month < 5:
        return
    round_ = Kalibrasi.objects.get(unit__kode=susunan.UNIT_KEPALA_DINAS, ditutup_pada=None)
    to_answer = round_.catatan.get(jawaban="")

    assert round_.periode.selesai < demo.kini.hari
    assert to_answer.penilai == person(susunan.KEPALA_BIDANG)
    assert round_.catatan.exclude(jawaban="").exists()


def test_enough_colleagues_wrote_for_it_to_be_read(demo):
    answered = UndanganUmpanBalik.objects.filter(
        status=StatusUmpanBalik.DIISI, evaluasi__periode__tahun=demo.kini.tahun - 1
    )
    for nip in (susunan.STAF, susunan.FUNGSIONAL):
        of_one = answered.filter(evaluasi__skp__pegawai__nip=nip).values("evaluasi").annotate(givers=Count("pk"))
        assert of_one.filter(givers__gte=3).exists()
    assert set(answered.values_list("hubungan", flat=True)) == set(Hubungan)


# --- What an admin keeps ---------------------------------------------------------------------------------------------


def test_one_leads_in_the_place_of_a_head_and_one_has(demo):
    running = PenugasanKepala.objects.filter(mulai__lte=demo.kini.hari, selesai__gte=demo.kini.hari)
    ended = PenugasanKepala.objects.filter(selesai__lt=demo.kini.hari)

    assert {row.jenis for row in running} | {row.jenis for row in ended} == set(JenisPenugasan)
    assert running.exists()
    assert ended.exists()


def test_some_are_left_out_of_the_counts_and_some_were(demo):
    rows, today = Pengecualian.objects.select_related("pegawai__instansi"), demo.kini.hari
    running = rows.filter(mulai__lte=today).exclude(selesai__lt=today)

    assert {AlasanPengecualian.TUGAS_BELAJAR, AlasanPengecualian.PENSIUN} <= {row.alasan for row in running}
    assert rows.filter(selesai__lt=today).exists()
    assert {row.pegawai.instansi.kode for row in rows} == set(susunan.ADMIN)
    for row in rows:
        last = row.selesai or date.max
        assert not KegiatanHarian.objects.filter(pegawai=row.pegawai, tanggal__range=(row.mulai, last)).exists()
        assert not Skp.objects.filter(
            pegawai=row.pegawai, periode_mulai__lte=last, periode_selesai__gte=row.mulai, pegawai__is_active=True
        ).exists()


def test_moves_lie_behind_and_ahead(demo):
    today = demo.kini.hari
    for row in Mutasi.objects.filter(status=StatusMutasi.DIJALANKAN).select_related("pegawai"):
        assert row.tmt <= today
        assert Skp.objects.filter(pegawai=row.pegawai, periode_selesai=row.tmt - timedelta(days=1)).exists()
        assert (row.pegawai.unit, row.pegawai.jabatan) == (row.unit_tujuan, row.jabatan_tujuan)
    assert set(Mutasi.objects.values_list("status", flat=True)) == set(StatusMutasi)
    assert not Mutasi.objects.filter(status=StatusMutasi.DIRENCANAKAN, tmt__lte=today).exists()


def test_imports_were_applied_wait_and_failed(demo):
    applied = Impor.objects.filter(status=StatusImpor.DITERAPKAN)
    waiting = Impor.objects.get(status=StatusImpor.SIAP)
    failed = Impor.objects.select_related("pekerjaan").get(status=StatusImpor.GAGAL)

    assert {row.instansi.kode for row in applied} == set(susunan.ADMIN)
    assert all(row.baru and row.baris.count() == row.jumlah for row in applied)
    assert all((waiting.baru, waiting.ubah, waiting.sama, waiting.salah))
    assert set(waiting.baris.values_list("tindakan", flat=True)) == set(Tindakan)
    assert failed.pesan == failed.pekerjaan.pesan != ""


def test_works_have_ended_with_a_file_without_one_any_more_and_in_failure():
    for instansi in Instansi.objects.all():
        with_file = Pekerjaan.objects.filter(instansi=instansi, oleh__admin_instansi=True).exclude(hasil="").get()
        with with_file.hasil.open() as file:
            assert file.read(2) == b"PK"
        assert any(row.hasil_dihapus for row in Pekerjaan.objects.filter(instansi=instansi))
    assert set(Pekerjaan.objects.values_list("status", flat=True)) == {StatusPekerjaan.SELESAI, StatusPekerjaan.GAGAL}


def test_who_has_no_skp_was_reminded(demo):
    reminded = Pegawai.objects.filter(pk__in=Pengingat.objects.values("pegawai"))

    assert reminded.exists()
    assert not reminded.filter(skp__tahun=demo.kini.tahun).exists()
    for pegawai in reminded:
        assert Pemberitahuan.objects.filter(penerima=pegawai, teks__contains="belum dibuat").exists()


# Of whom a page has nothing to show, and why; everybody else's pages all do.
TANPA_UNIT = {
    "beranda", "skp:tahunan_list", "skp:bulanan_list", "kegiatan:list", "kegiatan:tugas_tambahan_list",
    "penilaian:saya", "penilaian:rekan_list", "penilaian:angka_kredit",
}  # fmt: skip
BUKAN_FUNGSIONAL = {"penilaian:angka_kredit"}
BAWAHAN_SIAP = {"skp:persetujuan"}
"""What waits for them stands under the other tabs: SKP Bulanan and adendum."""
SEMUA_SUDAH = {"dashboard:pemantauan_pengisian"}
"""Everybody has made his SKP, and that is said."""
KOSONG = {
    susunan.SUPER_ADMIN: TANPA_UNIT,
    # Assessed outside the application: nobody confirms what he claims, and of nobody is he a colleague.
    susunan.SEKDA: {"kegiatan:tugas_tambahan_list", "penilaian:rekan_list", *BAWAHAN_SIAP, *BUKAN_FUNGSIONAL},
    susunan.KEPALA_DINAS: BAWAHAN_SIAP | BUKAN_FUNGSIONAL,
    # No unit below his.
    susunan.KEPALA_BIDANG: {"penilaian:capaian_list", *BUKAN_FUNGSIONAL},
    # He begins this month anew, as the guide walks him through it.
    susunan.STAF: {"kegiatan:list", *BUKAN_FUNGSIONAL},
    susunan.ADMIN_KABUPATEN: SEMUA_SUDAH,
    susunan.KEPALA_DINAS_KABUPATEN: {
        "beranda", "penilaian:rekan_list", *BAWAHAN_SIAP, *SEMUA_SUDAH, *BUKAN_FUNGSIONAL,
    },
}  # fmt: skip


@pytest.mark.parametrize("demo", [HARI_BERULANG], indirect=True, ids=["hari kerja biasa"])
@pytest.mark.parametrize("nip", AKUN)
def test_every_page_of_the_menu_tells_something(demo, nip, as_user):
    client = as_user(person(nip))
    menu = re.search(r'<nav class="menu".*?</nav>', client.get(reverse("beranda")).content.decode(), re.DOTALL)[0]
    pages = {resolve(url).view_name: url for url in re.findall(r'href="(/[^"]*)"', menu)}
    # Django's own; and the audit is dated by the database, whose clock no test moves.
    for own_clock in ("admin:index", "audit_list"):
        pages.pop(own_clock, None)
    assert len(pages) >= 8

    empty = {
        name for name, url in pages.items() if '<div class="empty"' in client.get(url, follow=True).content.decode()
    }

    assert empty == KOSONG.get(nip, set())
    assert Pemberitahuan.objects.filter(penerima__nip=nip).exists()


def test_the_roll_ups_equal_a_count_of_the_documents(demo):
    years = TahunRekap.objects.all()
    assert {year.tahun for year in years} == set(Skp.objects.values_list("tahun", flat=True))
    for year in years:
        assert (year.ditutup_pada is not None) == (year.tahun < demo.saat.astimezone(WIB).year)
        for instansi in Instansi.objects.all():
            own = Skp.objects.filter(pegawai__instansi=instansi, tahun=year.tahun)
            last = own.order_by("pegawai_id", "-periode_mulai").distinct("pegawai_id")
            status = Counter("DRAFT" if row.status == "DIKEMBALIKAN" else row.status for row in last)
            sums = RekapInstansi.objects.filter(instansi=instansi, tahun=year.tahun).total()
            assert {name: sums[f"total_{name.lower()}"] for name in status} == status
        assert list(rekap.differences(year.tahun)) == []


PLAIN_COUNT = """
    SELECT p.instansi_id, COALESCE(s.status, ''), LEAST(m.jumlah, 2), COALESCE(e.predikat, ''), count(*)
    FROM organisasi_pegawai p
    LEFT JOIN LATERAL (SELECT id, status FROM skp_skp k WHERE k.pegawai_id = p.id AND k.tahun = %(tahun)s
                       ORDER BY periode_mulai DESC LIMIT 1) s ON true
    LEFT JOIN LATERAL (SELECT count(*) AS jumlah FROM skp_pesertamatriks WHERE skp_id = s.id) m ON true
    LEFT JOIN (penilaian_evaluasi e JOIN organisasi_periodeevaluasi pe ON pe.id = e.periode_id AND pe.jenis = 'AKHIR')
           ON e.skp_id = s.id AND e.diserahkan_pada IS NOT NULL
    WHERE (p.is_active OR s.id IS NOT NULL)
      AND (s.id IS NOT NULL OR NOT EXISTS (
          SELECT 1 FROM organisasi_pengecualian x WHERE x.pegawai_id = p.id AND x.mulai <= make_date(%(tahun)s, 12, 31)
          AND (x.selesai IS NULL OR x.selesai >= make_date(%(tahun)s, 1, 1))))
    GROUP BY 1, 2, 3, 4
"""


def test_the_statistics_show_what_plain_sql_counts(demo, as_user):
    """Of years that are not closed: of the others the people stay where they were."""
    client = as_user(person(susunan.SUPER_ADMIN))
    for tahun in TahunRekap.objects.filter(ditutup_pada=None).values_list("tahun", flat=True):
        counted: dict[tuple, Counter] = defaultdict(Counter)
        with connection.cursor() as cursor:
            cursor.execute(PLAIN_COUNT, {"tahun": tahun})
            for instansi, status, matriks, predikat, jumlah in cursor.fetchall():
                kelas = {"": "belum", "DIKEMBALIKAN": "draft"}.get(status, status.lower())
                counted["pengisian", instansi][kelas] += jumlah
                counted["matriks", instansi][str(matriks)] += jumlah
                counted["penilaian", instansi][predikat or "belum"] += jumlah
        for (jenis, instansi), expected in counted.items():
            page = client.get(reverse("dashboard:statistik_instansi", args=[jenis, tahun, instansi]))
            keys = [kelas.kunci for kelas in JENIS[jenis].kelas]
            shown = zip(keys, page.context["statistik"].utama.jumlah, strict=True)
            assert +Counter(dict(shown)) == expected, (jenis, tahun)
