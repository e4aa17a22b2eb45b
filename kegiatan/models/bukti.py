import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from kegiatan.querysets import BuktiQuerySet
from organisasi.audit import audited


class JenisBukti(models.TextChoices):
    BERKAS = "BERKAS", "Berkas"
    TAUTAN = "TAUTAN", "Tautan"


def stored_name(bukti: "Bukti | None", filename: str) -> str:
    """A name of our own: nothing of the client's name reaches the disk. Folders of 256 keep listings short."""
    name = uuid.uuid4().hex
    return f"bukti/{name[:2]}/{name}"


@audited()
class Bukti(models.Model):
    """A piece of evidence of one person; several activities may show the same one."""

    pemilik = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="bukti", verbose_name="pemilik")
    jenis = models.CharField("jenis", max_length=6, choices=JenisBukti)
    nama = models.CharField("nama", max_length=255)
    berkas = models.FileField("berkas", upload_to=stored_name, max_length=100, blank=True)
    tipe = models.CharField("tipe berkas", max_length=100, blank=True)
    ukuran = models.PositiveIntegerField("ukuran (byte)", default=0)
    sha256 = models.CharField("sidik SHA-256", max_length=64, blank=True)
    tautan = models.URLField("tautan", max_length=500, blank=True)
    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)

    objects = BuktiQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti"
        verbose_name_plural = "bukti"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(jenis=JenisBukti.BERKAS, tautan="", ukuran__gt=0) & ~Q(berkas="") & ~Q(sha256=""))
                | (Q(jenis=JenisBukti.TAUTAN, berkas="", ukuran=0, sha256="") & ~Q(tautan="")),
                name="bukti_berkas_atau_tautan",
            ),
        ]
        indexes = [models.Index(fields=["pemilik", "sha256"], name="bukti_pemilik_sidik")]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("kegiatan:bukti", args=[self.pk])

    @property
    def url(self) -> str:
        """Where a reader gets it: the link itself, or the checked download."""
        return self.tautan or self.get_absolute_url()
