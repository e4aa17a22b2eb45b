from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.deadlines import DeadlineCalendar, format_day
from organisasi.hierarchy import assessor_of
from organisasi.models import Jabatan, Pegawai, UnitKerja
from organisasi.models.pegawai import PeranAnggaran, pangkat_golongan
from organisasi.pemberitahuan import notify
from organisasi.periode import open_year
from organisasi.scoping import local_today
from skp import rules
from skp.models import Bentuk, Pendekatan, Riwayat, Skp
from skp.rules.tahunan import may_shorten
from skp.services.editing import change_row, hold, hold_for_editing, protected
from skp.services.steps import waits_for
from skp.tenggat import limit_from
from skp.terpakai import keeps_used_lines
from skp.workflow import Status

OVERLAP = {"skp_periode_tidak_tumpang_tindih": "periode_mulai", "skp_periode_mulai_sebelum_selesai": "periode_selesai"}


@transaction.atomic
def create_skp(
    *,
    by: Pegawai,
    tahun: int,
    token: UUID,
    at: datetime,
    periode_mulai: date | None = None,
    periode_selesai: date | None = None,
    pendekatan: str = Pendekatan.KUANTITATIF,
) -> Skp:
    """A draft for one's own post, unit, rank and pejabat penilai as they are today.

    Days left out are filled from what the year still has free. The same token gives the same SKP. Raises TooLate past
    the limit (`skp.tenggat`), Refused for an incomplete person or a full year, Conflict for an overlapping period.
    """
    rules.may_create(by).require()
    sent_before = Skp.objects.filter(token=token, pegawai=by).first()
    if sent_before:
        return sent_before
    free_from, free_until = _free_days(by, tahun)
    mulai, selesai = periode_mulai or free_from, periode_selesai or free_until
    limit_from(DeadlineCalendar(by), by, mulai if mulai.year == tahun else date(tahun, 1, 1)).check(at)
    if free_from > free_until and not (periode_mulai and periode_selesai):
        raise Refused(_full(tahun), field="tahun")
    period = _period(tahun, mulai, selesai)
    with _overlap_named(by, mulai, selesai):
        skp, _created = Skp.objects.get_or_create(
            token=token,
            pegawai=by,
            defaults={
                **snapshot(by, on=local_today(by)),
                **period,
                "tahun": tahun,
                "pendekatan": pendekatan,
                "status_sejak": at,
            },
        )
    if by.instansi is not None:
        open_year(instansi=by.instansi, tahun=tahun)
    return skp


def free_period(pegawai: Pegawai, tahun: int) -> tuple[date, date]:
    """The part of a year after a person's last SKP. Raises Refused when nothing is left."""
    first, last = _free_days(pegawai, tahun)
    if first > last:
        raise Refused(_full(tahun), field="tahun")
    return first, last


def _free_days(pegawai: Pegawai, tahun: int) -> tuple[date, date]:
    """From the day after the last SKP to 31 December; the first lies after the last when the year is full."""
    last = pegawai.skp.filter(tahun=tahun).order_by("-periode_selesai").first()
    return last.periode_selesai + timedelta(days=1) if last else date(tahun, 1, 1), date(tahun, 12, 31)


def _full(tahun: int) -> str:
    return (
        f"SKP Tahunan {tahun} sudah ada sampai 31 Desember {tahun}. Bila Anda pindah jabatan di tengah tahun, "
        "pendekkan dahulu periodenya (SKP yang masih draft: ubah periodenya)."
    )


@transaction.atomic
def change_period(
    *,
    skp: Skp,
    by: Pegawai,
    versi: int,
    periode_mulai: date,
    periode_selesai: date,
    pendekatan: str | None = None,
) -> Skp:
    """Period and pendekatan of a draft; another pendekatan leaves every stored indikator as it is.

    Raises Conflict for a stale form or an overlap, Refused when a month of the SKP, or a period it was rated in, would
    fall outside.
    """
    held = hold_for_editing(skp, by=by)
    period = _period(held.tahun, periode_mulai, periode_selesai)
    outside = held.bulanan.exclude(bulan__range=(periode_mulai.month, periode_selesai.month)).order_by("bulan").first()
    if outside:
        field = "periode_mulai" if outside.bulan < periode_mulai.month else "periode_selesai"
        raise Refused(
            f"{outside} akan berada di luar periode. Hapus SKP Bulanan itu lebih dahulu, atau perpanjang periodenya.",
            field=field,
        )
    _check_rated_inside(held, periode_mulai, periode_selesai)
    with keeps_used_lines(held), _overlap_named(by, periode_mulai, periode_selesai, but=held):
        change_row(held, versi=versi, pendekatan=pendekatan or held.pendekatan, **period)
    return held


