"""The database as the migrations left it, and the way back to it for a test that commits.

Django's own flush truncates each table, and its partitions and indexes with it, which takes longer than most tests;
and it takes along what migrations entered, the national holidays say, so that a test sees them or does not by what ran
before it in the same database.
"""

from django.db import connection, transaction

SCHEMA = "as_migrated"
TABLES = """
    SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND {}
    ORDER BY relname
"""


def _names(query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [name for (name,) in cursor]


def _run(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(";".join(statements))


def keep() -> None:
    """Remembers what stands in the tables now, as a session begins: after one that was cut off it wants --create-db."""
    used = _names(TABLES.format("pg_relation_size(oid) > 0"))
    filled = _names(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in used))
    copies = [f"CREATE TABLE {SCHEMA}.{table} AS TABLE public.{table}" for table in filled]
    _run(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE", f"CREATE SCHEMA {SCHEMA}", *copies)


def restore() -> None:
    """Deletes what was entered since `keep`, and enters again what was changed or deleted. No trigger fires.

    Waits, as a truncation would, for a page that is still being answered.
    """
    with transaction.atomic():
        _run(f"LOCK TABLE {', '.join(_names(TABLES.format(True)))} IN EXCLUSIVE MODE")
        kept = _names(TABLES.format(f"to_regclass('{SCHEMA}.' || quote_ident(relname)) IS NOT NULL"))
        used = set(_names(TABLES.format("pg_relation_size(oid) > 0")))
        _run(
            "SET LOCAL session_replication_role = replica",
            *(f"DELETE FROM public.{table}" for table in used.difference(kept)),
            *(
                f"DELETE FROM public.{table} AS present WHERE present::text NOT IN"
                f" (SELECT past::text FROM {SCHEMA}.{table} AS past)"
                for table in kept
            ),
            *(
                f"INSERT INTO public.{table} SELECT past.* FROM {SCHEMA}.{table} AS past WHERE past::text NOT IN"
                f" (SELECT present::text FROM public.{table} AS present)"
                for table in kept
            ),
        )
