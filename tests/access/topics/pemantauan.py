"""Monitoring: who leads a unit in it and below, the admins in their instansi, the super admin everywhere."""

from types import SimpleNamespace

from tests.access.row import EVERYBODY, LEADERS, Method, Row, only
from tests.factories import open_rekap

ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
MONITOR = only(LEADERS | ADMINS, among=EVERYBODY)
"""Everybody finds the page of his own units or instansi."""
OF_UNIT = Method(LEADERS | {"admin", "super_admin"}, EVERYBODY - LEADERS - ADMINS)
"""Whoever monitors other units does not find this one."""


def unit(world: SimpleNamespace, **extra: int) -> dict:
    return {"unit": world.skp.unit_id, "tahun": 2026, **extra}


POLICY: tuple[Row, ...] = (
    Row("dashboard:pemantauan_pengisian", get=MONITOR),
    Row(
        "dashboard:pemantauan_ingatkan",
        post=MONITOR,
        data=lambda world: {"instansi": world.skp.instansi_id, "tahun": 2026},
    ),
    Row("dashboard:pemantauan_bulanan", get=MONITOR),
    Row("dashboard:pemantauan_unit", get=OF_UNIT, kwargs=unit),
    Row("dashboard:pemantauan_kalender", get=OF_UNIT, kwargs=lambda world: unit(world, bulan=3)),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """The year is counted."""
    open_rekap(2026)
