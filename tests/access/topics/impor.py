"""Sheets: of an instansi's data its admin's, of one's own data one's own."""

from types import SimpleNamespace

from django.core.files.base import ContentFile

from organisasi.models import BarisImpor, Impor, StatusImpor
from skp.workflow import Status
from tests.access.row import EVERYBODY, OPEN, Method, Row, pk
from tests.factories import make_skp

ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
ADMINS_ONLY = Method(ADMINS, EVERYBODY - ADMINS)
OF_THE_INSTANSI = Method(frozenset({"admin", "super_admin"}))
OWN = Method(frozenset({"staf"}))


def kind(slug: str):
    return lambda world: {"jenis": slug}


POLICY: tuple[Row, ...] = (
    Row("impor_list", get=OPEN),
    Row("impor_unggah", get=ADMINS_ONLY, post=ADMINS_ONLY, kwargs=kind("pegawai")),
    Row("impor_unggah", get=OPEN, post=OPEN, kwargs=kind("kegiatan")),
    Row("impor_contoh", get=ADMINS_ONLY, kwargs=kind("unit")),
    Row("impor_contoh", get=OPEN, kwargs=kind("target")),
    Row("impor_detail", get=OF_THE_INSTANSI, kwargs=pk("impor")),
    Row("impor_detail", get=OWN, kwargs=pk("impor_sendiri")),
    Row("impor_terapkan", post=OF_THE_INSTANSI, kwargs=pk("impor")),
    Row("impor_terapkan", post=OWN, kwargs=pk("impor_sendiri")),
    Row("impor_batal", post=OF_THE_INSTANSI, kwargs=pk("impor")),
    Row("impor_batal", post=OWN, kwargs=pk("impor_sendiri")),
    Row("impor_gagal", get=OF_THE_INSTANSI, kwargs=pk("impor")),
    Row("impor_gagal", get=OWN, kwargs=pk("impor_sendiri")),
    Row("ekspor", get=ADMINS_ONLY, post=ADMINS_ONLY, kwargs=kind("pegawai")),
    Row("ekspor", get=OPEN, post=OPEN, kwargs=kind("target")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """A file of posts that the admin has sent, and one of `staf` for a draft; each with a row of each outcome."""
    world.impor = _impor(org, "jabatan", org.admin, ["Nama Jabatan", "Jenis Jabatan"], "nama")
    draft = make_skp(org.staf, penilai=org.penilai, tahun=2028, status=Status.DRAFT)
    world.impor_sendiri = _impor(org, "target", org.staf, ["Rencana Hasil Kerja"], "uraian", skp=draft.pk)


def _impor(org: SimpleNamespace, jenis: str, oleh, kolom: list[str], name: str, **parameter: int) -> Impor:
    impor = Impor(
        jenis=jenis, instansi=org.instansi, oleh=oleh, nama_berkas="data.xlsx", status=StatusImpor.SIAP,
        kolom=kolom, baru=1, ubah=1, sama=1, salah=1, parameter=parameter,
    )  # fmt: skip
    impor.berkas.save("data.xlsx", ContentFile(b"PK"))
    rows = [
        BarisImpor(impor=impor, nomor=2, tindakan="BARU", asli=["Analis"], isi={name: "Analis"}),
        BarisImpor(impor=impor, nomor=3, tindakan="UBAH", asli=["Arsiparis"], perubahan={name: ["arsip", "Arsiparis"]}),
        BarisImpor(impor=impor, nomor=4, tindakan="SAMA", asli=["Pengelola Data"]),
        BarisImpor(impor=impor, nomor=5, tindakan="SALAH", asli=[""], galat=[{"kolom": name, "pesan": "Wajib diisi."}]),
    ]
    BarisImpor.objects.bulk_create(rows)
    return impor
