from django.db import models
from django.db.models.functions import Lower

from organisasi.audit import audited


class SatuanWaktu(models.TextChoices):
    HARI = "HARI", "Hari"
    MINGGU = "MINGGU", "Minggu"
    BULAN = "BULAN", "Bulan"


@audited()
class Satuan(models.Model):
    """Units of quantity an instansi offers. "Kegiatan" and "kali" are kept for functional posts (guide, chapter 1)."""

    instansi = models.ForeignKey("organisasi.Instansi", models.PROTECT, related_name="satuan", verbose_name="instansi")
    nama = models.CharField("nama satuan", max_length=50)
    khusus_fungsional = models.BooleanField(
        "khusus jabatan fungsional", default=False, help_text="Centang untuk satuan seperti “kegiatan” dan “kali”."
    )
    aktif = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "satuan"
        verbose_name_plural = "satuan"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(
                "instansi",
                Lower("nama"),
                name="satuan_nama_per_instansi",
                violation_error_message="Satuan itu sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
