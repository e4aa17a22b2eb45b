"""An instansi made up for the statistics: everybody in it is counted in a way of his own."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from organisasi.models import AlasanPengecualian, JenisJabatan, Pegawai, Pengecualian, UnitKerja
from penilaian.scoring.permenpanrb_6_2022 import Rating
from penilaian.workflow import StatusEvaluasi
from skp.models import PesertaMatriks
from skp.workflow import Status
from tests.factories import (
    head,
    make_instansi,
    make_jabatan,
    make_pegawai,
    make_periode,
    make_rated,
    make_skp,
    make_unit,
    open_rekap,
    wib,
)

DISERAHKAN = {
    "status": StatusEvaluasi.DISERAHKAN,
    "diserahkan_pada": wib(2026, 3, 10),
    "batas_keberatan": date(2026, 3, 20),
}


@pytest.fixture
def kab(db) -> SimpleNamespace:
    """Three levels of units, and in them everybody who is counted in a way of his own. 2026 is counted."""
    cache.clear()
    instansi = make_instansi("Pemerintah Kabupaten Hitung")
    post = make_jabatan(instansi, "Pengelola Data", JenisJabatan.PELAKSANA)
    setda = make_unit(instansi, "Sekretariat Daerah Hitung")
    dinas = make_unit(instansi, "Dinas Arsip", induk=setda)
    lain = make_unit(instansi, "Dinas Pasar", induk=setda)
    bidang = make_unit(instansi, "Bidang Simpan", induk=dinas)
    kosong = make_unit(instansi, "Bidang Kosong", induk=dinas)

    def person(nama: str, unit: UnitKerja | None, **fields) -> Pegawai:
        return make_pegawai(nama, unit=unit, jabatan=post, instansi=instansi, **fields)

    sekda, kepala, ketua = person("Sekda Hitung", setda), person("Kepala Arsip", dinas), person("Ketua Simpan", bidang)
    for unit, leader in ((setda, sekda), (dinas, kepala), (bidang, ketua)):
        head(unit, leader)
    setuju = make_skp(person("Setuju", bidang), penilai=ketua)
    atasan = make_skp(ketua, penilai=kepala)
    triwulan, akhir = make_periode(instansi, "Triwulan I"), make_periode(instansi, "Akhir Tahun")
    make_rated(setuju, akhir, **DISERAHKAN)
    make_rated(setuju, triwulan, hasil=Rating.DI_ATAS, perilaku=Rating.DI_ATAS, **DISERAHKAN)
    # Rated, and not handed over: nobody may learn it from a number.
    make_rated(atasan, akhir, hasil=Rating.DI_BAWAH, perilaku=Rating.DI_BAWAH)
    make_rated(atasan, triwulan, hasil=Rating.DI_BAWAH, perilaku=Rating.DI_BAWAH)
    PesertaMatriks.objects.create(kepala=atasan, skp=setuju)
    # Two SKP, the first in another unit, with a rating; both fall into no common period but the year's.
    pindah = person("Pindah Tengah Tahun", lain)
    pertama = make_skp(pindah, penilai=sekda, periode_selesai=date(2026, 6, 30))
    make_rated(pertama, triwulan, **DISERAHKAN)
    Pegawai.objects.filter(pk=pindah.pk).update(unit=bidang)
    pindah.refresh_from_db()
    make_skp(pindah, penilai=ketua, status=Status.DRAFT, periode_mulai=date(2026, 7, 1))
    # Two SKP that both fall into one period, both rated in it: the later one counts.
    ganda = person("Ganda", bidang)
    awal = make_skp(ganda, penilai=ketua, periode_selesai=date(2026, 2, 15))
    sesudah = make_skp(ganda, penilai=ketua, periode_mulai=date(2026, 2, 16))
    make_rated(awal, triwulan, hasil=Rating.DI_BAWAH, perilaku=Rating.SESUAI, **DISERAHKAN)
    make_rated(sesudah, triwulan, **DISERAHKAN)
    for kepala_matriks in (atasan, setuju):
        PesertaMatriks.objects.create(kepala=kepala_matriks, skp=sesudah)
    make_skp(person("Mengajukan", bidang), penilai=ketua, status=Status.DIAJUKAN)
    make_skp(person("Dikembalikan", lain), penilai=sekda, status=Status.DIKEMBALIKAN, alasan="Lengkapi")
    make_skp(person("Pensiun Dengan SKP", bidang, is_active=False), penilai=ketua)
    person("Pensiun Lama", bidang, is_active=False)
    person("Belum", lain)
    person("Tanpa Unit", None)
    tahun_lalu = person("Tahun Lalu", dinas)
    make_skp(tahun_lalu, penilai=kepala, tahun=2025)
    admin = person("Admin Hitung", setda, admin_instansi=True)
    cuti, dikecualikan = person("Cuti", bidang), person("Cuti Dengan SKP", bidang)
    make_skp(dikecualikan, penilai=ketua, status=Status.DRAFT)
    for each in (cuti, dikecualikan):
        Pengecualian.objects.create(
            pegawai=each, alasan=AlasanPengecualian.CUTI, mulai=date(2026, 2, 1), keterangan="SK", dicatat_oleh=admin
        )
    # All year: apart, whatever he made and was given in it.
    tugas_belajar = person("Cuti Setahun", bidang)
    make_rated(make_skp(tugas_belajar, penilai=ketua), triwulan, **DISERAHKAN)
    Pengecualian.objects.create(
        pegawai=tugas_belajar, alasan=AlasanPengecualian.CUTI, mulai=date(2025, 9, 1), keterangan="SK",
        dicatat_oleh=admin,
    )  # fmt: skip
    Pengecualian.objects.create(
        pegawai=tahun_lalu, alasan=AlasanPengecualian.CUTI, mulai=date(2025, 2, 1), selesai=date(2025, 12, 31),
        keterangan="SK", dicatat_oleh=admin,
    )  # fmt: skip
    open_rekap(2026)
    return SimpleNamespace(
        instansi=instansi, setda=setda, dinas=dinas, lain=lain, bidang=bidang, kosong=kosong, sekda=sekda,
        kepala=kepala, ketua=ketua, admin=admin, triwulan=triwulan, akhir=akhir, post=post, setuju=setuju,
        atasan=atasan, person=person,
    )  # fmt: skip
