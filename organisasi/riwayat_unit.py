"""What happened to a unit, in words: its audit rows, each beside the one before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from organisasi.models import Pegawai, UnitKerja

LABELS = {
    "nama": "Nama",
    "kode": "Kode",
    "induk_id": "Unit induk",
    "kepala_id": "Kepala",
    "mandiri": "Unit kerja mandiri",
    "aktif": "Aktif",
}
SHOWN = 50
NOBODY = "–"


@dataclass(frozen=True)
class Perubahan:
    """A row of the component `timeline`."""

    aksi: str
    oleh: str
    pada: datetime
    catatan: str
    tone: str = "netral"

    def get_aksi_display(self) -> str:
        return self.aksi


def history_of(unit: UnitKerja) -> list[Perubahan]:
    """Newest first, the last SHOWN. Three queries."""
    events = UnitKerja.pgh_event_model.objects.filter(pgh_obj=unit.pk).select_related("pgh_context")  # type: ignore[attr-defined]
    rows = list(events.order_by("-pgh_id")[: SHOWN + 1])
    people = Pegawai.objects.in_bulk({*_ids(rows, "kepala_id"), *filter(None, (_actor(row) for row in rows))})
    units = UnitKerja.objects.in_bulk(set(_ids(rows, "induk_id")))
    names: Mapping[str, Mapping[int, Any]] = {"kepala_id": people, "induk_id": units}
    told = []
    for row, before in zip_longest(rows, rows[1:]):
        if before is None and row.pgh_label != "insert":
            break
        told.append(_told(row, before, names, people))
    return told[:SHOWN]


def _told(row: Any, before: Any, names: Mapping[str, Mapping[int, Any]], people: Mapping[int, Pegawai]) -> Perubahan:
    changed = [] if before is None else [name for name in LABELS if getattr(row, name) != getattr(before, name)]
    words = {name: [_words(name, getattr(each, name), names) for each in (before, row)] for name in changed}
    parts = [f"{LABELS[name]}: {old} menjadi {new}" for name, (old, new) in words.items()]
    if alasan := (row.pgh_context.metadata.get("alasan") if row.pgh_context and "aktif" in changed else ""):
        parts.append(f"Alasan: {alasan}")
    aksi, tone = _kind(before is None, changed, row)
    actor = _actor(row)
    oleh = str(people[actor]) if actor in people else "sistem"
    return Perubahan(aksi=aksi, oleh=oleh, pada=row.pgh_created_at, catatan=". ".join(parts), tone=tone)


def _kind(first: bool, changed: list[str], row: Any) -> tuple[str, str]:
    if first:
        return "Dibuat", "sukses"
    if "aktif" in changed:
        return ("Dibuka kembali", "sukses") if row.aktif else ("Ditutup", "bahaya")
    if "induk_id" in changed:
        return "Dipindahkan", "info"
    return ("Kepala diganti", "info") if "kepala_id" in changed else ("Diubah", "netral")


def _words(name: str, value: Any, names: Mapping[str, Mapping[int, Any]]) -> str:
    if name in names:
        return str(names[name].get(value, NOBODY)) if value else NOBODY
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return str(value) or NOBODY


def _actor(row: Any) -> int | None:
    return row.pgh_context.metadata.get("user") if row.pgh_context else None


def _ids(rows: Iterable[Any], name: str) -> set[int]:
    return {getattr(row, name) for row in rows} - {None}
