import django_filters

from organisasi.filters.cari import CariFilter
from organisasi.models import BarisImpor, Tindakan


class BarisFilter(django_filters.FilterSet):
    """The rows of one outcome, whose page a tile of the import leads to."""

    tampil = django_filters.ChoiceFilter(
        field_name="tindakan", label="Hasil", choices=Tindakan.choices, empty_label=None
    )
    cari = CariFilter()

    class Meta:
        model = BarisImpor
        fields: tuple[str, ...] = ()
