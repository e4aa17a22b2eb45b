"""Moves: planned, cancelled, carried out on their day. What runs is ended the day before, if that was decided."""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pghistory
from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, NotAllowed, Refused
from organisasi import kaitan
from organisasi.deadlines import format_day
from organisasi.hierarchy import assessor_of
from organisasi.models import Jabatan, Mutasi, Pegawai, PenugasanKepala, StatusMutasi, UnitKerja
from organisasi.models.instansi import ZonaWaktu
from organisasi.mutasi import Rencana, ending_assignments, leaves_head
from organisasi.pemberitahuan import notify
from organisasi.rules.kepegawaian import may_cancel_mutasi, may_carry_out, may_move_to, may_plan_mutasi
from organisasi.scoping import local_today
from organisasi.services.kepegawaian import hold_person, release_head
from organisasi.services.unor import hold_open_unit, hold_units, set_head

log = logging.getLogger(__name__)

BROKEN = "Mutasi tidak dapat dijalankan karena gangguan pada sistem. Dicoba lagi besok pagi."


@transaction.atomic
def plan_mutasi(
    *,
    pegawai: Pegawai,
    by: Pegawai,
    at: datetime,
    token: UUID,
    tmt: date,
    unit: UnitKerja,
    jabatan: Jabatan,
    menjadi_kepala: bool = False,
    akhiri_skp: bool = True,
    nomor_surat: str = "",
    keterangan: str = "",
) -> Mutasi:
    """A plan for a later day; today's and past ones are carried out at once, whole or not at all.

    The same token gives the same move. Raises NotAllowed, Refused at its field, Conflict while another is planned.
    """
    may_plan_mutasi(by, pegawai).require()
    may_move_to(by, pegawai, unit.instansi).require()
    if sent_before := Mutasi.objects.filter(token=token, pegawai=pegawai).first():
        return sent_before
    at_once = tmt <= local_today(pegawai)
    if not at_once:
        # Carrying it out locks documents before these.
        pegawai = hold_person(pegawai)
        unit = hold_open_unit(unit, field="unit")
    rencana = Rencana(pegawai, tmt, unit, jabatan, menjadi_kepala, akhiri_skp)
    _check(rencana)
    with constraint_messages(Mutasi):
        mutasi = Mutasi.objects.create(
            token=token,
            pegawai=pegawai,
            tmt=tmt,
            unit_asal=pegawai.unit,
            jabatan_asal=pegawai.jabatan,
            unit_tujuan=unit,
            jabatan_tujuan=jabatan,
            menjadi_kepala=menjadi_kepala,
            akhiri_skp=rencana.mengakhiri_skp,
            nomor_surat=nomor_surat,
            keterangan=keterangan,
            dicatat_oleh=by,
        )
    if at_once:
        _carry_out(mutasi, by=by, at=at)
    return mutasi


@transaction.atomic
def cancel_mutasi(*, mutasi: Mutasi, by: Pegawai, versi: int) -> Mutasi:
    """Raises IllegalTransition for one that is done or cancelled, Conflict for an older page."""
    held = _hold(mutasi)
    may_cancel_mutasi(by, held).require()
    if held.versi != versi:
        raise Conflict("Mutasi ini berubah sejak halaman Anda dibuka. Periksa lebih dahulu.")
    _write(held, status=StatusMutasi.DIBATALKAN, kendala="")
    return held


@transaction.atomic
def carry_out(*, mutasi: Mutasi, by: Pegawai, at: datetime) -> Mutasi:
    """One whose day has come, by hand. Raises IllegalTransition where it is done, Refused with what is in the way."""
    held = _hold(mutasi)
    may_carry_out(by, held).require()
    _carry_out(held, by=by, at=at)
    return held


@dataclass(frozen=True)
class Pagi:
    """What a morning did: how many moves, and how many met with a hindrance."""

    dijalankan: int
    terkendala: int


