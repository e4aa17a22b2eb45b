import django_filters
from django import forms
from django.db.models import QuerySet

from ekinerja.forms import TeksField


class CariFilter(django_filters.CharFilter):
    """A search box that never searches for what cannot be seen, nor for more than a line."""

    field_class = TeksField

    def __init__(self, search: str = "search") -> None:
        """`search` names the method of the queryset."""
        super().__init__(label="Cari", max_length=100, widget=forms.TextInput)
        self.search = search

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return getattr(qs, self.search)(value) if value else qs
