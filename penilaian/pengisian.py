"""What the owner of an SKP has filled in: the periods of an SKP with their state, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count

from ekinerja.rules import Verdict
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Langkah, PeriodeEvaluasi
from penilaian.giliran import Giliran, turn_of
from penilaian.lembar import Lembar, restore
from penilaian.models import Evaluasi, RealisasiPeriode
from penilaian.rules.evaluasi import Kedudukan, evaluable, may_fill, sees_rating
from skp.indikator import indikator_lines
from skp.models import Skp

if TYPE_CHECKING:
    from organisasi.deadlines import Tenggat


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
    tenggat: "Tenggat"
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


def periods_of(skp: Skp, kedudukan: Kedudukan, *, today: date, at: datetime) -> list[BarisPeriode]:
    """Every period of the SKP's year, also those it does not meet. Seven queries, whatever their number."""
    calendar = DeadlineCalendar(skp.pegawai)
    periods = PeriodeEvaluasi.objects.filter(instansi=skp.instansi_id, tahun=skp.tahun).order_by("mulai", "selesai")
    stored = {row.periode_id: row for row in _counted(skp)}
    lines = current_lines(skp)
    reached = _reached(skp)
    rows = []
    for periode in periods:
        evaluasi = stored.get(periode.pk) or Evaluasi(skp=skp, periode=periode, status_sejak=skp.status_sejak)
        evaluasi.skp, evaluasi.periode = skp, periode
        tenggat = calendar.tenggat_periode(Langkah.EVALUASI_PENGISIAN, periode)
        kemajuan = _progress(evaluasi, lines, reached)
        rows.append(
            BarisPeriode(
                periode=periode,
                evaluasi=evaluasi,
                bertemu=periode.meets(skp.periode_mulai, skp.periode_selesai),
                belum_mulai=max(periode.mulai, skp.periode_mulai) > today,
                berlaku=evaluable(skp, periode),
                may_fill=may_fill(kedudukan, evaluasi, tenggat=tenggat, at=at),
                tenggat=tenggat,
                kemajuan=kemajuan,
                giliran=turn_of(evaluasi, kedudukan, calendar=calendar, at=at, missing=missing_in(evaluasi, kemajuan)),
                lihat_nilai=sees_rating(kedudukan, evaluasi) and bool(evaluasi.predikat),
            )
        )
    return rows


def current_lines(skp: Skp) -> set[tuple[int, str]]:
    """(rhk, kode) of every line of the SKP as it is. Two queries."""
    rhk = list(skp.rhk.select_related("satuan").prefetch_related("indikator"))
    for row in rhk:
        row.skp = skp
    return {(row.pk, line.kode) for row in rhk for line in indikator_lines(row)}


def _counted(skp: Skp) -> "list[Evaluasi]":
    rows = Evaluasi.objects.filter(skp=skp).annotate(
        jumlah_eviden=Count("eviden", distinct=True), jumlah_rencana=Count("rencana_aksi", distinct=True)
    )
    return list(rows)


def _reached(skp: Skp) -> Mapping[int, set[tuple[int, str]]]:
    """The lines with a realisasi, by evaluasi."""
    found: dict[int, set[tuple[int, str]]] = {}
    for row in RealisasiPeriode.objects.filter(evaluasi__skp=skp).exclude(realisasi=""):
        found.setdefault(row.evaluasi_id, set()).add((row.rhk_id, row.kode))
    return found


def _progress(evaluasi: Evaluasi, lines: set[tuple[int, str]], reached: Mapping[int, set[tuple[int, str]]]) -> Kemajuan:
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