def carry_out_due(at: datetime) -> Pagi:
    """Every planned move whose day has come where the person works, each by itself: done, or its hindrance written down
    and told to the admins, and tried again next time. Run twice it does nothing more."""
    latest = max(at.astimezone(ZoneInfo(zone)).date() for zone in ZonaWaktu.values)
    due = Mutasi.objects.filter(status=StatusMutasi.DIRENCANAKAN, tmt__lte=latest).order_by("tmt", "pk")
    outcomes = [_try(pk, at) for pk in due.values_list("pk", flat=True)]
    return Pagi(outcomes.count(True), outcomes.count(False))


def _try(pk: int, at: datetime) -> bool | None:
    """True: carried out; False: hindered; None: not its turn, or somebody was first."""
    try:
        with transaction.atomic():
            held = _hold(Mutasi(pk=pk))
            if held.status != StatusMutasi.DIRENCANAKAN or held.tmt > _day(held, at):
                return None
            with pghistory.context(user=held.dicatat_oleh_id, mutasi=pk):
                _carry_out(held, by=held.dicatat_oleh, at=at)
            return True
    except (Refused, NotAllowed) as refusal:
        return _hinder(pk, refusal.message, at)
    except DatabaseError:
        log.exception("mutasi %s", pk)
        return _hinder(pk, BROKEN, at)


@transaction.atomic
def _hinder(pk: int, kendala: str, at: datetime) -> bool:
    """Told once, as long as it is the same hindrance."""
    held = _hold(Mutasi(pk=pk))
    if held.kendala != kendala[:500]:
        _write(held, kendala=kendala[:500])
        admins = Pegawai.objects.filter(
            Q(instansi=held.pegawai.instansi_id, admin_instansi=True) | Q(pk=held.dicatat_oleh_id), is_active=True
        )
        text = f"Mutasi {held.pegawai} per {format_day(held.tmt)} terkendala: {kendala}"
        notify(admins, text, tautan=f"{reverse('mutasi_list')}?cari={held.pegawai.nip}", at=at, by=None)
    return False


def _carry_out(mutasi: Mutasi, *, by: Pegawai, at: datetime) -> None:
    """Documents first, then the person, then units: the order in which every service locks them."""
    pegawai = mutasi.pegawai
    rencana = _of(mutasi, pegawai)
    alasan = f"Mutasi ke {rencana.unit} terhitung mulai {format_day(rencana.tmt)}."
    before = assessor_of(pegawai, on=rencana.tmt - timedelta(days=1))
    with kaitan.moved(pegawai, tmt=rencana.tmt, by=by, at=at, akhiri=rencana.mengakhiri_skp, alasan=alasan):
        held = hold_person(pegawai)
        rencana = _of(mutasi, held)
        _check(rencana)
        replaced = _place(rencana, held, alasan=alasan, by=by)
        moved = Pegawai.objects.for_header().get(pk=held.pk)
        pegawai.instansi, pegawai.unit, pegawai.jabatan = moved.instansi, moved.unit, moved.jabatan
    _write(
        mutasi, status=StatusMutasi.DIJALANKAN, dijalankan_pada=at, kendala="",
        unit_asal=rencana.pegawai.unit, jabatan_asal=rencana.pegawai.jabatan,
    )  # fmt: skip
    _tell(mutasi, moved, [before, assessor_of(moved, on=local_today(moved)), replaced], by=by, at=at)


