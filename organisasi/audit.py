"""Which rows leave a trail: written by database triggers, so that update(), bulk_create and raw SQL leave it too."""

from collections.abc import Callable, Sequence

import pghistory
from django.db import models


def audited(*, exclude: Sequence[str] = ()) -> Callable[[type[models.Model]], type[models.Model]]:
    """Keeps every insert, update and delete of a model in an append-only table, with who and from where."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=exclude,
        append_only=True,
        # The audit reads the latest of each kind, between two days.
        meta={"indexes": [models.Index(fields=["pgh_created_at", "pgh_id"])]},
    )
