from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ekinerja.forms import PILIHAN_BULAN
from organisasi.audit import audited
from organisasi.models import Document
from skp.models.satuan import SatuanWaktu
from skp.models.skp import RencanaHasilKerja, Skp
from skp.querysets import SkpBulananQuerySet, TargetBulananQuerySet
from skp.workflow import EDITABLE, TONE, Status


@audited()
class SkpBulanan(Document):
    """The targets of one month, broken down from an SKP. Closed once its appraisal is finished (penilaian/)."""

    skp = models.ForeignKey(Skp, models.PROTECT, related_name="bulanan", verbose_name="SKP Tahunan")
    bulan = models.PositiveSmallIntegerField("bulan", choices=PILIHAN_BULAN)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.DRAFT)
    status_sejak = models.DateTimeField("status sejak")
    alasan = models.TextField("alasan dikembalikan", blank=True)
    ditutup_pada = models.DateTimeField("penilaian ditutup pada", null=True, blank=True)
    ditutup_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ditutup oleh"
    )

    objects = SkpBulananQuerySet.as_manager()

    class Meta:
        verbose_name = "SKP Bulanan"
        verbose_name_plural = "SKP Bulanan"
        ordering = ["-skp__tahun", "-bulan"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="skp_bulanan_status_dikenal"),
            models.CheckConstraint(condition=Q(bulan__gte=1, bulan__lte=12), name="skp_bulanan_bulan_1_sampai_12"),
            models.UniqueConstraint(
                fields=["skp", "bulan"],
                name="skp_bulanan_satu_per_bulan",
                violation_error_message="SKP Bulanan untuk bulan itu sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(ditutup_pada__isnull=True, ditutup_oleh__isnull=True)
                | Q(ditutup_pada__isnull=False, ditutup_oleh__isnull=False, status=Status.DISETUJUI),
                name="skp_bulanan_ditutup_setelah_disetujui",
            ),
        ]

    def __str__(self) -> str:
        return f"SKP Bulanan {self.get_bulan_display()} {self.skp.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("skp:bulanan_detail", args=[self.pk])

    @property
    def tahun(self) -> int:
        return self.skp.tahun

    @property
    def pegawai(self) -> models.Model:
        return self.skp.pegawai

    @property
    def penilai(self) -> models.Model | None:
        return self.skp.penilai

    @property
    def tanggal(self) -> date:
        """The first day of the month, by which its limits are asked for."""
        return date(self.skp.tahun, self.bulan, 1)

    @property
    def status_tone(self) -> str:
        return TONE[Status(self.status)]

    @property
    def status_approve(self) -> str:
        """The guide's two words; which kind of "belum" it is, `status` tells."""
        return "DISETUJUI" if self.status == Status.DISETUJUI else "BELUM DISETUJUI"

    @property
    def editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def belum_pernah_diajukan(self) -> bool:
        """A draft nobody else has seen; one that was returned or reopened carries the reason."""
        return self.status == Status.DRAFT and not self.alasan

    @property
    def ditutup(self) -> bool:
        return self.ditutup_pada is not None


@audited()
class TargetBulanan(Document):
    skp_bulanan = models.ForeignKey(SkpBulanan, models.CASCADE, related_name="target", verbose_name="SKP Bulanan")
    rhk = models.ForeignKey(
        RencanaHasilKerja, models.PROTECT, related_name="target_bulanan", verbose_name="target SKP Tahunan"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    uraian = models.CharField("uraian kegiatan", max_length=1000)
    target_kuantitas = models.DecimalField("target kuantitas", max_digits=12, decimal_places=2)
    target_kualitas = models.DecimalField("target kualitas", max_digits=5, decimal_places=2, default=Decimal(100))
    target_waktu = models.DecimalField("target waktu", max_digits=6, decimal_places=2)
    satuan_waktu = models.CharField("satuan waktu", max_length=6, choices=SatuanWaktu, default=SatuanWaktu.HARI)
    target_biaya = models.DecimalField("target biaya", max_digits=18, decimal_places=2, null=True, blank=True)
    status_tahapan = models.BooleanField("status tahapan", choices=((True, "YA"), (False, "TIDAK")), default=False)

    objects = TargetBulananQuerySet.as_manager()

    class Meta:
        verbose_name = "target SKP Bulanan"
        verbose_name_plural = "target SKP Bulanan"
        ordering = ["urutan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(target_kuantitas__gt=0), name="target_kuantitas_positif"),
            models.CheckConstraint(
                condition=Q(target_kualitas__gt=0, target_kualitas__lte=100), name="target_kualitas_sampai_100"
            ),
            models.CheckConstraint(condition=Q(target_waktu__gt=0), name="target_waktu_positif"),
            models.CheckConstraint(
                condition=Q(target_biaya__isnull=True) | Q(target_biaya__gte=0), name="target_biaya_tidak_negatif"
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


@audited()
class Tahapan(models.Model):
    """A step of a monthly target, in the guide's example: mengumpulkan data, verifikasi, mengolah, menyusun laporan."""

    target = models.ForeignKey(TargetBulanan, models.CASCADE, related_name="tahapan", verbose_name="target")
    urutan = models.PositiveSmallIntegerField("urutan")
    uraian = models.CharField("tahapan", max_length=300)

    class Meta:
        verbose_name = "tahapan"
        verbose_name_plural = "tahapan"
        ordering = ["urutan", "pk"]

    def __str__(self) -> str:
        return self.uraian
