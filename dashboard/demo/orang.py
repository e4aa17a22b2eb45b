"""Instansi, units, posts, people, and the reference data an instansi keeps."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from dashboard.demo import susunan
from dashboard.demo.susunan import Orang
from dashboard.demo.teks.umum import SATUAN, SATUAN_FUNGSIONAL, TEMPAT_LAHIR
from dashboard.demo.waktu import LIBUR, Kini, acak, moment, months_before
from organisasi.deadlines import HARI_BAKU, month_end
from organisasi.hierarchy import assessor_of
from organisasi.models import (
    BatasWaktu,
    Dispensasi,
    HariLibur,
    Instansi,
    Jabatan,
    JenisPenugasan,
    Langkah,
    Pegawai,
    PenugasanKepala,
    UnitKerja,
)
from penilaian.models import RentangKualitas
from penilaian.scoring.perka_bkn_1_2013 import RENTANG_BAKU
from skp.models import Satuan

SANDI = "ekinerja-demo"


@dataclass
class Kota:
    """Everybody and everything the documents of the demo refer to."""

    kini: Kini
    instansi: dict[str, Instansi]
    unit: dict[str, UnitKerja]
    jabatan: dict[tuple[str, str], Jabatan]
    satuan: dict[tuple[int, str], Satuan]
    pegawai: list[tuple[Orang, Pegawai]]
    pensiun: Pegawai

    def oleh_nip(self, nip: str) -> Pegawai:
        return next(pegawai for _, pegawai in self.pegawai if pegawai.nip == nip)

    def admin(self, pegawai: Pegawai) -> Pegawai:
        """The admin of that person's instansi."""
        return self.oleh_nip(susunan.ADMIN[pegawai.instansi.kode])

    def penilai(self, pegawai: Pegawai, on: date) -> Pegawai | None:
        """The pejabat penilai on that day; until the Plt came, the section had the kasi who has retired since."""
        section = self.unit[susunan.SEKSI_TANPA_KEPALA]
        if pegawai.unit_id == section.pk and pegawai != self.pensiun and on < self.kini.mulai_plt:
            return self.pensiun
        return assessor_of(pegawai, on=on)


def make_city(kini: Kini) -> Kota:
    _make_holidays(kini)
    instansi = _make_instansi()
    unit = _make_units(instansi)
    jabatan = _make_jabatan(instansi)
    pegawai = _make_people(instansi, unit, jabatan, kini)
    _make_super_admin(instansi[susunan.KOTA])
    _appoint_heads(unit, pegawai)
    kota = Kota(
        kini=kini,
        instansi=instansi,
        unit=unit,
        jabatan=jabatan,
        satuan=_make_satuan(instansi),
        pegawai=pegawai,
        pensiun=pegawai[-1][1],
    )
    _make_limits(instansi)
    _make_assignments(kota)
    _make_dispensations(kota)
    return kota


def full_nip(orang: Orang, serial: int) -> str:
    return orang.nip if len(orang.nip) == 18 else f"{orang.nip}{serial:03d}"


def _make_holidays(kini: Kini) -> None:
    """Those that are known, of the years nobody has entered any of: without them every limit is told with a warning."""
    years = range(kini.tahun - 1, kini.tahun + 2)
    entered = {day.year for day in HariLibur.objects.filter(instansi=None).dates("tanggal", "year")}
    HariLibur.objects.bulk_create(
        HariLibur(tanggal=date(year, month, day), nama=nama)
        for year in years
        if year not in entered
        for (month, day), nama in LIBUR.items()
    )


def _make_instansi() -> dict[str, Instansi]:
    rows = (
        Instansi(
            nama="Pemerintah Kota Sukamaju",
            kode=susunan.KOTA,
            kota="Sukamaju",
            alamat="Jalan Balai Kota No. 1, Sukamaju",
        ),
        Instansi(
            nama="Pemerintah Kabupaten Contoh",
            kode=susunan.KABUPATEN,
            kota="Contoh",
            zona_waktu="Asia/Makassar",
            alamat="Jalan Poros Kabupaten No. 10, Contoh",
            pengukuran_bulanan=False,
        ),
    )
    return {row.kode: row for row in Instansi.objects.bulk_create(rows)}


