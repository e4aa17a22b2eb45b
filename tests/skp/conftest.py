"""What the tests of this room share: documents of the staf, and forms as a browser sends them."""

import uuid
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from organisasi.models import Dispensasi, Langkah, Pegawai
from skp.models import RencanaHasilKerja, Satuan, Skp, SkpBulanan
from skp.workflow import Status
from tests.factories import make_bulanan, make_rhk, make_satuan, make_skp


@pytest.fixture
def satuan(org: SimpleNamespace) -> Satuan:
    return make_satuan(org.instansi)


@pytest.fixture
def kali(org: SimpleNamespace) -> Satuan:
    return make_satuan(org.instansi, "kali", khusus_fungsional=True)


@pytest.fixture
def skp(staf: Pegawai, penilai: Pegawai) -> Skp:
    """A draft of the staf with one target, which could be submitted but for the limit of 31 January."""
    skp = make_skp(staf, penilai=penilai, status=Status.DRAFT)
    make_rhk(skp)
    return skp


@pytest.fixture
def rhk(skp: Skp) -> RencanaHasilKerja:
    return skp.rhk.get()


@pytest.fixture
def rhk_atasan(penilai: Pegawai, kepala: Pegawai) -> RencanaHasilKerja:
    """An approved target of the penilai."""
    return make_rhk(make_skp(penilai, penilai=kepala), "Menyusun laporan keuangan dinas")


@pytest.fixture
def april(skp: Skp) -> SkpBulanan:
    """A draft month whose limit, 5 April, has not passed."""
    return make_bulanan(skp, 4, status=Status.DRAFT)


@pytest.fixture
def dispensasi(org: SimpleNamespace, admin: Pegawai) -> None:
    """SKP Tahunan of this year may be made until the end of the year, in the whole instansi."""
    Dispensasi.objects.create(
        instansi=org.instansi,
        langkah=Langkah.SKP_TAHUNAN,
        unit=org.setda,
        untuk_mulai=date(2026, 1, 1),
        untuk_selesai=date(2026, 12, 31),
        dibuka_sampai=date(2026, 12, 31),
        alasan="Uji",
        diberikan_oleh=admin,
    )


@pytest.fixture
def isian_rhk(satuan: Satuan) -> Callable[..., dict[str, Any]]:
    """The form of a target SKP Tahunan, filled in; keywords replace, None leaves out."""
    return _filled(
        token=lambda: str(uuid.uuid4()),
        status_kegiatan="TIDAK_CASCADING",
        atasan="",
        jenis="UTAMA",
        uraian="Membuat laporan keuangan",
        target_kuantitas="12",
        satuan=satuan.pk,
        target_kualitas="100",
        target_waktu="12",
        satuan_waktu="BULAN",
    )


@pytest.fixture
def isian_target(rhk: RencanaHasilKerja) -> Callable[..., dict[str, Any]]:
    """The form of a target SKP Bulanan, filled in; keywords replace, None leaves out."""
    return _filled(
        token=lambda: str(uuid.uuid4()),
        rhk=rhk.pk,
        uraian="Membuat laporan keuangan bulan April",
        target_kuantitas="1",
        target_kualitas="100",
        target_waktu="20",
        satuan_waktu="HARI",
        status_tahapan="YA",
        tahapan="mengumpulkan data\nverifikasi data\nmengolah data\nmenyusun laporan",
    )


def _filled(**defaults: Any) -> Callable[..., dict[str, Any]]:
    def form(**changes: Any) -> dict[str, Any]:
        values = {name: value() if callable(value) else value for name, value in defaults.items()} | changes
        return {name: value for name, value in values.items() if value is not None}

    return form
