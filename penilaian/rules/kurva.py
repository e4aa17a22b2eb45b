"""Who looks at which curve, and who calibrates: the superior of the assessors, while nothing has been handed over."""

from collections.abc import Collection

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.models import Pegawai, PeriodeEvaluasi, UnitKerja
from organisasi.scoping import led_by, units_headed, units_led
from penilaian.models import CatatanKalibrasi, Evaluasi, Kalibrasi
from penilaian.rules.menilai import heads_unit
from penilaian.scoring.permenpanrb_6_2022 import Rating
from penilaian.workflow import DISERAHKAN, StatusEvaluasi
from skp.rules import may_open_queue


def may_see_curve(user: Pegawai) -> Verdict:
    """Lihat Kurva: whoever is somebody's pejabat penilai."""
    return may_open_queue(user)


def may_monitor(user: Pegawai) -> Verdict:
    """Monitoring Kurva: whoever leads a unit, and the admin of the instansi."""
    if user.is_superuser or user.admin_instansi or led_by(user):
        return ALLOWED
    return denied("Monitoring Kurva untuk pimpinan unit kerja dan admin instansi.")


def may_open_calibrations(user: Pegawai) -> Verdict:
    """The list of rounds: of whom a round may concern, as superior, as assessor, or as admin."""
    if user.is_superuser or user.admin_instansi:
        return ALLOWED
    return may_open_queue(user)


def units_to_calibrate(user: Pegawai) -> list[UnitKerja]:
    """The units he leads with a unit below that somebody else leads: whose assessors he is the superior of."""
    led = list(units_led(user).order_by("kode"))
    below = units_headed(user).filter(kepala__isnull=False).exclude(kepala=user).values_list("pk", "jalur")
    paths = [set(jalur) - {pk} for pk, jalur in below]
    return [unit for unit in led if any(unit.pk in path for path in paths)]


def may_begin(user: Pegawai, *, units: list[UnitKerja]) -> Verdict:
    """`units`: those of `units_to_calibrate`."""
    if not units:
        return denied("Kalibrasi dilakukan oleh atasan para pejabat penilai: pimpinan unit yang membawahi unit lain.")
    if user.instansi is not None and not user.instansi.evaluasi_periodik:
        return not_now(f"{user.instansi} tidak memakai evaluasi periodik.", Refused)
    return ALLOWED


def leads_round(user: Pegawai, kalibrasi: Kalibrasi) -> Verdict:
    if kalibrasi.unit_id in led_by(user):
        return ALLOWED
    return denied(f"Kalibrasi ini dilakukan oleh pimpinan {kalibrasi.unit}.")


def still_open(kalibrasi: Kalibrasi) -> Verdict:
    return not_now("Kalibrasi ini sudah ditutup.") if kalibrasi.ditutup_pada else ALLOWED


def may_note(user: Pegawai, kalibrasi: Kalibrasi) -> Verdict:
    verdict = leads_round(user, kalibrasi)
    return still_open(kalibrasi) if verdict else verdict


def may_close(user: Pegawai, kalibrasi: Kalibrasi) -> Verdict:
    return may_note(user, kalibrasi)


def may_answer(catatan: CatatanKalibrasi, *, persons: Collection[int]) -> Verdict:
    """The assessor it was written to, and who stands in for him. `persons`: the pks of whom the user acts for."""
    if catatan.penilai_id not in persons:
        return denied(f"Catatan ini dijawab oleh {catatan.penilai}.")
    return still_open(catatan.kalibrasi)


def open_period(periode: PeriodeEvaluasi) -> Verdict:
    if periode.ditutup:
        return not_now(f"{periode} sudah ditutup. Admin instansi dapat membukanya kembali.")
    return ALLOWED


def may_adjust_in(user: Pegawai, kalibrasi: Kalibrasi) -> Verdict:
    """Changing values of others in a round at all."""
    for verdict in (leads_round(user, kalibrasi), still_open(kalibrasi), open_period(kalibrasi.periode)):
        if not verdict:
            return verdict
    return ALLOWED


def may_adjust(user: Pegawai, kalibrasi: Kalibrasi | None, evaluasi: Evaluasi) -> Verdict:
    """Changing a value somebody else gave, with a reason: by who leads the round, until it has been handed over.

    `kalibrasi`: the round that he leads and that holds the evaluasi.
    """
    if kalibrasi is None:
        return denied("Nilai diubah di sini oleh pimpinan unit dalam kalibrasi yang dibukanya.")
    if evaluasi.skp.pegawai_id == user.pk:
        return denied("Evaluasi Anda sendiri dinilai oleh pejabat penilai Anda.")
    verdict = may_adjust_in(user, kalibrasi)
    return adjustable(user, status=evaluasi.status, pemberi=evaluasi.dinilai_oleh_id) if verdict else verdict


def adjustable(user: Pegawai, *, status: str, pemberi: int | None) -> Verdict:
    """What the value itself says to it: given, not handed over, and not one's own, which is rated again instead."""
    if status in DISERAHKAN:
        return not_now("Dokumen evaluasi sudah diserahkan; penilaiannya tidak berubah lagi selain lewat keberatan.")
    if status != StatusEvaluasi.DINILAI:
        return not_now("Evaluasi ini belum dinilai; kalibrasi hanya mengubah nilai yang sudah diberikan.")
    if pemberi == user.pk:
        return not_now("Nilai ini Anda berikan sendiri; ubah di halaman penilaiannya.", Refused)
    return ALLOWED


def results_problem(evaluasi: Evaluasi, hasil: Rating) -> str:
    """Why the rating hasil kerja cannot become this; empty when it can."""
    if heads_unit(evaluasi.skp) and hasil != evaluasi.rating_hasil:
        return (
            f"Rating hasil kerja pimpinan {evaluasi.skp.unit} mengikuti capaian kinerja organisasinya dan tidak diubah "
            "lewat kalibrasi."
        )
    return ""
