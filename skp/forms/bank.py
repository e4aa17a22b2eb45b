from typing import Any

from django import forms

from ekinerja.forms import TeksField, TokenFormMixin
from skp.models import BankRhk, Skp


class BankForm(TokenFormMixin, forms.Form):
    """Ambil dari bank: the RHK of one's post, ticked."""

    pilih = forms.ModelMultipleChoiceField(
        label="RHK dari bank",
        queryset=BankRhk.objects.none(),
        error_messages={
            "required": "Centang dahulu RHK yang akan diambil.",
            "invalid_choice": "Pilih RHK dari bank jabatan Anda.",
            "invalid_pk_value": "Pilih RHK dari bank jabatan Anda.",
        },
    )

    def __init__(self, *args: Any, skp: Skp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pilih"].queryset = BankRhk.objects.offered_to(skp)


class CariBankForm(forms.Form):
    """What is being typed, by which the bank is searched. Too long a text is an RHK of its own."""

    uraian = TeksField(required=False, max_length=200)
