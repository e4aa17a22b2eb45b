from kegiatan.models.bukti import Bukti, JenisBukti
from kegiatan.models.harian import JenisKegiatan, KategoriHarian, KegiatanHarian, RiwayatKegiatan
from kegiatan.models.realisasi import Realisasi
from kegiatan.models.usulan import EselonPenandatangan, Kreativitas, TingkatKreativitas, TugasTambahan

__all__ = [
    "Bukti",
    "EselonPenandatangan",
    "JenisBukti",
    "JenisKegiatan",
    "KategoriHarian",
    "KegiatanHarian",
    "Kreativitas",
    "Realisasi",
    "RiwayatKegiatan",
    "TingkatKreativitas",
    "TugasTambahan",
]
