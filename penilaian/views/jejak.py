"""Jejak Baca: who opened one's own appraisal, what of it, and when."""

from typing import Any

from django_filters.views import FilterView

from ekinerja.views import PagedListMixin
from penilaian.filters import JejakBacaFilter
from penilaian.models import JejakBaca


class JejakBacaList(PagedListMixin, FilterView):
    filterset_class = JejakBacaFilter
    strict = False
    template_name = "penilaian/jejak_baca.html"

    def get_queryset(self) -> Any:
        return JejakBaca.objects.visible_to(self.request.user).for_list()
