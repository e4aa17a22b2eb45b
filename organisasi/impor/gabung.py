"""Staged rows into the database and from there into their tables: COPY, one INSERT and one UPDATE, whatever their
number. The only SQL of the import."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, models

from organisasi.impor.jenis import Baris
from organisasi.models import BarisImpor

_STAGE = "COPY organisasi_barisimpor (impor_id, nomor, tindakan, kunci, asli, isi, galat, perubahan) FROM STDIN"


def stage(impor: int, rows: Iterable[Baris]) -> None:
    with connection.cursor() as cursor, cursor.copy(_STAGE) as copy:
        for row in rows:
            copy.write_row((
                impor, row.nomor, row.tindakan, row.kunci, _json(row.asli), _json(row.isi), _json(row.galat),
                _json(row.perubahan),
            ))  # fmt: skip


def staged(impor: int, *, after: int, limit: int | None) -> list[Baris]:
    """Those that are not wrong, by row number."""
    rows = BarisImpor.objects.filter(impor=impor, nomor__gt=after).exclude(tindakan="SALAH").order_by("nomor")
    return [
        Baris(nomor, asli, isi, galat, kunci, tindakan, perubahan)
        for nomor, asli, isi, galat, kunci, tindakan, perubahan in rows.values_list(
            "nomor", "asli", "isi", "galat", "kunci", "tindakan", "perubahan"
        )[:limit]
    ]


def restage(impor: int, rows: Iterable[Baris]) -> None:
    """Writes rows again that were decided anew."""
    values = [
        {
            "nomor": row.nomor,
            "tindakan": row.tindakan,
            "kunci": row.kunci,
            "isi": row.isi,
            "galat": row.galat,
            "perubahan": row.perubahan,
        }
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisasi_barisimpor b SET tindakan = r.tindakan, kunci = r.kunci, isi = r.isi, galat = r.galat, "
            "perubahan = r.perubahan FROM jsonb_to_recordset(%s::jsonb) AS r(nomor int, tindakan text, kunci text, "
            "isi jsonb, galat jsonb, perubahan jsonb) WHERE b.impor_id = %s AND b.nomor = r.nomor",
            [_json(values), impor],
        )


def mark_wrong(impor: int, reasons: Mapping[int, str]) -> None:
    """Adds an error to rows, by row number."""
    values = [{"nomor": nomor, "galat": [{"kolom": "", "pesan": pesan}]} for nomor, pesan in reasons.items()]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisasi_barisimpor b SET tindakan = 'SALAH', perubahan = '{}', galat = b.galat || r.galat "
            "FROM jsonb_to_recordset(%s::jsonb) AS r(nomor int, galat jsonb) "
            "WHERE b.impor_id = %s AND b.nomor = r.nomor",
            [_json(values), impor],
        )


def allow_long_statements() -> None:
    """Until the transaction ends: one merge of many rows is longer than any statement of a page."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10min'; SET LOCAL lock_timeout = '30s'")


def insert_new(
    impor: int, model: type[models.Model], values: Mapping[str, str], *, key: str, level: int | None = None
) -> list[int]:
    """Inserts the staged new rows; `values`: an SQL expression over the staged row `b` for each column.

    Answers the numbers of rows whose `key` (a column of `values`) somebody else has taken by now.
    """
    table, columns = model._meta.db_table, ", ".join(values)
    chosen = f"FROM organisasi_barisimpor b WHERE b.impor_id = %s AND b.tindakan = 'BARU'{_at_level(level)}"
    insert = (
        f"INSERT INTO {table} ({columns}) SELECT {', '.join(values.values())} {chosen} ORDER BY b.nomor "
        f"ON CONFLICT DO NOTHING RETURNING {key}"
    )
    with connection.cursor() as cursor:
        cursor.execute(insert, [impor])
        made = {written for (written,) in cursor.fetchall()}
        cursor.execute(f"SELECT b.nomor, {values[key]} {chosen}", [impor])
        return [nomor for nomor, wanted in cursor.fetchall() if wanted not in made]


def update_changed(
    impor: int, model: type[models.Model], values: Mapping[str, tuple[str, str]], *, level: int | None = None
) -> None:
    """Writes what the staged rows change, and of each row that alone. `values`: by database column, the name under
    which the staged row notes its change, and the expression."""
    changed = _changed_columns(impor)
    wanted = {column: pair for column, pair in values.items() if pair[0] in changed}
    if not wanted:
        return
    sets = ", ".join(
        f"{column} = CASE WHEN b.perubahan ? '{name}' THEN {value} ELSE t.{column} END"
        for column, (name, value) in wanted.items()
    )
    sql = (
        f"UPDATE {model._meta.db_table} t SET {sets} FROM organisasi_barisimpor b "  # noqa: S608
        f"WHERE b.impor_id = %s AND b.tindakan = 'UBAH'{_at_level(level)} AND t.id = (b.isi->>'_pk')::bigint"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [impor])


def _changed_columns(impor: int) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT k FROM organisasi_barisimpor b, jsonb_object_keys(b.perubahan) k "
            "WHERE b.impor_id = %s AND b.tindakan = 'UBAH'",
            [impor],
        )
        return {name for (name,) in cursor.fetchall()}


def _at_level(level: int | None) -> str:
    return "" if level is None else f" AND (b.isi->>'_tingkat')::int = {level:d}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
