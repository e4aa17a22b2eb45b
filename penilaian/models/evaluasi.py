from datetime import date
from functools import reduce
from itertools import product
from operator import or_

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organisasi.audit import audited
from organisasi.models import Document, Golongan, Jenjang
from organisasi.models.pegawai import pangkat_golongan
from penilaian.querysets.evaluasi import EvaluasiQuerySet
from penilaian.querysets.sesudah import KeberatanQuerySet
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Predikat, Rating, predikat
from penilaian.workflow import DISERAHKAN, TONE_EVALUASI, ActionEvaluasi, StatusEvaluasi

PILIHAN_RATING = [(rating.value, rating.label) for rating in Rating]
PILIHAN_PREDIKAT = [(each.value, each.label) for each in Predikat]
RATING = ["", *(rating.value for rating in Rating)]
PILIHAN_CAPAIAN = [(each.value, each.label) for each in CapaianOrganisasi]
CAPAIAN = [each.value for each in CapaianOrganisasi]


class SebagaiPenilai(models.TextChoices):
    PENILAI = "PENILAI", "Pejabat penilai kinerja"
    ATASAN = "ATASAN", "Atasan pejabat penilai kinerja"


def _kuadran() -> Q:
    """The predikat is that of the two ratings."""
    cells = (
        Q(rating_hasil=hasil.value, rating_perilaku=perilaku.value, predikat=predikat(hasil, perilaku).value)
        for hasil, perilaku in product(Rating, Rating)
    )
    return reduce(or_, cells)


