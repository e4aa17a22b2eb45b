"""The people of a unit in a month or a year, with what the roll-ups and the closed months say of each.

A person belongs to a month where the SKP of that month stands, or where he worked when he filled it in; who did
neither, where he is counted in the year. So everybody stands in one unit, and the sums are those of the ledgers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, cast

from django.db.models import (
    Avg,
    BooleanField,
    Case,
    Count,
    DecimalField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from dashboard.models import RekapBulan, RekapPegawai
from dashboard.models.rekap import BELUM_BUAT
from dashboard.querysets.statistik import COUNTED
from ekinerja.prepared import AnyOf, prepared
from organisasi.deadlines import month_end
from organisasi.models import (
    Instansi,
    JenisPeriode,
    Pegawai,
    Pengecualian,
    PenugasanKepala,
    PeriodeEvaluasi,
    UnitKerja,
)
from penilaian.models import CapaianBulanan, Evaluasi
from skp.models import Skp, SkpBulanan
from skp.workflow import Status

People = Any
"""Rows of Pegawai with `dikecualikan`, which the checker of types does not know of."""
WORKED = Q(kegiatan__gt=0) | ~Q(status=BELUM_BUAT)
"""Rows of a month that say something; others only hold a place."""
SORTS = ("nama", "hari", "kegiatan", "belum_dinilai", "nilai")


@dataclass(frozen=True)
class Masa:
    """A month of a year, or without one the year."""

    tahun: int
    bulan: int | None

    @property
    def nomor(self) -> tuple[int, int]:
        """The first and the last month of it."""
        return (self.bulan, self.bulan) if self.bulan else (1, 12)

    @property
    def awal(self) -> date:
        return date(self.tahun, self.bulan or 1, 1)

    @property
    def akhir(self) -> date:
        return month_end(self.awal) if self.bulan else date(self.tahun, 12, 31)


class _Tempat(NamedTuple):
    """A `Masa` whose values come in later."""

    tahun: Any
    bulan: Any
    awal: Any
    akhir: Any


def people_in(instansi: Instansi, unit: UnitKerja | None, masa: Masa | _Tempat) -> People:
    """Everybody of a unit and below it, or of an instansi; with `dikecualikan`, whether he counts in no mean."""
    year = _placed(RekapPegawai.objects.filter(COUNTED | Q(dikecualikan=True), tahun=masa.tahun), instansi, unit)
    keys = year.order_by().values("pegawai")
    if masa.bulan:
        month = RekapBulan.objects.filter(WORKED, tahun=masa.tahun, bulan=masa.bulan).order_by()
        elsewhere = Exists(month.filter(pegawai=OuterRef("pegawai")))
        # One list of keys: of two in an OR the database would try everybody there is.
        keys = keys.filter(~elsewhere & _due(masa)).union(_placed(month, instansi, unit).values("pegawai"))
    return Pegawai.objects.filter(pk__in=keys).annotate(dikecualikan=_excepted(masa))


def keys_in(instansi: Instansi, unit: UnitKerja | None, masa: Masa) -> dict[int, bool]:
    """Of `people_in`, by name."""
    if unit is None or masa.bulan is None:
        return keys_of(people_in(instansi, unit, masa).order_by("nama", "nip"))
    return dict(_keys_in(instansi.pk, unit.pk, masa.tahun, masa.bulan, masa.awal, masa.akhir))


@prepared
def _keys_in(instansi: Any, unit: int, tahun: int, bulan: int, first: date, last: date) -> "QuerySet[Pegawai, Any]":
    people = people_in(instansi, UnitKerja(pk=unit), _Tempat(tahun, bulan, first, last))
    return cast("QuerySet[Pegawai, Any]", people.order_by("nama", "nip").values_list("pk", "dikecualikan"))


def keys_of(people: People) -> dict[int, bool]:
    """Their keys in their order, and whether each is excepted. One query: what a page tells of them is asked by these,
    for to find out who is in a unit costs more than all that is then told."""
    return dict(people.values_list("pk", "dikecualikan"))


@prepared
def persons(keys: list[int]) -> "QuerySet[Pegawai, Pegawai]":
    """By name, with jabatan and unit."""
    return Pegawai.objects.filter(AnyOf("pk", keys)).select_related("jabatan", "unit").order_by("nama", "nip")


def persons_in_order(keys: Sequence[int]) -> list[Pegawai]:
    """As `persons`, in the order of the keys."""
    found = {person.pk: person for person in persons(list(keys))}
    return [found[pk] for pk in keys if pk in found]


def _placed(rows: Any, instansi: Instansi | int, unit: UnitKerja | None) -> Any:
    rows = rows.filter(instansi=instansi)
    return rows if unit is None else rows.filter(unit__jalur__contains=[unit.pk])


def _due(masa: Masa | _Tempat) -> Q:
    """Nothing is missing of a month that none of a person's SKP of the year touches: he came later, or left before."""
    skps = Skp.objects.filter(pegawai=OuterRef("pegawai"), tahun=masa.tahun)
    return Q(~Exists(skps)) | Q(Exists(skps.filter(periode_mulai__lte=masa.akhir, periode_selesai__gte=masa.awal)))


