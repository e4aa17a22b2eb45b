"""What follows a rating: handing over, accepting, objecting, explaining, deciding. Rights first, state, then limit.

PermenPANRB 6/2022: the dokumen evaluasi is handed over within 14 working days, answered within 14 working days, and an
objection decided within 7. Whoever hands over or decides late still does, and it shows; an answer that is late is none.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ekinerja.errors import Refused, TooLate
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.deadlines import Tenggat, format_day
from organisasi.hari_kerja import HariKerja
from organisasi.models import Langkah
from penilaian.models import Evaluasi, Keberatan
from penilaian.rules.evaluasi import Kedudukan, evaluable
from penilaian.workflow import StatusEvaluasi

HARI_PENYERAHAN = 14
HARI_JAWABAN = 14
HARI_KEPUTUSAN = 7


def local_day(evaluasi: Evaluasi, at: datetime) -> date:
    """The calendar day of an instant where the evaluated person works."""
    return at.astimezone(evaluasi.skp.instansi.tz).date()


# --- Limits ----------------------------------------------------------------------------------------------------------


def handing_over_limit(evaluasi: Evaluasi) -> Tenggat | None:
    """The last day to hand over: 14 working days after it was rated. None: not rated. One query."""
    if evaluasi.terbuka or evaluasi.dinilai_pada is None:
        return None
    return _limit(evaluasi, working_days_after(evaluasi, evaluasi.dinilai_pada, HARI_PENYERAHAN))


def answer_limit(evaluasi: Evaluasi) -> Tenggat | None:
    """The last day to accept or object, as it was stored when it was handed over."""
    return _limit(evaluasi, evaluasi.batas_keberatan) if evaluasi.batas_keberatan else None


def decision_limit(keberatan: Keberatan) -> Tenggat:
    return _limit(keberatan.evaluasi, keberatan.batas_keputusan)


def working_days_after(evaluasi: Evaluasi, at: datetime, jumlah: int) -> date:
    """The day that many working days of the instansi after the day of an instant there. One query."""
    day = local_day(evaluasi, at)
    return HariKerja(evaluasi.skp.instansi, sejak=day).sesudah(day, jumlah)


def _limit(evaluasi: Evaluasi, day: date) -> Tenggat:
    return Tenggat(Langkah.EVALUASI_PENILAIAN, day, evaluasi.skp.instansi.tz)


# --- Where it stands -------------------------------------------------------------------------------------------------


def dianggap_diterima(evaluasi: Evaluasi, at: datetime) -> bool:
    """Handed over, and the days to answer have passed in silence."""
    limit = answer_limit(evaluasi)
    return evaluasi.status == StatusEvaluasi.DISERAHKAN and limit is not None and not limit.terbuka(at)


def selesai(evaluasi: Evaluasi, at: datetime) -> bool:
    """Nothing is to be done any more: accepted, decided, or taken as accepted."""
    return evaluasi.status in (StatusEvaluasi.DITERIMA, StatusEvaluasi.DIPUTUSKAN) or dianggap_diterima(evaluasi, at)


@dataclass(frozen=True)
class Keadaan:
    """The state as it is shown."""

    label: str
    tone: str


DIANGGAP_DITERIMA = Keadaan("Dianggap diterima", "sukses")


def keadaan(evaluasi: Evaluasi, at: datetime) -> Keadaan:
    """The status, or DIANGGAP_DITERIMA, which is not stored."""
    if dianggap_diterima(evaluasi, at):
        return DIANGGAP_DITERIMA
    return Keadaan(evaluasi.get_status_display(), evaluasi.status_tone)


# --- Who may ---------------------------------------------------------------------------------------------------------


def may_hand_over(kedudukan: Kedudukan, evaluasi: Evaluasi) -> Verdict:
    """By the penilai; by his superior what he rated in his place."""
    rater = kedudukan.atasan if evaluasi.oleh_atasan and not evaluasi.terbuka else kedudukan.penilai
    if kedudukan.pemilik or not rater:
        return denied("Dokumen evaluasi diserahkan oleh yang memberi penilaian.")
    if evaluasi.terbuka:
        return not_now("Evaluasi ini belum dinilai, jadi belum ada yang diserahkan.")
    if evaluasi.diserahkan:
        return not_now("Dokumen evaluasi sudah diserahkan.")
    return evaluable(evaluasi.skp, evaluasi.periode)


def may_accept(kedudukan: Kedudukan, evaluasi: Evaluasi, *, at: datetime) -> Verdict:
    if not kedudukan.pemilik:
        return denied("Dokumen evaluasi diterima oleh pegawai yang dinilai.")
    return _awaits_answer(evaluasi, at)


def may_object(kedudukan: Kedudukan, evaluasi: Evaluasi, *, at: datetime) -> Verdict:
    """Once, until the last day. What the penilai's superior rated in his place is final."""
    if not kedudukan.pemilik:
        return denied("Keberatan diajukan oleh pegawai yang dinilai.")
    if evaluasi.status in (StatusEvaluasi.KEBERATAN, StatusEvaluasi.DIPUTUSKAN):
        return not_now("Keberatan atas evaluasi ini sudah diajukan; keberatan hanya dapat diajukan satu kali.")
    if not (verdict := _awaits_answer(evaluasi, at)):
        return verdict
    if evaluasi.oleh_atasan:
        return not_now("Evaluasi ini diberikan oleh atasan pejabat penilai dan bersifat final.", Refused)
    if evaluasi.atasan_penilai_id is None:
        return not_now(
            "Pejabat penilai Anda tidak mempunyai atasan di aplikasi ini. Sampaikan keberatan secara tertulis kepada "
            "Pejabat Pembina Kepegawaian.",
            Refused,
        )
    return ALLOWED


def _awaits_answer(evaluasi: Evaluasi, at: datetime) -> Verdict:
    if not evaluasi.diserahkan:
        return not_now("Dokumen evaluasi belum diserahkan kepada Anda.")
    if evaluasi.status != StatusEvaluasi.DISERAHKAN:
        return not_now(f"Dokumen evaluasi ini sudah Anda jawab: {evaluasi.get_status_display().lower()}.")
    if dianggap_diterima(evaluasi, at):
        day = format_day(evaluasi.batas_keberatan)
        return not_now(f"Batas waktu menjawab sudah lewat: {day}. Evaluasi ini dianggap diterima.", TooLate)
    return ALLOWED


def may_explain(kedudukan: Kedudukan, evaluasi: Evaluasi) -> Verdict:
    """Once, by the penilai, until it is decided."""
    if not kedudukan.penilai:
        return denied("Penjelasan atas keberatan diberikan oleh pejabat penilai.")
    if not (verdict := _awaits_decision(evaluasi)):
        return verdict
    return not_now("Penjelasan atas keberatan ini sudah diberikan.") if evaluasi.keberatan.tanggapan else ALLOWED


def may_decide(kedudukan: Kedudukan, evaluasi: Evaluasi) -> Verdict:
    """By the superior of the penilai who was stored when it was handed over, or his Plt/Plh; late too."""
    if not kedudukan.pemutus:
        return denied("Keberatan diputuskan oleh atasan pejabat penilai.")
    return _awaits_decision(evaluasi)


def _awaits_decision(evaluasi: Evaluasi) -> Verdict:
    if evaluasi.status == StatusEvaluasi.DIPUTUSKAN:
        return not_now("Keberatan ini sudah diputuskan.")
    if evaluasi.status != StatusEvaluasi.KEBERATAN:
        return not_now("Tidak ada keberatan atas evaluasi ini.")
    return ALLOWED
