"""Working days: weekends, national holidays, cuti bersama, those of one instansi, and the turn of the year."""

from datetime import date
from importlib import import_module

import pytest

from organisasi.hari_kerja import HariKerja, years_without_holidays
from organisasi.models import HariLibur, JenisLibur

ENTERED = import_module("organisasi.migrations.0004_hari_libur").HARI
TANPA_LIBUR: tuple[date, ...] = ()


@pytest.fixture(autouse=True)
def no_holidays(db):
    HariLibur.objects.all().delete()


def libur(tanggal, instansi=None, jenis=JenisLibur.NASIONAL):
    return HariLibur.objects.create(tanggal=tanggal, nama="Libur", instansi=instansi, jenis=jenis)


@pytest.mark.parametrize(
    ("day", "number", "reached"),
    [
        (date(2026, 3, 9), 1, date(2026, 3, 10)),
        (date(2026, 3, 13), 1, date(2026, 3, 16)),  # Friday
        (date(2026, 3, 14), 1, date(2026, 3, 16)),  # Saturday
        (date(2026, 3, 9), 0, date(2026, 3, 9)),
        (date(2026, 3, 9), 5, date(2026, 3, 16)),
        (date(2026, 3, 9), 14, date(2026, 3, 27)),
        (date(2026, 12, 30), 3, date(2027, 1, 4)),
    ],
)
def test_weekends_do_not_count(org, day, number, reached):
    assert HariKerja(org.instansi, sejak=day, libur=TANPA_LIBUR).sesudah(day, number) == reached


@pytest.mark.parametrize("jenis", [JenisLibur.NASIONAL, JenisLibur.CUTI_BERSAMA])
def test_national_holidays_and_cuti_bersama_do_not_count_anywhere(org, jenis):
    libur(date(2026, 3, 10), jenis=jenis)
    for instansi in (org.instansi, org.instansi_lain):
        calendar = HariKerja(instansi, sejak=date(2026, 3, 9))
        assert not calendar.masuk(date(2026, 3, 10))
        assert calendar.sesudah(date(2026, 3, 9), 1) == date(2026, 3, 11)


def test_a_holiday_of_one_instansi_is_a_working_day_elsewhere(org):
    libur(date(2026, 3, 10), org.instansi, JenisLibur.DAERAH)
    assert not HariKerja(org.instansi, sejak=date(2026, 3, 9)).masuk(date(2026, 3, 10))
    assert HariKerja(org.instansi_lain, sejak=date(2026, 3, 9)).masuk(date(2026, 3, 10))
    assert HariKerja(None, sejak=date(2026, 3, 9)).masuk(date(2026, 3, 10))


def test_holidays_of_the_next_year_count_too(org):
    libur(date(2026, 12, 31), jenis=JenisLibur.CUTI_BERSAMA)
    libur(date(2027, 1, 1))
    # 31 December and 1 January are free, then comes a weekend.
    assert HariKerja(org.instansi, sejak=date(2026, 12, 29)).sesudah(date(2026, 12, 30), 1) == date(2027, 1, 4)


def test_one_query_when_made_and_none_after(org, django_assert_num_queries):
    libur(date(2026, 3, 10))
    with django_assert_num_queries(1):
        calendar = HariKerja(org.instansi, sejak=date(2026, 3, 9))
        assert calendar.sesudah(date(2026, 3, 9), 14) == date(2026, 3, 30)


def test_the_holidays_entered_are_those_of_the_joint_decrees():
    """17 national holidays a year (Idulfitri two days), and 11 and 8 days of cuti bersama."""
    counted = {
        (year, jenis): sum(day.year == year and kind == jenis for day, kind, _ in ENTERED)
        for year in (2025, 2026)
        for jenis in ("NASIONAL", "CUTI_BERSAMA")
    }
    assert counted == {
        (2025, "NASIONAL"): 17,
        (2025, "CUTI_BERSAMA"): 11,
        (2026, "NASIONAL"): 17,
        (2026, "CUTI_BERSAMA"): 8,
    }
    assert len({day for day, _, _ in ENTERED}) == len(ENTERED)
    # Cuti bersama takes no weekend: it is taken from working days.
    assert all(day.weekday() < 5 for day, kind, _ in ENTERED if kind == "CUTI_BERSAMA")


def test_fourteen_working_days_across_idulfitri(org):
    days = [day for day, _, _ in ENTERED]
    # 18-20, 23 and 24 March 2026 are free.
    calendar = HariKerja(org.instansi, sejak=date(2026, 3, 16), libur=days)
    assert calendar.sesudah(date(2026, 3, 16), 14) == date(2026, 4, 13)


def test_a_year_without_a_national_holiday_is_named(org):
    libur(date(2026, 3, 19))
    libur(date(2027, 3, 10), org.instansi, JenisLibur.DAERAH)
    days = [date(2028, 1, 3), date(2027, 1, 4), date(2026, 12, 30), date(2027, 1, 5)]
    assert years_without_holidays(days) == [2027, 2028]
    assert years_without_holidays([]) == []
