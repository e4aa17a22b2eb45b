from collections.abc import Mapping
from typing import Any

from django import forms

from ekinerja.forms import MasaMixin, TanggalField, TeksField, UraianField, VersionFormMixin
from organisasi.forms.pilih import InstansiField, OrangField, UnitField
from organisasi.models import Instansi, JenisPenugasan, Pegawai, PenugasanKepala, UnitKerja

MOST_PEOPLE_ONE_BY_ONE = 40
"""Of a bigger unit everybody goes to one unit; who is to go elsewhere is moved before."""


class PilihInstansiForm(forms.Form):
    """Which instansi the super admin looks at; in the address."""

    instansi = InstansiField(Instansi.objects.filter(aktif=True), label="Instansi")


class UnitForm(forms.Form):
    columns: tuple[str, ...] = ("nama", "kode", "mandiri")
    nama = TeksField(label="Nama unit", max_length=200)
    kode = TeksField(
        label="Kode unit",
        max_length=40,
        help_text="Tidak sama dengan unit lain di instansi ini. Pohon diurutkan menurut kode.",
    )
    mandiri = forms.BooleanField(
        label="Unit kerja mandiri",
        required=False,
        help_text="Kepalanya mengisi SKP dengan formulir pejabat pimpinan tinggi dan pimpinan unit kerja mandiri.",
    )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}


class TambahUnitForm(UnitForm):
    columns = (*UnitForm.columns, "induk")
    induk = UnitField(label="Unit induk", required=False, empty_label="Tidak ada: unit paling atas")

    def __init__(self, *args: Any, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self.fields["induk"], instansi)


class UbahUnitForm(VersionFormMixin, UnitForm):
    pass


class PindahForm(forms.Form):
    """Judged by the parent the page showed (`dari`), not by a version: a new name is no reason to refuse a move."""

    induk = UnitField(label="Unit induk yang baru", required=False, empty_label="Tidak ada: unit paling atas")
    dari = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    def __init__(self, *args: Any, unit: UnitKerja, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self.fields["induk"], unit.instansi)


class KepalaForm(VersionFormMixin, forms.Form):
    columns = ("kepala",)
    kepala = OrangField(label="Kepala unit", required=False, empty_label="Belum ada kepala")

    def __init__(self, *args: Any, unit: UnitKerja, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self.fields["kepala"], unit)


class PenugasanForm(MasaMixin, forms.Form):
    columns: tuple[str, ...] = ("mulai", "selesai", "nomor_surat")
    mulai = TanggalField(label="Mulai")
    selesai = TanggalField(label="Selesai", help_text="Hari terakhir penugasan.")
    nomor_surat = TeksField(label="Nomor surat", max_length=100)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}


class TambahPenugasanForm(PenugasanForm):
    columns = ("jenis", "pegawai", *PenugasanForm.columns)
    jenis = forms.ChoiceField(label="Jenis", choices=JenisPenugasan.choices)
    pegawai = OrangField(label="Pegawai")

    def __init__(self, *args: Any, unit: UnitKerja, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self.fields["pegawai"], unit)
        if unit.kepala_id:
            self.fields["pegawai"].saran = self.fields["pegawai"].saran.exclude(pk=unit.kepala_id)


class UbahPenugasanForm(VersionFormMixin, PenugasanForm):
    def __init__(self, *args: Any, penugasan: PenugasanKepala, begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if begun:
            self.fields["mulai"].disabled = True
            self.fields["mulai"].initial = penugasan.mulai


class TutupForm(VersionFormMixin, forms.Form):
    columns = ()
    alasan = UraianField(
        label="Alasan", max_length=500, help_text="Misalnya nomor peraturan tentang susunan organisasi."
    )
    penerima = UnitField(label="Unit tujuan semua pegawai", required=False)
    induk_anak = UnitField(
        label="Unit induk baru bagi unit di bawahnya", required=False, empty_label="Tidak ada: menjadi unit paling atas"
    )

    def __init__(self, *args: Any, unit: UnitKerja, people: list[Pegawai], has_children: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("penerima", "induk_anak"):
            offer_units(self.fields[name], unit.instansi, apart_from=unit)
        self.people = people
        if not people:
            del self.fields["penerima"]
        if not has_children:
            del self.fields["induk_anak"]
        if len(people) <= MOST_PEOPLE_ONE_BY_ONE:
            for person in people:
                field = TujuanField(label=f"Unit tujuan {person}", required=False)
                offer_units(field, unit.instansi, apart_from=unit)
                self.fields[f"orang-{person.pk}"] = field

    def one_by_one(self) -> list[tuple[Pegawai, forms.BoundField]]:
        return [(person, self[name]) for person in self.people if (name := f"orang-{person.pk}") in self.fields]

    def per_orang(self) -> Mapping[int, UnitKerja]:
        chosen = {person.pk: self.cleaned_data.get(f"orang-{person.pk}") for person in self.people}
        return {pk: unit for pk, unit in chosen.items() if unit is not None}


class TujuanField(UnitField):
    """One of many on a page: offers nothing before something is typed."""

    def suggested(self) -> Any:
        return self.queryset.none()


def offer_units(field: UnitField, instansi: Instansi, *, apart_from: UnitKerja | None = None) -> None:
    rows = UnitKerja.objects.filter(instansi=instansi, aktif=True)
    field.queryset = rows.exclude(pk=apart_from.pk) if apart_from else rows
    field.instansi = instansi.pk


def offer_people(field: OrangField, unit: UnitKerja) -> None:
    """The active people of the instansi; those of the unit before anything is typed."""
    people = Pegawai.objects.for_header().filter(instansi=unit.instansi_id, is_active=True, is_superuser=False)
    field.queryset, field.saran, field.instansi = people, people.filter(unit=unit), unit.instansi_id
