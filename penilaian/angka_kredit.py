"""Angka kredit of a pejabat fungsional: the konversi of each SKP, their akumulasi, and what the next step asks.

Everything is computed of what is stored: the predikat and the jenjang on the Evaluasi, the days of the SKP. Choices of
this system, where PermenPANRB 1/2023 and Peraturan BKN 3/2023 leave them open or could not be read:
- a month belongs to the SKP with most days in it, of two with as many to the earlier;
- a predikat counts from the day its document was handed over;
- until the year is rated, the periods handed over give an estimate that is never added to the kumulatif;
- angka kredit adds up within a jenjang: with a new one it begins again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from ekinerja.forms import BULAN
from organisasi.deadlines import month_end
from organisasi.models import JenisPeriode, Pegawai
from penilaian.models import AngkaKreditAwal, Evaluasi
from penilaian.querysets.angka_kredit import brought_along, rated_skp
from penilaian.scoring import permenpanrb_1_2023 as buku
from penilaian.scoring.angka import dibulatkan
from penilaian.scoring.permenpanrb_1_2023 import Jenjang, KebutuhanKenaikan
from penilaian.scoring.permenpanrb_6_2022 import Predikat
from penilaian.workflow import StatusEvaluasi
from skp.models import Skp
from skp.workflow import Status


class Keadaan(StrEnum):
    """How far the predikat of an SKP's konversi is settled."""

    FINAL = "final"
    DISERAHKAN = "diserahkan"
    KEBERATAN = "keberatan"
    BELUM_DISERAHKAN = "belum_diserahkan"
    SEMENTARA = "sementara"
    BELUM_ADA = "belum_ada"

    @property
    def label(self) -> str:
        return _KEADAAN[self][0]

    @property
    def tone(self) -> str:
        return _KEADAAN[self][1]


_KEADAAN = {
    Keadaan.FINAL: ("Final", "sukses"),
    Keadaan.DISERAHKAN: ("Diserahkan", "info"),
    Keadaan.KEBERATAN: ("Keberatan", "peringatan"),
    Keadaan.BELUM_DISERAHKAN: ("Belum diserahkan", "peringatan"),
    Keadaan.SEMENTARA: ("Sementara", "peringatan"),
    Keadaan.BELUM_ADA: ("Belum ada predikat", "netral"),
}
DIHITUNG = frozenset({Keadaan.FINAL, Keadaan.DISERAHKAN, Keadaan.KEBERATAN})


@dataclass(frozen=True)
class Potongan:
    """Months with one predikat: those of the SKP once its year is rated, of a period until then."""

    nama: str
    bulan: tuple[int, ...]
    predikat: Predikat
    jenjang: Jenjang

    @property
    def persen(self) -> Decimal:
        return buku.PERSENTASE[self.predikat]

    @property
    def koefisien(self) -> Decimal:
        return buku.KOEFISIEN[self.jenjang]

    @property
    def utuh(self) -> Decimal:
        return buku.angka_kredit_utuh(self.jenjang, self.predikat, len(self.bulan))

    @property
    def nilai(self) -> Decimal:
        return dibulatkan(self.utuh)

    @property
    def masa(self) -> str:
        return masa(self.bulan)

    @property
    def setahun(self) -> bool:
        return len(self.bulan) == buku.BULAN_SETAHUN


