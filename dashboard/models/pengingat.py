import pgtrigger
from django.db import models


class Pengingat(models.Model):
    """A person was reminded of the SKP of a year that he had not made. Only ever added to."""

    pegawai = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="pegawai", db_index=False
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")

    class Meta:
        verbose_name = "pengingat pengisian"
        verbose_name_plural = "pengingat pengisian"
        ordering = ["-pada", "-pk"]
        indexes = [models.Index(fields=["pegawai", "tahun", "-pada"], name="pengingat_pegawai_tahun")]
        triggers = [pgtrigger.Protect(name="hanya_bertambah", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.pegawai}, SKP {self.tahun}, {self.pada:%d-%m-%Y}"
