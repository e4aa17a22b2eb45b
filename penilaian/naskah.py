"""The papers of an evaluasi (PermenPANRB 6/2022): its sheet cut to sheets of paper, its persons, what may be told.

The person it is about reads his ratings on paper no earlier than on the page: once they were handed over to him.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ekinerja.charts import DistributionChart, distribution_chart
from organisasi.hierarchy import assessor_of
from penilaian.capaian_organisasi import pola_beside
from penilaian.kurva import URUTAN
from penilaian.lembar import BarisHasil, BarisPerilakuDinilai, BarisUkuran, Lembar, Ucapan, planned_steps
from penilaian.models import Evaluasi, RencanaAksi
from penilaian.rules.evaluasi import Kedudukan, sees_rating
from penilaian.rules.sesudah import dianggap_diterima
from penilaian.workflow import StatusEvaluasi
from skp import pihak
from skp.models import Bentuk, Pendekatan
from skp.naskah import LINES_KEPT_WHOLE, LINES_PER_SHEET, line_count
from skp.pihak import Pihak


@dataclass(frozen=True)
class Lebar:
    """How many characters stand in a line of each text column of a form."""

    rhk: int
    ukuran: int
    target: int
    realisasi: int
    umpan_balik: int
    atasan: int = 1000


LEBAR = {
    (Pendekatan.KUANTITATIF, Bentuk.PEGAWAI): Lebar(27, 25, 15, 32, 28, atasan=22),
    (Pendekatan.KUANTITATIF, Bentuk.PIMPINAN): Lebar(34, 32, 15, 33, 32),
    (Pendekatan.KUALITATIF, Bentuk.PEGAWAI): Lebar(50, 48, 48, 48, 44),
    (Pendekatan.KUALITATIF, Bentuk.PIMPINAN): Lebar(50, 48, 48, 48, 44),
}
PERILAKU_PER_LINE = 46
RENCANA_PER_LINE = 50


@dataclass(frozen=True)
class BarisNaskah:
    """An RHK. `utuh`: short enough for one sheet, with merged cells; otherwise it flows on to the next row by row, and
    where a single row is `panjang`, within the row."""

    hasil: BarisHasil
    utuh: bool
    panjang: bool


@dataclass(frozen=True)
class BarisPerilakuNaskah:
    perilaku: BarisPerilakuDinilai
    panjang: bool


@dataclass(frozen=True)
class Hasil:
    """What was judged, in words; `alasan` stands in its place where it may not be told, or is not there yet."""

    alasan: str = ""
    rating_hasil: str = ""
    rating_perilaku: str = ""
    predikat: str = ""
    capaian: str = ""
    catatan: str = ""


@dataclass(frozen=True)
class Penanda:
    """Who signs, as what, and when; `tanggal` None: not yet."""

    sebutan: str
    orang: Pihak | None
    tanggal: date | None = None


# --- What was done and said ------------------------------------------------------------------------------------------


def sections(lembar: Lembar) -> list[tuple[str, list[BarisNaskah]]]:
    """A. UTAMA and B. TAMBAHAN, each numbered on its own."""
    lebar = LEBAR[Pendekatan(lembar.pendekatan), Bentuk(lembar.bentuk)]
    return [(judul, [_row(hasil, lebar) for hasil in rows]) for judul, rows in lembar.bagian]


def behaviour(lembar: Lembar) -> list[BarisPerilakuNaskah]:
    return [
        BarisPerilakuNaskah(
            row,
            panjang=max(_said(row.umpan_balik, PERILAKU_PER_LINE), line_count(row.ekspektasi, PERILAKU_PER_LINE))
            > LINES_PER_SHEET,
        )
        for row in lembar.perilaku
    ]


def _row(hasil: BarisHasil, lebar: Lebar) -> BarisNaskah:
    left = max(
        line_count(f"{hasil.uraian} {hasil.penugasan_dari}", lebar.rhk),
        line_count(hasil.atasan, lebar.atasan),
        _said(hasil.umpan_balik, lebar.umpan_balik),
    )
    right = [_line_height(line, lebar) for line in hasil.ukuran]
    return BarisNaskah(
        hasil,
        utuh=max(left, sum(right)) <= LINES_KEPT_WHOLE,
        panjang=max(left, *right, 0) > LINES_PER_SHEET,
    )


def _line_height(line: BarisUkuran, lebar: Lebar) -> int:
    shown = "; ".join(item.nama for item in line.eviden)
    reached = sum(line_count(text, lebar.realisasi) for text in (line.realisasi, line.sumber_data, shown) if text)
    return max(line_count(line.uraian, lebar.ukuran), line_count(line.target, lebar.target), reached)


def _said(said: tuple[Ucapan, ...], per_line: int) -> int:
    return sum(line_count(each.teks, per_line) for each in said)


# --- Rencana Aksi ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BarisRencana:
    """`utuh` as of a BarisNaskah."""

    hasil: BarisHasil
    aksi: list[RencanaAksi]

    @property
    def utuh(self) -> bool:
        steps = sum(line_count(row.uraian, RENCANA_PER_LINE) for row in self.aksi)
        return max(steps, line_count(self.hasil.uraian, RENCANA_PER_LINE)) <= LINES_KEPT_WHOLE


def plan(evaluasi: Evaluasi, lembar: Lembar) -> list[tuple[str, list[BarisRencana]]]:
    """A. UTAMA and B. TAMBAHAN with the steps planned for each RHK. One query."""
    planned = planned_steps(evaluasi)
    return [(judul, [BarisRencana(hasil, planned[hasil.rhk]) for hasil in rows]) for judul, rows in lembar.bagian]


# --- Persons ---------------------------------------------------------------------------------------------------------


def penilai_of(evaluasi: Evaluasi) -> Pihak | None:
    """Who rated, from the post he rated from; before that, and where his superior did, the one of the SKP."""
    if evaluasi.dinilai_oleh is None or evaluasi.terbuka or evaluasi.oleh_atasan:
        return pihak.penilai(evaluasi.skp)
    return _rater(evaluasi)


def atasan_of(evaluasi: Evaluasi, on: date) -> Pihak | None:
    """The superior of the penilai as the document keeps him; before it was handed over, as the organisation has him
    today. At most two queries."""
    if evaluasi.atasan_penilai is not None:
        return pihak.as_stored(
            evaluasi.atasan_penilai, evaluasi.atasan_pangkat, evaluasi.atasan_jabatan, evaluasi.atasan_unit
        )
    if evaluasi.oleh_atasan and not evaluasi.terbuka:
        return _rater(evaluasi)
    penilai = evaluasi.skp.penilai
    if evaluasi.diserahkan or penilai is None:
        return None
    superior = assessor_of(penilai, on=on)
    return pihak.present(superior) if superior is not None else None


def signer_of(evaluasi: Evaluasi, hari: date | None) -> Penanda:
    """The pejabat penilai, or his superior who rated in his place."""
    if evaluasi.oleh_atasan and not evaluasi.terbuka:
        return Penanda("Atasan Pejabat Penilai Kinerja", _rater(evaluasi), hari)
    return Penanda("Pejabat Penilai Kinerja", penilai_of(evaluasi), hari)


def _rater(evaluasi: Evaluasi) -> Pihak | None:
    if evaluasi.dinilai_oleh is None:
        return None
    return pihak.as_stored(
        evaluasi.dinilai_oleh, evaluasi.dinilai_pangkat, evaluasi.dinilai_jabatan, evaluasi.dinilai_unit
    )


def local_day(evaluasi: Evaluasi, at: datetime | None) -> date | None:
    return timezone.localtime(at, evaluasi.skp.instansi.tz).date() if at is not None else None


# --- What may be told ------------------------------------------------------------------------------------------------


def result_of(kedudukan: Kedudukan, evaluasi: Evaluasi) -> Hasil:
    """The ratings, the predikat, the capaian beside them and the note, for who may read them."""
    if not sees_rating(kedudukan, evaluasi):
        return Hasil(alasan="Belum diserahkan")
    if evaluasi.terbuka:
        return Hasil(alasan="Belum dinilai")
    return Hasil(
        rating_hasil=evaluasi.get_rating_hasil_display(),
        rating_perilaku=evaluasi.get_rating_perilaku_display(),
        predikat=evaluasi.get_predikat_display(),
        capaian=evaluasi.get_capaian_organisasi_display(),
        catatan=evaluasi.catatan,
    )


def draft_reason(kedudukan: Kedudukan, evaluasi: Evaluasi) -> str:
    """Why the paper is not final; empty where it is."""
    if not evaluasi.diserahkan:
        told = kedudukan.pemilik or not evaluasi.terbuka
        return f"Evaluasi {evaluasi.periode} {'belum diserahkan' if told else 'belum dinilai'}."
    if evaluasi.status == StatusEvaluasi.KEBERATAN:
        return f"Keberatan atas evaluasi {evaluasi.periode} belum diputuskan."
    return ""


def answer_of(evaluasi: Evaluasi, at: datetime) -> str:
    """What became of the document after it was handed over, for the foot of the paper."""
    if evaluasi.oleh_atasan and evaluasi.diserahkan:
        return (
            "Dinilai oleh atasan pejabat penilai kinerja karena pejabat penilai melewati batas waktu; bersifat final."
        )
    if dianggap_diterima(evaluasi, at):
        return "Tidak dijawab sampai batas waktu, sehingga dianggap diterima."
    if evaluasi.status == StatusEvaluasi.DIPUTUSKAN:
        return f"{evaluasi.keberatan.get_keputusan_display()}."
    return ""


def curve_of(evaluasi: Evaluasi, hasil: Hasil) -> DistributionChart | None:
    """The pattern that belongs to the capaian stored beside the predikat; of people the paper tells nothing, it is
    about one. None without a capaian. One query."""
    pola = pola_beside(evaluasi) if hasil.capaian else None
    if pola is None:
        return None
    labels = [each.label for each in URUTAN]
    return distribution_chart([pola[each] for each in URUTAN], [0] * len(labels), labels)
