"""What is asked of the statistics in an address: which of them, sorted and searched how, whose persons."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from dashboard.statistik import DIKECUALIKAN, JENIS, PERSEN, Jenis, Saringan
from ekinerja.forms import TeksField, read_number
from organisasi.forms.pilih import InstansiField
from organisasi.models import Instansi, Pegawai, PeriodeEvaluasi, UnitKerja
from penilaian.forms.kurva import TidyForm

NASIONAL, INSTANSI = "nasional", "instansi"
LONGEST_SEARCH = 100


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class BukaForm(forms.Form):
    """Which dashboard, of what and of which year. A super admin says whether of the nation or of which instansi, who
    leads several units of which one; nobody else has that to choose."""

    jenis = forms.ChoiceField(
        label="Dashboard", choices=[(each.slug, each.judul) for each in JENIS.values()], widget=forms.RadioSelect
    )
    cakupan = forms.ChoiceField(
        label="Jenis", choices=[(NASIONAL, "Nasional"), (INSTANSI, "Instansi")], widget=forms.RadioSelect
    )
    instansi = InstansiField(label="Instansi", required=False)
    unit = forms.ModelChoiceField(
        UnitKerja.objects.none(), label="Unit Kerja", widget=forms.RadioSelect, empty_label=None
    )
    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)

    def __init__(
        self, data: Any, *, user: Pegawai, units: Iterable[UnitKerja], years: Iterable[int], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.led = list(units)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]
        if not user.is_superuser:
            del self.fields["cakupan"], self.fields["instansi"]
        if user.is_staff or len(self.led) < 2:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = UnitKerja.objects.filter(pk__in=[unit.pk for unit in self.led])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("cakupan") == NASIONAL:
            # What was typed into the search before choosing the nation matters no more.
            self.errors.pop("instansi", None)
        if values.get("cakupan") == INSTANSI and not values.get("instansi") and "instansi" not in self.errors:
            self.add_error("instansi", "Pilih instansi yang ingin dilihat.")
        return values

    def target(self, own: Instansi | None) -> Instansi | UnitKerja | None:
        """What was chosen; None: the nation."""
        if "cakupan" in self.fields:
            return self.cleaned_data["instansi"] if self.cleaned_data["cakupan"] == INSTANSI else None
        if own is not None:
            return own
        return self.cleaned_data.get("unit") or self.led[0]


class SaringForm(TidyForm):
    """Above the rows of a page. What is wrong in an address is left out."""

    cari = TeksField(label="Cari", required=False, max_length=LONGEST_SEARCH)
    tampil = forms.ChoiceField(
        label="Tampilkan", required=False, choices=[("", "Jumlah"), (PERSEN, "Persen")], widget=_select()
    )
    kosong = forms.BooleanField(label="Juga yang tanpa pegawai", required=False)
    urut = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    periode = forms.TypedChoiceField(label="Periode", coerce=int, empty_value=None, required=False, widget=_select())

    def __init__(self, data: Mapping[str, Any], *, jenis: Jenis, periods: Iterable[PeriodeEvaluasi] = ()) -> None:
        super().__init__(data)
        columns = ["nama", "pegawai", *(each.kunci for each in jenis.kelas), PERSEN, DIKECUALIKAN]
        self.fields["urut"].choices = [("", ""), *((f"{sign}{key}", key) for key in columns for sign in ("", "-"))]
        self.fields["periode"].choices = period_choices(periods)
        if not self.fields["periode"].choices:
            del self.fields["periode"]

    def saringan(self) -> Saringan:
        values = {name: value for name, value in self.tidy().items() if name != "periode"}
        return Saringan(**values)


class OrangForm(TidyForm):
    """Above the list of persons."""

    kelas = forms.ChoiceField(label="Status", required=False, widget=_select())
    cari = TeksField(label="Cari", required=False, max_length=LONGEST_SEARCH)
    unit = forms.IntegerField(required=False, widget=forms.HiddenInput)
    langsung = forms.BooleanField(required=False, widget=forms.HiddenInput)
    tanpa_unit = forms.BooleanField(required=False, widget=forms.HiddenInput)
    periode = forms.TypedChoiceField(
        label="Periode", coerce=int, empty_value=None, required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: Mapping[str, Any], *, jenis: Jenis, periods: Iterable[PeriodeEvaluasi] = ()) -> None:
        super().__init__(data)
        classes = [(each.kunci, each.label) for each in jenis.kelas]
        # In the address a class has the dashboard's own name for it.
        self.fields[jenis.saringan] = self.fields["kelas"] if jenis.saringan == "kelas" else self.fields.pop("kelas")
        self.fields[jenis.saringan].choices = [("", "Semua"), *classes, (DIKECUALIKAN, "Dikecualikan")]
        self.order_fields([jenis.saringan])
        self.fields["periode"].choices = period_choices(periods)


def period_choices(periods: Iterable[PeriodeEvaluasi]) -> list[tuple[Any, str]]:
    """The year's end is no period to choose: it is what shows without one."""
    rows = list(periods)
    return (
        [("", f"Akhir tahun {rows[0].tahun}"), *((row.pk, str(row)) for row in rows if not row.akhir)] if rows else []
    )


def asked_period(text: str, periods: Iterable[PeriodeEvaluasi]) -> PeriodeEvaluasi | None:
    """The period named in an address, if it is one of those."""
    number = read_number(text)
    return next((row for row in periods if row.pk == number), None)
