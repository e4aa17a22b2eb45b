"""Adendum: changes to an approved SKP, proposed by its owner, decided by its pejabat penilai, applied as one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, IllegalTransition, Refused
from ekinerja.rules import Verdict
from organisasi.models import Pegawai
from organisasi.pemberitahuan import notify
from skp import rules
from skp.models import Adendum, Indikator, JenisPerubahan, PerubahanAdendum, RencanaHasilKerja, Riwayat, Skp
from skp.perubahan import COLUMNS, MODEL, from_json, name_of, to_json, values_of
from skp.rules.adendum import (
    may_delete_adendum,
    may_edit_adendum,
    may_judge_adendum,
    may_propose,
    may_submit_adendum,
)
from skp.rules.sasaran import indikator_problems, uses_indikator
from skp.services.editing import change_row, first_problem, hold, next_number, protected
from skp.services.peserta import join_matrices
from skp.services.rhk import CYCLE, FIELD_OF, check_rhk, check_unmeasured
from skp.services.steps import last_step, required_reason, waits_for
from skp.terpakai import keeps_used_lines
from skp.workflow import Action, Status, next_adendum_status

RIWAYAT = {
    Action.AJUKAN: Riwayat.ADENDUM_DIAJUKAN,
    Action.SETUJUI: Riwayat.ADENDUM_DISETUJUI,
    Action.KEMBALIKAN: Riwayat.ADENDUM_DIKEMBALIKAN,
}

# --- The adendum itself ----------------------------------------------------------------------------------------------


@transaction.atomic
def create_adendum(*, skp: Skp, by: Pegawai, token: UUID, alasan: str, at: datetime) -> Adendum:
    """An empty draft. The same token gives the same adendum. Raises Refused while another one is not finished."""
    held = hold(skp)
    rules.owns(by, held).require()
    sent_before = held.adendum.filter(token=token).first()
    if sent_before:
        return sent_before
    may_propose(by, held, terbuka=open_adendum(held)).require()
    with constraint_messages(Adendum):
        return held.adendum.create(token=token, nomor=held.adendum_ke + 1, alasan=alasan, status_sejak=at)


def open_adendum(skp: Skp) -> Adendum | None:
    """The one that is not approved yet: there is never a second."""
    return skp.adendum.exclude(status=Status.DISETUJUI).first()


@transaction.atomic
def change_reason(*, adendum: Adendum, by: Pegawai, versi: int, alasan: str) -> Adendum:
    """Raises Conflict for a stale form."""
    held = _hold_for_editing(adendum, by=by)
    change_row(held, versi=versi, alasan=alasan)
    return held


@transaction.atomic
def delete_adendum(*, adendum: Adendum, by: Pegawai) -> None:
    """A draft or a returned one, with all that it proposes."""
    held = _hold(adendum)
    may_delete_adendum(by, held).require()
    held.delete()


# --- What it proposes ------------------------------------------------------------------------------------------------


@transaction.atomic
def propose_rhk(*, adendum: Adendum, by: Pegawai, token: UUID, values: dict[str, Any]) -> PerubahanAdendum:
    """A new RHK. `values` are the model's fields. Raises Refused at the field a rule objects to."""
    held = _hold_for_editing(adendum, by=by)
    return _write(held, PerubahanAdendum(jenis=JenisPerubahan.TAMBAH_RHK, token=token), values)


@transaction.atomic
def propose_rhk_change(
    *, adendum: Adendum, rhk: RencanaHasilKerja, by: Pegawai, versi: int, values: dict[str, Any]
) -> PerubahanAdendum:
    """Other values for an RHK of the SKP, as the form saw it. Raises Conflict for a stale form."""
    held = _hold_for_editing(adendum, by=by)
    row = _own_rhk(held, rhk, versi=versi)
    return _write(held, PerubahanAdendum(jenis=JenisPerubahan.UBAH_RHK, rhk=row), values)


@transaction.atomic
def propose_rhk_deletion(*, adendum: Adendum, rhk: RencanaHasilKerja, by: Pegawai) -> PerubahanAdendum:
    """Refused while months or subordinates' RHK hang on it, or while changes to its indikator are proposed."""
    held = _hold_for_editing(adendum, by=by)
    row = _own_rhk(held, rhk)
    if held.perubahan.filter(rhk=row, jenis__in=_OF_INDIKATOR).exists():
        raise Refused("Batalkan dahulu usulan perubahan indikatornya, lalu usulkan penghapusan RHK ini.")
    return _write(held, PerubahanAdendum(jenis=JenisPerubahan.HAPUS_RHK, rhk=row), {})


