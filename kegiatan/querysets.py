from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Set
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from ekinerja.prepared import AnyOf, prepared
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.deadlines import month_end
from organisasi.scoping import acting_ids, visible
from skp.models import SkpBulanan, TargetBulanan

BUKTI_DITAWARKAN = 12

if TYPE_CHECKING:
    from kegiatan.models import Bukti, KegiatanHarian
    from organisasi.models import Pegawai


class KegiatanHarianQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(visible(user))

    def of(self, pegawai: "Pegawai") -> Self:
        return self.filter(pegawai=pegawai)

    def between(self, first: date, last: date) -> Self:
        """The date bound every query on this table carries."""
        return self.filter(tanggal__range=(first, last))

    def for_list(self) -> Self:
        """The rows of their owner's own list, with `jumlah_bukti`, and what the rules of changing one ask."""
        shown = self.model.bukti.through.objects.filter(kegiatanharian=OuterRef("pk")).order_by()
        number = shown.values("kegiatanharian").annotate(jumlah=Count("pk")).values("jumlah")
        return self.with_state().select_related("target__rhk__satuan").annotate(jumlah_bukti=Subquery(number))

    def for_sheet(self) -> Self:
        """With the people and the evidence of each."""
        people = ("pegawai__instansi", "penilai", "dinilai_oleh")
        return (
            self.with_state()
            .select_related("target__skp_bulanan__skp", "target__rhk__satuan", *people)
            .prefetch_related("bukti")
        )

    def for_detail(self) -> Self:
        return self.for_sheet().select_related("pegawai__unit").prefetch_related("riwayat__oleh")

    def with_state(self) -> Self:
        """With `pernah_dinilai`, and `ditutup`: whether the month of that day is closed, for a target or not."""
        riwayat = apps.get_model("kegiatan", "RiwayatKegiatan").objects.filter(kegiatan=OuterRef("pk"))
        closed = SkpBulanan.objects.filter(
            skp__pegawai=OuterRef("pegawai"),
            skp__periode_mulai__lte=OuterRef("tanggal"),
            skp__periode_selesai__gte=OuterRef("tanggal"),
            bulan=OuterRef("tanggal__month"),
            ditutup_pada__isnull=False,
        )
        return self.annotate(pernah_dinilai=Exists(riwayat), ditutup=Exists(closed))

    def for_pdf(self) -> Self:
        return self.select_related("target__rhk__satuan").prefetch_related("bukti").order_by("tanggal", "mulai", "pk")

    def search(self, text: str) -> Self:
        return self.filter(uraian__icontains=text)

    def per_day(self) -> Self:
        """A row for each day: `tanggal`, `jumlah`, `dinilai` (counts) and `durasi` (timedelta)."""
        return (
            self.order_by("tanggal")
            .values("tanggal")
            .annotate(
                jumlah=Count("pk"),
                dinilai=Count("pk", filter=Q(status=StatusKegiatanHarian.DINILAI)),
                durasi=Sum(F("selesai") - F("mulai")),
            )
        )

    def realised_quantities(self, bulanan: "Iterable[SkpBulanan]") -> dict[int, Decimal]:
        """What was produced, by target id: the kuantitas of the activities with Status Proses TIDAK.

        Takes months with their `skp` loaded; a target without such an activity is not in the answer. One query.
        """
        return dict(_for_months(_realised, bulanan))

    def grade_counts(self, bulanan: "Iterable[SkpBulanan]") -> dict[int, "Counter[int | None]"]:
        """How often each grade was given, by target id; the key None counts what is not graded yet.

        `counts[target].total()` is the number of activities. Takes months with their `skp` loaded. One query.
        """
        counts: dict[int, Counter[int | None]] = defaultdict(Counter)
        for target, nilai, number in _for_months(_graded, bulanan):
            counts[target][nilai] = number
        return counts


def _for_months(ask: Callable[..., list[Any]], bulanan: "Iterable[SkpBulanan]") -> list[Any]:
    """What is asked of the activities for the targets of these months, each within its own month."""
    months = list(bulanan)
    if not months:
        return []
    first = min(month.tanggal for month in months)
    last = month_end(max(month.tanggal for month in months))
    return ask(list({month.skp.pegawai_id for month in months}), [month.pk for month in months], first, last)


@prepared
def _realised(pegawai: list[int], bulanan: list[int], first: date, last: date) -> QuerySet[Any, Any]:
    rows = _worked(pegawai, bulanan, first, last).filter(status_proses=False)
    return rows.values_list("target").annotate(Sum("kuantitas"))


@prepared
def _graded(pegawai: list[int], bulanan: list[int], first: date, last: date) -> QuerySet[Any, Any]:
    return _worked(pegawai, bulanan, first, last).values_list("target", "nilai").annotate(Count("pk"))


def _worked(pegawai: list[int], bulanan: list[int], first: date, last: date) -> "QuerySet[KegiatanHarian]":
    rows = apps.get_model("kegiatan", "KegiatanHarian").objects.filter(tanggal__range=(first, last)).order_by()
    return rows.filter(
        AnyOf("pegawai", pegawai),
        AnyOf("target__skp_bulanan", bulanan),
        tanggal__month=F("target__skp_bulanan__bulan"),
    )


def overlapping(kegiatan: "KegiatanHarian") -> "list[KegiatanHarian]":
    """One of the other activities of that person and day that share some of its time, if there is one."""
    return _overlapping(kegiatan.pegawai_id, kegiatan.tanggal, kegiatan.mulai, kegiatan.selesai, kegiatan.pk)


