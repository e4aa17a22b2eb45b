from types import SimpleNamespace

from tests.access.row import OPEN, READ, Row


def _skp(world: SimpleNamespace) -> dict:
    return {"skp": world.skp.pk}


def _evaluasi(world: SimpleNamespace) -> dict:
    return {"skp": world.skp.pk, "periode": world.periode.pk}


POLICY: tuple[Row, ...] = (
    Row("penilaian:saya", get=OPEN),
    Row("penilaian:skp", get=READ, kwargs=_skp),
    Row("penilaian:evaluasi", get=READ, kwargs=_evaluasi),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""
