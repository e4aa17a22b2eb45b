import pgtrigger
from django.db import models
from django.db.models import F, Func, Value

from organisasi.models.instansi import Instansi

# PostgreSQL indexes an hour only of a fixed zone.
HOUR_READ = Func(
    Value("hour"),
    Func(Value("UTC"), F("pada"), function="timezone", output_field=models.DateTimeField()),
    function="date_trunc",
    output_field=models.DateTimeField(),
)


class PembacaanAudit(models.Model):
    """Somebody looked at the audit. Only ever added to; the same page within one hour of the clock counts once."""

    oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="dibaca oleh", db_index=False
    )
    instansi = models.ForeignKey(
        Instansi, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="instansi", db_index=False
    )
    alamat = models.CharField("halaman", max_length=500)
    pada = models.DateTimeField("pada")

    class Meta:
        verbose_name = "pembacaan audit"
        verbose_name_plural = "pembacaan audit"
        ordering = ["-pada", "-pk"]
        indexes = [
            models.Index(fields=["-pada", "-id"], name="pembacaan_audit_terbaru"),
            models.Index(fields=["instansi", "-pada", "-id"], name="pembacaan_audit_instansi"),
        ]
        constraints = [models.UniqueConstraint("oleh", "alamat", HOUR_READ, name="pembacaan_audit_sekali_per_jam")]
        triggers = [pgtrigger.Protect(name="hanya_bertambah", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.pada:%d-%m-%Y %H.%M} {self.alamat}"


class BentukEkspor(models.TextChoices):
    EXCEL = "xlsx", "Excel"
    CSV = "csv", "CSV"
    PDF = "pdf", "PDF"


class EksporData(models.Model):
    """A file of many people or rows that somebody took out: what is in it, how many, whose. Only ever added to.

    `alamat`: the page it was asked for at, with what was filtered; `instansi`: whose data it is, none of the nation.
    """

    oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="diekspor oleh", db_index=False
    )
    instansi = models.ForeignKey(
        Instansi, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="instansi", db_index=False
    )
    judul = models.CharField("data", max_length=300)
    bentuk = models.CharField("bentuk", max_length=4, choices=BentukEkspor.choices)
    baris = models.PositiveIntegerField("jumlah baris")
    alamat = models.CharField("halaman", max_length=500, blank=True)
    pada = models.DateTimeField("pada")

    class Meta:
        verbose_name = "ekspor data"
        verbose_name_plural = "ekspor data"
        ordering = ["-pada", "-pk"]
        indexes = [
            models.Index(fields=["-pada", "-id"], name="ekspor_data_terbaru"),
            models.Index(fields=["instansi", "-pada", "-id"], name="ekspor_data_instansi"),
        ]
        triggers = [pgtrigger.Protect(name="hanya_bertambah", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.pada:%d-%m-%Y %H.%M} {self.judul}"
