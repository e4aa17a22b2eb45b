from dashboard.models.pengingat import Pengingat
from dashboard.models.rekap import RekapBulan, RekapInstansi, RekapPegawai, RekapUnit, RekapUnitBulan, TahunRekap
from dashboard.models.sumber import (
    CapaianTerekap,
    EvaluasiTerekap,
    KegiatanTerekap,
    PegawaiTerekap,
    PengecualianTerekap,
    PesertaTerekap,
    RealisasiTerekap,
    SkpBulananTerekap,
    SkpTerekap,
    TargetTerekap,
)

__all__ = [
    "CapaianTerekap",
    "EvaluasiTerekap",
    "KegiatanTerekap",
    "PegawaiTerekap",
    "PengecualianTerekap",
    "Pengingat",
    "PesertaTerekap",
    "RealisasiTerekap",
    "RekapBulan",
    "RekapInstansi",
    "RekapPegawai",
    "RekapUnit",
    "RekapUnitBulan",
    "SkpBulananTerekap",
    "SkpTerekap",
    "TahunRekap",
    "TargetTerekap",
]
