"""The result of a year: nilai SKP, perilaku, nilai prestasi kerja. One per person and year.

A person who changed post has several SKP in the year; their months and points are counted together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kegiatan.models import Kreativitas, TugasTambahan
from kegiatan.workflow import StatusUsulan
from penilaian.capaian.bulan import MonthResult, month_results
from penilaian.scoring.angka import dibulatkan, rata_rata
from penilaian.scoring.perka_bkn_1_2013 import (
    BagianPrestasi,
    Kategori,
    bagian_prestasi,
    kategori,
    nilai_kreativitas,
    nilai_skp_utuh,
    nilai_tugas_tambahan,
)
from penilaian.scoring.perka_bkn_1_2013_penjelasan import (
    Langkah,
    dua_desimal,
    jelaskan_kategori,
    jelaskan_nilai_skp,
    jelaskan_prestasi,
)
from skp.models import Skp, SkpBulanan
from skp.workflow import Status

Key = tuple[int, int]
"""pegawai and tahun"""


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """One month of the year. `alasan` says why it is left out of the mean; empty when it counts."""

    bulan: int
    skp_bulanan: SkpBulanan | None
    result: MonthResult | None
    alasan: str = ""

    @property
    def dihitung(self) -> bool:
        return not self.alasan


@dataclass(frozen=True, slots=True)
class YearResult:
    """None where there is nothing to compute from; the pages say what is missing."""

    tahun: int
    bulan: tuple[MonthEntry, ...]
    tugas_tambahan: tuple[TugasTambahan, ...]
    kreativitas: tuple[Kreativitas, ...]
    nilai_skp_utuh: Decimal | None
    perilaku_utuh: Decimal | None
    langkah_skp: tuple[Langkah, ...]
    langkah_perilaku: tuple[Langkah, ...]
    langkah_prestasi: tuple[Langkah, ...]
    prestasi: BagianPrestasi | None

    @property
    def dihitung(self) -> list[MonthEntry]:
        return [entry for entry in self.bulan if entry.dihitung]

    @property
    def belum_ditutup(self) -> list[MonthEntry]:
        """Counted with what they are worth today, which may still change."""
        return [entry for entry in self.dihitung if entry.skp_bulanan and not entry.skp_bulanan.ditutup]

    @property
    def nilai_skp(self) -> Decimal | None:
        return None if self.nilai_skp_utuh is None else dibulatkan(self.nilai_skp_utuh)

    @property
    def perilaku(self) -> Decimal | None:
        return None if self.perilaku_utuh is None else dibulatkan(self.perilaku_utuh)

    @property
    def kategori_skp(self) -> Kategori | None:
        return None if self.nilai_skp is None else kategori(self.nilai_skp)

    @property
    def kategori_perilaku(self) -> Kategori | None:
        return None if self.perilaku is None else kategori(self.perilaku)

    @property
    def poin_tugas_tambahan(self) -> Decimal:
        return nilai_tugas_tambahan(len(self.tugas_tambahan))

    @property
    def kreativitas_terbaik(self) -> Kreativitas | None:
        return _best(self.kreativitas)

    @property
    def poin_kreativitas(self) -> Decimal:
        best = self.kreativitas_terbaik
        return nilai_kreativitas(best.tingkat) if best else Decimal(0)


def year_result(skp: Skp) -> YearResult:
    return year_results([skp])[skp.pk]


def year_results(documents: Iterable[Skp]) -> dict[int, YearResult]:
    """By the primary key of each SKP. Eight queries, whatever the number of people and months."""
    skps = list(documents)
    keys = {(skp.pegawai_id, skp.tahun) for skp in skps}
    people, years = {pegawai for pegawai, _ in keys}, {tahun for _, tahun in keys}
    months = _by_key(
        SkpBulanan.objects.filter(skp__pegawai__in=people, skp__tahun__in=years).select_related("skp"),
        lambda row: (row.skp.pegawai_id, row.skp.tahun),
    )
    results = month_results([row for key in keys for row in months[key] if row.status == Status.DISETUJUI])
    confirmed = {"pegawai__in": people, "tahun__in": years, "status": StatusUsulan.DIKONFIRMASI}
    tugas = _by_key(TugasTambahan.objects.filter(**confirmed).order_by("tanggal_sk", "pk"), _claim_key)
    kreativitas = _by_key(Kreativitas.objects.filter(**confirmed).order_by("tanggal_surat", "pk"), _claim_key)
    documents_of = _by_key(skps, lambda skp: (skp.pegawai_id, skp.tahun))
    years_done = {
        key: _year(key[1], _entries(documents_of[key], months[key], results), tugas[key], kreativitas[key])
        for key in keys
    }
    return {skp.pk: years_done[skp.pegawai_id, skp.tahun] for skp in skps}


def _by_key(rows: Iterable[Any], key: Callable[[Any], Key]) -> defaultdict[Key, list[Any]]:
    grouped: defaultdict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[key(row)].append(row)
    return grouped


def _claim_key(row: TugasTambahan | Kreativitas) -> Key:
    return row.pegawai_id, row.tahun


def _entries(
    skps: Sequence[Skp], months: Sequence[SkpBulanan], results: dict[int, MonthResult]
) -> tuple[MonthEntry, ...]:
    """Every SKP Bulanan of the year, and the months of its SKP that have none."""
    present = [_entry(row, results.get(row.pk)) for row in months]
    known = {skp.pk: skp for skp in [*skps, *(row.skp for row in months)]}.values()
    covered = {bulan for skp in known for bulan in range(skp.periode_mulai.month, skp.periode_selesai.month + 1)}
    missing = covered - {row.bulan for row in months}
    absent = [MonthEntry(bulan, None, None, "Belum ada SKP Bulanan.") for bulan in missing]
    return tuple(sorted([*present, *absent], key=lambda entry: entry.bulan))


def _entry(row: SkpBulanan, result: MonthResult | None) -> MonthEntry:
    if result is None:
        return MonthEntry(row.bulan, row, None, f"SKP Bulanan belum disetujui ({row.get_status_display().lower()}).")
    return MonthEntry(row.bulan, row, result, "" if result.nilai_utuh is not None else result.alasan)


def _year(
    tahun: int, entries: tuple[MonthEntry, ...], tugas: list[TugasTambahan], kreativitas: list[Kreativitas]
) -> YearResult:
    counted = [entry.result for entry in entries if entry.dihitung and entry.result]
    capaian = [result.nilai_utuh for result in counted if result.nilai_utuh is not None]
    best = _best(kreativitas)
    points: dict[str, Any] = {"tugas_tambahan": len(tugas), "kreativitas": best.tingkat if best else None}
    perilaku = [result.perilaku.rata_rata_utuh for result in counted if result.perilaku]
    nilai = nilai_skp_utuh(capaian, **points) if capaian else None
    rata = rata_rata(perilaku, "Rata-rata perilaku") if perilaku else None
    return YearResult(
        tahun=tahun,
        bulan=entries,
        tugas_tambahan=tuple(tugas),
        kreativitas=tuple(kreativitas),
        nilai_skp_utuh=nilai,
        perilaku_utuh=rata,
        langkah_skp=jelaskan_nilai_skp(capaian, **points) if capaian else (),
        langkah_perilaku=_explain_perilaku(perilaku),
        langkah_prestasi=jelaskan_prestasi(nilai, rata) if nilai is not None and rata is not None else (),
        prestasi=bagian_prestasi(nilai, rata) if nilai is not None and rata is not None else None,
    )


def _best(kreativitas: Sequence[Kreativitas]) -> Kreativitas | None:
    """Only the one of the highest level earns points."""
    return max(kreativitas, key=lambda row: nilai_kreativitas(row.tingkat), default=None)


def _explain_perilaku(values: Sequence[Decimal]) -> tuple[Langkah, ...]:
    if not values:
        return ()
    mean = dibulatkan(rata_rata(values))
    formula = f"({' + '.join(dua_desimal(dibulatkan(value)) for value in values)}) / {len(values)}"
    line = Langkah("rata_rata", "Rata-rata perilaku bulanan", formula, dua_desimal(mean))
    return line, jelaskan_kategori(mean)
