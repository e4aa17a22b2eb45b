"""The rows the owner fills in, for those who may read the evaluasi they belong to."""

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from kegiatan.models import Bukti, KegiatanHarian
from organisasi.models import JenisPeriode
from penilaian.models import Evaluasi, Eviden, RealisasiPeriode, RencanaAksi, UkuranEviden
from penilaian.querysets.evaluasi import find_evaluasi
from skp.indikator import Line
from skp.models import Skp

if TYPE_CHECKING:
    from kegiatan.querysets import KegiatanHarianQuerySet
    from organisasi.models import Pegawai


def finals_of_year(user: "Pegawai", skp: Skp) -> "QuerySet[Evaluasi]":
    """The annual evaluasi of every SKP of that person and year the user may read, earliest first. One query.

    The year's predikat is that of the last; the earlier ones stand beside it.
    """
    return (
        Evaluasi.objects.visible_to(user)
        .filter(skp__pegawai=skp.pegawai_id, skp__tahun=skp.tahun, periode__jenis=JenisPeriode.AKHIR)
        .select_related("periode", "skp__unit", "skp__jabatan")
        .order_by("skp__periode_mulai")
    )


def siblings(user: "Pegawai", skp: Skp) -> "QuerySet[Skp]":
    """The person's SKP of that year the user may read, earliest first."""
    return (
        Skp.objects.visible_to(user)
        .filter(pegawai=skp.pegawai_id, tahun=skp.tahun)
        .select_related("jabatan", "unit")
        .order_by("periode_mulai")
    )


R = TypeVar("R", RencanaAksi, Eviden)


def find_row(user: "Pegawai", model: type[R], pk: int) -> R | None:
    """A row of an evaluasi the user may read, with that evaluasi as `find_evaluasi` reads it. At most four queries."""
    row = model._default_manager.select_related("evaluasi").filter(pk=pk).first()
    evaluasi = row and find_evaluasi(user, row.evaluasi.skp_id, row.evaluasi.periode_id)
    if row is None or evaluasi is None:
        return None
    row.evaluasi = evaluasi
    return row


def activity_evidence(evaluasi: Evaluasi) -> "QuerySet[Bukti]":
    """The owner's bukti of the activities of the days that period and SKP have in common, the newest first, each with
    those activities as `kegiatan_periode`. Two queries."""
    activities = _activities(evaluasi)
    return (
        Bukti.objects.of(evaluasi.skp.pegawai)
        .filter(Exists(activities.filter(bukti=OuterRef("pk"))))
        .prefetch_related(Prefetch("kegiatan_harian", activities.order_by("-tanggal"), to_attr="kegiatan_periode"))
        .order_by("-pk")
    )


def search_evidence(rows: "QuerySet[Bukti]", text: str, evaluasi: Evaluasi) -> "QuerySet[Bukti]":
    """By the name of the bukti, or a part of what was done on those days."""
    done = _activities(evaluasi).search(text)
    return rows.filter(Q(nama__icontains=text) | Exists(done.filter(bukti=OuterRef("pk"))))


def _activities(evaluasi: Evaluasi) -> "KegiatanHarianQuerySet":
    return KegiatanHarian.objects.of(evaluasi.skp.pegawai).between(*evaluasi.common_days)


def used_lines(skp: Skp) -> dict[Line, str]:
    """What was written of the lines of an SKP in its evaluasi, as skp/terpakai.py asks. Two queries."""
    found: dict[Line, str] = {}
    for eviden in UkuranEviden.objects.filter(eviden__evaluasi__skp=skp).select_related("eviden__evaluasi__periode"):
        found[eviden.rhk_id, eviden.kode] = f"eviden pada {eviden.eviden.evaluasi.periode}"
    for row in RealisasiPeriode.objects.filter(evaluasi__skp=skp).select_related("evaluasi__periode"):
        found[row.rhk_id, row.kode] = f"realisasi pada {row.evaluasi.periode}"
    return found
