"""RHK, indikator, manual indikator, bank."""

from types import SimpleNamespace

from skp.models import BankRhk
from tests.access.row import OWN_DRAFT, READ, Row, pk, pk_and
from tests.factories import make_indikator

POLICY: tuple[Row, ...] = (
    Row("skp:rhk_urut", post=OWN_DRAFT, kwargs=pk("draft"), data=lambda world: {"id": [world.draft_rhk.pk]}),
    Row("skp:indikator_tambah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft_rhk")),
    Row("skp:indikator_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft_indikator")),
    Row("skp:indikator_hapus", post=OWN_DRAFT, kwargs=pk("draft_indikator")),
    Row("skp:indikator_geser", post=OWN_DRAFT, kwargs=pk_and("draft_indikator", arah="naik")),
    Row(
        "skp:indikator_urut",
        post=OWN_DRAFT,
        kwargs=pk("draft_rhk"),
        data=lambda world: {"id": [world.draft_indikator.pk]},
    ),
    Row("skp:bank_tambah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft")),
    Row("skp:bank_rhk", get=OWN_DRAFT, kwargs=pk("draft")),
    Row("skp:bank_indikator", get=OWN_DRAFT, kwargs=pk("draft_rhk")),
    Row("skp:manual_indikator", get=READ, kwargs=pk("indikator")),
    Row("skp:manual_indikator_ubah", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft_indikator")),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """An indikator in the approved SKP, and one in the draft; an RHK in the bank of the staf's post."""
    bank = BankRhk.objects.create(instansi=org.instansi, jabatan=org.staf.jabatan, uraian="Mengelola data sektoral")
    bank.indikator.create(uraian="Jumlah data yang terbit", target="12 data", aspek="KUANTITAS")
    world.indikator = make_indikator(world.rhk)
    world.draft_indikator = make_indikator(world.draft_rhk, "Indikator rancangan")
