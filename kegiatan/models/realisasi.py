from django.db import models
from django.db.models import Q

from organisasi.audit import audited
from organisasi.models import Document
from skp.models import TargetBulanan


@audited()
class Realisasi(Document):
    """Time and cost a monthly target took. Quantity is counted from the daily activities, quality is the penilai's."""

    target = models.OneToOneField(
        TargetBulanan, models.PROTECT, related_name="realisasi", verbose_name="target SKP Bulanan"
    )
    waktu = models.DecimalField("realisasi waktu", max_digits=6, decimal_places=2)
    biaya = models.DecimalField("realisasi biaya", max_digits=18, decimal_places=2, null=True, blank=True)
    diisi_oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="diisi oleh")

    class Meta:
        verbose_name = "realisasi waktu dan biaya"
        verbose_name_plural = "realisasi waktu dan biaya"
        constraints = [
            models.CheckConstraint(condition=Q(waktu__gte=0), name="realisasi_waktu_tidak_negatif"),
            models.CheckConstraint(
                condition=Q(biaya__isnull=True) | Q(biaya__gte=0), name="realisasi_biaya_tidak_negatif"
            ),
        ]

    def __str__(self) -> str:
        return f"Realisasi {self.target}"
