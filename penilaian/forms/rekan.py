"""Feedback from colleagues: whom to ask, whom to give it, and the seven texts."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import UraianField, VersionFormMixin
from organisasi.models import Pegawai
from organisasi.nip import SHAPE, normalize_nip
from penilaian.models import Evaluasi, UndanganUmpanBalik
from skp.forms.nip import NipField
from skp.forms.pembagian import PilihBanyakField
from skp.perilaku import BERAKHLAK

MOST_NIP = 20


class CariRekanForm(forms.Form):
    """A colleague by his whole NIP, of any instansi: whether he may be given feedback is for the rule to say.

    Who has left is not told from who never was: the answer would say of any NIP whether it is somebody's.
    """

    nip = NipField(label="NIP")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pegawai: Pegawai | None = None

    def clean_nip(self) -> str:
        nip = self.cleaned_data["nip"]
        self.pegawai = Pegawai.objects.for_header().filter(nip=nip, is_active=True).first()
        if self.pegawai is None:
            raise ValidationError("Tidak ada pegawai dengan NIP itu.", code="not_found")
        return nip


class PilihSkpForm(forms.Form):
    """One SKP in one period, as "12-3". Sent again it leads to the same page, so it carries no token."""

    pilihan = forms.ChoiceField(
        label="SKP yang dinilai",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih satu SKP.", "invalid_choice": "Pilih SKP dari daftar itu."},
    )

    def __init__(self, *args: Any, offers: Sequence[Evaluasi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {f"{row.skp_id}-{row.periode_id}": row for row in offers}
        self.fields["pilihan"].choices = [
            (value, f"{row.periode} · {row.skp.jabatan}, {row.skp.unit}") for value, row in self.offers.items()
        ]

    def chosen(self) -> Evaluasi:
        return self.offers[self.cleaned_data["pilihan"]]


class MintaForm(forms.Form):
    """Colleagues out of a list, and others by NIP, one on each line. Nobody is asked twice, so it carries no
    token."""

    pegawai = PilihBanyakField(
        label="Rekan dan bawahan",
        queryset=Pegawai.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Pilih pegawai dari daftar."},
    )
    nip = UraianField(
        label="NIP pegawai lain",
        required=False,
        max_length=1000,
        help_text="Satu NIP pada setiap baris.",
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, candidates: Sequence[Pegawai], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = list(candidates)
        self.fields["pegawai"].queryset = Pegawai.objects.filter(pk__in=[row.pk for row in candidates])

    def clean_nip(self) -> list[Pegawai]:
        typed = list(
            dict.fromkeys(normalize_nip(line) for line in self.cleaned_data["nip"].splitlines() if line.strip())
        )
        if len(typed) > MOST_NIP:
            raise ValidationError(f"Paling banyak {MOST_NIP} NIP sekaligus.")
        if wrong := [nip for nip in typed if not SHAPE.fullmatch(nip)]:
            raise ValidationError(f"NIP harus 18 angka: {', '.join(nip[:30] for nip in wrong)}.", code="invalid")
        found = {row.nip: row for row in Pegawai.objects.for_header().filter(nip__in=typed)}
        if missing := [nip for nip in typed if nip not in found]:
            raise ValidationError(f"Tidak ada pegawai dengan NIP {', '.join(missing)}.", code="not_found")
        return [found[nip] for nip in typed]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.givers():
            raise ValidationError("Centang sedikitnya satu pegawai, atau tuliskan NIP-nya.")
        return cleaned

    def givers(self) -> list[Pegawai]:
        """Each once."""
        chosen = [*self.cleaned_data.get("pegawai", ()), *self.cleaned_data.get("nip", ())]
        return list({row.pk: row for row in chosen}.values())

    def rows(self) -> Iterator[tuple[Pegawai, bool]]:
        """Each candidate, and whether he is ticked."""
        ticked = {str(value) for value in self["pegawai"].value() or ()}
        return ((row, str(row.pk) in ticked) for row in self.candidates)


class UmpanBalikForm(VersionFormMixin, forms.Form):
    """Seven texts; an empty one says nothing of its perilaku."""

    columns = tuple(perilaku.kode for perilaku in BERAKHLAK)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for perilaku in BERAKHLAK:
            self.fields[perilaku.kode] = UraianField(label="Umpan balik", max_length=2000, required=False)

    @classmethod
    def stored(cls, row: UndanganUmpanBalik) -> dict[str, Any]:
        said = {umpan_balik.perilaku: umpan_balik.teks for umpan_balik in row.umpan_balik.all()}
        return {kode: said.get(kode, "") for kode in cls.columns}

    def texts(self) -> dict[str, str]:
        return {kode: self.cleaned_data[kode] for kode in self.columns}
