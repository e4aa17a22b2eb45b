"""Statistik Kinerja: the super admin everywhere, an admin in his instansi, penilai and kepala in their units."""

from types import SimpleNamespace

from tests.access.row import EVERYBODY, LEADERS, Method, Row, only
from tests.factories import open_rekap

ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
SUPER = frozenset({"super_admin"})
OVERSEERS = LEADERS | ADMINS
REFUSED = EVERYBODY - OVERSEERS
NATION = only(SUPER, among=EVERYBODY)
OF_INSTANSI = Method(frozenset({"admin", "super_admin"}), REFUSED)
OF_UNIT = Method(LEADERS | {"admin", "super_admin"}, REFUSED)
PAGE = {"jenis": "penilaian", "tahun": 2026}


def instansi(world: SimpleNamespace) -> dict:
    return {**PAGE, "instansi": world.skp.instansi_id}


def unit(world: SimpleNamespace) -> dict:
    return {**PAGE, "unit": world.skp.unit_id}


POLICY: tuple[Row, ...] = (
    Row("dashboard:statistik", get=only(OVERSEERS, among=EVERYBODY)),
    *(
        Row(f"dashboard:statistik_nasional{file}", get=NATION, kwargs=lambda world: PAGE)
        for file in ("", "_excel", "_pdf")
    ),
    *(Row(f"dashboard:statistik_instansi{file}", get=OF_INSTANSI, kwargs=instansi) for file in ("", "_excel", "_pdf")),
    *(Row(f"dashboard:statistik_unit{file}", get=OF_UNIT, kwargs=unit) for file in ("", "_excel", "_pdf")),
    *(Row(f"dashboard:statistik_orang{file}", get=OF_UNIT, kwargs=instansi) for file in ("", "_excel", "_csv")),
    Row("dashboard:statistik_nasional_siapkan", post=NATION, kwargs=lambda world: PAGE),
    Row("dashboard:statistik_instansi_siapkan", post=OF_INSTANSI, kwargs=instansi),
    Row("dashboard:statistik_unit_siapkan", post=OF_UNIT, kwargs=unit),
    Row("dashboard:statistik_orang_siapkan", post=OF_UNIT, kwargs=instansi),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """The year is counted."""
    open_rekap(2026)
