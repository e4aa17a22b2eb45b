from django.db import models
from django.db.models import F, Q

from organisasi.audit import audited
from organisasi.models import Document
from skp.models import SkpBulanan, TargetBulanan

NILAI = {"max_digits": 6, "decimal_places": 2}


@audited()
class RentangKualitas(models.Model):
    """The range of quality marks an instansi allows for a mean of daily grades; no rule prints the table."""

    instansi = models.ForeignKey(
        "organisasi.Instansi", models.CASCADE, related_name="rentang_kualitas", verbose_name="instansi"
    )
    batas_bawah = models.DecimalField("rata-rata mulai dari", **NILAI)
    minimum = models.DecimalField("nilai terendah", **NILAI)
    maksimum = models.DecimalField("nilai tertinggi", **NILAI)

    class Meta:
        verbose_name = "rentang kualitas"
        verbose_name_plural = "rentang kualitas"
        ordering = ["instansi", "-batas_bawah"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "batas_bawah"],
                name="rentang_satu_per_batas",
                violation_error_message="Rentang dengan batas itu sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(batas_bawah__gte=0, minimum__gte=0, minimum__lte=F("maksimum"), maksimum__lte=100),
                name="rentang_0_sampai_100",
                violation_error_message="Rentang harus antara 0 dan 100, dan nilai terendah tidak melebihi tertinggi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minimum:f} - {self.maksimum:f}"


@audited()
class PenilaianKualitas(Document):
    """The quality mark of one monthly target, with the recap it was given on."""

    target = models.OneToOneField(
        TargetBulanan, models.PROTECT, related_name="penilaian_kualitas", verbose_name="target SKP Bulanan"
    )
    nilai = models.DecimalField("nilai kualitas", **NILAI)
    rata_rata = models.DecimalField("nilai rata-rata kinerja bulanan", **NILAI)
    minimum = models.DecimalField("rentang terendah", **NILAI)
    maksimum = models.DecimalField("rentang tertinggi", **NILAI)
    penilai = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="penilai")
    dinilai_pada = models.DateTimeField("dinilai pada")

    class Meta:
        verbose_name = "penilaian kualitas"
        verbose_name_plural = "penilaian kualitas"
        constraints = [
            models.CheckConstraint(condition=Q(nilai__gte=0, nilai__lte=100), name="kualitas_0_sampai_100"),
            models.CheckConstraint(
                condition=Q(nilai__gte=F("minimum"), nilai__lte=F("maksimum")), name="kualitas_dalam_rentang"
            ),
        ]

    def __str__(self) -> str:
        return f"Kualitas {self.target}: {self.nilai}"


def _aspek(name: str) -> models.DecimalField:
    return models.DecimalField(name, **NILAI)


@audited()
class PenilaianPerilaku(Document):
    """The six aspects of PP 46/2011 for one month; kepemimpinan for structural posts only."""

    skp_bulanan = models.OneToOneField(
        SkpBulanan, models.PROTECT, related_name="penilaian_perilaku", verbose_name="SKP Bulanan"
    )
    orientasi_pelayanan = _aspek("orientasi pelayanan")
    integritas = _aspek("integritas")
    komitmen = _aspek("komitmen")
    disiplin = _aspek("disiplin")
    kerjasama = _aspek("kerjasama")
    kepemimpinan = models.DecimalField("kepemimpinan", null=True, blank=True, **NILAI)
    struktural = models.BooleanField("jabatan struktural")
    rata_rata = models.DecimalField("rata-rata perilaku", **NILAI)
    penilai = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="penilai")
    dinilai_pada = models.DateTimeField("dinilai pada")

    class Meta:
        verbose_name = "penilaian perilaku"
        verbose_name_plural = "penilaian perilaku"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    orientasi_pelayanan__range=(0, 100),
                    integritas__range=(0, 100),
                    komitmen__range=(0, 100),
                    disiplin__range=(0, 100),
                    kerjasama__range=(0, 100),
                    rata_rata__range=(0, 100),
                ),
                name="perilaku_0_sampai_100",
            ),
            models.CheckConstraint(
                condition=Q(struktural=True, kepemimpinan__range=(0, 100))
                | Q(struktural=False, kepemimpinan__isnull=True),
                name="perilaku_kepemimpinan_struktural",
            ),
        ]

    def __str__(self) -> str:
        return f"Perilaku {self.skp_bulanan}"


@audited()
class CapaianBulanan(models.Model):
    """A month's result as it stood when it was closed, with its inputs and rule book: later rules never change it."""

    skp_bulanan = models.OneToOneField(SkpBulanan, models.PROTECT, related_name="capaian", verbose_name="SKP Bulanan")
    # Kuantitas has no cap in the rule book: 1.000 laporan against 1 are a nilai of five digits.
    nilai_capaian = models.DecimalField("nilai capaian SKP Bulanan", max_digits=20, decimal_places=2)
    nilai_perilaku = models.DecimalField("rata-rata perilaku", null=True, blank=True, **NILAI)
    aturan = models.CharField("buku aturan", max_length=40)
    rincian = models.JSONField("rincian per target")
    dihitung_pada = models.DateTimeField("dihitung pada")

    class Meta:
        verbose_name = "capaian bulanan"
        verbose_name_plural = "capaian bulanan"

    def __str__(self) -> str:
        return f"{self.skp_bulanan}: {self.nilai_capaian}"
