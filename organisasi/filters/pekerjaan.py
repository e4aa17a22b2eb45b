import django_filters

from organisasi.models import Pekerjaan, StatusPekerjaan


class PekerjaanFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label="Status", choices=StatusPekerjaan.choices, empty_label="Semua")

    class Meta:
        model = Pekerjaan
        fields = ["status"]
