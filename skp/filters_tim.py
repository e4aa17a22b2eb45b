"""Filters of Tim Kerja and of what was handed out."""

from datetime import date

import django_filters
from django.db.models import QuerySet

from organisasi.scoping import local_today
from skp.filters import CariFilter, recent_years
from skp.models import Pembagian, TimKerja
from skp.models.tim import KeadaanTim
from skp.querysets import TimKerjaQuerySet


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
