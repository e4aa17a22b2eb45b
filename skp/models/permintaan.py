from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.audit import audited
from organisasi.models import Document
from skp.models.skp import Skp
from skp.querysets import PermintaanKoreksiQuerySet, PermintaanSalinQuerySet
from skp.workflow import TONE_PERMINTAAN, StatusPermintaan


@audited()
class PermintaanSalin(Document):
    """A request to copy RHK out of a colleague's SKP, which needs its owner's consent."""

    skp = models.ForeignKey(Skp, models.CASCADE, related_name="permintaan_salin", verbose_name="SKP yang diminta")
    peminta = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="permintaan_salin", verbose_name="peminta"
    )
    status = models.CharField("status", max_length=10, choices=StatusPermintaan, default=StatusPermintaan.DIAJUKAN)
    status_sejak = models.DateTimeField("status sejak")

    objects = PermintaanSalinQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan salin RHK"
        verbose_name_plural = "permintaan salin RHK"
        ordering = ["-status_sejak"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=StatusPermintaan.values), name="salin_status_dikenal"),
            models.UniqueConstraint(
                fields=["skp", "peminta"],
                name="salin_sekali_per_skp",
                violation_error_message="Anda sudah meminta SKP itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"Permintaan salin {self.skp} oleh {self.peminta}"

    @property
    def status_tone(self) -> str:
        return TONE_PERMINTAAN[StatusPermintaan(self.status)]


@audited()
class PermintaanKoreksi(Document):
    """ "Penilai, unit or jabatan on my SKP is wrong": decided by the admin instansi."""

    skp = models.ForeignKey(Skp, models.CASCADE, related_name="permintaan_koreksi", verbose_name="SKP")
    penilai_salah = models.BooleanField("pejabat penilai salah", default=False)
    unit_salah = models.BooleanField("unit kerja salah", default=False)
    jabatan_salah = models.BooleanField("jabatan salah", default=False)
    penilai_usulan = models.ForeignKey(
        "organisasi.Pegawai",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pejabat penilai yang benar",
    )
    unit_usulan = models.ForeignKey(
        "organisasi.UnitKerja",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unit kerja yang benar",
    )
    jabatan_usulan = models.ForeignKey(
        "organisasi.Jabatan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="jabatan yang benar"
    )
    keterangan = models.CharField("keterangan", max_length=1000)
    status = models.CharField("status", max_length=10, choices=StatusPermintaan, default=StatusPermintaan.DIAJUKAN)
    status_sejak = models.DateTimeField("status sejak")
    diputuskan_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diputuskan oleh"
    )
    jawaban = models.CharField("jawaban admin instansi", max_length=1000, blank=True)

    objects = PermintaanKoreksiQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan koreksi"
        verbose_name_plural = "permintaan koreksi"
        ordering = ["-status_sejak"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=StatusPermintaan.values), name="koreksi_status_dikenal"),
            models.CheckConstraint(
                condition=Q(penilai_salah=True) | Q(unit_salah=True) | Q(jabatan_salah=True),
                name="koreksi_menyebut_yang_salah",
                violation_error_message="Pilih sedikitnya satu data yang salah.",
            ),
            models.UniqueConstraint(
                fields=["skp"],
                condition=Q(status=StatusPermintaan.DIAJUKAN),
                name="koreksi_satu_yang_terbuka",
                violation_error_message="Permintaan koreksi untuk SKP ini masih menunggu jawaban.",
            ),
        ]

    def __str__(self) -> str:
        return f"Permintaan koreksi {self.skp}"

    def get_absolute_url(self) -> str:
        return reverse("skp:koreksi_detail", args=[self.pk])

    @property
    def status_tone(self) -> str:
        return TONE_PERMINTAAN[StatusPermintaan(self.status)]

    @property
    def yang_salah(self) -> str:
        """pejabat penilai, unit kerja"""
        named = {"pejabat penilai": self.penilai_salah, "unit kerja": self.unit_salah, "jabatan": self.jabatan_salah}
        return ", ".join(name for name, wrong in named.items() if wrong)
