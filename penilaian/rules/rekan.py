"""Feedback on perilaku from colleagues and subordinates: who asks, who gives, until when."""

from collections.abc import Collection
from datetime import date

from django.db.models import TextChoices

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.deadlines import format_day
from organisasi.models import Pegawai
from penilaian.models import AsalUmpanBalik, Evaluasi, StatusUmpanBalik, UndanganUmpanBalik
from penilaian.rules.evaluasi import Kedudukan, evaluable

# Of each evaluasi, by its owner and again by the penilai. Choices of this system. How many requests a giver has is not
# limited: a refusal would tell one who asks of the others, and whoever has too many declines.
MAKS_UNDANGAN = 10
LEWAT_FEEDBACK_ATASAN = "umpan baliknya diberikan lewat Feedback Atasan"


class AksiUndangan(TextChoices):
    TOLAK = "tolak", "Tidak bersedia"
    BATALKAN = "batalkan", "Batalkan"


def open_for_feedback(evaluasi: Evaluasi, *, today: date) -> Verdict:
    """From the first day of the period until the document is handed over or the period is closed."""
    if not (verdict := evaluable(evaluasi.skp, evaluasi.periode)):
        return verdict
    if today < evaluasi.periode.mulai:
        return not_now(f"{evaluasi.periode} baru dimulai {format_day(evaluasi.periode.mulai)}.")
    if evaluasi.diserahkan:
        return not_now("Dokumen evaluasi sudah diserahkan, sehingga umpan balik tidak diterima lagi.")
    return ALLOWED


def may_ask(kedudukan: Kedudukan, evaluasi: Evaluasi, *, today: date) -> Verdict:
    """The person himself asks, his penilai assigns."""
    if not (kedudukan.pemilik or kedudukan.penilai):
        return denied("Umpan balik diminta oleh pegawai yang dinilai atau ditugaskan oleh pejabat penilainya.")
    return open_for_feedback(evaluasi, today=today)


def giver_problem(evaluasi: Evaluasi, pemberi: Pegawai, *, superiors: Collection[int], mates: Collection[int]) -> str:
    """Why somebody cannot give feedback here; empty when he can.

    `superiors`, `mates`: ids of the penilai's side and of who works in a team with the person in the period. Says
    nothing of who gives already: to the receiver that would be an answer.
    """
    if problem := distance_problem(evaluasi.skp.pegawai_id, evaluasi.skp.instansi_id, pemberi, mates=mates):
        return problem
    if not pemberi.is_active:
        return f"Akun {pemberi} tidak aktif."
    if pemberi.pk in superiors:
        return f"{pemberi} menilai sebagai pejabat penilai atau atasannya; {LEWAT_FEEDBACK_ATASAN}."
    return ""


def distance_problem(pegawai: int, instansi: int | None, pemberi: Pegawai, *, mates: Collection[int] = ()) -> str:
    """Whether two people are near enough to each other. Names nobody: who is of another instansi is not told of."""
    if pemberi.pk == pegawai:
        return "Umpan balik rekan kerja tidak diberikan untuk diri sendiri."
    if pemberi.instansi_id != instansi and pemberi.pk not in mates:
        return (
            "Pegawai dari instansi lain memberi dan menerima umpan balik hanya bila berada dalam tim kerja yang sama "
            "pada periode itu."
        )
    return ""


def may_give(user: Pegawai, undangan: UndanganUmpanBalik, *, superiors: Collection[int], today: date) -> Verdict:
    """Also who had declined may think better of it; who has become the penilai meanwhile gives his as such."""
    if undangan.pemberi_id != user.pk:
        return denied("Hanya pemberi umpan balik itu yang menuliskannya.")
    if user.pk in superiors:
        return not_now(f"Anda sekarang menilai pegawai ini; {LEWAT_FEEDBACK_ATASAN}.", Refused)
    return open_for_feedback(undangan.evaluasi, today=today)


def may_decline(user: Pegawai, undangan: UndanganUmpanBalik, *, today: date) -> Verdict:
    if undangan.pemberi_id != user.pk:
        return denied("Hanya yang diminta yang dapat menyatakan tidak bersedia.")
    if undangan.asal == AsalUmpanBalik.DITAWARKAN:
        return not_now("Umpan balik ini Anda tawarkan sendiri; batalkan bila tidak jadi.")
    if undangan.status != StatusUmpanBalik.MENUNGGU:
        return not_now(f"Permintaan ini tidak menunggu lagi: {undangan.get_status_display().lower()}.")
    return open_for_feedback(undangan.evaluasi, today=today)


def may_withdraw(user: Pegawai, kedudukan: Kedudukan, undangan: UndanganUmpanBalik) -> Verdict:
    """Each what he himself began: the giver his offer, the penilai what he assigned, the owner whom he asked."""
    began = {
        AsalUmpanBalik.DITAWARKAN: undangan.pemberi_id == user.pk,
        AsalUmpanBalik.DITUGASKAN: kedudukan.penilai,
        AsalUmpanBalik.DIMINTA: kedudukan.pemilik,
    }
    if not began[AsalUmpanBalik(undangan.asal)]:
        return denied("Undangan dibatalkan oleh yang membuatnya.")
    if undangan.status != StatusUmpanBalik.MENUNGGU:
        return not_now(f"Tidak dapat dibatalkan lagi: {undangan.get_status_display().lower()}.")
    return ALLOWED
