from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear, Lower
from django.utils import timezone
from django.utils.formats import date_format

from organisasi.audit import audited
from organisasi.models.document import Document
from organisasi.models.instansi import Instansi
from organisasi.ranges import DateRange


class JenisPeriode(models.TextChoices):
    BULANAN = "BULANAN", "Bulanan"
    TRIWULAN = "TRIWULAN", "Triwulan"
    AKHIR = "AKHIR", "Tahunan/Akhir"


@audited()
class PeriodeEvaluasi(Document):
    """A period of evaluasi kinerja of one instansi in one year.

    `berulang` ones belong to every year: a new year takes them over from the year before (organisasi/periode.py).
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="periode_evaluasi", verbose_name="instansi")
    tahun = models.PositiveSmallIntegerField("tahun")
    nama = models.CharField("nama", max_length=60)
    jenis = models.CharField("jenis periode", max_length=8, choices=JenisPeriode)
    mulai = models.DateField("periode awal")
    selesai = models.DateField("periode akhir")
    batas_pengisian = models.DateField("batas pengisian")
    batas_penilaian = models.DateField("batas penilaian")
    berulang = models.BooleanField("berlaku setiap tahun", default=True)
    ditutup_pada = models.DateTimeField("ditutup pada", null=True, blank=True, editable=False)
    ditutup_oleh = models.ForeignKey(
        "organisasi.Pegawai",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="ditutup oleh",
    )
    alasan_tutup = models.CharField("alasan penutupan paksa", max_length=1000, blank=True, editable=False)

    class Meta:
        verbose_name = "periode evaluasi"
        verbose_name_plural = "periode evaluasi"
        ordering = ["-tahun", "mulai", "selesai"]
        constraints = [
            models.CheckConstraint(condition=Q(jenis__in=JenisPeriode.values), name="periode_jenis_dikenal"),
            models.CheckConstraint(
                condition=Q(mulai__lte=F("selesai")),
                name="periode_mulai_sebelum_selesai",
                violation_error_message="Periode akhir tidak boleh sebelum periode awal.",
            ),
            models.CheckConstraint(
                condition=Q(tahun=ExtractYear("mulai")) & Q(tahun=ExtractYear("selesai")),
                name="periode_dalam_tahunnya",
                violation_error_message="Periode harus berada dalam tahunnya.",
            ),
            models.CheckConstraint(
                condition=Q(batas_pengisian__gte=F("mulai"), batas_penilaian__gte=F("batas_pengisian")),
                name="periode_batas_berurutan",
                violation_error_message="Batas pengisian tidak boleh sebelum periode awal, dan batas penilaian tidak "
                "boleh sebelum batas pengisian.",
            ),
            models.UniqueConstraint(
                "instansi",
                "tahun",
                Lower("nama"),
                name="periode_nama_per_tahun",
                violation_error_message="Periode dengan nama itu sudah ada pada tahun itu.",
            ),
            models.UniqueConstraint(
                fields=["instansi", "tahun"],
                condition=Q(jenis=JenisPeriode.AKHIR),
                name="periode_akhir_satu_per_tahun",
                violation_error_message="Tahun itu sudah mempunyai periode tahunan/akhir; hanya boleh satu.",
            ),
            ExclusionConstraint(
                name="periode_sejenis_tidak_tumpang_tindih",
                expressions=[
                    ("instansi", RangeOperators.EQUAL),
                    ("jenis", RangeOperators.EQUAL),
                    (DateRange("mulai", "selesai"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Periode itu bertumpang tindih dengan periode lain yang sejenis.",
            ),
            models.CheckConstraint(
                condition=Q(ditutup_pada__isnull=True, ditutup_oleh__isnull=True)
                | Q(ditutup_pada__isnull=False, ditutup_oleh__isnull=False),
                name="periode_ditutup_oleh_seseorang",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.tahun}"

    @property
    def rentang(self) -> str:
        return f"{date_format(self.mulai, 'j F Y')} – {date_format(self.selesai, 'j F Y')}"

    @property
    def akhir(self) -> bool:
        """The one whose predikat is the year's."""
        return self.jenis == JenisPeriode.AKHIR

    @property
    def ditutup(self) -> bool:
        return self.ditutup_pada is not None

    def meets(self, first: date, last: date) -> bool:
        return self.mulai <= last and self.selesai >= first

    def common_days(self, first: date, last: date) -> tuple[date, date]:
        """The first and the last of the days that lie in the period too; for days that meet it."""
        return max(self.mulai, first), min(self.selesai, last)

    @property
    def penutupan(self) -> str:
        """That it is closed, since when, and why it was before everything was done."""
        if self.ditutup_pada is None:
            return ""
        day = date_format(timezone.localtime(self.ditutup_pada), "j F Y")
        reason = f" dengan alasan “{self.alasan_tutup}”" if self.alasan_tutup else ""
        return f"{self} sudah ditutup pada {day}{reason}."


class AksiPeriode(models.TextChoices):
    TUTUP = "TUTUP", "Ditutup"
    PAKSA = "PAKSA", "Ditutup sebelum selesai"
    BUKA = "BUKA", "Dibuka kembali"


class RiwayatPeriode(models.Model):
    """A period closed or reopened, with the reason. Never changed, never deleted."""

    periode = models.ForeignKey(PeriodeEvaluasi, models.PROTECT, related_name="riwayat", verbose_name="periode")
    aksi = models.CharField("aksi", max_length=5, choices=AksiPeriode)
    oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")
    catatan = models.CharField("alasan", max_length=1000, blank=True)

    class Meta:
        verbose_name = "riwayat periode"
        verbose_name_plural = "riwayat periode"
        ordering = ["pada", "pk"]

    def __str__(self) -> str:
        return f"{self.get_aksi_display()} oleh {self.oleh}"