@transaction.atomic
def propose_indikator(
    *, adendum: Adendum, di: RencanaHasilKerja | PerubahanAdendum, by: Pegawai, token: UUID, values: dict[str, Any]
) -> PerubahanAdendum:
    """A new indikator, of an RHK of the SKP or of one that is new in this adendum."""
    held = _hold_for_editing(adendum, by=by)
    change = PerubahanAdendum(jenis=JenisPerubahan.TAMBAH_INDIKATOR, token=token)
    if isinstance(di, RencanaHasilKerja):
        change.rhk = _staying(held, _own_rhk(held, di))
    else:
        change.induk = held.perubahan.filter(pk=di.pk, jenis=JenisPerubahan.TAMBAH_RHK).first()
        if change.induk is None:
            raise Conflict("RHK baru itu sudah tidak diusulkan lagi.")
    return _write(held, change, values)


@transaction.atomic
def propose_indikator_change(
    *, adendum: Adendum, indikator: Indikator, by: Pegawai, versi: int, values: dict[str, Any]
) -> PerubahanAdendum:
    """Raises Conflict for a stale form."""
    held = _hold_for_editing(adendum, by=by)
    row = _own_indikator(held, indikator, versi=versi)
    change = PerubahanAdendum(jenis=JenisPerubahan.UBAH_INDIKATOR, indikator=row, rhk=_staying(held, row.rhk))
    return _write(held, change, values)


@transaction.atomic
def propose_indikator_deletion(*, adendum: Adendum, indikator: Indikator, by: Pegawai) -> PerubahanAdendum:
    held = _hold_for_editing(adendum, by=by)
    row = _own_indikator(held, indikator)
    change = PerubahanAdendum(jenis=JenisPerubahan.HAPUS_INDIKATOR, indikator=row, rhk=_staying(held, row.rhk))
    return _write(held, change, {})


@transaction.atomic
def change_proposal(
    *, perubahan: PerubahanAdendum, by: Pegawai, versi: int, values: dict[str, Any]
) -> PerubahanAdendum:
    """Other values for what is proposed already. Raises Conflict for a stale form."""
    held = _hold_for_editing(perubahan.adendum, by=by)
    _check(held.skp, perubahan, values)
    change_row(perubahan, versi=versi, sesudah=to_json(values))
    return perubahan


@transaction.atomic
def withdraw_proposal(*, perubahan: PerubahanAdendum, by: Pegawai) -> None:
    """Takes one change back; with a new RHK its indikator."""
    _hold_for_editing(perubahan.adendum, by=by)
    perubahan.delete()


_OF_INDIKATOR = (
    JenisPerubahan.TAMBAH_INDIKATOR,
    JenisPerubahan.UBAH_INDIKATOR,
    JenisPerubahan.HAPUS_INDIKATOR,
)


def _write(adendum: Adendum, change: PerubahanAdendum, values: dict[str, Any]) -> PerubahanAdendum:
    """Stores the change after the last, once for a token, with what its row says now."""
    sent_before = adendum.perubahan.filter(token=change.token).first()
    if sent_before:
        return sent_before
    _check(adendum.skp, change, values)
    row = _row(change)
    if row is not None:
        change.versi_dasar = row.versi
        change.sebelum = to_json(values_of(row, values or COLUMNS[type(row)]))
    change.adendum, change.sesudah, change.urutan = adendum, to_json(values), next_number(adendum.perubahan)
    with constraint_messages(PerubahanAdendum):
        change.save()
    return change


def _check(skp: Skp, change: PerubahanAdendum, values: dict[str, Any]) -> None:
    """The rules of the direct edit; at the proposal and once more at the approval."""
    if change.jenis == JenisPerubahan.HAPUS_RHK:
        _check_deletion(_row(change))
    elif MODEL[change.jenis] is Indikator:
        uses_indikator(skp).require()
        if change.jenis != JenisPerubahan.HAPUS_INDIKATOR:
            first_problem(indikator_problems(skp, values))
    else:
        rhk = change.rhk if change.jenis == JenisPerubahan.UBAH_RHK else None
        check_rhk(skp, values, kept=rhk.atasan_id if rhk else None)
        if rhk is not None:
            check_unmeasured(rhk, values)


