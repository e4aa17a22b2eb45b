"""Rows for tests, made directly. What a service does is tested through the service; what it needs is built here."""

import itertools
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from dashboard import rekap
from kegiatan.models import JenisKegiatan, KegiatanHarian
from organisasi.models import (
    Instansi,
    Jabatan,
    JenisJabatan,
    Jenjang,
    Pegawai,
    PeranAnggaran,
    PeriodeEvaluasi,
    UnitKerja,
)
from organisasi.periode import open_year
from penilaian.lembar import sheet, store
from penilaian.models import Evaluasi, SebagaiPenilai
from penilaian.scoring.permenpanrb_6_2022 import VERSI, Rating, predikat
from penilaian.workflow import StatusEvaluasi
from skp.models import (
    Bentuk,
    Indikator,
    RencanaHasilKerja,
    Satuan,
    Skp,
    SkpBulanan,
    StatusKegiatan,
    TargetBulanan,
    TimKerja,
)
from skp.workflow import Status

PASSWORD = "rahasia-uji-2026"
_serial = itertools.count(1)


def make_instansi(nama: str = "Pemerintah Kota Uji", **fields: Any) -> Instansi:
    kode = nama.lower().replace(" ", "-")
    return Instansi.objects.create(**{"nama": nama, "kode": kode, "kota": "Kota Uji", **fields})


def make_unit(
    instansi: Instansi, nama: str, *, induk: UnitKerja | None = None, kepala: Pegawai | None = None
) -> UnitKerja:
    unit = _unit(instansi, nama, induk=induk, kepala=kepala)
    unit.save()
    unit.refresh_from_db()
    return unit


def _unit(instansi: Instansi, nama: str, **fields: Any) -> UnitKerja:
    return UnitKerja(instansi=instansi, nama=nama, kode=nama.lower().replace(" ", "-"), **fields)


def make_jabatan(instansi: Instansi, nama: str, jenis: JenisJabatan, **fields: Any) -> Jabatan:
    return Jabatan.objects.get_or_create(instansi=instansi, nama=nama, defaults={"jenis": jenis, **fields})[0]


def make_nip(serial: int) -> str:
    """A number that can have been issued, other for each of a thousand serials."""
    return f"19850101{2005 + serial % 15}{serial % 12 + 1:02d}{serial % 2 + 1}{serial % 999 + 1:03d}"


def make_pegawai(nama: str, *, unit: UnitKerja | None, jabatan: Jabatan | None, **fields: Any) -> Pegawai:
    nip = fields.pop("nip", None) or make_nip(next(_serial))
    instansi = fields.pop("instansi", None) or (unit.instansi if unit else None)
    return Pegawai.objects.create_user(
        nip, fields.pop("password", None), nama=nama, unit=unit, jabatan=jabatan, instansi=instansi,
        golongan=fields.pop("golongan", "III/a"), **fields,
    )  # fmt: skip


def head(unit: UnitKerja, pegawai: Pegawai) -> Pegawai:
    UnitKerja.objects.filter(pk=unit.pk).update(kepala=pegawai)
    return pegawai


def make_satuan(instansi: Instansi, nama: str = "laporan", **fields: Any) -> Satuan:
    return Satuan.objects.get_or_create(instansi=instansi, nama=nama, defaults=fields)[0]


def make_skp(
    pegawai: Pegawai, *, penilai: Pegawai | None, tahun: int = 2026, status: Status = Status.DISETUJUI, **fields: Any
) -> Skp:
    return Skp.objects.create(
        **{
            "pegawai": pegawai,
            "instansi": pegawai.instansi,
            "unit": pegawai.unit,
            "jabatan": pegawai.jabatan,
            "golongan": pegawai.golongan,
            "peran_anggaran": pegawai.peran_anggaran,
            "bentuk": Bentuk.PIMPINAN if pegawai.jabatan.pimpinan_tinggi else Bentuk.PEGAWAI,
            "penilai": penilai,
            "penilai_unit": penilai and penilai.unit,
            "penilai_jabatan": penilai and penilai.jabatan,
            "penilai_golongan": penilai.golongan if penilai else "",
            "tahun": tahun,
            "periode_mulai": date(tahun, 1, 1),
            "periode_selesai": date(tahun, 12, 31),
            "status": status,
            "status_sejak": timezone.now(),
            **fields,
        }
    )


def make_rhk(skp: Skp, uraian: str = "Membuat laporan keuangan", **fields: Any) -> RencanaHasilKerja:
    return RencanaHasilKerja.objects.create(
        **{
            "skp": skp,
            "status_kegiatan": StatusKegiatan.TIDAK_CASCADING,
            "uraian": uraian,
            "target_kuantitas": Decimal(12),
            "satuan": make_satuan(skp.instansi),
            "target_kualitas": Decimal(100),
            "target_waktu": Decimal(12),
            **fields,
        }
    )


