"""Daftar SKP, copying from another SKP, SKP Bawahan."""

from types import SimpleNamespace

from skp.models import PermintaanSalin
from tests.access.row import LEADERS_ONLY, OPEN, OWN, OWN_DRAFT, OWNER, Method, Row, pk, pk_and
from tests.factories import make_skp, wib

POLICY: tuple[Row, ...] = (
    Row("skp:pendekkan", get=OWN, post=OWN, kwargs=pk("skp")),
    Row("skp:dipendekkan", get=OWN, kwargs=pk("skp")),
    Row("skp:ambil_rhk", get=OWN_DRAFT, post=OWN_DRAFT, kwargs=pk("draft")),
    Row("skp:salin_minta", get=OPEN, post=OPEN),
    Row(
        "skp:salin_aksi",
        # Whose SKP it is answers; who asks may look, and cancel, but not answer for him.
        post=Method(OWNER, frozenset({"jf", "super_admin"})),
        kwargs=pk_and("permintaan_salin", aksi="izinkan"),
    ),
    Row("skp:bawahan", get=LEADERS_ONLY),
    Row("skp:bawahan_ekspor", get=LEADERS_ONLY),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """A colleague outside the roles asks for the staf's approved SKP."""
    make_skp(org.jf, penilai=org.penilai)
    world.permintaan_salin = PermintaanSalin.objects.create(skp=world.skp, peminta=org.jf, status_sejak=wib(2026, 3, 9))
