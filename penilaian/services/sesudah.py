"""After the rating: the dokumen evaluasi handed over, accepted or objected to, and the objection decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ekinerja.errors import NotAllowed, Refused
from organisasi.deadlines import format_day
from organisasi.hierarchy import assessor_of
from organisasi.models import Pegawai
from organisasi.pemberitahuan import notify
from penilaian.capaian_organisasi import capaian_of, with_pola
from penilaian.lembar import sheet, store
from penilaian.models import Evaluasi, Keberatan, KeputusanKeberatan
from penilaian.querysets.evaluasi import standing
from penilaian.rules import sesudah as rules
from penilaian.rules.menilai import heads_unit, rating_of_head
from penilaian.scoring.permenpanrb_6_2022 import VERSI, Rating, predikat
from penilaian.services.evaluasi import check_version, hold_evaluasi, record
from penilaian.workflow import ActionEvaluasi, StatusEvaluasi, next_evaluasi_status
from skp.services.editing import change_row, hold_together


@transaction.atomic
def hand_over(
    *, evaluasi: Evaluasi, by: Pegawai, at: datetime, versi: int | None = None, catatan: str | None = None
) -> Evaluasi:
    """Gives the dokumen evaluasi to its owner, and fixes the superior who would decide an objection to it.

    `catatan`: catatan/rekomendasi; None keeps what there is. Raises NotAllowed, IllegalTransition, Conflict.
    """
    held = hold_evaluasi(evaluasi, at=at)
    rules.may_hand_over(standing(by, held), held).require()
    check_version(held, versi)
    superior, last = superior_of_rater(held, at=at), rules.working_days_after(held, at, rules.HARI_JAWABAN)
    values: dict[str, Any] = {
        "isi": with_pola(store(sheet(held)), held.skp.instansi, held.capaian_organisasi),
        "catatan": held.catatan if catatan is None else catatan.strip(),
        "atasan_penilai": superior,
        "atasan_unit": superior and superior.unit,
        "atasan_jabatan": superior and superior.jabatan,
        "atasan_golongan": superior.golongan if superior else "",
        "diserahkan_pada": at,
        "batas_keberatan": last,
    }
    _step(held, ActionEvaluasi.SERAHKAN, by=by, at=at, **values)
    until = format_day(last)
    answer = "Terima" if held.oleh_atasan or superior is None else "Terima atau ajukan keberatan"
    _tell([held.skp.pegawai], f"Dokumen evaluasi {held.periode} diserahkan. {answer} sampai {until}.", held, by, at)
    if held.oleh_atasan:
        told = f"Dokumen evaluasi {held.periode} {held.skp.pegawai} diserahkan oleh atasan Anda."
        _tell([held.skp.penilai], told, held, by, at)
    return held


@dataclass(frozen=True)
class Penyerahan:
    """What became of several at once: those handed over, and the reasons of those that were not."""

    diserahkan: list[Evaluasi]
    ditolak: list[tuple[Evaluasi, str]]


@transaction.atomic
def hand_over_many(*, evaluasi: Iterable[Evaluasi], by: Pegawai, at: datetime) -> Penyerahan:
    """Each by itself: one that cannot be handed over keeps back none of the others."""
    rows = list(evaluasi)
    hold_together(row.skp for row in rows)
    done, refused = [], []
    for row in rows:
        try:
            with transaction.atomic():
                done.append(hand_over(evaluasi=row, by=by, at=at))
        except (Refused, NotAllowed) as error:
            refused.append((row, error.message))
    return Penyerahan(done, refused)


def superior_of_rater(evaluasi: Evaluasi, *, at: datetime) -> Pegawai | None:
    """Above the pejabat penilai on that day, also where his Plt rated, who may be of another unit, or below him. Above
    the rater where he is that superior himself. Never the evaluated person."""
    rater, on = evaluasi.dinilai_oleh, rules.local_day(evaluasi, at)
    penilai = rater if evaluasi.oleh_atasan else evaluasi.skp.penilai
    superior = assessor_of(penilai, on=on) if penilai is not None else None
    if superior is not None and superior == rater:
        superior = assessor_of(superior, on=on)
    return None if superior is not None and superior.pk == evaluasi.skp.pegawai_id else superior


@transaction.atomic
def accept(*, evaluasi: Evaluasi, by: Pegawai, at: datetime) -> Evaluasi:
    """By the owner; twice changes nothing. Raises NotAllowed, IllegalTransition, TooLate."""
    held = hold_evaluasi(evaluasi, at=at)
    kedudukan = standing(by, held)
    if kedudukan.pemilik and held.status == StatusEvaluasi.DITERIMA:
        return held
    rules.may_accept(kedudukan, held, at=at).require()
    _step(held, ActionEvaluasi.TERIMA, by=by, at=at, dijawab_pada=at)
    told = f"{held.skp.pegawai} menerima dokumen evaluasi {held.periode}."
    _tell([held.dinilai_oleh, held.skp.penilai], told, held, by, at)
    return held


@transaction.atomic
def object_to(*, evaluasi: Evaluasi, by: Pegawai, at: datetime, alasan: str, versi: int | None = None) -> Keberatan:
    """By the owner, once. Raises NotAllowed, IllegalTransition, TooLate, Conflict, Refused where it is final."""
    held = hold_evaluasi(evaluasi, at=at)
    rules.may_object(standing(by, held), held, at=at).require()
    check_version(held, versi)
    keberatan = Keberatan.objects.create(
        evaluasi=held,
        alasan=alasan.strip(),
        diajukan_pada=at,
        batas_keputusan=rules.working_days_after(held, at, rules.HARI_KEPUTUSAN),
        rating_hasil_semula=held.rating_hasil,
        rating_perilaku_semula=held.rating_perilaku,
    )
    _step(held, ActionEvaluasi.KEBERATAN, by=by, at=at, note=alasan, dijawab_pada=at)
    owner, until = held.skp.pegawai, format_day(keberatan.batas_keputusan)
    rater = [held.dinilai_oleh, held.skp.penilai]
    _tell(rater, f"{owner} keberatan atas evaluasi {held.periode}. Berikan penjelasan Anda.", keberatan, by, at)
    told = f"{owner} keberatan atas evaluasi {held.periode}. Putuskan sampai {until}."
    _tell([held.atasan_penilai], told, keberatan, by, at)
    return keberatan


@transaction.atomic
def explain(*, evaluasi: Evaluasi, by: Pegawai, at: datetime, penjelasan: str) -> Keberatan:
    """The penilai's explanation, once. Raises NotAllowed, IllegalTransition."""
    held = hold_evaluasi(evaluasi, at=at)
    rules.may_explain(standing(by, held), held).require()
    keberatan = held.keberatan
    said = {"tanggapan": penjelasan.strip(), "tanggapan_oleh": by, "tanggapan_pada": at}
    change_row(keberatan, versi=keberatan.versi, **said)
    _step(held, ActionEvaluasi.TANGGAPI, by=by, at=at, note=penjelasan)
    told = f"{by} memberi penjelasan atas keberatan {held.skp.pegawai}, {held.periode}."
    _tell([held.skp.pegawai, held.atasan_penilai], told, keberatan, by, at)
    return keberatan


