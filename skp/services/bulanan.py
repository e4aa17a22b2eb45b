from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Refused
from organisasi.deadlines import DeadlineCalendar, month_end, month_name
from organisasi.models import Langkah, Pegawai
from organisasi.rules.orang import measures
from skp import rules
from skp.models import Skp, SkpBulanan, Tahapan, TargetBulanan
from skp.services.editing import change_row, hold, hold_for_editing, next_number, protected

ONCE = {"skp_bulanan_satu_per_bulan": "bulan"}


@transaction.atomic
def create_bulanan(*, by: Pegawai, tahun: int, bulan: int, token: UUID, at: datetime) -> SkpBulanan:
    """An empty month in the SKP whose period touches it. The same token gives the same month.

    Raises Refused without such an SKP and in an instansi that does not measure monthly, TooLate past the month's limit,
    Conflict when the month is there already.
    """
    sent_before = SkpBulanan.objects.filter(token=token, skp__pegawai=by).first()
    if sent_before:
        return sent_before
    measures(by.instansi).require()
    DeadlineCalendar(by).tenggat(Langkah.SKP_BULANAN, date(tahun, bulan, 1)).check(at)
    skp = skp_for_month(by, tahun, bulan)
    with constraint_messages(SkpBulanan, fields=ONCE):
        row, _created = SkpBulanan.objects.get_or_create(
            token=token, skp=skp, defaults={"bulan": bulan, "status_sejak": at}
        )
    return row


def skp_for_month(pegawai: Pegawai, tahun: int, bulan: int) -> Skp:
    """The SKP a month belongs to. Where two share the month (a move in its middle): the later one still without it."""
    candidates = list(Skp.objects.filter(pegawai=pegawai).covering_month(tahun, bulan).order_by("-periode_mulai"))
    if not candidates:
        raise Refused(
            f"Belum ada SKP Tahunan yang periodenya memuat {month_name(date(tahun, bulan, 1))}. "
            f"Buat SKP Tahunan {tahun} lebih dahulu.",
            field="bulan",
        )
    taken = set(SkpBulanan.objects.filter(skp__in=candidates, bulan=bulan).values_list("skp", flat=True))
    return next((skp for skp in candidates if skp.pk not in taken), candidates[0])


@transaction.atomic
def change_month(*, bulanan: SkpBulanan, by: Pegawai, versi: int, bulan: int, at: datetime) -> SkpBulanan:
    """Moves a month nobody else has seen, targets and all, to another month of the same SKP."""
    held = hold(bulanan)
    rules.may_change_month(by, held).require()
    skp = held.skp
    DeadlineCalendar(by).tenggat(Langkah.SKP_BULANAN, date(skp.tahun, bulan, 1)).check(at)
    first = date(skp.tahun, bulan, 1)
    if first > skp.periode_selesai or month_end(first) < skp.periode_mulai:
        raise Refused(f"{month_name(first)} berada di luar periode SKP Tahunan.", field="bulan")
    if has_activities(held):
        raise Refused("Bulan tidak dapat diganti: targetnya sudah dipakai oleh kegiatan harian.", field="bulan")
    with constraint_messages(SkpBulanan, fields=ONCE):
        change_row(held, versi=versi, bulan=bulan)
    return held


def has_activities(bulanan: SkpBulanan) -> bool:
    """Whether a daily activity of that month stands under one of its targets; bounded by date, as every such query."""
    days = (bulanan.tanggal, month_end(bulanan.tanggal))
    return bulanan.target.filter(kegiatan_harian__tanggal__range=days).exists()


@transaction.atomic
def delete_bulanan(*, bulanan: SkpBulanan, by: Pegawai) -> None:
    """Deletes a month that was never submitted, with its targets; one that carries work is refused with the reason."""
    held = hold(bulanan)
    rules.may_delete_bulanan(by, held).require()
    with protected(str(held)):
        held.delete()


@dataclass(frozen=True)
class Copied:
    source: SkpBulanan
    count: int


@transaction.atomic
def copy_last_month(*, bulanan: SkpBulanan, by: Pegawai) -> Copied:
    """Copies from the SKP's latest earlier month the targets, with tahapan, that are not here yet. Twice adds nothing.

    A target is here when the same annual target has the same text. An RHK that is measured no more is left out. Raises
    Refused without an earlier month.
    """
    held = hold_for_editing(bulanan, by=by)
    source = held.skp.bulanan.filter(bulan__lt=held.bulan).order_by("-bulan").select_related("skp").first()
    if source is None:
        raise Refused("Belum ada SKP Bulanan sebelumnya yang dapat disalin.")
    present = set(held.target.values_list("rhk_id", "uraian"))
    number = next_number(held.target)
    measured = source.target.filter(rhk__in=held.skp.rhk.measured()).prefetch_related("tahapan")
    missing = [t for t in measured if (t.rhk_id, t.uraian) not in present]
    for urutan, target in enumerate(missing, start=number):
        _copy(target, into=held, urutan=urutan)
    return Copied(source, len(missing))


COPIED = (
    "rhk_id",
    "uraian",
    "target_kuantitas",
    "target_kualitas",
    "target_waktu",
    "satuan_waktu",
    "target_biaya",
    "status_tahapan",
)


def _copy(target: TargetBulanan, *, into: SkpBulanan, urutan: int) -> None:
    copy = into.target.create(urutan=urutan, **{name: getattr(target, name) for name in COPIED})
    Tahapan.objects.bulk_create(
        Tahapan(target=copy, urutan=step.urutan, uraian=step.uraian) for step in target.tahapan.all()
    )
