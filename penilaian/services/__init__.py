"""Every change of a grade, a mark and a closed month."""

from penilaian.services.bulanan import close, rate_behaviour, rate_quality, reopen
from penilaian.services.harian import Grade, GradeReport, grade, take_back, take_back_batch

__all__ = [
    "Grade",
    "GradeReport",
    "close",
    "grade",
    "rate_behaviour",
    "rate_quality",
    "reopen",
    "take_back",
    "take_back_batch",
]
