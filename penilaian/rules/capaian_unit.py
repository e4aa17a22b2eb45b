"""Who sets the capaian kinerja organisasi of a unit, and when: the head above (SE MenPANRB 3/2023)."""

from dataclasses import dataclass
from datetime import date

from ekinerja.errors import Refused
from ekinerja.rules import ALLOWED, Verdict, denied, not_now
from organisasi.deadlines import format_day
from organisasi.models import Pegawai, PeriodeEvaluasi, UnitKerja


@dataclass(frozen=True)
class Penetap:
    """What the user is to a unit whose capaian is to be set (`penilaian.querysets.capaian_unit.setting`)."""

    memimpin_atasnya: bool = False
    """He leads the unit above, also as Plt/Plh."""
    admin: bool = False
    """He administers the instansi, and nobody but the unit's own head leads the unit above."""


def may_open_capaian(user: Pegawai, *, memimpin: bool) -> Verdict:
    """`memimpin`: he leads a unit."""
    if memimpin or user.is_staff:
        return ALLOWED
    return denied("Capaian kinerja organisasi ditetapkan oleh pimpinan unit di atasnya.")


def sets_capaian(user: Pegawai, unit: UnitKerja, penetap: Penetap) -> Verdict:
    """Never one's own: it is the rating of one's hasil kerja."""
    if unit.kepala_id == user.pk:
        return denied(f"Capaian {unit} yang Anda pimpin ditetapkan oleh pimpinan unit di atasnya.")
    if penetap.memimpin_atasnya or penetap.admin:
        return ALLOWED
    return denied(f"Capaian {unit} ditetapkan oleh pimpinan unit di atasnya, atau admin instansi bila tidak ada.")


def settable(periode: PeriodeEvaluasi, *, today: date) -> Verdict:
    """Whether a capaian can be set in the period now."""
    if not periode.instansi.evaluasi_periodik:
        return not_now(f"{periode.instansi} tidak memakai evaluasi periodik.", Refused)
    if periode.ditutup:
        return not_now(f"{periode.penutupan} Admin instansi dapat membukanya kembali.")
    if today < periode.mulai:
        return not_now(f"{periode} baru dimulai pada {format_day(periode.mulai)}.")
    return ALLOWED


def may_set_capaian(
    user: Pegawai, unit: UnitKerja, penetap: Penetap, periode: PeriodeEvaluasi, *, today: date
) -> Verdict:
    return sets_capaian(user, unit, penetap) and settable(periode, today=today)