def _check_deletion(rhk: RencanaHasilKerja) -> None:
    rules.unused_rhk(jumlah_bulanan=rhk.target_bulanan.count(), jumlah_pendukung=rhk.didukung_oleh.count()).require()


def _own_rhk(adendum: Adendum, rhk: RencanaHasilKerja, *, versi: int | None = None) -> RencanaHasilKerja:
    row = adendum.skp.rhk.select_related("satuan", "atasan").filter(pk=rhk.pk).first()
    return _as_seen(row, versi)


def _own_indikator(adendum: Adendum, indikator: Indikator, *, versi: int | None = None) -> Indikator:
    row = Indikator.objects.select_related("rhk").filter(pk=indikator.pk, rhk__skp=adendum.skp).first()
    return _as_seen(row, versi)


def _as_seen(row: Any, versi: int | None) -> Any:
    if row is None:
        raise Conflict("Baris ini sudah tidak ada di SKP.")
    if versi is not None and row.versi != versi:
        raise Conflict("Baris ini diubah sejak formulir Anda dibuka. Periksa, lalu simpan lagi bila tetap sesuai.")
    return row


def _staying(adendum: Adendum, rhk: RencanaHasilKerja) -> RencanaHasilKerja:
    if adendum.perubahan.filter(rhk=rhk, jenis=JenisPerubahan.HAPUS_RHK).exists():
        raise Refused("RHK ini diusulkan untuk dihapus dalam adendum yang sama.")
    return rhk


# --- Its steps -------------------------------------------------------------------------------------------------------


@transaction.atomic
def perform_adendum(
    action: Action, *, adendum: Adendum, by: Pegawai, at: datetime, note: str = "", versi: int | None = None
) -> None:
    """Takes one step: Ajukan, Setujui or Kembalikan. Approval applies every change, in order, or none.

    Submission tries them all and undoes them, so that the penilai is not sent what cannot be applied. Raises NotAllowed
    for a missing right, Conflict naming the change whose row was changed since, Refused or IllegalTransition.
    """
    held = _hold(adendum)
    try:
        permission(action, held, by=by).require()
    except IllegalTransition as refusal:
        raise IllegalTransition(f"{refusal.message}{last_step(held.skp, among=RIWAYAT.values())}") from None
    if versi is not None and held.versi != versi:
        raise Conflict(f"{held} berubah sejak halaman Anda dibuka. Periksa isinya lebih dahulu.")
    reason = required_reason(action, note)
    if action == Action.AJUKAN:
        savepoint = transaction.savepoint()
        _apply_all(held)
        transaction.savepoint_rollback(savepoint)
    if action == Action.SETUJUI:
        _apply_all(held)
        Skp.objects.filter(pk=held.skp_id).update(adendum_ke=held.nomor, versi=F("versi") + 1, diubah_pada=at)
    status = next_adendum_status(action, held.status)
    change_row(held, versi=held.versi, status=status, status_sejak=at, catatan=reason)
    words = f"Adendum ke-{held.nomor}: {reason or held.alasan}"
    Riwayat.objects.create(skp=held.skp, aksi=RIWAYAT[action], status=held.skp.status, oleh=by, pada=at, catatan=words)
    _tell(action, held, by=by, at=at)
    adendum.refresh_from_db(fields=["status", "status_sejak", "catatan", "versi"])


def permission(action: Action, adendum: Adendum, *, by: Pegawai) -> Verdict:
    """The rule of one action; the page shows the button by the same answer."""
    if action == Action.AJUKAN:
        return may_submit_adendum(by, adendum, jumlah=adendum.perubahan.count())
    return may_judge_adendum(action, by, adendum)


def _tell(action: Action, adendum: Adendum, *, by: Pegawai, at: datetime) -> None:
    skp = adendum.skp
    texts = {
        Action.AJUKAN: f"{skp.pegawai} mengajukan {adendum}; menunggu keputusan Anda.",
        Action.SETUJUI: f"{adendum} Anda disetujui oleh {by}; SKP sudah diperbarui.",
        Action.KEMBALIKAN: f"{adendum} Anda dikembalikan oleh {by}: baca alasannya, perbaiki, lalu ajukan lagi.",
    }
    receivers = waits_for(skp) if action == Action.AJUKAN else [skp.pegawai]
    notify(receivers, texts[action], tautan=adendum.get_absolute_url(), at=at, by=by)


# --- Applying --------------------------------------------------------------------------------------------------------

Made = dict[int, RencanaHasilKerja]


