"""Permintaan koreksi: what is wrong on an SKP, put to the admin instansi, who corrects the organisation or refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.models import Jabatan, Pegawai, UnitKerja
from organisasi.pemberitahuan import notify
from organisasi.services.orang import correct_person
from skp.models import PermintaanKoreksi, Skp
from skp.rules.koreksi import may_answer_correction, may_ask_correction, may_cancel_correction
from skp.services.editing import hold
from skp.services.tahunan import Change, reload_changes, reload_skp
from skp.workflow import Status, StatusPermintaan


@transaction.atomic
def ask_correction(*, skp: Skp, by: Pegawai, token: UUID, at: datetime, values: Mapping[str, Any]) -> PermintaanKoreksi:
    """`values`: the model's own fields. The same token gives the same request, and tells nobody twice.

    Raises NotAllowed, IllegalTransition while another request of this SKP is open.
    """
    held = hold(skp)
    if sent_before := held.permintaan_koreksi.filter(token=token).first():
        return sent_before
    terbuka = held.permintaan_koreksi.filter(status=StatusPermintaan.DIAJUKAN).exists()
    may_ask_correction(by, held, terbuka=terbuka).require()
    with constraint_messages(PermintaanKoreksi):
        permintaan = PermintaanKoreksi.objects.create(skp=held, token=token, status_sejak=at, **values)
    admins = Pegawai.objects.filter(instansi=held.instansi_id, admin_instansi=True, is_active=True)
    text = f"{by} meminta koreksi data pada {held}: {permintaan.yang_salah}."
    notify(admins, text, tautan=permintaan.get_absolute_url(), at=at, by=by)
    return permintaan


@dataclass(frozen=True)
class Accepted:
    """What an accepted request did: the SKP's data that changed, and what an approved SKP still says otherwise."""

    changes: list[Change]
    left: list[Change]


@transaction.atomic
def accept_correction(
    *,
    permintaan: PermintaanKoreksi,
    by: Pegawai,
    at: datetime,
    versi: int,
    unit: UnitKerja,
    jabatan: Jabatan,
    kepala: Pegawai | None = None,
    jawaban: str = "",
) -> Accepted:
    """Corrects the organisation's data and takes them into the SKP (Muat Ulang).

    An approved SKP keeps what was decided on, until its pejabat penilai has reopened it. Raises NotAllowed, Refused
    (a head of two units, with its field), IllegalTransition or Conflict where somebody was first.
    """
    held = _hold_for_answer(permintaan, by=by, versi=versi)
    correct_person(pegawai=held.skp.pegawai, by=by, unit=unit, jabatan=jabatan, kepala=kepala)
    skp = hold(held.skp)
    if skp.status == Status.DISETUJUI:
        result = Accepted([], reload_changes(skp))
    else:
        result = Accepted(reload_skp(skp=skp, by=by, at=at), [])
    _answer(held, StatusPermintaan.DITERIMA, by=by, at=at, jawaban=jawaban)
    return result


@transaction.atomic
def refuse_correction(*, permintaan: PermintaanKoreksi, by: Pegawai, at: datetime, versi: int, jawaban: str) -> None:
    """Raises Refused without a reason, NotAllowed, IllegalTransition or Conflict where somebody was first."""
    held = _hold_for_answer(permintaan, by=by, versi=versi)
    if not jawaban.strip():
        raise Refused("Tuliskan alasannya, supaya pegawai tahu mengapa datanya tetap.", field="jawaban")
    _answer(held, StatusPermintaan.DITOLAK, by=by, at=at, jawaban=jawaban)


@transaction.atomic
def cancel_correction(*, permintaan: PermintaanKoreksi, by: Pegawai, at: datetime) -> None:
    held = _hold(permintaan)
    may_cancel_correction(by, held).require()
    _set(held, StatusPermintaan.DIBATALKAN, at)


def _hold(permintaan: PermintaanKoreksi) -> PermintaanKoreksi:
    """The request as it is now, and its SKP: both locked, the SKP first, as in every other service."""
    skp = hold(permintaan.skp)
    rows = PermintaanKoreksi.objects.select_for_update(of=("self",), no_key=True).select_related("diputuskan_oleh")
    held = rows.get(pk=permintaan.pk)
    held.skp = skp
    return held


def _hold_for_answer(permintaan: PermintaanKoreksi, *, by: Pegawai, versi: int) -> PermintaanKoreksi:
    held = _hold(permintaan)
    may_answer_correction(by, held).require()
    if held.versi != versi:
        raise Conflict("Permintaan ini berubah sejak halaman Anda dibuka. Periksa isinya lebih dahulu.")
    return held


def _answer(
    permintaan: PermintaanKoreksi, status: StatusPermintaan, *, by: Pegawai, at: datetime, jawaban: str
) -> None:
    permintaan.diputuskan_oleh, permintaan.jawaban = by, jawaban.strip()
    _set(permintaan, status, at)
    text = f"Permintaan koreksi Anda pada {permintaan.skp} {permintaan.get_status_display().lower()}."
    notify([permintaan.skp.pegawai], text, tautan=permintaan.get_absolute_url(), at=at, by=by)


def _set(permintaan: PermintaanKoreksi, status: StatusPermintaan, at: datetime) -> None:
    permintaan.status, permintaan.status_sejak = status, at
    permintaan.versi += 1
    permintaan.save()
