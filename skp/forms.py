from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from ekinerja.forms import (
    PILIHAN_BULAN,
    DesimalField,
    TanggalField,
    TeksField,
    TokenFormMixin,
    UraianField,
    VersionFormMixin,
    clean_text,
    format_number,
)
from skp import rules
from skp.models import RencanaHasilKerja, Satuan, SatuanWaktu, Skp, SkpBulanan, StatusKegiatan, TargetBulanan

BIAYA_MAKSIMUM = Decimal(10) ** 15
TAHAPAN_MAKSIMUM = 20
POSITIVE = Decimal("0.01")

# --- SKP Tahunan -----------------------------------------------------------------------------------------------------


class TahunForm(TokenFormMixin, forms.Form):
    """What is made for a year, among those it can be made for."""

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]


class SkpForm(TahunForm):
    periode_mulai = TanggalField(label="Periode Awal", required=False)
    periode_selesai = TanggalField(
        label="Periode Akhir",
        required=False,
        help_text="Kosongkan keduanya untuk satu tahun penuh, atau untuk sisa tahun setelah SKP Anda yang terakhir.",
    )
    field_order = ["tahun", "periode_mulai", "periode_selesai"]


class PeriodeForm(VersionFormMixin, forms.Form):
    columns = ("periode_mulai", "periode_selesai")
    periode_mulai = TanggalField(label="Periode Awal")
    periode_selesai = TanggalField(label="Periode Akhir")


# --- Target SKP Tahunan ----------------------------------------------------------------------------------------------


class AtasanField(forms.ModelChoiceField):
    def label_from_instance(self, rhk: RencanaHasilKerja) -> str:
        return f"{rhk.uraian} ({format_number(rhk.target_kuantitas)} {rhk.satuan})"


class RhkForm(forms.Form):
    """The guide's form "Tambah Target SKP Tahunan". What a post may not fill in is not offered, and refused if sent."""

    columns = (
        "status_kegiatan",
        "atasan",
        "uraian",
        "angka_kredit",
        "target_kuantitas",
        "satuan",
        "target_kualitas",
        "target_waktu",
        "satuan_waktu",
        "target_biaya",
    )
    status_kegiatan = forms.ChoiceField(
        label="Status Kegiatan",
        choices=StatusKegiatan.choices,
        initial=StatusKegiatan.CASCADING,
        widget=forms.RadioSelect,
        help_text="Cascading: ada keterkaitan dengan target pekerjaan atasan.",
    )
    atasan = AtasanField(
        label="SKP Tahunan Atasan",
        queryset=RencanaHasilKerja.objects.none(),
        required=False,
        blank=True,
        empty_label="Tidak ada",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih target dari SKP Tahunan pejabat penilai Anda yang sudah disetujui."},
    )
    uraian = UraianField(label="Uraian Kegiatan Tahunan", max_length=1000)
    angka_kredit = DesimalField(
        label="Angka Kredit", required=False, decimal_places=3, maximum=Decimal(99_999), help_text="Per satuan hasil."
    )
    target_kuantitas = DesimalField(label="Target Kuantitas", minimum=POSITIVE, maximum=Decimal(999_999))
    satuan = forms.ModelChoiceField(
        label="Satuan",
        queryset=Satuan.objects.none(),
        empty_label="Pilih satuan",
        error_messages={"invalid_choice": f"Pilih satuan dari daftar. {rules.ALASAN_SATUAN}"},
    )
    target_kualitas = DesimalField(label="Target Kualitas", minimum=1, maximum=100, initial=Decimal(100))
    target_waktu = DesimalField(label="Target Waktu", minimum=POSITIVE, maximum=366)
    satuan_waktu = forms.ChoiceField(label="Satuan Waktu", choices=SatuanWaktu.choices, initial=SatuanWaktu.BULAN)
    target_biaya = DesimalField(label="Target Biaya", required=False, maximum=BIAYA_MAKSIMUM, help_text="Dalam rupiah.")

    def __init__(
        self,
        *args: Any,
        skp: Skp,
        rhk: RencanaHasilKerja | None = None,
        cari: str = "",
        terpilih: int | None = None,
        **kwargs: Any,
    ) -> None:
        """`cari` narrows the superior's targets; `terpilih`, ticked on the page already, stays among them."""
        super().__init__(*args, **kwargs)
        self.skp = skp
        self.offered = RencanaHasilKerja.objects.offered_to(skp)
        shown = self.offered.search(cari) | self.offered.filter(pk=terpilih)
        # The target chosen before stays choosable although the superior's SKP has been reopened since.
        kept = Q(pk=rhk.atasan_id) if rhk else Q(pk=None)
        choices = RencanaHasilKerja.objects.filter(kept | Q(pk__in=shown.values("pk")))
        self.fields["atasan"].queryset = choices.select_related("satuan")
        self.fields["satuan"].queryset = self._satuan(rhk)
        self.refused = {}
        if not skp.jabatan.fungsional:
            self.refused["angka_kredit"] = rules.ALASAN_ANGKA_KREDIT
        if not skp.memegang_anggaran:
            self.refused["target_biaya"] = rules.ALASAN_BIAYA
        for name in self.refused:
            del self.fields[name]
        for name in self.fields.keys() & {"angka_kredit", "target_kuantitas"}:
            self.fields[name].widget.attrs["data-product-part"] = True

    def _satuan(self, rhk: RencanaHasilKerja | None) -> Any:
        usable = Q(instansi=self.skp.instansi_id, aktif=True)
        if not self.skp.jabatan.fungsional:
            usable &= Q(khusus_fungsional=False)
        return Satuan.objects.filter(usable | Q(pk=rhk.satuan_id if rhk else None))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_sent(self, self.refused)
        problems = rules.rhk_problems(self.skp, cleaned, atasan_tersedia=self.offered.exists())
        for field, reason in problems.items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, reason)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The model's fields; what the post may not fill in is empty."""
        return {name: self.cleaned_data.get(name) for name in self.columns}


