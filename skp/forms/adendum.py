from django import forms

from ekinerja.forms import TokenFormMixin, UraianField, VersionFormMixin


class AlasanForm(forms.Form):
    alasan = UraianField(
        label="Alasan perubahan",
        max_length=1000,
        help_text="Apa yang berubah dalam tahun ini sehingga SKP yang sudah disetujui perlu diubah.",
    )


class TambahAdendumForm(TokenFormMixin, AlasanForm):
    pass


class UbahAdendumForm(VersionFormMixin, AlasanForm):
    columns = ("alasan",)
