"""What a database constraint refused, said in its own `violation_error_message`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, models, transaction

from ekinerja.errors import Conflict


@contextmanager
def constraint_messages(
    model: type[models.Model], *, fields: Mapping[str, str] | None = None, triggers: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Raises Conflict with the message of the model's constraint that refused the write; other errors pass.

    `fields` names the form field a constraint's message belongs to, `triggers` the messages of constraints that a
    trigger guards and the model cannot know. A form's own check comes first; this is for the one that came second.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = constraint_name(error)
        message = {**_messages(model), **(triggers or {})}.get(name)
        if message is None:
            raise
        raise Conflict(message, field=(fields or {}).get(name)) from error


def constraint_name(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def _messages(model: type[models.Model]) -> dict[str, str]:
    """The token's index too: a form that somebody else has sent, which only a copied page can be."""
    sent = {f"{model._meta.db_table}_token_key": "Formulir ini sudah pernah dikirim. Muat ulang halaman lalu isi lagi."}
    return sent | {
        constraint.name: str(constraint.violation_error_message)
        for constraint in model._meta.constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    }