@dataclass(frozen=True)
class Konversi:
    """What an SKP gives. `bulan`: the months that belong to it; `akhir`: its rated annual evaluation, if it shows."""

    skp: Skp
    jenjang: Jenjang
    bulan: tuple[int, ...]
    keadaan: Keadaan
    potongan: tuple[Potongan, ...]
    akhir: Evaluasi | None

    @property
    def tahun(self) -> int:
        return self.skp.tahun

    @property
    def utuh(self) -> Decimal:
        return sum((part.utuh for part in self.potongan), Decimal(0))

    @property
    def nilai(self) -> Decimal:
        return dibulatkan(self.utuh)

    @property
    def masa(self) -> str:
        return masa(self.bulan)

    @property
    def koefisien(self) -> Decimal:
        return buku.KOEFISIEN[self.jenjang]

    @property
    def dihitung(self) -> bool:
        return self.keadaan in DIHITUNG

    @property
    def konsep(self) -> str:
        """Why its sheet is a draft; empty for a final one."""
        return {
            Keadaan.FINAL: "",
            Keadaan.DISERAHKAN: f"predikat {self.tahun} ({self.masa}) masih dapat diajukan keberatan.",
            Keadaan.KEBERATAN: f"keberatan atas predikat {self.tahun} ({self.masa}) belum diputuskan.",
            Keadaan.BELUM_DISERAHKAN: f"predikat {self.tahun} ({self.masa}) belum diserahkan kepada pegawai.",
            Keadaan.SEMENTARA: f"predikat {self.tahun} ({self.masa}) belum ada; ini perkiraan dari evaluasi periodik.",
            Keadaan.BELUM_ADA: f"predikat {self.tahun} ({self.masa}) belum ada.",
        }[self.keadaan]


@dataclass(frozen=True)
class Langkah:
    """One step upwards, and when predikat Baik would bring it: by `bulan` months of it after the last that was
    counted, which is `bulan_lagi` months from today, in the month `pada`."""

    nama: str
    kebutuhan: buku.Kebutuhan
    bulan: int
    bulan_lagi: int
    pada: date | None

    @property
    def judul(self) -> str:
        return f"{self.nama} {self.kebutuhan.menjadi}"

    @property
    def perkiraan(self) -> str:
        if self.kebutuhan.terpenuhi:
            return "Angka kredit sudah memenuhi."
        if self.bulan_lagi <= 0:
            return "Bila predikat Baik: terpenuhi setelah masa yang sudah berjalan dinilai."
        return f"Bila predikat Baik: kira-kira {years_and_months(self.bulan_lagi)} lagi."


@dataclass(frozen=True)
class AngkaKredit:
    """All of one person. `jenjang`: of his post today, else of his last SKP in a jabatan fungsional; None: neither.

    `berjalan` are the konversi of that jenjang, `lalu` those before it; `sejak`: the first day that counts for it,
    None: everything does.
    """

    pegawai: Pegawai
    jenjang: Jenjang | None
    fungsional: bool
    lalu: tuple[Konversi, ...]
    berjalan: tuple[Konversi, ...]
    awal: tuple[AngkaKreditAwal, ...]
    sejak: date | None
    on: date
    langkah: tuple[Langkah, ...] = ()
    lewat_jenjang: bool = False

    @property
    def baris(self) -> tuple[Konversi, ...]:
        return self.lalu + self.berjalan

    @property
    def dihitung(self) -> tuple[Konversi, ...]:
        return tuple(row for row in self.berjalan if row.dihitung)

    @property
    def sementara(self) -> tuple[Konversi, ...]:
        return tuple(row for row in self.berjalan if row.potongan and not row.dihitung)

    @property
    def awal_dihitung(self) -> tuple[AngkaKreditAwal, ...]:
        return tuple(row for row in self.awal if self.counts(row))

    def counts(self, row: AngkaKreditAwal) -> bool:
        return self.sejak is None or row.tanggal >= self.sejak

    @property
    def kumulatif_utuh(self) -> Decimal:
        return total(self.dihitung) + sum((row.nilai for row in self.awal_dihitung), Decimal(0))

    @property
    def kumulatif(self) -> Decimal:
        return dibulatkan(self.kumulatif_utuh)

    @property
    def perkiraan(self) -> Decimal:
        """The kumulatif with what is not handed over yet."""
        return dibulatkan(self.kumulatif_utuh + total(self.sementara))

    def step(self, nama: str) -> Langkah | None:
        """The step of that name, "Pangkat" or "Jenjang", if there is one."""
        return next((step for step in self.langkah if step.nama == nama), None)

    @property
    def ada(self) -> bool:
        return bool(self.baris or self.awal)


