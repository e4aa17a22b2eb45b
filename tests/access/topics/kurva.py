"""Lihat Kurva, Monitoring Kurva and kalibrasi: the kepala leads the dinas, the penilai a bidang of it."""

from types import SimpleNamespace

from tests.access.row import EVERYBODY, LEADERS, Method, Row, only

OUTSIDE = frozenset({"orang_luar", "admin_luar"})
ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
MONITOR = only(LEADERS | ADMINS, among=EVERYBODY)

POLICY: tuple[Row, ...] = (
    Row(
        "penilaian:kurva",
        get=Method(LEADERS, EVERYBODY - LEADERS - OUTSIDE),
        kwargs=lambda world: {"periode": world.periode.pk},
    ),
    Row("penilaian:monitoring_kurva", get=MONITOR),
    # Of his instansi, which has no periods, there is nothing to write into the file.
    Row("penilaian:monitoring_kurva_ekspor", get=Method(MONITOR.allowed - {"admin_luar"}, MONITOR.forbidden)),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""
