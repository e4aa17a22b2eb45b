from organisasi.models.deadline import BatasWaktu, Dispensasi, Langkah
from organisasi.models.document import Document
from organisasi.models.instansi import Instansi
from organisasi.models.jabatan import Eselon, Jabatan, JenisJabatan, Jenjang
from organisasi.models.libur import HariLibur, JenisLibur
from organisasi.models.pegawai import Golongan, Pegawai, PeranAnggaran, StatusKepegawaian
from organisasi.models.pemberitahuan import Pemberitahuan
from organisasi.models.periode import AksiPeriode, JenisPeriode, PeriodeEvaluasi, RiwayatPeriode
from organisasi.models.unit import JenisPenugasan, PenugasanKepala, UnitKerja

__all__ = [
    "AksiPeriode",
    "BatasWaktu",
    "Dispensasi",
    "Document",
    "Eselon",
    "Golongan",
    "HariLibur",
    "Instansi",
    "Jabatan",
    "JenisJabatan",
    "JenisLibur",
    "JenisPenugasan",
    "JenisPeriode",
    "Jenjang",
    "Langkah",
    "Pegawai",
    "Pemberitahuan",
    "PenugasanKepala",
    "PeranAnggaran",
    "PeriodeEvaluasi",
    "RiwayatPeriode",
    "StatusKepegawaian",
    "UnitKerja",
]
