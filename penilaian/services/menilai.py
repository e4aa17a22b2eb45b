"""What the penilai does in an evaluasi: feedback, the two ratings, the note, taking a rating back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from ekinerja.errors import Conflict, Refused
from organisasi.deadlines import DeadlineCalendar
from organisasi.models import Langkah, Pegawai, Pemberitahuan
from organisasi.pemberitahuan import notify
from penilaian.capaian_organisasi import CapaianBerlaku, capaian_of
from penilaian.lembar import sheet, store
from penilaian.models import Evaluasi, SebagaiPenilai, UmpanBalik
from penilaian.querysets.evaluasi import standing
from penilaian.rules import evaluasi as base
from penilaian.rules import menilai as rules
from penilaian.rules.evaluasi import Kedudukan
from penilaian.rules.menilai import Batas
from penilaian.scoring.permenpanrb_6_2022 import VERSI, Rating, predikat
from penilaian.services.evaluasi import check_version, hold_evaluasi, record
from penilaian.workflow import ActionEvaluasi, next_evaluasi_status
from skp.perilaku import BERAKHLAK
from skp.services.editing import change_row

KODE_PERILAKU = frozenset(perilaku.kode for perilaku in BERAKHLAK)


def limits(evaluasi: Evaluasi, calendar: DeadlineCalendar | None = None) -> Batas:
    """Both limits of an evaluasi, with the owner's dispensasi. Two queries, none with his calendar."""
    calendar = calendar or DeadlineCalendar(evaluasi.skp.pegawai)
    return Batas(
        pengisian=calendar.tenggat_periode(Langkah.EVALUASI_PENGISIAN, evaluasi.periode),
        penilaian=calendar.tenggat_periode(Langkah.EVALUASI_PENILAIAN, evaluasi.periode),
    )


# --- Feedback --------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_feedback(
    *, evaluasi: Evaluasi, by: Pegawai, at: datetime, token: UUID, teks: str, rhk: int | None = None, perilaku: str = ""
) -> UmpanBalik:
    """On an RHK (its key) or on a perilaku (a code of skp/perilaku.py). The same token gives the same row.

    The version of the evaluasi stays: feedback changes nothing that is being judged.
    """
    held = hold_evaluasi(evaluasi, at=at)
    base.may_give_feedback(standing(by, held), held).require()
    sent_before = held.umpan_balik.filter(token=token).first()
    if sent_before:
        return sent_before
    known = held.skp.rhk.filter(pk=rhk).exists() and not perilaku if rhk is not None else perilaku in KODE_PERILAKU
    if not known:
        raise Refused("Pilih rencana hasil kerja atau perilaku dari SKP ini.", field="bagian")
    row = held.umpan_balik.create(token=token, rhk_id=rhk, perilaku=perilaku, teks=teks, oleh=by, pada=at)
    _tell_once(held.skp.pegawai, f"{by} memberi umpan balik pada evaluasi {held.periode} Anda.", held, at=at, by=by)
    return row


@transaction.atomic
def change_feedback(*, umpan_balik: UmpanBalik, by: Pegawai, at: datetime, versi: int, teks: str) -> UmpanBalik:
    """Raises Conflict for a stale form."""
    row = _held(umpan_balik, by=by, at=at)
    change_row(row, versi=versi, teks=teks)
    return row


@transaction.atomic
def delete_feedback(*, umpan_balik: UmpanBalik, by: Pegawai, at: datetime) -> None:
    _held(umpan_balik, by=by, at=at).delete()


def _held(umpan_balik: UmpanBalik, *, by: Pegawai, at: datetime) -> UmpanBalik:
    held = hold_evaluasi(umpan_balik.evaluasi, at=at)
    row = held.umpan_balik.select_related("oleh").filter(pk=umpan_balik.pk).first()
    if row is None:
        raise Conflict("Umpan balik ini sudah dihapus.")
    row.evaluasi = held
    rules.may_change_feedback(by, standing(by, held), row).require()
    return row


