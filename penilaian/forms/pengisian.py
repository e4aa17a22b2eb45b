"""The forms of the owner: rencana aksi, realisasi, eviden, self-rating."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import TeksField, TokenFormMixin, UraianField, VersionFormMixin
from kegiatan.forms import BerkasField, UploadForm
from kegiatan.models import Bukti
from kegiatan.tautan import check_link
from organisasi.models import Pegawai
from penilaian.lembar import BarisHasil, BarisUkuran, Lembar
from penilaian.models import Eviden
from penilaian.models.evaluasi import PILIHAN_RATING
from penilaian.services.pengisian import IsiRealisasi, SumberEviden, version_of
from penilaian.tawaran import TawaranRencana
from skp.indikator import Line


class RencanaAksiForm(forms.Form):
    columns = ("uraian", "target")
    uraian = UraianField(label="Rencana Aksi", max_length=1000)
    target = TeksField(label="Target", max_length=200, required=False, help_text="Boleh kosong; misalnya 3 laporan.")

    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.columns}


class TambahRencanaAksiForm(RencanaAksiForm, TokenFormMixin):
    pass


class UbahRencanaAksiForm(RencanaAksiForm, VersionFormMixin):
    pass


class AmbilRencanaAksiForm(forms.Form):
    """The tick list of what is offered. Sent again it changes nothing: what was taken is passed over."""

    kode = forms.MultipleChoiceField(
        label="Rencana aksi",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Centang sedikitnya satu rencana aksi.",
            "invalid_choice": "Pilihan itu sudah tidak ditawarkan. Muat ulang halaman.",
        },
    )

    def __init__(self, *args: Any, offers: Iterable[TawaranRencana], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kode"].choices = [(offer.kode, offer.uraian) for offer in offers]


@dataclass(frozen=True)
class RealisasiTersimpan:
    """The lines of an RHK as they are stored, with the number that tells whether they changed."""

    rhk: BarisHasil

    @property
    def versi(self) -> int:
        return version_of(self.rhk)


class RealisasiPeriodeForm(VersionFormMixin):
    """Realisasi and Sumber Data of every line of one RHK: `realisasi-<kode>`, `sumber-<kode>`."""

    columns = ()

    def __init__(self, *args: Any, rhk: BarisHasil, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rhk = rhk
        for line in rhk.ukuran:
            self.fields[f"realisasi-{line.kode}"] = UraianField(
                label="Realisasi", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"sumber-{line.kode}"] = TeksField(label="Sumber Data", max_length=500, required=False)

    @classmethod
    def stored(cls, row: RealisasiTersimpan) -> dict[str, Any]:
        lines = row.rhk.ukuran
        return {f"realisasi-{line.kode}": line.realisasi for line in lines} | {
            f"sumber-{line.kode}": line.sumber_data for line in lines
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for line in self.rhk.ukuran:
            if data.get(f"sumber-{line.kode}") and data.get(f"realisasi-{line.kode}") == "":
                self.add_error(f"realisasi-{line.kode}", "Isi realisasinya, atau kosongkan sumber datanya.")
        return data

    def isi(self) -> dict[str, IsiRealisasi]:
        data = self.cleaned_data
        return {
            line.kode: IsiRealisasi(data[f"realisasi-{line.kode}"], data[f"sumber-{line.kode}"])
            for line in self.rhk.ukuran
        }

    def lines(self) -> Iterator[tuple[BarisUkuran, Any, Any]]:
        """Each line with its two fields."""
        for line in self.rhk.ukuran:
            yield line, self[f"realisasi-{line.kode}"], self[f"sumber-{line.kode}"]


class Centang(NamedTuple):
    """A line in the tick list of an eviden."""

    nilai: str
    ukuran: BarisUkuran
    dicentang: bool


class EvidenForm(UploadForm):
    """A name, one thing that proves, and the lines it speaks for."""

    columns = ("nama",)
    nama = TeksField(label="Nama Eviden", max_length=255)
    berkas = BerkasField(label="Berkas", required=False, help_text="PDF, JPG, PNG, DOCX, atau XLSX.")
    tautan = TeksField(
        label="Tautan",
        required=False,
        validators=[check_link],
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://…"}),
        help_text="Alamat berkas di Google Drive, Dropbox, dan lain sebagainya.",
    )
    bukti = forms.ModelChoiceField(
        label="Bukti kegiatan harian",
        queryset=Bukti.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Pilih bukti milik Anda sendiri."},
    )
    ukuran = forms.MultipleChoiceField(
        label="Membuktikan indikator",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Centang sedikitnya satu indikator yang dibuktikan.",
            "invalid_choice": "Indikator itu sudah tidak ada pada SKP Anda.",
        },
    )
    needs_source = True

    def __init__(self, *args: Any, user: Pegawai, lembar: Lembar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lembar = lembar
        self.fields["bukti"].queryset = Bukti.objects.of(user)
        self.fields["ukuran"].choices = [
            (code_of(row.rhk, line), line.uraian) for row in lembar.hasil for line in row.ukuran
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        jumlah = self._sumber().jumlah
        if jumlah > 1:
            raise ValidationError("Pilih satu saja: berkas, tautan, atau bukti kegiatan harian.", code="source")
        if not jumlah and self.needs_source:
            raise ValidationError("Pilih berkas, tuliskan tautan, atau ambil bukti kegiatan harian.", code="source")
        return data

    def values(self) -> dict[str, Any]:
        """What the services take."""
        sumber = self._sumber()
        return {
            "nama": self.cleaned_data["nama"],
            "sumber": sumber if sumber.jumlah else None,
            "ukuran": [line_of(code) for code in self.cleaned_data["ukuran"]],
        }

    def _sumber(self) -> SumberEviden:
        data = self.cleaned_data
        return SumberEviden(berkas=data["berkas"], tautan=data["tautan"], bukti=data["bukti"])

    @property
    def bukti_dipilih(self) -> Bukti | None:
        """The bukti of a kegiatan harian that the form carries, checked to be one's own."""
        try:
            return self.fields["bukti"].clean(self["bukti"].value())
        except ValidationError:
            return None

    def pilihan(self) -> list[tuple[BarisHasil, list[Centang]]]:
        """The tick list by RHK."""
        ticked = set(map(str, self["ukuran"].value() or ()))
        return [
            (
                row,
                [Centang(code_of(row.rhk, line), line, code_of(row.rhk, line) in ticked) for line in row.ukuran],
            )
            for row in self.lembar.hasil
        ]


class TambahEvidenForm(EvidenForm, TokenFormMixin):
    pass


class UbahEvidenForm(EvidenForm, VersionFormMixin):
    needs_source = False

    @classmethod
    def stored(cls, row: Eviden) -> dict[str, Any]:
        return {"nama": row.nama, "ukuran": [f"{line.rhk_id}:{line.kode}" for line in row.ukuran.all()]}


def code_of(rhk: int, line: BarisUkuran) -> str:
    return f"{rhk}:{line.kode}"


def line_of(code: str) -> Line:
    """Of a code the form offered."""
    rhk, _, kode = code.partition(":")
    return int(rhk), kode


class PenilaianDiriForm(VersionFormMixin):
    columns = ("mandiri_hasil", "mandiri_perilaku", "mandiri_catatan")
    mandiri_hasil = forms.ChoiceField(label="Hasil Kerja", choices=PILIHAN_RATING, widget=forms.RadioSelect)
    mandiri_perilaku = forms.ChoiceField(label="Perilaku Kerja", choices=PILIHAN_RATING, widget=forms.RadioSelect)
    mandiri_catatan = UraianField(label="Catatan", max_length=2000, required=False)
