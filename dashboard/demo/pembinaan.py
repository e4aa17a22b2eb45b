"""Talks about the work, who read whose appraisal, and the angka kredit that people brought along."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from dashboard.demo import susunan
from dashboard.demo.dokumen import Masa
from dashboard.demo.evaluasi import Cerita
from dashboard.demo.orang import Kota
from dashboard.demo.teks import evaluasi as teks
from dashboard.demo.waktu import acak, moment, working_day
from organisasi.models import Pegawai, StatusKepegawaian
from penilaian.models import AngkaKreditAwal, BagianDibaca, CatatanPembinaan, JejakBaca, JenisAngkaKredit
from penilaian.scoring.permenpanrb_1_2023 import KOEFISIEN
from penilaian.scoring.permenpanrb_1_2023 import Jenjang as JenjangAk
from penilaian.scoring.permenpanrb_6_2022 import Predikat
from skp.workflow import Status

SERING = (susunan.STAF, susunan.FUNGSIONAL, susunan.FUNGSIONAL_KABUPATEN, susunan.KEPALA_BIDANG)
DIBACA = (*SERING, susunan.KEPALA_DINAS)


def make_pembinaan(kota: Kota, stretches: list[Masa], told: list[Cerita]) -> None:
    CatatanPembinaan.objects.bulk_create([row for masa in stretches for row in _talks(masa, kota, told)])
    JejakBaca.objects.bulk_create([row for story in told for row in _readers(story, kota)], ignore_conflicts=True)
    AngkaKreditAwal.objects.bulk_create([row for masa in stretches for row in _brought_along(masa, kota)])


def _talks(masa: Masa, kota: Kota, told: list[Cerita]) -> Iterator[CatatanPembinaan]:
    """With the demo accounts, and with whoever was rated low."""
    chance = acak("pembinaan", masa.pegawai.nip, masa.skp.periode_mulai)
    low = {Predikat.BUTUH_PERBAIKAN, Predikat.KURANG, Predikat.SANGAT_KURANG}
    needed = any(story.masa is masa and story.row.predikat in low for story in told)
    if masa.skp.status != Status.DISETUJUI or not (masa.pegawai.nip in SERING or needed):
        return
    for number, (jenis, topik, uraian, lanjut) in enumerate(chance.sample(teks.PEMBINAAN, 2)):
        day = working_day(masa.skp.periode_mulai + timedelta(days=40 + 75 * number + chance.randrange(30)))
        penilai = masa.penilai_pada(day, kota.kini)
        if day >= kota.kini.hari or day > masa.skp.periode_selesai or penilai is None:
            continue
        said = chance.choice(teks.TANGGAPAN_PEMBINAAN)
        yield CatatanPembinaan(
            skp=masa.skp,
            jenis=jenis,
            tanggal=day,
            topik=topik,
            uraian=uraian,
            tindak_lanjut=lanjut,
            oleh=penilai,
            tanggapan=said,
            tanggapan_pada=kota.kini.paling_lambat(moment(day + timedelta(days=1), 9)) if said else None,
        )


def _readers(story: Cerita, kota: Kota) -> Iterator[JejakBaca]:
    """The penilai when he rated, the superior when he looked at the curve, now and then the admin."""
    row = story.row
    if not row.predikat or story.nip not in DIBACA:
        return
    yield _read(story, row.dinilai_oleh, story.dinilai - timedelta(minutes=30))
    if row.atasan_penilai:
        yield _read(story, row.atasan_penilai, story.diserahkan - timedelta(hours=2))
    if acak("dibaca admin", story.nip, story.periode.nama).random() < 0.4:
        admin = kota.admin(story.masa.pegawai)
        if admin != story.masa.pegawai:
            at = kota.kini.paling_lambat(story.dinilai + timedelta(days=2))
            yield JejakBaca(
                skp=story.masa.skp, pembaca=admin, bagian=BagianDibaca.CETAK, periode=story.periode, pada=at
            )


def _read(story: Cerita, pembaca: Pegawai, at: datetime) -> JejakBaca:
    return JejakBaca(skp=story.masa.skp, pembaca=pembaca, bagian=BagianDibaca.EVALUASI, periode=story.periode, pada=at)


def _brought_along(masa: Masa, kota: Kota) -> Iterator[AngkaKreditAwal]:
    """Of the years before the first SKP here, by decision: two years' worth, and a year converted elsewhere."""
    pegawai = masa.pegawai
    jenjang = pegawai.jabatan.jenjang
    mine = masa.skp.tahun == kota.kini.tahun - 1 and masa.skp.periode_mulai.month == 1
    if not (mine and jenjang and pegawai.status == StatusKepegawaian.PNS):
        return
    year = KOEFISIEN[JenjangAk(jenjang)]
    for number, (jenis, nilai, tahun, keterangan) in enumerate(
        (
            (JenisAngkaKredit.PENYESUAIAN, year * Decimal("1.5"), kota.kini.tahun - 3, "Penyesuaian angka kredit lama"),
            (JenisAngkaKredit.KONVERSI, year, kota.kini.tahun - 2, f"Konversi predikat tahun {kota.kini.tahun - 3}"),
            (JenisAngkaKredit.KONVERSI, year, kota.kini.tahun - 1, f"Konversi predikat tahun {kota.kini.tahun - 2}"),
        ),
        start=1,
    ):
        yield AngkaKreditAwal(
            pegawai=pegawai,
            jenis=jenis,
            nilai=nilai.quantize(Decimal("0.001")),
            tanggal=date(tahun, 1, 2),
            nomor=f"821.2/{number:02d}/{pegawai.nip[-6:]}/{tahun}",
            keterangan=keterangan,
            dicatat_oleh=kota.admin(pegawai),
        )
