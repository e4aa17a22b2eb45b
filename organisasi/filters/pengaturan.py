from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from organisasi.filters.cari import CariFilter
from organisasi.filters.kepegawaian import HiddenNumberFilter
from organisasi.models import Dispensasi, Langkah, Pegawai
from organisasi.scoping import local_today


class OfDispensasi(CariFilter):
    """By the person or the unit it was given to."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value:
            return qs
        return qs.filter(Q(pegawai__in=Pegawai.objects.search(value)) | Q(unit__nama__icontains=value))


class DispensasiFilter(django_filters.FilterSet):
    instansi = HiddenNumberFilter(method="kept")
    langkah = django_filters.ChoiceFilter(label="Langkah", choices=Langkah.choices, empty_label="Semua")
    keadaan = django_filters.ChoiceFilter(
        label="Keadaan", choices=[("terbuka", "Masih terbuka"), ("lewat", "Sudah tertutup")], empty_label="Semua",
        method="standing",
    )  # fmt: skip
    untuk = django_filters.ChoiceFilter(
        label="Untuk", choices=[("pegawai", "Pegawai"), ("unit", "Unit kerja")], empty_label="Semua", method="given_to"
    )
    cari = OfDispensasi()

    class Meta:
        model = Dispensasi
        fields: list[str] = []

    def kept(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return rows

    def given_to(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(**{f"{value}__isnull": False})

    def standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        today = local_today(self.request.user)
        return rows.filter(dibuka_sampai__gte=today) if value == "terbuka" else rows.filter(dibuka_sampai__lt=today)