def make_bulanan(skp: Skp, bulan: int = 3, *, status: Status = Status.DISETUJUI, **fields: Any) -> SkpBulanan:
    return SkpBulanan.objects.create(skp=skp, bulan=bulan, status=status, status_sejak=timezone.now(), **fields)


def make_target(skp_bulanan: SkpBulanan, rhk: RencanaHasilKerja, **fields: Any) -> TargetBulanan:
    return TargetBulanan.objects.create(
        **{
            "skp_bulanan": skp_bulanan,
            "rhk": rhk,
            "uraian": rhk.uraian,
            "target_kuantitas": Decimal(1),
            "target_waktu": Decimal(5),
            **fields,
        }
    )


def make_kegiatan(
    pegawai: Pegawai, *, target: TargetBulanan | None = None, tanggal: date = date(2026, 3, 9), **fields: Any
) -> KegiatanHarian:
    return KegiatanHarian.objects.create(
        **{
            "pegawai": pegawai,
            "penilai": target.skp_bulanan.skp.penilai if target else None,
            "tanggal": tanggal,
            "mulai": time(8, 0),
            "selesai": time(10, 0),
            "uraian": "Mencetak laporan keuangan",
            "kuantitas": Decimal(1),
            "status_proses": False,
            "jenis": JenisKegiatan.SKP if target else JenisKegiatan.PRODUKTIVITAS,
            "target": target,
            **fields,
        }
    )