def angka_kredit_of(pegawai: Pegawai, *, reader: Pegawai, on: date) -> AngkaKredit:
    """As `reader` may know it: the owner only what was handed over to him. Three queries."""
    owner = reader.pk == pegawai.pk
    rows = konversi_of(rated_skp(pegawai.pk), owner=owner, on=on)
    jabatan = pegawai.jabatan
    fungsional = jabatan is not None and jabatan.fungsional
    jenjang = Jenjang(jabatan.jenjang) if jabatan and fungsional else (rows[-1].jenjang if rows else None)
    lalu, berjalan = _split(rows, jenjang)
    found = AngkaKredit(
        pegawai=pegawai,
        jenjang=jenjang,
        fungsional=fungsional,
        lalu=lalu,
        berjalan=berjalan,
        awal=tuple(brought_along(pegawai.pk)),
        sejak=_since(pegawai, lalu, berjalan),
        on=on,
    )
    return with_steps(found) if fungsional else found


def konversi_of(skps: Iterable[Skp], *, owner: bool, on: date) -> list[Konversi]:
    """Of a person's SKP as `rated_skp` reads them; those of a post that is no jabatan fungsional give none."""
    standing = [skp for skp in skps if skp.status == Status.DISETUJUI or any(e.diserahkan for e in skp.evaluasi.all())]
    months = months_of(standing)
    rows = (_konversi(skp, months[skp.pk], owner=owner, on=on) for skp in standing)
    return [row for row in rows if row is not None]


def months_of(skps: Sequence[Skp]) -> dict[int, tuple[int, ...]]:
    """By primary key, the months of its year that belong to each SKP."""
    found: dict[int, list[int]] = {skp.pk: [] for skp in skps}
    for tahun in {skp.tahun for skp in skps}:
        rows = sorted((skp for skp in skps if skp.tahun == tahun), key=lambda skp: skp.periode_mulai)
        for bulan in range(1, buku.BULAN_SETAHUN + 1):
            days = [_days_in(skp, date(tahun, bulan, 1)) for skp in rows]
            if any(days):
                found[rows[days.index(max(days))].pk].append(bulan)
    return {pk: tuple(bulan) for pk, bulan in found.items()}


def with_steps(found: AngkaKredit) -> AngkaKredit:
    """With what the next pangkat and the next jenjang ask."""
    if found.jenjang is None:
        return found
    needed = buku.kebutuhan(found.jenjang, found.kumulatif_utuh, found.pegawai.golongan)
    return replace(found, langkah=tuple(_steps(found, needed)), lewat_jenjang=needed.lewat_jenjang)


def masa(bulan: Sequence[int]) -> str:
    """Months as the papers name them: "Januari – Desember"; gaps are named month by month."""
    if not bulan:
        return "tanpa bulan"
    if len(bulan) == 1:
        return BULAN[bulan[0] - 1]
    if bulan[-1] - bulan[0] == len(bulan) - 1:
        return f"{BULAN[bulan[0] - 1]} – {BULAN[bulan[-1] - 1]}"
    return ", ".join(BULAN[month - 1] for month in bulan)


def years_and_months(bulan: int) -> str:
    years, months = divmod(bulan, buku.BULAN_SETAHUN)
    parts = [f"{years} tahun" if years else "", f"{months} bulan" if months else ""]
    return " ".join(part for part in parts if part)


def _konversi(skp: Skp, bulan: tuple[int, ...], *, owner: bool, on: date) -> Konversi | None:
    rated = [row for row in skp.evaluasi.all() if row.diserahkan or not owner]
    akhir = next((row for row in rated if row.periode.jenis == JenisPeriode.AKHIR), None)
    handed = [row for row in rated if row.periode.jenis != JenisPeriode.AKHIR and row.diserahkan]
    stored = akhir.jenjang if akhir else (handed[-1].jenjang if handed else skp.jabatan.jenjang)
    if not stored or not bulan:
        return None
    jenjang = Jenjang(stored)
    parts = (_part(akhir, bulan),) if akhir else _estimate(handed, bulan)
    return Konversi(skp, jenjang, bulan, _keadaan(akhir, parts, on=on), parts, akhir)


