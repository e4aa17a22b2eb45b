"""The periods of an instansi with how far they are, and what is still open in one. Counted by the database."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from organisasi.models import PeriodeEvaluasi
from penilaian.models import CapaianUnit, Evaluasi
from penilaian.rules.periode import Kekurangan
from penilaian.workflow import DISERAHKAN, StatusEvaluasi
from skp.models import Skp
from skp.workflow import Status

if TYPE_CHECKING:
    from organisasi.models import Instansi


def with_progress(rows: "QuerySet[PeriodeEvaluasi, Any]") -> "QuerySet[PeriodeEvaluasi, Any]":
    """Adds how many approved SKP meet the period, how many of them are rated and handed over, and what hangs on it."""
    skp = Skp.objects.filter(
        status=Status.DISETUJUI,
        instansi=OuterRef("instansi"),
        tahun=OuterRef("tahun"),
        periode_mulai__lte=OuterRef("selesai"),
        periode_selesai__gte=OuterRef("mulai"),
    )
    evaluasi = Evaluasi.objects.filter(periode=OuterRef("pk"), skp__status=Status.DISETUJUI)
    return rows.annotate(
        jumlah_skp=_count(skp, "instansi"),
        jumlah_dinilai=_count(evaluasi.rated(), "periode"),
        jumlah_diserahkan=_count(evaluasi.filter(status__in=DISERAHKAN), "periode"),
        jumlah_evaluasi=_count(Evaluasi.objects.filter(periode=OuterRef("pk")), "periode"),
        jumlah_capaian=_count(CapaianUnit.objects.filter(periode=OuterRef("pk")), "periode"),
    )


def _count(rows: "QuerySet[Any, Any]", group: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(group).annotate(jumlah=Count("pk")).values("jumlah")), 0)


def years_of(instansi: "Instansi") -> list[int]:
    """The years that have periods, newest first."""
    rows = PeriodeEvaluasi.objects.filter(instansi=instansi).order_by("-tahun")
    return list(rows.values_list("tahun", flat=True).distinct())


def unfinished_skp(periode: PeriodeEvaluasi, *, today: date) -> "QuerySet[Skp, Any]":
    """The approved SKP of the instansi that meet the period and are not done with, with `kekurangan`: in what.

    A document handed over waits for its owner while he may still object; after that his silence accepts it.
    """
    answered = Q(stored__status=StatusEvaluasi.DISERAHKAN, stored__batas_keberatan__gte=today)
    kinds = (
        When(stored__status=StatusEvaluasi.DINILAI, then=Value(Kekurangan.BELUM_DISERAHKAN.value)),
        When(stored__status=StatusEvaluasi.KEBERATAN, then=Value(Kekurangan.KEBERATAN.value)),
        When(answered, then=Value(Kekurangan.MASA_TANGGAPAN.value)),
        When(
            Q(stored__isnull=True) | Q(stored__status=StatusEvaluasi.TERBUKA),
            then=Value(Kekurangan.BELUM_DINILAI.value),
        ),
    )
    return (
        Skp.objects.in_period(periode)
        .filter(instansi=periode.instansi_id, status=Status.DISETUJUI)
        .annotate(stored=FilteredRelation("evaluasi", condition=Q(evaluasi__periode=periode.pk)))
        .annotate(kekurangan=Case(*kinds, default=Value(""), output_field=CharField()))
        .exclude(kekurangan="")
    )


def unfinished_list(periode: PeriodeEvaluasi, *, today: date) -> "QuerySet[Skp, Any]":
    """As a page lists them: by unit and name."""
    return (
        unfinished_skp(periode, today=today)
        .select_related("pegawai", "unit", "penilai")
        .order_by(F("unit__kode").asc(nulls_last=True), "pegawai__nama", "pk")
    )


def count_unfinished(periode: PeriodeEvaluasi, *, today: date) -> dict[Kekurangan, int]:
    """One query; every kind is there, also with 0."""
    rows = unfinished_skp(periode, today=today).order_by().values("kekurangan").annotate(jumlah=Count("pk"))
    found = {Kekurangan(row["kekurangan"]): row["jumlah"] for row in rows}
    return {kind: found.get(kind, 0) for kind in Kekurangan}
