"""The evaluation periods of a year: what stands in the table, and how a new year comes by its own."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max

from organisasi.deadlines import month_end
from organisasi.models import Instansi, JenisPeriode, PeriodeEvaluasi


@dataclass(frozen=True)
class Baku:
    """A period of an instansi that has chosen none: first and last month."""

    nama: str
    jenis: JenisPeriode
    mulai: int
    selesai: int


# PermenPANRB 6/2022 has the evaluation periodic and annual; the quarters of its forms are the usual choice.
PERIODE_BAKU = (
    Baku("Triwulan I", JenisPeriode.TRIWULAN, 1, 3),
    Baku("Triwulan II", JenisPeriode.TRIWULAN, 4, 6),
    Baku("Triwulan III", JenisPeriode.TRIWULAN, 7, 9),
    Baku("Triwulan IV", JenisPeriode.TRIWULAN, 10, 12),
    Baku("Akhir Tahun", JenisPeriode.AKHIR, 1, 12),
)
# Days after the period; the annual evaluation is done until the end of January. A choice of this system.
HARI_PENGISIAN, HARI_PENILAIAN = 10, 31

PERIODE_LOCK = 7202604
"""The class of the advisory locks of periods; the second key is the period's."""


@transaction.atomic
def open_year(*, instansi: Instansi, tahun: int) -> list[PeriodeEvaluasi]:
    """The periods of a year, made where it has none: the recurring ones of the nearest year before, else the usual.

    Twice changes nothing; of two at once the second waits.
    """
    rows = PeriodeEvaluasi.objects.filter(instansi=instansi)
    if not rows.filter(tahun=tahun).exists():
        Instansi.objects.select_for_update(no_key=True).get(pk=instansi.pk)
    if not rows.filter(tahun=tahun).exists():
        before = rows.filter(tahun__lt=tahun, berulang=True).aggregate(last=Max("tahun"))["last"]
        made = [shifted(row, tahun) for row in rows.filter(tahun=before, berulang=True)] or usual(instansi, tahun)
        PeriodeEvaluasi.objects.bulk_create(made)
    return list(rows.filter(tahun=tahun).order_by("mulai", "selesai"))


def write_in(periode: int) -> None:
    """Until the transaction ends nobody closes, changes or deletes the period; others go on writing in it.

    Read the period after this: until now it may just have been closed.
    """
    _lock("pg_advisory_xact_lock_shared", periode)


def keep_writers_out(periode: int) -> None:
    """Waits for those who are writing in the period; who comes after them waits until the transaction ends."""
    _lock("pg_advisory_xact_lock", periode)


def _lock(function: str, periode: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [PERIODE_LOCK, periode])


def shifted(row: PeriodeEvaluasi, tahun: int) -> PeriodeEvaluasi:
    """The same period in another year."""
    years = tahun - row.tahun
    return PeriodeEvaluasi(
        instansi_id=row.instansi_id,
        tahun=tahun,
        nama=row.nama,
        jenis=row.jenis,
        berulang=row.berulang,
        mulai=_moved(row.mulai, years),
        selesai=_moved(row.selesai, years),
        batas_pengisian=_moved(row.batas_pengisian, years),
        batas_penilaian=_moved(row.batas_penilaian, years),
    )


def usual(instansi: Instansi, tahun: int) -> list[PeriodeEvaluasi]:
    made = []
    for row in PERIODE_BAKU:
        last = month_end(date(tahun, row.selesai, 1))
        made.append(
            PeriodeEvaluasi(
                instansi=instansi,
                tahun=tahun,
                nama=row.nama,
                jenis=row.jenis,
                mulai=date(tahun, row.mulai, 1),
                selesai=last,
                batas_pengisian=last + timedelta(days=HARI_PENGISIAN),
                batas_penilaian=last + timedelta(days=HARI_PENILAIAN),
            )
        )
    return made


def _moved(day: date, years: int) -> date:
    """29 February becomes the last day of a February without it, and the last day of February stays the last."""
    first = day.replace(day=1, year=day.year + years)
    return month_end(first) if day == month_end(day) else first + timedelta(days=day.day - 1)
