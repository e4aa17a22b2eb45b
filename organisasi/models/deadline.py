from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from organisasi.audit import audited
from organisasi.models.instansi import Instansi


class Langkah(models.TextChoices):
    """The steps that have a limit in the guide, with the unit in which `BatasWaktu.hari` counts."""

    SKP_TAHUNAN = "SKP_TAHUNAN", "Pembuatan SKP Tahunan (tanggal di bulan Januari tahun berjalan)"
    SKP_BULANAN = "SKP_BULANAN", "Pembuatan SKP Bulanan (tanggal di bulan itu)"
    KEGIATAN_HARIAN = "KEGIATAN_HARIAN", "Input kegiatan harian (hari kalender setelah kegiatan)"
    REALISASI = "REALISASI", "Realisasi waktu dan biaya (tanggal di bulan berikutnya)"
    VERIFIKASI = "VERIFIKASI", "Verifikasi kegiatan harian bawahan (tanggal di bulan berikutnya)"
    PENILAIAN_BULANAN = "PENILAIAN_BULANAN", "Penilaian kualitas dan perilaku (tanggal di bulan berikutnya)"
    # Their last days stand on the PeriodeEvaluasi itself; a dispensasi moves them as it moves the others.
    EVALUASI_PENGISIAN = "EVALUASI_PENGISIAN", "Pengisian evaluasi periodik (batas pengisian periodenya)"
    EVALUASI_PENILAIAN = "EVALUASI_PENILAIAN", "Penilaian evaluasi periodik (batas penilaian periodenya)"


LANGKAH_PERIODE = (Langkah.EVALUASI_PENGISIAN, Langkah.EVALUASI_PENILAIAN)
LANGKAH_BERHARI = [choice for choice in Langkah.choices if choice[0] not in LANGKAH_PERIODE]


@audited()
class BatasWaktu(models.Model):
    """An instansi's own limit for a step; without a row the guide's limit holds (organisasi/deadlines.py)."""

    instansi = models.ForeignKey(Instansi, models.CASCADE, related_name="batas_waktu", verbose_name="instansi")
    langkah = models.CharField("langkah", max_length=20, choices=LANGKAH_BERHARI)
    hari = models.PositiveSmallIntegerField("hari/tanggal", help_text="Angka sesuai keterangan langkahnya.")

    class Meta:
        verbose_name = "batas waktu"
        verbose_name_plural = "batas waktu"
        ordering = ["instansi", "langkah"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "langkah"],
                name="batas_waktu_satu_per_langkah",
                violation_error_message="Batas untuk langkah itu sudah ada; ubah yang sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(hari__gte=1, hari__lte=31),
                name="batas_waktu_1_sampai_31",
                violation_error_message="Isi antara 1 dan 31.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_langkah_display()}: {self.hari}"


@audited()
class Dispensasi(models.Model):
    """A limit reopened for one pegawai's documents, or for a whole unit's: dated, reasoned, by the admin instansi."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="dispensasi", verbose_name="instansi")
    langkah = models.CharField("langkah", max_length=20, choices=Langkah)
    pegawai = models.ForeignKey(
        "organisasi.Pegawai",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dispensasi",
        verbose_name="pegawai",
        help_text="Pemilik dokumen yang dibuka kembali.",
    )
    unit = models.ForeignKey(
        "organisasi.UnitKerja",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dispensasi",
        verbose_name="unit kerja",
        help_text="Semua pegawai di unit ini dan unit di bawahnya.",
    )
    untuk_mulai = models.DateField("untuk tanggal kerja mulai")
    untuk_selesai = models.DateField("untuk tanggal kerja sampai")
    dibuka_sampai = models.DateField("dibuka sampai", help_text="Sampai akhir hari ini, waktu setempat.")
    alasan = models.TextField("alasan", max_length=1000)
    diberikan_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="diberikan oleh", editable=False
    )
    diberikan_pada = models.DateTimeField("diberikan pada", auto_now_add=True)

    class Meta:
        verbose_name = "dispensasi"
        verbose_name_plural = "dispensasi"
        ordering = ["-diberikan_pada"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pegawai__isnull=False, unit__isnull=True) | Q(pegawai__isnull=True, unit__isnull=False),
                name="dispensasi_pegawai_atau_unit",
                violation_error_message="Pilih satu pegawai atau satu unit kerja, tidak keduanya.",
            ),
            models.CheckConstraint(
                condition=Q(untuk_mulai__lte=F("untuk_selesai")),
                name="dispensasi_mulai_sebelum_selesai",
                violation_error_message="Tanggal sampai tidak boleh sebelum tanggal mulai.",
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "langkah"], name="dispensasi_pegawai_langkah"),
            models.Index(fields=["unit", "langkah"], name="dispensasi_unit_langkah"),
        ]

    def __str__(self) -> str:
        return f"{self.get_langkah_display()} untuk {self.pegawai or self.unit} s.d. {self.dibuka_sampai}"

    def clean(self) -> None:
        owner = self.pegawai or self.unit
        if owner is not None and self.instansi_id and owner.instansi_id != self.instansi_id:
            raise ValidationError("Dispensasi hanya untuk pegawai atau unit di instansi sendiri.")
