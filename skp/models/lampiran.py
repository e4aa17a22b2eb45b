from django.db import models
from django.db.models import Q

from organisasi.audit import audited
from organisasi.models import Document
from skp.models.skp import Skp
from skp.querysets import ButirLampiranQuerySet


class BagianLampiran(models.TextChoices):
    DUKUNGAN = "DUKUNGAN", "Dukungan Sumber Daya"
    PERTANGGUNGJAWABAN = "PERTANGGUNGJAWABAN", "Skema Pertanggungjawaban"
    KONSEKUENSI = "KONSEKUENSI", "Konsekuensi"


@audited()
class ButirLampiran(Document):
    """A numbered line of Lampiran SKP (PermenPANRB 6/2022, format A.1.8)."""

    skp = models.ForeignKey(Skp, models.CASCADE, related_name="lampiran", verbose_name="SKP")
    bagian = models.CharField("bagian", max_length=18, choices=BagianLampiran)
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    uraian = models.CharField("uraian", max_length=1000)

    objects = ButirLampiranQuerySet.as_manager()

    class Meta:
        verbose_name = "butir lampiran SKP"
        verbose_name_plural = "butir lampiran SKP"
        ordering = ["bagian", "urutan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(bagian__in=BagianLampiran.values), name="lampiran_bagian_dikenal"),
        ]

    def __str__(self) -> str:
        return self.uraian


@audited()
class EkspektasiPerilaku(Document):
    """Ekspektasi Khusus Pimpinan for each BerAKHLAK value, written by the pejabat penilai. Empty: none."""

    skp = models.OneToOneField(Skp, models.CASCADE, related_name="ekspektasi_perilaku", verbose_name="SKP")
    berorientasi_pelayanan = models.CharField("berorientasi pelayanan", max_length=1000, blank=True)
    akuntabel = models.CharField("akuntabel", max_length=1000, blank=True)
    kompeten = models.CharField("kompeten", max_length=1000, blank=True)
    harmonis = models.CharField("harmonis", max_length=1000, blank=True)
    loyal = models.CharField("loyal", max_length=1000, blank=True)
    adaptif = models.CharField("adaptif", max_length=1000, blank=True)
    kolaboratif = models.CharField("kolaboratif", max_length=1000, blank=True)
    ditulis_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="ditulis oleh"
    )

    class Meta:
        verbose_name = "ekspektasi khusus pimpinan"
        verbose_name_plural = "ekspektasi khusus pimpinan"

    def __str__(self) -> str:
        return f"Ekspektasi khusus pimpinan, {self.skp}"
