"""What the printed appraisal needs beside the results: angka kredit, perilaku of the year, and whether it is final."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from organisasi.deadlines import month_name
from penilaian.capaian import MonthResult, TargetResult, YearResult
from penilaian.scoring.angka import dibulatkan, rata_rata
from penilaian.scoring.perka_bkn_1_2013 import ASPEK_PERILAKU_STRUKTURAL, Kategori, kategori
from skp.models import Skp, SkpBulanan, TargetBulanan

SEBUTAN_ASPEK = {
    "orientasi_pelayanan": "Orientasi Pelayanan",
    "integritas": "Integritas",
    "komitmen": "Komitmen",
    "disiplin": "Disiplin",
    "kerjasama": "Kerjasama",
    "kepemimpinan": "Kepemimpinan",
}


@dataclass(frozen=True)
class MonthRow:
    """A line of the month's paper. Angka kredit is per output times quantity, None without an angka kredit."""

    hasil: TargetResult
    ak_target: Decimal | None
    ak_realisasi: Decimal | None


@dataclass(frozen=True)
class AspekRow:
    """An aspect of perilaku; nilai and kategori are None where it is not assessed (kepemimpinan)."""

    label: str
    nilai: Decimal | None
    kategori: Kategori | None


@dataclass(frozen=True)
class PerilakuPaper:
    aspek: tuple[AspekRow, ...]
    jumlah: Decimal


def month_rows(result: MonthResult) -> list[MonthRow]:
    """One query. A target deleted since has no angka kredit any more; its result stays."""
    per_output = dict(
        TargetBulanan.objects.filter(pk__in=[row.target_id for row in result.targets]).values_list(
            "pk", "rhk__angka_kredit"
        )
    )
    return [_month_row(row, per_output.get(row.target_id)) for row in result.targets]


def _month_row(row: TargetResult, per_output: Decimal | None) -> MonthRow:
    if per_output is None:
        return MonthRow(row, None, None)
    return MonthRow(row, per_output * row.target.kuantitas, per_output * row.realisasi.kuantitas)


def monthly_mean(result: YearResult) -> Decimal | None:
    """The mean of the months, before the points of tugas tambahan and kreativitas."""
    if result.nilai_skp_utuh is None:
        return None
    return dibulatkan(result.nilai_skp_utuh - result.poin_tugas_tambahan - result.poin_kreativitas)


def perilaku_paper(result: YearResult) -> PerilakuPaper:
    """Each aspect's mean over the months that have it, and the sum of these means before rounding."""
    months = [entry.result.perilaku for entry in result.dihitung if entry.result and entry.result.perilaku]
    means = {}
    for name in ASPEK_PERILAKU_STRUKTURAL:
        values = [month.aspek[name] for month in months if name in month.aspek]
        means[name] = rata_rata(values, SEBUTAN_ASPEK[name]) if values else None
    return PerilakuPaper(
        aspek=tuple(_aspek_row(name, mean) for name, mean in means.items()),
        jumlah=dibulatkan(sum((mean for mean in means.values() if mean is not None), Decimal(0))),
    )


def _aspek_row(name: str, mean: Decimal | None) -> AspekRow:
    if mean is None:
        return AspekRow(SEBUTAN_ASPEK[name], None, None)
    return AspekRow(SEBUTAN_ASPEK[name], dibulatkan(mean), kategori(mean))


def month_still_open(skp_bulanan: SkpBulanan) -> str:
    """Why the month's paper is a draft; empty when its appraisal is closed."""
    if skp_bulanan.ditutup:
        return ""
    return f"penilaian {month_name(skp_bulanan.tanggal)} belum ditutup, nilai masih dapat berubah."


def year_still_open(skp: Skp, *, open_months: int, on: date) -> str:
    """Why the year's papers are drafts; empty when the period is over and each counted month is closed."""
    if on <= skp.periode_selesai:
        return f"masa penilaian tahun {skp.tahun} belum berakhir, nilai masih dapat berubah."
    if open_months:
        return f"penilaian {open_months} bulan belum ditutup, nilai masih dapat berubah."
    return ""


def year_missing(*, counted: bool) -> str:
    """Why there is no capaian of the year; empty when a month counts."""
    return "" if counted else "Belum ada SKP Bulanan disetujui yang dapat dihitung."


def prestasi_missing(*, counted: bool, perilaku: bool) -> str:
    """Why there is no nilai prestasi kerja; empty when there is one."""
    if counted and not perilaku:
        return "Belum ada penilaian perilaku pada bulan yang dihitung."
    return year_missing(counted=counted)
