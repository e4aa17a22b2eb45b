from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organisasi.audit import audited
from organisasi.models import Document
from skp.models.indikator import Indikator
from skp.models.skp import RencanaHasilKerja, Skp
from skp.querysets import AdendumQuerySet
from skp.workflow import EDITABLE, TONE, Status


@audited()
class Adendum(Document):
    """A proposal to change an approved SKP, judged on its own; the SKP changes only when it is approved."""

    skp = models.ForeignKey(Skp, models.PROTECT, related_name="adendum", verbose_name="SKP")
    nomor = models.PositiveSmallIntegerField("nomor")
    alasan = models.CharField("alasan perubahan", max_length=1000)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.DRAFT)
    status_sejak = models.DateTimeField("status sejak")
    catatan = models.TextField("alasan dikembalikan", blank=True)

    objects = AdendumQuerySet.as_manager()

    class Meta:
        verbose_name = "adendum SKP"
        verbose_name_plural = "adendum SKP"
        ordering = ["-nomor"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="adendum_status_dikenal"),
            models.UniqueConstraint(fields=["skp", "nomor"], name="adendum_nomor_per_skp"),
            models.UniqueConstraint(
                fields=["skp"],
                condition=~Q(status=Status.DISETUJUI),
                name="adendum_satu_yang_terbuka",
                violation_error_message="SKP ini masih mempunyai adendum yang belum selesai.",
            ),
        ]

    def __str__(self) -> str:
        return f"Adendum ke-{self.nomor} {self.skp}"

    def get_absolute_url(self) -> str:
        return reverse("skp:adendum_detail", args=[self.pk])

    @property
    def status_tone(self) -> str:
        return TONE[Status(self.status)]

    @property
    def editable(self) -> bool:
        return self.status in EDITABLE


class JenisPerubahan(models.TextChoices):
    TAMBAH_RHK = "TAMBAH_RHK", "Tambah RHK"
    UBAH_RHK = "UBAH_RHK", "Ubah RHK"
    HAPUS_RHK = "HAPUS_RHK", "Hapus RHK"
    TAMBAH_INDIKATOR = "TAMBAH_INDIKATOR", "Tambah indikator"
    UBAH_INDIKATOR = "UBAH_INDIKATOR", "Ubah indikator"
    HAPUS_INDIKATOR = "HAPUS_INDIKATOR", "Hapus indikator"


@audited()
class PerubahanAdendum(Document):
    """One change: the row it is about, that row's fields before (with the version they were read at) and after.

    `rhk` is the row itself, or for an indikator the RHK it belongs to; `induk` instead where that RHK is new in this
    adendum too. Values are kept as JSON: foreign keys as ids, decimals as text.
    """

    adendum = models.ForeignKey(Adendum, models.CASCADE, related_name="perubahan", verbose_name="adendum")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    jenis = models.CharField("jenis perubahan", max_length=16, choices=JenisPerubahan)
    rhk = models.ForeignKey(
        RencanaHasilKerja, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="RHK"
    )
    indikator = models.ForeignKey(
        Indikator, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="indikator"
    )
    induk = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="anak", verbose_name="RHK baru"
    )
    versi_dasar = models.PositiveIntegerField("versi dasar", null=True, blank=True)
    sebelum = models.JSONField("sebelum", default=dict, blank=True)
    sesudah = models.JSONField("sesudah", default=dict, blank=True)

    class Meta:
        verbose_name = "perubahan adendum"
        verbose_name_plural = "perubahan adendum"
        ordering = ["urutan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=JenisPerubahan.values), name="perubahan_adendum_jenis_dikenal"
            ),
            models.UniqueConstraint(
                fields=["adendum", "rhk"],
                condition=Q(jenis__in=["UBAH_RHK", "HAPUS_RHK"]),
                name="perubahan_rhk_sekali_per_adendum",
                violation_error_message="RHK itu sudah diubah dalam adendum ini.",
            ),
            models.UniqueConstraint(
                fields=["adendum", "indikator"],
                condition=Q(jenis__in=["UBAH_INDIKATOR", "HAPUS_INDIKATOR"]),
                name="perubahan_indikator_sekali_per_adendum",
                violation_error_message="Indikator itu sudah diubah dalam adendum ini.",
            ),
            models.CheckConstraint(
                condition=Q(induk__isnull=True) | ~Q(induk=F("id")), name="perubahan_bukan_induk_sendiri"
            ),
        ]

    def __str__(self) -> str:
        return self.get_jenis_display()
