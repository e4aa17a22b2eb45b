from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from ekinerja.forms import PILIHAN_BULAN

YEARS_BACK = 5


class CetakForm(forms.Form):
    """Which year and month, of whom, and the search for somebody. An address bar holds anything; see `chosen`."""

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)
    bulan = forms.TypedChoiceField(label="Bulan", choices=PILIHAN_BULAN, coerce=int)
    pegawai = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    cari = forms.CharField(label="Nama atau NIP", required=False, max_length=100)

    def __init__(self, query: Mapping[str, str], *, today: date) -> None:
        self.defaults = {"tahun": today.year, "bulan": today.month, "pegawai": None, "cari": ""}
        super().__init__({name: query.get(name) or default for name, default in self.defaults.items()})
        years = range(today.year + 1, today.year - YEARS_BACK, -1)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]

    @property
    def chosen(self) -> dict[str, Any]:
        """The valid values, and today's in place of the others."""
        self.full_clean()
        return {**self.defaults, **self.cleaned_data}
