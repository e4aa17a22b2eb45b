"""Who does what in an evaluasi kinerja, and when. Rights come first (403), then state, limit, content (a message)."""

from dataclasses import dataclass
from datetime import date, datetime

from ekinerja.errors import Refused, TooLate
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.deadlines import Tenggat, format_day
from organisasi.models import PeriodeEvaluasi
from penilaian.models import Evaluasi
from skp.models import Skp
from skp.workflow import Status


@dataclass(frozen=True)
class Kedudukan:
    """What the user is to the evaluasi, asked once per request (`penilaian.querysets.evaluasi.standing`)."""

    pemilik: bool = False
    penilai: bool = False
    """The pejabat penilai stored on the SKP, or who stands in for him today."""
    atasan: bool = False
    """The superior of that penilai: the one stored when it was handed over, else today's, or who stands in for him."""
    pemutus: bool = False
    """The superior stored at the handing over, or who stands in for him; he may stand in for the penilai as well."""
    admin: bool = False


def rateable_from(skp: Skp, periode: PeriodeEvaluasi) -> date:
    """The first day a rating is given: of the last month that the period and the SKP have in common.

    A choice of this system: the annual evaluation begins in December, a quarter's in its third month.
    """
    _, last = periode.common_days(skp.periode_mulai, skp.periode_selesai)
    return last.replace(day=1)


def evaluable(skp: Skp, periode: PeriodeEvaluasi) -> Verdict:
    """Whether an SKP is evaluated in a period at all, now."""
    if not skp.instansi.evaluasi_periodik:
        return not_now(f"{skp.instansi} tidak memakai evaluasi periodik.", Refused)
    if periode.instansi_id != skp.instansi_id or not periode.meets(skp.periode_mulai, skp.periode_selesai):
        return not_now(f"{periode} tidak bertemu dengan masa SKP ini.", Refused)
    if skp.status != Status.DISETUJUI:
        return not_now("SKP ini belum disetujui, jadi belum dapat dievaluasi.")
    if periode.ditutup:
        return not_now(f"{periode.penutupan} Admin instansi dapat membukanya kembali.")
    return ALLOWED


def may_fill(kedudukan: Kedudukan, evaluasi: Evaluasi, *, tenggat: Tenggat, at: datetime) -> Verdict:
    """Rencana aksi, realisasi, eviden and self-rating: by the owner, until it is rated or the limit has passed."""
    if not kedudukan.pemilik:
        return denied("Hanya pemilik SKP yang mengisi evaluasinya.")
    if not (verdict := evaluable(evaluasi.skp, evaluasi.periode)):
        return verdict
    if not evaluasi.terbuka:
        return not_now("Evaluasi ini sudah dinilai; pejabat penilai dapat membukanya kembali.")
    return ALLOWED if tenggat.terbuka(at) else not_now(tenggat.alasan_lewat, TooLate)


def may_give_feedback(kedudukan: Kedudukan, evaluasi: Evaluasi) -> Verdict:
    """Feedback of the pejabat penilai: all through the period, until the document is handed over."""
    if not (kedudukan.penilai or kedudukan.atasan):
        return denied("Umpan balik di sini diberikan oleh pejabat penilai.")
    if not (verdict := evaluable(evaluasi.skp, evaluasi.periode)):
        return verdict
    if evaluasi.diserahkan:
        return not_now("Dokumen evaluasi sudah diserahkan.")
    return ALLOWED


def may_rate(kedudukan: Kedudukan, evaluasi: Evaluasi, *, tenggat: Tenggat, at: datetime) -> Verdict:
    """By the penilai from the last month on; by his superior once the penilai's limit has passed unrated.

    The penilai who is late may still rate while his superior has not: late is better than never, and it shows.
    """
    if kedudukan.pemilik or not (kedudukan.penilai or kedudukan.atasan):
        return denied("Hanya pejabat penilai SKP ini, atau Plt/Plh-nya, yang memberi penilaian.")
    if not (verdict := evaluable(evaluasi.skp, evaluasi.periode)):
        return verdict
    if evaluasi.diserahkan:
        return not_now("Dokumen evaluasi sudah diserahkan; penilaiannya tidak berubah lagi selain lewat keberatan.")
    first = rateable_from(evaluasi.skp, evaluasi.periode)
    if at.astimezone(tenggat.zona).date() < first:
        return not_now(f"Penilaian {evaluasi.periode} dapat diberikan mulai {format_day(first)}.")
    return _has_the_turn(kedudukan, evaluasi, tenggat=tenggat, at=at)


def _has_the_turn(kedudukan: Kedudukan, evaluasi: Evaluasi, *, tenggat: Tenggat, at: datetime) -> Verdict:
    """Between the penilai and his superior."""
    if kedudukan.penilai:
        # What his superior has only begun does not take the turn from him.
        taken = evaluasi.oleh_atasan and not evaluasi.terbuka
        return not_now("Sudah dinilai oleh atasan Anda.") if taken else ALLOWED
    if not evaluasi.terbuka and not evaluasi.oleh_atasan:
        return not_now("Pejabat penilai sudah menilai; perubahan dibahas lewat kalibrasi.")
    if tenggat.terbuka(at):
        return not_now(f"Pejabat penilai masih dapat menilai sampai {format_day(tenggat.hari_terakhir)}.")
    return ALLOWED


def sees_rating(kedudukan: Kedudukan, evaluasi: Evaluasi) -> bool:
    """The owner only what was handed over to him: until then it may still change."""
    return not kedudukan.pemilik or evaluasi.diserahkan
