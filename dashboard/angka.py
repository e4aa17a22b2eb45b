"""The figures of the front page: this month's work, and the year's capaian month by month."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum

from ekinerja.charts import Band, YearChart, year_chart
from kegiatan.models import KegiatanHarian
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.deadlines import month_end
from organisasi.models import Pegawai
from organisasi.scoping import local_today
from penilaian.capaian import MonthResult, month_results
from penilaian.scoring.perka_bkn_1_2013 import BATAS_KATEGORI, Kategori, kategori
from penilaian.tone import KATEGORI_TONE
from skp.models import SkpBulanan
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


def own_figures(user: Pegawai) -> Figures:
    """This month's activities and hours, this month's nilai capaian so far, and the year as a chart."""
    today = local_today(user)
    work = _work_of_month(user, today)
    results = _year(user, today.year)
    current = results.get(today.month)
    nilai = current.nilai if current else None
    approved = {
        month: result.nilai
        for month, result in results.items()
        if result.skp_bulanan.status == Status.DISETUJUI and month < today.month
    }
    return Figures(
        bulan=today.replace(day=1),
        kegiatan=work["jumlah"],
        dinilai=work["dinilai"],
        jam=_hours(work["lama"]),
        nilai_bulan=nilai,
        kategori_bulan=kategori(nilai).label if nilai is not None else "",
        grafik=year_chart([approved.get(month) for month in range(1, 13)], bands()) if any(approved.values()) else None,
        tahun=today.year,
    )


def _work_of_month(user: Pegawai, today: date) -> dict:
    duration = ExpressionWrapper(F("selesai") - F("mulai"), output_field=DurationField())
    return (
        KegiatanHarian.objects.filter(pegawai=user)
        .between(today.replace(day=1), month_end(today))
        .aggregate(
            jumlah=Count("pk"),
            dinilai=Count("pk", filter=Q(status=StatusKegiatanHarian.DINILAI)),
            lama=Sum(duration),
        )
    )


def _year(user: Pegawai, year: int) -> dict[int, MonthResult]:
    months = list(SkpBulanan.objects.filter(skp__pegawai=user, skp__tahun=year).for_list())
    results = month_results(months)
    return {month.bulan: results[month.pk] for month in months}


def _hours(duration: timedelta | None) -> Decimal:
    seconds = Decimal(int(duration.total_seconds())) if duration else Decimal(0)
    return (seconds / 3600).quantize(Decimal("0.1"))


def bands() -> list[Band]:
    """The categories of a nilai capaian, for a chart of twelve months."""
    lowest_first = [(Decimal(0), Kategori.BURUK), *reversed(BATAS_KATEGORI)]
    return [Band(entry.label, minimum, KATEGORI_TONE[entry]) for minimum, entry in lowest_first]
