import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest

from kegiatan.models import Kreativitas, TugasTambahan
from kegiatan.workflow import StatusUsulan
from organisasi.models import Pegawai
from organisasi.scoping import acting_for, local_today
from penilaian.periode import month_choices, parse_month
from skp.models import SkpBulanan

OPEN, CLOSED = "terbuka", "ditutup"
YEARS = 6


def own_subordinates(request: HttpRequest | None) -> "QuerySet[Pegawai]":
    """The people whose SKP name the user, or the one he stands in for, as penilai."""
    if request is None:
        return Pegawai.objects.none()
    return Pegawai.objects.filter(skp__penilai__in=acting_for(request.user)).exclude(pk=request.user.pk).distinct()


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
