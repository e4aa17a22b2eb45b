"""What the admin forms check beyond the models: each database rule over other rows gets its message at a field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.errors import Refused
from ekinerja.forms import MasaMixin, UraianField, add_refusal
from organisasi.forms.akun import LONGEST_TYPED_NIP
from organisasi.models import Instansi, Pegawai, PenugasanKepala, UnitKerja
from organisasi.nip import normalize_nip


class PegawaiForm(forms.ModelForm):
    nip = forms.CharField(
        label="NIP",
        max_length=LONGEST_TYPED_NIP,
        help_text="18 angka; spasi dan titik diabaikan.",
        error_messages={"unique": "NIP itu sudah terdaftar."},
    )

    class Meta:
        model = Pegawai
        fields = (
            "nip", "status", "gelar_depan", "nama", "gelar_belakang", "email", "instansi", "unit", "jabatan",
            "golongan", "peran_anggaran", "nomor_karpeg", "tempat_lahir", "tmt_golongan", "tmt_jabatan", "is_active",
            "admin_instansi", "is_superuser",
        )  # fmt: skip

    def clean_nip(self) -> str:
        return normalize_nip(self.cleaned_data["nip"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        super_admin = data.get("is_superuser", self.instance.is_superuser)
        if data.get("instansi", super_admin) is None and not super_admin:
            self.add_error("instansi", "Pilih instansi pegawai ini.")
        led = UnitKerja.objects.filter(kepala=self.instance.pk).first() if self.instance.pk else None
        if led and "instansi" in data and data["instansi"] != led.instansi:
            self.add_error("instansi", f"Pegawai ini masih kepala {led} di {led.instansi}.")
        return data


class AdminForm(forms.ModelForm):
    """Saved by a service, which judges by `versi` whether the row has changed since; what it refuses is shown here.

    `alasan`: why an account or a unit is ended or taken up again, where that is what is changed.
    """

    refusal: Refused | None = None
    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)
    alasan = UraianField(
        label="Alasan",
        max_length=500,
        required=False,
        help_text="Diisi bila status aktifnya diubah; tersimpan dalam riwayatnya.",
    )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if self.refusal is not None:
            add_refusal(self, self.refusal)
        return data


class PegawaiAdminForm(AdminForm, PegawaiForm):
    def clean_instansi(self) -> Instansi | None:
        """What belongs to his place goes with him only by a move."""
        instansi, before = self.cleaned_data["instansi"], self.initial.get("instansi")
        if before is not None and (instansi is None or instansi.pk != before):
            self.add_error("instansi", "Pindah instansi dicatat sebagai mutasi, pada halaman pegawai ini.")
        return instansi


class UnitKerjaForm(AdminForm):
    class Meta:
        model = UnitKerja
        fields = ("instansi", "nama", "kode", "induk", "kepala", "mandiri", "aktif")
        error_messages = {"kepala": {"unique": "Pegawai itu sudah mengepalai unit lain; gunakan penugasan Plt/Plh."}}

    def clean_kepala(self) -> Pegawai | None:
        kepala = self.cleaned_data["kepala"]
        instansi = self.cleaned_data.get("instansi") or (self.instance.instansi if self.instance.pk else None)
        if kepala and instansi and kepala.instansi_id != instansi.pk:
            raise ValidationError("Pilih pegawai dari instansi unit ini.")
        if kepala and not kepala.is_active:
            raise ValidationError("Pegawai itu tidak aktif.")
        return kepala

    def clean_aktif(self) -> bool:
        """An inactive unit has nobody in it: who worked there would lose his place without being told."""
        aktif = self.cleaned_data["aktif"]
        if not aktif and self.instance.pk:
            people = self.instance.pegawai.filter(is_active=True).count()
            units = self.instance.anak.filter(aktif=True).count()
            if people or units:
                raise ValidationError(f"Masih ada {people} pegawai aktif dan {units} unit aktif di bawahnya.")
        return aktif


class PenugasanKepalaForm(MasaMixin, forms.ModelForm):
    class Meta:
        model = PenugasanKepala
        fields = ("unit", "jenis", "pegawai", "mulai", "selesai", "nomor_surat")
