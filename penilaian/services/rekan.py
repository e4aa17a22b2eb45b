"""Feedback from colleagues: asked for, offered, assigned, written, declined.

Nothing here bumps the version of the evaluasi or dates it: its owner would see from them that somebody wrote, and when.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from ekinerja.errors import Refused
from organisasi.models import Pegawai, Pemberitahuan
from organisasi.pemberitahuan import notify
from organisasi.scoping import local_today
from penilaian.models import (
    AsalUmpanBalik,
    Evaluasi,
    Hubungan,
    StatusUmpanBalik,
    UmpanBalikRekan,
    UndanganUmpanBalik,
)
from penilaian.querysets.evaluasi import standing
from penilaian.querysets.rekan import AMBANG_ANONIM, offers, subordinates, superiors, team_mates
from penilaian.rules import rekan as rules
from penilaian.services.evaluasi import hold_evaluasi
from skp.services.editing import change_row


@transaction.atomic
def invite(*, evaluasi: Evaluasi, by: Pegawai, at: datetime, givers: Sequence[Pegawai]) -> list[UndanganUmpanBalik]:
    """The owner asks, the penilai assigns; each giver is told.

    Raises Refused with the reason for the first who cannot give, for one who was asked before, and beyond
    MAKS_UNDANGAN; then nobody is asked.
    """
    held = hold_evaluasi(evaluasi, at=evaluasi.status_sejak)
    kedudukan, today = standing(by, held), local_today(by)
    rules.may_ask(kedudukan, held, today=today).require()
    asal = AsalUmpanBalik.DIMINTA if kedudukan.pemilik else AsalUmpanBalik.DITUGASKAN
    _check_givers(held, givers)
    there = {row.pemberi_id: row for row in held.undangan.filter(pemberi__in=givers)}
    for pemberi in givers:
        _check_new(there.get(pemberi.pk), pemberi, asal)
    if held.undangan.filter(asal=asal).count() + len(givers) > rules.MAKS_UNDANGAN:
        raise Refused(f"Paling banyak {rules.MAKS_UNDANGAN} pegawai dimintai umpan balik dalam satu periode.")
    below = subordinates(held, on=today)
    rows = [
        _asked_by_him_too(there[pemberi.pk], by=by)
        if pemberi.pk in there
        else _create(held, pemberi, asal, by=by, at=at, bawahan=pemberi.pk in below)
        for pemberi in givers
    ]
    for row in rows:
        _tell_giver(row, held, by=by, at=at)
    return rows


@transaction.atomic
def offer(*, evaluasi: Evaluasi, by: Pegawai, at: datetime) -> UndanganUmpanBalik:
    """The giver begins himself. Where he gives already, that is what he gets: twice changes nothing."""
    held = hold_evaluasi(evaluasi, at=evaluasi.status_sejak)
    today = local_today(by)
    there = held.undangan.filter(pemberi=by).first()
    if there is not None:
        return there
    _check_givers(held, [by])
    rules.open_for_feedback(held, today=today).require()
    below = subordinates(held, on=today)
    return _create(held, by, AsalUmpanBalik.DITAWARKAN, by=by, at=at, bawahan=by.pk in below)


def offerable(*, by: Pegawai, pegawai: Pegawai) -> tuple[list[Evaluasi], str]:
    """What `by` may offer feedback to a colleague for, else why nothing. Reads only."""
    found = offers(pegawai, on=local_today(by))
    near = pegawai.instansi_id == by.instansi_id
    above = {skp.pk: superiors(row) for skp, row in {row.skp: row for row in found}.items()}
    problems = [
        rules.giver_problem(row, by, superiors=above[row.skp_id], mates=() if near else team_mates(row))
        for row in found
    ]
    fitting = [row for row, problem in zip(found, problems, strict=True) if not problem]
    if fitting:
        return fitting, ""
    reasons = problems or [rules.distance_problem(pegawai.pk, pegawai.instansi_id, by)]
    return [], reasons[0] or "Pegawai ini tidak mempunyai SKP yang disetujui dengan periode evaluasi yang terbuka."


@transaction.atomic
def write(
    *, undangan: UndanganUmpanBalik, by: Pegawai, at: datetime, versi: int, texts: dict[str, str]
) -> UndanganUmpanBalik:
    """`texts`: by the code of the perilaku; an empty one takes away what was said of it.

    The receiver is told when what was promised to stay unnamed reaches AMBANG_ANONIM givers, and not again.
    Raises Conflict for a stale form.
    """
    held = hold_evaluasi(undangan.evaluasi, at=undangan.evaluasi.status_sejak)
    undangan.evaluasi = held
    rules.may_give(by, undangan, superiors=superiors(held), today=local_today(by)).require()
    given = {kode: teks for kode, teks in texts.items() if teks}
    status = StatusUmpanBalik.DIISI if given else StatusUmpanBalik.MENUNGGU
    change_row(undangan, versi=versi, status=status)
    undangan.evaluasi = held
    _write_texts(undangan, given)
    _tell_receiver(undangan, by=by, at=at)
    return undangan


@transaction.atomic
def decline(*, undangan: UndanganUmpanBalik, by: Pegawai, at: datetime) -> None:
    """Who asked is told, unless it is the receiver and the giver was promised to stay unnamed."""
    held = _hold(undangan)
    rules.may_decline(by, held, today=local_today(by)).require()
    change_row(held, versi=held.versi, status=StatusUmpanBalik.DITOLAK)
    skp = undangan.evaluasi.skp
    if held.diminta_oleh_id != skp.pegawai_id or not held.anonim:
        notify(
            [held.diminta_oleh],
            f"{by} tidak bersedia memberi umpan balik untuk {skp.pegawai}, {undangan.evaluasi.periode}.",
            tautan=_url("rekan_terima", undangan.evaluasi),
            at=at,
            by=by,
        )


@transaction.atomic
def withdraw(*, undangan: UndanganUmpanBalik, by: Pegawai, at: datetime) -> None:
    """An invitation nobody has answered yet goes; its giver is told."""
    held = _hold(undangan)
    rules.may_withdraw(by, standing(by, undangan.evaluasi), held).require()
    held.delete()
    evaluasi = undangan.evaluasi
    notify(
        [held.pemberi],
        f"Permintaan umpan balik untuk {evaluasi.skp.pegawai}, {evaluasi.periode}, dibatalkan.",
        tautan=reverse("penilaian:rekan_list"),
        at=at,
        by=by,
    )


def _hold(undangan: UndanganUmpanBalik) -> UndanganUmpanBalik:
    """The row as it is now, under the lock of its evaluasi."""
    undangan.evaluasi = hold_evaluasi(undangan.evaluasi, at=undangan.evaluasi.status_sejak)
    held = UndanganUmpanBalik.objects.filter(pk=undangan.pk).select_related("pemberi", "diminta_oleh").first()
    if held is None:
        raise Refused("Permintaan umpan balik ini sudah dibatalkan.")
    held.evaluasi = undangan.evaluasi
    return held


def _check_givers(evaluasi: Evaluasi, givers: Sequence[Pegawai]) -> None:
    above, mates = superiors(evaluasi), team_mates(evaluasi)
    for pemberi in givers:
        if problem := rules.giver_problem(evaluasi, pemberi, superiors=above, mates=mates):
            raise Refused(problem, field="nip")


def _check_new(there: UndanganUmpanBalik | None, pemberi: Pegawai, asal: AsalUmpanBalik) -> None:
    """The owner learns of those he asked himself only. Who offered, or was assigned, and was promised to stay unnamed
    is asked like anybody else."""
    if there is None or (asal == AsalUmpanBalik.DIMINTA and there.asal != asal and there.anonim):
        return
    if asal == AsalUmpanBalik.DIMINTA and there.asal == asal:
        raise Refused(f"{pemberi} sudah Anda minta.", field="nip")
    raise Refused(f"{pemberi} sudah menjadi pemberi umpan balik pada periode ini.", field="nip")


def _asked_by_him_too(undangan: UndanganUmpanBalik, *, by: Pegawai) -> UndanganUmpanBalik:
    declined = undangan.status == StatusUmpanBalik.DITOLAK
    status = StatusUmpanBalik.MENUNGGU if declined else undangan.status
    change_row(undangan, versi=undangan.versi, asal=AsalUmpanBalik.DIMINTA, diminta_oleh=by, status=status)
    return undangan


def _create(
    evaluasi: Evaluasi, pemberi: Pegawai, asal: AsalUmpanBalik, *, by: Pegawai, at: datetime, bawahan: bool
) -> UndanganUmpanBalik:
    """With the promise of the day: the instansi's switch does not change it later."""
    return UndanganUmpanBalik.objects.create(
        evaluasi=evaluasi,
        pemberi=pemberi,
        asal=asal,
        hubungan=Hubungan.BAWAHAN if bawahan else Hubungan.REKAN,
        diminta_oleh=by,
        pada=at,
        anonim=evaluasi.skp.instansi.umpan_balik_anonim,
    )


