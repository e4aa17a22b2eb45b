from typing import Any

from django import forms

from ekinerja.forms import TokenFormMixin
from organisasi.deadlines import format_day
from skp.forms.nip import NipField
from skp.models import Skp
from skp.services import matriks


class CariPegawaiForm(forms.Form):
    """Cari Pegawai: a NIP as people write it, with or without spaces."""

    nip = NipField(label="NIP", help_text="18 angka, boleh dengan spasi.")


class PilihSkpForm(TokenFormMixin):
    """One of the SKP of the person found: period and status, never what is in it."""

    nip = forms.CharField(widget=forms.HiddenInput, max_length=18, required=False)
    skp = forms.TypedChoiceField(
        label="SKP",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Cari pegawainya lebih dahulu, lalu pilih salah satu SKP-nya.",
            "invalid_choice": "Pilih salah satu SKP pegawai itu.",
        },
    )

    def __init__(self, *args: Any, kepala: Skp, nip: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(skp.pk): skp for skp in matriks.candidates(kepala, nip)} if nip else {}
        self.fields["nip"].initial = nip
        self.fields["skp"].choices = [(pk, period_and_status(skp)) for pk, skp in self.found.items()]
        self.fields["skp"].coerce = lambda pk: self.found[pk]
        if len(self.found) == 1:
            self.fields["skp"].initial = next(iter(self.found))


def period_and_status(skp: Skp) -> str:
    return f"{format_day(skp.periode_mulai)} – {format_day(skp.periode_selesai)} ({skp.get_status_display()})"
