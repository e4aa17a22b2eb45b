"""Who prints the dokumen evaluasi, and when."""

from ekinerja.rules import ALLOWED, Verdict, not_now
from penilaian.models import Evaluasi
from penilaian.rules.evaluasi import Kedudukan, sees_rating


def may_print_document(kedudukan: Kedudukan, evaluasi: Evaluasi) -> Verdict:
    """Whoever may read it; the person it is about once it was handed over to him."""
    if not sees_rating(kedudukan, evaluasi):
        return not_now(f"Dokumen evaluasi {evaluasi.periode} belum diserahkan kepada Anda.")
    return ALLOWED
