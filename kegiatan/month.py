"""A month of daily activities at a glance: what was done on each day, what is missing, what may still be entered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ekinerja.forms import read_number
from organisasi.deadlines import DeadlineCalendar, Tenggat, month_end, next_month
from organisasi.models import Langkah

FIRST_YEAR, LAST_YEAR = 2000, 2100
SATURDAY = 5


@dataclass(frozen=True)
class Periode:
    """A month, or one day of it. It is always a date bound, whatever the address bar says."""

    tahun: int
    bulan: int
    hari: date | None = None

    @classmethod
    def read(cls, params: Mapping[str, Any], today: date) -> "Periode":
        """From ?tanggal= or ?bulan= and ?tahun=; this month where they are missing or nonsense."""
        tahun = _number(params.get("tahun"), FIRST_YEAR, LAST_YEAR) or today.year
        bulan = _number(params.get("bulan"), 1, 12) or today.month
        hari = _day(params.get("tanggal"))
        if hari is None:
            return cls(tahun, bulan)
        asked = bool(params.get("bulan") or params.get("tahun"))
        if asked and (hari.year, hari.month) != (tahun, bulan):
            return cls(tahun, bulan)
        return cls(hari.year, hari.month, hari)

    @property
    def mulai(self) -> date:
        return date(self.tahun, self.bulan, 1)

    @property
    def selesai(self) -> date:
        return month_end(self.mulai)

    @property
    def batas(self) -> tuple[date, date]:
        """First and last day to look at."""
        return (self.hari, self.hari) if self.hari else (self.mulai, self.selesai)

    @property
    def sebelum(self) -> date:
        return (self.mulai - timedelta(days=1)).replace(day=1)

    @property
    def sesudah(self) -> date:
        return next_month(self.mulai)


@dataclass(frozen=True)
class Hari:
    """What is known of one day."""

    tanggal: date
    today: date
    terbuka: bool
    jumlah: int = 0
    dinilai: int = 0
    durasi: timedelta = timedelta()

    @property
    def belum_dinilai(self) -> int:
        return self.jumlah - self.dinilai

    @property
    def hari_kerja(self) -> bool:
        return is_working_day(self.tanggal)

    @property
    def kosong(self) -> bool:
        """A working day that has begun and has no activity yet."""
        return self.hari_kerja and self.tanggal <= self.today and not self.jumlah

    @property
    def dapat_diisi(self) -> bool:
        return self.terbuka and self.tanggal <= self.today

    @property
    def tone(self) -> str:
        if self.jumlah:
            return "info" if self.belum_dinilai else "sukses"
        if self.kosong:
            return "peringatan" if self.terbuka else "bahaya"
        return "netral"

    @property
    def note(self) -> str:
        """How long was worked, short enough for a square of the calendar."""
        if not self.jumlah:
            return ""
        hours = f"{self.durasi / timedelta(hours=1):.1f}".removesuffix(".0").replace(".", ",")
        return f"{hours} jam"

    @property
    def label(self) -> str:
        """Read aloud after the date."""
        parts = []
        if self.jumlah:
            parts = [f"{self.jumlah} kegiatan", format_duration(self.durasi)]
            parts.append(f"{self.belum_dinilai} belum dinilai" if self.belum_dinilai else "semua sudah dinilai")
        elif self.kosong:
            parts = ["belum ada kegiatan", "masih dapat diisi" if self.terbuka else "batas waktu sudah lewat"]
        return ", ".join(parts)


def days_of(
    periode: Periode, rows: Iterable[Mapping[str, Any]], terbuka: Callable[[date], bool], today: date
) -> list[Hari]:
    """Every day of the month. `rows` come from `KegiatanHarianQuerySet.per_day`; `terbuka` says which days are open."""
    known = {row["tanggal"]: row for row in rows}
    days = [periode.mulai + timedelta(days=number) for number in range(periode.selesai.day)]
    return [Hari(**{"tanggal": day, **known.get(day, {})}, today=today, terbuka=terbuka(day)) for day in days]


@dataclass(frozen=True)
class Ringkasan:
    """The month in four numbers."""

    jumlah: int
    durasi: timedelta
    belum_dinilai: int
    kosong: int
    kosong_terbuka: int

    @classmethod
    def of(cls, days: Iterable[Hari]) -> "Ringkasan":
        days = list(days)
        empty = [day for day in days if day.kosong and day.tanggal != day.today]
        return cls(
            jumlah=sum(day.jumlah for day in days),
            durasi=sum((day.durasi for day in days), timedelta()),
            belum_dinilai=sum(day.belum_dinilai for day in days),
            kosong=len(empty),
            kosong_terbuka=sum(day.terbuka for day in empty),
        )

    @property
    def durasi_tampil(self) -> str:
        return format_duration(self.durasi)


def earliest_open(calendar: DeadlineCalendar, today: date, at: datetime) -> tuple[date, Tenggat]:
    """The oldest day, going back from today without a gap, that may still be entered, and its limit."""
    day = today
    while calendar.tenggat(Langkah.KEGIATAN_HARIAN, day - timedelta(days=1)).terbuka(at) and (today - day).days < 60:
        day -= timedelta(days=1)
    return day, calendar.tenggat(Langkah.KEGIATAN_HARIAN, day)


def is_working_day(day: date) -> bool:
    """Monday to Friday; public holidays are not known to the application."""
    return day.weekday() < SATURDAY


def format_duration(span: timedelta) -> str:
    """5:30 as "5 jam 30 menit"."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return " ".join(
        part for part in (f"{hours} jam" if hours or not minutes else "", f"{minutes} menit" if minutes else "") if part
    )


def _number(text: Any, lowest: int, highest: int) -> int | None:
    number = read_number(str(text or ""))
    return number if number is not None and lowest <= number <= highest else None


def _day(text: Any) -> date | None:
    try:
        day = date.fromisoformat(str(text or ""))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
