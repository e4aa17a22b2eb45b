"""Pengaturan Instansi: its admin and the super admin, who names the instansi in the address."""

from datetime import date
from types import SimpleNamespace

from organisasi.models import Dispensasi, Langkah
from penilaian.models import RentangKualitas
from tests.access.row import EVERYBODY, Method, Row, only, pk

ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
KEEPERS = only(ADMINS, among=EVERYBODY)
# Of one instansi's row its own admin and the super admin; who is no admin is told so before it is looked for.
OWN = Method(frozenset({"admin", "super_admin"}), EVERYBODY - ADMINS)

POLICY: tuple[Row, ...] = (
    Row("pengaturan", get=KEEPERS),
    Row("pengaturan_umum", get=KEEPERS, post=KEEPERS),
    Row("pengaturan_kop", get=KEEPERS, post=KEEPERS),
    Row("pengaturan_lambang", get=OWN),
    Row("pengaturan_batas", get=KEEPERS, post=KEEPERS),
    Row("pengaturan_batas_baku", post=KEEPERS),
    Row("dispensasi_list", get=KEEPERS),
    Row("dispensasi_tambah", get=KEEPERS, post=KEEPERS),
    Row("dispensasi_ubah", get=OWN, post=OWN, kwargs=pk("dispensasi")),
    Row("penilaian:rentang_list", get=KEEPERS),
    Row("penilaian:rentang_tambah", get=KEEPERS, post=KEEPERS),
    Row("penilaian:rentang_ubah", get=OWN, post=OWN, kwargs=pk("rentang")),
    Row("penilaian:rentang_hapus", post=OWN, kwargs=pk("rentang")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """A dispensasi of the rekan, a range, and a picture on the letterhead."""
    world.dispensasi = Dispensasi.objects.create(
        instansi=org.instansi,
        langkah=Langkah.KEGIATAN_HARIAN,
        pegawai=org.rekan,
        untuk_mulai=date(2026, 2, 1),
        untuk_selesai=date(2026, 2, 5),
        dibuka_sampai=date(2026, 3, 20),
        alasan="Jaringan terputus.",
        diberikan_oleh=org.admin,
    )
    world.rentang = RentangKualitas.objects.create(instansi=org.instansi, batas_bawah=10, minimum=0, maksimum=100)
    org.instansi.lambang.save("lambang.png", picture())


def picture():
    from io import BytesIO

    from django.core.files.base import ContentFile
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (60, 60), "navy").save(out, "PNG")
    return ContentFile(out.getvalue())
