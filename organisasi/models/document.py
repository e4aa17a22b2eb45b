import uuid

from django.db import models


class Document(models.Model):
    """What every row that people fill in carries: who sent the form once, and which version of the row a form saw."""

    token = models.UUIDField("token formulir", default=uuid.uuid4, unique=True, editable=False)
    versi = models.PositiveIntegerField("versi", default=1, editable=False)
    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)
    diubah_pada = models.DateTimeField("diubah pada", auto_now=True)

    class Meta:
        abstract = True
