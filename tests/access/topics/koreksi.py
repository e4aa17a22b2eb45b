"""Permintaan koreksi."""

from types import SimpleNamespace

from skp.models import PermintaanKoreksi
from tests.access.row import EVERYBODY, OWN, OWNER, Method, Row, only, pk, pk_and
from tests.factories import wib

ADMINS = frozenset({"admin", "super_admin"})

POLICY: tuple[Row, ...] = (
    Row("skp:koreksi_tambah", get=OWN, post=OWN, kwargs=pk("skp")),
    Row("skp:koreksi_list", get=only(ADMINS | {"admin_luar"}, among=EVERYBODY)),
    Row("skp:koreksi_detail", get=Method(OWNER | ADMINS), kwargs=pk("koreksi")),
    Row("skp:koreksi_aksi", post=only(ADMINS, among=OWNER | ADMINS), kwargs=pk_and("koreksi", aksi="terima")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """The staf asks for a correction on the draft of next year."""
    world.koreksi = PermintaanKoreksi.objects.create(
        skp=world.draft, penilai_salah=True, keterangan="Kepala bidang sudah berganti", status_sejak=wib(2026, 3, 9)
    )
