from typing import Any

from django import forms

from ekinerja.forms import TeksField, TokenFormMixin, UraianField, VersionFormMixin, read_number
from skp.forms.batas import refuse_sent
from skp.indikator import asked_fields
from skp.models import Aspek, Indikator, ManualIndikator, PeriodePelaporan, Perspektif, Skp, TingkatKendali
from skp.rules.sasaran import ALASAN_PENDEKATAN, REQUIRED, indikator_problems

BLANK = [("", "Pilih")]


class IndikatorForm(forms.Form):
    """The guide's form "Tambah Indikator". What the pendekatan and the bentuk do not ask for is refused if sent."""

    columns: tuple[str, ...] = ("aspek", "uraian", "target", "perspektif")
    aspek = forms.ChoiceField(label="Aspek", choices=BLANK + Aspek.choices)
    uraian = UraianField(label="Indikator", max_length=1000)
    target = TeksField(label="Target", max_length=500)
    perspektif = forms.ChoiceField(label="Perspektif", choices=BLANK + Perspektif.choices)

    def __init__(self, *args: Any, skp: Skp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skp = skp
        asked = asked_fields(skp)
        self.refused = {name: ALASAN_PENDEKATAN[name] for name in REQUIRED if name not in asked}
        for name in self.refused:
            del self.fields[name]
        if "target" not in asked:
            self.fields["uraian"].label = "Ukuran keberhasilan / Indikator Kinerja Individu, dan Target"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_sent(self, self.refused)
        for field, reason in indikator_problems(self.skp, cleaned).items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, reason)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The columns this form asks for; the others keep what is stored."""
        return {name: self.cleaned_data[name] for name in self.columns if name in self.fields}


class TambahIndikatorForm(TokenFormMixin, IndikatorForm):
    pass


class UbahIndikatorForm(VersionFormMixin, IndikatorForm):
    columns = IndikatorForm.columns


class ManualIndikatorForm(VersionFormMixin, forms.Form):
    """Format A.1.3 of PermenPANRB 6/2022; nothing in it is required."""

    columns = (
        "tujuan",
        "definisi",
        "formula",
        "satuan_pengukuran",
        "tingkat_kendali",
        "sumber_data",
        "periode_pelaporan",
    )
    tujuan = UraianField(
        label="Tujuan", max_length=2000, required=False, help_text="Mengapa indikator ini dipakai untuk mengukur RHK."
    )
    definisi = UraianField(
        label="Definisi", max_length=2000, required=False, help_text="Apa yang dimaksud, dan apa yang dihitung."
    )
    formula = UraianField(label="Formula", max_length=2000, required=False, help_text="Cara menghitungnya.")
    satuan_pengukuran = TeksField(label="Satuan Pengukuran", max_length=100, required=False)
    tingkat_kendali = forms.ChoiceField(
        label="Kualitas dan Tingkat Kendali", choices=BLANK + TingkatKendali.choices, required=False
    )
    sumber_data = TeksField(label="Sumber Data", max_length=500, required=False)
    periode_pelaporan = forms.ChoiceField(
        label="Periode Pelaporan", choices=BLANK + PeriodePelaporan.choices, required=False
    )

    @classmethod
    def stored(cls, row: Indikator) -> dict[str, Any]:
        manual = getattr(row, "manual", None) or ManualIndikator()
        return {name: getattr(manual, name) for name in cls.columns}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}


class UrutanForm(forms.Form):
    """The ids of a list in their new order."""

    id = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id"].valid_value = lambda value: read_number(value) is not None
