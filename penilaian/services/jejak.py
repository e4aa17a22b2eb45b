"""Who opened whose appraisal: written when it is shown, for the person it is about."""

from collections.abc import Iterable
from datetime import datetime

from organisasi.models import Pegawai, PeriodeEvaluasi
from penilaian.models import BagianDibaca, JejakBaca
from skp.models import Skp


def log_readings(
    *, skps: Iterable[Skp], by: Pegawai, bagian: BagianDibaca, periode: PeriodeEvaluasi | None = None, at: datetime
) -> None:
    """The same of a list that names what several people got. One query, however many."""
    rows = [
        JejakBaca(skp=skp, pembaca=by, bagian=bagian, periode=periode, pada=at)
        for skp in skps
        if skp.pegawai_id != by.pk
    ]
    JejakBaca.objects.bulk_create(rows, ignore_conflicts=True)


def log_reading(
    *, skp: Skp, by: Pegawai, bagian: BagianDibaca, periode: PeriodeEvaluasi | None = None, at: datetime
) -> None:
    """One line for the owner of the SKP; nothing when he reads his own. One query.

    The same again within the hour adds nothing, which the unique index decides: also of two pages at once.
    """
    if skp.pegawai_id == by.pk:
        return
    row = JejakBaca(skp=skp, pembaca=by, bagian=bagian, periode=periode, pada=at)
    JejakBaca.objects.bulk_create([row], ignore_conflicts=True)
