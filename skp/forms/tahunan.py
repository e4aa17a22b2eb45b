from datetime import date
from typing import Any

from django import forms

from ekinerja.forms import (
    TanggalField,
    TokenFormMixin,
    VersionFormMixin,
)


class TahunForm(TokenFormMixin, forms.Form):
    """What is made for a year, among those it can be made for."""

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]


class SkpForm(TahunForm):
    periode_mulai = TanggalField(label="Periode Awal", required=False)
    periode_selesai = TanggalField(
        label="Periode Akhir",
        required=False,
        help_text="Kosongkan keduanya untuk satu tahun penuh, atau untuk sisa tahun setelah SKP Anda yang terakhir.",
    )
    field_order = ["tahun", "periode_mulai", "periode_selesai"]


class PeriodeForm(VersionFormMixin, forms.Form):
    columns = ("periode_mulai", "periode_selesai")
    periode_mulai = TanggalField(label="Periode Awal")
    periode_selesai = TanggalField(label="Periode Akhir")


# --- Target SKP Tahunan ----------------------------------------------------------------------------------------------


def years_for(today: date) -> list[int]:
    """The years an SKP can be made for: last year (with a dispensasi), this one, and next year's ahead of its start."""
    return [today.year + 1, today.year, today.year - 1]
