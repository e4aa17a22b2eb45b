"""What the owner of an SKP fills in for a period: rencana aksi, realisasi, eviden."""

from django.db import models
from django.db.models import Q

from organisasi.audit import audited
from organisasi.models import Document
from penilaian.models.evaluasi import Evaluasi
from skp.models import Aspek


@audited()
class RencanaAksi(Document):
    """A step planned for an RHK in a period; `asal` where it was taken over from the SKP Bulanan of its months."""

    evaluasi = models.ForeignKey(Evaluasi, models.PROTECT, related_name="rencana_aksi", verbose_name="evaluasi")
    rhk = models.ForeignKey("skp.RencanaHasilKerja", models.PROTECT, related_name="rencana_aksi", verbose_name="RHK")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    uraian = models.CharField("rencana aksi", max_length=1000)
    target = models.CharField("target", max_length=200, blank=True)
    asal = models.ForeignKey(
        "skp.TargetBulanan", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="target SKP Bulanan"
    )

    class Meta:
        verbose_name = "rencana aksi"
        verbose_name_plural = "rencana aksi"
        ordering = ["urutan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluasi", "asal"],
                name="rencana_aksi_sekali_per_asal",
                violation_error_message="Target SKP Bulanan itu sudah menjadi rencana aksi.",
            )
        ]

    def __str__(self) -> str:
        return self.uraian


def _satu_ukuran() -> Q:
    return Q(indikator__isnull=False, aspek="") | Q(indikator__isnull=True, aspek__in=Aspek.values)


class Ukuran(models.Model):
    """One line of an RHK that is looked at: an indikator, or an aspek of the measured target that stands for one."""

    rhk = models.ForeignKey("skp.RencanaHasilKerja", models.PROTECT, related_name="+", verbose_name="RHK")
    indikator = models.ForeignKey(
        "skp.Indikator", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="indikator"
    )
    aspek = models.CharField("aspek target terukur", max_length=10, choices=Aspek, blank=True)

    class Meta:
        abstract = True

    @property
    def kode(self) -> str:
        """As `BarisIndikator.kode` names the line."""
        return str(self.indikator_id or self.aspek)


@audited()
class RealisasiPeriode(Document, Ukuran):
    """What was reached of a line in a period, in the owner's words, with the source of the data."""

    evaluasi = models.ForeignKey(Evaluasi, models.PROTECT, related_name="realisasi", verbose_name="evaluasi")
    realisasi = models.TextField("realisasi", max_length=2000, blank=True)
    sumber_data = models.CharField("sumber data", max_length=500, blank=True)

    class Meta:
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        constraints = [
            models.CheckConstraint(condition=_satu_ukuran(), name="realisasi_satu_ukuran"),
            models.UniqueConstraint(
                fields=["evaluasi", "rhk", "indikator", "aspek"],
                nulls_distinct=False,
                name="realisasi_sekali_per_ukuran",
            ),
        ]

    def __str__(self) -> str:
        return self.realisasi[:60]


@audited()
class Eviden(Document):
    """A named piece of evidence of a period: the file or link is a Bukti, which daily activities may show too."""

    evaluasi = models.ForeignKey(Evaluasi, models.PROTECT, related_name="eviden", verbose_name="evaluasi")
    nama = models.CharField("nama eviden", max_length=255)
    bukti = models.ForeignKey("kegiatan.Bukti", models.PROTECT, related_name="eviden", verbose_name="bukti")

    class Meta:
        verbose_name = "eviden"
        verbose_name_plural = "eviden"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.nama


@audited()
class UkuranEviden(Ukuran):
    """Which lines a piece of evidence speaks for."""

    eviden = models.ForeignKey(Eviden, models.CASCADE, related_name="ukuran", verbose_name="eviden")

    class Meta:
        verbose_name = "indikator dengan eviden"
        verbose_name_plural = "indikator dengan eviden"
        constraints = [
            models.CheckConstraint(condition=_satu_ukuran(), name="eviden_satu_ukuran"),
            models.UniqueConstraint(
                fields=["eviden", "rhk", "indikator", "aspek"], nulls_distinct=False, name="eviden_sekali_per_ukuran"
            ),
        ]

    def __str__(self) -> str:
        return self.kode
