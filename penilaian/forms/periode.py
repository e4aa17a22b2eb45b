from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import (
    AngkaField,
    DesimalField,
    TanggalField,
    TeksField,
    TokenFormMixin,
    UraianField,
    VersionFormMixin,
    format_number,
)
from organisasi.models import Instansi, JenisLibur, JenisPeriode, PeriodeEvaluasi
from penilaian.rules.periode import FIXED_IN_USE, date_problems
from penilaian.scoring.permenpanrb_6_2022 import Predikat

EARLIEST, LATEST = 2000, 2100


class PilihTahunForm(forms.Form):
    """Which year's rows are shown, and of which instansi for who administers several."""

    instansi = forms.ChoiceField(label="Instansi", required=False)
    tahun = forms.ChoiceField(label="Tahun", required=False)

    def __init__(self, *args: Any, years: list[int], instansi: list[Instansi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]
        self.fields["instansi"].choices = [(row.pk, row.nama) for row in instansi]
        if not instansi:
            del self.fields["instansi"]


class PeriodeForm(forms.Form):
    columns = ("nama", "jenis", "mulai", "selesai", "batas_pengisian", "batas_penilaian")
    nama = TeksField(label="Nama", max_length=60, help_text="Misalnya Triwulan I, Januari, Akhir Tahun.")
    jenis = forms.ChoiceField(label="Jenis Periode", choices=JenisPeriode.choices)
    mulai = TanggalField(label="Periode Awal")
    selesai = TanggalField(label="Periode Akhir")
    batas_pengisian = TanggalField(
        label="Batas Pengisian", help_text="Hari terakhir pegawai mengisi rencana aksi, realisasi, dan eviden."
    )
    batas_penilaian = TanggalField(
        label="Batas Penilaian", help_text="Sesudahnya atasan pejabat penilai juga boleh menilai."
    )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        days = ("mulai", "selesai", "batas_pengisian", "batas_penilaian")
        if all(cleaned.get(name) for name in days):
            for name, reason in date_problems(cleaned, tahun=self.year(cleaned)).items():
                self.add_error(name, reason)
        return cleaned

    def year(self, cleaned: dict[str, Any]) -> int:
        raise NotImplementedError


class TambahPeriodeForm(TokenFormMixin, PeriodeForm):
    tahun = AngkaField(
        label="Tahun",
        minimum=EARLIEST,
        maximum=LATEST,
        required=False,
        help_text="Kosongkan bila periode ini berlaku setiap tahun.",
    )
    field_order = ["nama", "jenis", "tahun"]

    def year(self, cleaned: dict[str, Any]) -> int:
        return cleaned.get("tahun") or cleaned["mulai"].year


class UbahPeriodeForm(VersionFormMixin, PeriodeForm):
    columns = (*PeriodeForm.columns, "berulang")
    berulang = forms.BooleanField(
        label="Berlaku setiap tahun",
        required=False,
        help_text="Tahun yang dibuka sesudah ini mendapat periode yang sama.",
    )

    def __init__(self, *args: Any, periode: PeriodeEvaluasi, terpakai: bool, **kwargs: Any) -> None:
        """`terpakai`: something was written for it, so that its kind and days stay."""
        super().__init__(*args, **kwargs)
        self.periode = periode
        if terpakai:
            for name in FIXED_IN_USE:
                self.fields[name].disabled = True

    def year(self, cleaned: dict[str, Any]) -> int:
        return self.periode.tahun


class TutupForm(VersionFormMixin, forms.Form):
    columns = ()
    alasan = UraianField(
        label="Alasan menutup sekarang",
        max_length=900,
        required=False,
        help_text="Dicatat, dan dibaca oleh pegawai yang evaluasinya belum selesai.",
    )


class BukaForm(VersionFormMixin, forms.Form):
    columns = ()
    alasan = UraianField(label="Alasan membuka kembali", max_length=900, help_text="Dicatat dalam riwayat periode.")


class LiburForm(forms.Form):
    tanggal = TanggalField(label="Tanggal")
    nama = TeksField(label="Nama", max_length=120)
    jenis = forms.ChoiceField(label="Jenis", choices=JenisLibur.choices)

    def __init__(self, *args: Any, jenis: list[str], **kwargs: Any) -> None:
        """`jenis`: those the user keeps."""
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = [(value, JenisLibur(value).label) for value in jenis]


class PengaturanForm(forms.Form):
    penilaian_diri = forms.BooleanField(
        label="Penilaian diri lebih dahulu",
        required=False,
        help_text="Pegawai menilai dirinya sendiri sebelum pejabat penilai memberi rating.",
    )
    umpan_balik_anonim = forms.BooleanField(
        label="Umpan balik rekan kerja anonim",
        required=False,
        help_text="Penerima tidak melihat siapa pemberinya, dan baru membacanya setelah sedikitnya tiga rekan mengisi. "
        "Bila dimatikan, undangan yang sudah dibuat tetap anonim: begitulah janjinya kepada pemberi.",
    )


class PolaForm(forms.Form):
    """Five shares, together 100."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part = forms.TextInput(attrs={"data-total-part": True})
        for each in Predikat:
            self.fields[each.value] = DesimalField(
                label=f"{each.label} (%)", minimum=0, maximum=100, decimal_places=2, widget=part
            )

    def bagian(self) -> dict[Predikat, Any]:
        return {each: self.cleaned_data[each.value] for each in Predikat}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            total = sum(self.bagian().values())
            if total != 100:
                raise ValidationError(f"Jumlah kelima bagian harus 100%, sekarang {format_number(total)}%.")
        return cleaned
