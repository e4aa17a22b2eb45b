"""The measured month: SKP Bulanan with targets, daily activities, what was spent and how it was judged."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dashboard.skala.dokumen import Dokumen
from dashboard.skala.orang import KEPALA_SEKSI
from dashboard.skala.salin import NULL, Penyalin
from dashboard.skala.ukuran import Ukuran
from kegiatan.models import JenisKegiatan, KategoriHarian
from kegiatan.workflow import StatusKegiatanHarian
from penilaian.capaian.rekap import Rekap, make_rekap
from penilaian.scoring.perka_bkn_1_2013 import ASPEK_PERILAKU_STRUKTURAL, rata_rata_perilaku
from skp.workflow import Action, Status

TARGET_TIAP_BULAN = 2
_NILAI = (
    KategoriHarian.BAIK, KategoriHarian.BAIK, KategoriHarian.SANGAT_BAIK, KategoriHarian.BAIK, KategoriHarian.CUKUP,
    KategoriHarian.BAIK, KategoriHarian.SANGAT_BAIK,
)  # fmt: skip
_KERJA = (
    "Menyusun bahan laporan bulanan bersama tim", "Memverifikasi berkas permohonan yang masuk",
    "Mengolah data capaian program dan menyajikannya", "Melayani konsultasi perangkat daerah",
    "Menyiapkan naskah dinas dan mengarsipkannya", "Mengikuti rapat koordinasi dan menyusun notulennya",
    "Memantau pelaksanaan kegiatan di lapangan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hari:
    """What everybody of one kind of work does on a day. `target`: which of the month's; None for Produktivitas."""

    mulai: str
    selesai: str
    uraian: str
    target: int | None
    nilai: int | None


@dataclass(frozen=True, slots=True)
class Terukur:
    """Who measures: his keys, and the first target of each month."""

    pegawai: int
    penilai: int
    varian: int
    target: dict[int, int]


def day_of(ukuran: Ukuran, varian: int, day: date) -> Hari:
    """Graded up to the month before the last, and every other day of the last one."""
    number = day.toordinal() + varian
    target = None if number % 7 == 3 else number % TARGET_TIAP_BULAN
    graded = ukuran.ditutup(day.month) or (day.month < ukuran.hari_ini.month and number % 2 == 0)
    hour = 7 + number % 3
    return Hari(
        f"{hour:02d}:30",
        f"{hour + 2 + number % 4:02d}:00",
        _KERJA[number % len(_KERJA)],
        target,
        _NILAI[number * 3 % len(_NILAI)] if graded else None,
    )


class Penulis:
    """The writers of these tables. `of` gives the next key of a table."""

    def __init__(self, ukuran: Ukuran, tables: dict[str, Penyalin]) -> None:
        self.ukuran, self.tables = ukuran, tables
        self.bulanan = self.target = 1
        self.terukur: list[Terukur] = []
        self._recaps: dict[tuple[int, int, int], Rekap] = {}

    def write(self, row: Dokumen) -> None:
        """The months of one person."""
        atasan = row.orang.atasan
        if atasan is None:
            raise ValueError("A measured person is assessed by somebody.")
        targets = {}
        for bulan in self.ukuran.bulan:
            targets[bulan] = self.target
            self._month(row, bulan, atasan.pk)
        self.terukur.append(Terukur(row.orang.pk, atasan.pk, row.varian, targets))

    def _month(self, row: Dokumen, bulan: int, penilai: int) -> None:
        closed = self.ukuran.ditutup(bulan)
        first = date(self.ukuran.tahun, bulan, 1)
        decided = f"{self.ukuran.akhir_bulan(bulan) + timedelta(days=5)} 14:00+07"
        sent = f"{first} 09:00+07"
        self.tables["SkpBulanan"].add(
            self.bulanan, row.pk, bulan, Status.DISETUJUI, sent, *((decided, penilai) if closed else (NULL, NULL))
        )
        self.tables["Riwayat"].add(NULL, self.bulanan, Action.SETUJUI, Status.DISETUJUI, penilai, sent)
        for number in range(TARGET_TIAP_BULAN):
            self._target(row, bulan, number, penilai, decided)
        if closed:
            self._behaviour(row, penilai, decided)
        self.bulanan += 1

    def _target(self, row: Dokumen, bulan: int, number: int, penilai: int, decided: str) -> None:
        self.tables["TargetBulanan"].add(
            self.target, self.bulanan, row.rhk + number, number + 1,
            f"{_KERJA[(row.varian + number) % len(_KERJA)]} untuk {number + 1} sasaran", 10, 20,
        )  # fmt: skip
        if self.ukuran.ditutup(bulan):
            self.tables["Realisasi"].add(self.target, 18, row.orang.pk)
            recap = self._recap(row.varian, bulan, number)
            if recap.rentang and recap.rata_rata is not None:
                mark = min(recap.rentang[1], max(recap.rentang[0], Decimal(round(recap.rata_rata))))
                self.tables["PenilaianKualitas"].add(
                    self.target, mark, recap.rata_rata, *recap.rentang, penilai, decided
                )
        self.target += 1

    def _behaviour(self, row: Dokumen, penilai: int, decided: str) -> None:
        structural = row.orang.kedudukan <= KEPALA_SEKSI
        marks = {name: Decimal(80 + (row.varian + place) % 15) for place, name in enumerate(ASPEK_PERILAKU_STRUKTURAL)}
        if not structural:
            del marks["kepemimpinan"]
        mean = rata_rata_perilaku(marks, struktural=structural)
        values = [marks.get(name, NULL) for name in ASPEK_PERILAKU_STRUKTURAL]
        self.tables["PenilaianPerilaku"].add(self.bulanan, *values, "t" if structural else "f", mean, penilai, decided)

    def _recap(self, varian: int, bulan: int, number: int) -> Rekap:
        """What the recap of such a month says, by the calculation of the pages."""
        key = varian, bulan, number
        if key not in self._recaps:
            days = (day_of(self.ukuran, varian, day) for day in self.ukuran.hari if day.month == bulan)
            self._recaps[key] = make_rekap(Counter(day.nilai for day in days if day.target == number), ())
        return self._recaps[key]

    def activities(self) -> None:
        """Of all, day by day, as they come in."""
        table, pk = self.tables["KegiatanHarian"], 1
        for day in self.ukuran.hari:
            same = {varian: day_of(self.ukuran, varian, day) for varian in {row.varian for row in self.terukur}}
            graded_on = f"{day + timedelta(days=1)} 15:00+07"
            for row in self.terukur:
                what = same[row.varian]
                target = NULL if what.target is None else row.target[day.month] + what.target
                grade = (
                    (StatusKegiatanHarian.TERCATAT, NULL, NULL, NULL)
                    if what.nilai is None
                    else (StatusKegiatanHarian.DINILAI, int(what.nilai), row.penilai, graded_on)
                )
                table.add(
                    pk, row.pegawai, row.penilai, day, what.mulai, what.selesai, what.uraian, "f",
                    JenisKegiatan.PRODUKTIVITAS if target == NULL else JenisKegiatan.SKP, target, 1, *grade,
                )  # fmt: skip
                pk += 1
