from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Case, Q, When

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
from skp.indikator import asks_klasifikasi
from skp.models import JenisRhk, Klasifikasi, RencanaHasilKerja, Satuan, SatuanWaktu, Skp, StatusKegiatan
from skp.rules.sasaran import (
    ALASAN_ATASAN,
    ALASAN_KLASIFIKASI,
    ALASAN_TANPA_EVALUASI,
    ALASAN_TANPA_PENGUKURAN,
    TERUKUR,
    UTUH,
    sasaran_problems,
)
from skp.workflow import Status

KUALITAS_BIASA = Decimal(100)


class AtasanField(forms.ModelChoiceField):
    def label_from_instance(self, rhk: RencanaHasilKerja) -> str:
        """The one chosen before is offered although it is being written anew: without what it says now."""
        shown = rhk.terukur and rhk.skp.status != Status.DRAFT
        target = f" ({format_number(rhk.target_kuantitas)} {rhk.satuan})" if shown else ""
        return f"{rhk.uraian_terbuka}{target} · {rhk.skp.pegawai}"


class RhkForm(forms.Form):
    """An RHK as the guide of BKN asks for it, with the measured target of that of Kota Magelang.

    What a post or an instansi does not fill in is not offered, and refused if sent.
    """

    columns: tuple[str, ...] = (
        "atasan",
        "status_kegiatan",
        "klasifikasi",
        "jenis",
        "uraian",
        "penugasan_dari",
        "target_kuantitas",
        "satuan",
        "target_kualitas",
        "target_waktu",
        "satuan_waktu",
        "target_biaya",
        "angka_kredit",
    )
    atasan = AtasanField(
        label="RHK Atasan yang Diintervensi",
        queryset=RencanaHasilKerja.objects.none(),
        required=False,
        blank=True,
        empty_label="Tidak ada",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": ALASAN_ATASAN},
    )
    status_kegiatan = forms.ChoiceField(
        label="Status Kegiatan",
        choices=StatusKegiatan.choices,
        initial=StatusKegiatan.CASCADING,
        widget=forms.RadioSelect,
        help_text="Cascading: ada keterkaitan dengan target pekerjaan atasan.",
    )
    klasifikasi = forms.ChoiceField(
        label="Klasifikasi", choices=[("", "Pilih klasifikasi"), *Klasifikasi.choices], required=False
    )
    jenis = forms.ChoiceField(label="Jenis", choices=JenisRhk.choices, initial=JenisRhk.UTAMA, widget=forms.RadioSelect)
    uraian = UraianField(label="Rencana Hasil Kerja", max_length=1000)
    penugasan_dari = TeksField(
        label="Penugasan dari",
        max_length=200,
        required=False,
        help_text="Diisi bila RHK ini ditugaskan pihak lain; tercetak dalam kurung di belakangnya.",
    )
    target_kuantitas = DesimalField(
        label="Target Kuantitas", minimum=POSITIVE, maximum=Decimal(999_999), required=False
    )
    satuan = forms.ModelChoiceField(
        label="Satuan",
        queryset=Satuan.objects.none(),
        required=False,
        empty_label="Pilih satuan",
        error_messages={"invalid_choice": f"Pilih satuan dari daftar. {rules.ALASAN_SATUAN}"},
    )
    target_kualitas = DesimalField(label="Target Kualitas", minimum=1, maximum=100, required=False)
    target_waktu = DesimalField(label="Target Waktu", minimum=POSITIVE, maximum=366, required=False)
    satuan_waktu = forms.ChoiceField(label="Satuan Waktu", choices=SatuanWaktu.choices, initial=SatuanWaktu.BULAN)
    target_biaya = DesimalField(label="Target Biaya", required=False, maximum=BIAYA_MAKSIMUM, help_text="Dalam rupiah.")
    angka_kredit = DesimalField(
        label="Angka Kredit", required=False, decimal_places=3, maximum=Decimal(99_999), help_text="Per satuan hasil."
    )

    def __init__(
        self,
        *args: Any,
        skp: Skp,
        rhk: RencanaHasilKerja | None = None,
        cari: str = "",
        terpilih: int | None = None,
        **kwargs: Any,
    ) -> None:
        """`cari` narrows the superior's RHK; `terpilih`, ticked on the page already, stays among them."""
        super().__init__(*args, **kwargs)
        self.skp = skp
        self.offered = RencanaHasilKerja.objects.offered_to(skp)
        shown = self.offered.search(cari) | self.offered.filter(pk=terpilih)
        # The RHK chosen before stays choosable although the superior's SKP has been reopened since.
        kept = Q(pk=rhk.atasan_id) if rhk else Q(pk=None)
        choices = RencanaHasilKerja.objects.filter(kept | Q(pk__in=shown.values("pk")))
        penilai_first = Case(When(skp__pegawai=skp.penilai_id, then=0), default=1)
        self.fields["atasan"].queryset = choices.select_related("satuan", "skp__pegawai").order_by(
            penilai_first, "skp__pegawai__nama", "urutan", "pk"
        )
        self.fields["satuan"].queryset = usable_satuan(skp, rhk)
        self.unoffered = self._unoffered()
        for name in self.unoffered:
            del self.fields[name]
        if skp.instansi.evaluasi_periodik:
            self._with_evaluasi()
        else:
            self._measured_only()
        for name in self.fields.keys() & {"angka_kredit", "target_kuantitas"}:
            self.fields[name].widget.attrs["data-product-part"] = True

    def _unoffered(self) -> dict[str, str]:
        """Fields this post, or this instansi, does not fill in, each with the reason."""
        skp = self.skp
        names = {}
        if not asks_klasifikasi(skp):
            names["klasifikasi"] = ALASAN_KLASIFIKASI
        else:
            names["status_kegiatan"] = ""
        if not skp.instansi.evaluasi_periodik:
            names |= {"jenis": "", "penugasan_dari": ALASAN_TANPA_EVALUASI}
        if not skp.jabatan.fungsional:
            names["angka_kredit"] = rules.ALASAN_ANGKA_KREDIT
        if not skp.memegang_anggaran:
            names["target_biaya"] = rules.ALASAN_BIAYA
        if not skp.instansi.pengukuran_bulanan:
            names |= dict.fromkeys(TERUKUR, ALASAN_TANPA_PENGUKURAN) | {"satuan_waktu": ""}
        return names

    def _with_evaluasi(self) -> None:
        if "klasifikasi" in self.fields:
            self.fields["klasifikasi"].required = True
        if "target_kualitas" in self.fields:
            self.fields["target_kualitas"].help_text = "Kosongkan untuk 100."

    def _measured_only(self) -> None:
        """The guide of Kota Magelang's own words, and its target that every line has."""
        self.fields["atasan"].label = "SKP Tahunan Atasan"
        self.fields["uraian"].label = "Uraian Kegiatan Tahunan"
        self.fields["target_kualitas"].initial = KUALITAS_BIASA
        for name in UTUH:
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_sent(self, {name: reason for name, reason in self.unoffered.items() if reason})
        if "status_kegiatan" in self.unoffered:
            cleaned["status_kegiatan"] = (
                StatusKegiatan.CASCADING if cleaned.get("atasan") else StatusKegiatan.TIDAK_CASCADING
            )
        if self._measured_without_quality(cleaned):
            cleaned["target_kualitas"] = KUALITAS_BIASA
        problems = rules.rhk_problems(self.skp, cleaned, atasan_tersedia=self.offered.exists())
        for field, reason in (problems | sasaran_problems(self.skp, cleaned)).items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, reason)
        return cleaned

    def _measured_without_quality(self, cleaned: dict[str, Any]) -> bool:
        given = any(cleaned.get(name) is not None for name in TERUKUR)
        return given and "target_kualitas" in cleaned and cleaned["target_kualitas"] is None

    def values(self) -> dict[str, Any]:
        """The model's fields. What only others fill in is empty; what the instansi does not use is kept."""
        names = [name for name in self.columns if name in self.fields]
        if "status_kegiatan" in self.unoffered:
            names.append("status_kegiatan")
        if self.skp.instansi.pengukuran_bulanan:
            names += [name for name in ("angka_kredit", "target_biaya") if name in self.unoffered]
        return {name: self.cleaned_data.get(name) for name in names}


def usable_satuan(skp: Skp, rhk: RencanaHasilKerja | None = None) -> Any:
    """The satuan a post may use, and the one that is stored."""
    usable = Q(instansi=skp.instansi_id, aktif=True)
    if not skp.jabatan.fungsional:
        usable &= Q(khusus_fungsional=False)
    return Satuan.objects.filter(usable | Q(pk=rhk.satuan_id if rhk else None))


class CariAtasanForm(forms.Form):
    """A search among the superior's RHK, and the one that is ticked. What is wrong in it is left out."""

    cari = TeksField(required=False, max_length=100)
    atasan = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class TambahRhkForm(TokenFormMixin, RhkForm):
    pass


class UbahRhkForm(VersionFormMixin, RhkForm):
    columns = RhkForm.columns
