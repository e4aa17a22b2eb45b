from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from organisasi.audit import audited
from organisasi.models.document import Document
from organisasi.models.instansi import Instansi
from organisasi.models.jabatan import Jabatan
from organisasi.models.unit import UnitKerja
from organisasi.ranges import DateRange


class AlasanPengecualian(models.TextChoices):
    PENSIUN = "PENSIUN", "Pensiun atau berhenti"
    PINDAH = "PINDAH", "Pindah instansi"
    CUTI = "CUTI", "Cuti di luar tanggungan negara"
    TUGAS_BELAJAR = "TUGAS_BELAJAR", "Tugas belajar"
    DIPERBANTUKAN = "DIPERBANTUKAN", "Diperbantukan atau dipekerjakan di instansi lain"
    HUKUMAN = "HUKUMAN", "Hukuman disiplin"
    LAINNYA = "LAINNYA", "Lainnya"


@audited()
class Pengecualian(Document):
    """Days for which a person does not count as one who has not made his SKP, and why. Without an end: from then on."""

    pegawai = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="pengecualian", verbose_name="pegawai"
    )
    alasan = models.CharField("alasan", max_length=14, choices=AlasanPengecualian)
    mulai = models.DateField("mulai")
    selesai = models.DateField("sampai", null=True, blank=True, help_text="Kosongkan bila untuk seterusnya.")
    keterangan = models.CharField("keterangan", max_length=500)
    dicatat_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="dicatat oleh", editable=False
    )

    class Meta:
        verbose_name = "pengecualian"
        verbose_name_plural = "pengecualian"
        ordering = ["-mulai"]
        constraints = [
            models.CheckConstraint(
                condition=Q(alasan__in=AlasanPengecualian.values), name="pengecualian_alasan_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(mulai__lte=F("selesai")),
                name="pengecualian_mulai_sebelum_selesai",
                violation_error_message="Tanggal sampai tidak boleh sebelum tanggal mulai.",
            ),
            ExclusionConstraint(
                name="pengecualian_tidak_tumpang_tindih",
                expressions=[
                    ("pegawai", RangeOperators.EQUAL),
                    (DateRange("mulai", "selesai"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Pegawai ini sudah dikecualikan pada masa itu.",
            ),
        ]
        indexes = [models.Index(fields=["-mulai", "-id"], name="pengecualian_terbaru")]

    def __str__(self) -> str:
        return f"{self.get_alasan_display()}: {self.pegawai}"


class StatusMutasi(models.TextChoices):
    DIRENCANAKAN = "DIRENCANAKAN", "Direncanakan"
    DIJALANKAN = "DIJALANKAN", "Dijalankan"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


def _unit(name: str) -> models.ForeignKey:
    return models.ForeignKey(UnitKerja, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name)


def _jabatan(name: str) -> models.ForeignKey:
    return models.ForeignKey(Jabatan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name)


@audited()
class Mutasi(Document):
    """A person's move to another unit or post from a day on. Until then it is a plan, carried out on the day itself."""

    pegawai = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="mutasi", verbose_name="pegawai")
    tmt = models.DateField("terhitung mulai tanggal")
    unit_asal = _unit("unit asal")
    jabatan_asal = _jabatan("jabatan asal")
    unit_tujuan = models.ForeignKey(UnitKerja, models.PROTECT, related_name="+", verbose_name="unit tujuan")
    jabatan_tujuan = models.ForeignKey(Jabatan, models.PROTECT, related_name="+", verbose_name="jabatan tujuan")
    menjadi_kepala = models.BooleanField("menjadi kepala unit tujuan", default=False)
    akhiri_skp = models.BooleanField("akhiri SKP yang berjalan sehari sebelumnya", default=True)
    nomor_surat = models.CharField("nomor surat keputusan", max_length=100, blank=True)
    keterangan = models.CharField("keterangan", max_length=500, blank=True)
    status = models.CharField("status", max_length=12, choices=StatusMutasi, default=StatusMutasi.DIRENCANAKAN)
    dicatat_oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="oleh")
    dijalankan_pada = models.DateTimeField("dijalankan pada", null=True, blank=True)
    kendala = models.CharField("kendala", max_length=500, blank=True)

    class Meta:
        verbose_name = "mutasi"
        verbose_name_plural = "mutasi"
        ordering = ["-tmt", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=StatusMutasi.values), name="mutasi_status_dikenal"),
            models.CheckConstraint(
                condition=Q(status=StatusMutasi.DIJALANKAN, dijalankan_pada__isnull=False)
                | (~Q(status=StatusMutasi.DIJALANKAN) & Q(dijalankan_pada__isnull=True)),
                name="mutasi_dijalankan_bertanggal",
            ),
            models.UniqueConstraint(
                fields=["pegawai"],
                condition=Q(status=StatusMutasi.DIRENCANAKAN),
                name="mutasi_satu_rencana",
                violation_error_message="Pegawai ini sudah mempunyai mutasi yang direncanakan; batalkan dahulu.",
            ),
        ]
        indexes = [
            models.Index(fields=["tmt"], condition=Q(status=StatusMutasi.DIRENCANAKAN), name="mutasi_menunggu_tanggal"),
            models.Index(fields=["-tmt", "-id"], name="mutasi_terbaru"),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai}: {self.unit_asal} ke {self.unit_tujuan}"


class Bidang(models.TextChoices):
    """What can be changed of many people at once."""

    UNIT = "unit", "Unit kerja"
    JABATAN = "jabatan", "Jabatan"
    PERAN_ANGGARAN = "peran_anggaran", "PA/KPA"
    STATUS = "status", "Status kepegawaian (PNS/PPPK)"
    AKTIF = "is_active", "Aktif atau nonaktif"


class PerubahanMassal(Document):
    """One change of many people at once, with what each was before, so that it can be undone.

    `semula`: the former value by the person's key; `menjadi`: the value they all got, as the database holds it.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+", verbose_name="instansi")
    bidang = models.CharField("yang diubah", max_length=14, choices=Bidang)
    menjadi = models.JSONField("menjadi", null=True)
    keterangan = models.CharField("menjadi", max_length=250)
    semula = models.JSONField("semula", default=dict)
    alasan = models.CharField("alasan", max_length=500)
    oleh = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")
    diurungkan_pada = models.DateTimeField("diurungkan pada", null=True, blank=True)
    diurungkan_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diurungkan oleh"
    )

    class Meta:
        verbose_name = "perubahan banyak pegawai"
        verbose_name_plural = "perubahan banyak pegawai"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(bidang__in=Bidang.values), name="perubahan_massal_bidang_dikenal"),
        ]
        indexes = [models.Index(fields=["instansi", "-id"], name="perubahan_massal_instansi")]

    def __str__(self) -> str:
        return f"{self.get_bidang_display()} menjadi {self.keterangan}"
