from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from ekinerja.forms import TokenFormMixin
from organisasi.models import CaraTerap

ACCEPT = ".xlsx,.csv"


class UnggahForm(TokenFormMixin):
    """The sheet, and what its kind asks for besides."""

    berkas = forms.FileField(
        label="Berkas",
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, more: dict[str, forms.Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**more, **self.fields}
        self.fields["berkas"].help_text = (
            f"Buku kerja .xlsx atau .csv, paling besar {filesizeformat(settings.IMPOR_MAX_BYTES)}. "
            "Sesudah dibaca ditampilkan dahulu apa yang akan berubah; belum ada yang diubah."
        )


class TerapkanForm(forms.Form):
    cara = forms.TypedChoiceField(choices=CaraTerap, coerce=CaraTerap)
    versi = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class BatalForm(forms.Form):
    versi = forms.IntegerField(min_value=1, max_value=2**31 - 1)
