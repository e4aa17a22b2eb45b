from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from organisasi.audit import audited
from organisasi.models import Document
from skp.querysets import TimKerjaQuerySet


class KeadaanTim(models.TextChoices):
    """Where a team stands on a day; its dates say it, nothing is stored."""

    BERJALAN = "BERJALAN", "Berjalan"
    BELUM_MULAI = "BELUM_MULAI", "Belum mulai"
    BERAKHIR = "BERAKHIR", "Berakhir"

    @property
    def tone(self) -> str:
        return {KeadaanTim.BERJALAN: "sukses", KeadaanTim.BELUM_MULAI: "info"}.get(self, "netral")


@audited()
class TimKerja(Document):
    """A tim kerja: made by whoever leads `unit`, led by `ketua`, with anggota of any unit of the instansi."""

    instansi = models.ForeignKey("organisasi.Instansi", models.PROTECT, related_name="+", verbose_name="instansi")
    unit = models.ForeignKey(
        "organisasi.UnitKerja", models.PROTECT, related_name="tim_kerja", verbose_name="unit pembentuk"
    )
    nama = models.CharField("nama tim", max_length=200)
    ketua = models.ForeignKey("organisasi.Pegawai", models.PROTECT, related_name="tim_diketuai", verbose_name="ketua")
    nomor_sk = models.CharField("nomor SK", max_length=100)
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai")
    dibuat_oleh = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="+", verbose_name="dibentuk oleh"
    )

    objects = TimKerjaQuerySet.as_manager()

    class Meta:
        verbose_name = "tim kerja"
        verbose_name_plural = "tim kerja"
        ordering = ["-mulai", "nama"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mulai__lte=F("selesai")),
                name="tim_mulai_sebelum_selesai",
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
            models.UniqueConstraint(
                "instansi",
                Lower("nama"),
                "mulai",
                name="tim_nama_per_instansi",
                violation_error_message="Tim kerja dengan nama dan tanggal mulai itu sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("skp:tim_detail", args=[self.pk])

    def keadaan(self, on: date) -> KeadaanTim:
        if self.selesai < on:
            return KeadaanTim.BERAKHIR
        return KeadaanTim.BERJALAN if self.mulai <= on else KeadaanTim.BELUM_MULAI


@audited()
class AnggotaTim(Document):
    tim = models.ForeignKey(TimKerja, models.CASCADE, related_name="anggota", verbose_name="tim kerja")
    pegawai = models.ForeignKey(
        "organisasi.Pegawai", models.PROTECT, related_name="keanggotaan_tim", verbose_name="anggota"
    )
    peran = models.CharField("peran dalam tim", max_length=200, blank=True)

    class Meta:
        verbose_name = "anggota tim kerja"
        verbose_name_plural = "anggota tim kerja"
        ordering = ["pegawai__nama", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tim", "pegawai"],
                name="anggota_sekali_per_tim",
                violation_error_message="Pegawai itu sudah menjadi anggota tim ini.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pegawai)
