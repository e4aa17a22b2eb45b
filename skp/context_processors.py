from datetime import date
from typing import Any

from django.db.models import Count, Exists, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ekinerja.menu import ADMIN, PARTS, PEMIMPIN, PENILAI
from ekinerja.prepared import prepared
from organisasi.models import Pegawai, Pemberitahuan
from organisasi.scoping import leads_unit, local_today
from skp.models import TimKerja


def nav(request: HttpRequest) -> dict[str, Any]:
    """What the menu and the bell need. Lazy: a page without them costs no query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": {}}
    return {"nav": SimpleLazyObject(lambda: _nav(user))}


def _nav(user: Pegawai) -> dict[str, Any]:
    """One query, whatever the person leads."""
    [(menilai, ketua, unread)] = _standing(user.pk, local_today(user))
    held = {PENILAI: menilai, PEMIMPIN: menilai or ketua, ADMIN: user.is_staff}
    return {
        "menilai": menilai,
        "audiences": frozenset(audience for audience, is_held in held.items() if is_held),
        "parts": frozenset(part for part in PARTS if getattr(user.instansi, part)) if user.instansi else PARTS,
        "belum_dibaca": unread or 0,
    }


@prepared
def _standing(user: int, today: date) -> QuerySet:
    """Whether he leads a unit, whether he is ketua of a tim kerja, and how many notifications he has not read.

    Who stands in for a ketua leads the unit that ketua heads: to be asked of himself alone is enough.
    """
    unread = Pemberitahuan.objects.filter(penerima=user).unread().order_by().values("penerima")
    return (
        Pegawai.objects.filter(pk=user)
        .order_by()
        .values_list(
            leads_unit(user, today),
            Exists(TimKerja.objects.filter(ketua=user)),
            Subquery(unread.annotate(jumlah=Count("pk")).values("jumlah")),
        )
    )
