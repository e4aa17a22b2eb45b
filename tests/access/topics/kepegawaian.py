"""Manajemen Pegawai, Mutasi, Pengecualian: the admin of the instansi and the super admin."""

from datetime import date
from types import SimpleNamespace

from organisasi.models import AlasanPengecualian, Bidang, Mutasi, Pengecualian, PerubahanMassal
from tests.access.row import EVERYBODY, Method, Row, pk
from tests.factories import wib

ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
ADMIN_PAGE = Method(ADMINS, EVERYBODY - ADMINS)
# Who is no admin is told so; an admin of another instansi does not learn who there is.
OWN_ADMIN = Method(frozenset({"admin", "super_admin"}), EVERYBODY - ADMINS)

POLICY: tuple[Row, ...] = (
    Row("pegawai_list", get=ADMIN_PAGE),
    Row("pegawai_tambah", get=ADMIN_PAGE, post=ADMIN_PAGE),
    Row("pegawai_massal", get=ADMIN_PAGE, post=ADMIN_PAGE),
    Row("pegawai_massal_urungkan", post=OWN_ADMIN, kwargs=pk("perubahan_massal")),
    Row("pegawai_detail", get=OWN_ADMIN, kwargs=pk("pegawai")),
    Row("pegawai_ubah", get=OWN_ADMIN, post=OWN_ADMIN, kwargs=pk("pegawai")),
    Row("pegawai_status", get=OWN_ADMIN, post=OWN_ADMIN, kwargs=pk("pegawai")),
    Row("pegawai_sandi", post=OWN_ADMIN, kwargs=pk("pegawai")),
    Row("pegawai_hapus", post=OWN_ADMIN, kwargs=pk("pegawai_tanpa_dokumen")),
    Row("mutasi_tambah", get=OWN_ADMIN, post=OWN_ADMIN, kwargs=pk("pegawai")),
    Row("mutasi_list", get=ADMIN_PAGE),
    Row("mutasi_batal", post=OWN_ADMIN, kwargs=pk("mutasi")),
    Row("mutasi_jalankan", post=OWN_ADMIN, kwargs=pk("mutasi")),
    Row("pengecualian_list", get=ADMIN_PAGE),
    Row("pengecualian_tambah", get=ADMIN_PAGE, post=ADMIN_PAGE),
    Row("pengecualian_ubah", get=OWN_ADMIN, post=OWN_ADMIN, kwargs=pk("pengecualian")),
    Row("pengecualian_akhiri", post=OWN_ADMIN, kwargs=pk("pengecualian")),
    Row("pengecualian_hapus", post=OWN_ADMIN, kwargs=pk("pengecualian")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """The rekan is to move, the fungsional is excluded, and the last change of many concerned the staf."""
    world.pegawai = org.staf
    world.pegawai_tanpa_dokumen = org.stranger
    world.mutasi = Mutasi.objects.create(
        pegawai=org.rekan, tmt=date(2026, 3, 9), unit_asal=org.bidang, jabatan_asal=org.rekan.jabatan,
        unit_tujuan=org.dinas_lain, jabatan_tujuan=org.rekan.jabatan, dicatat_oleh=org.admin,
    )  # fmt: skip
    world.pengecualian = Pengecualian.objects.create(
        pegawai=org.jf, alasan=AlasanPengecualian.TUGAS_BELAJAR, mulai=date(2026, 1, 1), keterangan="Tugas belajar S2.",
        dicatat_oleh=org.admin,
    )  # fmt: skip
    world.perubahan_massal = PerubahanMassal.objects.create(
        instansi=org.instansi, bidang=Bidang.STATUS, menjadi="PNS", keterangan="PNS",
        semula={str(org.staf.pk): "PNS"}, alasan="Uji", oleh=org.admin, pada=wib(2026, 3, 9),
    )  # fmt: skip
