"""Feedback on perilaku from colleagues and subordinates.

Whoever reads these rows for the person they are about asks penilaian/querysets/rekan.py: it is the one place that knows
when a giver may be named. `__str__` names nobody, because Django admin shows it of what points at a row.
"""

from django.db import models

from organisasi.audit import audited
from organisasi.models import Document
from penilaian.models.evaluasi import Evaluasi
from penilaian.querysets.rekan import UndanganQuerySet


class AsalUmpanBalik(models.TextChoices):
    DIMINTA = "DIMINTA", "Diminta oleh pegawai yang dinilai"
    DITAWARKAN = "DITAWARKAN", "Atas kemauan pemberi"
    DITUGASKAN = "DITUGASKAN", "Ditugaskan pejabat penilai"


class Hubungan(models.TextChoices):
    REKAN = "REKAN", "Rekan kerja"
    BAWAHAN = "BAWAHAN", "Bawahan"


class StatusUmpanBalik(models.TextChoices):
    MENUNGGU = "MENUNGGU", "Menunggu diisi"
    DIISI = "DIISI", "Sudah diisi"
    DITOLAK = "DITOLAK", "Tidak bersedia"

    @property
    def tone(self) -> str:
        return {StatusUmpanBalik.MENUNGGU: "peringatan", StatusUmpanBalik.DIISI: "sukses"}.get(self, "netral")


@audited()
class UndanganUmpanBalik(Document):
    """One giver for one person in one period."""

    evaluasi = models.ForeignKey(Evaluasi, models.PROTECT, related_name="undangan", verbose_name="evaluasi")
    pemberi = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="undangan_umpan_balik", verbose_name="pemberi"
    )
    asal = models.CharField("asal", max_length=10, choices=AsalUmpanBalik)
    hubungan = models.CharField("hubungan", max_length=7, choices=Hubungan)
    status = models.CharField("status", max_length=8, choices=StatusUmpanBalik, default=StatusUmpanBalik.MENUNGGU)
    diminta_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="diminta oleh"
    )
    pada = models.DateTimeField("pada")
    anonim = models.BooleanField(
        "anonim",
        default=True,
        help_text="Janji kepada pemberi saat undangan dibuat; pengaturan instansi sesudahnya tidak mengubahnya.",
    )

    # Before Django admin deletes a person it counts his papers, to a reader who may be the receiver.
    uncounted = True

    objects = UndanganQuerySet.as_manager()

    class Meta:
        verbose_name = "undangan umpan balik"
        verbose_name_plural = "undangan umpan balik"
        ordering = ["-pada", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluasi", "pemberi"],
                name="undangan_sekali_per_pemberi",
                violation_error_message="Pegawai itu sudah menjadi pemberi umpan balik pada periode ini.",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=StatusUmpanBalik.values), name="undangan_status_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return "Undangan umpan balik"

    @property
    def status_tone(self) -> str:
        return StatusUmpanBalik(self.status).tone


@audited()
class UmpanBalikRekan(Document):
    """What a giver wrote on one perilaku (a code of skp/perilaku.py)."""

    undangan = models.ForeignKey(
        UndanganUmpanBalik, models.PROTECT, related_name="umpan_balik", verbose_name="undangan"
    )
    perilaku = models.CharField("perilaku", max_length=30)
    teks = models.TextField("umpan balik", max_length=2000)

    class Meta:
        verbose_name = "umpan balik rekan kerja"
        verbose_name_plural = "umpan balik rekan kerja"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["undangan", "perilaku"],
                name="umpan_balik_rekan_sekali_per_perilaku",
                violation_error_message="Umpan balik untuk perilaku itu sudah ada; ubah yang sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return "Umpan balik rekan kerja"
