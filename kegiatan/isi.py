"""What a person writes into an activity, and what must be true of it whoever writes it. Plain values, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from kegiatan.berkas import Berkas
from kegiatan.models import Bukti, JenisKegiatan
from skp.models import TargetBulanan


@dataclass(frozen=True, kw_only=True)
class IsiKegiatan:
    tanggal: date
    mulai: time
    selesai: time
    uraian: str
    kuantitas: Decimal
    status_proses: bool
    jenis: str
    target: TargetBulanan | None

    def problems(self) -> dict[str, str]:
        """What is wrong, by field; empty when it may be stored. `target` with skp_bulanan__skp loaded."""
        found = {}
        if self.selesai <= self.mulai:
            found["selesai"] = "Waktu selesai harus sesudah waktu mulai, pada hari yang sama."
        if self.jenis == JenisKegiatan.SKP:
            found |= self._problems_of_skp()
        elif self.target is not None:
            found["target"] = "Kegiatan Produktivitas berada di luar target SKP: kosongkan SKP Bulanan."
        return found

    def _problems_of_skp(self) -> dict[str, str]:
        found = {}
        if self.target is None:
            found["target"] = "Pilih target SKP Bulanan yang dikerjakan, atau pilih jenis Produktivitas."
        elif self.target.skp_bulanan.tanggal != self.tanggal.replace(day=1):
            found["target"] = f"Target itu dari {self.target.skp_bulanan}; pilih target dari bulan tanggal kegiatan."
        if not self.status_proses and self.kuantitas <= 0:
            found["kuantitas"] = "Status Proses TIDAK berarti ada hasil yang dihitung: isi kuantitas lebih dari 0."
        return found


@dataclass(frozen=True, kw_only=True)
class IsiBukti:
    """Evidence of one activity: new files and links that were checked, and what its owner has already."""

    berkas: Sequence[Berkas] = ()
    tautan: Sequence[str] = ()
    lama: Sequence[Bukti] = ()

    def __len__(self) -> int:
        return len(self.berkas) + len(self.tautan) + len(self.lama)
