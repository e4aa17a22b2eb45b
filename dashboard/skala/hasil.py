"""Results: evaluasi that were handed over, and closed months. Each kind of work has its own, computed as pages do."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dashboard.skala.dokumen import Dokumen, Jenis
from dashboard.skala.salin import Penyalin
from dashboard.skala.ukuran import Ukuran
from organisasi.models import JenisPeriode, PeriodeEvaluasi
from penilaian.capaian import month_results
from penilaian.capaian.tersimpan import store as store_month
from penilaian.capaian_organisasi import with_pola
from penilaian.lembar import sheet
from penilaian.lembar import store as store_sheet
from penilaian.models import Evaluasi, SebagaiPenilai
from penilaian.scoring.perka_bkn_1_2013 import VERSI as PERKA
from penilaian.scoring.permenpanrb_6_2022 import VERSI as PERMENPANRB
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Rating, predikat
from penilaian.workflow import ActionEvaluasi, StatusEvaluasi
from skp.models import Skp, SkpBulanan
from skp.workflow import Status

Kind = tuple[int, Jenis]
TRIWULAN, AKHIR = 30, 20
"""Of 100 approved SKP, how many were evaluated for the first quarter, and for the year."""
_CAPAIAN = CapaianOrganisasi.BAIK
_RATING = (
    (Rating.SESUAI, Rating.SESUAI), (Rating.SESUAI, Rating.SESUAI), (Rating.SESUAI, Rating.SESUAI),
    (Rating.DI_ATAS, Rating.DI_ATAS), (Rating.SESUAI, Rating.DI_ATAS), (Rating.DI_ATAS, Rating.SESUAI),
    (Rating.DI_BAWAH, Rating.SESUAI), (Rating.SESUAI, Rating.DI_BAWAH), (Rating.DI_BAWAH, Rating.DI_BAWAH),
)  # fmt: skip


@dataclass(frozen=True)
class Bulan:
    """The stored result of a closed month, with the targets it is of."""

    nilai: str
    perilaku: str
    rincian: str
    target: list[int]

    def of(self, first: int) -> str:
        """The same for the targets from `first` on."""
        text = self.rincian
        for number, target in enumerate(self.target):
            text = text.replace(f'"target_id": {target},', f'"target_id": {first + number},')
        return text


def month_templates(samples: dict[int, int]) -> dict[tuple[int, int], Bulan]:
    """By kind of work and month. `samples`: an SKP of each kind."""
    kind = {skp: varian for varian, skp in samples.items()}
    rows = SkpBulanan.objects.filter(skp__in=kind, ditutup_pada__isnull=False).select_related("skp")
    results = month_results(rows)
    found = {}
    for row in rows:
        result = results[row.pk]
        if result.nilai is None or result.perilaku is None:
            continue
        found[kind[row.skp_id], row.bulan] = Bulan(
            f"{result.nilai:f}",
            f"{result.perilaku.rata_rata:f}",
            _json(store_month(result)),
            sorted(target.target_id for target in result.targets),
        )
    return found


def _json(value: Any) -> str:
    """As COPY reads it."""
    return json.dumps(value, ensure_ascii=False).replace("\\", "\\\\")


@dataclass(frozen=True)
class Lembar:
    """What was rated, with marks where the keys of the RHK and the indikator stand."""

    isi: str
    rhk: int
    indikator: int

    def of(self, row: Dokumen) -> str:
        text = self.isi
        for number in range(self.rhk):
            text = text.replace(f'"rhk{number}"', str(row.rhk + number))
        for number in range(self.indikator):
            text = text.replace(f'"indikator{number}"', f'"{row.indikator + number}"')
        return text


def sheet_templates(samples: dict[Kind, int]) -> dict[Kind, Lembar]:
    kind = {skp: each for each, skp in samples.items()}
    rows = Skp.objects.filter(pk__in=kind).select_related("instansi", "ekspektasi_perilaku")
    return {kind[skp.pk]: _lembar(skp) for skp in rows}


def _lembar(skp: Skp) -> Lembar:
    isi = with_pola(store_sheet(sheet(Evaluasi(skp=skp))), skp.instansi, _CAPAIAN)
    indikator = 0
    for number, row in enumerate(isi["hasil"]):
        row["rhk"] = f"rhk{number}"
        for line in row["ukuran"]:
            if line["kode"].isdigit():
                line["kode"] = f"indikator{indikator}"
                indikator += 1
    return Lembar(_json(isi), len(isi["hasil"]), indikator)


def periods(tahun: int) -> dict[tuple[int, bool], int]:
    """Of each instansi the first quarter (False) and the year (True)."""
    rows = PeriodeEvaluasi.objects.filter(tahun=tahun).order_by("-mulai", "-jenis")
    return {(row.instansi_id, row.jenis == JenisPeriode.AKHIR): row.pk for row in rows}


class Penulis:
    def __init__(
        self,
        ukuran: Ukuran,
        tables: dict[str, Penyalin],
        months: dict[tuple[int, int], Bulan],
        sheets: dict[Kind, Lembar],
    ) -> None:
        self.ukuran, self.tables, self.months, self.sheets = ukuran, tables, months, sheets
        self.periode = periods(ukuran.tahun)
        self.evaluasi = self.bulanan = self.target = 1

    def write(self, jabatan: int, row: Dokumen) -> None:
        """Of one SKP, in the order in which they were written. `jabatan`: the key of his penilai's post."""
        if row.status == Status.DISETUJUI:
            for whole_year, share in ((False, TRIWULAN), (True, AKHIR)):
                if self.ukuran.acak(row.orang.pk, 30 + whole_year, 100) < share:
                    self._evaluasi(jabatan, row, whole_year)
        if row.jenis == Jenis.TERUKUR:
            self._closed_months(row)

    def _evaluasi(self, jabatan: int, row: Dokumen, whole_year: bool) -> None:
        orang, atasan = row.orang, row.orang.atasan
        if atasan is None:
            return
        results = _RATING[self.ukuran.acak(orang.pk, 32 + whole_year, len(_RATING))]
        status = (StatusEvaluasi.DISERAHKAN, StatusEvaluasi.DITERIMA)[row.varian % 2]
        rated = self.ukuran.hari_ini - timedelta(days=20 - whole_year * 10)
        day = self._at(rated + timedelta(days=2))
        made = predikat(*results)
        self.tables["Evaluasi"].add(
            self.evaluasi, row.pk, self.periode[orang.instansi, whole_year], status, day, *results, made, _CAPAIAN,
            PERMENPANRB, self.sheets[row.varian, row.jenis].of(row), atasan.pk, SebagaiPenilai.PENILAI, atasan.unit,
            jabatan, atasan.golongan, self._at(rated), day, rated + timedelta(days=16),
        )  # fmt: skip
        steps = (
            (ActionEvaluasi.NILAI, StatusEvaluasi.DINILAI, self._at(rated)),
            (ActionEvaluasi.SERAHKAN, StatusEvaluasi.DISERAHKAN, day),
        )
        for action, then, pada in steps:
            self.tables["RiwayatEvaluasi"].add(self.evaluasi, action, then, *results, made, atasan.pk, pada)
        self.evaluasi += 1

    def _at(self, day: date) -> str:
        return f"{day} 11:00+07"

    def _closed_months(self, row: Dokumen) -> None:
        for bulan in self.ukuran.bulan:
            month = self.months.get((row.varian, bulan))
            if month and self.ukuran.ditutup(bulan):
                self.tables["CapaianBulanan"].add(
                    self.bulanan, month.nilai, month.perilaku, PERKA, month.of(self.target),
                    f"{self.ukuran.akhir_bulan(bulan) + timedelta(days=5)} 14:00+07",
                )  # fmt: skip
            self.bulanan += 1
            self.target += len(month.target) if month else 2


def first_of_each(rows: Iterable[Dokumen], samples: dict[Kind, int]) -> None:
    """Remembers an approved SKP of each kind of work."""
    for row in rows:
        if row.status == Status.DISETUJUI:
            samples.setdefault((row.varian, row.jenis), row.pk)
