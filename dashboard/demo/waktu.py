"""The calendar the demo is told on: always relative to the present moment, never after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from organisasi.deadlines import month_end, next_month

WIB = ZoneInfo("Asia/Jakarta")
BENIH = 20_260_101
LIBUR = {
    (1, 1): "Tahun Baru Masehi",
    (5, 1): "Hari Buruh Internasional",
    (6, 1): "Hari Lahir Pancasila",
    (8, 17): "Hari Kemerdekaan Republik Indonesia",
    (12, 25): "Hari Raya Natal",
}
"""Those that have the same date every year."""


def acak(*kunci: object) -> Random:
    """A source of chance of its own for each subject, so that what one person did does not hang on another's."""
    return Random(":".join(map(str, (BENIH, *kunci))))  # noqa: S311 - chance of a story, not a secret


def moment(day: date, jam: int, menit: int = 0) -> datetime:
    return datetime.combine(day, time(jam, menit), WIB)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in LIBUR


def working_day(day: date) -> date:
    """That day, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days(first: date) -> list[date]:
    """Those of the month that begins on `first`."""
    days = (first + timedelta(days=n) for n in range((month_end(first) - first).days + 1))
    return [day for day in days if is_working_day(day)]


def months(first: date, last: date) -> Iterator[date]:
    """The first day of each month from the one of `first` to the one of `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def months_before(month: date, number: int) -> date:
    """The first day of the month that many months earlier."""
    index = month.year * 12 + month.month - 1 - number
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class Kini:
    """The moment the demo is built, in WIB."""

    saat: datetime

    @property
    def hari(self) -> date:
        return self.saat.date()

    @property
    def bulan(self) -> date:
        return self.hari.replace(day=1)

    @property
    def tahun(self) -> int:
        return self.hari.year

    @property
    def awal_padat(self) -> date:
        """From here on everybody's days are full; before it, only the demo accounts' of this year."""
        return months_before(self.bulan, 2)

    @property
    def mulai_plt(self) -> date:
        return months_before(self.bulan, 3)

    def umur(self, month: date) -> int:
        """How many months ago a month was; 0 is the present one."""
        return (self.hari.year - month.year) * 12 + self.hari.month - month.month

    def lalu(self, hari: int, jam: int, menit: int = 0) -> datetime:
        """On the last working day that lies at least so many days back (one or more)."""
        day = self.hari - timedelta(days=hari)
        while not is_working_day(day):
            day -= timedelta(days=1)
        return moment(day, jam, menit)

    def paling_lambat(self, at: datetime) -> datetime:
        """That moment, or a moment ago where it would lie ahead."""
        return min(at, self.saat - timedelta(minutes=1))
