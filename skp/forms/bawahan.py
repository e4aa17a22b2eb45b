from collections.abc import Sequence
from typing import Any

from django import forms

from ekinerja.forms import TeksField
from skp.bawahan import STATUS
from skp.filters import recent_years


class BawahanFilterForm(forms.Form):
    """What stands above SKP Bawahan. What is wrong in an address is left out, and the year is then this one."""

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int, required=False)
    status = forms.ChoiceField(label="Status", required=False)
    unit = forms.TypedChoiceField(label="Unit Kerja", coerce=int, empty_value=None, required=False)
    urut = forms.ChoiceField(
        label="Urutkan",
        required=False,
        choices=[("", "Nama"), ("status", "Status"), ("unit", "Unit kerja"), ("perubahan", "Perubahan terakhir")],
    )
    cari = TeksField(label="Cari", required=False, max_length=100)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tahun"].choices = recent_years()
        self.fields["status"].choices = [("", "Semua"), *STATUS.items()]
        self.fields["unit"].choices = [("", "Semua"), *units]

    def tidy(self) -> dict[str, Any]:
        """The valid part of what was asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
