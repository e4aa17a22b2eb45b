from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from organisasi.scoping import units_led


def nav(request: HttpRequest) -> dict[str, Any]:
    """What the menu needs. Lazy: a page without the menu costs no query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": {}}
    return {"nav": SimpleLazyObject(lambda: {"menilai": units_led(user).exists()})}
