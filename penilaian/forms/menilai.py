from collections.abc import Iterable
from typing import Any

from django import forms

from ekinerja.forms import TeksField, TokenFormMixin, UraianField, VersionFormMixin
from organisasi.models import PeriodeEvaluasi
from penilaian.lembar import Lembar
from penilaian.models import Evaluasi
from penilaian.querysets.menilai import KESIAPAN, PILIHAN_STATUS
from penilaian.scoring.permenpanrb_6_2022 import Rating


class PenilaianBawahanForm(forms.Form):
    """What stands above Penilaian Bawahan. What is wrong in an address is left out, the period is then today's."""

    periode = forms.TypedChoiceField(label="Periode", coerce=int, empty_value=None, required=False)
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Semua"), *PILIHAN_STATUS.items()])
    kesiapan = forms.ChoiceField(label="Kesiapan", required=False, choices=[("", "Semua"), *KESIAPAN.items()])
    urut = forms.ChoiceField(
        label="Urutkan",
        required=False,
        choices=[
            ("", "Nama"),
            ("kesiapan", "Kesiapan"),
            ("status", "Status"),
            ("unit", "Unit kerja"),
            ("predikat", "Predikat"),
        ],
    )
    cari = TeksField(label="Cari", required=False, max_length=100)
    bagian = forms.ChoiceField(required=False, choices=[("", ""), ("terlambat", "Terlambat")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, periods: Iterable[PeriodeEvaluasi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["periode"].choices = [(row.pk, str(row)) for row in periods]

    def tidy(self) -> dict[str, Any]:
        """The valid part of what was asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


RATINGS = frozenset(rating.value for rating in Rating)
PILIHAN_RATING = [(rating.value, rating.label) for rating in Rating]


class RatingForm(VersionFormMixin):
    """One of the two ratings, shown as the three choices of PermenPANRB 6/2022."""

    kolom: str
    pasangan: str

    @classmethod
    def stored(cls, row: Evaluasi) -> dict[str, Any]:
        return {cls.kolom: getattr(row, cls.kolom)}

    def chosen(self) -> dict[str, Rating]:
        """As `rate` takes it. The page has both ratings in one form: the other one comes along where it was chosen."""
        found = {self.pasangan: self.data.get(self.pasangan, ""), self.kolom: self.cleaned_data[self.kolom]}
        return {name.removeprefix("rating_"): Rating(value) for name, value in found.items() if value in RATINGS}


class HasilForm(RatingForm):
    kolom, pasangan = "rating_hasil", "rating_perilaku"
    rating_hasil = forms.ChoiceField(label="Rating Hasil Kerja", choices=PILIHAN_RATING, widget=forms.RadioSelect)

    def __init__(self, *args: Any, only: Rating | None = None, **kwargs: Any) -> None:
        """`only`: the one rating that follows from the capaian of the unit he heads."""
        super().__init__(*args, **kwargs)
        if only is not None:
            self.fields["rating_hasil"].choices = [(only.value, only.label)]
            self.initial["rating_hasil"] = only.value


class PerilakuKerjaForm(RatingForm):
    kolom, pasangan = "rating_perilaku", "rating_hasil"
    rating_perilaku = forms.ChoiceField(label="Rating Perilaku Kerja", choices=PILIHAN_RATING, widget=forms.RadioSelect)


class CatatanForm(VersionFormMixin):
    columns = ("catatan",)
    catatan = UraianField(
        label="Catatan/Rekomendasi",
        max_length=4000,
        required=False,
        help_text="Dicetak pada Dokumen Evaluasi Kinerja Pegawai.",
    )


class UmpanBalikForm(forms.Form):
    teks = UraianField(label="Feedback", max_length=2000)


class TambahUmpanBalikForm(TokenFormMixin, UmpanBalikForm):
    """`bagian` names the RHK or the perilaku: "rhk-12", "perilaku-akuntabel"."""

    bagian = forms.ChoiceField(label="Untuk")
    field_order = ("bagian", "teks")

    def __init__(self, *args: Any, lembar: Lembar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bagian"].choices = [
            ("Hasil Kerja", [(f"rhk-{row.rhk}", _short(row.uraian)) for row in lembar.hasil]),
            ("Perilaku Kerja", [(f"perilaku-{row.kode}", row.nama) for row in lembar.perilaku]),
        ]

    def target(self) -> dict[str, Any]:
        kind, _, name = self.cleaned_data["bagian"].partition("-")
        return {"rhk": int(name)} if kind == "rhk" else {"perilaku": name}


class UbahUmpanBalikForm(VersionFormMixin, UmpanBalikForm):
    columns = ("teks",)


LONGEST_CHOICE = 90


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CHOICE else f"{text[: LONGEST_CHOICE - 1].rstrip()}…"