def _part(evaluasi: Evaluasi, bulan: tuple[int, ...]) -> Potongan:
    return Potongan(evaluasi.periode.nama, bulan, Predikat(evaluasi.predikat), Jenjang(evaluasi.jenjang))


def _estimate(handed: list[Evaluasi], bulan: tuple[int, ...]) -> tuple[Potongan, ...]:
    """Each month by the shortest period that was rated for it."""
    by_month: dict[int, Evaluasi] = {}
    longest_first = sorted(handed, key=lambda row: row.periode.mulai - row.periode.selesai)
    for row in longest_first:
        if row.jenjang:
            by_month |= dict.fromkeys(range(row.periode.mulai.month, row.periode.selesai.month + 1), row)
    rows = dict.fromkeys(by_month[month] for month in bulan if month in by_month)
    return tuple(_part(row, tuple(month for month in bulan if by_month.get(month) == row)) for row in rows)


def _keadaan(akhir: Evaluasi | None, parts: tuple[Potongan, ...], *, on: date) -> Keadaan:
    if akhir is None:
        return Keadaan.SEMENTARA if parts else Keadaan.BELUM_ADA
    if not akhir.diserahkan:
        return Keadaan.BELUM_DISERAHKAN
    if akhir.status == StatusEvaluasi.KEBERATAN:
        return Keadaan.KEBERATAN
    limit = akhir.batas_keberatan
    open_to_objection = (
        akhir.status == StatusEvaluasi.DISERAHKAN and not akhir.oleh_atasan and limit is not None and on <= limit
    )
    return Keadaan.DISERAHKAN if open_to_objection else Keadaan.FINAL


def _split(rows: Sequence[Konversi], jenjang: Jenjang | None) -> tuple[tuple[Konversi, ...], tuple[Konversi, ...]]:
    """Those before the present jenjang, and the unbroken run in it."""
    start = len(rows)
    while start and rows[start - 1].jenjang == jenjang:
        start -= 1
    return tuple(rows[:start]), tuple(rows[start:])


def _since(pegawai: Pegawai, lalu: tuple[Konversi, ...], berjalan: tuple[Konversi, ...]) -> date | None:
    if not lalu:
        return None
    if berjalan:
        return berjalan[0].skp.periode_mulai
    return pegawai.tmt_jabatan or lalu[-1].skp.periode_selesai + timedelta(days=1)


def _steps(found: AngkaKredit, needed: KebutuhanKenaikan) -> Iterable[Langkah]:
    for nama, step in (("Pangkat", needed.pangkat), ("Jenjang", needed.jenjang)):
        if step is not None:
            yield _step(found, nama, step)


def _step(found: AngkaKredit, nama: str, step: buku.Kebutuhan) -> Langkah:
    if found.jenjang is None or step.terpenuhi:
        return Langkah(nama, step, 0, 0, None)
    counted = found.dihitung
    last = date(counted[-1].tahun, counted[-1].bulan[-1], 1) if counted else found.on
    bulan = buku.bulan_sampai(found.jenjang, step.minimal - found.kumulatif_utuh)
    reached = _month_number(last) + bulan
    pada = date(reached // 12, reached % 12 + 1, 1)
    return Langkah(nama, step, bulan, reached - _month_number(found.on), pada)


def _month_number(day: date) -> int:
    """Counted from the year 0."""
    return day.year * 12 + day.month - 1


def _days_in(skp: Skp, first: date) -> int:
    start, end = max(skp.periode_mulai, first), min(skp.periode_selesai, month_end(first))
    return max((end - start).days + 1, 0)


def total(rows: Iterable[Konversi]) -> Decimal:
    """Not rounded."""
    return sum((row.utuh for row in rows), Decimal(0))