def _apply_all(adendum: Adendum) -> None:
    """Every change onto the held SKP, which must be complete afterwards. A refusal names the change it is about."""
    made: Made = {}
    changes = adendum.perubahan.select_related("rhk__skp", "rhk__satuan", "rhk__atasan", "indikator__rhk")
    for change in changes.order_by("urutan", "pk"):
        try:
            with keeps_used_lines(adendum.skp):
                _apply(change, adendum.skp, made)
        except Refused as refusal:
            raise type(refusal)(f"{name_of(change)}: {refusal.message}") from refusal
    missing = rules.missing_in_skp(adendum.skp, list(adendum.skp.rhk.for_list()))
    if missing:
        raise Refused(f"Dengan perubahan ini SKP belum lengkap. {missing[0]}")


def _apply(change: PerubahanAdendum, skp: Skp, made: Made) -> None:
    row = _row(change)
    if change.versi_dasar is not None and (row is None or row.versi != change.versi_dasar):
        raise Conflict("baris ini berubah atau dihapus sejak diusulkan. Usulkan lagi dari isinya yang sekarang.")
    values = from_json(MODEL[change.jenis], change.sesudah)
    _check(skp, change, values)
    APPLY[change.jenis](change, skp, values, made)


def _apply_new_rhk(change: PerubahanAdendum, skp: Skp, values: dict[str, Any], made: Made) -> None:
    with constraint_messages(RencanaHasilKerja, fields=FIELD_OF, triggers=CYCLE):
        rhk = skp.rhk.create(urutan=next_number(skp.rhk), **values)
    join_matrices(rhk)
    made[change.pk] = rhk


def _apply_rhk(change: PerubahanAdendum, skp: Skp, values: dict[str, Any], made: Made) -> None:
    row = _row(change)
    with constraint_messages(RencanaHasilKerja, fields=FIELD_OF, triggers=CYCLE):
        change_row(row, versi=row.versi, **values)
    join_matrices(row)


def _apply_rhk_deletion(change: PerubahanAdendum, skp: Skp, values: dict[str, Any], made: Made) -> None:
    with protected("RHK ini"):
        _row(change).delete()


def _apply_new_indikator(change: PerubahanAdendum, skp: Skp, values: dict[str, Any], made: Made) -> None:
    rhk = made[change.induk_id] if change.induk_id else change.rhk
    if rhk is None or rhk.skp_id != skp.pk:
        raise Conflict("RHK-nya sudah tidak ada di SKP.")
    rhk.indikator.create(urutan=next_number(rhk.indikator), **values)


def _apply_indikator(change: PerubahanAdendum, skp: Skp, values: dict[str, Any], made: Made) -> None:
    row = _row(change)
    change_row(row, versi=row.versi, **values)


def _apply_indikator_deletion(change: PerubahanAdendum, skp: Skp, values: dict[str, Any], made: Made) -> None:
    with protected("Indikator ini"):
        _row(change).delete()


APPLY: dict[str, Callable[[PerubahanAdendum, Skp, dict[str, Any], Made], None]] = {
    JenisPerubahan.TAMBAH_RHK: _apply_new_rhk,
    JenisPerubahan.UBAH_RHK: _apply_rhk,
    JenisPerubahan.HAPUS_RHK: _apply_rhk_deletion,
    JenisPerubahan.TAMBAH_INDIKATOR: _apply_new_indikator,
    JenisPerubahan.UBAH_INDIKATOR: _apply_indikator,
    JenisPerubahan.HAPUS_INDIKATOR: _apply_indikator_deletion,
}


def _row(change: PerubahanAdendum) -> Any:
    """The row a change is about; None for a new one."""
    if change.jenis in (JenisPerubahan.TAMBAH_RHK, JenisPerubahan.TAMBAH_INDIKATOR):
        return None
    return change.indikator if MODEL[change.jenis] is Indikator else change.rhk


def _hold(adendum: Adendum) -> Adendum:
    """The adendum as it is now, and its SKP: both locked, the SKP first, as in every other service."""
    skp = hold(adendum.skp)
    held = Adendum.objects.select_for_update(no_key=True).filter(pk=adendum.pk).first()
    if held is None:
        raise Conflict("Adendum ini sudah dihapus.")
    held.skp = skp
    return held


def _hold_for_editing(adendum: Adendum, *, by: Pegawai) -> Adendum:
    held = _hold(adendum)
    may_edit_adendum(by, held).require()
    return held
