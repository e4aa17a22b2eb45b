from datetime import date
from decimal import Decimal

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse

from organisasi.audit import audited
from organisasi.deadlines import format_day
from organisasi.models import Document, Golongan, PeranAnggaran
from organisasi.models.pegawai import pangkat_golongan
from organisasi.ranges import DateRange
from skp.models.satuan import Satuan, SatuanWaktu
from skp.querysets import RencanaHasilKerjaQuerySet, SkpQuerySet
from skp.workflow import EDITABLE, TONE, Status


class Pendekatan(models.TextChoices):
    KUANTITATIF = "KUANTITATIF", "Kuantitatif"
    KUALITATIF = "KUALITATIF", "Kualitatif"


class Bentuk(models.TextChoices):
    """Which of the two forms of PermenPANRB 6/2022 a post fills in."""

    PIMPINAN = "PIMPINAN", "Pejabat Pimpinan Tinggi dan Pimpinan Unit Kerja Mandiri"
    PEGAWAI = "PEGAWAI", "Pejabat Administrasi dan Pejabat Fungsional"


@audited()
class Skp(Document):
    """The one document: SKP Tahunan of the measured month, SKP of PermenPANRB 6/2022.

    Post, unit and rank of both persons are stored as they were; only Muat Ulang takes the present ones.
    """

    pegawai = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="skp", verbose_name="pegawai yang dinilai"
    )
    instansi = models.ForeignKey("organisasi.Instansi", models.PROTECT, related_name="+", verbose_name="instansi")
    unit = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, related_name="+", verbose_name="unit kerja")
    jabatan = models.ForeignKey("organisasi.Jabatan", models.PROTECT, related_name="+", verbose_name="jabatan")
    golongan = models.CharField("golongan ruang", max_length=5, choices=Golongan.choices, blank=True)
    peran_anggaran = models.CharField("peran anggaran", max_length=3, choices=PeranAnggaran, blank=True)

    penilai = models.ForeignKey(
        "organisasi.Pegawai",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="skp_dinilai",
        verbose_name="pejabat penilai",
    )
    penilai_unit = models.ForeignKey(
        "organisasi.UnitKerja", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="unit penilai"
    )
    penilai_jabatan = models.ForeignKey(
        "organisasi.Jabatan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="jabatan penilai"
    )
    penilai_golongan = models.CharField("golongan ruang penilai", max_length=5, choices=Golongan.choices, blank=True)

    tahun = models.PositiveSmallIntegerField("tahun")
    periode_mulai = models.DateField("periode awal")
    periode_selesai = models.DateField("periode akhir")
    pendekatan = models.CharField("pendekatan", max_length=12, choices=Pendekatan, default=Pendekatan.KUANTITATIF)
    bentuk = models.CharField("bentuk formulir", max_length=8, choices=Bentuk, default=Bentuk.PEGAWAI)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.DRAFT)
    status_sejak = models.DateTimeField("status sejak")
    alasan = models.TextField("alasan dikembalikan", blank=True)
    adendum_ke = models.PositiveSmallIntegerField("adendum ke", default=0, editable=False)

    objects = SkpQuerySet.as_manager()

    class Meta:
        verbose_name = "SKP"
        verbose_name_plural = "SKP"
        ordering = ["-periode_mulai"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="skp_status_dikenal"),
            models.CheckConstraint(condition=Q(pendekatan__in=Pendekatan.values), name="skp_pendekatan_dikenal"),
            models.CheckConstraint(condition=Q(bentuk__in=Bentuk.values), name="skp_bentuk_dikenal"),
            models.CheckConstraint(
                condition=Q(periode_mulai__lte=F("periode_selesai")),
                name="skp_periode_mulai_sebelum_selesai",
                violation_error_message="Periode akhir tidak boleh sebelum periode awal.",
            ),
            models.CheckConstraint(
                condition=Q(tahun=ExtractYear("periode_mulai")) & Q(tahun=ExtractYear("periode_selesai")),
                name="skp_periode_dalam_tahunnya",
                violation_error_message="Periode SKP harus berada dalam satu tahun.",
            ),
            models.CheckConstraint(
                condition=Q(penilai__isnull=True) | ~Q(penilai=F("pegawai")), name="skp_bukan_penilai_sendiri"
            ),
            ExclusionConstraint(
                name="skp_periode_tidak_tumpang_tindih",
                expressions=[
                    ("pegawai", RangeOperators.EQUAL),
                    (DateRange("periode_mulai", "periode_selesai"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Periode ini bertumpang tindih dengan SKP Anda yang lain.",
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "tahun"], name="skp_pegawai_tahun"),
            models.Index(fields=["penilai", "tahun", "status"], name="skp_penilai_tahun_status"),
            models.Index(fields=["instansi", "tahun", "id"], name="skp_instansi_tahun"),
            models.Index(fields=["unit", "tahun"], name="skp_unit_tahun"),
        ]

    def __str__(self) -> str:
        return f"SKP {self.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("skp:tahunan_detail", args=[self.pk])

    @property
    def status_tone(self) -> str:
        return TONE[Status(self.status)]

    @property
    def periode(self) -> str:
        return f"{format_day(self.periode_mulai)} – {format_day(self.periode_selesai)}"

    @property
    def editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def belum_pernah_diajukan(self) -> bool:
        """A draft nobody else has seen; one that was returned or reopened carries the reason."""
        return self.status == Status.DRAFT and not self.alasan

    @property
    def setahun_penuh(self) -> bool:
        return (self.periode_mulai.month, self.periode_mulai.day) == (1, 1) and (
            self.periode_selesai.month,
            self.periode_selesai.day,
        ) == (12, 31)

    def meets(self, first: date, last: date) -> bool:
        """Whether its period and these days have one in common."""
        return self.periode_mulai <= last and self.periode_selesai >= first

    @property
    def memegang_anggaran(self) -> bool:
        return self.peran_anggaran != PeranAnggaran.BUKAN

    @property
    def kuantitatif(self) -> bool:
        return self.pendekatan == Pendekatan.KUANTITATIF

    @property
    def untuk_pimpinan(self) -> bool:
        """The form for JPT and pimpinan unit kerja mandiri."""
        return self.bentuk == Bentuk.PIMPINAN

    @property
    def versi_naskah(self) -> str:
        """Which text of the approved SKP this is, as its paper says it."""
        return f"Adendum ke-{self.adendum_ke}" if self.adendum_ke else "Naskah awal"

    @property
    def pangkat(self) -> str:
        return pangkat_golongan(self.golongan)

    @property
    def penilai_pangkat(self) -> str:
        return pangkat_golongan(self.penilai_golongan)


class StatusKegiatan(models.TextChoices):
    CASCADING = "CASCADING", "Cascading"
    TIDAK_CASCADING = "TIDAK_CASCADING", "Tidak Cascading"


class JenisRhk(models.TextChoices):
    UTAMA = "UTAMA", "Utama"
    TAMBAHAN = "TAMBAHAN", "Tambahan"


class Klasifikasi(models.TextChoices):
    """The guide of BKN shows the field and not its values; these two are a choice of this system."""

    ORGANISASI = "ORGANISASI", "Organisasi"
    INDIVIDU = "INDIVIDU", "Individu"


@audited()
class RencanaHasilKerja(Document):
    """One line of an SKP: "uraian kegiatan tahunan" of the old form, RHK of the new one.

    The measured target (kuantitas, satuan, kualitas, waktu) is there whole or not at all: an instansi that measures
    nothing monthly never asks for it.
    """

    skp = models.ForeignKey(Skp, models.CASCADE, related_name="rhk", verbose_name="SKP")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    jenis = models.CharField("jenis", max_length=8, choices=JenisRhk, default=JenisRhk.UTAMA)
    klasifikasi = models.CharField("klasifikasi", max_length=10, choices=Klasifikasi, blank=True)
    status_kegiatan = models.CharField("status kegiatan", max_length=16, choices=StatusKegiatan)
    atasan = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="didukung_oleh",
        verbose_name="RHK atasan yang diintervensi",
    )
    uraian = models.CharField("rencana hasil kerja", max_length=1000)
    penugasan_dari = models.CharField("penugasan dari", max_length=200, blank=True)
    angka_kredit = models.DecimalField("angka kredit", max_digits=9, decimal_places=3, null=True, blank=True)
    target_kuantitas = models.DecimalField("target kuantitas", max_digits=12, decimal_places=2, null=True, blank=True)
    satuan = models.ForeignKey(Satuan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="satuan")
    target_kualitas = models.DecimalField("target kualitas", max_digits=5, decimal_places=2, null=True, blank=True)
    target_waktu = models.DecimalField("target waktu", max_digits=6, decimal_places=2, null=True, blank=True)
    satuan_waktu = models.CharField("satuan waktu", max_length=6, choices=SatuanWaktu, default=SatuanWaktu.BULAN)
    target_biaya = models.DecimalField("target biaya", max_digits=18, decimal_places=2, null=True, blank=True)
    butir = models.ForeignKey(
        "skp.ButirPembagian",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="diterima",
        verbose_name="asal pembagian",
    )
    disalin_dari = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="disalin dari"
    )

    objects = RencanaHasilKerjaQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana hasil kerja"
        verbose_name_plural = "rencana hasil kerja"
        ordering = ["urutan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(jenis__in=JenisRhk.values), name="rhk_jenis_dikenal"),
            models.CheckConstraint(
                condition=Q(klasifikasi__in=("", *Klasifikasi.values)), name="rhk_klasifikasi_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(status_kegiatan=StatusKegiatan.CASCADING)
                | Q(status_kegiatan=StatusKegiatan.TIDAK_CASCADING, atasan__isnull=True),
                name="rhk_atasan_hanya_cascading",
                violation_error_message="RHK atasan hanya dipilih untuk status Cascading.",
            ),
            models.CheckConstraint(
                condition=Q(
                    target_kuantitas__isnull=False,
                    satuan__isnull=False,
                    target_kualitas__isnull=False,
                    target_waktu__isnull=False,
                )
                | Q(
                    target_kuantitas__isnull=True,
                    satuan__isnull=True,
                    target_kualitas__isnull=True,
                    target_waktu__isnull=True,
                    target_biaya__isnull=True,
                    angka_kredit__isnull=True,
                ),
                name="rhk_target_terukur_utuh",
                violation_error_message="Target terukur diisi lengkap (kuantitas, satuan, kualitas, waktu) atau "
                "dikosongkan seluruhnya.",
            ),
            models.CheckConstraint(
                condition=Q(target_kuantitas__isnull=True) | Q(target_kuantitas__gt=0), name="rhk_kuantitas_positif"
            ),
            models.CheckConstraint(
                condition=Q(target_kualitas__isnull=True) | Q(target_kualitas__gt=0, target_kualitas__lte=100),
                name="rhk_kualitas_sampai_100",
            ),
            models.CheckConstraint(
                condition=Q(target_waktu__isnull=True) | Q(target_waktu__gt=0), name="rhk_waktu_positif"
            ),
            models.CheckConstraint(
                condition=Q(target_biaya__isnull=True) | Q(target_biaya__gte=0), name="rhk_biaya_tidak_negatif"
            ),
            models.CheckConstraint(
                condition=Q(angka_kredit__isnull=True) | Q(angka_kredit__gte=0), name="rhk_angka_kredit_tidak_negatif"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="tanpa_lingkaran",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("atasan_id"),
                condition=pgtrigger.Q(new__atasan__isnull=False),
                func="""
                    PERFORM pg_advisory_xact_lock(7202602);
                    IF EXISTS (
                        WITH RECURSIVE ke_atas(id, atasan_id, kedalaman) AS (
                            SELECT id, atasan_id, 1 FROM skp_rencanahasilkerja WHERE id = NEW.atasan_id
                            UNION ALL
                            SELECT r.id, r.atasan_id, kedalaman + 1 FROM skp_rencanahasilkerja r
                            JOIN ke_atas k ON r.id = k.atasan_id WHERE kedalaman < 50
                        )
                        SELECT 1 FROM ke_atas WHERE id = NEW.id
                    ) THEN
                        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'rhk_tanpa_lingkaran',
                            MESSAGE = 'intervensi tidak boleh melingkar';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.uraian

    def get_absolute_url(self) -> str:
        return f"{reverse('skp:tahunan_detail', args=[self.skp_id])}#rhk-{self.pk}"

    @property
    def uraian_terbuka(self) -> str:
        """Its words for the readers of what points at it: those of a draft are its owner's alone. `skp` loaded."""
        return "(SKP-nya sedang disusun)" if self.skp.status == Status.DRAFT else self.uraian

    @property
    def terukur(self) -> bool:
        """Has the measured target that an SKP Bulanan breaks down, and that stands for an indikator of each aspek."""
        return self.target_kuantitas is not None

    @property
    def angka_kredit_total(self) -> Decimal | None:
        """Angka kredit per output times the quantity."""
        if self.angka_kredit is None or self.target_kuantitas is None:
            return None
        return self.angka_kredit * self.target_kuantitas
