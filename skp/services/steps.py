"""The steps of both documents: Ajukan, Setujui, Kembalikan, Buka kembali."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.timezone import localtime

from ekinerja.errors import Conflict, IllegalTransition, NotAllowed, Refused
from ekinerja.rules import Verdict
from organisasi.deadlines import DeadlineCalendar, Tenggat
from organisasi.models import Langkah, Pegawai
from organisasi.pemberitahuan import notify
from organisasi.scoping import assessing_for
from skp import rules
from skp.models import CatatanBaris, Indikator, RencanaHasilKerja, Riwayat, Skp
from skp.rules import Dokumen
from skp.services.editing import hold
from skp.services.peserta import drop_disproved
from skp.tenggat import limit_from
from skp.workflow import NEEDS_REASON, Action, next_status

Remarks = Mapping[RencanaHasilKerja | Indikator, str]


@transaction.atomic
def perform(
    action: Action,
    *,
    dokumen: Dokumen,
    by: Pegawai,
    at: datetime,
    note: str = "",
    versi: int | None = None,
    remarks: Remarks | None = None,
) -> None:
    """Takes one step, in this order: hold the document, ask the rule, change it, write its Riwayat row, tell whose
    turn it is now.

    Two persons at once: the lock lets one through, the other reads the new state and is told who was first. `versi`
    is what the person had before his eyes; None judges the document as it is. `remarks` go back with an SKP, each
    pinned to its row. Raises NotAllowed for a missing right, IllegalTransition, TooLate, Conflict or Refused (the
    checklist, a missing reason) for everything else.
    """
    held = hold(dokumen)
    try:
        permission(action, held, by=by, at=at).require()
    except IllegalTransition as refusal:
        raise IllegalTransition(f"{refusal.message}{last_step(held)}") from None
    if versi is not None and held.versi != versi:
        raise Conflict(f"{held} berubah sejak halaman Anda dibuka. Periksa isinya lebih dahulu.")
    if remarks and action != Action.KEMBALIKAN:
        raise Refused("Catatan pada baris hanya dikirim bersama Kembalikan. Kembalikan, atau kosongkan catatannya.")
    reason = required_reason(action, note)
    held.status, held.status_sejak = next_status(action, held.status), at
    type(held).objects.filter(pk=held.pk).update(
        status=held.status, status_sejak=at, alasan=reason, versi=F("versi") + 1, diubah_pada=at
    )
    step = Riwayat.objects.create(
        **{_column(held): held}, aksi=action, status=held.status, oleh=by, pada=at, catatan=note.strip()
    )
    if action == Action.AJUKAN and isinstance(held, Skp):
        drop_disproved(held)
    _pin(remarks or {}, to=step)
    _tell(action, held, by=by, at=at)
    dokumen.refresh_from_db(fields=["status", "status_sejak", "alasan", "versi"])


def permission(action: Action, dokumen: Dokumen, *, by: Pegawai, at: datetime) -> Verdict:
    """The rule of one action with what it needs to know; the page shows the button by the same answer."""
    if action == Action.AJUKAN:
        return rules.may_submit(by, dokumen, missing=missing(dokumen), tenggat=limit(dokumen), at=at)
    if action == Action.BUKA_KEMBALI:
        return rules.may_reopen(by, dokumen)
    return rules.may_judge(action, by, dokumen)


def missing(dokumen: Dokumen) -> list[rules.Kurang]:
    """What must still be done before the document can be submitted."""
    if isinstance(dokumen, Skp):
        return rules.missing_in_skp(dokumen, list(dokumen.rhk.for_list()))
    return rules.missing_in_bulanan(dokumen, jumlah_target=dokumen.target.count())


def limit(dokumen: Dokumen) -> Tenggat:
    """Until when the document is to be made, for its owner."""
    calendar = DeadlineCalendar(rules.skp_of(dokumen).pegawai)
    if isinstance(dokumen, Skp):
        return limit_from(calendar, dokumen.pegawai, dokumen.periode_mulai)
    return calendar.tenggat(Langkah.SKP_BULANAN, dokumen.tanggal)


@dataclass(frozen=True)
class Outcome:
    """What became of one document of a tick list; `refusal` is empty when it was approved."""

    dokumen: Dokumen
    refusal: str = ""


def approve_many(*, chosen: Iterable[tuple[Dokumen, int]], by: Pegawai, at: datetime) -> list[Outcome]:
    """Approves each document at the version that was ticked, each on its own: one refusal stops no other.

    In one order: a request keeps what it holds to its end, and another list may name the same documents.
    """
    outcomes = []
    for dokumen, versi in sorted(chosen, key=lambda pair: pair[0].pk):
        try:
            perform(Action.SETUJUI, dokumen=dokumen, by=by, at=at, versi=versi)
        except (Refused, NotAllowed) as refusal:
            outcomes.append(Outcome(dokumen, refusal.message))
        else:
            outcomes.append(Outcome(dokumen))
    return outcomes


def _pin(remarks: Remarks, *, to: Riwayat) -> None:
    """Each remark with the words of its row, which may be deleted before the penilai looks again."""
    CatatanBaris.objects.bulk_create(
        CatatanBaris(
            riwayat=to,
            rhk=row if isinstance(row, RencanaHasilKerja) else None,
            indikator=row if isinstance(row, Indikator) else None,
            kutipan=row.uraian,
            uraian=text,
        )
        for row, text in remarks.items()
    )


def _tell(action: Action, dokumen: Dokumen, *, by: Pegawai, at: datetime) -> None:
    skp = rules.skp_of(dokumen)
    texts = {
        Action.AJUKAN: f"{skp.pegawai} mengajukan {dokumen}; menunggu keputusan Anda.",
        Action.SETUJUI: f"{by} menyetujui {dokumen} Anda.",
        Action.KEMBALIKAN: f"{dokumen} Anda dikembalikan oleh {by}: baca alasannya, perbaiki, lalu ajukan lagi.",
        Action.BUKA_KEMBALI: f"{dokumen} Anda dibuka kembali oleh {by}: ubah seperlunya, lalu ajukan lagi.",
    }
    receivers = waits_for(skp) if action == Action.AJUKAN else [skp.pegawai]
    notify(receivers, texts[action], tautan=dokumen.get_absolute_url(), at=at, by=by)


def waits_for(skp: Skp) -> list[Pegawai]:
    """In whose queue the SKP stands: the pejabat penilai stored on it and his Plt/Plh of today, never its owner."""
    return list(assessing_for(skp.penilai).exclude(pk=skp.pegawai_id)) if skp.penilai else []


def required_reason(action: Action, note: str) -> str:
    """The reason kept on the document while it is the owner's again; a draft without one was never submitted."""
    if action not in NEEDS_REASON:
        return ""
    if not note.strip():
        raise Refused("Tuliskan alasannya, supaya pegawai tahu apa yang harus diperbaiki.", field="alasan")
    return note.strip()


def last_step(dokumen: Dokumen, *, among: Iterable[str] | None = None) -> str:
    """Who did what last, to end a message with. `among` names the kinds of steps that count."""
    steps = dokumen.riwayat if among is None else dokumen.riwayat.filter(aksi__in=among)
    last = steps.select_related("oleh").order_by("-pada", "-pk").first()
    if last is None:
        return ""
    when = date_format(localtime(last.pada, rules.skp_of(dokumen).instansi.tz), r"j F Y \p\u\k\u\l H.i")
    return f" {last.get_aksi_display()} oleh {last.oleh}, {when}."


def _column(dokumen: Dokumen) -> str:
    return "skp" if isinstance(dokumen, Skp) else "skp_bulanan"
