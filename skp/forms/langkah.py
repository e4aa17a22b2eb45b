from collections.abc import Mapping
from typing import Any

from django import forms

from ekinerja.forms import (
    UraianField,
)


class AksiForm(forms.Form):
    """What comes with a step: the version before one's eyes, and the reason where one is needed."""

    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)
    alasan = UraianField(label="Alasan", max_length=1000, required=False)


class PilihanForm(forms.Form):
    """The tick list of the queue: ids with the version that was shown, as "12:3"."""

    pilih = forms.TypedMultipleChoiceField(error_messages={"required": "Centang dahulu yang akan disetujui."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pilih"].valid_value = lambda value: _pair(value) is not None

    def versions(self) -> Mapping[int, int]:
        """Id to version, in the order of the list."""
        return dict(pair for value in self.cleaned_data["pilih"] if (pair := _pair(value)))


def _pair(value: str) -> tuple[int, int] | None:
    pk, _colon, versi = value.partition(":")
    if not (pk.isascii() and pk.isdigit() and versi.isascii() and versi.isdigit()) or len(value) > 30:
        return None
    return int(pk), int(versi)
