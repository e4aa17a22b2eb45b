from skp.models.bulanan import SkpBulanan, Tahapan, TargetBulanan
from skp.models.riwayat import Riwayat
from skp.models.satuan import Satuan, SatuanWaktu
from skp.models.skp import Pendekatan, RencanaHasilKerja, Skp, StatusKegiatan

__all__ = [
    "Pendekatan",
    "RencanaHasilKerja",
    "Riwayat",
    "Satuan",
    "SatuanWaktu",
    "Skp",
    "SkpBulanan",
    "StatusKegiatan",
    "Tahapan",
    "TargetBulanan",
]
