"""Angka kredit of the JF of the cast, who is under the penilai; nobody of the roles is he."""

import uuid
from datetime import date
from types import SimpleNamespace

from penilaian.models import AngkaKreditAwal, JenisAngkaKredit
from penilaian.workflow import StatusEvaluasi
from tests.access.row import OPEN, OWNER, READERS, Method, Row, only, pk, pk_and
from tests.factories import make_periode, make_rated, make_skp, wib

ABOVE = READERS - OWNER
READ_JF = Method(ABOVE)
KEEP = only(frozenset({"admin", "super_admin"}), among=ABOVE)


def awal_data(world: SimpleNamespace) -> dict:
    filled = {"jenis": "DASAR", "nilai": "50", "tanggal": "2024-01-01", "nomor": "800/8/2024"}
    return {**filled, "token": uuid.uuid4(), "versi": world.angka_kredit_awal.versi}


POLICY: tuple[Row, ...] = (
    Row("penilaian:angka_kredit", get=OPEN),
    Row("penilaian:angka_kredit_pegawai", get=READ_JF, kwargs=pk("fungsional")),
    Row("penilaian:ak_konversi", get=READ_JF, kwargs=pk_and("fungsional", tahun=2025)),
    Row("penilaian:ak_akumulasi", get=READ_JF, kwargs=pk("fungsional")),
    Row("penilaian:ak_penetapan", get=READ_JF, kwargs=pk("fungsional")),
    Row("penilaian:angka_kredit_awal_tambah", get=KEEP, post=KEEP, kwargs=pk("fungsional"), data=awal_data),
    Row("penilaian:angka_kredit_awal_ubah", get=KEEP, post=KEEP, kwargs=pk("angka_kredit_awal"), data=awal_data),
    Row("penilaian:angka_kredit_awal_hapus", post=KEEP, kwargs=pk("angka_kredit_awal")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """The JF has a year rated and handed over, and AK Dasar recorded by the admin."""
    world.fungsional = org.jf
    make_rated(
        make_skp(org.jf, penilai=org.penilai, tahun=2025),
        make_periode(org.instansi, "Akhir Tahun", tahun=2025),
        status=StatusEvaluasi.DITERIMA,
        diserahkan_pada=wib(2026, 1, 15),
        batas_keberatan=date(2026, 2, 4),
    )
    world.angka_kredit_awal = AngkaKreditAwal.objects.create(
        pegawai=org.jf,
        jenis=JenisAngkaKredit.DASAR,
        nilai=100,
        tanggal=date(2024, 1, 1),
        nomor="800/7/2024",
        dicatat_oleh=org.admin,
    )
