from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import TokenFormMixin, UraianField, VersionFormMixin
from organisasi.forms.pilih import JabatanField, UnitField
from organisasi.models import Jabatan, Pegawai, UnitKerja
from skp.forms.nip import PegawaiField
from skp.models import PermintaanKoreksi, Skp


class KoreksiForm(TokenFormMixin, forms.Form):
    """What is wrong on an SKP, and the right one where it is known."""

    SALAH = (("penilai", "Pejabat penilai"), ("unit", "Unit kerja"), ("jabatan", "Jabatan"))
    salah = forms.MultipleChoiceField(
        label="Yang salah",
        choices=SALAH,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Centang sedikitnya satu data yang salah."},
    )
    penilai = PegawaiField(label="NIP pejabat penilai yang benar", required=False, help_text="Bila Anda mengetahuinya.")
    unit = UnitField(label="Unit kerja yang benar", required=False, empty_label="Tidak tahu")
    jabatan = JabatanField(label="Jabatan yang benar", required=False, empty_label="Tidak tahu")
    keterangan = UraianField(
        label="Keterangan", max_length=1000, help_text="Sejak kapan, dan menurut surat keputusan mana bila ada."
    )

    def __init__(self, *args: Any, skp: Skp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skp = skp
        offer(self, skp)
        self.fields["penilai"].instansi = skp.instansi_id

    def clean_penilai(self) -> Pegawai | None:
        penilai = self.cleaned_data["penilai"]
        if penilai is not None and penilai.pk == self.skp.pegawai_id:
            raise ValidationError("Itu NIP Anda sendiri.", code="own")
        return penilai

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, label in self.SALAH:
            if cleaned.get(name) and name not in cleaned.get("salah", (name,)):
                self.add_error(name, f"Centang juga {label.lower()} pada “Yang salah”, atau kosongkan isian ini.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """The model's fields."""
        salah = self.cleaned_data["salah"]
        return {
            **{f"{name}_salah": name in salah for name, _ in self.SALAH},
            **{f"{name}_usulan": self.cleaned_data[name] for name, _ in self.SALAH},
            "keterangan": self.cleaned_data["keterangan"],
        }


class TerimaForm(VersionFormMixin, forms.Form):
    """What the organisation is to say from now on."""

    columns = ()
    unit = UnitField(label="Unit kerja")
    jabatan = JabatanField(label="Jabatan")
    kepala = PegawaiField(
        label="NIP kepala unit yang menjadi pejabat penilai",
        required=False,
        help_text="Mengganti kepala unit, dan dengan itu pejabat penilai seluruh pegawai unit itu. Kosongkan bila "
        "kepala unitnya sudah benar tercatat.",
    )
    jawaban = UraianField(label="Catatan untuk pegawai", max_length=1000, required=False)

    def __init__(self, *args: Any, permintaan: PermintaanKoreksi, **kwargs: Any) -> None:
        pegawai, usulan = permintaan.skp.pegawai, permintaan.penilai_usulan
        # Who heads a unit already becomes the pejabat penilai by putting the person there.
        led = UnitKerja.objects.filter(kepala=usulan).first() if usulan else None
        initial = {
            "versi": permintaan.versi,
            "unit": permintaan.unit_usulan_id or (led.pk if led else pegawai.unit_id),
            "jabatan": permintaan.jabatan_usulan_id or pegawai.jabatan_id,
            "kepala": usulan.nip if usulan and not led else "",
        }
        super().__init__(*args, initial=initial, auto_id="terima_%s", **kwargs)
        offer(self, permintaan.skp)
        self.fields["kepala"].instansi = pegawai.instansi_id
        if not permintaan.penilai_salah:
            del self.fields["kepala"]


class TolakForm(VersionFormMixin, forms.Form):
    columns = ()
    jawaban = UraianField(label="Alasan", max_length=1000)

    def __init__(self, *args: Any, permintaan: PermintaanKoreksi, **kwargs: Any) -> None:
        super().__init__(*args, initial={"versi": permintaan.versi}, auto_id="tolak_%s", **kwargs)


def offer(form: forms.Form, skp: Skp) -> None:
    """Units and posts of the instansi; the person's own too where it is switched off."""
    units = UnitKerja.objects.filter(instansi=skp.instansi_id)
    active = units.filter(aktif=True) | units.filter(pk=skp.pegawai.unit_id)
    form.fields["unit"].queryset = active
    form.fields["jabatan"].queryset = Jabatan.objects.filter(instansi=skp.instansi_id)
    for name in ("unit", "jabatan"):
        form.fields[name].instansi = skp.instansi_id
