import django_filters
from django import forms
from django.utils import timezone

from ekinerja.forms import TeksField
from skp.models import Skp, SkpBulanan
from skp.workflow import Status


def recent_years() -> list[tuple[int, str]]:
    """Next year and the five before it; older ones are reached by searching. No query for a drop-down."""
    newest = timezone.localdate().year + 1
    return [(year, str(year)) for year in range(newest, newest - 6, -1)]


class CariFilter(django_filters.CharFilter):
    """A search box that never searches for what cannot be seen, nor for more than a line."""

    field_class = TeksField

    def __init__(self, *, method: str) -> None:
        super().__init__(label="Cari", method=method, max_length=100, widget=forms.TextInput)


class SkpFilter(django_filters.FilterSet):
    tahun = django_filters.ChoiceFilter(label="Tahun", choices=recent_years, empty_label="Semua")
    status = django_filters.ChoiceFilter(label="Status", choices=Status.choices, empty_label="Semua")
    urut = django_filters.OrderingFilter(
        label="Urutkan",
        empty_label="Terbaru",
        fields=(("periode_mulai", "periode"), ("status_sejak", "perubahan")),
        choices=(("periode", "Periode terlama"), ("-perubahan", "Perubahan terakhir")),
    )
    cari = CariFilter(method="search")

    class Meta:
        model = Skp
        fields: list[str] = []

    def search(self, queryset, name, value):
        return queryset.search(value)


class SkpBulananFilter(django_filters.FilterSet):
    tahun = django_filters.ChoiceFilter(
        label="Tahun", field_name="skp__tahun", choices=recent_years, empty_label="Semua"
    )
    status = django_filters.ChoiceFilter(label="Status", choices=Status.choices, empty_label="Semua")
    urut = django_filters.OrderingFilter(
        label="Urutkan",
        empty_label="Terbaru",
        fields=(("status_sejak", "perubahan"),),
        choices=(("-perubahan", "Perubahan terakhir"),),
    )
    cari = CariFilter(method="search")

    class Meta:
        model = SkpBulanan
        fields: list[str] = []

    def search(self, queryset, name, value):
        return queryset.search(value)


class AntreanFilter(django_filters.FilterSet):
    """The penilai's queue: by the subordinate's name or NIP."""

    cari = CariFilter(method="search")

    class Meta:
        fields: list[str] = []

    def search(self, queryset, name, value):
        return queryset.search_people(value)
