import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models.document import Document
from organisasi.models.instansi import Instansi
from organisasi.models.pekerjaan import Pekerjaan
from organisasi.querysets.impor import BarisImporQuerySet, ImporQuerySet


class StatusImpor(models.TextChoices):
    DIBACA = "DIBACA", "Sedang dibaca"
    SIAP = "SIAP", "Siap diterapkan"
    DITERAPKAN = "DITERAPKAN", "Diterapkan"
    GAGAL = "GAGAL", "Tidak dapat dibaca"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


TONE_IMPOR = {
    StatusImpor.DIBACA: "info",
    StatusImpor.SIAP: "peringatan",
    StatusImpor.DITERAPKAN: "sukses",
    StatusImpor.GAGAL: "bahaya",
    StatusImpor.DIBATALKAN: "netral",
}


class CaraTerap(models.TextChoices):
    SEMUA = "SEMUA", "Semua atau tidak sama sekali"
    YANG_BENAR = "YANG_BENAR", "Hanya baris yang benar"


class Tindakan(models.TextChoices):
    BARU = "BARU", "Ditambahkan"
    UBAH = "UBAH", "Diubah"
    SAMA = "SAMA", "Sudah sama"
    SALAH = "SALAH", "Salah"


def upload_name(impor: "Impor | None", filename: str) -> str:
    return f"impor/{uuid.uuid4().hex}"


class Impor(Document):
    """A spreadsheet on its way in: read into `BarisImpor`, looked at by the person, then applied or dropped."""

    jenis = models.CharField("jenis data", max_length=20)
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+", verbose_name="instansi")
    oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="diunggah oleh")
    parameter = models.JSONField("parameter", default=dict, blank=True)
    berkas = models.FileField("berkas", upload_to=upload_name, max_length=100)
    nama_berkas = models.CharField("nama berkas", max_length=255)
    status = models.CharField("status", max_length=10, choices=StatusImpor, default=StatusImpor.DIBACA)
    pesan = models.TextField("keterangan", blank=True)
    cara = models.CharField("cara menerapkan", max_length=10, choices=CaraTerap, blank=True)
    kolom = models.JSONField("kolom", default=list, blank=True)
    baru = models.PositiveIntegerField("ditambahkan", default=0)
    ubah = models.PositiveIntegerField("diubah", default=0)
    sama = models.PositiveIntegerField("sudah sama", default=0)
    salah = models.PositiveIntegerField("salah", default=0)
    pekerjaan = models.ForeignKey(
        Pekerjaan, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pekerjaan"
    )
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)

    objects = ImporQuerySet.as_manager()

    class Meta:
        verbose_name = "impor"
        verbose_name_plural = "impor"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=StatusImpor.values), name="impor_status_dikenal"),
            models.CheckConstraint(
                condition=Q(status=StatusImpor.DITERAPKAN, diterapkan_pada__isnull=False)
                | (~Q(status=StatusImpor.DITERAPKAN) & Q(diterapkan_pada__isnull=True)),
                name="impor_diterapkan_bertanggal",
            ),
        ]
        indexes = [
            models.Index(fields=["oleh", "-id"], name="impor_oleh"),
            models.Index(fields=["instansi", "-id"], name="impor_instansi"),
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    def get_absolute_url(self) -> str:
        return reverse("impor_detail", args=[self.pk])

    @property
    def status_tone(self) -> str:
        return TONE_IMPOR[StatusImpor(self.status)]

    @property
    def jumlah(self) -> int:
        return self.baru + self.ubah + self.sama + self.salah


class BarisImpor(models.Model):
    """One row of the sheet, as it was typed (`asli`) and as it was understood (`isi`), and what it would do.

    `nomor` is the sheet's own row number, so that the person finds it again.
    """

    impor = models.ForeignKey(Impor, models.CASCADE, related_name="baris", verbose_name="impor")
    nomor = models.PositiveIntegerField("baris")
    tindakan = models.CharField("tindakan", max_length=5, choices=Tindakan)
    kunci = models.CharField("kunci", max_length=200, blank=True)
    asli = models.JSONField("seperti di berkas")
    isi = models.JSONField("seperti dipahami", default=dict)
    galat = models.JSONField("kesalahan", default=list)
    perubahan = models.JSONField("perubahan", default=dict)

    objects = BarisImporQuerySet.as_manager()

    class Meta:
        verbose_name = "baris impor"
        verbose_name_plural = "baris impor"
        ordering = ["nomor"]
        constraints = [
            models.UniqueConstraint(fields=["impor", "nomor"], name="baris_impor_sekali"),
            models.CheckConstraint(condition=Q(tindakan__in=Tindakan.values), name="baris_impor_tindakan_dikenal"),
        ]
        indexes = [models.Index(fields=["impor", "tindakan", "nomor"], name="baris_impor_tindakan")]

    def __str__(self) -> str:
        return f"Baris {self.nomor}"
