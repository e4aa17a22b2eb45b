"""The sheet of an evaluasi: what was expected, what was reached, what was said of it. Pages and papers are made of it.

Until the predikat it is read from the rows as they are; from then on from what `Evaluasi.isi` keeps, so that nothing
that was rated changes when an SKP, an indikator or a piece of evidence does.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from penilaian.models import Evaluasi, RencanaAksi, UmpanBalik
from skp.indikator import Line, indikator_lines
from skp.models import JenisRhk, RencanaHasilKerja
from skp.perilaku import behaviour_lines
from skp.reading import rhk_with_superior

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ucapan:
    """A piece of feedback of the pejabat penilai. `pk`: the row; `pada` in ISO notation, so that it can be stored."""

    pk: int
    teks: str
    oleh: str
    pada: str

    @property
    def waktu(self) -> datetime:
        return datetime.fromisoformat(self.pada)


@dataclass(frozen=True, slots=True)
class ButirEviden:
    """A piece of evidence. `tautan` is empty for a file, which kegiatan:bukti serves after its check."""

    pk: int
    nama: str
    bukti: int
    tautan: str
    ukuran: int


@dataclass(frozen=True, slots=True)
class BarisUkuran:
    """An indikator, or an aspek of the measured target. `kode` as in BarisIndikator, `realisasi_id` None: not given."""

    kode: str
    aspek: str
    uraian: str
    target: str
    perspektif: str
    realisasi_id: int | None = None
    realisasi: str = ""
    sumber_data: str = ""
    eviden: tuple[ButirEviden, ...] = ()


@dataclass(frozen=True, slots=True)
class BarisHasil:
    """An RHK with its lines."""

    rhk: int
    jenis: str
    uraian: str
    penugasan_dari: str
    atasan: str
    ukuran: tuple[BarisUkuran, ...]
    rencana_aksi: tuple[str, ...] = ()
    umpan_balik: tuple[Ucapan, ...] = ()

    @property
    def bagian(self) -> str:
        """Its name in a form about the sheet."""
        return f"rhk-{self.rhk}"

    @property
    def lengkap(self) -> bool:
        """Every line has its realisasi."""
        return all(line.realisasi for line in self.ukuran)

    @property
    def eviden(self) -> list[ButirEviden]:
        """Of all its lines, each once."""
        return list({item.pk: item for line in self.ukuran for item in line.eviden}.values())


@dataclass(frozen=True, slots=True)
class BarisPerilakuDinilai:
    kode: str
    nama: str
    panduan: tuple[str, ...]
    ekspektasi: str
    umpan_balik: tuple[Ucapan, ...] = ()

    @property
    def bagian(self) -> str:
        return f"perilaku-{self.kode}"


@dataclass(frozen=True, slots=True)
class Lembar:
    hasil: tuple[BarisHasil, ...]
    perilaku: tuple[BarisPerilakuDinilai, ...]
    pendekatan: str
    bentuk: str
    beku: bool = field(default=False)
    """Read from what was rated, not from the rows of today."""

    @property
    def bagian(self) -> list[tuple[str, list[BarisHasil]]]:
        """A. UTAMA and B. TAMBAHAN with their rows."""
        return [
            (f"{letter}. {jenis.label.upper()}", [row for row in self.hasil if row.jenis == jenis])
            for letter, jenis in zip("AB", JenisRhk, strict=True)
        ]

    @property
    def ukuran(self) -> list[BarisUkuran]:
        return [line for row in self.hasil for line in row.ukuran]

    @property
    def terisi(self) -> int:
        return sum(bool(line.realisasi) for line in self.ukuran)


def sheet(evaluasi: Evaluasi) -> Lembar:
    """Of an evaluasi, stored or not. At most ten queries. `evaluasi` as `EvaluasiQuerySet.for_detail` reads it.

    Feedback may be added until the document is handed over, and is read from its rows until then.
    """
    if evaluasi.isi is None:
        return _live(evaluasi)
    kept = restore(evaluasi.isi)
    return kept if evaluasi.diserahkan else with_feedback(kept, evaluasi)


def planned_steps(evaluasi: Evaluasi) -> defaultdict[int, list[RencanaAksi]]:
    """The rencana aksi by RHK, as the rows are now. At most one query."""
    found: defaultdict[int, list[RencanaAksi]] = defaultdict(list)
    if evaluasi.pk is not None:
        for row in evaluasi.rencana_aksi.all():
            found[row.rhk_id].append(row)
    return found


def store(lembar: Lembar) -> Json:
    """The `isi` of an Evaluasi."""
    return {**asdict(lembar), "beku": True}


def restore(isi: Json) -> Lembar:
    return Lembar(
        hasil=tuple(_hasil(row) for row in isi["hasil"]),
        perilaku=tuple(
            BarisPerilakuDinilai(**{**row, "panduan": tuple(row["panduan"]), "umpan_balik": _said(row["umpan_balik"])})
            for row in isi["perilaku"]
        ),
        pendekatan=isi["pendekatan"],
        bentuk=isi["bentuk"],
        beku=True,
    )


def with_feedback(lembar: Lembar, evaluasi: Evaluasi) -> Lembar:
    """The sheet with the feedback as its rows are now. One query."""
    said = _feedback(evaluasi)
    return replace(
        lembar,
        hasil=tuple(replace(row, umpan_balik=said[row.rhk]) for row in lembar.hasil),
        perilaku=tuple(replace(row, umpan_balik=said[row.kode]) for row in lembar.perilaku),
    )


def _hasil(row: Json) -> BarisHasil:
    lines = tuple(
        BarisUkuran(**{**line, "eviden": tuple(ButirEviden(**item) for item in line["eviden"])})
        for line in row["ukuran"]
    )
    return BarisHasil(
        **{
            **row,
            "ukuran": lines,
            "rencana_aksi": tuple(row["rencana_aksi"]),
            "umpan_balik": _said(row["umpan_balik"]),
        }
    )


def _said(rows: Iterable[Json]) -> tuple[Ucapan, ...]:
    return tuple(Ucapan(**row) for row in rows)


def _live(evaluasi: Evaluasi) -> Lembar:
    skp = evaluasi.skp
    rhk = rhk_with_superior(skp.pk)
    for row in rhk:
        row.skp = skp
    said, reached, shown, planned = _feedback(evaluasi), _reached(evaluasi), _shown(evaluasi), planned_steps(evaluasi)
    hasil = tuple(
        BarisHasil(
            rhk=row.pk,
            jenis=row.jenis,
            uraian=row.uraian,
            penugasan_dari=row.penugasan_dari,
            atasan=row.atasan.uraian_terbuka if row.atasan else "",
            ukuran=tuple(_lines(row, reached, shown)),
            rencana_aksi=tuple(step.uraian for step in planned[row.pk]),
            umpan_balik=said[row.pk],
        )
        for row in rhk
    )
    perilaku = tuple(
        BarisPerilakuDinilai(
            line.perilaku.kode, line.perilaku.nama, line.perilaku.panduan, line.ekspektasi, said[line.perilaku.kode]
        )
        for line in behaviour_lines(getattr(skp, "ekspektasi_perilaku", None))
    )
    return Lembar(hasil, perilaku, skp.pendekatan, skp.bentuk)


def _lines(
    rhk: RencanaHasilKerja,
    reached: dict[Line, tuple[int, str, str]],
    shown: dict[Line, list[ButirEviden]],
) -> Iterable[BarisUkuran]:
    for line in indikator_lines(rhk):
        key = (rhk.pk, line.kode)
        realisasi_id, realisasi, sumber_data = reached.get(key, (None, "", ""))
        yield BarisUkuran(
            kode=line.kode,
            aspek=line.aspek,
            uraian=line.uraian,
            target=line.target,
            perspektif=line.perspektif,
            realisasi_id=realisasi_id,
            realisasi=realisasi,
            sumber_data=sumber_data,
            eviden=tuple(shown[key]),
        )


def _reached(evaluasi: Evaluasi) -> dict[Line, tuple[int, str, str]]:
    if evaluasi.pk is None:
        return {}
    return {(row.rhk_id, row.kode): (row.pk, row.realisasi, row.sumber_data) for row in evaluasi.realisasi.all()}


def _shown(evaluasi: Evaluasi) -> dict[Line, list[ButirEviden]]:
    found: dict[Line, list[ButirEviden]] = defaultdict(list)
    if evaluasi.pk is None:
        return found
    for eviden in evaluasi.eviden.select_related("bukti").prefetch_related("ukuran"):
        bukti = eviden.bukti
        item = ButirEviden(eviden.pk, eviden.nama, bukti.pk, bukti.tautan, bukti.ukuran)
        for line in eviden.ukuran.all():
            found[line.rhk_id, line.kode].append(item)
    return found


def _feedback(evaluasi: Evaluasi) -> defaultdict[int | str | None, tuple[Ucapan, ...]]:
    """By RHK, and by the code of the perilaku."""
    found: defaultdict[int | str | None, tuple[Ucapan, ...]] = defaultdict(tuple)
    if evaluasi.pk is None:
        return found
    for row in UmpanBalik.objects.filter(evaluasi=evaluasi).select_related("oleh"):
        found[row.rhk_id or row.perilaku] += (Ucapan(row.pk, row.teks, str(row.oleh), row.pada.isoformat()),)
    return found
