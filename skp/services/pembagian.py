"""Handing RHK out: one text, or a template of the bank, into the drafts of many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import NotAllowed, Refused
from ekinerja.rules import ALLOWED, Verdict
from organisasi.models import Pegawai
from organisasi.pemberitahuan import notify
from organisasi.scoping import local_today
from skp.models import (
    BankRhk,
    ButirPembagian,
    JenisRhk,
    Pembagian,
    RencanaHasilKerja,
    Skp,
    StatusKegiatan,
)
from skp.rules import pembagian as rules
from skp.services.bank import copy_indikator
from skp.services.editing import hold, hold_together, next_number
from skp.services.peserta import join_matrices


@dataclass(frozen=True)
class ButirBaru:
    """An RHK to hand out. With `bank` its indikator go along."""

    uraian: str
    jenis: str = JenisRhk.UTAMA
    atasan: RencanaHasilKerja | None = None
    bank: BankRhk | None = None


@dataclass(frozen=True)
class Penolakan:
    """An SKP that did not get what was handed, and why."""

    skp: Skp
    alasan: str


@dataclass(frozen=True)
class Hasil:
    pembagian: Pembagian
    diterima: Sequence[RencanaHasilKerja]
    ditolak: Sequence[Penolakan] = ()


@transaction.atomic
def hand_out(*, by: Pegawai, at: datetime, token: UUID, butir: Sequence[ButirBaru], skp: Sequence[Skp]) -> Hasil:
    """Writes each butir as an RHK at the end of each SKP that can take it; the others are in `Hasil.ditolak`.

    The same token gives the same act. What an SKP still holds from an earlier handing of the same words by the same
    person is not written a second time. Raises NotAllowed or Refused when no SKP at all could take anything, Refused
    for an `atasan` that is not of the hander's own SKP.
    """
    if not butir:
        raise Refused("Tentukan dahulu RHK yang dibagikan.", field="uraian")
    if not skp:
        raise Refused("Centang sedikitnya satu pegawai.", field="penerima")
    rules.may_hand_out(by, today=local_today(by)).require()
    # Before anything is written: an RHK takes the one lock that keeps intervensi from going round, and with it in hand
    # nobody may wait for an SKP whose owner waits for that lock.
    hold_together([*skp, *(item.atasan.skp for item in butir if item.atasan is not None)])
    _check_supported(by, butir)
    with constraint_messages(Pembagian):
        pembagian, created = Pembagian.objects.get_or_create(token=token, oleh=by, defaults={"pada": at})
    if not created:
        return Hasil(pembagian, list(RencanaHasilKerja.objects.filter(butir__pembagian=pembagian)))
    rows = [
        pembagian.butir.create(urutan=number, jenis=item.jenis, uraian=item.uraian, atasan=item.atasan, bank=item.bank)
        for number, item in enumerate(butir, start=1)
    ]
    diterima: list[RencanaHasilKerja] = []
    ditolak: list[Penolakan] = []
    refusals: list[Exception] = []
    for row in sorted(set(skp), key=lambda row: row.pk):
        try:
            diterima += _deliver(rows, row, by=by, at=at)
        except (Refused, NotAllowed) as refusal:
            ditolak.append(Penolakan(row, refusal.message))
            refusals.append(refusal)
    if not diterima:
        raise refusals[0] if len(refusals) == 1 else _nobody(ditolak, refusals)
    pembagian.penerima.set({row.skp for row in diterima})
    return Hasil(pembagian, diterima, ditolak)


def _check_supported(by: Pegawai, butir: Sequence[ButirBaru]) -> None:
    supported = {item.atasan.pk for item in butir if item.atasan is not None}
    own = RencanaHasilKerja.objects.to_hand_from(by).filter(pk__in=supported)
    if own.count() != len(supported):
        raise Refused("Pilih RHK dari SKP Anda sendiri.", field="atasan")


def _deliver(butir: Sequence[ButirPembagian], skp: Skp, *, by: Pegawai, at: datetime) -> list[RencanaHasilKerja]:
    """Raises NotAllowed or Refused when this SKP can take none of them."""
    held = hold(skp)
    rules.may_receive(by, held, memimpin=Skp.objects.led_by(by).filter(pk=held.pk).exists()).require()
    _may_support(butir, held).require()
    there = set(held.rhk.filter(butir__pembagian__oleh=by).values_list("butir__uraian", "butir__atasan"))
    new = [row for row in butir if (row.uraian, row.atasan_id) not in there]
    if not new:
        raise Refused("Sudah menerima RHK ini dari Anda.")
    rhk = [_write(row, held, urutan) for urutan, row in enumerate(new, start=next_number(held.rhk))]
    count = f"{len(rhk)} RHK" if len(rhk) > 1 else "RHK"
    notify([held.pegawai], f"{by} membagikan {count} ke {held} Anda.", tautan=held.get_absolute_url(), at=at, by=by)
    return rhk


def _may_support(butir: Sequence[ButirPembagian], skp: Skp) -> Verdict:
    atasan = {row.atasan.pk: row.atasan for row in butir if row.atasan is not None}
    rhk = RencanaHasilKerja.objects
    leading = set(rhk.filter(rhk.leads(skp), pk__in=atasan).values_list("pk", flat=True)) if atasan else set()
    for pk, row in atasan.items():
        if not (verdict := rules.may_support(row, skp, memimpin=pk in leading)):
            return verdict
    return ALLOWED


def _write(butir: ButirPembagian, skp: Skp, urutan: int) -> RencanaHasilKerja:
    status = StatusKegiatan.CASCADING if butir.atasan_id else StatusKegiatan.TIDAK_CASCADING
    rhk = skp.rhk.create(
        urutan=urutan,
        jenis=butir.jenis,
        status_kegiatan=status,
        atasan=butir.atasan,
        uraian=butir.uraian,
        butir=butir,
    )
    join_matrices(rhk)
    if butir.bank is not None:
        copy_indikator(butir.bank, rhk)
    return rhk


def _nobody(ditolak: Sequence[Penolakan], refusals: Sequence[Exception]) -> Exception:
    if all(isinstance(refusal, NotAllowed) for refusal in refusals):
        return refusals[0]
    reasons = "; ".join(f"{row.skp.pegawai}: {row.alasan}" for row in ditolak)
    return Refused(f"Tidak seorang pun dapat menerima RHK ini. {reasons}", field="penerima")
