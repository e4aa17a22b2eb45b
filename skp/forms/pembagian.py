from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import BIGGEST_NUMBER, TeksField, TokenFormMixin, UraianField, read_number
from organisasi.models import Jabatan, Pegawai
from skp.models import BankRhk, JenisRhk, RencanaHasilKerja, Skp
from skp.services.pembagian import ButirBaru

SATU, TEMPLATE = "SATU", "TEMPLATE"


class AsalForm(forms.Form):
    """What a link to the page brings along. What is wrong in it is left out."""

    tahun = forms.IntegerField(required=False, min_value=2000, max_value=2100)
    skp = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST_NUMBER)
    atasan = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST_NUMBER)


class SaringForm(forms.Form):
    """Narrows the receivers that are shown; sent with the page's form. What is wrong in it is left out."""

    cari = TeksField(label="Cari nama atau NIP", required=False, max_length=100)
    unit = forms.TypedChoiceField(label="Unit Kerja", required=False, coerce=int, empty_value=None)
    jabatan_penerima = forms.TypedChoiceField(label="Jabatan", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, unit: dict[int, str], jabatan: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("unit", unit), ("jabatan_penerima", jabatan)):
            named = sorted(choices.items(), key=lambda choice: choice[1])
            self.fields[name].choices = [("", "Semua"), *named]


class RhkSendiriField(forms.ModelChoiceField):
    def label_from_instance(self, rhk: RencanaHasilKerja) -> str:
        return f"{rhk.uraian} ({rhk.skp}, {rhk.skp.get_status_display()})"


class PilihBanyakField(forms.ModelMultipleChoiceField):
    """Ids out of a tick list; those the database could not hold are no choice, as any other unknown one."""

    def clean(self, value: Any) -> Any:
        for pk in value or ():
            if read_number(str(pk)) is None:
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class BagikanForm(TokenFormMixin, forms.Form):
    """One RHK in one's own words, or rows of a jabatan's bank; for whom."""

    isi = forms.ChoiceField(
        label="Yang dibagikan",
        choices=[(SATU, "Satu RHK"), (TEMPLATE, "Template dari bank RHK jabatan")],
        initial=SATU,
        widget=forms.RadioSelect,
    )
    jenis = forms.ChoiceField(label="Jenis", choices=JenisRhk.choices, initial=JenisRhk.UTAMA, required=False)
    uraian = UraianField(label="Rencana Hasil Kerja", max_length=1000, required=False)
    jabatan = forms.ModelChoiceField(
        label="Jabatan", queryset=Jabatan.objects.none(), required=False, empty_label="Pilih jabatan"
    )
    bank = PilihBanyakField(
        label="RHK",
        queryset=BankRhk.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Pilih RHK dari bank yang ditampilkan."},
    )
    atasan = RhkSendiriField(
        label="RHK Anda yang didukung",
        queryset=RencanaHasilKerja.objects.none(),
        required=False,
        blank=True,
        empty_label="Tidak ada",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih RHK dari SKP Anda sendiri."},
    )
    penerima = PilihBanyakField(
        queryset=Skp.objects.none(),
        error_messages={
            "required": "Centang sedikitnya satu pegawai.",
            "invalid_choice": "Pilih penerima dari daftar.",
        },
    )

    def __init__(self, *args: Any, by: Pegawai, tahun: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bank = BankRhk.objects.filter(instansi=by.instansi_id, aktif=True)
        own = RencanaHasilKerja.objects.to_hand_from(by).filter(skp__tahun=tahun)
        self.fields["jabatan"].queryset = Jabatan.objects.filter(pk__in=bank.values("jabatan"))
        self.fields["bank"].queryset = bank.select_related("jabatan").prefetch_related("indikator")
        self.fields["atasan"].queryset = own.select_related("skp").order_by("skp", "urutan", "pk")
        self.fields["penerima"].queryset = Skp.objects.led_by(by).filter(tahun=tahun).select_related("pegawai")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("isi") == SATU and not cleaned.get("uraian") and "uraian" not in self.errors:
            self.add_error("uraian", "Tuliskan RHK yang dibagikan.")
        if cleaned.get("isi") == TEMPLATE and not cleaned.get("bank") and "bank" not in self.errors:
            self.add_error("bank", "Pilih jabatan, lalu centang RHK yang dibagikan.")
        return cleaned

    def butir(self) -> list[ButirBaru]:
        cleaned = self.cleaned_data
        atasan = cleaned["atasan"]
        if cleaned["isi"] == SATU:
            return [ButirBaru(cleaned["uraian"], cleaned["jenis"] or JenisRhk.UTAMA, atasan)]
        return [ButirBaru(row.uraian, row.jenis, atasan, row) for row in cleaned["bank"]]