def _make_units(instansi: dict[str, Instansi]) -> dict[str, UnitKerja]:
    made: dict[str, UnitKerja] = {}
    for row in susunan.UNIT:
        made[row.kode] = UnitKerja.objects.create(
            instansi=instansi[row.instansi], induk=made.get(row.induk), nama=row.nama, kode=row.kode, aktif=row.aktif
        )
    # `jalur` is written by a trigger, unseen by the objects just made.
    return {row.kode: row for row in UnitKerja.objects.select_related("instansi", "induk")}


def _make_jabatan(instansi: dict[str, Instansi]) -> dict[tuple[str, str], Jabatan]:
    rows = [
        Jabatan(instansi=owner, nama=nama, jenis=jenis, jenjang=jenjang, eselon=eselon)
        for owner in instansi.values()
        for nama, (jenis, jenjang, eselon) in susunan.JABATAN.items()
    ]
    return {(row.instansi.kode, row.nama): row for row in Jabatan.objects.bulk_create(rows)}


def _make_people(
    instansi: dict[str, Instansi], unit: dict[str, UnitKerja], jabatan: dict[tuple[str, str], Jabatan], kini: Kini
) -> list[tuple[Orang, Pegawai]]:
    """The retired kasi comes last. One password hash for all: hashing takes longer than everything else here."""
    password = make_password(SANDI)
    pairs = []
    for serial, orang in enumerate(susunan.read_people(), start=1):
        owner = unit[orang.unit].instansi
        nip = full_nip(orang, serial % 9 + 1)
        pairs.append(
            (
                orang,
                Pegawai(
                    nip=nip,
                    password=password,
                    nama=orang.nama,
                    gelar_depan=orang.depan,
                    gelar_belakang=orang.belakang,
                    email=f"{nip}@{owner.kode}.example",
                    status=orang.status,
                    golongan=orang.golongan,
                    instansi=owner,
                    unit=unit[orang.unit],
                    jabatan=jabatan[owner.kode, orang.jabatan],
                    peran_anggaran=orang.anggaran,
                    admin_instansi=nip in susunan.ADMIN.values(),
                    is_active=orang.nip != susunan.KASI_PENSIUN,
                    **_personal(nip, orang, kini),
                ),
            )
        )
    Pegawai.objects.bulk_create([pegawai for _, pegawai in pairs])
    return pairs


def _personal(nip: str, orang: Orang, kini: Kini) -> dict[str, Any]:
    """What the sheets of angka kredit ask for. Pangkat in April or October, a post since January of some year."""
    chance = acak("pribadi", nip)
    appointed = int(nip[8:12])
    since = max(appointed, min(max(appointed + 2, kini.tahun - 1 - chance.randrange(2, 5)), kini.tahun - 2))
    karpeg = f"{chance.choice('ABCDEFGH')} {chance.randrange(100_000, 1_000_000)}" if orang.status == "PNS" else ""
    return {
        "nomor_karpeg": karpeg,
        "tempat_lahir": chance.choice(TEMPAT_LAHIR),
        "tmt_golongan": date(since, chance.choice((4, 10)), 1),
        "tmt_jabatan": date(since, 1, 2),
    }


def _make_super_admin(instansi: Instansi) -> Pegawai:
    return Pegawai.objects.create_superuser(
        susunan.SUPER_ADMIN,
        SANDI,
        nama="Teguh Santoso",
        gelar_belakang="S.Kom.",
        golongan="III/d",
        instansi=instansi,
        email=f"{susunan.SUPER_ADMIN}@{instansi.kode}.example",
    )


def _appoint_heads(unit: dict[str, UnitKerja], pegawai: list[tuple[Orang, Pegawai]]) -> None:
    for orang, person in pegawai:
        if orang.kepala:
            unit[orang.unit].kepala = person
    UnitKerja.objects.bulk_update(unit.values(), ["kepala"])


def _make_satuan(instansi: dict[str, Instansi]) -> dict[tuple[int, str], Satuan]:
    names = [*((nama, False) for nama in SATUAN), *((nama, True) for nama in SATUAN_FUNGSIONAL)]
    rows = [
        Satuan(instansi=owner, nama=nama, khusus_fungsional=khusus)
        for owner in instansi.values()
        for nama, khusus in names
    ]
    return {(row.instansi_id, row.nama): row for row in Satuan.objects.bulk_create(rows)}