@transaction.atomic
def shorten_skp(*, skp: Skp, by: Pegawai, versi: int, periode_selesai: date, alasan: str, at: datetime) -> Skp:
    """An approved SKP ends earlier: its owner has moved. In its Riwayat, and told to the pejabat penilai.

    Raises Refused for a day that does not shorten it, or when an SKP Bulanan of a later month or a rated period that
    begins later exists, naming it.
    """
    held = hold(skp)
    may_shorten(by, held).require()
    _check_shorter(held, periode_selesai)
    _end(held, periode_selesai, versi=versi, by=by, at=at, alasan=alasan)
    notify(
        [held.penilai],
        f"{held.pegawai} memendekkan periode {held} menjadi {held.periode}.",
        tautan=held.get_absolute_url(),
        at=at,
        by=by,
    )
    return held


@transaction.atomic
def end_skp(*, skp: Skp, periode_selesai: date, alasan: str, by: Pegawai, at: datetime) -> Skp:
    """An SKP in whatever state ends earlier because its owner is moved (PermenPANRB 6/2022): not asked of him, so the
    caller has asked whether `by` may move him. In its Riwayat, and told to the pejabat penilai.

    Raises Refused as `shorten_skp` does.
    """
    held = hold(skp)
    _check_shorter(held, periode_selesai)
    _end(held, periode_selesai, versi=held.versi, by=by, at=at, alasan=alasan)
    if held.status != Status.DRAFT:
        text = f"Periode {held} {held.pegawai} berakhir {format_day(periode_selesai)}. {alasan}"
        notify([held.penilai], text, tautan=held.get_absolute_url(), at=at, by=by)
    return held


def why_not_ended(skp: Skp, periode_selesai: date) -> str:
    """What is in the way of ending an SKP on a day, in words; empty: nothing."""
    try:
        _check_shorter(skp, periode_selesai)
    except Refused as refusal:
        return refusal.message
    return ""


def _end(skp: Skp, periode_selesai: date, *, versi: int, by: Pegawai, at: datetime, alasan: str) -> None:
    """A draft that nobody else has seen gets no Riwayat row: it would make the draft undeletable."""
    before = skp.periode
    change_row(skp, versi=versi, periode_selesai=periode_selesai)
    if not skp.belum_pernah_diajukan:
        catatan = f"{before} menjadi {skp.periode}. {alasan.strip()}"
        Riwayat.objects.create(
            skp=skp, aksi=Riwayat.PERIODE_DIPENDEKKAN, status=skp.status, oleh=by, pada=at, catatan=catatan
        )


def _check_shorter(skp: Skp, periode_selesai: date) -> None:
    if periode_selesai < skp.periode_mulai:
        reason = f"Periode akhir tidak boleh sebelum periode awal, {format_day(skp.periode_mulai)}."
    elif periode_selesai >= skp.periode_selesai:
        reason = f"SKP ini sudah berakhir {format_day(skp.periode_selesai)}. Pilih hari yang lebih awal."
    elif later := skp.bulanan.filter(bulan__gt=periode_selesai.month).order_by("-bulan").first():
        reason = f"{later} sudah dibuat di dalam SKP ini; periode tidak dapat berakhir sebelum bulan itu."
    else:
        _check_rated_inside(skp, skp.periode_mulai, periode_selesai)
        return
    raise Refused(reason, field="periode_selesai")


def _check_rated_inside(skp: Skp, mulai: date, selesai: date) -> None:
    """A predikat that was given keeps some of the days it was given for."""
    rated = skp.evaluasi.exclude(predikat="").select_related("periode")
    outside = rated.filter(Q(periode__mulai__gt=selesai) | Q(periode__selesai__lt=mulai))
    if lost := outside.order_by("-periode__mulai").first():
        field = "periode_selesai" if lost.periode.mulai > selesai else "periode_mulai"
        raise Refused(f"SKP ini sudah dinilai pada {lost.periode}; periodenya harus tetap mencakupnya.", field=field)


@contextmanager
def _overlap_named(pegawai: Pegawai, mulai: date, selesai: date, *, but: Skp | None = None) -> Iterator[None]:
    """The database refuses the overlap, whoever was first; the message names the SKP that is in the way."""
    try:
        with constraint_messages(Skp, fields=OVERLAP):
            yield
    except Conflict as conflict:
        others = pegawai.skp.filter(periode_mulai__lte=selesai, periode_selesai__gte=mulai)
        if but is not None:
            others = others.exclude(pk=but.pk)
        other = others.order_by("periode_mulai").first()
        if conflict.field != "periode_mulai" or other is None:
            raise
        field = "periode_mulai" if other.periode_mulai <= mulai else "periode_selesai"
        raise Conflict(f"Bertumpang tindih dengan SKP Anda {other.periode}.", field=field) from conflict


@transaction.atomic
def delete_skp(*, skp: Skp, by: Pegawai) -> None:
    """Deletes a draft that was never submitted, with its targets; anything else is refused with the reason."""
    held = hold(skp)
    rules.may_delete_skp(by, held, jumlah_bulanan=held.bulanan.count()).require()
    with protected(str(held)):
        held.delete()


@dataclass(frozen=True)
class Change:
    """One line of Muat Ulang: what the SKP says, what the organisation says today."""

    label: str
    before: str
    after: str


