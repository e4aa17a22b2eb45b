"""Who may grade, rate, close and reopen.

Each rule answers for the button and for the POST: `.require()` raises NotAllowed where the right is missing, the
refusal of the state or of the clock otherwise. `mewakili` are the persons in whose place the user assesses today,
himself included (`organisasi.scoping.acting_ids`); rules ask the database nothing.
"""

from collections.abc import Collection
from datetime import datetime

from ekinerja.errors import TooLate
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from kegiatan.models import KegiatanHarian
from organisasi.deadlines import Tenggat
from organisasi.models import Pegawai
from penilaian.capaian import MonthResult
from skp.models import SkpBulanan
from skp.workflow import Status

BUKAN_PENILAI = "Hanya pejabat penilai pegawai ini yang menilainya."
DITUTUP = "Penilaian bulan ini sudah ditutup. Buka kembali dahulu bila ada yang harus diubah."

Mewakili = Collection[int]


def assesses(user: Pegawai, *, pegawai_id: int, penilai_id: int | None, mewakili: Mewakili) -> Verdict:
    """The pejabat penilai stored on the document, or his Plt/Plh today.

    Never the owner, even where he stands in for the one who assesses him; not the head above the penilai; not an
    admin; not who used to be the penilai.
    """
    if pegawai_id == user.pk:
        return denied("Pekerjaan sendiri tidak dapat dinilai sendiri.")
    if penilai_id is None:
        return denied("Pejabat penilai dokumen ini belum ditetapkan.")
    return ALLOWED if penilai_id in mewakili else denied(BUKAN_PENILAI)


def may_grade_month(*, ditutup: bool, tenggat: Tenggat, at: datetime) -> Verdict:
    """Grades are given and taken back until the limit, and while the month is not closed."""
    if ditutup:
        return not_now(DITUTUP)
    return _within(tenggat, at)


def may_grade(
    user: Pegawai, kegiatan: KegiatanHarian, *, mewakili: Mewakili, ditutup: bool, tenggat: Tenggat, at: datetime
) -> Verdict:
    right = assesses(user, pegawai_id=kegiatan.pegawai_id, penilai_id=kegiatan.penilai_id, mewakili=mewakili)
    if not right:
        return right
    if kegiatan.dinilai:
        return not_now(f"Kegiatan ini sudah dinilai {kegiatan.get_nilai_display()} oleh {kegiatan.dinilai_oleh}.")
    return may_grade_month(ditutup=ditutup, tenggat=tenggat, at=at)


def may_undo(
    user: Pegawai, kegiatan: KegiatanHarian, *, mewakili: Mewakili, ditutup: bool, tenggat: Tenggat, at: datetime
) -> Verdict:
    """As grading: after the limit nobody could grade it again, so it is not taken back then either."""
    right = assesses(user, pegawai_id=kegiatan.pegawai_id, penilai_id=kegiatan.penilai_id, mewakili=mewakili)
    if not right:
        return right
    if not kegiatan.dinilai:
        return not_now("Kegiatan ini belum dinilai.")
    return may_grade_month(ditutup=ditutup, tenggat=tenggat, at=at)


def may_rate(user: Pegawai, bulanan: SkpBulanan, *, mewakili: Mewakili, tenggat: Tenggat, at: datetime) -> Verdict:
    """Nilai kualitas and perilaku of an approved month that is not closed, until the limit."""
    right = assesses_month(user, bulanan, mewakili=mewakili)
    if not right:
        return right
    if bulanan.ditutup:
        return not_now(DITUTUP)
    if bulanan.status != Status.DISETUJUI:
        return not_now("SKP Bulanan ini belum disetujui, jadi belum dapat dinilai.")
    return _within(tenggat, at)


def may_close(user: Pegawai, bulanan: SkpBulanan, *, mewakili: Mewakili, kurang: Collection[str]) -> Verdict:
    """The penilai, when nothing is missing. `kurang` is what `missing_before_closing` found."""
    right = assesses_month(user, bulanan, mewakili=mewakili)
    if not right:
        return right
    if bulanan.ditutup:
        return not_now("Penilaian bulan ini sudah ditutup.")
    return not_now(" ".join(kurang)) if kurang else ALLOWED


def may_reopen(user: Pegawai, bulanan: SkpBulanan, *, mewakili: Mewakili) -> Verdict:
    """The penilai, or the admin of the owner's instansi with a reason, in the history."""
    if not _administers(user, bulanan):
        right = assesses_month(user, bulanan, mewakili=mewakili)
        if not right:
            return denied("Penilaian dibuka kembali oleh pejabat penilai atau admin instansi.")
    return ALLOWED if bulanan.ditutup else not_now("Penilaian bulan ini belum ditutup.")


def missing_before_closing(result: MonthResult, *, belum_dinilai: int) -> list[str]:
    """What still keeps a month open, as sentences. `belum_dinilai` counts all of the person's activities in it."""
    bulanan = result.skp_bulanan
    missing = []
    if bulanan.status != Status.DISETUJUI:
        missing.append("SKP Bulanan belum disetujui.")
    if result.nilai is None:
        missing.append(result.alasan)
    if belum_dinilai:
        missing.append(f"{belum_dinilai} kegiatan harian belum dinilai.")
    for target in result.targets:
        if target.kualitas_di_luar_range:
            missing.append(f"Nilai kualitas “{target.uraian}” berada di luar range sekarang; nilai lagi.")
        elif target.kualitas is None and target.rekap.dinilai:
            missing.append(f"Nilai kualitas “{target.uraian}” belum diberikan.")
    if result.perilaku is None:
        missing.append("Penilaian perilaku belum diberikan.")
    return missing


def without_quality(result: MonthResult) -> list[str]:
    """Targets nobody worked on: their kualitas becomes 0, and the penilai has to say that he knows."""
    return [target.uraian for target in result.targets if target.kualitas is None and not target.rekap.dinilai]


def assesses_month(user: Pegawai, bulanan: SkpBulanan, *, mewakili: Mewakili) -> Verdict:
    return assesses(user, pegawai_id=bulanan.skp.pegawai_id, penilai_id=bulanan.skp.penilai_id, mewakili=mewakili)


def _administers(user: Pegawai, bulanan: SkpBulanan) -> bool:
    """An admin instansi does not reopen his own appraisal."""
    if bulanan.skp.pegawai_id == user.pk:
        return False
    return user.is_superuser or (user.admin_instansi and user.instansi_id == bulanan.skp.instansi_id)


def _within(tenggat: Tenggat, at: datetime) -> Verdict:
    return ALLOWED if tenggat.terbuka(at) else not_now(tenggat.alasan_lewat, TooLate)
