"""Units, their heads and Plt, and the searches that choose among units, posts, people and instansi."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from organisasi.models import PenugasanKepala, UnitKerja
from tests.access.row import EVERYBODY, OPEN, Method, Row, only, pk
from tests.factories import make_unit

ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
KEEPERS = only(ADMINS, among=EVERYBODY)
SUPER = only(frozenset({"super_admin"}), among=EVERYBODY)
# Units are no documents: who does not keep them finds none at the address.
OWN_ADMINS = Method(frozenset({"admin", "super_admin"}))


def back(world: SimpleNamespace) -> dict:
    return {"pk": world.unor_kosong.pk, "dari": 0, "ke": 0}


def kept(route: str, of: str = "unor", *, get: bool = True, post: bool = True, kwargs: Callable | None = None) -> Row:
    return Row(route, get=OWN_ADMINS if get else None, post=OWN_ADMINS if post else None, kwargs=kwargs or pk(of))


POLICY: tuple[Row, ...] = (
    Row("unor_cari", get=OPEN),
    Row("jabatan_cari", get=OPEN),
    Row("pegawai_cari", get=KEEPERS),
    Row("instansi_cari", get=SUPER),
    Row("unor", get=KEEPERS),
    Row("unor_tambah", get=KEEPERS, post=KEEPERS),
    kept("unor_detail", post=False),
    kept("unor_cabang", post=False),
    kept("unor_ubah"),
    kept("unor_pindah"),
    kept("unor_urungkan", get=False, kwargs=back),
    kept("unor_kepala"),
    kept("unor_tercatat", post=False),
    kept("unor_kabari", get=False),
    kept("unor_tutup"),
    kept("unor_buka", "unor_tertutup", get=False),
    kept("unor_hapus", "unor_kosong", get=False),
    kept("penugasan_tambah"),
    kept("penugasan_ubah", "penugasan"),
    kept("penugasan_akhiri", "penugasan", get=False),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """The unit of the staf, one nobody ever worked in, one that was closed, and a Plt of the other dinas in May."""
    world.unor = org.bidang
    world.unor_kosong = make_unit(org.instansi, "Seksi Baru", induk=org.dinas_lain)
    world.unor_tertutup = make_unit(org.instansi, "Seksi Lama", induk=org.dinas_lain)
    UnitKerja.objects.filter(pk=world.unor_tertutup.pk).update(aktif=False)
    world.penugasan = PenugasanKepala.objects.create(
        unit=org.dinas_lain,
        pegawai=org.jf,
        jenis="PLT",
        mulai=date(2026, 5, 1),
        selesai=date(2026, 5, 31),
        nomor_surat="800/30/2026",
    )
