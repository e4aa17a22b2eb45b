"""What the kinds of an instansi's reference data have in common: kept by its admin, written by one merge."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db import models

from ekinerja.rules import ALLOWED, Verdict, denied
from organisasi.impor.gabung import insert_new, update_changed
from organisasi.impor.jenis import READ_AT_ONCE, Baris, Kemajuan, LembarResource, Pelaku, Tersimpan
from organisasi.impor.nilai import folded
from organisasi.models import Impor, Instansi, Pegawai

SUDAH_ADA = "Baru saja ditambahkan orang lain; unggah berkasnya sekali lagi."
MOST_SUGGESTIONS = 50


class JenisAdmin:
    slug: ClassVar[str]
    judul: ClassVar[str]
    keterangan: ClassVar[str]
    ikon: ClassVar[str]
    resource: ClassVar[type[LembarResource]]
    milik_admin: ClassVar[bool] = True
    saringan: ClassVar[frozenset[str]] = frozenset()
    max_rows: ClassVar[int]
    at_once: ClassVar[int] = READ_AT_ONCE

    def may_use(self, user: Pegawai) -> Verdict:
        return ALLOWED if user.is_staff else denied("Data ini diimpor dan diekspor oleh admin instansi.")

    def may_import(self, user: Pegawai) -> Verdict:
        return self.may_use(user)

    def form(self, user: Pegawai) -> dict[str, Any]:
        return {}

    def parameter(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def back(self, impor: Impor) -> str:
        return ""

    def describe(self, user: Pegawai, query: Mapping[str, str]) -> str:
        return ""

    def export_rows(self, user: Pegawai, instansi: Instansi | None, query: Mapping[str, str]) -> Any:
        """Of the instansi that the view has found among those this user administers."""
        return self.resource._meta.model._default_manager.filter(instansi=instansi)


class Rujukan:
    """Rows of an instansi that a sheet names by a text, as people write it: without regard to capitals and to spaces.

    Rows that differ by nothing else must be written as they are.
    """

    def __init__(self, rows: Iterable[tuple[str, int]], *, sebutan: str) -> None:
        self.sebutan = sebutan
        self.exact = dict(rows)
        self.alike: dict[str, list[str]] = {}
        for text in self.exact:
            self.alike.setdefault(folded(text), []).append(text)
        self.new: dict[str, str] = {}
        self.suggested = 0

    def named(self, text: str) -> str | None:
        """What is meant, as it is stored; None where nothing is, or one of several."""
        if text in self.exact:
            return text
        alike = self.alike.get(folded(text), [])
        return alike[0] if len(alike) == 1 else None

    def key(self, row: Baris, kolom: str) -> str:
        """What the row is about: as it is stored, something new as the file writes it first. Empty: the cell is."""
        text = row.isi.get(kolom) or ""
        known = self.named(text)
        if known is None and folded(text) in self.alike:
            row.salah(self._one_of_several(text), kolom)
        return known or self.new.setdefault(folded(text), text)

    def look_up(self, row: Baris, kolom: str) -> None:
        """Notes the key in the row and the text as it is stored; an error where nothing has that name."""
        row.isi[f"_{kolom}_id"] = None
        if not row.punya(kolom):
            return
        known = self.named(row.isi[kolom])
        if known is None:
            row.salah(self.unknown(row.isi[kolom]), kolom)
        else:
            row.isi[kolom], row.isi[f"_{kolom}_id"] = known, self.exact[known]

    def unknown(self, text: str) -> str:
        """Why a text names nothing."""
        if folded(text) in self.alike:
            return self._one_of_several(text)
        return f"{self.sebutan} “{text}” tidak dikenal.{self._suggest(text)}"

    def _one_of_several(self, text: str) -> str:
        shown = ", ".join(f"“{one}”" for one in sorted(self.alike[folded(text)]))
        return (
            f"{self.sebutan} “{text}” cocok dengan beberapa yang hanya berbeda huruf besar dan kecil atau spasinya: "
            f"{shown}. Tuliskan persis seperti yang dimaksud."
        )

    def _suggest(self, text: str) -> str:
        """For the first few: comparing with every name for every row of a wrong file would take minutes."""
        if self.suggested >= MOST_SUGGESTIONS:
            return ""
        self.suggested += 1
        close = difflib.get_close_matches(text, self.exact, n=1, cutoff=0.7)
        return f" Maksudnya “{close[0]}”?" if close else ""


class AcuanTabel:
    """A run of a kind whose rows become rows of one table. Subclasses name the columns and look up what they refer to.

    `columns`: by column of the database, the name in the sheet and an SQL expression over the staged row `b`.
    `constants`: the columns of a new row that no sheet says, as SQL.
    """

    model: ClassVar[type[models.Model]]
    columns: ClassVar[Mapping[str, tuple[str, str]]]
    constants: ClassVar[Mapping[str, str]] = {}
    key: ClassVar[str]

    def __init__(self, pelaku: Pelaku, resource: type[LembarResource]) -> None:
        self.pelaku = pelaku
        self.kolom = resource.kolom()

    def check(self, rows: Sequence[Baris]) -> None:
        raise NotImplementedError

    def check_changes(self, rows: Sequence[Baris]) -> None:
        """Nothing beyond what each row says."""

    def held(self, rows: Any) -> Any:
        """When applying, the rows are locked as they are read, so that nobody changes them before the merge."""
        return rows.select_for_update(of=("self",), no_key=True).order_by("pk") if self.pelaku.mengunci else rows

    def stored_values(self, values: Sequence[Any]) -> dict[str, Any]:
        """Of the columns of the sheet, in their order."""
        return {name: one.nilai.stored(value) for (name, one), value in zip(self.kolom.items(), values, strict=True)}

    def stored(self, rows: Sequence[Baris]) -> dict[str, Tersimpan]:
        raise NotImplementedError

    def write(self, kemajuan: Kemajuan) -> dict[int, str]:
        impor = self.pelaku.impor.pk
        values = {column: value for column, (_, value) in self.columns.items()}
        lost = insert_new(impor, self.model, values | self.own_constants(), key=self.key)
        update_changed(impor, self.model, self.columns)
        return dict.fromkeys(lost, SUDAH_ADA)

    def own_constants(self) -> dict[str, str]:
        return {"instansi_id": f"{self.pelaku.instansi.pk:d}", **self.constants}


def text(name: str) -> str:
    return f"COALESCE(b.isi->>'{name}', '')"


def as_type(name: str, sql_type: str) -> str:
    return f"(b.isi->>'{name}')::{sql_type}"
