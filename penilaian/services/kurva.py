"""Kalibrasi: a round opened and closed, notes to assessors and their answers, a value changed with a reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Refused
from organisasi.models import Pegawai, PeriodeEvaluasi, UnitKerja
from organisasi.pemberitahuan import notify
from organisasi.scoping import acting_ids
from penilaian.kalibrasi import snapshot
from penilaian.models import CatatanKalibrasi, Evaluasi, Kalibrasi
from penilaian.querysets.kurva import behind, led_round
from penilaian.rules import kurva as rules
from penilaian.scoring.permenpanrb_6_2022 import Rating, predikat
from penilaian.services.evaluasi import check_version, hold_evaluasi, record
from penilaian.workflow import ActionEvaluasi, next_evaluasi_status
from skp.services.editing import change_row


@transaction.atomic
def open_round(*, by: Pegawai, at: datetime, token: UUID, unit: UnitKerja, periode: PeriodeEvaluasi) -> Kalibrasi:
    """Keeps what every assessor has given until now. The same token gives the same round.

    Raises NotAllowed for who is no superior of assessors, Conflict where the round is open already, Refused where
    there is nothing to compare yet.
    """
    units = rules.units_to_calibrate(by)
    rules.may_begin(by, units=units).require()
    sent_before = Kalibrasi.objects.filter(token=token, dibuka_oleh=by).first()
    if sent_before:
        return sent_before
    if unit not in units:
        raise Refused("Pilih unit yang Anda pimpin dan yang membawahi unit lain.", field="unit")
    if periode.instansi_id != unit.instansi_id:
        raise Refused("Pilih periode evaluasi instansi unit itu.", field="periode")
    rules.open_period(periode).require()
    kalibrasi = Kalibrasi(token=token, unit=unit, periode=periode, dibuka_oleh=by, dibuka_pada=at)
    kalibrasi.sebelum = snapshot(kalibrasi, by)
    if not any(number for counts in kalibrasi.sebelum.values() for key, number in counts.items() if key):
        raise Refused(f"Belum ada pegawai {unit} yang dinilai pada {periode}.", field="periode")
    with constraint_messages(Kalibrasi, fields={"kalibrasi_satu_per_periode": "periode"}):
        kalibrasi.save(force_insert=True)
    return kalibrasi


@transaction.atomic
def close_round(*, kalibrasi: Kalibrasi, by: Pegawai, at: datetime) -> Kalibrasi:
    """Keeps what the assessors have given by now; from here on the round only tells. Raises IllegalTransition twice."""
    held = _hold(kalibrasi)
    rules.may_close(by, held).require()
    change_row(held, versi=held.versi, ditutup_pada=at, sesudah=snapshot(held, by))
    return held


@transaction.atomic
def add_note(
    *,
    kalibrasi: Kalibrasi,
    by: Pegawai,
    at: datetime,
    token: UUID,
    penilai: Pegawai,
    uraian: str,
    evaluasi: Evaluasi | None = None,
) -> CatatanKalibrasi:
    """To an assessor of the round, on what he gave as a whole or to one person. He is told. The same token gives the
    same note. Raises Refused for who is no assessor of the round, or has not given the value."""
    held = _hold(kalibrasi)
    rules.may_note(by, held).require()
    sent_before = held.catatan.filter(token=token).first()
    if sent_before:
        return sent_before
    if penilai.pk == by.pk:
        raise Refused("Nilai Anda sendiri Anda ubah di halaman penilaiannya, tanpa catatan.", field="penilai")
    given = behind(held, penilai, by)
    if evaluasi is not None:
        given = given.filter(pk=evaluasi.skp_id)
    if not given.exists():
        raise Refused(f"{penilai} tidak memberi nilai itu dalam kalibrasi ini.", field="penilai")
    note = held.catatan.create(token=token, penilai=penilai, evaluasi=evaluasi, uraian=uraian, oleh=by, pada=at)
    about = f" tentang {evaluasi.skp.pegawai}" if evaluasi else ""
    _tell([penilai], f"{by} memberi catatan kalibrasi {held.periode}{about}.", held, at=at, by=by)
    return note


@transaction.atomic
def answer_note(*, catatan: CatatanKalibrasi, by: Pegawai, at: datetime, versi: int, jawaban: str) -> CatatanKalibrasi:
    """By the assessor; who wrote the note is told. Raises Conflict for a stale form."""
    catatan.kalibrasi = held = _hold(catatan.kalibrasi)
    rules.may_answer(catatan, persons=acting_ids(by)).require()
    if catatan.versi == versi and catatan.jawaban == jawaban:
        return catatan
    change_row(catatan, versi=versi, jawaban=jawaban, dijawab_pada=at)
    _tell([catatan.oleh], f"{by} menjawab catatan kalibrasi {held.periode}.", held, at=at, by=by)
    return catatan


@transaction.atomic
def adjust(
    *, evaluasi: Evaluasi, by: Pegawai, at: datetime, versi: int | None, hasil: Rating, perilaku: Rating, alasan: str
) -> Evaluasi:
    """Another value than the assessor's, with a reason in the history. Who gave it stays named as its author, and is
    told. The same values change nothing.

    Raises Conflict for a stale form, Refused for the rating hasil kerja of who heads a unit.
    """
    kalibrasi = led_round(by, evaluasi.skp, evaluasi.periode)
    kalibrasi = _hold(kalibrasi) if kalibrasi else None
    held = hold_evaluasi(evaluasi, at=at)
    verdict = rules.may_adjust(by, kalibrasi, held)
    verdict.require_right()
    if verdict and (held.rating_hasil, held.rating_perilaku) == (hasil.value, perilaku.value):
        return held
    check_version(held, versi)
    verdict.require()
    if problem := rules.results_problem(held, hasil):
        raise Refused(problem, field="rating_hasil")
    before, made = held.get_predikat_display(), predikat(hasil, perilaku)
    change_row(
        held,
        versi=held.versi,
        status=next_evaluasi_status(ActionEvaluasi.KALIBRASI, held.status),
        rating_hasil=hasil.value,
        rating_perilaku=perilaku.value,
        predikat=made.value,
    )
    record(held, ActionEvaluasi.KALIBRASI, by=by, at=at, note=alasan)
    told = f"Dalam kalibrasi {by} mengubah predikat {held.skp.pegawai} ({held.periode}): {before} menjadi {made.label}."
    page = reverse("penilaian:feedback", args=[held.skp_id, held.periode_id])
    notify([held.dinilai_oleh, held.skp.penilai], told, tautan=page, at=at, by=by)
    return held


def _hold(kalibrasi: Kalibrasi) -> Kalibrasi:
    """Before the evaluasi, where both are held: a round does not close over a value that is being changed."""
    rows = Kalibrasi.objects.select_related("unit", "periode__instansi")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=kalibrasi.pk)


def _tell(receivers: list[Pegawai], teks: str, kalibrasi: Kalibrasi, *, at: datetime, by: Pegawai) -> None:
    tautan = reverse("penilaian:kalibrasi_detail", args=[kalibrasi.pk])
    notify(receivers, teks, tautan=tautan, at=at, by=by)
