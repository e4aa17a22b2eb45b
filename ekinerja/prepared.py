"""Querysets whose SQL is written once in a process, for what is asked on the pages opened most.

Django writes the SQL of a queryset anew for each request, which takes ten times as long as PostgreSQL needs to answer.
Kept is the SQL alone, by the function that describes it: never a row, never a value.
"""

from collections.abc import Callable
from inspect import signature
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Expression, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Place(Expression):
    """Where a value of each call comes in, which is never None. In arithmetic it needs a type: `Cast(place, ...)`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


class AnyOf(Func):
    """`filter(AnyOf("unit", units))`: one of a list that comes in at a place, however long it is."""

    arg_joiner, template = " = ANY(", "%(expressions)s)"
    output_field = BooleanField()


class prepared(Generic[Row]):  # noqa: N801
    """Decorates a function from places to a queryset; called with values instead, it answers the rows. One query.

    The function itself runs once, so nothing in it may depend on a value but through its place.
    """

    _KINDS = ("_iterable_class", "_fields", "_prefetch_related_lookups")
    """What of a queryset, beside its query, says of which kind its rows are."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._names = tuple(signature(build).parameters)
        self._written: tuple[QuerySet[Any, Row], SQLCompiler, str, tuple[Any, ...]] | None = None

    def __call__(self, *values: Any) -> list[Row]:
        queryset, compiler, sql, params = self._written = self._written or self._write()
        given = dict(zip(self._names, values, strict=True))
        if None in given.values():
            raise ValueError("A comparison with NULL finds nothing: a place takes a value.")
        filled = tuple(given[param.name] if isinstance(param, Place) else param for param in params)
        rows: Any = QuerySet(queryset.model, query=_Query(compiler, sql, filled))  # type: ignore[arg-type]
        for name in self._KINDS:
            setattr(rows, name, getattr(queryset, name))
        return list(rows)

    def _write(self) -> Any:
        queryset = self._build(*map(Place, self._names))
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        return queryset, compiler, *compiler.as_sql()


class _Query:
    """As much of a query as reading its rows takes."""

    def __init__(self, compiler: SQLCompiler, sql: str, params: tuple[Any, ...]) -> None:
        self.compiler, self.sql, self.params = compiler, sql, params

    def __getattr__(self, name: str) -> Any:
        return getattr(self.compiler.query, name)

    def get_compiler(self, using: str, **_: Any) -> "_Compiler":
        return _Compiler(self)


class _Compiler(SQLCompiler):
    """Has written already. Made for each call: a connection belongs to a thread."""

    def __init__(self, query: _Query) -> None:
        vars(self).update(vars(query.compiler), connection=connections[DEFAULT_DB_ALIAS])
        self.written = query.sql, query.params

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        return self.written
