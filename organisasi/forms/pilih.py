"""One row out of thousands, chosen by typing: no form carries a list of all people or all units.

What is typed stands beside the choice as `<field>_cari`. With script the answers come as one types; without it they
come with the form, which is sent back with what was found to choose from.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import ModelChoiceIterator
from django.urls import reverse
from django.utils.html import format_html

from ekinerja.forms import clean_text, read_number
from organisasi.models import Instansi, Jabatan, Pegawai, UnitKerja
from organisasi.querysets.unor import search_instansi, search_jabatan, search_units, with_path

OFFERED = 20
LONGEST = 100


class FoundIterator(ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        # The choice of none stands above what is found, and stays there: see the component.
        for row in self.field.found():
            yield self.choice(row)


class PilihField(forms.ModelChoiceField):
    """A choice among `queryset`, of which the chosen row and what was found are shown. Subclasses say how to search.

    `instansi` goes into the address of the search. Render it with `components/pilih.html`:
    {% include "components/pilih.html" with field=form.unit only %}
    """

    iterator = FoundIterator
    widget = forms.RadioSelect
    cari = ""
    """The name of the address that answers the search."""
    placeholder = "Cari"

    def __init__(self, queryset: "QuerySet[Any, Any] | None" = None, **kwargs: Any) -> None:
        self.typed, self.chosen, self.instansi = "", None, None
        self.ada = self.lebih = False
        required = kwargs.get("required", True)
        super().__init__(
            queryset if queryset is not None else self.rows(),
            **{"empty_label": None, "blank": not required, **kwargs},
        )

    def rows(self) -> "QuerySet[Any, Any]":
        """Nothing, until the form says whose."""
        raise NotImplementedError

    def search(self, text: str) -> "QuerySet[Any, Any]":
        raise NotImplementedError

    def prepare(self, rows: Iterable[Model]) -> list[Any]:
        return list(rows)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        bound = super().get_bound_field(form, field_name)
        self.typed = clean_text(str(form.data.get(f"{bound.html_name}_cari") or ""))[:LONGEST]
        self.chosen = bound.value()
        return bound

    def found(self) -> list[Any]:
        """The chosen row, then the first that fit what was typed. `ada`, `lebih`: whether any fitted, and more."""
        chosen = read_number(str(self.prepare_value(self.chosen) or ""))
        kept = [] if chosen is None else list(self.queryset.filter(pk=chosen))
        fitting = self.search(self.typed) if self.typed else self.suggested()
        first = list(fitting[: OFFERED + 1])
        self.ada, self.lebih = bool(first), len(first) > OFFERED
        others = [row for row in first[:OFFERED] if row not in kept]
        return self.prepare([*kept, *others])

    def suggested(self) -> "QuerySet[Any, Any]":
        """What is offered before anything was typed: nothing beside a row that is chosen already."""
        return self.queryset if self.chosen in self.empty_values else self.queryset.none()

    def clean(self, value: Any) -> Any:
        if value in self.empty_values and self.typed:
            if self.search(self.typed).exists():
                or_none = "" if self.required else " Atau kosongkan kotak pencariannya."
                raise ValidationError(f"Pilih salah satu hasil pencarian.{or_none}", code="choose")
            raise ValidationError("Tidak ada yang cocok dengan yang Anda cari.", code="not_found")
        return super().clean(value)

    def none_chosen(self) -> bool:
        return self.chosen in self.empty_values

    def alamat(self) -> str:
        """Where the box asks; the component adds the field's name."""
        query = {"instansi": self.instansi} if self.instansi is not None else {}
        return f"{reverse(self.cari)}?{urlencode(query)}"


class UnitField(PilihField):
    cari = "unor_cari"
    placeholder = "Nama atau kode unit"

    def rows(self) -> "QuerySet[UnitKerja, Any]":
        return UnitKerja.objects.none()

    def suggested(self) -> "QuerySet[UnitKerja, Any]":
        return super().suggested().order_by("jalur")

    def search(self, text: str) -> "QuerySet[UnitKerja, Any]":
        return search_units(self.queryset, text).order_by("jalur")

    def prepare(self, rows: Iterable[Model]) -> list[UnitKerja]:
        return with_path(rows)  # type: ignore[arg-type]

    def label_from_instance(self, unit: UnitKerja) -> str:
        return format_html(
            "{} <small>{}{}</small>", unit.nama, unit.kode, f", di {above}" if (above := unit.di_bawah) else ""
        )


class JabatanField(PilihField):
    cari = "jabatan_cari"
    placeholder = "Nama jabatan"

    def rows(self) -> "QuerySet[Jabatan, Any]":
        return Jabatan.objects.none()

    def search(self, text: str) -> "QuerySet[Jabatan, Any]":
        return search_jabatan(self.queryset, text)

    def label_from_instance(self, jabatan: Jabatan) -> str:
        return format_html(
            "{} <small>{}</small>", jabatan.nama, jabatan.get_jenjang_display() or jabatan.get_jenis_display()
        )


class OrangField(PilihField):
    """A person, by NIP from its first digit or a part of his name. Before anything is typed: `saran`, if any."""

    cari = "pegawai_cari"
    placeholder = "NIP atau nama"
    saran: "QuerySet[Pegawai, Any] | None" = None

    def rows(self) -> "QuerySet[Pegawai, Any]":
        return Pegawai.objects.none()

    def suggested(self) -> "QuerySet[Pegawai, Any]":
        return self.saran if self.saran is not None else Pegawai.objects.none()

    def search(self, text: str) -> "QuerySet[Pegawai, Any]":
        return self.queryset.search(text)

    def label_from_instance(self, pegawai: Pegawai) -> str:
        return format_html(
            "{} <small>{}{}</small>",
            pegawai.nama_lengkap,
            pegawai.nip_tampil,
            "".join(f", {part}" for part in (pegawai.jabatan, pegawai.unit) if part),
        )


class InstansiField(PilihField):
    cari = "instansi_cari"
    placeholder = "Nama instansi"

    def rows(self) -> "QuerySet[Instansi, Any]":
        return Instansi.objects.all()

    def search(self, text: str) -> "QuerySet[Instansi, Any]":
        return search_instansi(self.queryset, text)


class CariForm(forms.Form):
    """The field of one search, under the name it has in the form that asks. Shown, never judged."""

    def __init__(self, asked: Mapping[str, str], *, nama: str, field: PilihField) -> None:
        super().__init__(initial={nama: asked.get(nama)})
        self.data = asked
        self.fields[nama] = field
