"""What the worker does of this room: the roll-ups by the clock, long lists of persons, reminders."""

import logging
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from dashboard import pengingat, rekap, rekap_unit, statistik_diminta, statistik_ekspor, statistik_orang
from dashboard.models import TahunRekap
from dashboard.querysets import pemantauan
from dashboard.statistik_ekspor import about_people, people_file_name
from ekinerja.antrean import Hasil, Kemajuan, every, work
from ekinerja.errors import NotAllowed
from ekinerja.excel import CONTENT_TYPE
from organisasi.models import BentukEkspor, Instansi, Pekerjaan

log = logging.getLogger(__name__)

NEXT_YEAR_FROM = 11
"""The month from which people plan the next year, so that it is counted too."""
NIGHTS = 7
"""In how many nights every instansi is checked once."""


@every("*/5 * * * *")
def padatkan_rekap(at: datetime) -> None:
    fewer = rekap.fold()
    if fewer:
        log.info("The roll-ups have %s rows fewer.", fewer)


# 00.15 in Jakarta.
@every("15 17 * * *")
def jaga_tahun_rekap(at: datetime) -> None:
    """Counts the running year, from November the next one too, and leaves the people of past years where they were."""
    today = timezone.localdate(at)
    filled = set(TahunRekap.objects.filter(terisi_pada__isnull=False).values_list("tahun", flat=True))
    for tahun in (today.year, today.year + 1)[: 1 + (today.month >= NEXT_YEAR_FROM)]:
        if tahun not in filled:
            rekap.open_year(tahun, at=at)
            log.info("%s is counted.", tahun)
    past = TahunRekap.objects.filter(tahun__lt=today.year, ditutup_pada=None).values_list("tahun", flat=True)
    for tahun in list(past):
        rekap.close_year(tahun, at=at)
        log.info("%s is closed.", tahun)


# 01.45 in Jakarta.
@every("45 18 * * *")
def periksa_rekap(at: datetime) -> None:
    """Compares a seventh of the instansi with their documents, from last year on, and puts right what differs."""
    today = timezone.localdate(at)
    tonight = today.toordinal() % NIGHTS
    years = list(TahunRekap.objects.filter(tahun__gte=today.year - 1).values_list("tahun", flat=True))
    found = 0
    for instansi in Instansi.objects.order_by("pk").values_list("pk", flat=True):
        if instansi % NIGHTS != tonight:
            continue
        for tahun in years:
            for row in rekap.repair(tahun, instansi):
                found += 1
                log.warning("Put right: %s", row)
    log.info("The roll-ups of a seventh of the instansi were checked: %s differences.", found)


@work("statistik_orang")
def ekspor_orang(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    """The persons behind a number of the statistics as a workbook, as far as whoever asked may see them now."""
    permintaan = statistik_orang.requested_again(pekerjaan.oleh, pekerjaan.parameter)
    total, at = permintaan.rows().count(), timezone.now()
    kemajuan(0, dari=total)
    content = statistik_orang.workbook(
        permintaan, at=at, keterangan=about_people(permintaan, at), told=lambda number: kemajuan(min(number, total))
    )
    alamat = pekerjaan.get_absolute_url()
    statistik_orang.log_file(permintaan, BentukEkspor.EXCEL, baris=total, at=at, alamat=alamat)
    return Hasil(nama=people_file_name(permintaan, "xlsx"), tipe=CONTENT_TYPE, isi=content)


@work(statistik_ekspor.TUGAS)
def cetak_statistik(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    """A long table of statistics as a paper, as far as whoever asked may see it now."""
    by, at = pekerjaan.oleh, timezone.now()
    statistik = statistik_diminta.requested_again(by, pekerjaan.parameter, at=at)
    statistik.lingkup.berlaku.require()
    total = len(statistik.baris)
    kemajuan(0, dari=total, pesan="Menyusun halaman")
    content = statistik_ekspor.paper(statistik, by=by)
    kemajuan(total)
    statistik_ekspor.log_file(statistik, BentukEkspor.PDF, by=by, at=at, alamat=pekerjaan.get_absolute_url())
    return Hasil(nama=f"{statistik_ekspor.file_name(statistik.lingkup)}.pdf", tipe="application/pdf", isi=content)


@work(pengingat.TUGAS)
def ingatkan_pengisian(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    """Reminds the people of a unit or an instansi, as far as whoever asked may monitor them now."""
    asked, by = pekerjaan.parameter, pekerjaan.oleh
    unit = pemantauan.reachable_units(by).filter(pk=asked["unit"]).first() if asked["unit"] else None
    instansi = unit.instansi if unit else pemantauan.reachable_instansi(by).filter(pk=asked["instansi"]).first()
    if instansi is None or (asked["unit"] and unit is None):
        raise NotAllowed("Unit ini tidak lagi dapat Anda pantau.")
    sent = pengingat.remind_many(
        instansi=instansi,
        unit=unit,
        tahun=asked["tahun"],
        by=by,
        at=timezone.now(),
        progress=lambda done, total: kemajuan(done, dari=total),
    )
    return Hasil(pesan=pengingat.outcome(sent), alamat=reverse("dashboard:pemantauan_pengisian"))


@work(rekap_unit.TUGAS)
def siapkan_rekap(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil:
    """The recap of a unit or an instansi as a workbook or a paper."""
    found = rekap_unit.from_parameter(pekerjaan.parameter, by=pekerjaan.oleh, at=timezone.now())
    bentuk = pekerjaan.parameter["bentuk"]
    content = rekap_unit.content_of(found, bentuk, lambda done, total: kemajuan(done, dari=total))
    rekap_unit.log_file(found, bentuk, alamat=pekerjaan.get_absolute_url())
    name = f"{found.berkas}.{rekap_unit.ENDING[bentuk]}"
    kind = CONTENT_TYPE if bentuk == rekap_unit.EXCEL else "application/pdf"
    return Hasil(nama=name, tipe=kind, isi=content)
