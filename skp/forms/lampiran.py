from django import forms

from ekinerja.forms import TokenFormMixin, UraianField, VersionFormMixin
from skp.models import BagianLampiran


class LampiranForm(forms.Form):
    columns = ("bagian", "uraian")
    bagian = forms.ChoiceField(label="Bagian", choices=BagianLampiran.choices)
    uraian = UraianField(label="Uraian", max_length=1000)


class TambahLampiranForm(TokenFormMixin, LampiranForm):
    pass


class UbahLampiranForm(VersionFormMixin, LampiranForm):
    pass