def _excepted(masa: Masa | _Tempat) -> Case:
    """Throughout, or for a part of it by who made no SKP for it: as the roll-ups count the year."""
    touching = _touching(masa).filter(pegawai=OuterRef("pk"))
    throughout = touching.filter(Q(selesai=None) | Q(selesai__gte=masa.akhir), mulai__lte=masa.awal)
    made: QuerySet[Any, Any]
    if masa.bulan:
        made = _months(masa).exclude(status=BELUM_BUAT)
    else:
        made = Skp.objects.filter(pegawai=OuterRef("pk"), tahun=masa.tahun)
    return Case(
        When(Exists(throughout), then=Value(True)),
        When(Exists(touching) & ~Exists(made), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )


def _excepted_people(instansi: Instansi, masa: Masa | _Tempat) -> People:
    """The keys of those of an instansi who are excepted, found from the exclusions: they are few."""
    touching = _touching(masa)
    year = _placed(RekapPegawai.objects.filter(tahun=masa.tahun), instansi, None).order_by()
    people = Pegawai.objects.filter(pk__in=touching.filter(pegawai__in=year.values("pegawai")).values("pegawai"))
    return people.annotate(dikecualikan=_excepted(masa)).filter(dikecualikan=True).order_by().values("pk")


def excepted(people: People, masa: Masa) -> People:
    """Those of them who are excepted; looked for among the exclusions, which are few."""
    return people.filter(pk__in=_touching(masa).values("pegawai"), dikecualikan=True)


def more_than_in_year(instansi: Instansi, unit: UnitKerja | None, masa: Masa) -> dict[int | None, int]:
    """Per unit, by how many people more count in a month than in its year: fewer where no SKP touches it, and either
    way where somebody is excepted in one of the two alone. One query."""
    values = instansi.pk, masa.tahun, masa.awal.month, masa.awal, masa.akhir
    return dict(_more(*values) if unit is None else _more_below(*values, unit.pk))


@prepared
def _more(instansi: Any, tahun: int, bulan: int, first: date, last: date) -> "QuerySet[RekapPegawai, Any]":
    return _more_by_unit(instansi, None, _Tempat(tahun, bulan, first, last))


@prepared
def _more_below(
    instansi: Any, tahun: int, bulan: int, first: date, last: date, unit: int
) -> "QuerySet[RekapPegawai, Any]":
    return _more_by_unit(instansi, UnitKerja(pk=unit), _Tempat(tahun, bulan, first, last))


def _more_by_unit(instansi: Instansi, unit: UnitKerja | None, masa: _Tempat) -> "QuerySet[RekapPegawai, Any]":
    skp_elsewhen = Q(skp__periode_mulai__gt=masa.akhir) | Q(skp__periode_selesai__lt=masa.awal)
    month = RekapBulan.objects.filter(WORKED, tahun=masa.tahun, bulan=masa.bulan)
    worked = Exists(month.filter(pegawai=OuterRef("pegawai")))
    excepted = Q(pegawai__in=_excepted_people(instansi, masa))
    fewer = COUNTED & (excepted | (skp_elsewhen & ~_due(masa) & ~Q(worked)))
    more = Q(dikecualikan=True) & ~excepted
    rows = _placed(RekapPegawai.objects.filter(tahun=masa.tahun), instansi, unit).filter(fewer | more).order_by()
    counts = rows.values("unit").annotate(lebih=Count("pk", filter=more) - Count("pk", filter=~more))
    return cast("QuerySet[RekapPegawai, Any]", counts.values_list("unit", "lebih"))


def excepted_by_unit(instansi: Instansi, unit: UnitKerja | None, masa: Masa) -> dict[int | None, Counter[str]]:
    """What the sums of a month hold of those who are excepted in it, per unit, by the columns of the ledger."""
    values = instansi.pk, masa.tahun, masa.awal.month, masa.awal, masa.akhir
    found: dict[int | None, Counter[str]] = defaultdict(Counter)
    for row in _apart_in(*values) if unit is None else _apart_below(*values, unit.pk):
        found[row.unit_id].update(_in_ledger(row))
    return found


@prepared
def _apart_in(instansi: Any, tahun: int, bulan: int, first: date, last: date) -> "QuerySet[RekapBulan, RekapBulan]":
    return _excepted_months(instansi, None, _Tempat(tahun, bulan, first, last))


@prepared
def _apart_below(
    instansi: Any, tahun: int, bulan: int, first: date, last: date, unit: int
) -> "QuerySet[RekapBulan, RekapBulan]":
    return _excepted_months(instansi, UnitKerja(pk=unit), _Tempat(tahun, bulan, first, last))


def _excepted_months(instansi: Instansi, unit: UnitKerja | None, masa: _Tempat) -> "QuerySet[RekapBulan, RekapBulan]":
    people = _excepted_people(instansi, masa)
    rows = RekapBulan.objects.filter(pegawai__in=people, tahun=masa.tahun, bulan=masa.bulan)
    return cast("QuerySet[RekapBulan, RekapBulan]", _placed(rows, instansi, unit))


def _in_ledger(row: RekapBulan) -> dict[str, Any]:
    """What a person's month adds to the sums of his unit."""
    approved = row.status == Status.DISETUJUI
    return {
        "mengisi": row.kegiatan > 0, "disusun": row.status != BELUM_BUAT, "disetujui": approved,
        "lengkap": approved and 0 < row.target <= row.realisasi, "ditutup": row.nilai is not None, "hari": row.hari,
        "kegiatan": row.kegiatan, "dinilai": row.dinilai, "nilai_jumlah": row.nilai or 0,
    }  # fmt: skip


def excepted_by_month(unit: UnitKerja, tahun: int) -> dict[int, Counter[str]]:
    """The same of a unit with all below it, per month of a year. One query, and one more where anybody is excepted."""
    year = Masa(tahun, None)
    rows = _touched_months(unit.instansi_id, unit.pk, tahun, year.awal, year.akhir)
    exclusions = exclusions_of({row.pegawai_id for row in rows}, year) if rows else {}
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if _stands_apart(row, exclusions[row.pegawai_id]):
            found[row.bulan].update(_in_ledger(row))
    return found


@prepared
def _touched_months(
    instansi: Any, unit: int, tahun: int, first: date, last: date
) -> "QuerySet[RekapBulan, RekapBulan]":
    people = _between(first, last).values("pegawai")
    rows = RekapBulan.objects.filter(pegawai__in=people, tahun=tahun)
    return cast("QuerySet[RekapBulan, RekapBulan]", _placed(rows, instansi, UnitKerja(pk=unit)))


def _stands_apart(row: RekapBulan, exclusions: Iterable[Pengecualian]) -> bool:
    """As `_excepted` has it, of one month."""
    masa = Masa(row.tahun, row.bulan)
    touching = [
        each for each in exclusions if each.mulai <= masa.akhir and (each.selesai is None or each.selesai >= masa.awal)
    ]
    throughout = any(
        each.mulai <= masa.awal and (each.selesai is None or each.selesai >= masa.akhir) for each in touching
    )
    return throughout or (bool(touching) and row.status == BELUM_BUAT)


def _touching(masa: Masa | _Tempat) -> "QuerySet[Pengecualian, Pengecualian]":
    return _between(masa.awal, masa.akhir)


def _between(first: Any, last: Any) -> "QuerySet[Pengecualian, Pengecualian]":
    return Pengecualian.objects.filter(Q(selesai=None) | Q(selesai__gte=first), mulai__lte=last)


def _months(masa: Masa | _Tempat) -> "QuerySet[RekapBulan, RekapBulan]":
    """Of the person of the outer query."""
    rows = RekapBulan.objects.filter(pegawai=OuterRef("pk"), tahun=masa.tahun).order_by()
    return rows.filter(bulan=masa.bulan) if masa.bulan else rows


def with_status(people: People, masa: Masa, status: str) -> People:
    """Those whose SKP Bulanan, or of a year whose SKP, stands so; BELUM_BUAT: who has none."""
    if masa.bulan:
        month = _months(masa)
        return people.filter(Exists(month.filter(status=status)) if status else ~Exists(month.exclude(status="")))
    return people.filter(Exists(RekapPegawai.objects.filter(pegawai=OuterRef("pk"), tahun=masa.tahun, status=status)))


def unfinished(people: People, masa: Masa) -> People:
    """Whose month is not closed; in a year, who has an SKP Bulanan that is not, or no closed month at all."""
    closed = Exists(_months(masa).filter(nilai__isnull=False))
    if masa.bulan:
        return people.filter(~closed)
    return people.filter(~closed | Exists(_months(masa).filter(nilai__isnull=True).exclude(status=BELUM_BUAT)))


def sorted_by(people: People, masa: Masa, urut: str) -> People:
    """`urut`: one of SORTS, with "-" from the highest on; who has no value stands last."""
    name = urut.removeprefix("-")
    if name not in SORTS or name == "nama":
        return people.order_by("-nama" if urut == "-nama" else "nama", "nip")
    rows = _months(masa).values("pegawai")
    figure: Any = {
        "hari": Sum("hari"),
        "kegiatan": Sum("kegiatan"),
        "belum_dinilai": Sum(F("kegiatan") - F("dinilai")),
        "nilai": Avg("nilai"),
    }[name]
    kind = DecimalField(max_digits=30, decimal_places=10) if name == "nilai" else IntegerField()
    value: Any = Subquery(rows.annotate(angka=figure).values("angka")[:1], output_field=kind)
    if name != "nilai":
        value = Coalesce(value, 0)
    ordered = people.annotate(urutan=value)
    by = F("urutan").desc(nulls_last=True) if urut.startswith("-") else F("urutan").asc(nulls_last=True)
    return ordered.order_by(by, "nama", "nip")


# --- Figures of each and of many -------------------------------------------------------------------------------------


@dataclass
class Angka:
    """Of one person, or of many together. `status` and `predikat` are one person's alone."""

    hari: int = 0
    kegiatan: int = 0
    dinilai: int = 0
    disusun: int = 0
    ditutup: int = 0
    nilai_jumlah: Decimal | None = None
    perilaku_ditutup: int = 0
    perilaku_jumlah: Decimal | None = None
    status: str = BELUM_BUAT
    predikat: str = ""

    @property
    def belum_dinilai(self) -> int:
        return self.kegiatan - self.dinilai

    @property
    def nilai(self) -> Decimal | None:
        """The mean over closed months, of a month its own."""
        return None if self.nilai_jumlah is None else self.nilai_jumlah / self.ditutup

    @property
    def perilaku(self) -> Decimal | None:
        return None if self.perilaku_jumlah is None else self.perilaku_jumlah / self.perilaku_ditutup


ADDED = ("hari", "kegiatan", "dinilai", "disusun", "ditutup", "nilai_jumlah", "perilaku_ditutup", "perilaku_jumlah")
EMPTY = tuple(getattr(Angka(), name) for name in ADDED)


def total_of(figures: Iterable[Angka]) -> Angka:
    rows = list(figures)
    known = ([value for row in rows if (value := getattr(row, name)) is not None] for name in ADDED)
    return Angka(*(sum(values) if values else default for values, default in zip(known, EMPTY, strict=True)))


def figures_of(
    people: Iterable[int], masa: Masa, periode: PeriodeEvaluasi | None, *, everybody: Iterable[int] | None = None
) -> dict[int | None, Angka]:
    """For everybody asked for; those who are in `everybody` only stand together, under None.

    Three queries for a month, one less without `periode`; three for a year.
    """
    keys = list(people)
    among = keys if everybody is None else list(everybody)
    found = ledger_of(keys, masa, everybody=among)
    for siapa, number, total in _behaviour(among, keys, masa.tahun, *masa.nomor):
        found[siapa].perilaku_ditutup, found[siapa].perilaku_jumlah = number, total
    _rate(found, keys, masa, periode)
    return found


def ledger_of(keys: list[int], masa: Masa, *, everybody: list[int]) -> dict[int | None, Angka]:
    """The same without perilaku and predikat. One query."""
    found: dict[int | None, Angka] = defaultdict(Angka)
    for siapa, status, *sums in _sums(everybody, keys, masa.tahun, *masa.nomor):
        found[siapa] = Angka(*sums, status=status if masa.bulan else BELUM_BUAT)
    return found


@prepared
def _sums(everybody: list[int], apart: list[int], tahun: int, first: int, last: int) -> "QuerySet[RekapBulan, Any]":
    rows = RekapBulan.objects.filter(AnyOf("pegawai", everybody), tahun=tahun, bulan__range=(first, last)).order_by()
    sums = rows.values(siapa=_apart("pegawai", apart)).annotate(
        status_bulan=Max("status"), jumlah_hari=Sum("hari"), jumlah_kegiatan=Sum("kegiatan"),
        jumlah_dinilai=Sum("dinilai"), jumlah_disusun=Count("pk", filter=~Q(status=BELUM_BUAT)),
        jumlah_ditutup=Count("nilai"), jumlah_nilai=Sum("nilai"),
    )  # fmt: skip
    return sums.values_list(
        "siapa", "status_bulan", "jumlah_hari", "jumlah_kegiatan", "jumlah_dinilai", "jumlah_disusun", "jumlah_ditutup",
        "jumlah_nilai",
    )  # fmt: skip


@prepared
def _behaviour(
    everybody: list[int], apart: list[int], tahun: int, first: int, last: int
) -> "QuerySet[CapaianBulanan, Any]":
    """Of closed months; of two SKP in a month the later one's."""
    person = "skp_bulanan__skp__pegawai"
    rows = CapaianBulanan.objects.filter(
        AnyOf(person, everybody),
        skp_bulanan__skp__tahun=tahun,
        skp_bulanan__bulan__range=(first, last),
        skp_bulanan__ditutup_pada__isnull=False,
    )
    later = SkpBulanan.objects.filter(
        skp__pegawai=OuterRef(person),
        skp__tahun=tahun,
        bulan=OuterRef("skp_bulanan__bulan"),
        skp__periode_mulai__gt=OuterRef("skp_bulanan__skp__periode_mulai"),
    )
    sums = rows.exclude(Exists(later)).order_by().values(siapa=_apart(person, apart))
    sums = sums.annotate(ditutup=Count("nilai_perilaku"), jumlah=Sum("nilai_perilaku"))
    return sums.values_list("siapa", "ditutup", "jumlah")


def _apart(path: str, people: Any) -> Case:
    """The key of each of these people, NULL of all others: groups them."""
    return Case(When(AnyOf(path, people), then=F(path)))


def _rate(found: dict[int | None, Angka], keys: list[int], masa: Masa, periode: PeriodeEvaluasi | None) -> None:
    """The predikat as far as it was handed over: nobody learns his own before."""
    if masa.bulan is None:
        for pegawai, status, predikat in _year(keys, masa.tahun):
            found[pegawai].status, found[pegawai].predikat = status, predikat
    elif periode is not None:
        for pegawai, predikat in _handed_over(keys, periode.pk):
            found[pegawai].predikat = predikat


@prepared
def _year(people: list[int], tahun: int) -> "QuerySet[RekapPegawai, Any]":
    rows = RekapPegawai.objects.filter(AnyOf("pegawai", people), tahun=tahun).order_by()
    return rows.values_list("pegawai", "status", "predikat")


@prepared
def _handed_over(people: list[int], periode: int) -> "QuerySet[Evaluasi, Any]":
    """Of two SKP the later one's last."""
    rows = Evaluasi.objects.filter(AnyOf("skp__pegawai", people), periode=periode, diserahkan_pada__isnull=False)
    return rows.order_by("skp__periode_mulai").values_list("skp__pegawai", "predikat")


def period_of(instansi: Instansi, masa: Masa) -> PeriodeEvaluasi | None:
    """The shortest period of evaluation a month lies in, if the instansi evaluates by periods."""
    if masa.bulan is None or not instansi.evaluasi_periodik:
        return None
    rows = _periods(instansi.pk, masa.tahun, masa.awal, masa.akhir)
    return min(rows, key=lambda row: (row.selesai - row.mulai, row.pk), default=None)


@prepared
def _periods(instansi: int, tahun: int, first: date, last: date) -> "QuerySet[PeriodeEvaluasi, PeriodeEvaluasi]":
    rows = PeriodeEvaluasi.objects.filter(instansi=instansi, tahun=tahun, mulai__lte=first, selesai__gte=last)
    return rows.exclude(jenis=JenisPeriode.AKHIR)


def exclusions_of(people: Iterable[int], masa: Masa) -> dict[int, list[Pengecualian]]:
    """Of these people, those that touch it."""
    found: dict[int, list[Pengecualian]] = defaultdict(list)
    for row in _exclusions(list(people), masa.awal, masa.akhir):
        found[row.pegawai_id].append(row)
    return found


@prepared
def _exclusions(people: list[int], first: date, last: date) -> "QuerySet[Pengecualian, Pengecualian]":
    return _between(first, last).filter(AnyOf("pegawai", people)).order_by("mulai")


def read_skps(people: Iterable[int], masa: Masa, periode: PeriodeEvaluasi | None) -> list[Skp]:
    """The SKP of these people from which values were shown: closed months of it, or a predikat handed over."""
    rows = Skp.objects.filter(pegawai__in=list(people), tahun=masa.tahun)
    months = SkpBulanan.objects.filter(skp=OuterRef("pk"), ditutup_pada__isnull=False)
    rated = Evaluasi.objects.filter(skp=OuterRef("pk"), diserahkan_pada__isnull=False)
    if masa.bulan:
        months, rated = months.filter(bulan=masa.bulan), rated.filter(periode=periode)
    else:
        rated = rated.filter(periode__jenis=JenisPeriode.AKHIR)
    return list(rows.filter(Exists(months) | Exists(rated)).order_by("pk"))


def signer_of(unit: UnitKerja, *, on: date) -> tuple[Pegawai | None, str]:
    """Who signs for a unit on a day: its running Plt/Plh, else its head; and what he is, empty for the head."""
    running = PenugasanKepala.objects.filter(unit=unit, mulai__lte=on, selesai__gte=on).select_related("pegawai")
    found = running.first()
    return (found.pegawai, found.get_jenis_display()) if found is not None else (unit.kepala, "")
