"""The figures of the front page: this month's work, and the year's capaian month by month."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dashboard.milik import Milik
from ekinerja.charts import Band, YearChart, year_chart
from penilaian.capaian import month_values
from penilaian.scoring.perka_bkn_1_2013 import BATAS_KATEGORI, Kategori, kategori
from penilaian.tone import KATEGORI_TONE
from skp.workflow import Status


@dataclass(frozen=True)
class Figures:
    bulan: date
    kegiatan: int
    dinilai: int
    jam: Decimal
    nilai_bulan: Decimal | None
    kategori_bulan: str
    grafik: YearChart | None
    tahun: int

    @property
    def kategori_sementara(self) -> str:
        return f"{self.kategori_bulan} (sejauh ini)"

    @property
    def judul_tahun(self) -> str:
        return str(self.tahun)


def own_figures(milik: Milik) -> Figures:
    """This month's activities and hours, this month's nilai capaian so far, and the year as a chart."""
    today = milik.today
    work = [day for day in milik.days if (day["tanggal"].year, day["tanggal"].month) == (today.year, today.month)]
    months = {month.bulan: month for month in milik.months if month.skp.tahun == today.year}
    values = month_values(months.values())
    nilai = values[months[today.month].pk] if today.month in months else None
    approved = {
        bulan: values[month.pk]
        for bulan, month in months.items()
        if month.status == Status.DISETUJUI and bulan < today.month
    }
    return Figures(
        bulan=today.replace(day=1),
        kegiatan=sum(day["jumlah"] for day in work),
        dinilai=sum(day["dinilai"] for day in work),
        jam=_hours(sum((day["durasi"] for day in work), timedelta())),
        nilai_bulan=nilai,
        kategori_bulan=kategori(nilai).label if nilai is not None else "",
        grafik=year_chart([approved.get(month) for month in range(1, 13)], bands()) if any(approved.values()) else None,
        tahun=today.year,
    )


def _hours(duration: timedelta) -> Decimal:
    return (Decimal(int(duration.total_seconds())) / 3600).quantize(Decimal("0.1"))


def bands() -> list[Band]:
    """The categories of a nilai capaian, for a chart of twelve months."""
    lowest_first = [(Decimal(0), Kategori.BURUK), *reversed(BATAS_KATEGORI)]
    return [Band(entry.label, minimum, KATEGORI_TONE[entry]) for minimum, entry in lowest_first]