def _place(rencana: Rencana, held: Pegawai, *, alasan: str, by: Pegawai) -> Pegawai | None:
    """Writes the person's new place, and who heads which unit by it; answers the head who was replaced."""
    after: dict[str, Any] = {"unit": rencana.unit, "jabatan": rencana.jabatan}
    if rencana.jabatan.pk != held.jabatan_id:
        after["tmt_jabatan"] = rencana.tmt
    if rencana.pindah_instansi:
        after |= {"instansi": rencana.unit.instansi, "peran_anggaran": "", "admin_instansi": False}
    with pghistory.context(user=by.pk, alasan=alasan):
        hold_units([rencana.unit.pk, *UnitKerja.objects.filter(kepala=held.pk).values_list("pk", flat=True)])
        unit = hold_open_unit(rencana.unit, field="unit")
        if leaves_head(rencana) and unit.kepala_id != held.pk:
            release_head(held, lepaskan=True)
        for row in ending_assignments(rencana):
            _end(row, before=rencana.tmt)
        row = Pegawai.objects.get(pk=held.pk)
        for name, value in after.items():
            setattr(row, name, value)
        row.save(update_fields=list(after))
        return _become_head(unit, row) if rencana.menjadi_kepala else None


def _become_head(unit: UnitKerja, pegawai: Pegawai) -> Pegawai | None:
    """Answers whom he replaced."""
    before = unit.kepala
    set_head(unit=unit, kepala=pegawai)
    return before if before != pegawai else None


def _end(row: PenugasanKepala, *, before: date) -> None:
    if row.mulai >= before:
        row.delete()
    else:
        row.selesai = before - timedelta(days=1)
        row.save(update_fields=["selesai"])


def _check(rencana: Rencana) -> None:
    """What may have changed since it was planned is asked again on the day."""
    pegawai, unit = rencana.pegawai, rencana.unit
    if not pegawai.is_active:
        raise Refused(f"{pegawai} nonaktif.")
    if not unit.aktif:
        raise Refused(f"{unit} sudah ditutup. Pilih unit lain.", field="unit")
    if rencana.jabatan.instansi_id != unit.instansi_id:
        raise Refused("Pilih jabatan dari instansi unit tujuan.", field="jabatan")
    if not rencana.mengubah:
        raise Refused(f"{pegawai} sudah berada di {unit} sebagai {rencana.jabatan}.", field="unit")


def _tell(mutasi: Mutasi, pegawai: Pegawai, others: list[Pegawai | None], *, by: Pegawai, at: datetime) -> None:
    place = f"{mutasi.unit_tujuan} sebagai {mutasi.jabatan_tujuan} terhitung mulai {format_day(mutasi.tmt)}"
    ended = " SKP yang berjalan berakhir sehari sebelumnya; buat SKP baru di unit baru." if mutasi.akhiri_skp else ""
    notify([pegawai], f"Anda pindah ke {place}.{ended}", tautan=reverse("profil"), at=at, by=by)
    known = {person.pk: person for person in others if person is not None and person.pk != pegawai.pk}
    source = f" dari {mutasi.unit_asal}" if mutasi.unit_asal else ""
    notify(known.values(), f"{pegawai} pindah{source} ke {place}.", tautan="", at=at, by=by)


def _of(mutasi: Mutasi, pegawai: Pegawai) -> Rencana:
    return Rencana(
        pegawai, mutasi.tmt, mutasi.unit_tujuan, mutasi.jabatan_tujuan, mutasi.menjadi_kepala, mutasi.akhiri_skp
    )


def _hold(mutasi: Mutasi) -> Mutasi:
    rows = Mutasi.objects.select_for_update(of=("self",), no_key=True).select_related(
        "pegawai__instansi", "pegawai__unit", "pegawai__jabatan", "unit_tujuan__instansi", "unit_tujuan__kepala",
        "jabatan_tujuan", "dicatat_oleh",
    )  # fmt: skip
    held = rows.filter(pk=mutasi.pk).first()
    if held is None:
        raise Conflict("Mutasi ini sudah dihapus.")
    return held


def _write(mutasi: Mutasi, **values: object) -> None:
    Mutasi.objects.filter(pk=mutasi.pk).update(**values, versi=F("versi") + 1, diubah_pada=timezone.now())
    mutasi.refresh_from_db()


def _day(mutasi: Mutasi, at: datetime) -> date:
    zone = mutasi.pegawai.instansi.tz if mutasi.pegawai.instansi else None
    return timezone.localdate(at, zone)
