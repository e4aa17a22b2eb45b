"""Feedback on perilaku from colleagues: the rekan is asked for his on the staf."""

from types import SimpleNamespace

from penilaian.models import AsalUmpanBalik, Hubungan, UndanganUmpanBalik
from tests.access.row import OPEN, OWNER, PENILAI, READ, READERS, Method, Row, only, pk, pk_and
from tests.factories import wib

GIVER = Method(frozenset({"rekan"}))
ASKERS = only(OWNER | PENILAI)


def place(world: SimpleNamespace) -> dict:
    return {"skp": world.skp.pk, "periode": world.periode.pk}


POLICY: tuple[Row, ...] = (
    Row("penilaian:rekan_list", get=OPEN),
    Row("penilaian:rekan_cari", get=OPEN, post=OPEN),
    Row("penilaian:rekan_isi", get=GIVER, post=GIVER, kwargs=pk("undangan"), data=lambda world: {"versi": 1}),
    # Of an invitation to speak about himself the staf does not even learn that it is there.
    Row(
        "penilaian:rekan_aksi",
        post=only(frozenset({"rekan"}), among=READERS - OWNER | {"rekan"}),
        kwargs=pk_and("undangan", aksi="tolak"),
    ),
    Row("penilaian:rekan_terima", get=READ, kwargs=place),
    Row("penilaian:rekan_minta", get=ASKERS, post=ASKERS, kwargs=place),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""
    world.undangan = UndanganUmpanBalik.objects.create(
        evaluasi=world.evaluasi,
        pemberi=org.rekan,
        asal=AsalUmpanBalik.DIMINTA,
        hubungan=Hubungan.REKAN,
        diminta_oleh=org.staf,
        pada=wib(2026, 3, 9),
    )