@transaction.atomic
def decide(
    *,
    evaluasi: Evaluasi,
    by: Pegawai,
    at: datetime,
    versi: int | None,
    keputusan: str,
    alasan: str,
    rating_hasil: str = "",
    rating_perilaku: str = "",
) -> Keberatan:
    """The decision of the penilai's superior: what was rated stays, or the two ratings that hold instead.

    The rating hasil kerja of the head of a unit is not chosen (`rating_for_head`). What was shown and said stays as it
    was handed over; the ratings objected to stay on the Keberatan. Final. Raises NotAllowed, IllegalTransition,
    Conflict, Refused where nothing would change.
    """
    held = hold_evaluasi(evaluasi, at=at)
    rules.may_decide(standing(by, held), held).require()
    check_version(held, versi)
    keberatan = held.keberatan
    changed = _changed_ratings(held, rating_hasil, rating_perilaku) if keputusan == KeputusanKeberatan.DIUBAH else {}
    change_row(
        keberatan,
        versi=keberatan.versi,
        keputusan=KeputusanKeberatan(keputusan),
        alasan_keputusan=alasan.strip(),
        diputuskan_oleh=by,
        diputuskan_pada=at,
    )
    note = f"{keberatan.get_keputusan_display()}. {alasan.strip()}"
    _step(held, ActionEvaluasi.PUTUSKAN, by=by, at=at, note=note, **changed)
    told = f"Keberatan {held.skp.pegawai} atas evaluasi {held.periode} diputuskan: {keberatan.get_keputusan_display()}."
    _tell([held.skp.pegawai, held.skp.penilai, held.dinilai_oleh, held.atasan_penilai], told, keberatan, by, at)
    return keberatan


def rating_for_head(evaluasi: Evaluasi) -> tuple[Rating, str]:
    """Of the head of a unit: the rating hasil kerja that follows the unit's own capaian now, and that capaian; as they
    were rated where the unit has none any more. One query."""
    skp = evaluasi.skp
    capaian = capaian_of([skp.unit], evaluasi.periode)[skp.unit.pk]
    followed = rating_of_head(skp, capaian)
    if capaian is None or followed is None:
        return Rating(evaluasi.rating_hasil), evaluasi.capaian_organisasi
    return followed, capaian.nilai.value


def _changed_ratings(held: Evaluasi, hasil: str, perilaku: str) -> dict[str, Any]:
    """The columns of the ratings that hold instead; with another capaian the pattern of that one."""
    capaian = held.capaian_organisasi
    if heads_unit(held.skp):
        hasil, capaian = rating_for_head(held)
    if (hasil, perilaku) == (held.rating_hasil, held.rating_perilaku):
        raise Refused("Kedua rating sama dengan semula. Ubah salah satunya, atau putuskan hasil evaluasi tetap.")
    moved = {} if capaian == held.capaian_organisasi else {"isi": with_pola(held.isi, held.skp.instansi, capaian)}
    return {
        **moved,
        "rating_hasil": Rating(hasil).value,
        "rating_perilaku": Rating(perilaku).value,
        "predikat": predikat(hasil, perilaku).value,
        "aturan": VERSI,
        "capaian_organisasi": capaian,
    }


def _step(held: Evaluasi, action: ActionEvaluasi, *, by: Pegawai, at: datetime, note: str = "", **values: Any) -> None:
    """Takes the held evaluasi to where the action leads, and writes the step down."""
    status = next_evaluasi_status(action, held.status)
    since = held.status_sejak if status == held.status else at
    change_row(held, versi=held.versi, status=status, status_sejak=since, **values)
    record(held, action, by=by, at=at, note=note)


def _tell(receivers: Iterable[Pegawai | None], text: str, row: Evaluasi | Keberatan, by: Pegawai, at: datetime) -> None:
    notify(receivers, text, tautan=row.get_absolute_url(), at=at, by=by)
