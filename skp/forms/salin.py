from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organisasi.models import Pegawai
from skp.forms.nip import NipField
from skp.models import RencanaHasilKerja, Skp


class RhkPilihanField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, rhk: RencanaHasilKerja) -> str:
        return rhk.uraian


class AmbilRhkForm(forms.Form):
    """Which RHK of the source are taken; sent again it adds nothing, so it carries neither token nor version."""

    rhk = RhkPilihanField(
        label="Rencana hasil kerja",
        queryset=RencanaHasilKerja.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "RHK itu tidak ada lagi dalam SKP asal. Muat ulang halaman ini."},
    )
    lampiran = forms.BooleanField(label="Salin juga lampiran SKP", required=False)

    def __init__(self, *args: Any, source: Skp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rhk"].queryset = source.rhk.order_by("urutan", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("rhk") and not cleaned.get("lampiran"):
            raise ValidationError("Centang sedikitnya satu rencana hasil kerja, atau lampiran.")
        return cleaned


class CariPegawaiForm(forms.Form):
    """A colleague by his whole NIP: nobody is found by trying names."""

    nip = NipField(label="NIP")

    def __init__(self, *args: Any, user: Pegawai, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.pegawai: Pegawai | None = None

    def clean_nip(self) -> str:
        nip = self.cleaned_data["nip"]
        if nip == self.user.nip:
            raise ValidationError("Itu NIP Anda sendiri. SKP Anda dipilih langsung pada Ambil RHK.")
        colleagues = Pegawai.objects.filter(is_active=True, instansi=self.user.instansi_id, instansi__isnull=False)
        self.pegawai = colleagues.for_header().filter(nip=nip).first()
        if self.pegawai is None:
            raise ValidationError("Tidak ada pegawai aktif dengan NIP itu di instansi Anda.")
        return nip


class MintaSalinForm(CariPegawaiForm):
    """Which of his approved SKP is asked for; their periods are all that is shown."""

    nip = NipField(label="NIP", widget=forms.HiddenInput)
    skp = forms.ModelChoiceField(
        label="SKP yang diminta",
        queryset=Skp.objects.none(),
        error_messages={"required": "Pilih satu SKP.", "invalid_choice": "Pilih SKP dari daftar rekan itu."},
    )

    def clean_nip(self) -> str:
        nip = super().clean_nip()
        self.fields["skp"].queryset = Skp.objects.to_ask_for(self.user).filter(pegawai=self.pegawai)
        return nip
