"""Rows into their tables by COPY, past triggers and indexes, which are made again of the whole at once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from typing import Any

from django.db import connection, models

NULL = r"\N"
PIECE = 20_000
"""Rows that wait in memory for one COPY."""


class Penyalin:
    """Writes the rows of one table. `columns`: what `add` is given; the others hold their field's default.

    Texts must be free of tabs, line breaks and backslashes: no row is quoted.
    """

    def __init__(self, model: type[models.Model], columns: str, *, at: datetime) -> None:
        fields = {field.name: field for field in model._meta.concrete_fields}
        given = [fields.pop(name) for name in columns.split()]
        token = fields.pop("token", None)
        if model._meta.auto_field is not None:
            fields.pop(model._meta.auto_field.name, None)
        names = [*(field.column for field in given), *(field.column for field in fields.values())]
        if token:
            names.append(token.column)
        self._same = "".join(f"\t{_text(_default(field, at))}" for field in fields.values())
        self._tokens = (f"\t5ca1ab1e-0000-4000-8000-{number:012x}" for number in count(1)) if token else None
        self._copy = f"COPY {model._meta.db_table} ({', '.join(names)}) FROM STDIN"
        self._rows: list[str] = []
        self.number = 0

    def add(self, *values: object) -> None:
        token = next(self._tokens) if self._tokens else ""
        self._rows.append("\t".join(map(str, values)) + self._same + token)
        if len(self._rows) == PIECE:
            self.flush()

    def flush(self) -> None:
        if not self._rows:
            return
        with connection.cursor() as cursor, cursor.copy(self._copy) as copy:
            copy.write("\n".join(self._rows) + "\n")
        self.number += len(self._rows)
        self._rows.clear()


def _default(field: "models.Field[Any, Any]", at: datetime) -> object:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return at
    if field.has_default() or field.null or field.empty_strings_allowed:
        return field.get_prep_value(field.get_default()) if not field.null else None
    raise TypeError(f"{field} has no default and must be given.")


def _text(value: object) -> str:
    """A value as COPY reads it."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if value in ([], {}):
        return "{}"
    return str(value)


def tables(apps: Iterable[Any]) -> list[str]:
    return [model._meta.db_table for app in apps for model in app.get_models() if model._meta.managed]


@contextmanager
def without_triggers(names: Sequence[str]) -> Iterator[None]:
    """Within a transaction. A role that may not play the replica turns off its own tables' triggers instead."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        replica = cursor.fetchone()[0]
        if replica:
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            _each(cursor, names, "ALTER TABLE {} DISABLE TRIGGER USER")
        yield
        if replica:
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            _each(cursor, names, "ALTER TABLE {} ENABLE TRIGGER USER")


def _each(cursor: Any, names: Sequence[str], statement: str) -> None:
    for name in names:
        cursor.execute(statement.format(name))


_UNIQUE = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('u', 'x') ORDER BY conname
"""
_INDEXES = """
    SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM pg_index i WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisprimary
      AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('u', 'x'))
    ORDER BY i.indexrelid::regclass::text
"""


def drop_indexes(names: Sequence[str]) -> list[str]:
    """All but the primary keys; the answer makes them again."""
    made = []
    with connection.cursor() as cursor:
        for query in (_UNIQUE, _INDEXES):
            cursor.execute(query, [list(names)])
            for drop, make in cursor.fetchall():
                cursor.execute(drop)
                made.append(make)
    return made


def make_indexes(statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for statement in statements:
            cursor.execute(statement)


def set_sequences(names: Sequence[str]) -> None:
    """The next key follows the highest one there is."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [name])
            if cursor.fetchone()[0]:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name} HAVING max(id) > 0"
                )


def analyze(names: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(names)}")