class CariAtasanForm(forms.Form):
    """A search among the superior's targets, and the one that is ticked. What is wrong in it is left out."""

    cari = TeksField(required=False, max_length=100)
    atasan = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class TambahRhkForm(TokenFormMixin, RhkForm):
    pass


class UbahRhkForm(VersionFormMixin, RhkForm):
    pass


# --- SKP Bulanan -----------------------------------------------------------------------------------------------------


class SkpBulananForm(TahunForm):
    bulan = forms.TypedChoiceField(label="Bulan", coerce=int, choices=PILIHAN_BULAN)
    field_order = ["tahun", "bulan"]


class BulanForm(VersionFormMixin, forms.Form):
    columns = ("bulan",)
    bulan = forms.TypedChoiceField(label="Bulan", coerce=int, choices=PILIHAN_BULAN)


# --- Target SKP Bulanan ----------------------------------------------------------------------------------------------


class TargetTahunanField(forms.ModelChoiceField):
    def label_from_instance(self, rhk: RencanaHasilKerja) -> str:
        return f"{rhk.uraian} ({format_number(rhk.target_kuantitas)} {rhk.satuan} setahun)"


class TahapanField(UraianField):
    """One step a line; empty lines do not count."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value: Any) -> list[str]:
        lines = [clean_text(line) for line in str(super().clean(value) or "").splitlines()]
        steps = [line for line in lines if line]
        if len(steps) > TAHAPAN_MAKSIMUM:
            raise ValidationError(f"Paling banyak {TAHAPAN_MAKSIMUM} tahapan.", code="max_length")
        if any(len(step) > 300 for step in steps):
            raise ValidationError("Satu tahapan paling panjang 300 karakter.", code="max_length")
        return steps

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "").split() != (self.prepare_value(data) or "").split()


class TargetForm(forms.Form):
    columns = (
        "rhk",
        "uraian",
        "target_kuantitas",
        "target_kualitas",
        "target_waktu",
        "satuan_waktu",
        "target_biaya",
        "status_tahapan",
        "tahapan",
    )
    rhk = TargetTahunanField(
        label="Target SKP Tahunan",
        queryset=RencanaHasilKerja.objects.none(),
        empty_label="Pilih target SKP Tahunan",
        error_messages={"invalid_choice": "Pilih target dari SKP Tahunan Anda sendiri."},
    )
    uraian = UraianField(
        label="Uraian Kegiatan",
        max_length=1000,
        required=False,
        help_text="Kosongkan untuk memakai uraian target SKP Tahunan.",
    )
    target_kuantitas = DesimalField(
        label="Target Kuantitas",
        minimum=POSITIVE,
        maximum=Decimal(999_999),
        help_text="Dalam satuan target SKP Tahunan yang dipilih.",
    )
    target_kualitas = DesimalField(label="Target Kualitas", minimum=1, maximum=100, initial=Decimal(100))
    target_waktu = DesimalField(label="Target Waktu", minimum=POSITIVE, maximum=366)
    satuan_waktu = forms.ChoiceField(label="Satuan Waktu", choices=SatuanWaktu.choices, initial=SatuanWaktu.HARI)
    target_biaya = DesimalField(label="Target Biaya", required=False, maximum=BIAYA_MAKSIMUM, help_text="Dalam rupiah.")
    status_tahapan = forms.TypedChoiceField(
        label="Status Tahapan",
        choices=(("YA", "YA"), ("TIDAK", "TIDAK")),
        coerce=lambda value: value == "YA",
        initial="TIDAK",
        widget=forms.RadioSelect,
        help_text="YA jika pekerjaan bulan itu mempunyai langkah-langkah untuk menyelesaikannya.",
    )
    tahapan = TahapanField(
        label="Tahapan", max_length=6000, required=False, help_text="Satu baris satu tahapan. Diisi bila statusnya YA."
    )

    def __init__(self, *args: Any, bulanan: SkpBulanan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bulanan = bulanan
        self.fields["rhk"].queryset = bulanan.skp.rhk.select_related("satuan")
        self.refused = {}
        if not bulanan.skp.memegang_anggaran:
            self.refused["target_biaya"] = rules.ALASAN_BIAYA
            del self.fields["target_biaya"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_sent(self, self.refused)
        if not cleaned.get("uraian") and "uraian" not in self.errors and cleaned.get("rhk"):
            cleaned["uraian"] = cleaned["rhk"].uraian
        if "tahapan" in self.errors:
            return cleaned
        for field, reason in rules.target_problems(self.bulanan, cleaned).items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, reason)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The model's fields and `tahapan`; what the post may not fill in is empty."""
        return {name: self.cleaned_data.get(name) for name in self.columns}


class TambahTargetForm(TokenFormMixin, TargetForm):
    pass


class UbahTargetForm(VersionFormMixin, TargetForm):
    @classmethod
    def stored(cls, row: TargetBulanan) -> dict[str, Any]:
        return {
            **super().stored(row),
            "status_tahapan": "YA" if row.status_tahapan else "TIDAK",
            "tahapan": [step.uraian for step in row.tahapan.all()],
        }


# --- Steps -----------------------------------------------------------------------------------------------------------


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


def refuse_sent(form: forms.Form, refused: Mapping[str, str]) -> None:
    """Says why a field that was not offered is not taken, should somebody send it all the same."""
    for name, reason in refused.items():
        if form.data.get(form.add_prefix(name), "").strip():
            form.add_error(None, reason)


def years_for(today: date) -> list[int]:
    """The years an SKP can be made for: last year (with a dispensasi), this one, and next year's ahead of its start."""
    return [today.year + 1, today.year, today.year - 1]
