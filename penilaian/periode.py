"""The month a page of the penilai is about, as "2026-03" in its address."""

from datetime import date

from organisasi.deadlines import month_name

SHOWN = 13


def parse_month(text: str) -> date | None:
    """The first day of that month, or None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == len("2026-03") else None
    except ValueError:
        return None


def format_month(month: date) -> str:
    return f"{month:%Y-%m}"


def month_choices(today: date, *, also: date | None = None) -> list[tuple[str, str]]:
    """This month and the twelve before it, and the one asked for where it lies outside them."""
    months = {months_back(today, count) for count in range(SHOWN)} | ({also} if also else set())
    return [(format_month(month), month_name(month)) for month in sorted(months, reverse=True)]


def months_back(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, 1)
