"""Coaching notes, who read whose appraisal, and angka kredit from outside this application."""

import pgtrigger
from django.db import models
from django.db.models import F, Func, Value
from django.urls import reverse

from organisasi.audit import audited
from organisasi.models import Document
from penilaian.querysets.sesudah import JejakBacaQuerySet, PembinaanQuerySet


class JenisPembinaan(models.TextChoices):
    BIMBINGAN = "BIMBINGAN", "Bimbingan kinerja"
    COACHING = "COACHING", "Coaching"
    MENTORING = "MENTORING", "Mentoring"
    KONSELING = "KONSELING", "Konseling kinerja"


@audited()
class CatatanPembinaan(Document):
    """A talk between a penilai and whom he assesses (PermenPANRB 6/2022: bimbingan kinerja and konseling kinerja)."""

    skp = models.ForeignKey("skp.Skp", models.PROTECT, related_name="pembinaan", verbose_name="SKP")
    jenis = models.CharField("jenis", max_length=10, choices=JenisPembinaan)
    tanggal = models.DateField("tanggal")
    topik = models.CharField("topik", max_length=200)
    uraian = models.TextField("uraian", max_length=4000)
    tindak_lanjut = models.TextField("tindak lanjut", max_length=2000, blank=True)
    oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    tanggapan = models.TextField("tanggapan pegawai", max_length=2000, blank=True)
    tanggapan_pada = models.DateTimeField("tanggapan pada", null=True, blank=True)

    objects = PembinaanQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan pembinaan"
        verbose_name_plural = "catatan pembinaan"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(jenis__in=JenisPembinaan.values), name="pembinaan_jenis_dikenal")
        ]

    def __str__(self) -> str:
        return self.topik

    def get_absolute_url(self) -> str:
        return f"{reverse('penilaian:pembinaan_list', args=[self.skp_id])}#catatan-{self.pk}"

    @property
    def ditanggapi(self) -> bool:
        return self.tanggapan_pada is not None


class BagianDibaca(models.TextChoices):
    EVALUASI = "EVALUASI", "Evaluasi kinerja"
    CAPAIAN = "CAPAIAN", "Capaian SKP Bulanan dan tahunan"
    ANGKA_KREDIT = "ANGKA_KREDIT", "Angka kredit"
    CETAK = "CETAK", "Dokumen cetak"


# PostgreSQL indexes an hour only of a fixed zone.
HOUR_READ = Func(
    Value("hour"),
    Func(Value("UTC"), F("pada"), function="timezone", output_field=models.DateTimeField()),
    function="date_trunc",
    output_field=models.DateTimeField(),
)


class JejakBaca(models.Model):
    """Somebody opened the appraisal of another person. Only ever added to; that person can see it.

    Within one hour of the clock the same part counts as read once: a choice of this system, which keeps turning pages
    from burying the rest.
    """

    skp = models.ForeignKey("skp.Skp", models.PROTECT, related_name="jejak_baca", verbose_name="SKP", db_index=False)
    pembaca = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="pembaca", db_index=False
    )
    bagian = models.CharField("bagian", max_length=12, choices=BagianDibaca)
    periode = models.ForeignKey(
        "organisasi.PeriodeEvaluasi",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="periode",
        db_index=False,
    )
    pada = models.DateTimeField("pada")

    objects = JejakBacaQuerySet.as_manager()

    class Meta:
        verbose_name = "jejak baca"
        verbose_name_plural = "jejak baca"
        ordering = ["-pada", "-pk"]
        indexes = [models.Index(fields=["skp", "-pada"], name="jejak_baca_skp")]
        constraints = [
            models.UniqueConstraint(
                "skp",
                "pembaca",
                "bagian",
                "periode",
                HOUR_READ,
                nulls_distinct=False,
                name="jejak_baca_sekali_per_jam",
            )
        ]
        triggers = [pgtrigger.Protect(name="hanya_bertambah", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_bagian_display()}, {self.pada:%d-%m-%Y}"


class JenisAngkaKredit(models.TextChoices):
    """The rows of the Penetapan Angka Kredit that this application does not compute (Peraturan BKN 3/2023)."""

    DASAR = "DASAR", "AK Dasar yang diberikan"
    LAMA = "LAMA", "AK JF lama"
    PENYESUAIAN = "PENYESUAIAN", "AK Penyesuaian/Penyetaraan"
    KONVERSI = "KONVERSI", "AK Konversi dari luar aplikasi ini"
    PENDIDIKAN = "PENDIDIKAN", "AK yang diperoleh dari peningkatan pendidikan"


@audited()
class AngkaKreditAwal(Document):
    """Angka kredit a pejabat fungsional brought with him, by its decision, recorded by the admin instansi."""

    pegawai = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="angka_kredit_awal", verbose_name="pegawai"
    )
    jenis = models.CharField("jenis", max_length=12, choices=JenisAngkaKredit)
    nilai = models.DecimalField("angka kredit", max_digits=8, decimal_places=3)
    tanggal = models.DateField("terhitung mulai tanggal")
    nomor = models.CharField("nomor keputusan", max_length=100)
    keterangan = models.CharField("keterangan", max_length=500, blank=True)
    dicatat_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="dicatat oleh", editable=False
    )

    class Meta:
        verbose_name = "angka kredit awal"
        verbose_name_plural = "angka kredit awal"
        ordering = ["pegawai", "tanggal"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nilai__gt=0),
                name="angka_kredit_awal_positif",
                violation_error_message="Angka kredit harus lebih dari 0.",
            ),
            models.CheckConstraint(
                condition=models.Q(jenis__in=JenisAngkaKredit.values), name="angka_kredit_awal_jenis_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.nilai}"
