from typing import Any

import django_filters
from django.db.models import QuerySet

from ekinerja.forms import PILIHAN_BULAN
from kegiatan.models import JenisKegiatan, KegiatanHarian, TugasTambahan
from kegiatan.month import Periode
from kegiatan.querysets import KegiatanHarianQuerySet, targets_of
from kegiatan.workflow import StatusKegiatanHarian
from skp.models import TargetBulanan

YEARS_BACK = 5


class KegiatanFilter(django_filters.FilterSet):
    """The period is a bound that is always there; the rest narrows it."""

    bulan = django_filters.ChoiceFilter(label="Bulan", choices=PILIHAN_BULAN, method="bounded", empty_label=None)
    tahun = django_filters.ChoiceFilter(label="Tahun", method="bounded", empty_label=None)
    jenis = django_filters.ChoiceFilter(label="Jenis", choices=JenisKegiatan.choices, empty_label="Semua")
    status = django_filters.ChoiceFilter(label="Status", choices=StatusKegiatanHarian.choices, empty_label="Semua")
    target = django_filters.ModelChoiceFilter(
        label="SKP Bulanan", queryset=TargetBulanan.objects.none(), empty_label="Semua"
    )
    cari = django_filters.CharFilter(label="Cari", method="search")

    class Meta:
        model = KegiatanHarian
        fields: list[str] = []

    def __init__(self, data: Any, *args: Any, periode: Periode, this_year: int, **kwargs: Any) -> None:
        self.periode = periode
        params = data.copy()
        params["bulan"], params["tahun"] = str(periode.bulan), str(periode.tahun)
        super().__init__(params, *args, **kwargs)
        years = {*range(this_year - YEARS_BACK, this_year + 1), periode.tahun}
        self.filters["tahun"].extra["choices"] = [(year, str(year)) for year in sorted(years, reverse=True)]
        # By their words alone.
        targets = targets_of(self.request.user, periode.mulai, periode.selesai).select_related(None)
        self.filters["target"].queryset = targets.only("uraian")

    def filter_queryset(self, queryset: KegiatanHarianQuerySet) -> KegiatanHarianQuerySet:
        return super().filter_queryset(queryset.between(*self.periode.batas))

    def bounded(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset

    def search(self, queryset: KegiatanHarianQuerySet, name: str, value: str) -> KegiatanHarianQuerySet:
        return queryset.search(value)


class UsulanFilter(django_filters.FilterSet):
    tahun = django_filters.ChoiceFilter(label="Tahun", empty_label="Semua tahun")

    class Meta:
        model = TugasTambahan
        fields: list[str] = []

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(this_year, this_year - YEARS_BACK - 1, -1)
        self.filters["tahun"].extra["choices"] = [(year, str(year)) for year in years]
