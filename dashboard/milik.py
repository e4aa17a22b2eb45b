"""What a person has of his own, as the front page shows it: its figures and its agenda look at the same rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dashboard.querysets import beranda
from kegiatan.querysets import worked_days
from organisasi.deadlines import month_end
from organisasi.models import Pegawai
from organisasi.scoping import local_today
from penilaian.periode import months_back
from skp.models import SkpBulanan

MUNDUR = timedelta(days=31)
"""How far back an empty day is looked for."""


@dataclass(frozen=True)
class Milik:
    """Each part is read when it is first asked for."""

    user: Pegawai

    @cached_property
    def today(self) -> date:
        return local_today(self.user)

    @cached_property
    def days(self) -> list[dict[str, Any]]:
        """The days with activities, of this month and of the last 31 days. One query."""
        first = min(self.today.replace(day=1), self.today - MUNDUR)
        return worked_days(self.user.pk, first, month_end(self.today))

    @cached_property
    def months(self) -> list[SkpBulanan]:
        """Those of this year, and the last one where it is of the year before. One query."""
        last = months_back(self.today, 1)
        return beranda.months_of_year(self.user.pk, self.today.year, last.year, last.month)
