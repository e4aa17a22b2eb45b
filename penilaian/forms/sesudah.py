from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import UraianField, VersionFormMixin
from penilaian.models import Evaluasi, KeputusanKeberatan
from penilaian.models.evaluasi import PILIHAN_RATING
from penilaian.rules.menilai import heads_unit

PANJANG = 4000


class SerahkanForm(VersionFormMixin, forms.Form):
    columns = ("catatan",)
    catatan = UraianField(label="Catatan/rekomendasi", max_length=PANJANG, required=False)


class KeberatanForm(VersionFormMixin, forms.Form):
    columns = ()
    alasan = UraianField(
        label="Alasan keberatan",
        max_length=PANJANG,
        help_text="Sebutkan bagian mana yang menurut Anda tidak sesuai, dan buktinya.",
        error_messages={"required": "Tuliskan alasan keberatan Anda."},
    )


class PenjelasanForm(forms.Form):
    penjelasan = UraianField(
        label="Penjelasan",
        max_length=PANJANG,
        help_text="Dibaca oleh pegawai dan oleh atasan Anda yang memutuskan.",
        error_messages={"required": "Tuliskan penjelasan Anda."},
    )


class KeputusanForm(VersionFormMixin, forms.Form):
    """The decision; both ratings where they change. Of the head of a unit the rating hasil kerja is not chosen."""

    columns = ()
    keputusan = forms.ChoiceField(
        label="Keputusan",
        choices=KeputusanKeberatan.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih keputusan Anda."},
    )
    rating_hasil = forms.ChoiceField(
        label="Rating hasil kerja menjadi", choices=PILIHAN_RATING, widget=forms.RadioSelect, required=False
    )
    rating_perilaku = forms.ChoiceField(
        label="Rating perilaku kerja menjadi", choices=PILIHAN_RATING, widget=forms.RadioSelect, required=False
    )
    alasan = UraianField(
        label="Pertimbangan",
        max_length=PANJANG,
        help_text="Dibaca oleh pegawai dan pejabat penilainya.",
        error_messages={"required": "Tuliskan pertimbangan keputusan Anda."},
    )

    def __init__(self, *args: Any, evaluasi: Evaluasi, **kwargs: Any) -> None:
        now = {name: getattr(evaluasi, name) for name in ("rating_hasil", "rating_perilaku", "versi")}
        super().__init__(*args, initial={**now, **kwargs.pop("initial", {})}, **kwargs)
        if heads_unit(evaluasi.skp):
            del self.fields["rating_hasil"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("keputusan") == KeputusanKeberatan.DIUBAH:
            for name in ("rating_hasil", "rating_perilaku"):
                if name in self.fields and name not in self.errors and not cleaned.get(name):
                    self.add_error(name, ValidationError("Pilih rating yang berlaku.", code="required"))
        return cleaned