# --- Ratings ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def rate(
    *,
    evaluasi: Evaluasi,
    by: Pegawai,
    at: datetime,
    versi: int | None,
    hasil: Rating | None = None,
    perilaku: Rating | None = None,
    catatan: str | None = None,
) -> Evaluasi:
    """One rating or both, and the note; what is None stays as it is. With both given there is a predikat.

    Until then the rating is its author's own draft. Of who heads a unit `hasil` is what the capaian of that unit makes
    of it, and is taken from there where it is not given. The same again by the same person changes nothing.

    Raises Conflict naming who rated since the page was opened, Refused for a `hasil` that is not the unit's.
    """
    held = hold_evaluasi(evaluasi, at=at)
    kedudukan = standing(by, held)
    verdict = rules.may_rate(kedudukan, held, batas=limits(held), at=at)
    verdict.require_right()
    role = SebagaiPenilai.PENILAI if kedudukan.penilai else SebagaiPenilai.ATASAN
    before = ratings_of(held, role)
    capaian = capaian_for(held)
    hasil_now = _result(held, capaian, hasil) or before["rating_hasil"]
    values = {
        "rating_hasil": hasil_now,
        "rating_perilaku": perilaku or before["rating_perilaku"],
        "catatan": before["catatan"] if catatan is None else catatan,
    }
    settled = held.predikat or not (values["rating_hasil"] and values["rating_perilaku"])
    if settled and held.dinilai_oleh_id == by.pk and held.dinilai_sebagai == role and values == before:
        return held
    _check_seen(held, versi)
    verdict.require()
    _write(held, by=by, at=at, role=role, capaian=_stored_capaian(held, capaian, hasil_now), values=values)
    return held


@transaction.atomic
def write_note(*, evaluasi: Evaluasi, by: Pegawai, at: datetime, versi: int | None, catatan: str) -> Evaluasi:
    """Catatan/rekomendasi alone, by who may rate. The same again changes nothing."""
    held = hold_evaluasi(evaluasi, at=at)
    verdict = rules.may_rate(standing(by, held), held, batas=limits(held), at=at)
    verdict.require_right()
    if held.catatan == catatan:
        return held
    _check_seen(held, versi)
    verdict.require()
    change_row(held, versi=held.versi, catatan=catatan)
    return held


@transaction.atomic
def take_back(*, evaluasi: Evaluasi, by: Pegawai, at: datetime, versi: int | None, alasan: str) -> Evaluasi:
    """The predikat is cleared and the owner may fill in again; the ratings stay as the rater's own draft."""
    held = hold_evaluasi(evaluasi, at=at)
    verdict = rules.may_cancel(standing(by, held), held, batas=limits(held), at=at)
    verdict.require_right()
    _check_seen(held, versi)
    verdict.require()
    status = next_evaluasi_status(ActionEvaluasi.BATAL, held.status)
    change_row(held, versi=held.versi, status=status, status_sejak=at, predikat="", isi=None, capaian_organisasi="")
    record(held, ActionEvaluasi.BATAL, by=by, at=at, note=alasan)
    told = f"Pengisian evaluasi {held.periode} Anda dibuka kembali oleh {by}: {alasan}"
    notify([held.skp.pegawai], told, tautan=held.get_absolute_url(), at=at, by=by)
    return held


def capaian_for(evaluasi: Evaluasi) -> CapaianBerlaku | None:
    """The capaian that holds for the unit of the SKP in the period. One query."""
    unit = evaluasi.skp.unit
    return capaian_of([unit], evaluasi.periode)[unit.pk] if unit is not None else None


def ratings_of(evaluasi: Evaluasi, role: SebagaiPenilai | str) -> dict[str, str]:
    """The ratings and the note as a rater in that role finds them: a draft of the other role is not his."""
    foreign = evaluasi.terbuka and evaluasi.dinilai_sebagai not in ("", role)
    return {
        "rating_hasil": "" if foreign else evaluasi.rating_hasil,
        "rating_perilaku": "" if foreign else evaluasi.rating_perilaku,
        "catatan": evaluasi.catatan,
    }


