"""Grading daily activities: one row or a whole month at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.text import Truncator

from ekinerja.errors import Conflict
from kegiatan.models import KategoriHarian, KegiatanHarian, RiwayatKegiatan
from kegiatan.querysets import KegiatanHarianQuerySet
from kegiatan.workflow import ActionHarian, StatusKegiatanHarian
from organisasi.deadlines import DeadlineCalendar, Tenggat, month_end
from organisasi.models import Langkah, Pegawai
from organisasi.scoping import acting_ids
from penilaian.querysets.bulanan import is_closed, months_of
from penilaian.rules import bulanan as rules
from skp.models import SkpBulanan


@dataclass(frozen=True, slots=True)
class Grade:
    """What a penilai gives one activity, and the version of it that he saw."""

    pk: int
    versi: int
    nilai: KategoriHarian
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class GradeReport:
    """`dinilai` counts what was stored; `dilewati` says of each other row why it was not."""

    dinilai: int
    dilewati: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Month:
    """One person's month, its SKP Bulanan locked: nobody closes it while grades are written, and the reverse."""

    tenggat: Tenggat
    bulanan: Sequence[SkpBulanan]
    mewakili: frozenset[int]

    def is_closed(self, day: date) -> bool:
        return is_closed(self.bulanan, day)


@transaction.atomic
def grade(*, pegawai: Pegawai, month: date, grades: Sequence[Grade], by: Pegawai, at: datetime) -> GradeReport:
    """Grades activities of one person's month; those somebody else acted on first are left out and named.

    `month` is its first day. Raises NotAllowed when one of them is not his to grade, TooLate, IllegalTransition when
    the month is closed. The number of queries depends on the different grades and notes, not on the rows.
    """
    locked = _lock(pegawai, month, by)
    wanted = {given.pk: given for given in grades}
    rows = {row.pk: row for row in _activities(pegawai, month).filter(pk__in=wanted).order_by("pk")}
    accepted, left = [], ["Satu kegiatan sudah dihapus pemiliknya."] * (len(wanted) - len(rows))
    for pk, row in rows.items():
        given = wanted[pk]
        rules.assesses(by, pegawai_id=row.pegawai_id, penilai_id=row.penilai_id, mewakili=locked.mewakili).require()
        rules.may_grade_month(ditutup=locked.is_closed(row.tanggal), tenggat=locked.tenggat, at=at).require()
        if not _sent_before(row, given, by):
            reason = _overtaken(row, given)
            left.append(reason) if reason else accepted.append(row)
    _store(accepted, wanted, month, by, at)
    return GradeReport(len(accepted), tuple(left))


@transaction.atomic
def take_back(*, kegiatan: KegiatanHarian, by: Pegawai, at: datetime) -> None:
    """Batal nilai of one activity, as it was read.

    Raises NotAllowed, TooLate, IllegalTransition (not graded, month closed), Conflict (changed since it was read).
    """
    month = kegiatan.tanggal.replace(day=1)
    locked = _lock(kegiatan.pegawai, month, by)
    _check_undo(locked, kegiatan, by, at)
    as_read = KegiatanHarian.objects.filter(pk=kegiatan.pk, versi=kegiatan.versi)
    if not _clear(as_read, [kegiatan], month, by, at):
        raise Conflict("Penilaian kegiatan ini baru saja diubah. Muat ulang halaman untuk melihat keadaannya.")


@transaction.atomic
def take_back_batch(*, pegawai: Pegawai, month: date, given_at: datetime, by: Pegawai, at: datetime) -> int:
    """Undoes what `by` graded at one instant, as far as it still stands; returns how many. Raises as `take_back`."""
    locked = _lock(pegawai, month, by)
    batch = _activities(pegawai, month).filter(
        status=StatusKegiatanHarian.DINILAI, dinilai_oleh=by, dinilai_pada=given_at
    )
    rows = list(batch.order_by("pk"))
    for row in rows:
        _check_undo(locked, row, by, at)
    return _clear(KegiatanHarian.objects.filter(pk__in=[row.pk for row in rows]), rows, month, by, at)


