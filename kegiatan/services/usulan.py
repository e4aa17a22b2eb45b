import uuid
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from kegiatan import rules
from kegiatan.berkas import Berkas
from kegiatan.models import Kreativitas, TugasTambahan
from kegiatan.services.bukti import discard_unused, keep_file
from kegiatan.workflow import ActionUsulan, StatusUsulan, next_status_usulan
from organisasi.hierarchy import assessor_of
from organisasi.models import Pegawai
from skp.models import Skp

U = TypeVar("U", TugasTambahan, Kreativitas)

ONCE = {"tugas_tambahan_sekali": "nomor_sk"}


@transaction.atomic
def propose(*, model: type[U], isi: dict[str, Any], berkas: Berkas, token: uuid.UUID, by: Pegawai, at: datetime) -> U:
    """Makes a tugas tambahan or a kreativitas of one's own, with its paper. The same form sent again: the first row.

    `isi` holds the model's own fields and `tahun`. Raises NotAllowed, Refused (with its field), Conflict for a decree
    that is there already.
    """
    rules.may_record(by).require()
    if first := model.objects.of(by).filter(token=token).first():
        return first
    _check_dates(isi, rules.local_day(by, at))
    penilai = _penilai(by, isi["tahun"], rules.local_day(by, at))
    # The paper is stored only with the row: the callable is not asked where the row is there already.
    values = {**isi, "penilai": penilai, "berkas": lambda: keep_file(berkas=berkas, by=by)}
    with constraint_messages(model, fields=ONCE):
        usulan, _created = model.objects.get_or_create(token=token, pegawai=by, defaults=values)
    return usulan


@transaction.atomic
def change_usulan(*, usulan: U, isi: dict[str, Any], berkas: Berkas | None, versi: int, by: Pegawai, at: datetime) -> U:
    """Rewrites a usulan that is not decided; without a new paper the old one stays.

    Raises NotAllowed, IllegalTransition, Refused, Conflict (changed or decided after the form was shown).
    """
    rules.may_change_usulan(by, usulan).require()
    _check_dates(isi, rules.local_day(by, at))
    values = {**isi, "penilai": _penilai(by, isi["tahun"], rules.local_day(by, at))}
    if berkas is not None:
        values["berkas"] = keep_file(berkas=berkas, by=by)
    rows = type(usulan).objects.filter(pk=usulan.pk, versi=versi, status=StatusUsulan.DIAJUKAN)
    with constraint_messages(type(usulan), fields=ONCE):
        changed = rows.update(**values, diubah_pada=at, versi=F("versi") + 1)
    if not changed:
        raise Conflict("Usulan ini baru saja diubah atau diputuskan di tempat lain. Periksa isinya lalu simpan lagi.")
    if berkas is not None and usulan.berkas_id:
        discard_unused([usulan.berkas_id])
    return type(usulan).objects.get(pk=usulan.pk)


@transaction.atomic
def delete_usulan(*, usulan: rules.Usulan, by: Pegawai) -> None:
    """Takes back a usulan nobody has decided on. Raises NotAllowed, IllegalTransition, Conflict."""
    locked = type(usulan).objects.select_for_update(of=("self",)).filter(pk=usulan.pk).first()
    if locked is None:
        raise Conflict("Usulan ini sudah dihapus.")
    rules.may_change_usulan(by, locked).require()
    locked.delete()
    if locked.berkas_id:
        discard_unused([locked.berkas_id])


@transaction.atomic
def decide(*, usulan: rules.Usulan, action: ActionUsulan, by: Pegawai, at: datetime, note: str = "") -> rules.Usulan:
    """Confirms, refuses (with a reason), or takes the decision back.

    Raises NotAllowed, IllegalTransition, Refused (no reason), Conflict (decided or changed since it was read).
    """
    rules.may_decide(by, usulan, action).require()
    status = next_status_usulan(action, usulan.status)
    reason = note.strip()
    if action == ActionUsulan.TOLAK and not reason:
        raise Refused("Tuliskan alasan penolakan, supaya pegawai tahu apa yang harus diperbaiki.", field="alasan")
    decided = status != StatusUsulan.DIAJUKAN
    changed = (
        type(usulan)
        .objects.filter(pk=usulan.pk, status=usulan.status, versi=usulan.versi)
        .update(
            status=status,
            alasan=reason,
            diputuskan_oleh=by if decided else None,
            diputuskan_pada=at if decided else None,
            diubah_pada=at,
            versi=F("versi") + 1,
        )
    )
    if not changed:
        raise Conflict("Usulan ini baru saja diubah atau diputuskan. Muat ulang halaman untuk melihat keadaannya.")
    usulan.refresh_from_db()
    return usulan


def _check_dates(isi: dict[str, Any], today: date) -> None:
    for field in ("tanggal_sk", "tanggal_surat"):
        if field in isi and isi[field] > today:
            raise Refused("Tanggal surat tidak boleh di masa depan.", field=field)


def _penilai(pegawai: Pegawai, tahun: int, today: date) -> Pegawai | None:
    """The pejabat penilai of the year's latest SKP, else whom the organisation names today."""
    skp = Skp.objects.filter(pegawai=pegawai, tahun=tahun, penilai__isnull=False).select_related("penilai").first()
    return skp.penilai if skp else assessor_of(pegawai, on=today)