def role_of(kedudukan: Kedudukan) -> SebagaiPenilai:
    """As whom somebody reads or writes the ratings."""
    return SebagaiPenilai.ATASAN if kedudukan.atasan else SebagaiPenilai.PENILAI


def _result(held: Evaluasi, capaian: CapaianBerlaku | None, hasil: Rating | None) -> str:
    """The rating hasil kerja that was asked for, or that follows from the capaian of the unit he heads."""
    if not rules.heads_unit(held.skp):
        return hasil.value if hasil else ""
    followed = rules.rating_of_head(held.skp, capaian)
    if hasil is not None and hasil != followed:
        raise Refused(
            f"Rating hasil kerja pimpinan {held.skp.unit} mengikuti capaian kinerja organisasinya.",
            field="rating_hasil",
        )
    if hasil is None and held.rating_hasil:
        return ""
    return followed.value if followed else ""


def _stored_capaian(held: Evaluasi, capaian: CapaianBerlaku | None, hasil: str) -> str:
    """The capaian beside the predikat. Of a head whose rating stays, the one that rating was made of."""
    if rules.heads_unit(held.skp) and held.capaian_organisasi and hasil == held.rating_hasil:
        return held.capaian_organisasi
    return capaian.nilai.value if capaian else ""


def _write(
    held: Evaluasi, *, by: Pegawai, at: datetime, role: SebagaiPenilai, capaian: str, values: dict[str, str]
) -> None:
    author: dict[str, Any] = {
        "dinilai_oleh": by,
        "dinilai_sebagai": role,
        "dinilai_unit": by.unit,
        "dinilai_jabatan": by.jabatan,
        "dinilai_golongan": by.golongan,
        "dinilai_pada": at,
    }
    if not (values["rating_hasil"] and values["rating_perilaku"]):
        change_row(held, versi=held.versi, **values, **author)
        return
    status = next_evaluasi_status(ActionEvaluasi.NILAI, held.status)
    since = at if held.terbuka else held.status_sejak
    made = predikat(values["rating_hasil"], values["rating_perilaku"])
    change_row(
        held,
        versi=held.versi,
        **values,
        **author,
        status=status,
        status_sejak=since,
        predikat=made.value,
        isi=store(sheet(held)),
        capaian_organisasi=capaian,
        jenjang=held.skp.jabatan.jenjang,
        aturan=VERSI,
    )
    record(held, ActionEvaluasi.NILAI, by=by, at=at)
    told = f"{by} memberi predikat {made.label} kepada {held.skp.pegawai} untuk {held.periode}."
    notify([held.skp.penilai], told, tautan=rating_page(held), at=at, by=by)


def _check_seen(held: Evaluasi, versi: int | None) -> None:
    """`check_version`, naming who rated last."""
    if versi is None or held.versi == versi or held.dinilai_oleh is None or held.dinilai_pada is None:
        check_version(held, versi)
        return
    when = date_format(localtime(held.dinilai_pada, held.skp.instansi.tz), "j F Y H.i")
    raise Conflict(
        f"Evaluasi ini berubah sejak halaman Anda dibuka; penilaian terakhir oleh {held.dinilai_oleh}, {when}. "
        "Periksa isinya lebih dahulu."
    )


def rating_page(evaluasi: Evaluasi) -> str:
    return reverse("penilaian:feedback", args=[evaluasi.skp_id, evaluasi.periode_id])


def _tell_once(receiver: Pegawai, teks: str, evaluasi: Evaluasi, *, at: datetime, by: Pegawai) -> None:
    """Seven pieces of feedback in a row are one line in the bell until it is read."""
    tautan = evaluasi.get_absolute_url()
    if not Pemberitahuan.objects.filter(penerima=receiver, teks=teks, tautan=tautan).unread().exists():
        notify([receiver], teks, tautan=tautan, at=at, by=by)
