from datetime import date

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from organisasi.filters.cari import CariFilter
from organisasi.scoping import local_today
from skp.models import Pembagian, Pendekatan, Skp, SkpBulanan, TimKerja
from skp.models.tim import KeadaanTim
from skp.querysets import TimKerjaQuerySet
from skp.workflow import Status, StatusPermintaan


def recent_years() -> list[tuple[int, str]]:
    """Next year and the five before it; older ones are reached by searching. No query for a drop-down."""
    newest = timezone.localdate().year + 1
    return [(year, str(year)) for year in range(newest, newest - 6, -1)]


class SkpFilter(django_filters.FilterSet):
    tahun = django_filters.ChoiceFilter(label="Tahun", choices=recent_years, empty_label="Semua")
    pendekatan = django_filters.ChoiceFilter(label="Pendekatan", choices=Pendekatan.choices, empty_label="Semua")
    status = django_filters.ChoiceFilter(label="Status", choices=Status.choices, empty_label="Semua")
    urut = django_filters.OrderingFilter(
        label="Urutkan",
        empty_label="Terbaru",
        fields=(("periode_mulai", "periode"), ("status_sejak", "perubahan")),
        choices=(("periode", "Periode terlama"), ("-perubahan", "Perubahan terakhir")),
    )
    cari = CariFilter()

    class Meta:
        model = Skp
        fields: list[str] = []


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
    cari = CariFilter()

    class Meta:
        model = SkpBulanan
        fields: list[str] = []


class AntreanFilter(django_filters.FilterSet):
    """The penilai's queue: by the subordinate's name or NIP."""

    cari = CariFilter("search_people")

    class Meta:
        fields: list[str] = []


class KoreksiFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label="Status", choices=StatusPermintaan.choices, empty_label="Semua")
    cari = CariFilter("search_people")

    class Meta:
        fields: list[str] = []


class TimFilter(django_filters.FilterSet):
    """Tim kerja: by where it stands today, by year, by what one is in it."""

    keadaan = django_filters.ChoiceFilter(
        label="Keadaan", choices=KeadaanTim.choices, empty_label="Semua", method="standing"
    )
    tahun = django_filters.ChoiceFilter(label="Tahun", choices=recent_years, empty_label="Semua", method="in_year")
    peran = django_filters.ChoiceFilter(
        label="Peran saya",
        choices=[("KETUA", "Ketua"), ("ANGGOTA", "Anggota"), ("PEMBENTUK", "Pembentuk")],
        empty_label="Semua",
        method="as_what",
    )
    cari = CariFilter()

    class Meta:
        model = TimKerja
        fields: list[str] = []

    def standing(self, qs: TimKerjaQuerySet, name: str, value: str) -> QuerySet:
        return qs.standing(KeadaanTim(value), on=local_today(self.request.user))

    def in_year(self, qs: TimKerjaQuerySet, name: str, value: str) -> QuerySet:
        return qs.running(date(int(value), 1, 1), date(int(value), 12, 31))

    def as_what(self, qs: TimKerjaQuerySet, name: str, value: str) -> QuerySet:
        user = self.request.user
        if value == "KETUA":
            return qs.led_by(user)
        return qs.with_anggota(user) if value == "ANGGOTA" else qs.made_by(user)


class PembagianFilter(django_filters.FilterSet):
    tahun = django_filters.ChoiceFilter(
        label="Tahun", field_name="pada__year", choices=recent_years, empty_label="Semua"
    )
    cari = CariFilter()

    class Meta:
        model = Pembagian
        fields: list[str] = []
