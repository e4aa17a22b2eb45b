from collections.abc import Iterable
from typing import Any

from django import forms

from ekinerja.forms import TokenFormMixin, UraianField, VersionFormMixin
from organisasi.models import Pegawai, PeriodeEvaluasi, UnitKerja
from penilaian.models import CatatanKalibrasi, Evaluasi
from penilaian.scoring.permenpanrb_6_2022 import Rating

PILIHAN_RATING = [(rating.value, rating.label) for rating in Rating]


def _by_pk(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.pk: row for row in rows}


class BukaKalibrasiForm(TokenFormMixin):
    unit = forms.TypedChoiceField(label="Unit Kerja", coerce=int)
    periode = forms.TypedChoiceField(label="Periode", coerce=int)

    def __init__(
        self, *args: Any, units: Iterable[UnitKerja], periods: Iterable[PeriodeEvaluasi], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units, self.periods = _by_pk(units), _by_pk(periods)
        self.fields["unit"].choices = [(pk, str(row)) for pk, row in self.units.items()]
        self.fields["periode"].choices = [(pk, str(row)) for pk, row in self.periods.items()]

    def clean_unit(self) -> UnitKerja:
        return self.units[self.cleaned_data["unit"]]

    def clean_periode(self) -> PeriodeEvaluasi:
        return self.periods[self.cleaned_data["periode"]]


class CatatanKalibrasiForm(TokenFormMixin):
    """`skp`: the pk of whose value it is about; without one the note is about all the assessor gave."""

    penilai = forms.TypedChoiceField(label="Pejabat Penilai", coerce=int)
    skp = forms.IntegerField(required=False, widget=forms.HiddenInput)
    uraian = UraianField(
        label="Catatan", max_length=2000, help_text="Dibaca oleh pejabat penilai itu, yang dapat menjawabnya."
    )

    def __init__(self, *args: Any, assessors: Iterable[Pegawai], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assessors = _by_pk(assessors)
        self.fields["penilai"].choices = [(pk, row.nama_lengkap) for pk, row in self.assessors.items()]

    def clean_penilai(self) -> Pegawai:
        return self.assessors[self.cleaned_data["penilai"]]


class JawabanForm(VersionFormMixin):
    columns = ("jawaban",)
    jawaban = UraianField(label="Jawaban", max_length=2000)

    @classmethod
    def stored(cls, row: CatatanKalibrasi) -> dict[str, Any]:
        return {"jawaban": row.jawaban}


class UbahNilaiForm(VersionFormMixin):
    """Both ratings; of who heads a unit the rating hasil kerja is shown and stays (`hasil_tetap`)."""

    columns = ("rating_hasil", "rating_perilaku")
    rating_hasil = forms.ChoiceField(label="Rating Hasil Kerja", choices=PILIHAN_RATING, widget=forms.RadioSelect)
    rating_perilaku = forms.ChoiceField(label="Rating Perilaku Kerja", choices=PILIHAN_RATING, widget=forms.RadioSelect)
    alasan = UraianField(
        label="Alasan", max_length=2000, help_text="Tercatat dalam riwayat evaluasi ini, beserta nama Anda."
    )

    def __init__(self, *args: Any, hasil_tetap: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasil_tetap:
            self.fields["rating_hasil"].disabled = True

    @classmethod
    def stored(cls, row: Evaluasi) -> dict[str, Any]:
        return {name: getattr(row, name) for name in cls.columns}

    def values(self) -> dict[str, Any]:
        return {
            "hasil": Rating(self.cleaned_data["rating_hasil"]),
            "perilaku": Rating(self.cleaned_data["rating_perilaku"]),
            "alasan": self.cleaned_data["alasan"],
        }