def _person(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


def _unit(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        "organisasi.UnitKerja", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


def _jabatan(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        "organisasi.Jabatan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


def _rating(name: str) -> models.CharField:
    return models.CharField(name, max_length=10, choices=PILIHAN_RATING, blank=True)


@audited()
class Evaluasi(Document):
    """The evaluation of one SKP in one period: self-rating, the two ratings, the predikat, and what became of it.

    Made with the first thing that is written for the period. From the predikat on, `isi` keeps what was rated
    (penilaian/lembar.py), and the other columns who rated it, from which post, and the capaian of the organisation
    that stood beside it: nothing above or below changes them afterwards.
    """

    skp = models.ForeignKey("skp.Skp", models.PROTECT, related_name="evaluasi", verbose_name="SKP")
    periode = models.ForeignKey(
        "organisasi.PeriodeEvaluasi", models.PROTECT, related_name="evaluasi", verbose_name="periode"
    )
    status = models.CharField("status", max_length=10, choices=StatusEvaluasi, default=StatusEvaluasi.TERBUKA)
    status_sejak = models.DateTimeField("status sejak")

    mandiri_hasil = _rating("penilaian diri atas hasil kerja")
    mandiri_perilaku = _rating("penilaian diri atas perilaku kerja")
    mandiri_catatan = models.TextField("catatan penilaian diri", max_length=2000, blank=True)
    mandiri_pada = models.DateTimeField("penilaian diri pada", null=True, blank=True)

    rating_hasil = _rating("rating hasil kerja")
    rating_perilaku = _rating("rating perilaku kerja")
    predikat = models.CharField("predikat kinerja", max_length=16, choices=PILIHAN_PREDIKAT, blank=True)
    capaian_organisasi = models.CharField(
        "capaian kinerja organisasi", max_length=16, choices=PILIHAN_CAPAIAN, blank=True
    )
    catatan = models.TextField("catatan/rekomendasi", max_length=4000, blank=True)
    aturan = models.CharField("buku aturan", max_length=40, blank=True)
    isi = models.JSONField("yang dinilai", null=True, blank=True)
    jenjang = models.CharField("jenjang jabatan", max_length=20, choices=Jenjang, blank=True)

    dinilai_oleh = _person("dinilai oleh")
    dinilai_sebagai = models.CharField("dinilai sebagai", max_length=8, choices=SebagaiPenilai, blank=True)
    dinilai_unit = _unit("unit penilai")
    dinilai_jabatan = _jabatan("jabatan penilai")
    dinilai_golongan = models.CharField("golongan penilai", max_length=5, choices=Golongan.choices, blank=True)
    dinilai_pada = models.DateTimeField("dinilai pada", null=True, blank=True)

    atasan_penilai = _person("atasan pejabat penilai")
    atasan_unit = _unit("unit atasan penilai")
    atasan_jabatan = _jabatan("jabatan atasan penilai")
    atasan_golongan = models.CharField("golongan atasan penilai", max_length=5, choices=Golongan.choices, blank=True)
    diserahkan_pada = models.DateTimeField("diserahkan pada", null=True, blank=True)
    batas_keberatan = models.DateField("batas keberatan", null=True, blank=True)
    dijawab_pada = models.DateTimeField("diterima pada", null=True, blank=True)

    objects = EvaluasiQuerySet.as_manager()

    class Meta:
        verbose_name = "evaluasi kinerja"
        verbose_name_plural = "evaluasi kinerja"
        ordering = ["skp", "periode"]
        constraints = [
            models.UniqueConstraint(fields=["skp", "periode"], name="evaluasi_satu_per_periode"),
            models.CheckConstraint(condition=Q(status__in=StatusEvaluasi.values), name="evaluasi_status_dikenal"),
            models.CheckConstraint(
                condition=Q(
                    rating_hasil__in=RATING,
                    rating_perilaku__in=RATING,
                    mandiri_hasil__in=RATING,
                    mandiri_perilaku__in=RATING,
                    capaian_organisasi__in=["", *CAPAIAN],
                ),
                name="evaluasi_rating_dikenal",
            ),
            models.CheckConstraint(
                condition=Q(status=StatusEvaluasi.TERBUKA, predikat="")
                | (~Q(status=StatusEvaluasi.TERBUKA) & _kuadran()),
                name="evaluasi_predikat_menurut_kuadran",
            ),
            models.CheckConstraint(
                condition=Q(predikat="")
                | Q(dinilai_oleh__isnull=False, dinilai_pada__isnull=False, isi__isnull=False)
                & Q(dinilai_sebagai__in=SebagaiPenilai.values),
                name="evaluasi_dinilai_oleh_seseorang",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[StatusEvaluasi.TERBUKA, StatusEvaluasi.DINILAI], diserahkan_pada__isnull=True)
                | ~Q(status__in=[StatusEvaluasi.TERBUKA, StatusEvaluasi.DINILAI])
                & Q(diserahkan_pada__isnull=False, batas_keberatan__isnull=False),
                name="evaluasi_diserahkan_bertanggal",
            ),
        ]
        indexes = [models.Index(fields=["periode", "predikat"], name="evaluasi_periode_predikat")]
        triggers = [
            pgtrigger.Trigger(
                name="periode_milik_skp",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("skp_id", "periode_id"),
                func="""
                    IF NOT EXISTS (SELECT 1 FROM skp_skp s JOIN organisasi_periodeevaluasi p
                                   ON p.id = NEW.periode_id AND p.instansi_id = s.instansi_id AND p.tahun = s.tahun
                                   WHERE s.id = NEW.skp_id) THEN
                        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'evaluasi_periode_milik_skp',
                            MESSAGE = 'periode harus dari instansi dan tahun SKP';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"Evaluasi {self.periode}"

    def get_absolute_url(self) -> str:
        return reverse("penilaian:evaluasi", args=[self.skp_id, self.periode_id])

    @property
    def status_tone(self) -> str:
        return TONE_EVALUASI[StatusEvaluasi(self.status)]

    @property
    def common_days(self) -> tuple[date, date]:
        """The first and the last of the days that the period and the SKP have in common."""
        return self.periode.common_days(self.skp.periode_mulai, self.skp.periode_selesai)

    @property
    def terbuka(self) -> bool:
        """Not rated yet: its owner may fill it in."""
        return self.status == StatusEvaluasi.TERBUKA

    @property
    def diserahkan(self) -> bool:
        """From here on its owner may see the ratings."""
        return self.status in DISERAHKAN

    @property
    def oleh_atasan(self) -> bool:
        """Rated by the superior of a penilai who was late: final, without objection."""
        return self.dinilai_sebagai == SebagaiPenilai.ATASAN

    @property
    def dinilai_pangkat(self) -> str:
        return pangkat_golongan(self.dinilai_golongan)

    @property
    def atasan_pangkat(self) -> str:
        return pangkat_golongan(self.atasan_golongan)


class RiwayatEvaluasi(models.Model):
    """One step of an evaluasi, with the ratings as it left them. Never changed, never deleted."""

    evaluasi = models.ForeignKey(Evaluasi, models.PROTECT, related_name="riwayat", verbose_name="evaluasi")
    aksi = models.CharField("aksi", max_length=10, choices=ActionEvaluasi)
    status = models.CharField("menjadi", max_length=10, choices=StatusEvaluasi)
    rating_hasil = _rating("rating hasil kerja")
    rating_perilaku = _rating("rating perilaku kerja")
    predikat = models.CharField("predikat kinerja", max_length=16, choices=PILIHAN_PREDIKAT, blank=True)
    oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")
    catatan = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "riwayat evaluasi"
        verbose_name_plural = "riwayat evaluasi"
        ordering = ["pada", "pk"]

    def __str__(self) -> str:
        return f"{self.get_aksi_display()} oleh {self.oleh}"

    @property
    def tone(self) -> str:
        return TONE_EVALUASI[StatusEvaluasi(self.status)]


@audited()
class UmpanBalik(Document):
    """Feedback of the pejabat penilai on an RHK or on a perilaku (a code of skp/perilaku.py)."""

    evaluasi = models.ForeignKey(Evaluasi, models.PROTECT, related_name="umpan_balik", verbose_name="evaluasi")
    rhk = models.ForeignKey(
        "skp.RencanaHasilKerja", models.PROTECT, null=True, blank=True, related_name="umpan_balik", verbose_name="RHK"
    )
    perilaku = models.CharField("perilaku", max_length=30, blank=True)
    teks = models.TextField("umpan balik", max_length=2000)
    oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")

    class Meta:
        verbose_name = "umpan balik"
        verbose_name_plural = "umpan balik"
        ordering = ["pada", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(rhk__isnull=False) & Q(perilaku="")) | (Q(rhk__isnull=True) & ~Q(perilaku="")),
                name="umpan_balik_rhk_atau_perilaku",
            )
        ]

    def __str__(self) -> str:
        return self.teks[:60]


class KeputusanKeberatan(models.TextChoices):
    TETAP = "TETAP", "Keberatan ditolak, hasil evaluasi tetap"
    DIUBAH = "DIUBAH", "Keberatan diterima, hasil evaluasi diubah"


@audited()
class Keberatan(Document):
    """An objection to an evaluation handed over: its reason, the penilai's explanation, the superior's decision."""

    evaluasi = models.OneToOneField(Evaluasi, models.PROTECT, related_name="keberatan", verbose_name="evaluasi")
    alasan = models.TextField("alasan keberatan", max_length=4000)
    diajukan_pada = models.DateTimeField("diajukan pada")
    batas_keputusan = models.DateField("batas keputusan")
    rating_hasil_semula = _rating("rating hasil kerja semula")
    rating_perilaku_semula = _rating("rating perilaku kerja semula")
    tanggapan = models.TextField("penjelasan pejabat penilai", max_length=4000, blank=True)
    tanggapan_oleh = _person("penjelasan oleh")
    tanggapan_pada = models.DateTimeField("penjelasan pada", null=True, blank=True)
    keputusan = models.CharField("keputusan", max_length=6, choices=KeputusanKeberatan, blank=True)
    alasan_keputusan = models.TextField("pertimbangan", max_length=4000, blank=True)
    diputuskan_oleh = _person("diputuskan oleh")
    diputuskan_pada = models.DateTimeField("diputuskan pada", null=True, blank=True)

    objects = KeberatanQuerySet.as_manager()

    class Meta:
        verbose_name = "keberatan"
        verbose_name_plural = "keberatan"
        ordering = ["-diajukan_pada"]
        constraints = [
            models.CheckConstraint(
                condition=Q(keputusan="", diputuskan_pada__isnull=True, diputuskan_oleh__isnull=True)
                | Q(
                    keputusan__in=KeputusanKeberatan.values,
                    diputuskan_pada__isnull=False,
                    diputuskan_oleh__isnull=False,
                ),
                name="keberatan_diputuskan_oleh_seseorang",
            )
        ]
        # Few wait at a time, of all there ever were.
        indexes = [models.Index(fields=["evaluasi"], condition=Q(keputusan=""), name="keberatan_menunggu")]

    def __str__(self) -> str:
        return f"Keberatan atas {self.evaluasi}"

    def get_absolute_url(self) -> str:
        return reverse("penilaian:keberatan", args=[self.evaluasi.skp_id, self.evaluasi.periode_id])

    @property
    def diputuskan(self) -> bool:
        return bool(self.keputusan)


@audited()
class CapaianUnit(Document):
    """Capaian kinerja organisasi of a unit in a period, set by the head of the unit above it (SE MenPANRB 3/2023)."""

    unit = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, related_name="capaian", verbose_name="unit kerja")
    periode = models.ForeignKey(
        "organisasi.PeriodeEvaluasi", models.PROTECT, related_name="capaian_unit", verbose_name="periode"
    )
    nilai = models.CharField("capaian kinerja organisasi", max_length=16, choices=PILIHAN_CAPAIAN)
    dasar = models.TextField("dasar penetapan", max_length=2000, blank=True)
    ditetapkan_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="ditetapkan oleh"
    )
    ditetapkan_pada = models.DateTimeField("ditetapkan pada")

    class Meta:
        verbose_name = "capaian kinerja organisasi"
        verbose_name_plural = "capaian kinerja organisasi"
        constraints = [
            models.UniqueConstraint(fields=["unit", "periode"], name="capaian_unit_satu_per_periode"),
            models.CheckConstraint(condition=Q(nilai__in=CAPAIAN), name="capaian_unit_dikenal"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.periode}: {self.get_nilai_display()}"


@audited()
class PolaDistribusi(models.Model):
    """An instansi's own shares for a capaian of the organisation; without a row those of the rule book hold."""

    instansi = models.ForeignKey(
        "organisasi.Instansi", models.CASCADE, related_name="pola_distribusi", verbose_name="instansi"
    )
    capaian = models.CharField("capaian kinerja organisasi", max_length=16, choices=PILIHAN_CAPAIAN)
    sangat_baik = models.DecimalField("Sangat Baik (%)", max_digits=5, decimal_places=2)
    baik = models.DecimalField("Baik (%)", max_digits=5, decimal_places=2)
    butuh_perbaikan = models.DecimalField("Butuh Perbaikan (%)", max_digits=5, decimal_places=2)
    kurang = models.DecimalField("Kurang/Misconduct (%)", max_digits=5, decimal_places=2)
    sangat_kurang = models.DecimalField("Sangat Kurang (%)", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "pola distribusi predikat"
        verbose_name_plural = "pola distribusi predikat"
        ordering = ["instansi", "capaian"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "capaian"],
                name="pola_satu_per_capaian",
                violation_error_message="Pola untuk capaian itu sudah ada; ubah yang sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(
                    sangat_baik__gte=0, baik__gte=0, butuh_perbaikan__gte=0, kurang__gte=0, sangat_kurang__gte=0
                ),
                name="pola_tidak_negatif",
                violation_error_message="Bagian tidak boleh kurang dari 0.",
            ),
            models.CheckConstraint(
                condition=Q(sangat_baik=100 - F("baik") - F("butuh_perbaikan") - F("kurang") - F("sangat_kurang")),
                name="pola_berjumlah_100",
                violation_error_message="Jumlah kelima bagian harus 100%.",
            ),
        ]

    def __str__(self) -> str:
        return f"Pola {self.get_capaian_display()}"


@audited()
class Kalibrasi(Document):
    """A round in which the superior of the assessors of a unit compares what they gave. `sebelum`: their
    distributions when it was opened (penilai id -> predikat -> number)."""

    unit = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, related_name="kalibrasi", verbose_name="unit")
    periode = models.ForeignKey(
        "organisasi.PeriodeEvaluasi", models.PROTECT, related_name="kalibrasi", verbose_name="periode"
    )
    dibuka_oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="dibuka oleh")
    dibuka_pada = models.DateTimeField("dibuka pada")
    sebelum = models.JSONField("sebelum kalibrasi")
    ditutup_pada = models.DateTimeField("ditutup pada", null=True, blank=True)
    sesudah = models.JSONField("sesudah kalibrasi", null=True, blank=True)

    class Meta:
        verbose_name = "kalibrasi"
        verbose_name_plural = "kalibrasi"
        ordering = ["-dibuka_pada"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "periode"],
                name="kalibrasi_satu_per_periode",
                violation_error_message="Kalibrasi unit itu untuk periode ini sudah dibuka.",
            )
        ]

    def __str__(self) -> str:
        return f"Kalibrasi {self.unit}, {self.periode}"


@audited()
class CatatanKalibrasi(Document):
    """What the superior asks an assessor to look at again, as a whole or for one person."""

    kalibrasi = models.ForeignKey(Kalibrasi, models.PROTECT, related_name="catatan", verbose_name="kalibrasi")
    penilai = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="pejabat penilai")
    evaluasi = models.ForeignKey(
        Evaluasi, models.PROTECT, null=True, blank=True, related_name="catatan_kalibrasi", verbose_name="evaluasi"
    )
    uraian = models.TextField("catatan", max_length=2000)
    oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")
    jawaban = models.TextField("jawaban penilai", max_length=2000, blank=True)
    dijawab_pada = models.DateTimeField("dijawab pada", null=True, blank=True)

    class Meta:
        verbose_name = "catatan kalibrasi"
        verbose_name_plural = "catatan kalibrasi"
        ordering = ["pada", "pk"]

    def __str__(self) -> str:
        return self.uraian[:60]
