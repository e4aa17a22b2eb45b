from typing import Any

from django import forms

from ekinerja.forms import TanggalField, TeksField, TokenFormMixin, UraianField, VersionFormMixin
from penilaian.models import JenisPembinaan


class PembinaanForm(forms.Form):
    columns = ("jenis", "tanggal", "topik", "uraian", "tindak_lanjut")
    jenis = forms.ChoiceField(label="Jenis", choices=JenisPembinaan.choices)
    tanggal = TanggalField(label="Tanggal")
    topik = TeksField(label="Topik", max_length=200)
    uraian = UraianField(
        label="Uraian", max_length=4000, help_text="Apa yang dibicarakan. Pegawai membacanya dan dapat menanggapinya."
    )
    tindak_lanjut = UraianField(label="Tindak lanjut", max_length=2000, required=False)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}


class TambahPembinaanForm(TokenFormMixin, PembinaanForm):
    pass


class UbahPembinaanForm(VersionFormMixin, PembinaanForm):
    pass


class TanggapanForm(VersionFormMixin, forms.Form):
    columns = ("tanggapan",)
    tanggapan = UraianField(
        label="Tanggapan Anda", max_length=2000, error_messages={"required": "Tuliskan tanggapan Anda."}
    )
