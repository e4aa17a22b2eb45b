from decimal import Decimal
from typing import Any

import django_filters
from django import forms

from ekinerja.forms import DesimalField, TanggalField, TeksField, TokenFormMixin, VersionFormMixin
from organisasi.models import Jenjang, Pegawai
from penilaian.models import JenisAngkaKredit
from skp.filters import CariFilter


class PejabatFungsionalFilter(django_filters.FilterSet):
    jenjang = django_filters.ChoiceFilter(
        label="Jenjang", field_name="jabatan__jenjang", choices=Jenjang.choices, empty_label="Semua"
    )
    cari = CariFilter()

    class Meta:
        model = Pegawai
        fields: list[str] = []


class AngkaKreditAwalForm(forms.Form):
    columns = ("jenis", "nilai", "tanggal", "nomor", "keterangan")
    jenis = forms.ChoiceField(label="Jenis", choices=JenisAngkaKredit.choices)
    nilai = DesimalField(label="Angka Kredit", decimal_places=3, minimum=Decimal("0.001"), maximum=Decimal("99999.999"))
    tanggal = TanggalField(
        label="Terhitung Mulai Tanggal", help_text="Menentukan masuk jenjang dan tahun mana angka kredit ini."
    )
    nomor = TeksField(label="Nomor Keputusan", max_length=100)
    keterangan = TeksField(label="Keterangan", max_length=500, required=False)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}


class TambahAngkaKreditAwalForm(TokenFormMixin, AngkaKreditAwalForm):
    pass


class UbahAngkaKreditAwalForm(VersionFormMixin, AngkaKreditAwalForm):
    pass


class HapusAngkaKreditAwalForm(forms.Form):
    """The version the page showed; without one the row is judged as it is."""

    versi = forms.IntegerField(required=False)
