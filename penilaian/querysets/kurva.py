"""Whose predikat count in a curve, and the rounds of kalibrasi a user may read."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from organisasi.models import PeriodeEvaluasi, UnitKerja
from organisasi.scoping import acting_ids, administered, units_headed, units_led, visible
from penilaian.models import CatatanKalibrasi, Kalibrasi, SebagaiPenilai
from penilaian.workflow import StatusEvaluasi
from skp.models import Skp
from skp.querysets.dokumen import person_matches
from skp.workflow import Status

if TYPE_CHECKING:
    from organisasi.models import Pegawai

BELUM = "belum"
"""In an address: not rated yet."""


def counted(periode: PeriodeEvaluasi) -> "QuerySet[Skp, Skp]":
    """The approved SKP that are evaluated in a period, with `predikat` ("" where not rated yet) and `keadaan`.

    Each SKP counts for itself; in the final period a person counts once, with the last of his SKP of that year.
    """
    rows = Skp.objects.in_period(periode).filter(instansi=periode.instansi_id, status=Status.DISETUJUI)
    if periode.akhir:
        later = Skp.objects.filter(
            pegawai=OuterRef("pegawai"),
            tahun=periode.tahun,
            status=Status.DISETUJUI,
            periode_mulai__gt=OuterRef("periode_mulai"),
        )
        rows = rows.exclude(Exists(later))
    return rows.annotate(
        nilai=FilteredRelation("evaluasi", condition=Q(evaluasi__periode=periode)),
        predikat=Coalesce("nilai__predikat", Value(""), output_field=CharField()),
        keadaan=Coalesce("nilai__status", Value(StatusEvaluasi.TERBUKA.value), output_field=CharField()),
    )


def assessed_in(periode: PeriodeEvaluasi, user: "Pegawai") -> "QuerySet[Skp, Skp]":
    """Of those he assesses: their SKP name him as pejabat penilai, or a head in whose place he assesses today."""
    return counted(periode).filter(penilai__in=acting_ids(user)).exclude(pegawai=user)


def within(unit: UnitKerja, periode: PeriodeEvaluasi, user: "Pegawai") -> "QuerySet[Skp, Skp]":
    """Of a unit and all below it, by the unit that stands on the SKP.

    Without the user's own: from a number he could read what has not been handed over to him yet.
    """
    return counted(periode).filter(unit__jalur__contains=[unit.pk]).exclude(pegawai=user)


def calibrated(unit: UnitKerja, periode: PeriodeEvaluasi, user: "Pegawai") -> "QuerySet[Skp, Skp]":
    """Of a unit and all below it but its head, who is assessed from above; with `penulis`, the pk of whose value it is:
    the stored pejabat penilai, or his superior who rated in the place of a late one."""
    late = When(~Q(predikat="") & Q(nilai__dinilai_sebagai=SebagaiPenilai.ATASAN), then=F("nilai__dinilai_oleh"))
    rows = within(unit, periode, user).annotate(penulis=Case(late, default=F("penilai")))
    return rows.exclude(unit=unit, pegawai=unit.kepala_id).filter(penulis__isnull=False)


def tally(rows: "QuerySet[Skp, Skp]", by: str) -> dict[Any, dict[str, int]]:
    """People by a column and by predikat ("": not rated yet). One query."""
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    for key, predikat, number in rows.order_by().values_list(by, "predikat").annotate(Count("pk")):
        found[key][predikat] = number
    return found


def listed(rows: "QuerySet[Skp, Skp]", *, predikat: str = "", cari: str = "") -> "QuerySet[Skp, Skp]":
    """By name; of one predikat (`BELUM`: who has none yet), of whom the typed text finds."""
    if predikat:
        rows = rows.filter(predikat="" if predikat == BELUM else predikat)
    if cari:
        rows = rows.filter(person_matches(cari, path="pegawai"))
    return rows.select_related("pegawai", "jabatan", "unit", "penilai").order_by("pegawai__nama", "periode_mulai", "pk")


# --- Units and periods to choose from -------------------------------------------------------------------------------


def monitored_units(user: "Pegawai") -> "QuerySet[UnitKerja, UnitKerja]":
    """The units he leads and those below, the admin's whole instansi; with the instansi."""
    rows = UnitKerja.objects.filter(Q(pk__in=units_headed(user)) | administered(user))
    return rows.select_related("instansi").order_by("kode")