LABELS = {
    "unit": "Unit kerja",
    "jabatan": "Jabatan",
    "golongan": "Pangkat/golongan ruang",
    "peran_anggaran": "Peran anggaran",
    "bentuk": "Bentuk formulir SKP",
    "penilai": "Pejabat penilai",
    "penilai_unit": "Unit kerja pejabat penilai",
    "penilai_jabatan": "Jabatan pejabat penilai",
    "penilai_golongan": "Pangkat/golongan ruang pejabat penilai",
}


def reload_changes(skp: Skp) -> list[Change]:
    """What Muat Ulang would change, in words. Empty: nothing."""
    present = snapshot(skp.pegawai, on=local_today(skp.pegawai))
    return [
        Change(label, _words(name, getattr(skp, name)), _words(name, present[name]))
        for name, label in LABELS.items()
        if getattr(skp, name) != present[name]
    ]


@transaction.atomic
def reload_skp(*, skp: Skp, by: Pegawai, at: datetime) -> list[Change]:
    """Muat Ulang: takes the present unit, post, rank and pejabat penilai; answers what changed.

    A submitted one that comes to another desk is told there.
    """
    held = hold(skp)
    rules.may_reload(by, held).require()
    return _reload(held, by=by, at=at)


def follow_move(*, skp: Skp, by: Pegawai, at: datetime) -> None:
    """Muat Ulang of what begins after its owner has moved; an approved SKP keeps what was decided on. Not asked of him,
    so the caller has asked whether `by` may move him, or might when he planned it."""
    held = hold(skp)
    if held.status != Status.DISETUJUI:
        _reload(held, by=by, at=at)


def _reload(held: Skp, *, by: Pegawai, at: datetime) -> list[Change]:
    """A draft that nobody else has seen gets no Riwayat row: it would make the draft undeletable for nobody's good."""
    changes, before = reload_changes(held), held.penilai_id
    if not changes:
        return []
    change_row(held, versi=held.versi, **snapshot(held.pegawai, on=local_today(held.pegawai)))
    if not held.belum_pernah_diajukan:
        catatan = "; ".join(f"{c.label}: {c.before} menjadi {c.after}" for c in changes)
        Riwayat.objects.create(skp=held, aksi=Riwayat.MUAT_ULANG, status=held.status, oleh=by, pada=at, catatan=catatan)
    if held.status == Status.DIAJUKAN and held.penilai_id != before:
        text = f"{held} {held.pegawai} menunggu persetujuan Anda."
        notify(waits_for(held), text, tautan=held.get_absolute_url(), at=at, by=by)
    return changes


def snapshot(pegawai: Pegawai, *, on: date) -> dict[str, Any]:
    """The fields of an SKP that are taken from the organisation as it is on a day."""
    if pegawai.unit is None or pegawai.jabatan is None:
        raise Refused("Unit kerja atau jabatan belum tercatat. Minta admin instansi melengkapinya lebih dahulu.")
    penilai = assessor_of(pegawai, on=on)
    return {
        "instansi": pegawai.instansi,
        "unit": pegawai.unit,
        "jabatan": pegawai.jabatan,
        "golongan": pegawai.golongan,
        "peran_anggaran": pegawai.peran_anggaran,
        "bentuk": _form_of(pegawai, pegawai.jabatan),
        "penilai": penilai,
        "penilai_unit": penilai.unit if penilai else None,
        "penilai_jabatan": penilai.jabatan if penilai else None,
        "penilai_golongan": penilai.golongan if penilai else "",
    }


def _form_of(pegawai: Pegawai, jabatan: Jabatan) -> Bentuk:
    """JPT, and whoever heads a unit kerja mandiri, fill in the form for pimpinan (PermenPANRB 6/2022)."""
    if jabatan.pimpinan_tinggi or UnitKerja.objects.filter(kepala=pegawai, mandiri=True).exists():
        return Bentuk.PIMPINAN
    return Bentuk.PEGAWAI


def _period(tahun: int, mulai: date, selesai: date) -> dict[str, date]:
    if mulai.year != tahun:
        raise Refused(f"Periode SKP harus berada dalam tahun {tahun}.", field="periode_mulai")
    if mulai > selesai:
        raise Refused(
            f"Periode akhir {format_day(selesai)} tidak boleh sebelum periode awal {format_day(mulai)}.",
            field="periode_selesai",
        )
    if selesai.year != tahun:
        raise Refused(
            f"Periode SKP paling lama satu tahun: sampai 31 Desember {tahun}. Untuk tahun berikutnya buat SKP "
            "tersendiri.",
            field="periode_selesai",
        )
    return {"periode_mulai": mulai, "periode_selesai": selesai}


def _words(name: str, value: Any) -> str:
    if name.endswith("golongan"):
        return pangkat_golongan(value) or "(kosong)"
    if name == "peran_anggaran":
        return str(PeranAnggaran(value).label)
    if name == "bentuk":
        return str(Bentuk(value).label)
    return str(value) if value else "(belum ada)"
