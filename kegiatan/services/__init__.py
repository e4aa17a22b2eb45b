"""Every change of an activity, its evidence, a month's realisasi, and a usulan."""

from kegiatan.services.bukti import files_follow_rows
from kegiatan.services.harian import change, delete, record
from kegiatan.services.realisasi import save_realisasi
from kegiatan.services.usulan import change_usulan, decide, delete_usulan, propose

__all__ = [
    "change",
    "change_usulan",
    "decide",
    "delete",
    "delete_usulan",
    "files_follow_rows",
    "propose",
    "record",
    "save_realisasi",
]
