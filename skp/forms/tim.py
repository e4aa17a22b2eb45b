from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import MasaMixin, TanggalField, TeksField, TokenFormMixin, VersionFormMixin
from organisasi.models import Instansi, Pegawai, UnitKerja
from organisasi.scoping import units_led
from skp.forms.nip import PegawaiField
from skp.models import TimKerja
from skp.rules.tim import person_problem


class AnggotaField(PegawaiField):
    """A person who can work in a team of the instansi, as ketua or anggota."""

    def clean(self, value: Any) -> Pegawai | None:
        found = super().clean(value)
        if found is not None and self.instansi and (problem := person_problem(found, instansi=self.instansi)):
            raise ValidationError(problem, code="unfit")
        return found


class TimForm(MasaMixin, forms.Form):
    columns = ("nama", "ketua", "nomor_sk", "mulai", "selesai")
    nama = TeksField(label="Nama Tim", max_length=200)
    ketua = AnggotaField(label="NIP Ketua Tim")
    nomor_sk = TeksField(label="Nomor SK", max_length=100)
    mulai = TanggalField(label="Mulai")
    selesai = TanggalField(label="Selesai", help_text="Tim berakhir setelah tanggal ini.")

    def __init__(self, *args: Any, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ketua"].instansi = instansi.pk

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}


class TambahTimForm(TokenFormMixin, TimForm):
    columns = ("unit", *TimForm.columns)
    unit = forms.ModelChoiceField(
        label="Unit Pembentuk",
        queryset=UnitKerja.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Pilih unit kerja yang Anda pimpin."},
    )
    field_order = ["unit"]

    def __init__(self, *args: Any, by: Pegawai, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_led(by)


class UbahTimForm(VersionFormMixin, TimForm):
    pass


class TambahAnggotaForm(TokenFormMixin, forms.Form):
    pegawai = AnggotaField(label="NIP")
    peran = TeksField(
        label="Peran dalam Tim", max_length=200, required=False, help_text="Misalnya sekretaris, champion, anggota."
    )

    def __init__(self, *args: Any, tim: TimKerja, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tim = tim
        self.fields["pegawai"].instansi = tim.instansi_id

    def clean_pegawai(self) -> Pegawai:
        pegawai = self.cleaned_data["pegawai"]
        if pegawai.pk == self.tim.ketua_id:
            raise ValidationError(f"{pegawai} ketua tim ini; ketua tidak menjadi anggotanya sendiri.")
        if self.tim.anggota.filter(pegawai=pegawai).exclude(token=self.cleaned_data.get("token")).exists():
            raise ValidationError(f"{pegawai} sudah menjadi anggota tim ini.")
        return pegawai


class UbahAnggotaForm(VersionFormMixin, forms.Form):
    columns = ("peran",)
    peran = TeksField(label="Peran dalam Tim", max_length=200, required=False)
