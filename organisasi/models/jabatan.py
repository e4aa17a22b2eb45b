from django.db import models
from django.db.models import Q

from organisasi.audit import audited
from organisasi.models.instansi import Instansi


class JenisJabatan(models.TextChoices):
    JPT_UTAMA = "JPT_UTAMA", "Jabatan Pimpinan Tinggi Utama"
    JPT_MADYA = "JPT_MADYA", "Jabatan Pimpinan Tinggi Madya"
    JPT_PRATAMA = "JPT_PRATAMA", "Jabatan Pimpinan Tinggi Pratama"
    ADMINISTRATOR = "ADMINISTRATOR", "Administrator"
    PENGAWAS = "PENGAWAS", "Pengawas"
    FUNGSIONAL = "FUNGSIONAL", "Jabatan Fungsional"
    PELAKSANA = "PELAKSANA", "Pelaksana"


PIMPINAN_TINGGI = (JenisJabatan.JPT_UTAMA, JenisJabatan.JPT_MADYA, JenisJabatan.JPT_PRATAMA)
STRUKTURAL = (*PIMPINAN_TINGGI, JenisJabatan.ADMINISTRATOR, JenisJabatan.PENGAWAS)


class Jenjang(models.TextChoices):
    PEMULA = "PEMULA", "Pemula"
    TERAMPIL = "TERAMPIL", "Terampil"
    MAHIR = "MAHIR", "Mahir"
    PENYELIA = "PENYELIA", "Penyelia"
    AHLI_PERTAMA = "AHLI_PERTAMA", "Ahli Pertama"
    AHLI_MUDA = "AHLI_MUDA", "Ahli Muda"
    AHLI_MADYA = "AHLI_MADYA", "Ahli Madya"
    AHLI_UTAMA = "AHLI_UTAMA", "Ahli Utama"


class Eselon(models.TextChoices):
    I_A = "I.a", "I.a"
    I_B = "I.b", "I.b"
    II_A = "II.a", "II.a"
    II_B = "II.b", "II.b"
    III_A = "III.a", "III.a"
    III_B = "III.b", "III.b"
    IV_A = "IV.a", "IV.a"
    IV_B = "IV.b", "IV.b"


@audited()
class Jabatan(models.Model):
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="jabatan", verbose_name="instansi")
    nama = models.CharField("nama jabatan", max_length=200)
    jenis = models.CharField("jenis jabatan", max_length=20, choices=JenisJabatan)
    jenjang = models.CharField(
        "jenjang", max_length=20, choices=Jenjang, blank=True, help_text="Hanya untuk jabatan fungsional."
    )
    eselon = models.CharField("eselon", max_length=5, choices=Eselon, blank=True)

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "nama"],
                name="jabatan_nama_per_instansi",
                violation_error_message="Jabatan dengan nama itu sudah ada di instansi ini.",
            ),
            models.CheckConstraint(condition=Q(jenis__in=JenisJabatan.values), name="jabatan_jenis_dikenal"),
            models.CheckConstraint(
                condition=Q(jenis=JenisJabatan.FUNGSIONAL, jenjang__in=Jenjang.values)
                | (~Q(jenis=JenisJabatan.FUNGSIONAL) & Q(jenjang="")),
                name="jabatan_jenjang_fungsional",
                violation_error_message="Jenjang wajib diisi untuk jabatan fungsional, dan hanya untuk itu.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def fungsional(self) -> bool:
        return self.jenis == JenisJabatan.FUNGSIONAL

    @property
    def struktural(self) -> bool:
        return self.jenis in STRUKTURAL

    @property
    def pimpinan_tinggi(self) -> bool:
        return self.jenis in PIMPINAN_TINGGI