def wib(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant as a clock in Jakarta shows it."""
    from zoneinfo import ZoneInfo

    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Jakarta"))


def make_cast() -> SimpleNamespace:
    """The people and units that tests/conftest.py draws, each person with the password PASSWORD.

    Nearly every test begins with it: a row of each kind is one of many in the same query.
    """
    kota = make_instansi()
    lain = make_instansi("Pemerintah Kabupaten Lain")
    jpt, sekda_jabatan, administrator, pelaksana, ahli_muda, pelaksana_lain = Jabatan.objects.bulk_create([
        Jabatan(instansi=kota, nama="Kepala Dinas", jenis=JenisJabatan.JPT_PRATAMA, eselon="II.b"),
        Jabatan(instansi=kota, nama="Sekretaris Daerah", jenis=JenisJabatan.JPT_PRATAMA, eselon="II.a"),
        Jabatan(instansi=kota, nama="Kepala Bidang", jenis=JenisJabatan.ADMINISTRATOR, eselon="III.b"),
        Jabatan(instansi=kota, nama="Pengelola Data", jenis=JenisJabatan.PELAKSANA),
        Jabatan(
            instansi=kota, nama="Pranata Komputer Ahli Muda", jenis=JenisJabatan.FUNGSIONAL, jenjang=Jenjang.AHLI_MUDA
        ),
        Jabatan(instansi=lain, nama="Pengelola Data", jenis=JenisJabatan.PELAKSANA),
    ])  # fmt: skip
    setda = _unit(kota, "Sekretariat Daerah")
    setda.save()
    dinas = _unit(kota, "Dinas Kominfo", induk=setda)
    dinas.save()
    bidang, dinas_lain, unit_luar = UnitKerja.objects.bulk_create([
        _unit(kota, "Bidang Data", induk=dinas), _unit(kota, "Dinas Sosial", induk=setda), _unit(lain, "Dinas Luar"),
    ])  # fmt: skip
    password = make_password(PASSWORD)

    def person(nama: str, unit: UnitKerja | None, jabatan: Jabatan | None, **fields: Any) -> Pegawai:
        nip = fields.pop("nip", None) or make_nip(next(_serial))
        instansi = unit.instansi if unit else kota
        values = {"golongan": "III/a", "nip": nip, "instansi": instansi, "password": password, **fields}
        return Pegawai(nama=nama, unit=unit, jabatan=jabatan, **values)

    people = {
        "sekda": person("Sekda", setda, sekda_jabatan, golongan="IV/d"),
        "kepala": person("Kepala", dinas, jpt, golongan="IV/c", peran_anggaran=PeranAnggaran.PA),
        "penilai": person("Penilai", bidang, administrator, golongan="IV/a"),
        "staf": person("Staf", bidang, pelaksana, nip="199005052015051005", email="staf@example.test"),
        "rekan": person("Rekan", bidang, pelaksana),
        "jf": person("Fungsional", bidang, ahli_muda, nip="198806062012062006", golongan="III/c"),
        "kepala_lain": person("Kepala Lain", dinas_lain, jpt, golongan="IV/b"),
        "stranger": person("Orang Lain", dinas_lain, pelaksana),
        "admin": person("Admin", setda, pelaksana, admin_instansi=True),
        "super_admin": person("Super", None, None, is_superuser=True),
        "orang_luar": person("Orang Luar", unit_luar, pelaksana_lain),
        "admin_luar": person("Admin Luar", unit_luar, pelaksana_lain, admin_instansi=True),
    }
    Pegawai.objects.bulk_create(people.values())
    setda.kepala, dinas.kepala = people["sekda"], people["kepala"]
    bidang.kepala, dinas_lain.kepala = people["penilai"], people["kepala_lain"]
    UnitKerja.objects.bulk_update([setda, dinas, bidang, dinas_lain], ["kepala"])
    # Read again, each with a unit of his own, as a request would.
    stored = Pegawai.objects.for_header().in_bulk([row.pk for row in people.values()])
    units = UnitKerja.objects.in_bulk([setda.pk, dinas.pk, bidang.pk, dinas_lain.pk])
    return SimpleNamespace(
        instansi=kota, instansi_lain=lain,
        setda=units[setda.pk], dinas=units[dinas.pk], bidang=units[bidang.pk], dinas_lain=units[dinas_lain.pk],
        **{name: stored[row.pk] for name, row in people.items()},
    )  # fmt: skip


def make_indikator(rhk: RencanaHasilKerja, uraian: str = "Jumlah laporan yang selesai", **fields: Any) -> Indikator:
    """With what a SKP kuantitatif of its bentuk asks for."""
    asked = {"perspektif": "PROSES_BISNIS"} if rhk.skp.untuk_pimpinan else {"aspek": "KUANTITAS"}
    return Indikator.objects.create(**{"rhk": rhk, "uraian": uraian, "target": "12 laporan", **asked, **fields})


def make_tim(
    ketua: Pegawai, anggota: Iterable[Pegawai] = (), *, unit: UnitKerja | None = None, **fields: Any
) -> TimKerja:
    """A tim kerja of 2026, made by the head of the unit."""
    unit = unit or ketua.unit
    tim = TimKerja.objects.create(
        **{
            "instansi": unit.instansi,
            "unit": unit,
            "nama": "Tim Data",
            "ketua": ketua,
            "nomor_sk": "800/15/2026",
            "mulai": date(2026, 1, 1),
            "selesai": date(2026, 12, 31),
            "dibuat_oleh": unit.kepala or ketua,
            **fields,
        }
    )
    for pegawai in anggota:
        tim.anggota.create(pegawai=pegawai)
    return tim


def make_periode(instansi: Instansi, nama: str = "Triwulan I", *, tahun: int = 2026) -> PeriodeEvaluasi:
    """One of the usual periods of a year (Triwulan I to IV, Akhir Tahun)."""
    open_year(instansi=instansi, tahun=tahun)
    return PeriodeEvaluasi.objects.get(instansi=instansi, tahun=tahun, nama=nama)


def make_evaluasi(skp: Skp, periode: PeriodeEvaluasi | None = None, **fields: Any) -> Evaluasi:
    """Not rated yet."""
    periode = periode or make_periode(skp.instansi, tahun=skp.tahun)
    return Evaluasi.objects.create(**{"skp": skp, "periode": periode, "status_sejak": timezone.now(), **fields})


def make_rated(
    skp: Skp,
    periode: PeriodeEvaluasi | None = None,
    *,
    hasil: Rating = Rating.SESUAI,
    perilaku: Rating = Rating.SESUAI,
    **fields: Any,
) -> Evaluasi:
    """Rated by the stored penilai, not handed over; `status`, `diserahkan_pada` and `batas_keberatan` say otherwise."""
    periode = periode or make_periode(skp.instansi, tahun=skp.tahun)
    unsaved = Evaluasi(skp=skp, periode=periode)
    return make_evaluasi(
        skp,
        periode,
        **{
            "status": StatusEvaluasi.DINILAI,
            "rating_hasil": hasil.value,
            "rating_perilaku": perilaku.value,
            "predikat": predikat(hasil, perilaku).value,
            "isi": store(sheet(unsaved)),
            "aturan": VERSI,
            "jenjang": skp.jabatan.jenjang,
            "dinilai_oleh": skp.penilai,
            "dinilai_sebagai": SebagaiPenilai.PENILAI,
            "dinilai_unit": skp.penilai_unit,
            "dinilai_jabatan": skp.penilai_jabatan,
            "dinilai_golongan": skp.penilai_golongan,
            "dinilai_pada": timezone.now(),
            **fields,
        },
    )


def open_rekap(*tahun: int) -> None:
    """Lets the roll-ups count these years, with what there is already."""
    for year in tahun:
        rekap.open_year(year, at=timezone.now())
