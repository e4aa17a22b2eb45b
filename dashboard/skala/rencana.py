"""Which tables a query reads from end to end: asked of the planner, so that it does not depend on their size."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection

Rows = list[tuple[str, Any]]
# Whoever reads these whole reads what belongs to one instansi, or a few rows an instansi.
KECIL = frozenset(
    {
        "auth_permission",
        "dashboard_rekapinstansi",
        "dashboard_tahunrekap",
        "organisasi_bataswaktu",
        "organisasi_harilibur",
        "organisasi_instansi",
        "organisasi_periodeevaluasi",
    }
)
TERISI = 500
"""Rows from which on a table is judged: of a few, one way to read them is as good as another."""
# With these, what is still read whole has no index that could serve the query: no other way is allowed, and a row that
# is read is as dear as if there were a hundred times as many.
_SETTINGS = {
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_material": "off",
    "cpu_tuple_cost": "1",
    "cpu_index_tuple_cost": "0.5",
    # Some clusters are told to take joins as they come.
    "join_collapse_limit": "12",
}


@contextmanager
def queries() -> Iterator[Rows]:
    """All that is asked of the database meanwhile, with its parameters."""
    asked: Rows = []

    def remember(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(remember):
        yield asked


def read_whole(asked: Rows) -> dict[str, str]:
    """The tables that grow with people or their work and that one of these queries reads whole, with that query.

    A table is read whole by a scan of it, or by one of an index without a condition where nothing limits the rows.
    """
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        judged = filled(cursor)
        for name, value in _SETTINGS.items():
            cursor.execute(f"SET LOCAL {name} = {value}")
        for sql, params in asked:
            if sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                plan = cursor.fetchone()[0]
                top = (plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]
                found |= {table: sql for table in _whole(top, limited=False) if table in judged}
        for name in _SETTINGS:
            cursor.execute(f"SET LOCAL {name} TO DEFAULT")
    return found


def filled(cursor: Any) -> set[str]:
    """The tables that are judged, by what ANALYZE counted."""
    cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s", [TERISI])
    return {name for (name,) in cursor.fetchall()} - KECIL


def _whole(node: dict[str, Any], *, limited: bool) -> Iterator[str]:
    kind = node["Node Type"]
    if kind == "Seq Scan" or (kind.startswith("Index") and "Index Cond" not in node and not limited):
        yield node["Relation Name"]
    # Sorting, grouping and hashing take all rows before they give the first.
    limited = (limited or kind == "Limit") and kind not in ("Sort", "Aggregate", "Hash", "WindowAgg")
    for below in node.get("Plans", ()):
        yield from _whole(below, limited=limited)
