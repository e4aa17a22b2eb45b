"""SKP of the running year with their RHK, indikator, steps and matrices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from dashboard.skala.orang import KEPALA_DINAS, STAF, Isi, Orang, every_instansi
from dashboard.skala.salin import NULL, Penyalin
from dashboard.skala.ukuran import Ukuran
from skp.models import Aspek, Bentuk, Perspektif, StatusKegiatan
from skp.workflow import Action, Status

VARIAN = 40
"""Kinds of work. People of one kind write the same RHK and the same days, which is why a result is computed once."""
SATUAN = ("laporan", "dokumen", "berkas", "data", "surat")
INDIKATOR_TIAP_RHK = 2
IKUT_MATRIKS, IKUT_DUA = 70, 15
"""Of 100 people: in the matrix of their unit's head, and in that of the one above him too."""
_BELUM_SELESAI = (Status.DIAJUKAN, Status.DRAFT, None, Status.DIKEMBALIKAN, None)
_HASIL = (
    "Tersusunnya",
    "Terlaksananya",
    "Meningkatnya kualitas",
    "Terverifikasinya",
    "Tersedianya",
    "Terselesaikannya",
)
_HAL = (
    "laporan capaian kinerja", "data sasaran program", "dokumen perencanaan anggaran", "layanan kepada masyarakat",
    "administrasi kepegawaian", "bahan kebijakan teknis", "hasil monitoring dan evaluasi", "arsip dan persuratan",
    "pembinaan kelompok sasaran", "standar operasional prosedur", "koordinasi lintas bidang",
)  # fmt: skip
_WAKTU = ("tepat waktu", "sesuai standar pelayanan", "pada tahun berjalan", "secara berkala")


class Jenis(Enum):
    """How the RHK of an SKP say what is expected."""

    TERUKUR = "measured target"
    INDIKATOR = "indikator"
    POLOS = "nothing yet"


@dataclass(frozen=True, slots=True)
class Dokumen:
    """An SKP. `rhk` and `indikator` are the first of its keys, which follow each other."""

    pk: int
    orang: Orang
    status: str
    varian: int
    jenis: Jenis
    rhk: int
    indikator: int
    kedua: "Dokumen | None"
    """The SKP of who heads the unit he is assessed by."""

    @property
    def jumlah_rhk(self) -> int:
        return 3 + self.varian % 4

    @property
    def jumlah_indikator(self) -> int:
        return self.jumlah_rhk * INDIKATOR_TIAP_RHK if self.jenis == Jenis.INDIKATOR else 0


def every_dokumen(ukuran: Ukuran) -> Iterator[tuple[Isi, list[Dokumen]]]:
    """Instansi by instansi, people in their order; those without an SKP are left out."""
    skp = rhk = indikator = 1
    for isi in every_instansi(ukuran):
        made: dict[int, Dokumen] = {}
        for orang in isi.orang:
            status = _status(ukuran, orang)
            if status is None:
                continue
            above = made[orang.atasan.pk] if orang.atasan else None
            varian = ukuran.acak(orang.pk, 20, VARIAN)
            each = Dokumen(skp, orang, status, varian, _jenis(ukuran, orang), rhk, indikator, above)
            made[orang.pk] = each
            skp, rhk, indikator = skp + 1, rhk + each.jumlah_rhk, indikator + each.jumlah_indikator
        yield isi, list(made.values())


def measured(ukuran: Ukuran, orang: Orang) -> bool:
    """From the second person of a dinas on: its head fills in the form of pimpinan."""
    if orang.dinas is None or orang.urutan == 0:
        return False
    return orang.urutan <= ukuran.terukur.get((orang.instansi - 1, orang.dinas), 0)


def _jenis(ukuran: Ukuran, orang: Orang) -> Jenis:
    if measured(ukuran, orang):
        return Jenis.TERUKUR
    return Jenis.INDIKATOR if ukuran.acak(orang.pk, 21, 4) == 0 else Jenis.POLOS


def _status(ukuran: Ukuran, orang: Orang) -> str | None:
    """Heads are done, for the others stand on them; how far the rest is differs from instansi to instansi."""
    if orang.atasan is None:
        return Status.DRAFT
    if orang.kedudukan < STAF or measured(ukuran, orang):
        return Status.DISETUJUI
    done = 60 + ukuran.acak(orang.instansi, 22, 39)
    if ukuran.acak(orang.pk, 23, 100) < done:
        return Status.DISETUJUI
    return _BELUM_SELESAI[ukuran.acak(orang.pk, 24, len(_BELUM_SELESAI))]


