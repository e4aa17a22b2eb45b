"""Whose turn it is in an evaluasi: since when, until when, and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from organisasi.deadlines import DeadlineCalendar, Tenggat, format_day
from organisasi.models import Langkah
from penilaian.models import Evaluasi
from penilaian.rules.evaluasi import Kedudukan, evaluable, rateable_from
from penilaian.rules.sesudah import answer_limit, dianggap_diterima
from penilaian.workflow import StatusEvaluasi


@dataclass(frozen=True)
class Giliran:
    """As the component `turn` shows it."""

    who: str
    since: date | datetime | None = None
    tenggat: Tenggat | None = None
    missing: Sequence[str] = ()
    mine: bool = False
    done: bool = False


def turn_of(
    evaluasi: Evaluasi, kedudukan: Kedudukan, *, calendar: DeadlineCalendar, at: datetime, missing: Sequence[str] = ()
) -> Giliran:
    """`calendar` is the owner's; `missing` what he has not filled in. `evaluasi` with skp, its instansi and periode."""
    usable = evaluable(evaluasi.skp, evaluasi.periode)
    if not usable and evaluasi.terbuka:
        return Giliran(usable.reason, done=True)
    if evaluasi.terbuka:
        return _before_rating(evaluasi, kedudukan, calendar=calendar, at=at, missing=missing)
    return _after_rating(evaluasi, kedudukan, at=at)


def _before_rating(
    evaluasi: Evaluasi, kedudukan: Kedudukan, *, calendar: DeadlineCalendar, at: datetime, missing: Sequence[str]
) -> Giliran:
    skp, periode = evaluasi.skp, evaluasi.periode
    filling = calendar.tenggat_periode(Langkah.EVALUASI_PENGISIAN, periode)
    if missing and filling.terbuka(at):
        started = evaluasi.common_days[0]
        since = None if _midnight(started, calendar) > at else started
        return _turn(
            "pegawai", "mengisi evaluasi", mine=kedudukan.pemilik, since=since, tenggat=filling, missing=missing
        )
    first = rateable_from(skp, periode)
    rating = calendar.tenggat_periode(Langkah.EVALUASI_PENILAIAN, periode)
    if _midnight(first, calendar) > at:
        return _turn("pejabat penilai", f"menilai mulai {format_day(first)}", mine=False, tenggat=rating)
    if rating.terbuka(at):
        return _turn("pejabat penilai", "menilai", mine=kedudukan.penilai, since=first, tenggat=rating, missing=missing)
    return _turn(
        "pejabat penilai atau atasannya",
        "menilai",
        mine=kedudukan.penilai or kedudukan.atasan,
        since=rating.hari_terakhir + timedelta(days=1),
        tenggat=rating,
        missing=missing,
    )


def _after_rating(evaluasi: Evaluasi, kedudukan: Kedudukan, *, at: datetime) -> Giliran:
    since = evaluasi.status_sejak
    if evaluasi.status == StatusEvaluasi.DINILAI:
        deed = "menyerahkan dokumen evaluasi" if not kedudukan.pemilik else "menilai dan menyerahkan dokumen evaluasi"
        rater = kedudukan.atasan if evaluasi.oleh_atasan else kedudukan.penilai
        return _turn(_rater(evaluasi), deed, mine=rater, since=since)
    if evaluasi.status == StatusEvaluasi.KEBERATAN:
        return _turn("atasan pejabat penilai", "memutuskan keberatan", mine=kedudukan.pemutus, since=since)
    if dianggap_diterima(evaluasi, at):
        day = format_day(evaluasi.batas_keberatan)
        return Giliran(f"Dianggap diterima: tidak ada jawaban sampai {day}.", since=since, done=True)
    if evaluasi.status == StatusEvaluasi.DISERAHKAN:
        answer = answer_limit(evaluasi)
        return _turn("pegawai", "menerima hasil evaluasi", mine=kedudukan.pemilik, since=since, tenggat=answer)
    return Giliran(f"Selesai: {evaluasi.get_status_display().lower()}.", since=since, done=True)


def _rater(evaluasi: Evaluasi) -> str:
    return "atasan pejabat penilai" if evaluasi.oleh_atasan else "pejabat penilai"


def _turn(
    person: str,
    deed: str,
    *,
    mine: bool,
    since: date | datetime | None = None,
    tenggat: Tenggat | None = None,
    missing: Sequence[str] = (),
) -> Giliran:
    return Giliran(deed if mine else f"{person} {deed}", since=since, tenggat=tenggat, missing=missing, mine=mine)


def _midnight(day: date, calendar: DeadlineCalendar) -> datetime:
    return datetime.combine(day, time.min, calendar.zona)