def _make_limits(instansi: dict[str, Instansi]) -> None:
    """The guide's limits and the ranges of nilai kualitas, as rows that the admin can see and change."""
    BatasWaktu.objects.bulk_create(
        BatasWaktu(instansi=owner, langkah=langkah, hari=hari)
        for owner in instansi.values()
        for langkah, hari in HARI_BAKU.items()
    )
    RentangKualitas.objects.bulk_create(
        RentangKualitas(instansi=owner, batas_bawah=minimum, minimum=minimum, maksimum=maksimum)
        for owner in instansi.values()
        for minimum, maksimum in RENTANG_BAKU
    )


def _make_assignments(kota: Kota) -> None:
    """The running Plt of the section without a head, and a Plh that has passed."""
    kini = kota.kini
    last_month = months_before(kini.bulan, 1)
    PenugasanKepala.objects.bulk_create(
        [
            PenugasanKepala(
                unit=kota.unit[susunan.SEKSI_TANPA_KEPALA],
                pegawai=kota.unit[susunan.PLT_DARI].kepala,
                jenis=JenisPenugasan.PLT,
                mulai=kini.mulai_plt,
                selesai=month_end(kini.bulan + timedelta(days=62)),
                nomor_surat=f"821.2/{kini.mulai_plt:%m}/BKPSDM/{kini.mulai_plt.year}",
            ),
            PenugasanKepala(
                unit=kota.unit["1.01.3"],
                pegawai=kota.oleh_nip(susunan.KEPALA_BIDANG),
                jenis=JenisPenugasan.PLH,
                mulai=last_month.replace(day=12),
                selesai=last_month.replace(day=13),
                nomor_surat=f"800/{last_month:%m}/Diskominfo/{last_month.year}",
            ),
        ]
    )


def _make_dispensations(kota: Kota) -> None:
    """The staf may make his new SKP whatever the day; last month's appraisal in his dinas is open a while yet."""
    kini = kota.kini
    staf, admin = kota.oleh_nip(susunan.STAF), kota.oleh_nip(susunan.ADMIN_INSTANSI)
    year_end = date(kini.tahun, 12, 31)
    last_month = months_before(kini.bulan, 1)
    pindah = "Pindah jabatan mulai bulan ini; SKP untuk sisa tahun dibuat setelah batas waktu."
    gangguan = "Jaringan kantor terganggu pada akhir bulan; penilaian bulan itu dibuka kembali."
    sakit = "Cuti sakit; kegiatan dicatat setelah kembali bekerja."
    rows = [
        Dispensasi(pegawai=staf, langkah=langkah, untuk_mulai=kini.bulan, untuk_selesai=last, alasan=pindah,
                   dibuka_sampai=year_end)
        for langkah, last in (
            (Langkah.SKP_TAHUNAN, year_end),
            (Langkah.SKP_BULANAN, year_end),
            (Langkah.KEGIATAN_HARIAN, month_end(kini.bulan)),
        )
    ] + [
        Dispensasi(unit=kota.unit[susunan.UNIT_KEPALA_DINAS], langkah=langkah, untuk_mulai=last_month,
                   untuk_selesai=month_end(last_month), alasan=gangguan, dibuka_sampai=kini.hari + timedelta(days=14))
        for langkah in (Langkah.REALISASI, Langkah.VERIFIKASI, Langkah.PENILAIAN_BULANAN)
    ] + [
        Dispensasi(pegawai=kota.pegawai[7][1], langkah=Langkah.KEGIATAN_HARIAN, untuk_mulai=last_month,
                   untuk_selesai=last_month + timedelta(days=6), alasan=sakit, dibuka_sampai=month_end(last_month)),
    ]  # fmt: skip
    for row in rows:
        row.instansi, row.diberikan_oleh = staf.instansi, admin
    Dispensasi.objects.bulk_create(rows)
    Dispensasi.objects.filter(pk__in=[row.pk for row in rows]).update(
        diberikan_pada=kini.paling_lambat(moment(kini.bulan, 7, 30))
    )
