from django.db import models
from django.db.models import Q
from django.urls import reverse

from kegiatan.models.bukti import Bukti
from kegiatan.querysets import UsulanQuerySet
from kegiatan.workflow import TONE, StatusUsulan
from organisasi.audit import audited
from organisasi.models import Document


class EselonPenandatangan(models.TextChoices):
    """Who signed the decree. The guide asks for at least eselon II, so lower ones are not offered."""

    PEJABAT_NEGARA = "NEGARA", "Kepala daerah / pejabat negara"
    ESELON_I = "I", "Eselon I"
    ESELON_II = "II", "Eselon II"


class TingkatKreativitas(models.TextChoices):
    """For whom it is useful; the value is the scoring's own word."""

    UNIT_KERJA = "unit kerja", "Unit kerja"
    INSTANSI = "instansi", "Instansi"
    NEGARA = "negara", "Negara"


class Usulan(Document):
    """What a person claims beside his SKP for a year, for his penilai to confirm."""

    pegawai = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="%(class)s", verbose_name="pegawai")
    penilai = models.ForeignKey(
        "organisasi.Pegawai",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_dinilai",
        verbose_name="pejabat penilai",
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    berkas = models.ForeignKey(
        Bukti, models.PROTECT, null=True, blank=True, related_name="%(class)s", verbose_name="berkas SK"
    )
    status = models.CharField("status", max_length=12, choices=StatusUsulan, default=StatusUsulan.DIAJUKAN)
    alasan = models.TextField("alasan", blank=True)
    diputuskan_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diputuskan oleh"
    )
    diputuskan_pada = models.DateTimeField("diputuskan pada", null=True, blank=True)

    objects = UsulanQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-tahun", "-pk"]

    @property
    def tone(self) -> str:
        return TONE[StatusUsulan(self.status)]

    @property
    def diputuskan(self) -> bool:
        return self.status != StatusUsulan.DIAJUKAN


@audited()
class TugasTambahan(Usulan):
    uraian = models.CharField("tugas tambahan", max_length=1000)
    nomor_sk = models.CharField("no. SK", max_length=100)
    tanggal_sk = models.DateField("tanggal SK")
    eselon_penandatangan = models.CharField("penandatangan SK", max_length=6, choices=EselonPenandatangan)
    nama_penandatangan = models.CharField("nama dan jabatan penandatangan", max_length=200)

    class Meta(Usulan.Meta):
        verbose_name = "tugas tambahan"
        verbose_name_plural = "tugas tambahan"
        constraints = [
            models.CheckConstraint(
                condition=Q(status=StatusUsulan.DIAJUKAN, diputuskan_oleh__isnull=True)
                | Q(status__in=[StatusUsulan.DIKONFIRMASI, StatusUsulan.DITOLAK], diputuskan_oleh__isnull=False),
                name="tugas_tambahan_diputuskan",
            ),
            models.UniqueConstraint(
                fields=["pegawai", "tahun", "nomor_sk", "uraian"],
                name="tugas_tambahan_sekali",
                violation_error_message="Tugas tambahan dengan No. SK itu sudah ada untuk tahun itu.",
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "tahun"], name="tugas_tambahan_pegawai"),
            models.Index(fields=["penilai", "tahun"], name="tugas_tambahan_penilai"),
        ]

    def __str__(self) -> str:
        return self.uraian

    def get_absolute_url(self) -> str:
        return reverse("kegiatan:tugas_tambahan_detail", args=[self.pk])


@audited()
class Kreativitas(Usulan):
    uraian = models.CharField("kreativitas", max_length=1000)
    tingkat = models.CharField("bermanfaat bagi", max_length=10, choices=TingkatKreativitas)
    nomor_surat = models.CharField("no. surat keterangan", max_length=100)
    tanggal_surat = models.DateField("tanggal surat")

    class Meta(Usulan.Meta):
        verbose_name = "kreativitas"
        verbose_name_plural = "kreativitas"
        constraints = [
            models.CheckConstraint(
                condition=Q(status=StatusUsulan.DIAJUKAN, diputuskan_oleh__isnull=True)
                | Q(status__in=[StatusUsulan.DIKONFIRMASI, StatusUsulan.DITOLAK], diputuskan_oleh__isnull=False),
                name="kreativitas_diputuskan",
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "tahun"], name="kreativitas_pegawai"),
            models.Index(fields=["penilai", "tahun"], name="kreativitas_penilai"),
        ]

    def __str__(self) -> str:
        return self.uraian

    def get_absolute_url(self) -> str:
        return reverse("kegiatan:kreativitas_detail", args=[self.pk])