def _lock(pegawai: Pegawai, month: date, by: Pegawai) -> _Month:
    return _Month(
        tenggat=DeadlineCalendar(pegawai).tenggat(Langkah.VERIFIKASI, month),
        bulanan=list(months_of(pegawai, month).select_for_update(of=("self",), no_key=True)),
        mewakili=acting_ids(by),
    )


def _check_undo(locked: _Month, row: KegiatanHarian, by: Pegawai, at: datetime) -> None:
    closed = locked.is_closed(row.tanggal)
    rules.may_undo(by, row, mewakili=locked.mewakili, ditutup=closed, tenggat=locked.tenggat, at=at).require()


def _activities(pegawai: Pegawai, month: date) -> "QuerySet[KegiatanHarian]":
    return (
        KegiatanHarian.objects.select_for_update(of=("self",), no_key=True)
        .select_related("dinilai_oleh")
        .filter(pegawai=pegawai)
        .between(month, month_end(month))
    )


def _sent_before(row: KegiatanHarian, given: Grade, by: Pegawai) -> bool:
    """The same form sent twice is no conflict."""
    return row.dinilai and row.dinilai_oleh_id == by.pk and (row.nilai, row.catatan) == (given.nilai, given.catatan)


def _overtaken(row: KegiatanHarian, given: Grade) -> str:
    """Why the row is no longer what the penilai saw; empty when it is."""
    name = f"{date_format(row.tanggal, 'j F')}, “{Truncator(row.uraian).chars(60)}”"
    if row.dinilai:
        return (
            f"{name} sudah dinilai {row.get_nilai_display()} oleh {row.dinilai_oleh}; "
            f"penilaian Anda ({given.nilai.label}) tidak disimpan."
        )
    if row.versi != given.versi:
        return f"{name} diubah pemiliknya setelah halaman ini dibuka; periksa isinya, lalu nilai lagi."
    return ""


def _store(rows: Sequence[KegiatanHarian], wanted: dict[int, Grade], month: date, by: Pegawai, at: datetime) -> None:
    alike = defaultdict(list)
    for row in rows:
        alike[wanted[row.pk].nilai, wanted[row.pk].catatan].append(row.pk)
    for (nilai, catatan), pks in alike.items():
        KegiatanHarian.objects.between(month, month_end(month)).filter(
            pk__in=pks, status=StatusKegiatanHarian.TERCATAT
        ).update(
            status=StatusKegiatanHarian.DINILAI,
            nilai=nilai,
            catatan=catatan,
            dinilai_oleh=by,
            dinilai_pada=at,
            diubah_pada=at,
            versi=F("versi") + 1,
        )
    _record(ActionHarian.NILAI, {row: wanted[row.pk] for row in rows}, by, at)


def _clear(
    chosen: KegiatanHarianQuerySet, rows: Sequence[KegiatanHarian], month: date, by: Pegawai, at: datetime
) -> int:
    """The note goes with the grade; the history keeps both."""
    cleared = (
        chosen.between(month, month_end(month))
        .filter(status=StatusKegiatanHarian.DINILAI)
        .update(
            status=StatusKegiatanHarian.TERCATAT,
            nilai=None,
            catatan="",
            dinilai_oleh=None,
            dinilai_pada=None,
            diubah_pada=at,
            versi=F("versi") + 1,
        )
    )
    if cleared:
        _record(ActionHarian.BATAL_NILAI, {row: row for row in rows}, by, at)
    return cleared


def _record(
    action: ActionHarian, graded: dict[KegiatanHarian, Grade | KegiatanHarian], by: Pegawai, at: datetime
) -> None:
    RiwayatKegiatan.objects.bulk_create(
        RiwayatKegiatan(kegiatan=row, aksi=action, nilai=given.nilai, catatan=given.catatan, oleh=by, pada=at)
        for row, given in graded.items()
    )
