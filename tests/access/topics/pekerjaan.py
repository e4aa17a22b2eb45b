"""Long work: the one who asked for it, the admin of the instansi it is done for, the super admin."""

from types import SimpleNamespace

from django.core.files.base import ContentFile

from organisasi.models import Pekerjaan, StatusPekerjaan
from tests.access.row import EVERYBODY, Method, Row, pk
from tests.factories import wib

SEES = frozenset({"staf", "admin", "super_admin"})
OWN = Method(frozenset({"staf"}), SEES - {"staf"})
OWN_FILE = Method(frozenset({"staf", "super_admin"}), frozenset({"admin"}))

POLICY: tuple[Row, ...] = (
    Row("pekerjaan_list", get=Method(EVERYBODY)),
    Row("pekerjaan_detail", get=Method(SEES), kwargs=pk("pekerjaan")),
    Row("pekerjaan_batal", post=Method(SEES), kwargs=pk("pekerjaan")),
    Row("pekerjaan_ulangi", post=OWN, kwargs=pk("pekerjaan_gagal")),
    Row("pekerjaan_hasil", get=OWN_FILE, kwargs=pk("pekerjaan_selesai")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """One that waits, one that failed, one with a file: all asked for by `staf`."""

    def make(tugas: str, status: StatusPekerjaan) -> Pekerjaan:
        return Pekerjaan(
            tugas=tugas, judul="Ekspor kegiatan", oleh=org.staf, instansi=org.instansi, status=status,
            dibuat_pada=wib(2026, 3, 10, 8), selesai_pada=None if status == "MENUNGGU" else wib(2026, 3, 10, 8, 1),
        )  # fmt: skip

    world.pekerjaan = make("menunggu", StatusPekerjaan.MENUNGGU)
    world.pekerjaan.save()
    world.pekerjaan_gagal = make("gagal", StatusPekerjaan.GAGAL)
    world.pekerjaan_gagal.save()
    world.pekerjaan_selesai = make("selesai", StatusPekerjaan.SELESAI)
    world.pekerjaan_selesai.nama_hasil, world.pekerjaan_selesai.tipe_hasil = "kegiatan.csv", "text/csv"
    world.pekerjaan_selesai.hasil.save("kegiatan.csv", ContentFile(b"tanggal;uraian"))
