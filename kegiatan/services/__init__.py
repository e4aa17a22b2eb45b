"""Every change of an activity, its evidence, a month's realisasi, and a usulan."""

from kegiatan.services.realisasi import save_realisasi
from kegiatan.services.usulan import decide

__all__ = ["decide", "save_realisasi"]
