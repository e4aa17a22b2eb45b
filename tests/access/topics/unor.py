"""Units, their heads and Plt, and the searches that choose among units, posts, people and instansi."""

from types import SimpleNamespace

from tests.access.row import EVERYBODY, OPEN, Row, only

ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
KEEPERS = only(ADMINS, among=EVERYBODY)
SUPER = only(frozenset({"super_admin"}), among=EVERYBODY)

POLICY: tuple[Row, ...] = (
    Row("unor_cari", get=OPEN),
    Row("jabatan_cari", get=OPEN),
    Row("pegawai_cari", get=KEEPERS),
    Row("instansi_cari", get=SUPER),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""
