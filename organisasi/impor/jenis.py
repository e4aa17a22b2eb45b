"""The kinds of data that come in and go out as sheets. Higher rooms register theirs in a module `impor` of their own.

A kind says which columns its sheet has (a resource of django-import-export), who may bring it in, what must be true of
its rows beyond the single cells, and how the checked rows are written. Reading, staging, comparing and the pages are
the same for all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol

from django import forms
from django.db.models import QuerySet
from import_export.fields import Field
from import_export.resources import ModelResource

from ekinerja.rules import Verdict
from organisasi.impor.nilai import Nilai
from organisasi.models import Impor, Instansi, Pegawai, Tindakan

READ_AT_ONCE = 2_000
"""Rows that travel between the database and this process together."""

Kemajuan = Callable[..., None]


class Kolom(Field):
    """A column of a sheet. `wajib`: never empty. `tetap`: an empty cell changes nothing, and means `baku` in a new row.

    `alias`: other headings people write above it.
    """

    def __init__(
        self,
        column_name: str,
        attribute: str,
        nilai: Nilai,
        *,
        contoh: str = "",
        wajib: bool = False,
        tetap: bool = False,
        baku: Any = None,
        alias: Sequence[str] = (),
    ) -> None:
        super().__init__(attribute=attribute, column_name=column_name, widget=nilai)
        self.nilai, self.contoh, self.wajib = nilai, contoh, wajib
        self.tetap, self.baku, self.alias = tetap, baku, tuple(alias)


class LembarResource(ModelResource):
    """The columns of a kind, and its rows as they stand in the database. Meta.fields names the columns in order."""

    @classmethod
    def kolom(cls) -> dict[str, Kolom]:
        return {name: cls.fields[name] for name in cls._meta.fields}

    @classmethod
    def headings(cls) -> list[str]:
        return [kolom.column_name for kolom in cls.kolom().values()]

    @classmethod
    def rows(cls, queryset: "QuerySet[Any, Any]") -> Iterator[list[Any]]:
        """Every row as cells, from a server-side cursor. The library's own way builds a model and asks it per field."""
        kolom = list(cls.kolom().values())
        written = [(place, one.nilai.cell) for place, one in enumerate(kolom) if not one.nilai.plain]
        for values in queryset.values_list(*(one.attribute for one in kolom)).iterator(chunk_size=READ_AT_ONCE):
            cells = ["" if value is None else value for value in values]
            for place, cell in written:
                cells[place] = cell(values[place])
            yield cells


@dataclass
class Baris:
    """A row on its way: `isi` are its values by column name; those that begin with "_" are keys that were looked up."""

    nomor: int
    asli: list[str]
    isi: dict[str, Any] = field(default_factory=dict)
    galat: list[dict[str, str]] = field(default_factory=list)
    kunci: str = ""
    tindakan: str = Tindakan.SALAH
    perubahan: dict[str, list[Any]] = field(default_factory=dict)

    def salah(self, pesan: str, kolom: str = "") -> None:
        """Notes an error, once for each column: the first says most."""
        if not any(one["kolom"] == kolom for one in self.galat):
            self.galat.append({"kolom": kolom, "pesan": pesan})

    def punya(self, kolom: str) -> bool:
        """Whether the cell could be read and is not empty."""
        return self.isi.get(kolom) not in {None, ""} and not any(one["kolom"] == kolom for one in self.galat)


@dataclass(frozen=True)
class Tersimpan:
    """A row of the database by the names of the sheet's columns. `tolak`: why this user may not change it."""

    pk: int
    nilai: Mapping[str, Any]
    tolak: str = ""


@dataclass(frozen=True)
class Pelaku:
    """For whom and when a file is checked or applied."""

    impor: Impor
    by: Pegawai
    at: datetime
    mengunci: bool = False
    """Applying: what is read is held until the end."""

    @property
    def instansi(self) -> Instansi:
        return self.impor.instansi


class Acuan(Protocol):
    """What one run of a kind looks up in; made once for a file."""

    pelaku: Pelaku

    def check(self, rows: Sequence[Baris]) -> None:
        """Looks up what the rows name, notes errors, and gives each sound row its `kunci`. Also of rows with an error
        already (`Baris.punya`): a person wants to know all of them at once."""

    def stored(self, rows: Sequence[Baris]) -> dict[str, Tersimpan]:
        """By `kunci`, what there is already."""

    def check_changes(self, rows: Sequence[Baris]) -> None:
        """After it is known what each row would do: rules about that."""

    def write(self, kemajuan: Kemajuan) -> dict[int, str]:
        """Writes the staged rows that are new or changed; answers the rows that were refused after all, with why.
        Inside the transaction that is rolled back where all or nothing was asked for."""


class JenisImpor(Protocol):
    slug: ClassVar[str]
    judul: ClassVar[str]
    keterangan: ClassVar[str]
    ikon: ClassVar[str]
    resource: ClassVar[type[LembarResource]]
    milik_admin: ClassVar[bool]
    """Data of an instansi, kept by its admin; else the user's own."""
    max_rows: ClassVar[int]
    saringan: ClassVar[frozenset[str]]
    """What of an address narrows an export."""
    at_once: ClassVar[int]
    """How many rows are checked together; a kind whose rows speak of each other takes all."""

    def may_use(self, user: Pegawai) -> Verdict: ...

    def may_import(self, user: Pegawai) -> Verdict: ...

    def form(self, user: Pegawai) -> dict[str, forms.Field]:
        """Further fields of the form that takes the file; they end in `parameter` as `cleaned` makes them."""

    def parameter(self, cleaned: Mapping[str, Any]) -> dict[str, Any]: ...

    def acuan(self, pelaku: Pelaku) -> Acuan: ...

    def describe(self, user: Pegawai, query: Mapping[str, str]) -> str:
        """Which part of the data `export_rows` gives; empty for all."""

    def export_rows(self, user: Pegawai, instansi: Instansi | None, query: Mapping[str, str]) -> "QuerySet[Any, Any]":
        """What this user may take out, in the order of the sheet."""

    def back(self, impor: Impor) -> str:
        """The page where the outcome is to be seen."""


_registered: dict[str, JenisImpor] = {}


def register(jenis: JenisImpor) -> None:
    _registered[jenis.slug] = jenis


def kinds() -> Iterable[JenisImpor]:
    return _registered.values()


def find_kind(slug: str) -> JenisImpor | None:
    return _registered.get(slug)
