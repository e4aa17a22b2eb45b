from collections.abc import Iterable
from typing import Any

from django import forms

from ekinerja.forms import TeksField
from organisasi.models import PeriodeEvaluasi, UnitKerja
from penilaian.kurva import tree
from penilaian.querysets.kurva import BELUM
from penilaian.scoring.permenpanrb_6_2022 import Predikat

PILIHAN_PREDIKAT = [("", "Semua"), *((each.value, each.label) for each in Predikat), (BELUM, "Belum dinilai")]


class TidyForm(forms.Form):
    def tidy(self) -> dict[str, Any]:
        """The valid part of what was asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class KurvaFilterForm(TidyForm):
    """What stands above the names behind a curve."""

    predikat = forms.ChoiceField(label="Predikat", choices=PILIHAN_PREDIKAT, required=False)
    cari = TeksField(label="Cari", required=False, max_length=100)


class MonitoringForm(TidyForm):
    """What is wrong in an address is left out; the view then shows the unit highest up and the period of today."""

    unit = forms.TypedChoiceField(
        label="Unit Kerja", coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    periode = forms.TypedChoiceField(label="Periode", coerce=int, empty_value=None, required=False)

    def __init__(
        self, *args: Any, units: Iterable[UnitKerja], periods: Iterable[PeriodeEvaluasi], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.pk, f"{'– ' * depth}{unit}") for unit, depth in tree(units)]
        self.fields["periode"].choices = [(row.pk, str(row)) for row in periods]
