from datetime import date
from typing import Any

from django import forms

from ekinerja.forms import TanggalField, TokenFormMixin, UraianField, VersionFormMixin
from skp.models import Pendekatan


class TahunForm(TokenFormMixin, forms.Form):
    """What is made for a year, among those it can be made for."""

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]


class PendekatanField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Pendekatan",
            choices=Pendekatan.choices,
            initial=Pendekatan.KUANTITATIF,
            widget=forms.RadioSelect,
            help_text="Kuantitatif: tiap indikator mempunyai target. Kualitatif: indikator saja.",
            **kwargs,
        )


class SkpForm(TahunForm):
    periode_mulai = TanggalField(label="Periode Awal", required=False)
    periode_selesai = TanggalField(
        label="Periode Akhir",
        required=False,
        help_text="Kosongkan keduanya untuk satu tahun penuh, atau untuk sisa tahun setelah SKP Anda yang terakhir.",
    )
    pendekatan = PendekatanField()
    field_order = ["tahun", "periode_mulai", "periode_selesai", "pendekatan"]


class PeriodeForm(VersionFormMixin, forms.Form):
    columns = ("periode_mulai", "periode_selesai", "pendekatan")
    periode_mulai = TanggalField(label="Periode Awal")
    periode_selesai = TanggalField(label="Periode Akhir")
    pendekatan = PendekatanField()


class PendekkanForm(VersionFormMixin, forms.Form):
    columns = ()
    periode_selesai = TanggalField(label="Periode Akhir yang baru")
    alasan = UraianField(label="Alasan", max_length=1000, help_text="Misalnya pindah jabatan, dengan nomor SK-nya.")


def years_for(today: date) -> list[int]:
    """The years an SKP can be made for: last year (with a dispensasi), this one, and next year's ahead of its start."""
    return [today.year + 1, today.year, today.year - 1]
