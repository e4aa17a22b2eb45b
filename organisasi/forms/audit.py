from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from ekinerja.forms import TanggalField
from organisasi.forms.pilih import InstansiField, OrangField, UnitField
from organisasi.jenis_audit import kinds
from organisasi.models import Instansi, Pegawai, UnitKerja
from organisasi.querysets.audit import PERUBAHAN, Saring
from organisasi.scoping import administered

USUAL_DAYS = 7
MOST_DAYS = 366
FORMATS = {"xlsx": "Excel", "csv": "CSV"}


class ChosenUnitField(UnitField):
    """Nothing is offered before something was typed: most who look here look for no unit."""

    def suggested(self) -> Any:
        return UnitKerja.objects.none()


class AuditForm(forms.Form):
    """What is looked for, in the address. Without it: the last week, all kinds, everybody."""

    dari = TanggalField(label="Dari", required=False)
    sampai = TanggalField(label="Sampai", required=False)
    jenis = forms.ChoiceField(label="Jenis data", required=False)
    perubahan = forms.ChoiceField(label="Perubahan", required=False, choices=[("", "Semua"), *PERUBAHAN.items()])
    oleh = OrangField(label="Dilakukan oleh", required=False, empty_label="Siapa saja")
    pegawai = OrangField(label="Tentang pegawai", required=False, empty_label="Semua pegawai")
    unit = ChosenUnitField(label="Tentang unit dan di bawahnya", required=False, empty_label="Semua unit")
    instansi = InstansiField(Instansi.objects.none(), label="Instansi", required=False, empty_label="Semua instansi")

    def __init__(self, *args: Any, user: Pegawai, today: date, zona: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.zona = today, zona
        self.fields["jenis"].choices = [("", "Semua"), *_grouped()]
        people = Pegawai.objects.administered_by(user).for_header()
        for name in ("oleh", "pegawai"):
            self.fields[name].queryset = people
        self.fields["unit"].queryset = UnitKerja.objects.filter(administered(user))
        if user.is_superuser:
            self.fields["instansi"].queryset = Instansi.objects.all()
        else:
            del self.fields["instansi"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors.keys() & {"dari", "sampai"}:
            return cleaned
        last = cleaned.get("sampai") or max(self.today, cleaned.get("dari") or self.today)
        first = cleaned.get("dari") or last - timedelta(days=USUAL_DAYS - 1)
        if first > last:
            self.add_error("sampai", "Tanggal sampai tidak boleh sebelum tanggal dari.")
        elif (last - first).days >= MOST_DAYS:
            self.add_error("dari", "Paling lama setahun sekaligus.")
        return {**cleaned, "dari": first, "sampai": last}

    def saring(self) -> Saring:
        data: Mapping[str, Any] = self.cleaned_data
        keys = {name: data[name].pk for name in ("oleh", "pegawai", "unit", "instansi") if data.get(name)}
        named = {name: data[name] for name in ("dari", "sampai", "jenis", "perubahan")}
        return Saring(zona=self.zona, **named, **keys)


def _grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds():
        groups.setdefault(kind.kelompok, []).append((kind.slug, kind.judul))
    return list(groups.items())
