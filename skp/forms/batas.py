from collections.abc import Mapping
from decimal import Decimal

from django import forms

BIAYA_MAKSIMUM = Decimal(10) ** 15
POSITIVE = Decimal("0.01")


def refuse_sent(form: forms.Form, refused: Mapping[str, str]) -> None:
    """Says why a field that was not offered is not taken, should somebody send it all the same."""
    for name, reason in refused.items():
        if form.data.get(form.add_prefix(name), "").strip():
            form.add_error(None, reason)
