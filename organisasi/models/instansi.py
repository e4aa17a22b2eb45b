from zoneinfo import ZoneInfo

from django.db import models

from organisasi.audit import audited


class ZonaWaktu(models.TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


@audited()
class Instansi(models.Model):
    nama = models.CharField("nama instansi", max_length=200, unique=True)
    kode = models.SlugField("kode", max_length=40, unique=True)
    zona_waktu = models.CharField("zona waktu", max_length=40, choices=ZonaWaktu, default=ZonaWaktu.WIB)
    kota = models.CharField(
        "kota", max_length=100, help_text="Tempat pada tanda tangan dokumen cetak, misalnya Sukamaju."
    )
    alamat = models.CharField("alamat", max_length=300, blank=True)
    nama_kop = models.CharField(
        "baris pertama kop surat", max_length=200, blank=True, help_text="Misalnya PEMERINTAH KOTA SUKAMAJU."
    )
    telepon = models.CharField("telepon", max_length=60, blank=True)
    surel = models.EmailField("surel", blank=True)
    situs = models.CharField("laman", max_length=100, blank=True)
    lambang = models.FileField("lambang pada kop surat", upload_to="lambang/", max_length=100, blank=True)
    aktif = models.BooleanField("aktif", default=True)
    pengukuran_bulanan = models.BooleanField(
        "memakai pengukuran bulanan",
        default=True,
        help_text="Target terukur, SKP Bulanan, kegiatan harian dan penilaian bulanan.",
    )
    evaluasi_periodik = models.BooleanField(
        "memakai evaluasi periodik",
        default=True,
        help_text="RHK dengan indikator, matriks peran hasil, dan evaluasi per periode.",
    )
    penilaian_diri = models.BooleanField(
        "penilaian diri lebih dahulu",
        default=False,
        help_text="Pegawai menilai dirinya sendiri sebelum pejabat penilai memberi rating.",
    )
    umpan_balik_anonim = models.BooleanField(
        "umpan balik rekan kerja anonim",
        default=True,
        help_text="Penerima tidak melihat siapa pemberinya, dan baru membacanya setelah sedikitnya tiga rekan mengisi.",
    )

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ["nama"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(zona_waktu__in=ZonaWaktu.values), name="instansi_zona_waktu_dikenal"
            ),
            models.CheckConstraint(
                condition=models.Q(pengukuran_bulanan=True) | models.Q(evaluasi_periodik=True),
                name="instansi_memakai_sesuatu",
                violation_error_message="Pilih sedikitnya satu: pengukuran bulanan atau evaluasi periodik.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zona_waktu)
