"""Periods, holidays, settings of the evaluation, and the capaian of units."""

from datetime import date
from types import SimpleNamespace

from organisasi.models import HariLibur, JenisLibur
from tests.access.row import EVERYBODY, Method, Row, pk

ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
ADMIN_PAGE = Method(ADMINS, EVERYBODY - ADMINS)
# Who is no admin is told so; an admin of another instansi does not learn what there is.
OWN_ADMIN = Method(frozenset({"admin", "super_admin"}), EVERYBODY - ADMINS)
# The capaian of the bidang is the kepala's to set: he leads the unit above it. The penilai is its own head.
OTHER_INSTANSI = frozenset({"orang_luar", "admin_luar"})
SETS = Method(frozenset({"kepala"}), EVERYBODY - OTHER_INSTANSI - {"kepala"})
CAPAIAN = Method(frozenset({"penilai", "kepala", *ADMINS}), frozenset({"staf", "rekan", "stranger", "orang_luar"}))

POLICY: tuple[Row, ...] = (
    Row("penilaian:periode_list", get=ADMIN_PAGE),
    Row("penilaian:periode_tambah", get=ADMIN_PAGE, post=ADMIN_PAGE),
    Row("penilaian:periode_buka_tahun", post=ADMIN_PAGE, kwargs=lambda world: {"tahun": 2027}),
    Row("penilaian:periode_ubah", get=OWN_ADMIN, post=OWN_ADMIN, kwargs=pk("periode")),
    Row("penilaian:periode_hapus", post=OWN_ADMIN, kwargs=pk("periode")),
    Row("penilaian:periode_tutup", get=OWN_ADMIN, post=OWN_ADMIN, kwargs=pk("periode")),
    Row("penilaian:periode_buka", post=OWN_ADMIN, kwargs=pk("periode")),
    Row("penilaian:libur_list", get=ADMIN_PAGE),
    Row("penilaian:libur_tambah", get=ADMIN_PAGE, post=ADMIN_PAGE),
    Row("penilaian:libur_ubah", get=OWN_ADMIN, post=OWN_ADMIN, kwargs=pk("libur")),
    Row("penilaian:libur_hapus", post=OWN_ADMIN, kwargs=pk("libur")),
    Row("penilaian:pengaturan_evaluasi", get=ADMIN_PAGE, post=ADMIN_PAGE),
    Row("penilaian:pola_ubah", get=ADMIN_PAGE, post=ADMIN_PAGE, kwargs=lambda world: {"capaian": "baik"}),
    Row("penilaian:pola_baku", post=ADMIN_PAGE, kwargs=lambda world: {"capaian": "baik"}),
    Row("penilaian:capaian_list", get=CAPAIAN),
    Row(
        "penilaian:capaian_ubah",
        get=SETS,
        post=SETS,
        kwargs=lambda world: {"unit": world.unit_capaian.pk, "periode": world.periode.pk},
    ),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""
    world.unit_capaian = org.bidang
    world.libur = HariLibur.objects.create(
        instansi=org.instansi, tanggal=date(2026, 4, 1), nama="Hari Jadi Kota Uji", jenis=JenisLibur.DAERAH
    )
