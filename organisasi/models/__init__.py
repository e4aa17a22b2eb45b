from organisasi.models.audit import BentukEkspor, EksporData, PembacaanAudit
from organisasi.models.deadline import BatasWaktu, Dispensasi, Langkah
from organisasi.models.document import Document
from organisasi.models.impor import BarisImpor, CaraTerap, Impor, StatusImpor, Tindakan
from organisasi.models.instansi import Instansi
from organisasi.models.jabatan import Eselon, Jabatan, JenisJabatan, Jenjang
from organisasi.models.kepegawaian import (
    AlasanPengecualian,
    Bidang,
    Mutasi,
    Pengecualian,
    PerubahanMassal,
    StatusMutasi,
)
from organisasi.models.libur import HariLibur, JenisLibur
from organisasi.models.pegawai import Golongan, Pegawai, PeranAnggaran, StatusKepegawaian
from organisasi.models.pekerjaan import Pekerjaan, StatusPekerjaan
from organisasi.models.pemberitahuan import Pemberitahuan
from organisasi.models.periode import AksiPeriode, JenisPeriode, PeriodeEvaluasi, RiwayatPeriode
from organisasi.models.unit import JenisPenugasan, PenugasanKepala, UnitKerja

__all__ = [
    "AksiPeriode",
    "AlasanPengecualian",
    "BarisImpor",
    "BatasWaktu",
    "BentukEkspor",
    "Bidang",
    "CaraTerap",
    "Dispensasi",
    "Document",
    "EksporData",
    "Eselon",
    "Golongan",
    "HariLibur",
    "Impor",
    "Instansi",
    "Jabatan",
    "JenisJabatan",
    "JenisLibur",
    "JenisPenugasan",
    "JenisPeriode",
    "Jenjang",
    "Langkah",
    "Mutasi",
    "Pegawai",
    "Pekerjaan",
    "PembacaanAudit",
    "Pemberitahuan",
    "Pengecualian",
    "PenugasanKepala",
    "PeranAnggaran",
    "PeriodeEvaluasi",
    "PerubahanMassal",
    "RiwayatPeriode",
    "StatusImpor",
    "StatusKepegawaian",
    "StatusMutasi",
    "StatusPekerjaan",
    "Tindakan",
    "UnitKerja",
]
