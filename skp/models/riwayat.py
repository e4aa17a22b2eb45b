from datetime import datetime

from django.db import models
from django.db.models import Q

from skp.models.bulanan import SkpBulanan
from skp.models.indikator import Indikator
from skp.models.skp import RencanaHasilKerja, Skp
from skp.workflow import TONE, Action, Status


class Riwayat(models.Model):
    """One step of a document: who did what, when, and why. Never changed, never deleted."""

    MUAT_ULANG = "MUAT_ULANG"
    PERIODE_DIPENDEKKAN = "PERIODE_DIPENDEKKAN"
    ADENDUM_DIAJUKAN = "ADENDUM_DIAJUKAN"
    ADENDUM_DISETUJUI = "ADENDUM_DISETUJUI"
    ADENDUM_DIKEMBALIKAN = "ADENDUM_DIKEMBALIKAN"

    skp = models.ForeignKey(Skp, models.PROTECT, null=True, blank=True, related_name="riwayat")
    skp_bulanan = models.ForeignKey(SkpBulanan, models.PROTECT, null=True, blank=True, related_name="riwayat")
    aksi = models.CharField(
        "aksi",
        max_length=24,
        choices=[
            *Action.choices,
            (MUAT_ULANG, "Muat ulang"),
            (PERIODE_DIPENDEKKAN, "Periode dipendekkan"),
            (ADENDUM_DIAJUKAN, "Adendum diajukan"),
            (ADENDUM_DISETUJUI, "Adendum disetujui"),
            (ADENDUM_DIKEMBALIKAN, "Adendum dikembalikan"),
            ("TUTUP_PENILAIAN", "Tutup penilaian"),
            ("BUKA_PENILAIAN", "Buka kembali penilaian"),
        ],
    )
    status = models.CharField("menjadi", max_length=12, choices=Status)
    oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")
    catatan = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "riwayat"
        verbose_name_plural = "riwayat"
        ordering = ["pada", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(skp__isnull=False, skp_bulanan__isnull=True)
                | Q(skp__isnull=True, skp_bulanan__isnull=False),
                name="riwayat_satu_dokumen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_aksi_display()} oleh {self.oleh}"

    # The words of the timeline component.

    @property
    def label(self) -> str:
        return self.get_aksi_display()

    @property
    def tone(self) -> str:
        return TONE[Status(self.status)] if self.aksi in Action.values else "netral"

    @property
    def by(self) -> str:
        return str(self.oleh)

    @property
    def at(self) -> datetime:
        return self.pada

    @property
    def note(self) -> str:
        return self.catatan


class CatatanBaris(models.Model):
    """A remark pinned to a row of an SKP that was returned. `kutipan` keeps the row's words, should it be deleted."""

    riwayat = models.ForeignKey(Riwayat, models.CASCADE, related_name="catatan_baris", verbose_name="langkah")
    rhk = models.ForeignKey(
        RencanaHasilKerja, models.SET_NULL, null=True, blank=True, related_name="catatan", verbose_name="RHK"
    )
    indikator = models.ForeignKey(
        Indikator, models.SET_NULL, null=True, blank=True, related_name="catatan", verbose_name="indikator"
    )
    kutipan = models.CharField("kutipan", max_length=1000)
    uraian = models.CharField("catatan", max_length=1000)

    class Meta:
        verbose_name = "catatan pada baris"
        verbose_name_plural = "catatan pada baris"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.uraian