@prepared
def _overlapping(pegawai: int, tanggal: date, mulai: time, selesai: time, pk: int) -> "QuerySet[KegiatanHarian]":
    rows = apps.get_model("kegiatan", "KegiatanHarian").objects.filter(pegawai=pegawai, tanggal=tanggal)
    return rows.filter(mulai__lt=selesai, selesai__gt=mulai).exclude(pk=pk)[:1]


@prepared
def worked_days(pegawai: int, first: date, last: date) -> "QuerySet[Any, dict[str, Any]]":
    """As `KegiatanHarianQuerySet.per_day`."""
    return apps.get_model("kegiatan", "KegiatanHarian").objects.filter(pegawai=pegawai).between(first, last).per_day()


def worth_repeating(pegawai: "Pegawai", today: date, *, limit: int = 8) -> "list[KegiatanHarian]":
    """The newest of each different activity of the last 31 days."""
    recent = _recent(pegawai.pk, today - timedelta(days=31), today)
    different = {kegiatan.uraian: kegiatan for kegiatan in reversed(recent)}
    newest = sorted(different.values(), key=lambda kegiatan: (kegiatan.tanggal, kegiatan.mulai), reverse=True)
    return newest[:limit]


@prepared
def _recent(pegawai: int, first: date, last: date) -> "QuerySet[KegiatanHarian]":
    rows = apps.get_model("kegiatan", "KegiatanHarian").objects.filter(pegawai=pegawai, tanggal__range=(first, last))
    return rows.order_by("-tanggal", "-mulai")[:100]


def next_start(pegawai: "Pegawai", tanggal: date) -> time | None:
    """When the last activity of that day ended."""
    return next(iter(_ends(pegawai.pk, tanggal)), None)


@prepared
def _ends(pegawai: int, tanggal: date) -> "QuerySet[Any, time]":
    rows = apps.get_model("kegiatan", "KegiatanHarian").objects.filter(pegawai=pegawai, tanggal=tanggal)
    return rows.order_by("-selesai").values_list("selesai", flat=True)[:1]


class BuktiQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        """Evidence of one's own and of those one may see, and what is shown to one as the stored pejabat penilai."""
        shown = (
            self._shown_to("KegiatanHarian", acting_ids(user), bukti=OuterRef("pk"))
            | self._shown_to("TugasTambahan", acting_ids(user), berkas=OuterRef("pk"))
            | self._shown_to("Kreativitas", acting_ids(user), berkas=OuterRef("pk"))
        )
        return self.filter(visible(user, path="pemilik", penilai=None) | shown)

    def of(self, pegawai: "Pegawai") -> Self:
        return self.filter(pemilik=pegawai)

    def unused(self) -> Self:
        """Shown by no activity, no usulan and no eviden of an evaluasi (whose model a later app adds)."""
        pointers = ("kegiatan_harian", "tugastambahan", "kreativitas", "eviden")
        return self.filter(**{f"{pointer}__isnull": True for pointer in pointers})

    def same_file(self, sha256: str) -> "Bukti | None":
        return self.filter(sha256=sha256).first()

    @staticmethod
    def _shown_to(model: str, penilai: Set[int], **lookup: OuterRef) -> Exists:
        shown = apps.get_model("kegiatan", model).objects.filter(**lookup, penilai__in=penilai)
        return Exists(shown)


@prepared
def newest_bukti(pegawai: int) -> "QuerySet[Bukti]":
    """The last pieces of evidence of a person, to be shown again."""
    return apps.get_model("kegiatan", "Bukti").objects.filter(pemilik=pegawai).order_by("-pk")[:BUKTI_DITAWARKAN]


class UsulanQuerySet(models.QuerySet):
    def visible_to(self, user: "Pegawai") -> Self:
        return self.filter(visible(user))

    def of(self, pegawai: "Pegawai") -> Self:
        return self.filter(pegawai=pegawai)

    def for_list(self) -> Self:
        return self.select_related("pegawai__unit", "penilai", "berkas", "diputuskan_oleh")


def targets_of(user: "Pegawai", first: date, last: date) -> QuerySet[TargetBulanan]:
    """The user's own monthly targets of the months from `first` to `last` of one year, in any state."""
    return (
        TargetBulanan.objects.filter(
            skp_bulanan__skp__pegawai=user,
            skp_bulanan__skp__tahun=first.year,
            skp_bulanan__bulan__range=(first.month, last.month),
        )
        .select_related("rhk__satuan", "skp_bulanan__skp__penilai")
        .order_by("skp_bulanan__bulan", "urutan", "pk")
    )


def targets_for(user: "Pegawai", tanggal: date) -> QuerySet[TargetBulanan]:
    """What an activity of that day may work on: own targets of its month, unless the month is closed."""
    return targets_of(user, tanggal, tanggal).filter(_taking(tanggal))


def targets_offered(user: "Pegawai", tanggal: date) -> list[TargetBulanan]:
    """`targets_for`, with what is shown of them."""
    return _targets_offered(user.pk, tanggal.year, tanggal.month, tanggal)


@prepared
def _targets_offered(user: int, tahun: int, bulan: int, tanggal: date) -> QuerySet[TargetBulanan]:
    month = {"skp_bulanan__skp__pegawai": user, "skp_bulanan__skp__tahun": tahun, "skp_bulanan__bulan": bulan}
    rows = TargetBulanan.objects.filter(_taking(tanggal), **month)
    return rows.select_related("rhk__satuan").order_by("urutan", "pk")


def _taking(tanggal: date) -> Q:
    """Targets of a month that is not closed, of an SKP of that day."""
    return Q(
        skp_bulanan__ditutup_pada__isnull=True,
        skp_bulanan__skp__periode_mulai__lte=tanggal,
        skp_bulanan__skp__periode_selesai__gte=tanggal,
    )
