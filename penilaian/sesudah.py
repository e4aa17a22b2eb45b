"""Where an evaluasi stands after its rating, with what the reader may do: for the pages that show an evaluasi."""

from dataclasses import dataclass
from datetime import datetime

from ekinerja.rules import Verdict
from organisasi.deadlines import Tenggat
from organisasi.hari_kerja import years_without_holidays
from penilaian.models import Evaluasi, Keberatan
from penilaian.rules import sesudah as rules
from penilaian.rules.evaluasi import Kedudukan, sees_rating
from penilaian.workflow import StatusEvaluasi


@dataclass(frozen=True)
class Sesudah:
    """What the partial penilaian/evaluasi/sesudah.html shows of an evaluasi that has been rated."""

    keadaan: rules.Keadaan
    batas_penyerahan: Tenggat | None
    batas_jawaban: Tenggat | None
    keberatan: Keberatan | None
    batas_keputusan: Tenggat | None
    tahun_tanpa_libur: list[int]
    """Of the limit that runs: see `years_without_holidays`."""
    may_hand_over: Verdict
    may_accept: Verdict
    may_object: Verdict
    may_explain: Verdict
    may_decide: Verdict


def after_rating(evaluasi: Evaluasi, kedudukan: Kedudukan, *, at: datetime) -> Sesudah | None:
    """None while it is not rated, and for its owner until it is handed over. At most four queries."""
    if evaluasi.terbuka or not sees_rating(kedudukan, evaluasi):
        return None
    keberatan = getattr(evaluasi, "keberatan", None)
    handing_over = None if evaluasi.diserahkan else rules.handing_over_limit(evaluasi)
    answer, decision = rules.answer_limit(evaluasi), rules.decision_limit(keberatan) if keberatan else None
    running = {StatusEvaluasi.DISERAHKAN: answer, StatusEvaluasi.KEBERATAN: decision}.get(evaluasi.status, handing_over)
    return Sesudah(
        keadaan=rules.keadaan(evaluasi, at),
        batas_penyerahan=handing_over,
        batas_jawaban=answer,
        keberatan=keberatan,
        batas_keputusan=decision,
        tahun_tanpa_libur=years_without_holidays([running.hari_terakhir] if running else []),
        may_hand_over=rules.may_hand_over(kedudukan, evaluasi),
        may_accept=rules.may_accept(kedudukan, evaluasi, at=at),
        may_object=rules.may_object(kedudukan, evaluasi, at=at),
        may_explain=rules.may_explain(kedudukan, evaluasi),
        may_decide=rules.may_decide(kedudukan, evaluasi),
    )