def uraian(varian: int, nomor: int) -> str:
    """The words of an RHK of that kind of work."""
    what = _HAL[(varian * 3 + nomor) % len(_HAL)]
    return f"{_HASIL[(varian + nomor) % len(_HASIL)]} {what} {_WAKTU[varian % len(_WAKTU)]}"


class Penulis:
    """The writers of these tables."""

    def __init__(self, ukuran: Ukuran, tables: dict[str, Penyalin]) -> None:
        self.ukuran, self.tables = ukuran, tables
        self.first, self.last = date(ukuran.tahun, 1, 1), date(ukuran.tahun, 12, 31)
        self.peserta = 1

    def write(self, isi: Isi, row: Dokumen) -> None:
        orang, atasan = row.orang, row.orang.atasan
        sent = self._day(orang.pk, 5)
        assessor = (
            (atasan.pk, atasan.unit, isi.jabatan(atasan.jabatan), atasan.golongan) if atasan else (NULL, NULL, NULL, "")
        )
        self.tables["Skp"].add(
            row.pk, orang.pk, isi.pk, orang.unit, isi.jabatan(orang.jabatan), orang.golongan, *assessor,
            self.ukuran.tahun, self.first, self.last,
            Bentuk.PIMPINAN if orang.kedudukan <= KEPALA_DINAS else Bentuk.PEGAWAI, row.status,
            f"{sent} 10:00+07", "Uraian masih umum; tuliskan keluarannya." if row.status == Status.DIKEMBALIKAN else "",
        )  # fmt: skip
        self._rhk(isi, row)
        self._steps(row, sent)
        self._matrices(row)

    def _day(self, pk: int, start: int) -> date:
        """A day of January, or yesterday where that is still to come."""
        day = self.first + timedelta(days=start + self.ukuran.acak(pk, 25, 20))
        return min(day, self.ukuran.hari_ini - timedelta(days=1))

    def _rhk(self, isi: Isi, row: Dokumen) -> None:
        satuan = (isi.pk - 1) * len(SATUAN) + row.varian % len(SATUAN) + 1
        target = (120, satuan, 100, 12) if row.jenis == Jenis.TERUKUR else (NULL, NULL, NULL, NULL)
        for number in range(row.jumlah_rhk):
            above = row.kedua.rhk + row.varian % row.kedua.jumlah_rhk if row.kedua and number == 0 else NULL
            kind = StatusKegiatan.TIDAK_CASCADING if above == NULL else StatusKegiatan.CASCADING
            pk = row.rhk + number
            self.tables["RencanaHasilKerja"].add(
                pk, row.pk, number + 1, kind, above, uraian(row.varian, number), *target
            )
            if row.jenis == Jenis.INDIKATOR:
                self._indikator(row, number, pk)

    def _indikator(self, row: Dokumen, number: int, rhk: int) -> None:
        pimpinan = row.orang.kedudukan <= KEPALA_DINAS
        aspek = ("", "") if pimpinan else (Aspek.KUANTITAS, Aspek.WAKTU)
        perspektif = (Perspektif.PENERIMA_LAYANAN, Perspektif.PROSES_BISNIS) if pimpinan else ("", "")
        words = (("Jumlah keluaran yang diselesaikan", "12 laporan"), ("Waktu penyelesaian", "12 bulan"))
        for order in range(INDIKATOR_TIAP_RHK):
            self.tables["Indikator"].add(
                row.indikator + number * INDIKATOR_TIAP_RHK + order, rhk, order + 1, *words[order], aspek[order],
                perspektif[order],
            )  # fmt: skip

    def _steps(self, row: Dokumen, sent: date) -> None:
        """Who did what. The keys of these rows nobody refers to are left to the database."""
        atasan = row.orang.atasan
        if row.status == Status.DRAFT or atasan is None:
            return
        riwayat = self.tables["Riwayat"]
        riwayat.add(row.pk, NULL, Action.AJUKAN, Status.DIAJUKAN, row.orang.pk, f"{sent} 09:00+07")
        if row.status != Status.DIAJUKAN:
            action = Action.SETUJUI if row.status == Status.DISETUJUI else Action.KEMBALIKAN
            riwayat.add(row.pk, NULL, action, row.status, atasan.pk, f"{sent} 10:00+07")

    def _matrices(self, row: Dokumen) -> None:
        chance = self.ukuran.acak(row.orang.pk, 26, 100)
        heads = [row.kedua, row.kedua.kedua] if row.kedua and chance < IKUT_DUA else [row.kedua]
        for head in heads if chance < IKUT_MATRIKS else ():
            if head:
                self.tables["PesertaMatriks"].add(self.peserta, head.pk, row.pk)
                self.peserta += 1
