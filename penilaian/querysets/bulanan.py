"""What the pages of a penilai read: whom he assesses, and what waits for him."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, Exists, Q, QuerySet

from kegiatan.models import KegiatanHarian, Kreativitas, TugasTambahan
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.deadlines import month_end
from organisasi.hierarchy import assessed_by
from organisasi.models import Pegawai
from organisasi.scoping import acting_ids
from skp.models import Skp, SkpBulanan

WAITING = Q(status=StatusKegiatanHarian.TERCATAT)


def subordinates(user: Pegawai, *, month: date, on: date, mewakili: Collection[int]) -> list[Pegawai]:
    """Whom he assesses `on` that day, and whose SKP or activities of the month name him, by name."""
    today = assessed_by(user, on=on)
    known = {pegawai.pk for pegawai in today}
    ids = set(Skp.objects.filter(penilai__in=mewakili, tahun=month.year).values_list("pegawai", flat=True))
    ids |= set(waiting(mewakili, month, month_end(month)).values_list("pegawai", flat=True))
    ids -= {user.pk}
    return today if ids <= known else list(Pegawai.objects.for_header().filter(pk__in=ids | known))


def waiting(mewakili: Collection[int], first: date, last: date) -> "QuerySet[KegiatanHarian]":
    """Ungraded activities that wait for one of these persons."""
    return KegiatanHarian.objects.between(first, last).filter(WAITING, penilai__in=mewakili).order_by()


def graded_counts(people: Iterable[Pegawai], month: date, mewakili: Collection[int]) -> dict[int, tuple[int, int]]:
    """(activities of the month that are his to grade, those of them not graded yet) by pegawai. One query."""
    rows = (
        KegiatanHarian.objects.between(month, month_end(month))
        .filter(pegawai__in=people, penilai__in=mewakili)
        .order_by()
        .values_list("pegawai")
        .annotate(jumlah=Count("pk"), menunggu=Count("pk", filter=WAITING))
    )
    return {pegawai: (total, waits) for pegawai, total, waits in rows}


def months_of(pegawai: Pegawai, month: date) -> "QuerySet[SkpBulanan]":
    """The SKP Bulanan of a person's month: one, or two where his SKP changed within it."""
    return (
        SkpBulanan.objects.filter(skp__pegawai=pegawai, skp__tahun=month.year, bulan=month.month)
        .select_related("skp")
        .order_by("pk")
    )


def is_closed(months: Iterable[SkpBulanan], day: date) -> bool:
    """Whether work of that day belongs to an SKP Bulanan whose appraisal is closed."""
    return any(row.ditutup and row.skp.periode_mulai <= day <= row.skp.periode_selesai for row in months)


def ungraded_in(bulanan: SkpBulanan) -> int:
    """Activities of the month that still wait, whoever is to grade them, whether for a target or not."""
    skp, first = bulanan.skp, bulanan.tanggal
    return (
        KegiatanHarian.objects.filter(WAITING, pegawai=skp.pegawai_id)
        .between(max(first, skp.periode_mulai), min(month_end(first), skp.periode_selesai))
        .count()
    )


def find_person(user: Pegawai, pk: int, month: date) -> Pegawai | None:
    """A person whose month the user may know about: below him, or naming him as penilai in that month."""
    named = KegiatanHarian.objects.visible_to(user).filter(pegawai=pk).between(month, month_end(month))
    documents = Skp.objects.exists_for(user).filter(pegawai=pk, tahun=month.year)
    seen = Pegawai.objects.visible_to(user).filter(pk=pk)
    return (
        Pegawai.objects.for_header()
        .filter(Q(pk__in=seen.values("pk")) | Exists(named) | Exists(documents), pk=pk)
        .first()
    )


def assessed_months(user: Pegawai) -> "QuerySet[SkpBulanan]":
    """SKP Bulanan the user is to assess, drafts included: that they exist, not what they hold."""
    return (
        SkpBulanan.objects.filter(skp__penilai__in=acting_ids(user))
        .exclude(skp__pegawai=user)
        .select_related("skp__pegawai__unit")
        .order_by("-skp__tahun", "-bulan", "skp__pegawai__nama", "pk")
    )


def assessed_claims(user: Pegawai, model: type[TugasTambahan | Kreativitas]) -> QuerySet:
    """What those whom the user assesses ask him to confirm; never his own."""
    return model.objects.filter(penilai__in=acting_ids(user)).exclude(pegawai=user).for_list()
