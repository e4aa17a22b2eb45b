from datetime import date, timedelta

import pytest

from kegiatan.month import Hari, Periode, Ringkasan, days_of, earliest_open, format_duration
from organisasi.deadlines import DeadlineCalendar
from tests.factories import wib

TODAY = date(2026, 3, 10)
MARCH = Periode(2026, 3)


def march(*rows):
    return days_of(MARCH, rows, lambda day: day + timedelta(days=5) >= TODAY, TODAY)


def row(day, jumlah=1, dinilai=0, jam=2):
    return {"tanggal": date(2026, 3, day), "jumlah": jumlah, "dinilai": dinilai, "durasi": timedelta(hours=jam)}


@pytest.mark.parametrize(
    ("day", "rows", "tone", "label"),
    [
        (3, [], "bahaya", "belum ada kegiatan, batas waktu sudah lewat"),
        (4, [], "bahaya", "belum ada kegiatan, batas waktu sudah lewat"),
        (5, [], "peringatan", "belum ada kegiatan, masih dapat diisi"),
        (7, [], "netral", ""),
        (10, [], "peringatan", "belum ada kegiatan, masih dapat diisi"),
        (11, [], "netral", ""),
        (9, [row(9, 2, 0, 5)], "info", "2 kegiatan, 5 jam, 2 belum dinilai"),
        (9, [row(9, 2, 1)], "info", "2 kegiatan, 2 jam, 1 belum dinilai"),
        (9, [row(9, 2, 2)], "sukses", "2 kegiatan, 2 jam, semua sudah dinilai"),
        (7, [row(7)], "info", "1 kegiatan, 2 jam, 1 belum dinilai"),
    ],
)
def test_what_the_calendar_says_of_a_day(day, rows, tone, label):
    hari = march(*rows)[day - 1]
    assert (hari.tone, hari.label) == (tone, label)


def test_the_month_in_numbers():
    ringkasan = Ringkasan.of(march(row(2), row(9, 3, 1, 6)))
    assert ringkasan == Ringkasan(
        jumlah=4, durasi=timedelta(hours=8), belum_dinilai=3, kosong=4, kosong_terbuka=2
    )  # missing: 3, 4, 5, 6; today is not over


def test_today_can_be_filled_and_tomorrow_cannot():
    days = march()
    assert [day.tanggal.day for day in days if day.dapat_diisi] == [5, 6, 7, 8, 9, 10]


def test_the_oldest_open_day(staf):
    day, tenggat = earliest_open(DeadlineCalendar(staf), TODAY, wib(2026, 3, 10))
    assert (day, tenggat.hari_terakhir) == (date(2026, 3, 5), date(2026, 3, 10))


@pytest.mark.parametrize(
    ("params", "periode"),
    [
        ({}, Periode(2026, 3)),
        ({"bulan": "1"}, Periode(2026, 1)),
        ({"bulan": "12", "tahun": "2025"}, Periode(2025, 12)),
        ({"tanggal": "2025-12-31"}, Periode(2025, 12, date(2025, 12, 31))),
        ({"tanggal": "2026-03-09", "bulan": "3", "tahun": "2026"}, Periode(2026, 3, date(2026, 3, 9))),
        ({"tanggal": "2026-03-09", "bulan": "2", "tahun": "2026"}, Periode(2026, 2)),
        ({"bulan": "99", "tahun": "1", "tanggal": "kemarin"}, Periode(2026, 3)),
    ],
)
def test_a_period_is_read_from_anything(params, periode):
    assert Periode.read(params, TODAY) == periode


@pytest.mark.parametrize(("tahun", "bulan", "last"), [(2028, 2, 29), (2026, 2, 28), (2026, 12, 31)])
def test_the_bounds_of_a_month(tahun, bulan, last):
    assert Periode(tahun, bulan).batas == (date(tahun, bulan, 1), date(tahun, bulan, last))


def test_neighbouring_months_cross_the_year():
    assert Periode(2026, 1).sebelum == date(2025, 12, 1)
    assert Periode(2025, 12).sesudah == date(2026, 1, 1)


@pytest.mark.parametrize(("minutes", "text"), [(0, "0 jam"), (30, "30 menit"), (60, "1 jam"), (330, "5 jam 30 menit")])
def test_durations_in_words(minutes, text):
    assert format_duration(timedelta(minutes=minutes)) == text


def test_a_day_without_facts_is_plain():
    assert Hari(date(2026, 3, 8), TODAY, terbuka=True).tone == "netral"


@pytest.mark.parametrize(
    ("jumlah", "durasi", "note"),
    [
        (0, timedelta(), ""),
        (1, timedelta(hours=2), "2 jam"),
        (2, timedelta(hours=7, minutes=30), "7,5 jam"),
        (1, timedelta(minutes=100), "1,7 jam"),
    ],
)
def test_hours_in_a_square_of_the_calendar(jumlah, durasi, note):
    assert Hari(date(2026, 3, 9), TODAY, terbuka=True, jumlah=jumlah, durasi=durasi).note == note
