import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from organisasi.audit import audited
from organisasi.models.instansi import Instansi
from organisasi.ranges import DateRange


@audited(exclude=["jalur"])
class UnitKerja(models.Model):
    """A node of an instansi's tree. `jalur` holds the ids from the root down to this unit, kept by triggers.

    Changes of the tree wait for each other: two admins moving halves of a cycle at once would both pass a check. They
    wait before the first row is locked, or one would hold what the other needs for moving what is below.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="unit", verbose_name="instansi")
    induk = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="anak", verbose_name="unit induk"
    )
    nama = models.CharField("nama unit", max_length=200)
    kode = models.CharField("kode unit", max_length=40)
    kepala = models.OneToOneField(
        "organisasi.Pegawai",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="unit_dikepalai",
        verbose_name="kepala unit",
    )
    mandiri = models.BooleanField(
        "unit kerja mandiri",
        default=False,
        help_text="Kepalanya mengisi SKP dengan formulir pejabat pimpinan tinggi dan pimpinan unit kerja mandiri.",
    )
    aktif = models.BooleanField("aktif", default=True)
    jalur = ArrayField(models.BigIntegerField(), default=list, editable=False)

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "kode"],
                name="unit_kode_per_instansi",
                violation_error_message="Kode unit itu sudah dipakai di instansi ini.",
            ),
            models.CheckConstraint(
                condition=Q(induk__isnull=True) | ~Q(induk=F("id")), name="unit_bukan_induk_sendiri"
            ),
        ]
        indexes = [GinIndex(fields=["jalur"], name="unit_jalur")]
        triggers = [
            pgtrigger.Trigger(
                name="pohon_bergiliran",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("induk_id", "instansi_id"),
                func="PERFORM pg_advisory_xact_lock(7202601); RETURN NULL;",
            ),
            pgtrigger.Trigger(
                name="kepala_seinstansi",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("kepala_id", "instansi_id"),
                func="""
                    IF EXISTS (SELECT 1 FROM organisasi_pegawai p
                               WHERE p.id = NEW.kepala_id AND p.instansi_id IS DISTINCT FROM NEW.instansi_id) THEN
                        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'unit_kepala_seinstansi',
                            MESSAGE = 'kepala unit harus dari instansi unit itu';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="jalur",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("induk_id", "instansi_id"),
                declare=[("induk_jalur", "bigint[]"), ("induk_instansi", "bigint")],
                func="""
                    SELECT jalur, instansi_id INTO induk_jalur, induk_instansi
                    FROM organisasi_unitkerja WHERE id = NEW.induk_id;
                    IF NEW.id = ANY(induk_jalur) THEN
                        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'unit_tanpa_lingkaran',
                            MESSAGE = 'unit tidak boleh berada di bawah dirinya sendiri';
                    END IF;
                    IF NEW.induk_id IS NOT NULL AND induk_instansi IS DISTINCT FROM NEW.instansi_id THEN
                        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'unit_induk_seinstansi',
                            MESSAGE = 'unit induk harus dari instansi yang sama';
                    END IF;
                    NEW.jalur = COALESCE(induk_jalur, ARRAY[]::bigint[]) || NEW.id;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="jalur_turunan",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("induk_id"),
                condition=pgtrigger.Q(old__induk__df=pgtrigger.F("new__induk")),
                func="""
                    UPDATE organisasi_unitkerja
                    SET jalur = NEW.jalur || jalur[cardinality(OLD.jalur) + 1 : cardinality(jalur)]
                    WHERE jalur @> ARRAY[NEW.id] AND id <> NEW.id;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        if self.induk is None:
            return
        if self.induk.instansi_id != self.instansi_id:
            raise ValidationError({"induk": "Unit induk harus dari instansi yang sama."})
        if self.pk and self.pk in self.induk.jalur:
            raise ValidationError({"induk": "Unit tidak boleh dipindahkan ke bawah dirinya sendiri."})


class JenisPenugasan(models.TextChoices):
    PLT = "PLT", "Plt. (pelaksana tugas)"
    PLH = "PLH", "Plh. (pelaksana harian)"


@audited()
class PenugasanKepala(models.Model):
    """Plt or Plh of a unit's head: while it runs, this person assesses in the head's place."""

    unit = models.ForeignKey(UnitKerja, models.PROTECT, related_name="penugasan", verbose_name="unit kerja")
    pegawai = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="penugasan_kepala", verbose_name="pegawai"
    )
    jenis = models.CharField("jenis", max_length=3, choices=JenisPenugasan)
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai")
    nomor_surat = models.CharField("nomor surat", max_length=100)

    class Meta:
        verbose_name = "penugasan Plt/Plh"
        verbose_name_plural = "penugasan Plt/Plh"
        ordering = ["-mulai"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mulai__lte=F("selesai")),
                name="penugasan_mulai_sebelum_selesai",
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
            ExclusionConstraint(
                name="penugasan_satu_pada_satu_waktu",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (DateRange("mulai", "selesai"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Unit ini sudah mempunyai Plt/Plh pada masa itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.unit}"

    def clean(self) -> None:
        if self.unit_id and self.pegawai_id and self.unit.instansi_id != self.pegawai.instansi_id:
            raise ValidationError({"pegawai": "Pilih pegawai dari instansi unit ini."})
