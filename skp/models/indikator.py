from django.db import models
from django.db.models import Q

from organisasi.audit import audited
from organisasi.models import Document
from skp.models.skp import RencanaHasilKerja
from skp.querysets import IndikatorQuerySet


class Aspek(models.TextChoices):
    """JA and JF, pendekatan kuantitatif."""

    KUANTITAS = "KUANTITAS", "Kuantitas"
    KUALITAS = "KUALITAS", "Kualitas"
    WAKTU = "WAKTU", "Waktu"
    BIAYA = "BIAYA", "Biaya"


class Perspektif(models.TextChoices):
    """JPT and pimpinan unit kerja mandiri, pendekatan kuantitatif."""

    PENERIMA_LAYANAN = "PENERIMA_LAYANAN", "Penerima Layanan"
    PROSES_BISNIS = "PROSES_BISNIS", "Proses Bisnis"
    PENGUATAN_INTERNAL = "PENGUATAN_INTERNAL", "Penguatan Internal"
    ANGGARAN = "ANGGARAN", "Anggaran"


@audited()
class Indikator(Document):
    """Indikator Kinerja Individu of an RHK. Which of the fields count, the SKP's pendekatan and bentuk say.

    What another pendekatan does not ask for stays stored: switching back must lose nothing.
    """

    rhk = models.ForeignKey(RencanaHasilKerja, models.CASCADE, related_name="indikator", verbose_name="RHK")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    uraian = models.CharField("indikator", max_length=1000)
    target = models.CharField("target", max_length=500, blank=True)
    aspek = models.CharField("aspek", max_length=9, choices=Aspek, blank=True)
    perspektif = models.CharField("perspektif", max_length=18, choices=Perspektif, blank=True)

    objects = IndikatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["urutan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(aspek__in=("", *Aspek.values)), name="indikator_aspek_dikenal"),
            models.CheckConstraint(
                condition=Q(perspektif__in=("", *Perspektif.values)), name="indikator_perspektif_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return self.uraian

    def get_absolute_url(self) -> str:
        return self.rhk.get_absolute_url()


class TingkatKendali(models.TextChoices):
    TINGGI = "TINGGI", "Tinggi"
    SEDANG = "SEDANG", "Sedang"
    RENDAH = "RENDAH", "Rendah"


class PeriodePelaporan(models.TextChoices):
    BULANAN = "BULANAN", "Bulanan"
    TRIWULANAN = "TRIWULANAN", "Triwulanan"
    SEMESTERAN = "SEMESTERAN", "Semesteran"
    TAHUNAN = "TAHUNAN", "Tahunan"


@audited()
class ManualIndikator(Document):
    """How an indikator is measured (PermenPANRB 6/2022, format A.1.3). Optional."""

    indikator = models.OneToOneField(Indikator, models.CASCADE, related_name="manual", verbose_name="indikator")
    tujuan = models.TextField("tujuan", max_length=2000, blank=True)
    definisi = models.TextField("definisi", max_length=2000, blank=True)
    formula = models.TextField("formula", max_length=2000, blank=True)
    satuan_pengukuran = models.CharField("satuan pengukuran", max_length=100, blank=True)
    tingkat_kendali = models.CharField("tingkat kendali", max_length=6, choices=TingkatKendali, blank=True)
    sumber_data = models.CharField("sumber data", max_length=500, blank=True)
    periode_pelaporan = models.CharField("periode pelaporan", max_length=10, choices=PeriodePelaporan, blank=True)

    class Meta:
        verbose_name = "manual indikator"
        verbose_name_plural = "manual indikator"

    def __str__(self) -> str:
        return f"Manual indikator {self.indikator}"
