"""What a month and a year came to: reads the rows, calls the rule book, and keeps how each number came about.

A closed month is read from its stored result, never computed again. Any number of months or years costs the same
number of queries.
"""

from penilaian.capaian.bulan import MonthResult, PerilakuResult, TargetResult, month_result, month_results, month_values
from penilaian.capaian.rekap import Rekap
from penilaian.capaian.tahun import MonthEntry, YearResult, year_result, year_results

__all__ = [
    "MonthEntry",
    "MonthResult",
    "PerilakuResult",
    "Rekap",
    "TargetResult",
    "YearResult",
    "month_result",
    "month_results",
    "month_values",
    "year_result",
    "year_results",
]
