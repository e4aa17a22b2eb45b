from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ekinerja.menu import ADMIN, PARTS, PEMIMPIN, PENILAI
from organisasi.models import Pegawai, Pemberitahuan
from organisasi.scoping import units_led
from skp.models import TimKerja


def nav(request: HttpRequest) -> dict[str, Any]:
    """What the menu and the bell need. Lazy: a page without them costs no query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": {}}
    return {"nav": SimpleLazyObject(lambda: _nav(user))}


def _nav(user: Pegawai) -> dict[str, Any]:
    """One query, whatever the person leads."""
    unread = Pemberitahuan.objects.filter(penerima=OuterRef("pk")).unread().order_by().values("penerima")
    found = Pegawai.objects.values(
        memimpin_unit=Exists(units_led(user)),
        memimpin_tim=Exists(TimKerja.objects.led_by(user)),
        belum_dibaca=Coalesce(Subquery(unread.annotate(jumlah=Count("pk")).values("jumlah")), 0),
    ).get(pk=user.pk)
    menilai, memimpin = found["memimpin_unit"], found["memimpin_unit"] or found["memimpin_tim"]
    held = {PENILAI: menilai, PEMIMPIN: memimpin, ADMIN: user.is_staff}
    return {
        "menilai": menilai,
        "audiences": {audience for audience, is_held in held.items() if is_held},
        "parts": {part for part in PARTS if getattr(user.instansi, part)} if user.instansi else PARTS,
        "belum_dibaca": found["belum_dibaca"],
    }
