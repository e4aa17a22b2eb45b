import uuid
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, IllegalTransition, Refused, TooLate
from kegiatan import rules
from kegiatan.isi import IsiBukti, IsiKegiatan
from kegiatan.models import Bukti, KegiatanHarian
from kegiatan.services.bukti import discard_unused, keep_file, keep_link
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.deadlines import DeadlineCalendar
from organisasi.hierarchy import assessor_of
from organisasi.models import Langkah, Pegawai
from skp.models import Skp, SkpBulanan, TargetBulanan


@transaction.atomic
def record(*, isi: IsiKegiatan, bukti: IsiBukti, token: uuid.UUID, by: Pegawai, at: datetime) -> KegiatanHarian:
    """Writes down an activity of one's own. The same form sent again gives back the first row.

    Raises NotAllowed, TooLate, IllegalTransition (month closed), Refused (content, with its field).
    """
    rules.may_record(by).require()
    sent = {"pegawai": by, "tanggal": isi.tanggal, "token": token}
    if first := KegiatanHarian.objects.filter(**sent).first():
        return first
    _check(isi, by, at)
    try:
        with constraint_messages(KegiatanHarian):
            kegiatan = KegiatanHarian.objects.create(
                **_values(isi) | sent, penilai_id=_penilai(by, isi.tanggal, isi.target)
            )
    except Conflict:
        # Sent twice at once: the other was here first.
        if first := KegiatanHarian.objects.filter(**sent).first():
            return first
        raise
    kegiatan.bukti.add(*_shown(bukti, by))
    return kegiatan


@transaction.atomic
def change(
    *, kegiatan: KegiatanHarian, isi: IsiKegiatan, bukti: IsiBukti, versi: int, by: Pegawai, at: datetime
) -> KegiatanHarian:
    """Rewrites an activity that is not graded, inside the limit of its day and of the day it is moved to.

    Raises what `record` raises, and Conflict when it was changed or graded after the form was shown.
    """
    tenggat = DeadlineCalendar(kegiatan.pegawai).tenggat(Langkah.KEGIATAN_HARIAN, kegiatan.tanggal)
    rules.may_change(by, kegiatan, tenggat, at).require()
    _check_month_open(by, kegiatan.tanggal)
    _check(isi, by, at)
    values: dict[str, Any] = _values(isi)
    if (isi.tanggal, isi.target) != (kegiatan.tanggal, kegiatan.target):
        values["penilai_id"] = _penilai(by, isi.tanggal, isi.target)
    changed = KegiatanHarian.objects.filter(
        pk=kegiatan.pk, tanggal=kegiatan.tanggal, versi=versi, status=StatusKegiatanHarian.TERCATAT
    ).update(**values, diubah_pada=at, versi=F("versi") + 1)
    if not changed:
        raise Conflict("Kegiatan ini baru saja diubah atau dinilai di tempat lain. Periksa isinya lalu simpan lagi.")
    stored = KegiatanHarian.objects.get(pk=kegiatan.pk, tanggal=isi.tanggal)
    _attach(stored, bukti, by)
    return stored


@transaction.atomic
def delete(*, kegiatan: KegiatanHarian, by: Pegawai, at: datetime) -> None:
    """Removes an activity that was never graded, with the evidence nothing else shows. Raises what `change` raises."""
    tenggat = DeadlineCalendar(kegiatan.pegawai).tenggat(Langkah.KEGIATAN_HARIAN, kegiatan.tanggal)
    rules.may_delete(by, kegiatan, tenggat, at).require()
    _check_month_open(by, kegiatan.tanggal)
    own = KegiatanHarian.objects.filter(pk=kegiatan.pk, tanggal=kegiatan.tanggal)
    locked = own.for_list().select_for_update(of=("self",)).first()
    if locked is None:
        raise Conflict("Kegiatan ini sudah dihapus.")
    rules.may_delete(by, locked, tenggat, at).require()
    shown = [bukti.pk for bukti in locked.bukti.all()]
    locked.delete()
    discard_unused(shown)


def _check(isi: IsiKegiatan, by: Pegawai, at: datetime) -> None:
    if isi.tanggal > rules.local_day(by, at):
        raise Refused("Kegiatan dicatat setelah dikerjakan: tanggalnya tidak boleh di masa depan.", field="tanggal")
    tenggat = DeadlineCalendar(by).tenggat(Langkah.KEGIATAN_HARIAN, isi.tanggal)
    if not tenggat.terbuka(at):
        raise TooLate(tenggat.alasan_lewat, field="tanggal")
    if isi.target is not None and isi.target.skp_bulanan.skp.pegawai_id != by.pk:
        raise Refused("Pilih target dari SKP Bulanan Anda sendiri.", field="target")
    for field, message in isi.problems().items():
        raise Refused(message, field=field)
    _check_month_open(by, isi.tanggal)


def _check_month_open(pegawai: Pegawai, tanggal: date) -> None:
    """Holds the month until commit, so that nobody closes it while an activity is being written."""
    months = SkpBulanan.objects.select_for_update(of=("self",), no_key=True).filter(
        skp__pegawai=pegawai,
        skp__periode_mulai__lte=tanggal,
        skp__periode_selesai__gte=tanggal,
        bulan=tanggal.month,
    )
    if any(month.ditutup for month in months):
        raise IllegalTransition(rules.BULAN_DITUTUP)


def _penilai(pegawai: Pegawai, tanggal: date, target: TargetBulanan | None) -> int | None:
    """The pejabat penilai of the target's SKP, else of the SKP of that day, else whom the organisation names."""
    if target is not None and target.skp_bulanan.skp.penilai_id is not None:
        return target.skp_bulanan.skp.penilai_id
    running = Skp.objects.filter(
        pegawai=pegawai, periode_mulai__lte=tanggal, periode_selesai__gte=tanggal, penilai__isnull=False
    )
    if stored := running.values_list("penilai", flat=True).first():
        return stored
    assessor = assessor_of(pegawai, on=tanggal)
    return assessor.pk if assessor else None


def _attach(kegiatan: KegiatanHarian, isi: IsiBukti, by: Pegawai) -> None:
    """Makes the activity show exactly this evidence."""
    before = set(kegiatan.bukti.values_list("pk", flat=True))
    shown = _shown(isi, by)
    kegiatan.bukti.set(shown)
    discard_unused(before - {bukti.pk for bukti in shown})


def _shown(isi: IsiBukti, by: Pegawai) -> list[Bukti]:
    if any(bukti.pemilik_id != by.pk for bukti in isi.lama):
        raise Refused("Pilih bukti milik Anda sendiri.", field="bukti")
    return [
        *isi.lama,
        *(keep_file(berkas=berkas, by=by) for berkas in isi.berkas),
        *(keep_link(tautan=tautan, by=by) for tautan in isi.tautan),
    ]


def _values(isi: IsiKegiatan) -> dict[str, Any]:
    return {field.name: getattr(isi, field.name) for field in fields(isi)}
