from typing import Any

from django.forms import BaseForm

from ekinerja.errors import Conflict
from ekinerja.views import ServiceFormMixin
from organisasi.models import Document


class EditFormMixin(ServiceFormMixin):
    """An edit form of one row, `self.row`. Saved over a newer version it comes back with both values (409)."""

    row: Document

    def change(self, form: BaseForm) -> Any:
        """The service call."""
        raise NotImplementedError

    def get_initial(self) -> dict[str, Any]:
        return {**self.form_class.stored(self.row), "versi": self.row.versi}

    def perform(self, form: BaseForm) -> Any:
        try:
            return self.change(form)
        except Conflict as conflict:
            now = None if conflict.field else type(self.row).objects.filter(pk=self.row.pk).first()
            if now is not None:
                form.show_conflict(form.stored(now), now.versi)
            raise
