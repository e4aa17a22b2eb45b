"""What is asked of the monitoring pages in an address: of which instansi, unit, year and month."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ekinerja.forms import PILIHAN_BULAN, TeksField
from organisasi.forms.pilih import InstansiField
from organisasi.models import Pegawai
from penilaian.forms.kurva import TidyForm


class CakupanForm(TidyForm):
    """What is wrong in an address is left out; the page then shows the usual."""

    instansi = InstansiField(label="Instansi", required=False)
    unit = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    tahun = forms.TypedChoiceField(label="Tahun", coerce=int, empty_value=None, required=False)
    bulan = forms.TypedChoiceField(label="Bulan", coerce=int, empty_value=None, required=False, choices=PILIHAN_BULAN)

    def __init__(
        self, data: Any, *, user: Pegawai, years: Iterable[int], monthly: bool = False, whole_year: bool = False
    ) -> None:
        super().__init__(data)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]
        if not user.is_superuser:
            del self.fields["instansi"]
        if not monthly:
            del self.fields["bulan"]
        elif whole_year:
            self.fields["bulan"].choices = [("", "Setahun penuh"), *PILIHAN_BULAN]


class OrangForm(TidyForm):
    """Above the people of a unit."""

    cari = TeksField(label="Cari", required=False, max_length=100)
