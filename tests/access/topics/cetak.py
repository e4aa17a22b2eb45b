"""Lampiran SKP, perilaku kerja, and the papers of PermenPANRB 6/2022."""

import uuid
from types import SimpleNamespace

from skp.models import BagianLampiran, ButirLampiran
from tests.access.row import OWN_DRAFT, PENILAI, READ, READERS, Row, only, pk, pk_and

# The draft's content stays its owner's: of who assesses or leads him, the address is known and nothing else.
WRITES_EXPECTATIONS = only(PENILAI, among=READERS)

POLICY: tuple[Row, ...] = (
    Row(
        "skp:lampiran_tambah",
        get=OWN_DRAFT,
        post=OWN_DRAFT,
        kwargs=pk("draft"),
        data=lambda world: {"token": uuid.uuid4(), "bagian": "DUKUNGAN", "uraian": "Dua pegawai"},
    ),
    Row("skp:lampiran_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft_butir")),
    Row("skp:lampiran_hapus", post=OWN_DRAFT, kwargs=pk("draft_butir")),
    Row("skp:lampiran_geser", post=OWN_DRAFT, kwargs=pk_and("draft_butir", arah="naik")),
    Row(
        "skp:perilaku",
        get=WRITES_EXPECTATIONS,
        post=WRITES_EXPECTATIONS,
        kwargs=pk("draft"),
        data=lambda world: {"versi": 0, "akuntabel": "Melapor tepat waktu"},
    ),
    Row("skp:cetak_skp", get=READ, kwargs=pk("skp")),
    Row("skp:cetak_lampiran", get=READ, kwargs=pk("skp")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""
    world.draft_butir = ButirLampiran.objects.create(
        skp=world.draft, bagian=BagianLampiran.DUKUNGAN, uraian="Anggaran perjalanan dinas"
    )
