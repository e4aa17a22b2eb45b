"""The values of a proposed change: kept as JSON, read back as the model's own, and laid beside those they replace."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils.text import Truncator

from ekinerja.errors import Conflict
from ekinerja.forms import format_number
from skp.models import Indikator, JenisPerubahan, PerubahanAdendum, RencanaHasilKerja

Row = RencanaHasilKerja | Indikator
MODEL: dict[str, type[Row]] = {
    JenisPerubahan.TAMBAH_RHK: RencanaHasilKerja,
    JenisPerubahan.UBAH_RHK: RencanaHasilKerja,
    JenisPerubahan.HAPUS_RHK: RencanaHasilKerja,
    JenisPerubahan.TAMBAH_INDIKATOR: Indikator,
    JenisPerubahan.UBAH_INDIKATOR: Indikator,
    JenisPerubahan.HAPUS_INDIKATOR: Indikator,
}
COLUMNS: dict[type[Row], tuple[str, ...]] = {
    RencanaHasilKerja: (
        "uraian",
        "jenis",
        "klasifikasi",
        "status_kegiatan",
        "atasan",
        "penugasan_dari",
        "angka_kredit",
        "target_kuantitas",
        "satuan",
        "target_kualitas",
        "target_waktu",
        "satuan_waktu",
        "target_biaya",
    ),
    Indikator: ("uraian", "aspek", "target", "perspektif"),
}
LABELS = {"atasan": "RHK atasan", "jenis": "Jenis RHK"}


def to_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Foreign keys as ids, decimals as text, everything else as it is."""
    return {name: _plain(value) for name, value in values.items()}


def from_json(model: type[Row], stored: Mapping[str, Any]) -> dict[str, Any]:
    """The model's values again. Raises Conflict where a row that is pointed at has gone since."""
    values = _read(model, stored)
    for name, value in stored.items():
        if value is not None and values[name] is None:
            raise Conflict(f"{_label(model, name)} yang dipilih sudah tidak ada; pilih ulang.")
    return values


def values_of(row: Row, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def proposed_row(perubahan: PerubahanAdendum) -> Row:
    """The row as the change would leave it, unsaved, with the change's version: what an edit form shows."""
    model = MODEL[perubahan.jenis]
    return model(**_read(model, perubahan.sesudah), versi=perubahan.versi)


def name_of(perubahan: PerubahanAdendum) -> str:
    """What the change is about, in a message: "Ubah RHK “Menyusun laporan”"."""
    words = (perubahan.sebelum or perubahan.sesudah).get("uraian", "")
    return f"{perubahan.get_jenis_display()} “{Truncator(words).chars(60)}”"


# --- Before and after ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Potongan:
    """A run of words. `berubah`: it stands on this side only."""

    teks: str
    berubah: bool


@dataclass(frozen=True)
class Banding:
    """One field of a change, as it is and as it would be."""

    label: str
    sebelum: Sequence[Potongan]
    sesudah: Sequence[Potongan]


@dataclass(frozen=True)
class Usulan:
    """A change as its page shows it. `anak`: the indikator of an RHK that is new in the same adendum."""

    perubahan: PerubahanAdendum
    baris: Sequence[Banding]
    anak: Sequence["Usulan"]


def compare(changes: Sequence[PerubahanAdendum]) -> list[Usulan]:
    """The changes in order, children under their parent. Two queries, however many there are."""
    words = _Words(changes)
    children: dict[int | None, list[PerubahanAdendum]] = {}
    for change in changes:
        children.setdefault(change.induk_id, []).append(change)

    def shown(change: PerubahanAdendum) -> Usulan:
        return Usulan(change, words.lines(change), [shown(child) for child in children.get(change.pk, [])])

    return [shown(change) for change in children.get(None, [])]


class _Words:
    """The words for stored values; what they point at is read once for all changes."""

    def __init__(self, changes: Iterable[PerubahanAdendum]) -> None:
        sides = [side for change in changes for side in (change.sebelum, change.sesudah)]
        self.rows = {
            name: model._default_manager.select_related(*joined).in_bulk(
                {side[name] for side in sides if side.get(name) is not None}
            )
            for name, model, joined in (
                ("atasan", RencanaHasilKerja, ("skp",)),
                ("satuan", _field(RencanaHasilKerja, "satuan").related_model, ()),
            )
        }

    def lines(self, change: PerubahanAdendum) -> list[Banding]:
        """The text of the row always, of the other fields those that differ."""
        model = MODEL[change.jenis]
        lines = []
        for name in COLUMNS[model]:
            before, after = (self._words(model, name, side) for side in (change.sebelum, change.sesudah))
            if before != after or name == "uraian":
                lines.append(Banding(_label(model, name), *word_difference(before, after)))
        return lines

    def _words(self, model: type[Row], name: str, side: Mapping[str, Any]) -> str:
        value = side.get(name)
        if value in (None, "") or (name == "satuan_waktu" and side.get("target_waktu") is None):
            return ""
        if name in self.rows:
            return _pointed_at(self.rows[name].get(value))
        field = _field(model, name)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return format_number(Decimal(value)) if isinstance(field, models.DecimalField) else str(value)


def word_difference(before: str, after: str) -> tuple[list[Potongan], list[Potongan]]:
    """Both texts in runs of words, those marked that the other side does not have."""
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    left, right = [], []
    words = [[word.strip() for word in side] for side in (old, new)]
    for tag, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if a < b:
            left.append(Potongan("".join(old[a:b]), tag != "equal"))
        if c < d:
            right.append(Potongan("".join(new[c:d]), tag != "equal"))
    return left, right


def _pointed_at(row: models.Model | None) -> str:
    if row is None:
        return "(sudah dihapus)"
    return row.uraian_terbuka if isinstance(row, RencanaHasilKerja) else str(row)


def _field(model: type[Row], name: str) -> Any:
    return model._meta.get_field(name)


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return str(value) if isinstance(value, Decimal) else value


def _label(model: type[Row], name: str) -> str:
    return LABELS.get(name) or str(_field(model, name).verbose_name).capitalize()


def _read(model: type[Row], stored: Mapping[str, Any]) -> dict[str, Any]:
    """None for a row that has gone."""
    values = {}
    for name, value in stored.items():
        field = _field(model, name)
        if isinstance(field, models.ForeignKey):
            values[name] = value and field.related_model._default_manager.filter(pk=value).first()
        else:
            values[name] = field.to_python(value)
    return values
