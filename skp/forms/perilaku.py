from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from ekinerja.forms import UraianField, VersionFormMixin
from skp.models import Skp
from skp.perilaku import BERAKHLAK, Perilaku


class PerilakuForm(VersionFormMixin, forms.Form):
    """Seven texts, and a tick for each further SKP they are written to, as "12:3": its id and the version shown."""

    columns = tuple(perilaku.kode for perilaku in BERAKHLAK)

    def __init__(self, *args: Any, lainnya: Sequence[tuple[Skp, int]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for perilaku in BERAKHLAK:
            self.fields[perilaku.kode] = UraianField(label="Ekspektasi khusus", max_length=1000, required=False)
        self.lainnya = {f"{skp.pk}:{versi}": (skp, versi) for skp, versi in lainnya}
        self.fields["terapkan"] = forms.MultipleChoiceField(
            label="Terapkan juga kepada",
            choices=[(value, str(skp.pegawai)) for value, (skp, _versi) in self.lainnya.items()],
            required=False,
            error_messages={"invalid_choice": "Daftar bawahan berubah sejak halaman ini dibuka. Centang lagi."},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("terapkan") and not any(cleaned.get(name) for name in self.columns):
            self.add_error("terapkan", "Tuliskan sedikitnya satu ekspektasi untuk diterapkan kepada bawahan lain.")
        return cleaned

    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.columns}

    def chosen(self) -> list[tuple[Skp, int]]:
        """The ticked SKP, each with the version of its expectations that was shown (0: none yet)."""
        return [self.lainnya[value] for value in self.cleaned_data["terapkan"]]

    def by_value(self) -> Iterator[tuple[Perilaku, BoundField]]:
        return ((perilaku, self[perilaku.kode]) for perilaku in BERAKHLAK)
