"""Audit: the super admin, and an admin instansi for the rows of his own."""

from datetime import date, timedelta
from types import SimpleNamespace

from tests.access.row import EVERYBODY, Method, Row, only

ADMINS = frozenset({"admin", "super_admin", "admin_luar"})
KEEPERS = only(ADMINS, among=EVERYBODY)
OWN = Method(frozenset({"admin", "super_admin"}), EVERYBODY - ADMINS)

# The database dates what it writes by its own clock, also where a test has stopped the application's.
AROUND_TODAY = f"?dari={date.today() - timedelta(days=2)}&sampai={date.today() + timedelta(days=2)}"  # noqa: DTZ011


def event(world: SimpleNamespace) -> dict:
    return {"jenis": "skp", "pk": world.audit}


POLICY: tuple[Row, ...] = (
    Row("audit_list", get=KEEPERS, query=AROUND_TODAY),
    Row("audit_ekspor", post=KEEPERS),
    Row("audit_ekspor_data", get=KEEPERS),
    Row("audit_pembaca", get=KEEPERS),
    Row("audit_detail", get=OWN, kwargs=event),
)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """The making of the staf's SKP."""
    events = type(world.skp).pgh_event_model.objects
    world.audit = events.filter(pgh_obj_id=world.skp.pk).order_by("pgh_id").values_list("pgh_id", flat=True).first()
