"""Limits as half-open instants in the instansi's zone, judged by a request's arrival."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.formats import date_format

from ekinerja.errors import TooLate
from ekinerja.prepared import AnyOf, prepared
from organisasi.models import BatasWaktu, Dispensasi, Langkah, Pegawai, PeriodeEvaluasi

# The guide of Kota Magelang. "Awal bulan" for the monthly SKP is read as its fifth day, like every other monthly limit.
HARI_BAKU = {
    Langkah.SKP_TAHUNAN: 31,
    Langkah.SKP_BULANAN: 5,
    Langkah.KEGIATAN_HARIAN: 5,
    Langkah.REALISASI: 5,
    Langkah.VERIFIKASI: 5,
    Langkah.PENILAIAN_BULANAN: 5,
}


@dataclass(frozen=True)
class Tenggat:
    """The last day of a step, and the dispensasi that moved it, if one did."""

    langkah: Langkah
    hari_terakhir: date
    zona: ZoneInfo
    dispensasi: Dispensasi | None = None

    @property
    def berakhir(self) -> datetime:
        """The first instant that is too late: midnight after the last day, there."""
        return datetime.combine(self.hari_terakhir + timedelta(days=1), time.min, self.zona)

    def terbuka(self, at: datetime) -> bool:
        return at < self.berakhir

    def sisa(self, at: datetime) -> timedelta:
        """What remains; negative when it has passed."""
        return self.berakhir - at

    def check(self, at: datetime) -> None:
        """Raises TooLate, naming the day and who can give a dispensasi."""
        if not self.terbuka(at):
            raise TooLate(self.alasan_lewat)

    @property
    def alasan_lewat(self) -> str:
        return (
            f"Batas waktu sudah lewat: {format_day(self.hari_terakhir)}. "
            "Admin instansi dapat memberi dispensasi bila ada alasannya."
        )


class DeadlineCalendar:
    """All limits of one person's documents. Two queries when made, none after; for many people see `calendars_for`."""

    def __init__(
        self,
        pegawai: Pegawai,
        *,
        batas: Sequence[BatasWaktu] | None = None,
        dispensasi: Sequence[Dispensasi] | None = None,
    ) -> None:
        rows = _limits_of(pegawai.instansi_id or 0) if batas is None else batas
        self.zona = pegawai.instansi.tz if pegawai.instansi else ZoneInfo(settings.TIME_ZONE)
        self._hari = HARI_BAKU | {row.langkah: row.hari for row in rows if row.instansi_id == pegawai.instansi_id}
        units = pegawai.unit.jalur if pegawai.unit else []
        self._dispensasi = _dispensations_of(pegawai.pk, units) if dispensasi is None else dispensasi

    def tenggat(self, langkah: Langkah, untuk: date) -> Tenggat:
        """The limit for work of that day: the activity's day, or any day of the month or year it belongs to."""
        last = last_day(langkah, untuk, self._hari[langkah])
        return apply_dispensation(
            Tenggat(langkah, last, self.zona), untuk, [d for d in self._dispensasi if d.langkah == langkah]
        )

    def tenggat_periode(self, langkah: Langkah, periode: PeriodeEvaluasi) -> Tenggat:
        """The limit of a step of an evaluasi periodik, whose days stand on the period."""
        pengisian = langkah == Langkah.EVALUASI_PENGISIAN
        last = periode.batas_pengisian if pengisian else periode.batas_penilaian
        fitting = [
            row
            for row in self._dispensasi
            if row.langkah == langkah and periode.meets(row.untuk_mulai, row.untuk_selesai)
        ]
        return latest_of(Tenggat(langkah, last, self.zona), fitting)

    def tenggat_lanjutan(self, sejak: date) -> Tenggat:
        """The limit of an SKP that follows another in its year: as many days from `sejak`, when it could first be made,
        as the year's own SKP has from 1 January. A choice of this system: the guide knows one SKP a year."""
        usual = self.tenggat(Langkah.SKP_TAHUNAN, sejak)
        last = sejak + timedelta(days=self._hari[Langkah.SKP_TAHUNAN] - 1)
        return usual if last <= usual.hari_terakhir else Tenggat(Langkah.SKP_TAHUNAN, last, self.zona)


