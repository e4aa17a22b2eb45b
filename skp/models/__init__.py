from skp.models.adendum import Adendum, JenisPerubahan, PerubahanAdendum
from skp.models.bank import BankIndikator, BankRhk
from skp.models.bulanan import SkpBulanan, Tahapan, TargetBulanan
from skp.models.indikator import (
    Aspek,
    Indikator,
    ManualIndikator,
    PeriodePelaporan,
    Perspektif,
    TingkatKendali,
)
from skp.models.lampiran import BagianLampiran, ButirLampiran, EkspektasiPerilaku
from skp.models.matriks import PesertaMatriks, TidakBerperan
from skp.models.pembagian import ButirPembagian, Pembagian
from skp.models.permintaan import PermintaanKoreksi, PermintaanSalin
from skp.models.riwayat import CatatanBaris, Riwayat
from skp.models.satuan import Satuan, SatuanWaktu
from skp.models.skp import Bentuk, JenisRhk, Klasifikasi, Pendekatan, RencanaHasilKerja, Skp, StatusKegiatan
from skp.models.tim import AnggotaTim, TimKerja

__all__ = [
    "Adendum",
    "AnggotaTim",
    "Aspek",
    "BagianLampiran",
    "BankIndikator",
    "BankRhk",
    "Bentuk",
    "ButirLampiran",
    "ButirPembagian",
    "CatatanBaris",
    "EkspektasiPerilaku",
    "Indikator",
    "JenisPerubahan",
    "JenisRhk",
    "Klasifikasi",
    "ManualIndikator",
    "Pembagian",
    "Pendekatan",
    "PeriodePelaporan",
    "PermintaanKoreksi",
    "PermintaanSalin",
    "Perspektif",
    "PerubahanAdendum",
    "PesertaMatriks",
    "RencanaHasilKerja",
    "Riwayat",
    "Satuan",
    "SatuanWaktu",
    "Skp",
    "SkpBulanan",
    "StatusKegiatan",
    "Tahapan",
    "TargetBulanan",
    "TidakBerperan",
    "TimKerja",
    "TingkatKendali",
]
