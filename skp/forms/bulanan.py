from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import (
    PILIHAN_BULAN,
    DesimalField,
    TokenFormMixin,
    UraianField,
    VersionFormMixin,
    clean_text,
    format_number,
)
from skp import rules
from skp.forms.batas import BIAYA_MAKSIMUM, POSITIVE, refuse_sent
from skp.forms.tahunan import TahunForm
from skp.models import RencanaHasilKerja, SatuanWaktu, SkpBulanan, TargetBulanan

TAHAPAN_MAKSIMUM = 20


class SkpBulananForm(TahunForm):
    bulan = forms.TypedChoiceField(label="Bulan", coerce=int, choices=PILIHAN_BULAN)
    field_order = ["tahun", "bulan"]


class BulanForm(VersionFormMixin, forms.Form):
    columns = ("bulan",)
    bulan = forms.TypedChoiceField(label="Bulan", coerce=int, choices=PILIHAN_BULAN)


# --- Target SKP Bulanan ----------------------------------------------------------------------------------------------


class TargetTahunanField(forms.ModelChoiceField):
    def label_from_instance(self, rhk: RencanaHasilKerja) -> str:
        return f"{rhk.uraian} ({format_number(rhk.target_kuantitas)} {rhk.satuan} setahun)"


class TahapanField(UraianField):
    """One step a line; empty lines do not count."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value: Any) -> list[str]:
        lines = [clean_text(line) for line in str(super().clean(value) or "").splitlines()]
        steps = [line for line in lines if line]
        if len(steps) > TAHAPAN_MAKSIMUM:
            raise ValidationError(f"Paling banyak {TAHAPAN_MAKSIMUM} tahapan.", code="max_length")
        if any(len(step) > 300 for step in steps):
            raise ValidationError("Satu tahapan paling panjang 300 karakter.", code="max_length")
        return steps

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "").split() != (self.prepare_value(data) or "").split()


class TargetForm(forms.Form):
    columns = (
        "rhk",
        "uraian",
        "target_kuantitas",
        "target_kualitas",
        "target_waktu",
        "satuan_waktu",
        "target_biaya",
        "status_tahapan",
        "tahapan",
    )
    rhk = TargetTahunanField(
        label="Target SKP Tahunan",
        queryset=RencanaHasilKerja.objects.none(),
        empty_label="Pilih target SKP Tahunan",
        error_messages={"invalid_choice": "Pilih target terukur dari SKP Tahunan Anda sendiri."},
    )
    uraian = UraianField(
        label="Uraian Kegiatan",
        max_length=1000,
        required=False,
        help_text="Kosongkan untuk memakai uraian target SKP Tahunan.",
    )
    target_kuantitas = DesimalField(
        label="Target Kuantitas",
        minimum=POSITIVE,
        maximum=Decimal(999_999),
        help_text="Dalam satuan target SKP Tahunan yang dipilih.",
    )
    target_kualitas = DesimalField(label="Target Kualitas", minimum=1, maximum=100, initial=Decimal(100))
    target_waktu = DesimalField(label="Target Waktu", minimum=POSITIVE, maximum=366)
    satuan_waktu = forms.ChoiceField(label="Satuan Waktu", choices=SatuanWaktu.choices, initial=SatuanWaktu.HARI)
    target_biaya = DesimalField(label="Target Biaya", required=False, maximum=BIAYA_MAKSIMUM, help_text="Dalam rupiah.")
    status_tahapan = forms.TypedChoiceField(
        label="Status Tahapan",
        choices=(("YA", "YA"), ("TIDAK", "TIDAK")),
        coerce=lambda value: value == "YA",
        initial="TIDAK",
        widget=forms.RadioSelect,
        help_text="YA jika pekerjaan bulan itu mempunyai langkah-langkah untuk menyelesaikannya.",
    )
    tahapan = TahapanField(
        label="Tahapan", max_length=6000, required=False, help_text="Satu baris satu tahapan. Diisi bila statusnya YA."
    )

    def __init__(self, *args: Any, bulanan: SkpBulanan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bulanan = bulanan
        self.fields["rhk"].queryset = bulanan.skp.rhk.measured().select_related("satuan")
        self.refused = {}
        if not bulanan.skp.memegang_anggaran:
            self.refused["target_biaya"] = rules.ALASAN_BIAYA
            del self.fields["target_biaya"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_sent(self, self.refused)
        if not cleaned.get("uraian") and "uraian" not in self.errors and cleaned.get("rhk"):
            cleaned["uraian"] = cleaned["rhk"].uraian
        if "tahapan" in self.errors:
            return cleaned
        for field, reason in rules.target_problems(self.bulanan, cleaned).items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, reason)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The model's fields and `tahapan`; what the post may not fill in is empty."""
        return {name: self.cleaned_data.get(name) for name in self.columns}


class TambahTargetForm(TokenFormMixin, TargetForm):
    pass


class UbahTargetForm(VersionFormMixin, TargetForm):
    @classmethod
    def stored(cls, row: TargetBulanan) -> dict[str, Any]:
        return {
            **super().stored(row),
            "status_tahapan": "YA" if row.status_tahapan else "TIDAK",
            "tahapan": [step.uraian for step in row.tahapan.all()],
        }
