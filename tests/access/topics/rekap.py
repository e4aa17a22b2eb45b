"""Rekap Unit: as monitoring; of a whole instansi for its admin and the super admin."""

from types import SimpleNamespace

from tests.access.row import EVERYBODY, LEADERS, Method, Row
from tests.access.topics.pemantauan import ADMINS, MONITOR, OF_UNIT

OF_INSTANSI = Method(frozenset({"admin", "super_admin"}), EVERYBODY - LEADERS - ADMINS)


def unit(world: SimpleNamespace) -> dict:
    return {"unit": world.skp.unit_id, "tahun": 2026, "bulan": 3}


def instansi(world: SimpleNamespace) -> dict:
    return {"instansi": world.skp.instansi_id, "tahun": 2026, "bulan": 0}


POLICY: tuple[Row, ...] = (
    Row("dashboard:rekap_pilih", get=MONITOR),
    Row("dashboard:rekap_unit", get=OF_UNIT, kwargs=unit),
    Row("dashboard:rekap_unit_excel", get=OF_UNIT, kwargs=unit),
    Row("dashboard:rekap_unit_pdf", get=OF_UNIT, kwargs=unit),
    Row("dashboard:rekap_unit_siapkan", post=OF_UNIT, kwargs=unit),
    Row("dashboard:rekap_instansi", get=OF_INSTANSI, kwargs=instansi),
    Row("dashboard:rekap_instansi_excel", get=OF_INSTANSI, kwargs=instansi),
    Row("dashboard:rekap_instansi_pdf", get=OF_INSTANSI, kwargs=instansi),
    Row("dashboard:rekap_instansi_siapkan", post=OF_INSTANSI, kwargs=instansi),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """What the documents of the world say."""
