from django.db import models

from organisasi.audit import audited
from organisasi.models.instansi import Instansi


class JenisLibur(models.TextChoices):
    NASIONAL = "NASIONAL", "Libur nasional"
    CUTI_BERSAMA = "CUTI_BERSAMA", "Cuti bersama"
    DAERAH = "DAERAH", "Libur daerah"


@audited()
class HariLibur(models.Model):
    """A day on which nobody works: of the whole country (no instansi), or of one instansi."""

    instansi = models.ForeignKey(
        Instansi,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="hari_libur",
        verbose_name="instansi",
        help_text="Kosong: berlaku secara nasional.",
    )
    tanggal = models.DateField("tanggal")
    nama = models.CharField("nama", max_length=120)
    jenis = models.CharField("jenis", max_length=12, choices=JenisLibur, default=JenisLibur.NASIONAL)

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["-tanggal"]
        constraints = [
            models.CheckConstraint(condition=models.Q(jenis__in=JenisLibur.values), name="libur_jenis_dikenal"),
            models.UniqueConstraint(
                fields=["tanggal", "instansi"],
                nulls_distinct=False,
                name="libur_satu_per_tanggal",
                violation_error_message="Hari libur pada tanggal itu sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tanggal:%d-%m-%Y} {self.nama}"
