import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kegiatan.models.bukti import Bukti
from kegiatan.querysets import KegiatanHarianQuerySet
from kegiatan.workflow import HARIAN, TONE, ActionHarian, StatusKegiatanHarian
from organisasi.audit import audited
from skp.models import TargetBulanan


class JenisKegiatan(models.TextChoices):
    SKP = "SKP", "SKP"
    PRODUKTIVITAS = "PRODUKTIVITAS", "Produktivitas"


class KategoriHarian(models.IntegerChoices):
    """The grades of a daily activity, with the guide's numbers."""

    SANGAT_BAIK = 100, "Sangat Baik"
    BAIK = 90, "Baik"
    CUKUP = 75, "Cukup"
    KURANG = 60, "Kurang"
    BURUK = 50, "Buruk"


@audited()
class KegiatanHarian(models.Model):
    """What a person did on a day. Reached by (pegawai, tanggal) with a date bound in every query.

    Nothing outside this app points here, and every unique key holds the date, so that the table can be
    partitioned by month. The token is unique per day for that reason (ekinerja/forms.py).
    """

    pegawai = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="kegiatan_harian", verbose_name="pegawai", db_index=False
    )
    penilai = models.ForeignKey(
        "organisasi.Pegawai",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pejabat penilai",
        db_index=False,
    )
    tanggal = models.DateField("tgl. kegiatan harian")
    mulai = models.TimeField("waktu mulai")
    selesai = models.TimeField("waktu selesai")
    uraian = models.CharField("kegiatan harian", max_length=2000)
    kuantitas = models.DecimalField("kuantitas", max_digits=12, decimal_places=2)
    status_proses = models.BooleanField("status proses", choices=((True, "YA"), (False, "TIDAK")))
    jenis = models.CharField("jenis kegiatan harian", max_length=13, choices=JenisKegiatan)
    target = models.ForeignKey(
        TargetBulanan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kegiatan_harian",
        verbose_name="SKP Bulanan",
    )
    bukti = models.ManyToManyField(Bukti, blank=True, related_name="kegiatan_harian", verbose_name="bukti pendukung")

    status = models.CharField(
        "status", max_length=8, choices=StatusKegiatanHarian, default=StatusKegiatanHarian.TERCATAT
    )
    nilai = models.PositiveSmallIntegerField("penilaian", choices=KategoriHarian, null=True, blank=True)
    catatan = models.TextField("catatan penilai", max_length=1000, blank=True)
    dinilai_oleh = models.ForeignKey(
        "organisasi.Pegawai",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dinilai oleh",
        db_index=False,
    )
    dinilai_pada = models.DateTimeField("dinilai pada", null=True, blank=True)

    token = models.UUIDField("token formulir", default=uuid.uuid4, editable=False)
    versi = models.PositiveIntegerField("versi", default=1, editable=False)
    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)
    diubah_pada = models.DateTimeField("diubah pada", auto_now=True)

    objects = KegiatanHarianQuerySet.as_manager()

    # Annotated by `for_list` and `for_detail`.
    pernah_dinilai: bool
    ditutup: bool

    class Meta:
        verbose_name = "kegiatan harian"
        verbose_name_plural = "kegiatan harian"
        ordering = ["-tanggal", "-mulai", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tanggal", "token"],
                name="kegiatan_token_per_tanggal",
                violation_error_message="Formulir ini sudah pernah dikirim. Muat ulang halaman lalu isi lagi.",
            ),
            models.CheckConstraint(
                condition=Q(mulai__lt=F("selesai")),
                name="kegiatan_mulai_sebelum_selesai",
                violation_error_message="Waktu selesai harus sesudah waktu mulai.",
            ),
            models.CheckConstraint(condition=Q(kuantitas__gte=0), name="kegiatan_kuantitas_tidak_negatif"),
            models.CheckConstraint(
                condition=Q(jenis=JenisKegiatan.SKP, target__isnull=False)
                | Q(jenis=JenisKegiatan.PRODUKTIVITAS, target__isnull=True),
                name="kegiatan_skp_punya_target",
                violation_error_message="Kegiatan SKP harus memilih target SKP Bulanan; kegiatan Produktivitas tidak.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=StatusKegiatanHarian.TERCATAT,
                    nilai__isnull=True,
                    dinilai_oleh__isnull=True,
                    dinilai_pada__isnull=True,
                )
                | Q(
                    status=StatusKegiatanHarian.DINILAI,
                    nilai__in=KategoriHarian.values,
                    dinilai_oleh__isnull=False,
                    dinilai_pada__isnull=False,
                ),
                name="kegiatan_nilai_sesuai_status",
            ),
            models.CheckConstraint(
                condition=Q(dinilai_oleh__isnull=True) | ~Q(dinilai_oleh=F("pegawai")),
                name="kegiatan_bukan_penilai_sendiri",
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "tanggal"], name="kegiatan_pegawai_tanggal"),
            models.Index(
                fields=["penilai", "tanggal"],
                condition=Q(status=StatusKegiatanHarian.TERCATAT),
                name="kegiatan_menunggu_nilai",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tanggal:%d-%m-%Y} {self.uraian[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("kegiatan:detail", args=[self.tanggal, self.pk])

    @property
    def menit(self) -> int:
        """How long the work took."""
        start, end = (datetime.combine(self.tanggal, clock) for clock in (self.mulai, self.selesai))
        return int((end - start).total_seconds() // 60)

    @property
    def tone(self) -> str:
        return TONE[StatusKegiatanHarian(self.status)]

    @property
    def dinilai(self) -> bool:
        return self.status == StatusKegiatanHarian.DINILAI


class RiwayatKegiatan(models.Model):
    """Each grade given and taken back. Never changed, never deleted."""

    kegiatan = models.ForeignKey(KegiatanHarian, models.PROTECT, related_name="riwayat")
    aksi = models.CharField("aksi", max_length=12, choices=ActionHarian)
    nilai = models.PositiveSmallIntegerField("penilaian", choices=KategoriHarian, null=True, blank=True)
    oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")
    catatan = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "riwayat kegiatan harian"
        verbose_name_plural = "riwayat kegiatan harian"
        ordering = ["pada", "pk"]

    def __str__(self) -> str:
        return f"{self.get_aksi_display()} oleh {self.oleh}"

    def get_aksi_display(self) -> str:
        """With the grade, which is what the step was about."""
        label = ActionHarian(self.aksi).label
        return label if self.nilai is None else f"{label}: {self.get_nilai_display()} ({self.nilai})"

    @property
    def tone(self) -> str:
        return TONE[HARIAN[ActionHarian(self.aksi)][1]]
