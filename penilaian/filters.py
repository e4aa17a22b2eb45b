import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from kegiatan.models import Bukti, Kreativitas, TugasTambahan
from kegiatan.workflow import StatusUsulan
from organisasi.models import Pegawai
from organisasi.scoping import acting_ids, local_today
from penilaian.models import (
    BagianDibaca,
    CatatanPembinaan,
    Evaluasi,
    JejakBaca,
    JenisPembinaan,
    Keberatan,
    StatusUmpanBalik,
    UndanganUmpanBalik,
)
from penilaian.periode import month_choices, parse_month
from penilaian.querysets.pengisian import search_evidence
from penilaian.rules.periode import Kekurangan
from skp.filters import CariFilter, recent_years
from skp.models import Skp, SkpBulanan

OPEN, CLOSED = "terbuka", "ditutup"
YEARS = 6


def own_subordinates(request: HttpRequest | None) -> "QuerySet[Pegawai]":
    """The people whose SKP name the user, or the one he stands in for, as penilai."""
    if request is None:
        return Pegawai.objects.none()
    return Pegawai.objects.filter(skp__penilai__in=acting_ids(request.user)).exclude(pk=request.user.pk).distinct()


class BulananFilter(django_filters.FilterSet):
    pegawai = django_filters.ModelChoiceFilter(
        field_name="skp__pegawai", label="Nama bawahan", queryset=own_subordinates, empty_label="Semua bawahan"
    )
    bulan = django_filters.ChoiceFilter(label="Periode", method="in_month", empty_label="Semua periode")
    penilaian = django_filters.ChoiceFilter(
        label="Penilaian",
        method="closed_or_not",
        choices=[(OPEN, "Belum ditutup"), (CLOSED, "Sudah ditutup")],
        empty_label="Semua",
    )

    class Meta:
        model = SkpBulanan
        fields: list[str] = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        asked = parse_month(self.data.get("bulan", "")) if self.data else None
        self.filters["bulan"].extra["choices"] = month_choices(local_today(self.request.user), also=asked)

    def in_month(self, queryset: "QuerySet[SkpBulanan]", name: str, value: str) -> "QuerySet[SkpBulanan]":
        month = parse_month(value)
        return queryset.filter(skp__tahun=month.year, bulan=month.month)

    def closed_or_not(self, queryset: "QuerySet[SkpBulanan]", name: str, value: str) -> "QuerySet[SkpBulanan]":
        return queryset.filter(ditutup_pada__isnull=value == OPEN)


class UsulanFilter(django_filters.FilterSet):
    pegawai = django_filters.ModelChoiceFilter(
        label="Nama bawahan", queryset=own_subordinates, empty_label="Semua bawahan"
    )
    tahun = django_filters.ChoiceFilter(label="Tahun", empty_label="Semua tahun")
    status = django_filters.ChoiceFilter(label="Status", choices=StatusUsulan.choices, empty_label="Semua")
    cari = django_filters.CharFilter(label="Cari", field_name="uraian", lookup_expr="icontains", max_length=100)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        this_year = local_today(self.request.user).year
        self.filters["tahun"].extra["choices"] = [(year, year) for year in range(this_year, this_year - YEARS, -1)]


class TugasTambahanFilter(UsulanFilter):
    class Meta:
        model = TugasTambahan
        fields: list[str] = []


class KreativitasFilter(UsulanFilter):
    class Meta:
        model = Kreativitas
        fields: list[str] = []


class UndanganFilter(django_filters.FilterSet):
    """Feedback for colleagues: by what became of it, by the person it is about."""

    status = django_filters.ChoiceFilter(label="Status", choices=StatusUmpanBalik.choices, empty_label="Semua")
    cari = CariFilter()

    class Meta:
        model = UndanganUmpanBalik
        fields: list[str] = []


WAITING, DECIDED = "menunggu", "diputuskan"


class KeberatanFilter(django_filters.FilterSet):
    keadaan = django_filters.ChoiceFilter(
        label="Keadaan",
        method="decided_or_not",
        choices=[(WAITING, "Menunggu keputusan"), (DECIDED, "Sudah diputuskan")],
        empty_label="Semua",
    )
    cari = CariFilter("search_people")

    class Meta:
        model = Keberatan
        fields: list[str] = []

    def decided_or_not(self, queryset: "QuerySet[Keberatan]", name: str, value: str) -> "QuerySet[Keberatan]":
        return queryset.filter(keputusan="") if value == WAITING else queryset.exclude(keputusan="")


class PembinaanFilter(django_filters.FilterSet):
    jenis = django_filters.ChoiceFilter(label="Jenis", choices=JenisPembinaan.choices, empty_label="Semua")
    cari = CariFilter()

    class Meta:
        model = CatatanPembinaan
        fields: list[str] = []


class JejakBacaFilter(django_filters.FilterSet):
    tahun = django_filters.ChoiceFilter(
        label="SKP tahun", field_name="skp__tahun", choices=recent_years, empty_label="Semua"
    )
    bagian = django_filters.ChoiceFilter(label="Bagian", choices=BagianDibaca.choices, empty_label="Semua")
    cari = CariFilter("search_people")

    class Meta:
        model = JejakBaca
        fields: list[str] = []


class BuktiKegiatanFilter(django_filters.FilterSet):
    """The bukti of the activities of a period: by its name, or by what was done. `isian` is what was typed in the form
    that asks, and goes back to it."""

    isian = django_filters.CharFilter(widget=forms.HiddenInput, max_length=4000, method="kept")
    cari = CariFilter()

    class Meta:
        model = Bukti
        fields: list[str] = []

    def __init__(self, *args, evaluasi: Evaluasi, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.evaluasi = evaluasi

    def kept(self, queryset: "QuerySet[Bukti]", name: str, value: str) -> "QuerySet[Bukti]":
        return queryset

    def filter_queryset(self, queryset: "QuerySet[Bukti]") -> "QuerySet[Bukti]":
        text = self.form.cleaned_data["cari"]
        return search_evidence(queryset, text, self.evaluasi) if text else queryset


class KekuranganFilter(django_filters.FilterSet):
    """What is still open in a period: by what is missing, by the person."""

    kekurangan = django_filters.ChoiceFilter(label="Yang kurang", choices=Kekurangan.choices, empty_label="Semua")
    cari = CariFilter("search_people")

    class Meta:
        model = Skp
        fields: list[str] = []
