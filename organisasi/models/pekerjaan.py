import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Cast
from django.urls import reverse

from organisasi.models.instansi import Instansi
from organisasi.querysets.pekerjaan import PekerjaanQuerySet


class StatusPekerjaan(models.TextChoices):
    MENUNGGU = "MENUNGGU", "Menunggu giliran"
    BERJALAN = "BERJALAN", "Berjalan"
    SELESAI = "SELESAI", "Selesai"
    GAGAL = "GAGAL", "Gagal"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


TONE_PEKERJAAN = {
    StatusPekerjaan.MENUNGGU: "netral",
    StatusPekerjaan.BERJALAN: "info",
    StatusPekerjaan.SELESAI: "sukses",
    StatusPekerjaan.GAGAL: "bahaya",
    StatusPekerjaan.DIBATALKAN: "netral",
}
FOLDER = "hasil"
BERAKHIR = frozenset({StatusPekerjaan.SELESAI, StatusPekerjaan.GAGAL, StatusPekerjaan.DIBATALKAN})


def result_name(pekerjaan: "Pekerjaan | None", filename: str) -> str:
    """A name of our own, as for uploads: the person's name for it is `nama_hasil`."""
    return f"{FOLDER}/{uuid.uuid4().hex}"


class Pekerjaan(models.Model):
    """Long work that the worker does for a person, with its progress and, at the end, its file.

    The row is what the person sees; the queue's own job may be tried more than once, the row stays one.
    """

    tugas = models.CharField("tugas", max_length=60)
    judul = models.CharField("pekerjaan", max_length=200)
    parameter = models.JSONField("parameter", default=dict, blank=True)
    oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="pekerjaan", verbose_name="diminta oleh"
    )
    instansi = models.ForeignKey(
        Instansi, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="instansi"
    )
    status = models.CharField("status", max_length=10, choices=StatusPekerjaan, default=StatusPekerjaan.MENUNGGU)
    kemajuan = models.PositiveIntegerField("sudah dikerjakan", default=0)
    jumlah = models.PositiveIntegerField("seluruhnya", null=True, blank=True)
    pesan = models.TextField("keterangan", blank=True)
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    hasil = models.FileField("hasil", upload_to=result_name, max_length=100, blank=True)
    nama_hasil = models.CharField("nama berkas", max_length=200, blank=True)
    tipe_hasil = models.CharField("tipe berkas", max_length=100, blank=True)
    alamat = models.CharField("halaman hasil", max_length=300, blank=True)
    dibuat_pada = models.DateTimeField("diminta pada")
    mulai_pada = models.DateTimeField("mulai pada", null=True, blank=True)
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)

    objects = PekerjaanQuerySet.as_manager()

    class Meta:
        verbose_name = "pekerjaan"
        verbose_name_plural = "pekerjaan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=StatusPekerjaan.values), name="pekerjaan_status_dikenal"),
            models.CheckConstraint(
                condition=Q(jumlah__isnull=True) | Q(kemajuan__lte=F("jumlah")), name="pekerjaan_kemajuan_sampai_jumlah"
            ),
            # Of a parameter, which may be longer than an index entry, its digest.
            models.UniqueConstraint(
                "oleh",
                "tugas",
                MD5(Cast("parameter", models.TextField())),
                condition=Q(status__in=["MENUNGGU", "BERJALAN"]),
                name="pekerjaan_sekali_yang_sama",
            ),
        ]
        indexes = [models.Index(fields=["oleh", "-id"], name="pekerjaan_oleh")]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("pekerjaan_detail", args=[self.pk])

    @property
    def status_tone(self) -> str:
        return TONE_PEKERJAAN[StatusPekerjaan(self.status)]

    @property
    def berakhir(self) -> bool:
        return self.status in BERAKHIR

    @property
    def sedang_berhenti(self) -> bool:
        """Cancelled while it ran, and the worker has not come to the place yet where it notices."""
        return self.status == StatusPekerjaan.DIBATALKAN and self.selesai_pada is None

    @property
    def hasil_dihapus(self) -> bool:
        """There was a file, and its time is over."""
        return bool(self.nama_hasil) and not self.hasil