def periods_of(instansi: int) -> "QuerySet[PeriodeEvaluasi, PeriodeEvaluasi]":
    """Newest first."""
    return PeriodeEvaluasi.objects.filter(instansi=instansi).order_by("-mulai", "selesai")


# --- Kalibrasi ------------------------------------------------------------------------------------------------------


def own_assessors(unit: UnitKerja, periode: PeriodeEvaluasi, user: "Pegawai") -> set[int]:
    """Who rates the user himself, as long as what he got has not been handed over to him. One query.

    Wherever his SKP stands now: a round keeps what was counted before it was reopened or moved to another unit.
    """
    mine = Skp.objects.filter(pegawai=user, instansi=periode.instansi_id, tahun=periode.tahun).annotate(
        nilai=FilteredRelation("evaluasi", condition=Q(evaluasi__periode=periode))
    )
    waiting = counted(periode).filter(unit__jalur__contains=[unit.pk], pegawai=user).values("pk")
    unknown = Q(nilai__status__in=[StatusEvaluasi.TERBUKA, StatusEvaluasi.DINILAI])
    hidden = mine.filter(unknown | Q(nilai=None, pk__in=waiting))
    pairs = hidden.values_list("penilai", "nilai__dinilai_oleh")
    return {pk for pair in pairs for pk in pair if pk is not None}


def overseen_rounds(user: "Pegawai") -> "QuerySet[Kalibrasi, Kalibrasi]":
    """Of the units he leads and those below, and of the admin's instansi."""
    return Kalibrasi.objects.filter(_overseen(user, path=""))


def visible_rounds(user: "Pegawai") -> "QuerySet[Kalibrasi, Kalibrasi]":
    """Those he oversees, and where something was written to him."""
    told = CatatanKalibrasi.objects.filter(kalibrasi=OuterRef("pk"), penilai__in=acting_ids(user))
    rows = Kalibrasi.objects.filter(_overseen(user, path="") | Exists(told))
    return rows.select_related("unit__kepala", "periode__instansi", "dibuka_oleh").order_by("-dibuka_pada", "-pk")


def visible_notes(user: "Pegawai") -> "QuerySet[CatatanKalibrasi, CatatanKalibrasi]":
    """To him or to whom he stands in for; all of a round he oversees. Never one about his own evaluasi."""
    seen = Q(penilai__in=acting_ids(user)) | _overseen(user, path="kalibrasi__")
    rows = CatatanKalibrasi.objects.filter(seen).exclude(evaluasi__skp__pegawai=user)
    return rows.select_related("kalibrasi__unit", "kalibrasi__periode", "penilai", "oleh", "evaluasi__skp__pegawai")


def with_notes(rounds: "QuerySet[Kalibrasi, Kalibrasi]", user: "Pegawai") -> "QuerySet[Kalibrasi, Kalibrasi]":
    """With how many notes of each the user may read, and how many of them wait for an answer."""
    mine = Q(catatan__in=visible_notes(user).values("pk"))
    return rounds.annotate(
        jumlah_catatan=Count("catatan", filter=mine),
        belum_dijawab=Count("catatan", filter=mine & Q(catatan__dijawab_pada__isnull=True)),
    )


def behind(kalibrasi: Kalibrasi, penilai: "Pegawai", user: "Pegawai") -> "QuerySet[Skp, Skp]":
    """Whom an assessor of a round has rated or is to rate; with `pemberi`, whose value it is, and `terbaca`, whether
    the user may open the evaluasi: he may not of who has left his units since."""
    rows = calibrated(kalibrasi.unit, kalibrasi.periode, user).filter(penulis=penilai.pk)
    return rows.annotate(pemberi=F("nilai__dinilai_oleh"), terbaca=Case(When(visible(user), then=True), default=False))


def _overseen(user: "Pegawai", *, path: str) -> Q:
    return Q(**{f"{path}unit__in": units_headed(user)}) | administered(user, path=f"{path}unit__instansi")


def led_round(user: "Pegawai", skp: Skp, periode: PeriodeEvaluasi) -> Kalibrasi | None:
    """The round of a unit he leads that holds what an SKP got in a period; an open one before a closed one."""
    if skp.unit is None:
        return None
    rows = Kalibrasi.objects.filter(periode=periode, unit__in=units_led(user).filter(pk__in=skp.unit.jalur))
    own_head = Q(unit=skp.unit_id, unit__kepala=skp.pegawai_id)
    return rows.exclude(own_head).select_related("unit").order_by(F("ditutup_pada").asc(nulls_first=True)).first()
