"""Working days: Monday to Friday without national holidays, cuti bersama, and those of the instansi."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from ekinerja.prepared import prepared
from organisasi.models import HariLibur, Instansi

# Nobody asks for more; beyond this the loop would run over days no holiday is known for.
PALING_LAMA = 400
NOBODY = 0


def years_without_holidays(days: Iterable[date]) -> list[int]:
    """Of the years of these days those for which no national holiday is entered yet: in them working days are counted
    as if there were none. One query."""
    years = {day.year for day in days}
    entered = HariLibur.objects.filter(instansi=None, tanggal__year__in=years) if years else HariLibur.objects.none()
    return sorted(years - set(entered.values_list("tanggal__year", flat=True)))


class HariKerja:
    """The working days of one instansi from `sejak` on. One query when made, none after."""

    def __init__(self, instansi: Instansi | None, *, sejak: date, libur: Iterable[date] | None = None) -> None:
        if libur is None:
            libur = _holidays(instansi.pk if instansi else NOBODY, sejak, sejak + timedelta(days=PALING_LAMA))
        self._libur = frozenset(libur)

    def masuk(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self._libur

    def sesudah(self, day: date, jumlah: int) -> date:
        """The day that is `jumlah` working days after `day`, which itself does not count."""
        while jumlah:
            day += timedelta(days=1)
            jumlah -= self.masuk(day)
        return day


@prepared
def _holidays(instansi: int, first: date, last: date) -> QuerySet[HariLibur, date]:
    rows = HariLibur.objects.filter(Q(instansi=None) | Q(instansi=instansi), tanggal__range=(first, last))
    return rows.order_by().values_list("tanggal", flat=True)
