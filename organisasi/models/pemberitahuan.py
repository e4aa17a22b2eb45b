from django.db import models
from django.db.models import Q

from organisasi.querysets.orang import PemberitahuanQuerySet


class Pemberitahuan(models.Model):
    """A line in the bell of a person: what happened to a document of his, and where to look.

    `tautan` is a path within the application; the page behind it asks for its own rights.
    """

    penerima = models.ForeignKey(
        "organisasi.Pegawai", models.CASCADE, related_name="pemberitahuan", verbose_name="penerima"
    )
    teks = models.CharField("teks", max_length=500)
    tautan = models.CharField("tautan", max_length=300, blank=True)
    pada = models.DateTimeField("pada")
    dibaca_pada = models.DateTimeField("dibaca pada", null=True, blank=True)

    objects = PemberitahuanQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-pada", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tautan="") | Q(tautan__startswith="/"), name="pemberitahuan_tautan_dalam_aplikasi"
            ),
        ]
        indexes = [
            models.Index(fields=["penerima", "-pada", "-id"], name="pemberitahuan_penerima"),
            models.Index(fields=["penerima"], condition=Q(dibaca_pada__isnull=True), name="pemberitahuan_belum_dibaca"),
        ]

    def __str__(self) -> str:
        return self.teks
