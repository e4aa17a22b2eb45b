from typing import Any

from django import forms

from ekinerja.forms import DesimalField, TokenFormMixin, VersionFormMixin

KOLOM = ("batas_bawah", "minimum", "maksimum")


class RentangForm(forms.Form):
    columns: tuple[str, ...] = KOLOM
    batas_bawah = DesimalField(
        label="Rata-rata mulai dari",
        maximum=100,
        help_text="Baris dengan batas tertinggi yang tidak melebihi rata-rata kegiatan harian yang berlaku.",
    )
    minimum = DesimalField(label="Nilai terendah", maximum=100)
    maksimum = DesimalField(label="Nilai tertinggi", maximum=100)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("minimum"), cleaned.get("maksimum")
        if low is not None and high is not None and low > high:
            self.add_error("maksimum", "Nilai tertinggi tidak boleh di bawah nilai terendah.")
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in KOLOM}


class TambahRentangForm(TokenFormMixin, RentangForm):
    pass


class UbahRentangForm(VersionFormMixin, RentangForm):
    columns = KOLOM
