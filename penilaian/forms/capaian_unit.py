from typing import Any

from django import forms

from ekinerja.forms import TeksField, UraianField, VersionFormMixin
from organisasi.models import Instansi, PeriodeEvaluasi
from penilaian.models.evaluasi import PILIHAN_CAPAIAN


class CapaianUnitForm(VersionFormMixin, forms.Form):
    columns = ("nilai", "dasar")
    nilai = forms.ChoiceField(label="Capaian Kinerja Organisasi", choices=PILIHAN_CAPAIAN, widget=forms.RadioSelect)
    dasar = UraianField(
        label="Dasar Penetapan",
        max_length=2000,
        required=False,
        help_text="Misalnya capaian rencana aksi dan perjanjian kinerja, atau rekomendasi unit perencanaan.",
    )


class PilihPeriodeForm(forms.Form):
    """Which period's capaian are shown, of which instansi for who administers several, and a part of a unit's name."""

    instansi = forms.ChoiceField(label="Instansi", required=False)
    periode = forms.ChoiceField(label="Periode", required=False)
    cari = TeksField(label="Cari", max_length=100, required=False)

    def __init__(self, *args: Any, periods: list[PeriodeEvaluasi], instansi: list[Instansi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["periode"].choices = [(row.pk, str(row)) for row in periods]
        self.fields["instansi"].choices = [(row.pk, row.nama) for row in instansi]
        if not instansi:
            del self.fields["instansi"]
