from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import TeksField
from organisasi.models import Pegawai
from organisasi.nip import SHAPE, normalize_nip


class NipField(TeksField):
    """A whole NIP, with or without spaces: nobody is found by trying."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        nip = normalize_nip(super().clean(value))
        if nip and not SHAPE.fullmatch(nip):
            raise ValidationError("NIP harus 18 angka.", code="invalid")
        return nip


class PegawaiField(NipField):
    """Cleans to the active person of `instansi`, as "Cari Pegawai" of the guide asks for him; None where left empty."""

    instansi: int | None = None

    def clean(self, value: Any) -> Pegawai | None:
        nip = super().clean(value)
        if not nip:
            return None
        found = Pegawai.objects.for_header().filter(nip=nip, instansi=self.instansi).first()
        if found is None:
            raise ValidationError("Tidak ada pegawai dengan NIP itu di instansi ini.", code="not_found")
        if not found.is_active:
            raise ValidationError(f"Akun {found} tidak aktif.", code="inactive")
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.nip if isinstance(value, Pegawai) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return normalize_nip(str(self.prepare_value(initial) or "")) != normalize_nip(str(data or ""))
