"""Limits in WIB, WITA and WIT, against a calendar written a second way."""

import calendar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ekinerja.errors import TooLate
from organisasi.deadlines import (
    HARI_BAKU,
    DeadlineCalendar,
    Tenggat,
    last_day,
    month_end,
    next_month,
    period_of,
)
from organisasi.models import BatasWaktu, Dispensasi, Langkah, UnitKerja
from tests.factories import make_pegawai, make_unit, wib

# Indonesia has no summer time: hours ahead of UTC, all year.
ZONES = {"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range(4383)]


def expected_last_day(langkah: Langkah, day: date, hari: int) -> date:
    """By ordinal days and the number of days of a month, not by replacing parts of a date."""
    if langkah == Langkah.KEGIATAN_HARIAN:
        return date.fromordinal(day.toordinal() + hari)
    year, month = day.year, day.month
    if langkah == Langkah.SKP_TAHUNAN:
        month = 1
    elif langkah != Langkah.SKP_BULANAN:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(hari, calendar.monthrange(year, month)[1]))


def test_the_twelve_years_end_where_they_should():
    assert (DAYS[0], DAYS[-1]) == (date(2024, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize("langkah", HARI_BAKU)
@pytest.mark.parametrize("hari", [None, 1, 28, 29, 30, 31])
def test_the_last_day_of_every_step_for_every_day_of_twelve_years(langkah, hari):
    hari = hari or HARI_BAKU[langkah]
    wrong = [day for day in DAYS if last_day(langkah, day, hari) != expected_last_day(langkah, day, hari)]
    assert wrong == []


@pytest.mark.parametrize(("zona", "offset"), ZONES.items())
@pytest.mark.parametrize("langkah", HARI_BAKU)
def test_a_limit_ends_at_midnight_of_that_zone(zona, offset, langkah):
    wrong = []
    for day in DAYS:
        last = last_day(langkah, day, HARI_BAKU[langkah])
        tenggat = Tenggat(langkah, last, ZoneInfo(zona))
        end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1, hours=-offset)
        answers = [tenggat.terbuka(end + timedelta(microseconds=n)) for n in (-1_000_000, -1, 0, 1, 1_000_000)]
        if answers != [True, True, False, False, False] or tenggat.berakhir != end:
            wrong.append(day)
    assert wrong == []


def test_the_guides_own_limits():
    day = date(2026, 2, 10)
    limits = {langkah: last_day(langkah, day, HARI_BAKU[langkah]) for langkah in HARI_BAKU}
    assert limits == {
        Langkah.SKP_TAHUNAN: date(2026, 1, 31),
        Langkah.SKP_BULANAN: date(2026, 2, 5),
        Langkah.KEGIATAN_HARIAN: date(2026, 2, 15),
        Langkah.REALISASI: date(2026, 3, 5),
        Langkah.VERIFIKASI: date(2026, 3, 5),
        Langkah.PENILAIAN_BULANAN: date(2026, 3, 5),
    }


def test_leap_days_and_the_turn_of_the_year():
    assert last_day(Langkah.KEGIATAN_HARIAN, date(2028, 2, 25), 5) == date(2028, 3, 1)
    assert last_day(Langkah.KEGIATAN_HARIAN, date(2028, 2, 24), 5) == date(2028, 2, 29)
    assert last_day(Langkah.REALISASI, date(2026, 12, 31), 5) == date(2027, 1, 5)
    assert last_day(Langkah.REALISASI, date(2027, 1, 31), 31) == date(2027, 2, 28)
    assert last_day(Langkah.REALISASI, date(2028, 1, 31), 31) == date(2028, 2, 29)


def test_months_for_every_day_of_twelve_years():
    for day in DAYS:
        assert month_end(day) == date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
        assert (next_month(day) - timedelta(days=1), next_month(day).day) == (month_end(day), 1)


@pytest.mark.parametrize(
    ("langkah", "period"),
    [
        (Langkah.KEGIATAN_HARIAN, (date(2028, 2, 29), date(2028, 2, 29))),
        (Langkah.SKP_TAHUNAN, (date(2028, 1, 1), date(2028, 12, 31))),
        (Langkah.SKP_BULANAN, (date(2028, 2, 1), date(2028, 2, 29))),
        (Langkah.VERIFIKASI, (date(2028, 2, 1), date(2028, 2, 29))),
    ],
)
def test_the_period_a_step_is_about(langkah, period):
    assert period_of(langkah, date(2028, 2, 29)) == period


def test_too_late_names_the_day_and_the_way_out():
    tenggat = Tenggat(Langkah.KEGIATAN_HARIAN, date(2026, 3, 5), ZoneInfo("Asia/Jakarta"))
    tenggat.check(wib(2026, 3, 5, 23, 59))
    with pytest.raises(TooLate, match=r"5 Maret 2026\. Admin instansi dapat memberi dispensasi"):
        tenggat.check(wib(2026, 3, 6, 0, 0))
    assert tenggat.sisa(wib(2026, 3, 5, 23, 0)) == timedelta(hours=1)
    assert tenggat.sisa(wib(2026, 3, 6, 1, 0)) == timedelta(hours=-1)


class TestCalendar:
    def test_an_instansi_has_its_own_numbers_and_zone(self, org):
        BatasWaktu.objects.create(instansi=org.instansi, langkah=Langkah.KEGIATAN_HARIAN, hari=2)
        org.instansi.zona_waktu = "Asia/Jayapura"
        org.instansi.save()
        org.staf.refresh_from_db()
        tenggat = DeadlineCalendar(org.staf).tenggat(Langkah.KEGIATAN_HARIAN, date(2026, 3, 9))
        assert tenggat.hari_terakhir == date(2026, 3, 11)
        assert tenggat.berakhir == datetime(2026, 3, 11, 15, tzinfo=UTC)
        other = DeadlineCalendar(org.orang_luar).tenggat(Langkah.KEGIATAN_HARIAN, date(2026, 3, 9))
        assert other.hari_terakhir == date(2026, 3, 14)

    def test_costs_two_queries(self, org, django_assert_num_queries):
        with django_assert_num_queries(2):
            deadlines = DeadlineCalendar(org.staf)
            for day in range(1, 29):
                deadlines.tenggat(Langkah.KEGIATAN_HARIAN, date(2026, 2, day))


class TestDispensasi:
    def give(self, org, *, mulai=date(2026, 2, 1), selesai=date(2026, 2, 5), sampai=date(2026, 3, 20), **fields):
        values = {"langkah": Langkah.KEGIATAN_HARIAN, "alasan": "Gangguan jaringan", "diberikan_oleh": org.admin}
        return Dispensasi.objects.create(
            instansi=org.instansi, untuk_mulai=mulai, untuk_selesai=selesai, dibuka_sampai=sampai, **values | fields
        )

    def limit(self, pegawai, langkah=Langkah.KEGIATAN_HARIAN, day=date(2026, 2, 3)) -> date:
        return DeadlineCalendar(pegawai).tenggat(langkah, day).hari_terakhir

    def test_opens_for_one_person(self, org):
        given = self.give(org, pegawai=org.staf)
        tenggat = DeadlineCalendar(org.staf).tenggat(Langkah.KEGIATAN_HARIAN, date(2026, 2, 3))
        assert (tenggat.hari_terakhir, tenggat.dispensasi) == (date(2026, 3, 20), given)
        assert self.limit(org.rekan) == date(2026, 2, 8)

    def test_opens_for_a_unit_and_everything_below(self, org):
        self.give(org, unit=org.dinas)
        deep = make_unit(org.instansi, "Seksi", induk=UnitKerja.objects.get(pk=org.bidang.pk))
        below = make_pegawai("Dalam", unit=deep, jabatan=org.staf.jabatan)
        assert {self.limit(p) for p in (org.kepala, org.staf, below)} == {date(2026, 3, 20)}
        assert {self.limit(p) for p in (org.sekda, org.stranger)} == {date(2026, 2, 8)}

    @pytest.mark.parametrize(
        ("day", "fits"), [(date(2026, 1, 31), False), (date(2026, 2, 1), True), (date(2026, 2, 5), True),
                          (date(2026, 2, 6), False)],
    )  # fmt: skip
    def test_is_for_the_days_it_names(self, org, day, fits):
        self.give(org, pegawai=org.staf)
        assert (self.limit(org.staf, day=day) == date(2026, 3, 20)) is fits

    @pytest.mark.parametrize(
        ("langkah", "day", "fits"),
        [
            (Langkah.SKP_TAHUNAN, date(2026, 12, 1), True),
            (Langkah.SKP_TAHUNAN, date(2025, 2, 3), False),
            (Langkah.REALISASI, date(2026, 2, 28), True),
            (Langkah.REALISASI, date(2026, 3, 1), False),
            (Langkah.REALISASI, date(2026, 1, 31), False),
            (Langkah.SKP_BULANAN, date(2026, 2, 1), True),
        ],
    )
    def test_for_months_and_years_it_fits_when_it_touches_the_period(self, org, langkah, day, fits):
        self.give(org, pegawai=org.staf, langkah=langkah, sampai=date(2027, 6, 30))
        assert (self.limit(org.staf, langkah, day) == date(2027, 6, 30)) is fits

    def test_is_for_its_step_only(self, org):
        self.give(org, pegawai=org.staf, langkah=Langkah.REALISASI)
        assert self.limit(org.staf) == date(2026, 2, 8)

    def test_never_shortens_a_limit(self, org):
        self.give(org, pegawai=org.staf, sampai=date(2026, 2, 6))
        assert self.limit(org.staf) == date(2026, 2, 8)

    def test_of_several_the_latest_counts(self, org):
        self.give(org, pegawai=org.staf, sampai=date(2026, 3, 25))
        self.give(org, unit=org.bidang, sampai=date(2026, 3, 30))
        self.give(org, unit=org.dinas, sampai=date(2026, 3, 12))
        assert self.limit(org.staf) == date(2026, 3, 30)
