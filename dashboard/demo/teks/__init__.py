"""What the people of the demo city do, per dinas and post."""

from dashboard.demo.teks import kesehatan, kominfo, pekerjaan_umum, pendidikan, sekretariat
from dashboard.demo.teks.tugas import Tugas

PROFIL: dict[str, tuple[Tugas, ...]] = {
    **sekretariat.PROFIL,
    **kominfo.PROFIL,
    **kesehatan.PROFIL,
    **pekerjaan_umum.PROFIL,
    **pendidikan.PROFIL,
}

__all__ = ["PROFIL", "Tugas"]
