"""What a move or the end of an account means for SKP: see `organisasi.kaitan`."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from ekinerja.forms import format_number
from organisasi.deadlines import format_day
from organisasi.hierarchy import assessor_of
from organisasi.kaitan import Dokumen, Terbuka
from organisasi.models import Pegawai
from organisasi.pemberitahuan import notify
from organisasi.scoping import local_today
from skp.models import Skp, SkpBulanan, TimKerja
from skp.services.editing import hold_together
from skp.services.tahunan import end_skp, follow_move, why_not_ended
from skp.workflow import Status


def hold(pegawai: Pegawai, *, tmt: date) -> None:
    hold_together(_not_over(pegawai, tmt))


def running(pegawai: Pegawai, *, tmt: date) -> list[Dokumen]:
    """Every SKP that is not over the day before. That a draft is there may be known, never what is in it."""
    return [_described(skp, tmt) for skp in _not_over(pegawai, tmt).select_related("penilai")]


def end_running(pegawai: Pegawai, *, tmt: date, by: Pegawai, at: datetime, alasan: str) -> None:
    """Raises Refused where an SKP Bulanan or a rated period lies after it."""
    for skp in _not_over(pegawai, tmt).filter(periode_mulai__lt=tmt):
        end_skp(skp=skp, periode_selesai=tmt - timedelta(days=1), alasan=alasan, by=by, at=at)


def follow(pegawai: Pegawai, *, tmt: date, by: Pegawai, at: datetime) -> None:
    """Muat Ulang of what begins later and has not been approved. What was approved keeps what was decided on, and what
    is left running what it is: of these he is told, and both who assess him."""
    now = assessor_of(pegawai, on=local_today(pegawai))
    for skp in _not_over(pegawai, tmt).select_related("penilai"):
        if skp.periode_mulai >= tmt and skp.status != Status.DISETUJUI:
            follow_move(skp=skp, by=by, at=at)
        elif skp.penilai != now:
            _tell_kept(skp, pegawai, now, by=by, at=at)


def _tell_kept(skp: Skp, pegawai: Pegawai, now: Pegawai | None, *, by: Pegawai, at: datetime) -> None:
    """Nobody but its owner is told of a draft."""
    approved, there = skp.status == Status.DISETUJUI, now or "belum ada"
    stays = f"tetap mencatat {skp.penilai or 'belum ada'} sebagai pejabat penilai"
    why = " karena sudah disetujui" if approved else ""
    how = "minta dibuka kembali, lalu tekan Muat Ulang dan ajukan lagi" if approved else "tekan Muat Ulang"
    own = f"{skp} Anda ({skp.periode}) {stays}{why}. Agar beralih ke pejabat penilai yang sekarang ({there}): {how}."
    notify([pegawai], own, tautan=skp.get_absolute_url(), at=at, by=by)
    if skp.status == Status.DRAFT:
        return
    how = "buka kembali, lalu pemiliknya menekan Muat Ulang" if approved else "pemiliknya menekan Muat Ulang"
    text = f"{skp} {pegawai} ({skp.periode}) {stays}{why}; di unit barunya {there}: agar beralih, {how}."
    notify([skp.penilai, now], text, tautan=skp.get_absolute_url(), at=at, by=by)


def waiting(pegawai: Pegawai) -> list[Terbuka]:
    return list(_waiting(pegawai))


def _waiting(pegawai: Pegawai) -> Iterator[Terbuka]:
    today = local_today(pegawai)
    assessed = Skp.objects.filter(penilai=pegawai)
    queues = (
        (assessed.filter(status=Status.DIAJUKAN), "SKP menunggu persetujuannya"),
        (
            SkpBulanan.objects.filter(skp__penilai=pegawai, status=Status.DIAJUKAN),
            "SKP Bulanan menunggu persetujuannya",
        ),
        (
            assessed.filter(status=Status.DISETUJUI, periode_selesai__gte=today),
            "SKP yang masih berjalan mencatatnya sebagai pejabat penilai",
        ),
    )
    for rows, words in queues:
        if number := rows.count():
            yield Terbuka(f"{format_number(number)} {words}.")
    for skp in _not_over(pegawai, today):
        yield Terbuka(f"{skp} miliknya, {skp.periode}, {skp.get_status_display().lower()}.", _address(skp))
    for tim in TimKerja.objects.filter(ketua=pegawai, selesai__gte=today):
        yield Terbuka(f"Ketua {tim} sampai {format_day(tim.selesai)}.", reverse("skp:tim_detail", args=[tim.pk]))


def _not_over(pegawai: Pegawai, day: date) -> "QuerySet[Skp, Skp]":
    return pegawai.skp.filter(periode_selesai__gte=day).order_by("periode_mulai", "pk")


def _described(skp: Skp, tmt: date) -> Dokumen:
    later = skp.periode_mulai >= tmt
    return Dokumen(
        nama=str(skp),
        periode=skp.periode,
        status=skp.get_status_display(),
        tone=skp.status_tone,
        penilai=str(skp.penilai or ""),
        url=_address(skp),
        kemudian=later,
        disetujui=skp.status == Status.DISETUJUI,
        hambatan="" if later else why_not_ended(skp, tmt - timedelta(days=1)),
    )


def _address(skp: Skp) -> str:
    return "" if skp.status == Status.DRAFT else skp.get_absolute_url()
