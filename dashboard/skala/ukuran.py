"""How many of everything: instansi of very different sizes, and who of them measures by the month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from organisasi.deadlines import month_end

HARI_KEGIATAN = 200
"""Working days, up to yesterday, on which a measured person has an activity."""
TERKECIL = 12
"""People of the smallest instansi: a head over a dinas with its bidang, and somebody in each."""
LANDAI = 5.6
"""By which the largest of 600 instansi has a thirtieth of all people, as the largest of the country has."""
ORANG_PER_DINAS = 350


@dataclass(frozen=True)
class Ukuran:
    """`kegiatan`: daily activities in all, one a day and measured person. Raises ValueError for too few people."""

    instansi: int
    pegawai: int
    kegiatan: int
    benih: int
    hari_ini: date

    def __post_init__(self) -> None:
        if self.instansi < 1 or self.pegawai < self.instansi * TERKECIL:
            raise ValueError(f"An instansi has at least {TERKECIL} people.")

    @property
    def tahun(self) -> int:
        return self.hari_ini.year

    @cached_property
    def orang(self) -> list[int]:
        """People of each instansi, the largest first."""
        weights = [1 / (number + LANDAI) for number in range(1, self.instansi + 1)]
        spare = self.pegawai - self.instansi * TERKECIL
        ends = [round(spare * each / sum(weights)) for each in accumulate(weights)]
        shares = (end - start for start, end in zip([0, *ends], ends, strict=False))
        return sorted((TERKECIL + share for share in shares), reverse=True)

    def dinas(self, instansi: int) -> list[int]:
        """People of each dinas of an instansi, all but the two at its top."""
        people = self.orang[instansi] - 2
        number = max(1, round(people / ORANG_PER_DINAS))
        return [people // number + (each < people % number) for each in range(number)]

    @cached_property
    def hari(self) -> list[date]:
        """The working days with activities, oldest first."""
        first = date(self.tahun, 1, 1)
        days = (self.hari_ini - timedelta(days=back) for back in range(1, (self.hari_ini - first).days + 1))
        return sorted(day for day in days if day.weekday() < 5)[-HARI_KEGIATAN:]

    @cached_property
    def bulan(self) -> list[int]:
        """The measured months, of which the last two are not closed yet."""
        first = self.hari[0].month if self.hari else self.hari_ini.month
        return list(range(first, self.hari_ini.month + 1))

    def ditutup(self, bulan: int) -> bool:
        return bulan <= self.hari_ini.month - 2

    def akhir_bulan(self, bulan: int) -> date:
        return month_end(date(self.tahun, bulan, 1))

    @cached_property
    def terukur(self) -> dict[tuple[int, int], int]:
        """How many people of a dinas (instansi, number) are measured, its head not: each began with its first dinas."""
        left = round(self.kegiatan / max(1, len(self.hari)))
        found: dict[tuple[int, int], int] = {}
        for place, people in self._by_dinas():
            if left <= 0:
                break
            found[place] = min(left, people - 1)
            left -= found[place]
        return found

    def _by_dinas(self) -> Iterator[tuple[tuple[int, int], int]]:
        every = [self.dinas(instansi) for instansi in range(self.instansi)]
        for number in range(len(every[0])):
            for instansi, dinas in enumerate(every):
                if number < len(dinas):
                    yield (instansi, number), dinas[number]

    def acak(self, nomor: int, perihal: int, dari: int) -> int:
        """A number below `dari`, always the same for the same person and matter."""
        mixed = (nomor * 0x9E3779B97F4A7C15 + perihal * 0xC2B2AE3D27D4EB4F + self.benih * 0x165667B19E3779F9) & _64
        mixed = ((mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9) & _64
        return (mixed >> 33) % dari


_64 = (1 << 64) - 1