def _write_texts(undangan: UndanganUmpanBalik, given: dict[str, str]) -> None:
    """Only what differs is written."""
    there = {row.perilaku: row for row in undangan.umpan_balik.all()}
    undangan.umpan_balik.exclude(perilaku__in=given).delete()
    for kode, teks in given.items():
        row = there.get(kode)
        if row is None:
            UmpanBalikRekan.objects.create(undangan=undangan, perilaku=kode, teks=teks)
        elif row.teks != teks:
            change_row(row, versi=row.versi, teks=teks)


def _tell_giver(undangan: UndanganUmpanBalik, evaluasi: Evaluasi, *, by: Pegawai, at: datetime) -> None:
    skp = evaluasi.skp
    if by.pk == skp.pegawai_id:
        text = f"{skp.pegawai} meminta umpan balik Anda atas perilaku kerjanya, {evaluasi.periode}."
    else:
        text = f"Anda ditugaskan memberi umpan balik atas perilaku kerja {skp.pegawai}, {evaluasi.periode}."
    notify([undangan.pemberi], text, tautan=reverse("penilaian:rekan_isi", args=[undangan.pk]), at=at, by=by)


def _tell_receiver(undangan: UndanganUmpanBalik, *, by: Pegawai, at: datetime) -> None:
    """Without a name; once, whatever is taken back and written again. That somebody declined leads to the same page and
    is another thing: the text tells them apart."""
    evaluasi = undangan.evaluasi
    answered = evaluasi.undangan.filter(status=StatusUmpanBalik.DIISI)
    if not (answered.filter(anonim=False).exists() or answered.filter(anonim=True).count() >= AMBANG_ANONIM):
        return
    url = _url("rekan_terima", evaluasi)
    receiver, text = evaluasi.skp.pegawai, f"Umpan balik rekan kerja, {evaluasi.periode}, dapat Anda baca."
    if not Pemberitahuan.objects.filter(penerima=receiver, tautan=url, teks=text).exists():
        notify([receiver], text, tautan=url, at=at, by=by)


def _url(name: str, evaluasi: Evaluasi) -> str:
    return reverse(f"penilaian:{name}", args=[evaluasi.skp_id, evaluasi.periode_id])
