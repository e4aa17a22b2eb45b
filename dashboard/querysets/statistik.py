"""What the statistics are read from: the ledgers of the roll-ups; of one period the evaluasi that were handed over.

Who has not been handed his rating counts among those without one, so that no number tells it before he knows.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from dashboard.models import RekapInstansi, RekapPegawai, RekapUnit, TahunRekap
from dashboard.querysets.rekap import TOTAL
from organisasi.models import Instansi, Pengecualian, PeriodeEvaluasi, UnitKerja
from organisasi.scoping import administered, units_headed, units_led
from penilaian.models import Evaluasi
from penilaian.querysets.kurva import periods_of
from penilaian.scoring.permenpanrb_6_2022 import Predikat
from skp.models import Skp
from skp.querysets.dokumen import person_matches

if TYPE_CHECKING:
    from organisasi.models import Pegawai

Sums = dict[str, int]
"""`total_<column>` of the roll-up."""
Branch = tuple[bool, int | None]
"""Whether the people are in a unit, and which of the units one level down they are in; None: in none of them."""

COUNTED = Q(dikecualikan=False) & (Q(aktif=True) | ~Q(status=""))
"""Who counts, as the roll-ups have it: active people and whoever has an SKP, without those who are excepted."""
SHOWN = (
    "tahun", "aktif", "dikecualikan", "status", "predikat", "matriks",
    *(f"pegawai__{name}" for name in ("nip", "nama", "gelar_depan", "gelar_belakang", "jabatan__nama")),
    "unit__nama", "skp__status", "skp__status_sejak", "skp__pegawai",
)  # fmt: skip
"""What a list of persons tells of each."""
ORDER = ("pegawai__nama", "pegawai__nip")
_FILLED = TahunRekap.objects.filter(terisi_pada__isnull=False).order_by("-tahun")
_UNITS_CHANGED = UnitKerja.pgh_event_model.objects.order_by("-pgh_id").values("pgh_id")


def opened_years() -> list[int]:
    """Newest first; not yet those whose people are still being counted."""
    return list(_FILLED.values_list("tahun", flat=True))


def reachable_instansi(user: "Pegawai") -> "QuerySet[Instansi, Any]":
    """Those whose statistics the user may open whole; with `tahun_rekap`, the years that are counted, and
    `versi_unit`, another one after every change of units."""
    return with_years(Instansi.objects.filter(administered(user, path="pk")))


def instansi_of(user: "Pegawai") -> "QuerySet[Instansi, Any]":
    """The same, and those of which he leads a unit."""
    led = units_led(user).values("instansi")
    rows = Instansi.objects.filter(administered(user, path="pk") | Q(pk__in=led))
    return with_years(rows)


def reachable_units(user: "Pegawai") -> "QuerySet[UnitKerja, Any]":
    """The units of those instansi, and the units he leads with all below; also with `dipimpin`, the keys of these."""
    rows = UnitKerja.objects.filter(administered(user) | Q(pk__in=units_headed(user))).select_related("instansi")
    led = ArraySubquery(units_led(user).order_by("pk").values("pk"))
    return with_years(rows).annotate(dipimpin=led)


def with_years(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """With `tahun_rekap`, the years that are counted, newest first, and `versi_unit`."""
    return rows.annotate(tahun_rekap=ArraySubquery(_FILLED.values("tahun")), versi_unit=Subquery(_UNITS_CHANGED[:1]))


def named_instansi(*, periodik: bool) -> list[tuple[int, str]]:
    """By name; `periodik`: only those that use the periodic evaluation."""
    rows = Instansi.objects.filter(evaluasi_periodik=True) if periodik else Instansi.objects.all()
    return list(rows.order_by("nama").values_list("pk", "nama"))


def top_units(instansi: Instansi) -> list[UnitKerja]:
    """The roots of the tree and what is right below them, by code."""
    return list(UnitKerja.objects.filter(instansi=instansi, jalur__len__lte=2).order_by("kode"))


def units_around(unit: UnitKerja) -> list[UnitKerja]:
    """The units above it, itself, and those right below it, by code."""
    return list(UnitKerja.objects.filter(Q(pk__in=unit.jalur) | Q(induk=unit)).order_by("kode"))


def periods_in(instansi: Instansi, tahun: int) -> list[PeriodeEvaluasi]:
    return list(periods_of(instansi.pk).filter(tahun=tahun).order_by("mulai", "selesai"))


# --- Figures of a year ----------------------------------------------------------------------------------------------


def sums_by_instansi(tahun: int, columns: Iterable[str] | None = None) -> dict[int, Sums]:
    """Of every column, or of these: hundreds of rows cost by their width."""
    return {row["instansi_id"]: row for row in RekapInstansi.objects.by_instansi(tahun, columns).order_by()}


def sums_by_branch(
    tahun: int, instansi: Instansi, *, unit: UnitKerja | None, depth: int, columns: Iterable[str] | None = None
) -> dict[Branch, Sums]:
    """Of an instansi or of a unit and all below it, per unit at `depth` of the tree (0: the roots)."""
    rows = _branched(_within(RekapUnit.objects.filter(tahun=tahun, instansi=instansi), unit), depth)
    return {(row["berunit"], row["cabang"]): row for row in rows.per("berunit", "cabang", columns=columns)}


def period_by_branch(periode: PeriodeEvaluasi, *, unit: UnitKerja | None, depth: int) -> dict[Branch, Sums]:
    """The same people, by the predikat that was handed over to them in one period."""
    people = _within(RekapPegawai.objects.filter(tahun=periode.tahun, instansi=periode.instansi_id), unit)
    rows = _branched(people, depth).order_by().values("berunit", "cabang")
    counts = rows.annotate(
        total_pegawai=Count("pk", filter=COUNTED),
        total_dikecualikan=Count("pk", filter=Q(dikecualikan=True)),
        **{
            f"{TOTAL}{each.value}": Count("pk", filter=COUNTED & Q(pegawai__in=_holders(periode, each)))
            for each in Predikat
        },
    )
    return {(row["berunit"], row["cabang"]): row for row in counts}


def _within(rows: "QuerySet[Any, Any]", unit: UnitKerja | None) -> Any:
    return rows if unit is None else rows.filter(unit__jalur__contains=[unit.pk])


def _branched(rows: Any, depth: int) -> Any:
    placed = ExpressionWrapper(Q(unit__isnull=False), output_field=BooleanField())
    return rows.annotate(berunit=placed, cabang=F(f"unit__jalur__{depth}"))


def handed_over(periode: PeriodeEvaluasi) -> "QuerySet[Evaluasi, Any]":
    """One of a person in a period: of several SKP that fall into it, that of the last one."""
    rows = Evaluasi.objects.filter(periode=periode, diserahkan_pada__isnull=False).order_by()
    later = rows.filter(
        skp__pegawai=OuterRef("skp__pegawai"),
        skp__tahun=periode.tahun,
        skp__periode_mulai__gt=OuterRef("skp__periode_mulai"),
    )
    return rows.exclude(Exists(later))


def _holders(periode: PeriodeEvaluasi, predikat: Predikat | None = None) -> "QuerySet[Evaluasi, Any]":
    rows = handed_over(periode)
    return (rows if predikat is None else rows.filter(predikat=predikat.value)).values("skp__pegawai")


# --- How new they are -----------------------------------------------------------------------------------------------


def version(tahun: int, instansi: Instansi | None) -> str:
    """Another one after every change of the figures; nationally also of the names beside them."""
    if instansi is not None:
        return RekapUnit.objects.filter(tahun=tahun, instansi=instansi).version()
    newest = Instansi.pgh_event_model.objects.order_by("-pgh_id").values_list("pgh_id", flat=True).first()
    return f"{RekapInstansi.objects.filter(tahun=tahun).version()}-{newest}"


# --- The persons behind a number ------------------------------------------------------------------------------------


def closed_years() -> "QuerySet[TahunRekap, Any]":
    return TahunRekap.objects.filter(ditutup_pada__isnull=False)


def people_of(user: "Pegawai", instansi: Instansi, tahun: int, *, ditutup: bool) -> "QuerySet[RekapPegawai, Any]":
    """The people of an instansi in a year whom the user may see in a statistic, with what a list shows of them.

    `alasan`: why somebody is excepted, the latest reason of that year. `ditutup`: whether that year is closed.
    """
    seen = administered(user) | Q(unit__in=units_headed(user))
    # Says nothing new of a year that is open, but lets people be found by their instansi: else all are read.
    here = Q(pegawai__instansi=instansi) | Q(pegawai__instansi=None)
    excepted = Pengecualian.objects.filter(
        Q(selesai=None) | Q(selesai__year__gte=tahun), pegawai=OuterRef("pegawai"), mulai__year__lte=tahun
    )
    return (
        RekapPegawai.objects.filter(seen, Q() if ditutup else here, instansi=instansi, tahun=tahun)
        .select_related("pegawai__jabatan", "unit", "skp")
        .only(*SHOWN)
        .annotate(alasan=Subquery(excepted.order_by("-mulai").values("alasan")[:1]))
    )


def placed(
    rows: "QuerySet[RekapPegawai, Any]", *, unit: UnitKerja | None, langsung: bool = False, tanpa_unit: bool = False
) -> "QuerySet[RekapPegawai, Any]":
    """Those of a unit with all below it, or in the unit itself (`langsung`); or in no unit at all."""
    if tanpa_unit:
        return rows.filter(unit=None)
    return rows.filter(unit=unit) if unit is not None and langsung else _within(rows, unit)


def with_predikat(
    rows: "QuerySet[RekapPegawai, Any]", periode: PeriodeEvaluasi | None
) -> "QuerySet[RekapPegawai, Any]":
    """With `nilai`, the predikat of the year, or the one handed over in a period; empty where there is none yet."""
    if periode is None:
        return rows.annotate(nilai=F("predikat"))
    mine = handed_over(periode).filter(skp__pegawai=OuterRef("pegawai")).values("predikat")
    return rows.annotate(nilai=Coalesce(Subquery(mine[:1]), Value("")))


def rated(periode: PeriodeEvaluasi | None, predikat: Predikat | None) -> Q:
    """Who was given a predikat; None: who has none yet."""
    if periode is None:
        return COUNTED & Q(predikat=predikat.value if predikat else "")
    holders = Q(pegawai__in=_holders(periode, predikat))
    return COUNTED & (holders if predikat else ~holders)


def matching(rows: "QuerySet[RekapPegawai, Any]", cari: str) -> "QuerySet[RekapPegawai, Any]":
    """By name or NIP, in the order of names."""
    found = rows.filter(person_matches(cari, path="pegawai")) if cari else rows
    return found.order_by(*ORDER)


def readable(user: "Pegawai", rows: Iterable[RekapPegawai]) -> set[int]:
    """The SKP of these people that the user may open. One query."""
    keys = [row.skp_id for row in rows if row.skp_id]
    return set(Skp.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
