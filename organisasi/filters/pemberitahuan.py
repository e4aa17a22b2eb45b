import django_filters
from django.db.models import QuerySet

from organisasi.models import Pemberitahuan


class PemberitahuanFilter(django_filters.FilterSet):
    tampil = django_filters.ChoiceFilter(
        label="Status",
        choices=[("belum", "Belum dibaca"), ("sudah", "Sudah dibaca")],
        empty_label="Semua",
        method="filter_read",
    )

    class Meta:
        model = Pemberitahuan
        fields: list[str] = []

    def filter_read(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(dibaca_pada__isnull=value == "belum")
