"""Pages of a long list, told by the row they begin after: the last is as quick as the first, and nothing is counted
beyond a bound."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from ekinerja.forms import read_number
from ekinerja.views import PagedListMixin

MOST_COUNTED = 1000


@dataclass(frozen=True)
class KeysetPage:
    """`previous` and `next` are addresses, empty where there is none. Stands in for a `Page` in the toolbar."""

    rows: list[Any]
    per_page: int
    previous: str
    next: str
    matching: "QuerySet[Any, Any]"

    @property
    def paginator(self) -> "KeysetPage":
        return self

    @cached_property
    def count(self) -> int:
        """How many there are, at most MOST_COUNTED + 1."""
        return self.matching.order_by()[: MOST_COUNTED + 1].count()

    @property
    def terhitung(self) -> bool:
        return self.count <= MOST_COUNTED


def keyset_page(
    request: HttpRequest, rows: "QuerySet[Any, Any]", order: Sequence[str], *, within: "QuerySet[Any, Any]"
) -> KeysetPage:
    """The page of `rows` after `?setelah=`, or before `?sebelum=`, a key.

    `within`: all rows this reader may know of, also those that a filter leaves out of `rows`. The key of any other
    would tell by the page that follows where its name stands.
    `order`: fields without NULL, in one direction ("-nama", "-pk"), the last one unique. A key that has gone, or makes
    no sense, shows the first page.
    """
    wanted = request.GET.get("entri", "")
    size = int(wanted) if wanted in map(str, PagedListMixin.PAGE_SIZES) else 25
    names = [name.removeprefix("-") for name in order]
    downwards = order[0].startswith("-")
    before, after = (_boundary(request, within, name, names) for name in ("sebelum", "setelah"))
    backwards = before is not None
    boundary = before or after
    page = rows.order_by(*(_flipped(order) if backwards else order))
    if boundary is not None:
        page = page.filter(_beyond(names, boundary, up=backwards == downwards))
    found = list(page[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_previous, has_next = (more, True) if backwards else (boundary is not None, more)
    return KeysetPage(
        found,
        size,
        _address(request, "sebelum", found[0]) if found and has_previous else "",
        _address(request, "setelah", found[-1]) if found and has_next else "",
        rows,
    )


class KeysetListMixin:
    """A list, filtered or not, by such pages. `order`: as `keyset_page` has it."""

    order: Sequence[str]

    def get_paginate_by(self, queryset: Any) -> None:
        """Django's own pages would count all of it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        view: Any = self
        page = keyset_page(view.request, view.object_list, self.order, within=view.get_queryset())
        return {**context, "halaman": page, "page_obj": page}


def _boundary(request: HttpRequest, rows: "QuerySet[Any, Any]", param: str, names: Sequence[str]) -> Any:
    key = read_number(request.GET.get(param, ""))
    return rows.filter(pk=key).values_list(*names).first() if key is not None else None


def _beyond(names: Sequence[str], values: Sequence[Any], *, up: bool) -> Q:
    """(a, b) > (x, y) in words an index over a, b reads from its place on."""
    step = "gt" if up else "lt"
    beyond = Q()
    for number, name in enumerate(names):
        same = {each: values[place] for place, each in enumerate(names[:number])}
        beyond |= Q(**same, **{f"{name}__{step}": values[number]})
    return Q(**{f"{names[0]}__{step}e": values[0]}) & beyond


def _flipped(order: Sequence[str]) -> list[str]:
    return [name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in order]


def _address(request: HttpRequest, param: str, row: Any) -> str:
    query = request.GET.copy()
    for name in ("sebelum", "setelah"):
        query.pop(name, None)
    query[param] = str(row.pk)
    return f"?{query.urlencode()}"
