"""A person's data, his account, his move, and changes of many at once."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.forms import (
    MasaMixin,
    TanggalField,
    TeksField,
    TokenFormMixin,
    UraianField,
    VersionFormMixin,
    format_number,
)
from organisasi.admin_forms import PegawaiForm
from organisasi.forms.pilih import InstansiField, JabatanField, OrangField, UnitField
from organisasi.forms.unor import offer_units
from organisasi.models import (
    AlasanPengecualian,
    Bidang,
    Instansi,
    Jabatan,
    Pegawai,
    Pengecualian,
    PeranAnggaran,
    StatusKepegawaian,
    UnitKerja,
)
from organisasi.nip import SHAPE, normalize_nip
from organisasi.services.massal import Nilai, nilai

MOST_PEOPLE = 500
_BETWEEN_NIP = re.compile(r"[\n,;\t]+")
COLUMNS = (
    "nip", "status", "gelar_depan", "nama", "gelar_belakang", "email", "unit", "jabatan", "golongan",
    "peran_anggaran", "nomor_karpeg", "tempat_lahir", "tmt_golongan", "tmt_jabatan", "admin_instansi",
)  # fmt: skip


class DataPegawaiForm(PegawaiForm):
    """The administration's form and its checks, with typed search for unit and jabatan.

    The instansi changes by a move, the account on a page of its own.
    """

    columns = COLUMNS
    unit = UnitField(label="Unit kerja", required=False, empty_label="Belum ada unit")
    jabatan = JabatanField(label="Jabatan", required=False, empty_label="Belum ada jabatan")

    class Meta(PegawaiForm.Meta):
        fields = COLUMNS
        field_classes = {
            **dict.fromkeys(("gelar_depan", "nama", "gelar_belakang", "nomor_karpeg", "tempat_lahir"), TeksField),
            **dict.fromkeys(("tmt_golongan", "tmt_jabatan"), TanggalField),
        }
        widgets = dict.fromkeys(
            ("tmt_golongan", "tmt_jabatan"), forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        )

    def __init__(self, *args: Any, beri_peran: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_place(self, self.instance.instansi, pegawai=self.instance if self.instance.pk else None)
        if not beri_peran:
            del self.fields["admin_instansi"]

    @property
    def written(self) -> list[str]:
        """The columns this form may write."""
        return [name for name in self.columns if name in self.fields]


class UbahPegawaiForm(VersionFormMixin, DataPegawaiForm):
    pass


class StatusForm(VersionFormMixin, forms.Form):
    """Why an account ends, or is taken up again; of a head also who takes his unit."""

    columns = ()
    alasan = TeksField(label="Alasan", max_length=500, help_text="Tersimpan dalam riwayat pegawai ini.")
    tindakan = forms.ChoiceField(
        label="Unit yang dikepalainya",
        choices=[
            ("LEPASKAN", "Lepaskan: unit itu tanpa kepala untuk sementara"),
            ("GANTI", "Ganti dengan pegawai lain"),
        ],
        widget=forms.RadioSelect,
    )
    kepala = OrangField(label="Kepala pengganti", required=False, help_text="Diisi bila kepalanya diganti.")

    def __init__(self, *args: Any, unit: UnitKerja | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit is None:
            del self.fields["tindakan"], self.fields["kepala"]
            return
        people = Pegawai.objects.for_header().filter(instansi=unit.instansi_id, is_active=True, is_superuser=False)
        field = self.fields["kepala"]
        field.queryset = people.exclude(pk=unit.kepala_id).filter(unit_dikepalai__isnull=True)
        field.saran, field.instansi = field.queryset.filter(unit=unit), unit.instansi_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("tindakan") == "GANTI" and "kepala" not in self.errors and cleaned.get("kepala") is None:
            self.add_error("kepala", "Pilih kepala penggantinya.")
        return cleaned

    def values(self) -> dict[str, Any]:
        replaced = self.cleaned_data.get("tindakan") == "GANTI"
        return {
            "alasan": self.cleaned_data["alasan"],
            "versi": self.cleaned_data["versi"],
            "lepaskan": self.cleaned_data.get("tindakan") == "LEPASKAN",
            "pengganti": self.cleaned_data["kepala"] if replaced else None,
        }


class MutasiForm(TokenFormMixin, forms.Form):
    """Sent twice: first to see what would happen (`dilihat` is what was seen), then to do it."""

    tmt = TanggalField(label="Terhitung mulai tanggal (TMT)")
    unit = UnitField(label="Unit tujuan")
    jabatan = JabatanField(label="Jabatan di unit tujuan")
    menjadi_kepala = forms.BooleanField(label="Menjadi kepala unit tujuan", required=False)
    akhiri_skp = forms.TypedChoiceField(
        label="SKP yang berjalan",
        choices=[
            ("1", "Akhiri sehari sebelum TMT; pegawai membuat SKP baru di unit baru (PermenPANRB 6/2022)"),
            ("0", "Biarkan berjalan dengan pejabat penilai yang tercatat"),
        ],
        coerce=lambda value: value == "1",
        initial="1",
        widget=forms.RadioSelect,
    )
    nomor_surat = TeksField(label="Nomor surat keputusan", max_length=100, required=False)
    keterangan = TeksField(label="Keterangan", max_length=500, required=False)
    dilihat = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, pegawai: Pegawai, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_place(self, instansi)
        if instansi.pk == pegawai.instansi_id:
            self.fields["jabatan"].initial = pegawai.jabatan
        else:
            del self.fields["akhiri_skp"]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "dilihat"}


class InstansiTujuanForm(forms.Form):
    """Where the super admin moves somebody; in the address."""

    instansi = InstansiField(Instansi.objects.filter(aktif=True), label="Instansi tujuan")


class UnitSaringForm(forms.Form):
    """The unit a list is narrowed to; in the address."""

    unit = UnitField(label="Unit kerja", required=False)

    def __init__(self, *args: Any, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self.fields["unit"], instansi)


class MassalForm(forms.Form):
    """One value for many people, why, and whether for all of them or only where it is possible."""

    alasan = TeksField(
        label="Alasan", max_length=500, help_text="Misalnya nomor surat keputusan; tersimpan dalam riwayat."
    )
    cara = forms.ChoiceField(
        label="Bila ada yang tidak dapat diubah",
        choices=[("SEMUA", "Jangan ubah seorang pun"), ("YANG_DAPAT", "Ubah hanya yang dapat")],
        initial="SEMUA",
        widget=forms.RadioSelect,
    )
    field_order = ("nilai",)

    def __init__(self, *args: Any, bidang: Bidang, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bidang = bidang
        self.fields["nilai"] = self._field(bidang, instansi)
        self.order_fields(self.field_order)

    @staticmethod
    def _field(bidang: Bidang, instansi: Instansi) -> forms.Field:
        if bidang == Bidang.UNIT:
            unit = UnitField(label="Unit kerja yang baru")
            offer_units(unit, instansi)
            return unit
        if bidang == Bidang.JABATAN:
            rows = Jabatan.objects.filter(instansi=instansi).order_by("nama")
            jabatan = JabatanField(rows, label="Jabatan yang baru")
            jabatan.instansi = instansi.pk
            return jabatan
        if bidang == Bidang.AKTIF:
            return forms.TypedChoiceField(
                label="Akun", choices=[("1", "Aktif"), ("0", "Nonaktif")], coerce=lambda value: value == "1"
            )
        choices: Any = {Bidang.PERAN_ANGGARAN: PeranAnggaran.choices, Bidang.STATUS: StatusKepegawaian.choices}[bidang]
        # The empty code is an answer here ("Bukan PA/KPA"), so that the field itself asks for nothing.
        return forms.ChoiceField(label=bidang.label, choices=choices, required=False)

    def nilai(self) -> Nilai:
        return nilai(self.bidang, self.cleaned_data["nilai"])


class TerapkanForm(TokenFormMixin, forms.Form):
    """The preview that was looked at: nobody but its people (`sidik`), and nobody changed after it (`sampai`)."""

    sampai = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**63 - 1)
    sidik = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)


class PengecualianForm(MasaMixin, forms.Form):
    columns: tuple[str, ...] = ("alasan", "mulai", "selesai", "keterangan")
    alasan = forms.ChoiceField(label="Alasan", choices=AlasanPengecualian.choices)
    mulai = TanggalField(label="Mulai")
    selesai = TanggalField(label="Sampai", required=False, help_text="Hari terakhir. Kosongkan bila untuk seterusnya.")
    keterangan = UraianField(label="Keterangan", max_length=500, help_text="Misalnya nomor surat keputusan.")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PengecualianForm.columns}


class TambahPengecualianForm(TokenFormMixin, PengecualianForm):
    """For one person found by typing, or for many by their NIP."""

    pegawai = OrangField(label="Pegawai", required=False)
    banyak = UraianField(
        label="Atau NIP beberapa pegawai",
        required=False,
        max_length=20_000,
        help_text=f"Satu NIP setiap baris, paling banyak {MOST_PEOPLE}.",
    )
    field_order = ("pegawai", "banyak")

    def __init__(self, *args: Any, people: Any, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        field = self.fields["pegawai"]
        field.queryset, field.instansi = people.for_header(), instansi.pk

    def clean_banyak(self) -> list[Pegawai]:
        """The people, in the order of their NIP. One number that cannot be found refuses all."""
        lines = [line.strip() for line in _BETWEEN_NIP.split(self.cleaned_data["banyak"]) if line.strip()]
        numbers = dict.fromkeys(map(normalize_nip, lines))
        if len(numbers) > MOST_PEOPLE:
            raise ValidationError(f"Paling banyak {MOST_PEOPLE} NIP; yang diisi {format_number(len(numbers))}.")
        if wrong := [number for number in numbers if not SHAPE.fullmatch(number)]:
            raise ValidationError(f"Bukan NIP 18 angka: {', '.join(wrong[:5])}.")
        found: Mapping[str, Pegawai] = {row.nip: row for row in self.people.filter(nip__in=numbers)}
        if missing := [number for number in numbers if number not in found]:
            raise ValidationError(f"Tidak ada pegawai dengan NIP {', '.join(missing[:5])} di instansi ini.")
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.chosen(cleaned):
            self.add_error("pegawai", "Pilih pegawainya, atau tuliskan NIP beberapa pegawai.")
        return cleaned

    def chosen(self, cleaned: Mapping[str, Any] | None = None) -> list[Pegawai]:
        data = self.cleaned_data if cleaned is None else cleaned
        people = {row.pk: row for row in data.get("banyak") or []}
        if one := data.get("pegawai"):
            people[one.pk] = one
        return [people[pk] for pk in sorted(people)]


class UbahPengecualianForm(VersionFormMixin, PengecualianForm):
    @classmethod
    def stored(cls, row: Pengecualian) -> dict[str, Any]:
        return {name: getattr(row, name) for name in PengecualianForm.columns}


def offer_place(form: forms.BaseForm, instansi: Instansi | None, *, pegawai: Pegawai | None = None) -> None:
    """Active units and the posts of an instansi; the person's own unit too, where it was closed."""
    if instansi is None:
        return
    unit, jabatan = form.fields["unit"], form.fields["jabatan"]
    offer_units(unit, instansi)
    if pegawai is not None and pegawai.unit_id is not None:
        unit.queryset = unit.queryset | UnitKerja.objects.filter(pk=pegawai.unit_id)
    jabatan.queryset = Jabatan.objects.filter(instansi=instansi).order_by("nama")
    jabatan.instansi = instansi.pk
