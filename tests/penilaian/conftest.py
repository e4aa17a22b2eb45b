"""The guide's example: staf makes laporan keuangan in March 2026, penilai assesses it."""

import sys
from datetime import date
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.shortcuts import render

from kegiatan.models import KategoriHarian, KegiatanHarian, Realisasi
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.models import Dispensasi, Langkah
from penilaian.models import PenilaianKualitas, PenilaianPerilaku
from tests.factories import make_bulanan, make_kegiatan, make_rhk, make_skp, make_target, wib

MARCH = date(2026, 3, 1)
IN_TIME = wib(2026, 3, 31)
LAST_MOMENT = wib(2026, 4, 5, 23, 59)
TOO_LATE = wib(2026, 4, 6, 0, 0)

PERILAKU = {
    "orientasi_pelayanan": Decimal(90),
    "integritas": Decimal(85),
    "komitmen": Decimal(80),
    "disiplin": Decimal(95),
    "kerjasama": Decimal(90),
}


@pytest.fixture
def maret(staf, penilai) -> SimpleNamespace:
    """An approved SKP Bulanan with one target: 1 laporan, 5 hari."""
    skp = make_skp(staf, penilai=penilai)
    rhk = make_rhk(skp)
    bulanan = make_bulanan(skp, 3)
    return SimpleNamespace(skp=skp, rhk=rhk, bulanan=bulanan, target=make_target(bulanan, rhk))


@pytest.fixture
def dua_kegiatan(maret, staf) -> list[KegiatanHarian]:
    """Verifikasi SPJ (process), then the printed report (output)."""
    return [
        make_kegiatan(staf, target=maret.target, uraian="Verifikasi SPJ", status_proses=True),
        make_kegiatan(staf, target=maret.target, tanggal=date(2026, 3, 10)),
    ]


def graded(kegiatan: KegiatanHarian, by, nilai: KategoriHarian = KategoriHarian.BAIK) -> KegiatanHarian:
    KegiatanHarian.objects.filter(pk=kegiatan.pk, tanggal=kegiatan.tanggal).update(
        status=StatusKegiatanHarian.DINILAI, nilai=nilai, dinilai_oleh=by, dinilai_pada=IN_TIME
    )
    kegiatan.refresh_from_db()
    return kegiatan


def finish(maret: SimpleNamespace, by, *, kualitas: int = 90) -> None:
    """Everything a month needs before it can be closed, but the grades."""
    Realisasi.objects.create(target=maret.target, waktu=Decimal(4), diisi_oleh=maret.skp.pegawai)
    PenilaianKualitas.objects.create(
        target=maret.target, nilai=kualitas, rata_rata=90, minimum=76, maksimum=95, penilai=by, dinilai_pada=IN_TIME
    )
    give_perilaku(maret.bulanan, by)


def give_perilaku(bulanan, by, nilai: int = 88) -> PenilaianPerilaku:
    values = dict.fromkeys(PERILAKU, Decimal(nilai))
    return PenilaianPerilaku.objects.create(
        skp_bulanan=bulanan, **values, struktural=False, rata_rata=nilai, penilai=by, dinilai_pada=IN_TIME
    )


def give_dispensasi(pegawai, langkah: Langkah, by) -> Dispensasi:
    return Dispensasi.objects.create(
        instansi=pegawai.instansi, langkah=langkah, pegawai=pegawai, untuk_mulai=MARCH, untuk_selesai=date(2026, 3, 31),
        dibuka_sampai=date(2026, 4, 20), alasan="Cuti sakit", diberikan_oleh=by,
    )  # fmt: skip


@pytest.fixture
def papers_as_pages(monkeypatch):
    """What a PDF would say, without typesetting it."""

    def page(request, template, context, *, instansi, filename, **options):
        return render(request, template, {**context, "instansi": instansi})

    import_module("ekinerja.urls")
    rooms = [module for name, module in sys.modules.items() if ".views." in name and hasattr(module, "paper_response")]
    assert len(rooms) >= 4
    for room in rooms:
        monkeypatch.setattr(room, "paper_response", page)
