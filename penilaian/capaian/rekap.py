"""The recap of a monthly target's daily activities, and the range it leaves for nilai kualitas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kegiatan.models import KategoriHarian
from penilaian.models import RentangKualitas
from penilaian.scoring.perka_bkn_1_2013 import NILAI_HARIAN, Kategori, rata_rata_harian, rentang_kualitas

Rentang = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Rekap:
    """ "Prosentase Rata-Rata Kinerja SKP" of one target. Without a graded activity there is no mean and no range."""

    jumlah_kategori: Mapping[int, int]
    belum_dinilai: int = 0
    rata_rata: Decimal | None = None
    rentang: Rentang | None = None
    alasan: str = ""
    """Why there is no range."""

    @property
    def dinilai(self) -> int:
        return sum(self.jumlah_kategori.values())

    @property
    def jumlah(self) -> int:
        return self.dinilai + self.belum_dinilai

    @property
    def baris(self) -> list[tuple[str, int]]:
        """The five rows of the guide's table, best first."""
        return [(kategori.label, self.jumlah_kategori.get(kategori.value, 0)) for kategori in KategoriHarian]

    def memuat(self, nilai: Decimal) -> bool:
        return self.rentang is not None and self.rentang[0] <= nilai <= self.rentang[1]


def make_rekap(counts: Mapping[int | None, int], tabel: Sequence[RentangKualitas]) -> Rekap:
    """`counts` maps the number of a grade (100, 90, ...; None: not graded yet) to how many activities have it."""
    graded = {grade: number for grade, number in counts.items() if grade is not None and number}
    waiting = counts.get(None, 0)
    if not graded:
        return Rekap(graded, waiting, alasan="Belum ada kegiatan harian yang dinilai, jadi belum ada range.")
    mean = rata_rata_harian({kategori: graded.get(int(NILAI_HARIAN[kategori]), 0) for kategori in Kategori})
    rentang = range_for(mean, tabel)
    alasan = "" if rentang else "Rentang kualitas instansi belum memuat nilai rata-rata ini; hubungi admin instansi."
    return Rekap(graded, waiting, mean, rentang, alasan)


def range_for(mean: Decimal, tabel: Sequence[RentangKualitas]) -> Rentang | None:
    """The instansi's row with the highest lower bound not above the mean; without rows, this system's table."""
    if not tabel:
        return rentang_kualitas(mean)
    fitting = [row for row in tabel if row.batas_bawah <= mean]
    chosen = max(fitting, key=lambda row: row.batas_bawah, default=None)
    return (chosen.minimum, chosen.maksimum) if chosen else None
