"""What the people of the demo city do, per dinas and post."""

from dashboard.demo.teks import kesehatan, kominfo, pekerjaan_umum, pendidikan, sekretariat
from dashboard.demo.teks.rencana import RENCANA
from dashboard.demo.teks.tim import TIM, Tim
from dashboard.demo.teks.tugas import Rencana, Tugas, Ukuran

PROFIL: dict[str, tuple[Tugas, ...]] = {
    **sekretariat.PROFIL,
    **kominfo.PROFIL,
    **kesehatan.PROFIL,
    **pekerjaan_umum.PROFIL,
    **pendidikan.PROFIL,
}

__all__ = ["PROFIL", "RENCANA", "TIM", "Rencana", "Tim", "Tugas", "Ukuran"]
