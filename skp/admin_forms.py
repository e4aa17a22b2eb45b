from django import forms
from django.core.exceptions import ValidationError

from organisasi.models import Jabatan
from skp.models import BankRhk


class BankRhkForm(forms.ModelForm):
    class Meta:
        model = BankRhk
        fields = ("instansi", "jabatan", "urutan", "jenis", "uraian", "aktif")
        widgets = {"uraian": forms.Textarea(attrs={"rows": 3})}

    def clean_jabatan(self) -> Jabatan:
        jabatan = self.cleaned_data["jabatan"]
        instansi = self.cleaned_data.get("instansi") or (self.instance.instansi if self.instance.pk else None)
        if instansi and jabatan.instansi_id != instansi.pk:
            raise ValidationError("Pilih jabatan dari instansi bank ini.")
        return jabatan
