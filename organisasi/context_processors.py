from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from organisasi.models import PenugasanKepala, UnitKerja
from organisasi.scoping import local_today


def nav(request: HttpRequest) -> dict[str, Any]:
    """What the menu needs. Lazy: a page without the menu costs no query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": {}}
    return {"nav": SimpleLazyObject(lambda: {"menilai": _leads(user)})}


def _leads(user: Any) -> bool:
    """Whether the user leads a unit, as its head or as Plt/Plh today: then the menu shows Penilaian."""
    today = local_today(user)
    led_as_plt = PenugasanKepala.objects.filter(pegawai=user, mulai__lte=today, selesai__gte=today)
    return UnitKerja.objects.filter(kepala=user).values("pk").union(led_as_plt.values("unit")).exists()
