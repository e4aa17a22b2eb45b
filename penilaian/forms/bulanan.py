import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import DesimalField, UraianField, VersionFormMixin, clean_text
from kegiatan.models import KategoriHarian
from kegiatan.services.realisasi import reports_cost
from organisasi.models import Pegawai
from penilaian.models import PenilaianPerilaku
from penilaian.scoring.perka_bkn_1_2013 import ASPEK_PERILAKU, ASPEK_PERILAKU_STRUKTURAL
from penilaian.services import Grade
from skp.models import TargetBulanan

ROW = re.compile(r"versi-([1-9][0-9]{0,17})", re.ASCII)
NOTE_LENGTH = 1000


class PilihanForm(forms.Form):
    """Whose month: the subordinate and the period, as the guide's page asks for them."""

    pegawai = forms.ChoiceField(label="Nama bawahan", required=False)
    bulan = forms.ChoiceField(label="Periode")

    def __init__(self, *args: Any, people: Iterable[Pegawai], months: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(person.pk), person.nama_lengkap) for person in people]
        self.fields["pegawai"].choices = [("", "Semua bawahan"), *names]
        self.fields["bulan"].choices = months


class GradeForm(forms.Form):
    """The rows of the verification desk: `nilai-<pk>`, `catatan-<pk>`, `versi-<pk>`.

    With the button "dipilih" every ticked row gets `nilai_dipilih`; with the other one each row what it was given.
    Any other field that is sent is not looked at. `grades` holds the result.
    """

    aksi = forms.ChoiceField(choices=[("simpan", "Simpan"), ("dipilih", "Nilai yang dipilih")], initial="simpan")
    nilai_dipilih = forms.TypedChoiceField(
        choices=KategoriHarian.choices, coerce=lambda value: KategoriHarian(int(value)), required=False
    )

    grades: Sequence[Grade] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        ticked = set(self.data.getlist("pilih")) if cleaned["aksi"] == "dipilih" else None
        together = cleaned["nilai_dipilih"] or None
        if ticked is not None and together is None:
            raise ValidationError("Pilih kategori untuk kegiatan yang dicentang.", code="required")
        rows = [match[1] for key in self.data if (match := ROW.fullmatch(key))]
        self.grades = [
            self._grade(pk, self.data.get(f"nilai-{pk}") if ticked is None else together)
            for pk in rows
            if (ticked is None and self.data.get(f"nilai-{pk}")) or (ticked is not None and pk in ticked)
        ]
        if not self.grades:
            raise ValidationError("Belum ada kegiatan yang diberi nilai.", code="required")
        return cleaned

    def _grade(self, pk: str, nilai: Any) -> Grade:
        try:
            grade, versi = KategoriHarian(int(nilai)), int(self.data[f"versi-{pk}"])
        except ValueError:
            raise ValidationError("Kategori penilaian tidak dikenal.", code="invalid") from None
        note = clean_text(self.data.get(f"catatan-{pk}", ""), multiline=True)
        if len(note) > NOTE_LENGTH:
            raise ValidationError(
                f"Catatan paling panjang {NOTE_LENGTH} huruf; ada yang {len(note)} huruf.", code="max_length"
            )
        return Grade(int(pk), versi, grade, note)


class KualitasForm(VersionFormMixin):
    columns = ("nilai",)
    nilai = DesimalField(label="Nilai Kualitas", maximum=100)


class PerilakuForm(VersionFormMixin):
    """The guide's six fields in its order; kepemimpinan for structural posts only."""

    columns = ASPEK_PERILAKU_STRUKTURAL

    def __init__(self, *args: Any, struktural: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ASPEK_PERILAKU_STRUKTURAL if struktural else ASPEK_PERILAKU:
            label = PenilaianPerilaku._meta.get_field(name).verbose_name.title()
            widget = forms.TextInput(attrs={"data-total-part": True})
            self.fields[name] = DesimalField(label=label, maximum=100, widget=widget)


class RealisasiForm(VersionFormMixin):
    """ "Input Waktu dan Biaya SKP Bulanan": the cost is asked of PA and KPA only."""

    columns = ("waktu", "biaya")
    waktu = DesimalField(label="Waktu", maximum=9999)
    biaya = DesimalField(label="Biaya", maximum=10**15)

    def __init__(self, *args: Any, target: TargetBulanan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["waktu"].help_text = f"Dalam satuan {target.get_satuan_waktu_display()}, sama dengan targetnya."
        if not reports_cost(target):
            del self.fields["biaya"]


class AlasanForm(forms.Form):
    alasan = UraianField(label="Alasan", max_length=1000)


class KeputusanForm(AlasanForm):
    """A decision on a tugas tambahan or kreativitas, with the version of it that the penilai saw."""

    versi = forms.IntegerField(required=False, min_value=1)
