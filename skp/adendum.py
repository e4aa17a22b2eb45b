"""What the page of an SKP shows of its adendum."""

from typing import Any

from organisasi.models import Pegawai
from skp.models import Skp
from skp.rules.adendum import may_propose
from skp.workflow import Status


def panel(user: Pegawai, skp: Skp) -> dict[str, Any]:
    """Those the user may see, and whether he may propose another. One query."""
    rows = list(skp.adendum.visible_to(user))
    terbuka = next((row for row in rows if row.status != Status.DISETUJUI), None)
    return {"daftar_adendum": rows, "may_propose": may_propose(user, skp, terbuka=terbuka)}
