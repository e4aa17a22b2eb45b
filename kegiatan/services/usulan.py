from datetime import datetime

from django.db import transaction
from django.db.models import F

from ekinerja.errors import Conflict, Refused
from kegiatan import rules
from kegiatan.workflow import ActionUsulan, StatusUsulan, next_status_usulan
from organisasi.models import Pegawai


@transaction.atomic
def decide(*, usulan: rules.Usulan, action: ActionUsulan, by: Pegawai, at: datetime, note: str = "") -> rules.Usulan:
    """Confirms, refuses (with a reason), or takes the decision back.

    Raises NotAllowed, IllegalTransition, Refused (no reason), Conflict (decided or changed since it was read).
    """
    rules.check_decide(by, usulan, action)
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
