from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5

from organisasi.audit import audited
from skp.models.indikator import Aspek, Perspektif
from skp.models.skp import JenisRhk
from skp.querysets import BankIndikatorQuerySet, BankRhkQuerySet


@audited()
class BankRhk(models.Model):
    """An RHK an instansi offers to the holders of a post, with its indikator. All rows of a post are its template."""

    instansi = models.ForeignKey("organisasi.Instansi", models.PROTECT, related_name="+", verbose_name="instansi")
    jabatan = models.ForeignKey("organisasi.Jabatan", models.PROTECT, related_name="bank_rhk", verbose_name="jabatan")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    jenis = models.CharField("jenis", max_length=8, choices=JenisRhk, default=JenisRhk.UTAMA)
    uraian = models.CharField("rencana hasil kerja", max_length=1000)
    aktif = models.BooleanField("aktif", default=True)

    objects = BankRhkQuerySet.as_manager()

    class Meta:
        verbose_name = "bank RHK"
        verbose_name_plural = "bank RHK"
        ordering = ["jabatan", "urutan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(jenis__in=JenisRhk.values), name="bank_rhk_jenis_dikenal"),
            models.UniqueConstraint(
                "jabatan",
                MD5("uraian"),
                name="bank_rhk_sekali_per_jabatan",
                violation_error_message="RHK itu sudah ada di bank jabatan ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


@audited()
class BankIndikator(models.Model):
    bank = models.ForeignKey(BankRhk, models.CASCADE, related_name="indikator", verbose_name="RHK")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    uraian = models.CharField("indikator", max_length=1000)
    target = models.CharField("target", max_length=500, blank=True)
    aspek = models.CharField("aspek", max_length=9, choices=Aspek, blank=True)
    perspektif = models.CharField("perspektif", max_length=18, choices=Perspektif, blank=True)

    objects = BankIndikatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator di bank"
        verbose_name_plural = "indikator di bank"
        ordering = ["urutan", "pk"]

    def __str__(self) -> str:
        return self.uraian
