from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.audit import audited
from organisasi.models import Document
from skp.models.bank import BankRhk
from skp.models.skp import JenisRhk, RencanaHasilKerja, Skp
from skp.querysets import PembagianQuerySet


@audited()
class Pembagian(Document):
    """One act of handing RHK to subordinates: what was handed, by whom, when, to whom.

    `penerima` is kept beside the RHK themselves, which their owners may take out of a draft again.
    """

    oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="pembagian", verbose_name="dibagikan oleh"
    )
    pada = models.DateTimeField("dibagikan pada")
    penerima = models.ManyToManyField(Skp, related_name="pembagian_diterima", verbose_name="SKP penerima")

    objects = PembagianQuerySet.as_manager()

    class Meta:
        verbose_name = "pembagian RHK"
        verbose_name_plural = "pembagian RHK"
        ordering = ["-pada", "-pk"]

    def __str__(self) -> str:
        return f"Pembagian RHK oleh {self.oleh}"

    def get_absolute_url(self) -> str:
        return reverse("skp:pembagian_detail", args=[self.pk])


@audited()
class ButirPembagian(models.Model):
    """An RHK as it was handed. Of a draft its superior sees these words, never what became of them there."""

    pembagian = models.ForeignKey(Pembagian, models.CASCADE, related_name="butir", verbose_name="pembagian")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    jenis = models.CharField("jenis", max_length=8, choices=JenisRhk, default=JenisRhk.UTAMA)
    uraian = models.CharField("rencana hasil kerja", max_length=1000)
    atasan = models.ForeignKey(
        RencanaHasilKerja,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="RHK yang diintervensi",
    )
    bank = models.ForeignKey(BankRhk, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="bank RHK")

    class Meta:
        verbose_name = "butir pembagian RHK"
        verbose_name_plural = "butir pembagian RHK"
        ordering = ["urutan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(jenis__in=JenisRhk.values), name="butir_pembagian_jenis_dikenal"),
        ]

    def __str__(self) -> str:
        return self.uraian
