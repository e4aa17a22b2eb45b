"""The page Sasaran Kinerja Pegawai: the RHK of an SKP in the sections of the official form."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ekinerja.rules import Verdict
from organisasi.models import Pegawai
from skp import rules
from skp.indikator import BarisIndikator, indikator_lines, measured_aspects
from skp.models import JenisRhk, RencanaHasilKerja, Skp
from skp.reading import rhk_for_sasaran
from skp.rules.adendum import may_propose
from skp.workflow import Status


@dataclass(frozen=True)
class BarisRhk:
    """An RHK with its indikator lines, and whether it can be deleted."""

    rhk: RencanaHasilKerja
    lines: Sequence[BarisIndikator]
    hapus: Verdict

    @property
    def jumlah_indikator(self) -> int:
        return sum(1 for line in self.lines if line.indikator)

    @property
    def target_terpisah(self) -> bool:
        """The measured target says something its lines do not: angka kredit, or an aspek that an own indikator took."""
        shown = len(self.lines) - self.jumlah_indikator
        return self.rhk.angka_kredit is not None or shown < len(measured_aspects(self.rhk))


@dataclass(frozen=True)
class Bagian:
    """ "A. UTAMA" or "B. TAMBAHAN"."""

    huruf: str
    jenis: JenisRhk
    rows: Sequence[BarisRhk]


def rows_of(user: Pegawai, skp: Skp) -> list[BarisRhk]:
    """The RHK in their order. Four queries however many there are."""
    rhk = rhk_for_sasaran(skp.pk)
    for row in rhk:
        row.skp = skp
    may_edit = rules.may_edit(user, skp)
    return [BarisRhk(row, indikator_lines(row), _may_delete(user, row) if may_edit else may_edit) for row in rhk]


def sections(rows: Sequence[BarisRhk]) -> list[Bagian]:
    return [
        Bagian(huruf, jenis, [row for row in rows if row.rhk.jenis == jenis])
        for huruf, jenis in (("A", JenisRhk.UTAMA), ("B", JenisRhk.TAMBAHAN))
    ]


def adendum_panel(user: Pegawai, skp: Skp) -> dict[str, Any]:
    """The adendum the user may see, and whether he may propose another. One query."""
    rows = list(skp.adendum.visible_to(user))
    terbuka = next((row for row in rows if row.status != Status.DISETUJUI), None)
    return {"daftar_adendum": rows, "may_propose": may_propose(user, skp, terbuka=terbuka)}


def total_angka_kredit(rows: Sequence[BarisRhk]) -> Decimal | None:
    """Angka kredit per output times quantity, over all rows; None without any."""
    totals = [total for row in rows if (total := row.rhk.angka_kredit_total) is not None]
    return sum(totals, Decimal(0)) if totals else None


def _may_delete(user: Pegawai, rhk: RencanaHasilKerja) -> Verdict:
    return rules.may_delete_rhk(user, rhk, jumlah_bulanan=rhk.jumlah_bulanan, jumlah_pendukung=rhk.jumlah_pendukung)
