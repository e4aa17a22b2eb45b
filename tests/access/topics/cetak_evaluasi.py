"""The papers of an evaluasi. Of one not handed over its owner gets a refusal where the others get a draft."""

from types import SimpleNamespace

from tests.access.row import READ, Row


def sheet_of(world: SimpleNamespace) -> dict:
    return {"skp": world.skp.pk, "periode": world.periode.pk}


POLICY: tuple[Row, ...] = (
    Row("penilaian:cetak_rencana_aksi", get=READ, kwargs=sheet_of),
    Row("penilaian:cetak_evaluasi", get=READ, kwargs=sheet_of),
    Row("penilaian:cetak_dokumen_evaluasi", get=READ, kwargs=sheet_of),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""