@prepared
def _limits_of(instansi: int) -> QuerySet[BatasWaktu]:
    return BatasWaktu.objects.filter(instansi=instansi)


@prepared
def _dispensations_of(pegawai: int, units: list[int]) -> QuerySet[Dispensasi]:
    """`dispensations_for` one person, `units` being his and those above it."""
    return Dispensasi.objects.filter(Q(pegawai=pegawai) | Q(AnyOf("unit", units)))


def calendars_for(people: Iterable[Pegawai]) -> dict[int, DeadlineCalendar]:
    """A calendar each, by primary key, for the same two queries. The people come with instansi and unit loaded."""
    rows = list(people)
    batas = list(BatasWaktu.objects.filter(instansi__in={person.instansi_id for person in rows}))
    dispensasi = list(dispensations_for(rows))
    return {
        person.pk: DeadlineCalendar(
            person,
            batas=batas,
            dispensasi=[
                row
                for row in dispensasi
                if row.pegawai_id == person.pk or (person.unit is not None and row.unit_id in person.unit.jalur)
            ],
        )
        for person in rows
    }


def dispensations_for(pegawai: Iterable[Pegawai]) -> "Iterable[Dispensasi]":
    people = list(pegawai)
    units = {unit for person in people if person.unit for unit in person.unit.jalur}
    return Dispensasi.objects.filter(Q(pegawai__in=people) | Q(unit__in=units))


def apply_dispensation(tenggat: Tenggat, untuk: date, dispensasi: Sequence[Dispensasi]) -> Tenggat:
    """The limit as the latest dispensasi leaves it whose range touches the work's day, month or year."""
    first, last = period_of(tenggat.langkah, untuk)
    return latest_of(tenggat, [d for d in dispensasi if d.untuk_mulai <= last and d.untuk_selesai >= first])


def latest_of(tenggat: Tenggat, fitting: Sequence[Dispensasi]) -> Tenggat:
    """The limit as the latest of the dispensasi that concern it leaves it."""
    latest = max(fitting, key=lambda d: d.dibuka_sampai, default=None)
    if latest is None or latest.dibuka_sampai <= tenggat.hari_terakhir:
        return tenggat
    return Tenggat(tenggat.langkah, latest.dibuka_sampai, tenggat.zona, latest)


def last_day(langkah: Langkah, untuk: date, hari: int) -> date:
    """The last day of a step by the instansi's number, whose meaning `Langkah` tells."""
    if langkah == Langkah.KEGIATAN_HARIAN:
        return untuk + timedelta(days=hari)
    if langkah == Langkah.SKP_TAHUNAN:
        return _day_of_month(untuk.year, 1, hari)
    if langkah == Langkah.SKP_BULANAN:
        return _day_of_month(untuk.year, untuk.month, hari)
    following = next_month(untuk)
    return _day_of_month(following.year, following.month, hari)


def period_of(langkah: Langkah, untuk: date) -> tuple[date, date]:
    """First and last day of the work a limit is about."""
    if langkah == Langkah.KEGIATAN_HARIAN:
        return untuk, untuk
    if langkah == Langkah.SKP_TAHUNAN:
        return date(untuk.year, 1, 1), date(untuk.year, 12, 31)
    return untuk.replace(day=1), month_end(untuk)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_end(day: date) -> date:
    return next_month(day) - timedelta(days=1)


def _day_of_month(year: int, month: int, day: int) -> date:
    """That day, or the month's last where it is shorter."""
    first = date(year, month, 1)
    return min(first + timedelta(days=day - 1), month_end(first))


def format_day(day: date) -> str:
    return date_format(day, "j F Y")


def month_name(day: date) -> str:
    """The month with its year: "Maret 2026"."""
    return date_format(day, "F Y")
