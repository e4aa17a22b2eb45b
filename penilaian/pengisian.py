"""What the owner of an SKP has filled in: the periods of an SKP with their state, and what is still missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from ekinerja.prepared import AnyOf, prepared
from ekinerja.rules import Verdict
from organisasi.deadlines import DeadlineCalendar, Tenggat
from organisasi.models import Langkah, Pegawai, PeriodeEvaluasi
from organisasi.scoping import acting_ids
from penilaian.giliran import Giliran, turn_of
from penilaian.lembar import Lembar, restore
from penilaian.models import Evaluasi, RealisasiPeriode
from penilaian.querysets.evaluasi import decides
from penilaian.rules.evaluasi import Kedudukan, evaluable, may_fill, rateable_from, sees_rating
from penilaian.workflow import StatusEvaluasi
from skp.indikator import Line, line_codes, rhk_with_lines
from skp.models import Skp
from skp.reading import rhk_for_lines
from skp.workflow import Status


@dataclass(frozen=True)
class Kemajuan:
    """How much of an evaluasi is filled in."""

    terisi: int = 0
    ukuran: int = 0
    eviden: int = 0
    rencana_aksi: int = 0
    penilaian_diri: bool = False

    @property
    def lengkap(self) -> bool:
        return self.terisi == self.ukuran


@dataclass(frozen=True)
class BarisPeriode:
    """A period of the year beside an SKP. `evaluasi` is unsaved where nothing was written yet."""

    periode: PeriodeEvaluasi
    evaluasi: Evaluasi
    bertemu: bool
    belum_mulai: bool
    berlaku: Verdict
    may_fill: Verdict
    tenggat: Tenggat
    kemajuan: Kemajuan
    giliran: Giliran
    lihat_nilai: bool


def missing_in(evaluasi: Evaluasi, kemajuan: Kemajuan) -> list[str]:
    """Sentences of what the owner has still to fill in; what is only helpful is not missing."""
    found = []
    if not kemajuan.lengkap:
        found.append(f"Realisasi: {kemajuan.terisi} dari {kemajuan.ukuran} indikator terisi.")
    if not kemajuan.eviden:
        found.append("Belum ada eviden.")
    if evaluasi.skp.instansi.penilaian_diri and not kemajuan.penilaian_diri:
        found.append("Penilaian diri belum diisi.")
    return found


def progress_of(evaluasi: Evaluasi, lembar: Lembar) -> Kemajuan:
    """Of an evaluasi whose sheet is read already. No query."""
    return Kemajuan(
        terisi=lembar.terisi,
        ukuran=len(lembar.ukuran),
        eviden=len({item.pk for row in lembar.hasil for item in row.eviden}),
        rencana_aksi=sum(len(row.rencana_aksi) for row in lembar.hasil),
        penilaian_diri=bool(evaluasi.mandiri_pada),
    )


def periods_of(user: Pegawai, skp: Skp, kedudukan: Kedudukan, *, today: date, at: datetime) -> list[BarisPeriode]:
    """Every period of the SKP's year, also those it does not meet. Eight queries, whatever their number; for others
    than the owner one more where an objection waits. `kedudukan`: what the user is to that SKP."""
    calendar = DeadlineCalendar(skp.pegawai)
    periods = PeriodeEvaluasi.objects.filter(instansi=skp.instansi_id, tahun=skp.tahun).order_by("selesai", "-mulai")
    stored = {row.periode_id: row for row in counted_evaluasi(Q(skp=skp))}
    lines = _lines(skp)
    reached = _reached(stored.values())
    for row in stored.values():
        row.skp = skp
    deciding = _deciding(user, kedudukan, stored.values())
    rows = []
    for periode in periods:
        evaluasi = stored.get(periode.pk) or Evaluasi(skp=skp, periode=periode, status_sejak=skp.status_sejak)
        evaluasi.periode = periode
        tenggat = calendar.tenggat_periode(Langkah.EVALUASI_PENGISIAN, periode)
        kemajuan, here = _progress(evaluasi, lines, reached), deciding.get(evaluasi.pk, kedudukan)
        rows.append(
            BarisPeriode(
                periode=periode,
                evaluasi=evaluasi,
                bertemu=periode.meets(skp.periode_mulai, skp.periode_selesai),
                belum_mulai=evaluasi.common_days[0] > today,
                berlaku=evaluable(skp, periode),
                may_fill=may_fill(kedudukan, evaluasi, tenggat=tenggat, at=at),
                tenggat=tenggat,
                kemajuan=kemajuan,
                giliran=turn_of(evaluasi, here, calendar=calendar, at=at, missing=missing_in(evaluasi, kemajuan)),
                lihat_nilai=sees_rating(kedudukan, evaluasi) and bool(evaluasi.predikat),
            )
        )
    return rows


def _deciding(user: Pegawai, kedudukan: Kedudukan, rows: Iterable[Evaluasi]) -> dict[int, Kedudukan]:
    """What the user is to each evaluasi with an objection, by its key: who decides it is stored there, and what one is
    to the SKP does not tell. One query, none for the owner or without an objection."""
    objected = [row for row in rows if row.status == StatusEvaluasi.KEBERATAN and not kedudukan.pemilik]
    persons = acting_ids(user) if objected else ()
    return {row.pk: replace(kedudukan, pemutus=decides(user, row, persons)) for row in objected}


@dataclass(frozen=True)
class BelumDiisi:
    """An evaluasi of the owner that waits for him."""

    skp: Skp
    periode: PeriodeEvaluasi
    tenggat: Tenggat
    kurang: list[str]


def to_fill(
    own: Sequence[Skp], written: Iterable[Evaluasi], calendar: DeadlineCalendar, *, today: date, at: datetime
) -> list[BelumDiisi]:
    """The evaluasi a person has not filled in, from the period's last month until its limit: earlier it would only be
    in the way, a choice of this system. `own`: his SKP with instansi and jabatan, `written`: their counted evaluasi.
    Four queries at most, none without an approved SKP."""
    own = [skp for skp in own if skp.status == Status.DISETUJUI]
    if not own:
        return []
    periods = _open_periods(list({skp.instansi_id for skp in own}), list({skp.tahun for skp in own}))
    open_now = [
        (skp, periode, calendar.tenggat_periode(Langkah.EVALUASI_PENGISIAN, periode))
        for periode in periods
        for skp in own
        if evaluable(skp, periode) and skp.tahun == periode.tahun and rateable_from(skp, periode) <= today
    ]
    waiting = [(skp, periode, tenggat) for skp, periode, tenggat in open_now if tenggat.terbuka(at)]
    if not waiting:
        return []
    stored = {(row.skp_id, row.periode_id): row for row in written}
    lines, reached = lines_by_skp([skp for skp, *_ in waiting]), _reached(stored.values())
    found = []
    for skp, periode, tenggat in waiting:
        evaluasi = stored.get((skp.pk, periode.pk)) or Evaluasi(skp=skp, periode=periode)
        evaluasi.skp = skp
        kurang = missing_in(evaluasi, _progress(evaluasi, lines[skp.pk], reached))
        if evaluasi.terbuka and kurang:
            found.append(BelumDiisi(skp, periode, tenggat, kurang))
    return found


@prepared
def _open_periods(instansi: list[int], tahun: list[int]) -> QuerySet[PeriodeEvaluasi]:
    rows = PeriodeEvaluasi.objects.filter(AnyOf("instansi", instansi), AnyOf("tahun", tahun))
    return rows.filter(ditutup_pada__isnull=True).order_by("batas_pengisian", "mulai")


def _lines(skp: Skp) -> set[Line]:
    """Two queries."""
    rows = rhk_for_lines(skp.pk)
    for row in rows:
        row.skp = skp
    return {(row.pk, kode) for row in rows for kode in line_codes(row)}


def lines_by_skp(skp: Sequence[Skp]) -> defaultdict[int, set[Line]]:
    """The lines of each SKP, by its primary key. Two queries."""
    found: defaultdict[int, set[Line]] = defaultdict(set)
    for row in rhk_with_lines(skp):
        found[row.skp_id].update((row.pk, kode) for kode in line_codes(row))
    return found


def counted_evaluasi(which: Q) -> list[Evaluasi]:
    """With period and stored superior, and how much was put into each. One query."""
    return list(with_counts(Evaluasi.objects.filter(which)))


def with_counts(rows: QuerySet[Evaluasi]) -> QuerySet[Evaluasi]:
    return rows.select_related("periode", "atasan_penilai").annotate(
        jumlah_eviden=Count("eviden", distinct=True), jumlah_rencana=Count("rencana_aksi", distinct=True)
    )


def _reached(evaluasi: Iterable[Evaluasi]) -> Mapping[int, set[Line]]:
    """The lines with a realisasi, by evaluasi. No query without one."""
    found: dict[int, set[Line]] = {}
    keys = [row.pk for row in evaluasi]
    for row in _with_realisasi(keys) if keys else ():
        found.setdefault(row.evaluasi_id, set()).add((row.rhk_id, row.kode))
    return found


@prepared
def _with_realisasi(evaluasi: list[int]) -> QuerySet[RealisasiPeriode]:
    return RealisasiPeriode.objects.filter(AnyOf("evaluasi", evaluasi)).exclude(realisasi="")


def _progress(evaluasi: Evaluasi, lines: set[Line], reached: Mapping[int, set[Line]]) -> Kemajuan:
    if evaluasi.isi is not None:
        return progress_of(evaluasi, restore(evaluasi.isi))
    if evaluasi.pk is None:
        return Kemajuan(ukuran=len(lines))
    return Kemajuan(
        terisi=len(lines & reached.get(evaluasi.pk, set())),
        ukuran=len(lines),
        eviden=evaluasi.jumlah_eviden,  # type: ignore[attr-defined]
        rencana_aksi=evaluasi.jumlah_rencana,  # type: ignore[attr-defined]
        penilaian_diri=bool(evaluasi.mandiri_pada),
    )
