"""What is asked of the recap of a unit in an address."""

from typing import Any

from django import forms

from dashboard.querysets.rekap_unit import SORTS
from dashboard.rekap_unit import STATUS, Saringan
from ekinerja.forms import TeksField
from organisasi.models import JenisJabatan
from penilaian.forms.kurva import TidyForm


class SaringForm(TidyForm):
    """What is wrong in an address is left out."""

    status = forms.ChoiceField(label="Status SKP", required=False, choices=[("", "Semua"), *STATUS])
    jenis = forms.ChoiceField(label="Jenis jabatan", required=False, choices=[("", "Semua"), *JenisJabatan.choices])
    belum_lengkap = forms.BooleanField(label="Hanya yang belum ditutup", required=False)
    cari = TeksField(label="Cari", required=False, max_length=100)
    urut = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")],
    )

    def saringan(self) -> Saringan:
        values: dict[str, Any] = self.tidy()
        return Saringan(**values)
