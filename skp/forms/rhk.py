from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q

from ekinerja.forms import (
    DesimalField,
    TeksField,
    TokenFormMixin,
    UraianField,
    VersionFormMixin,
    format_number,
)
from skp import rules
from skp.forms.batas import BIAYA_MAKSIMUM, POSITIVE, refuse_sent
from skp.models import RencanaHasilKerja, Satuan, SatuanWaktu, Skp, StatusKegiatan


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
