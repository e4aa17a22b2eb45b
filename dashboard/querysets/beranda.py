"""What the front page asks for, whoever opens it. All of it is written once in a process."""

from datetime import date
from typing import Any

from django.db.models import Count, DateField, DateTimeField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncMonth

from ekinerja.prepared import AnyOf, prepared
from kegiatan.models import KegiatanHarian, Kreativitas, TugasTambahan
from kegiatan.workflow import StatusKegiatanHarian, StatusUsulan
from organisasi.models import Pegawai, Pemberitahuan
from penilaian.models import Evaluasi, Keberatan, UndanganUmpanBalik
from penilaian.pengisian import with_counts
from penilaian.workflow import StatusEvaluasi
from skp.models import Adendum, Skp, SkpBulanan
from skp.workflow import EDITABLE, Status

TERBARU = 5
TAHUNAN, BULANAN, ADENDUM, CLAIMS = "SKP Tahunan", "SKP Bulanan", "adendum SKP", "konfirmasi"
DECIDING, EXPLAINING = "putusan keberatan", "penjelasan keberatan"

# --- One's own ----------------------------------------------------------------------------------------------------


@prepared
def skp_of_years(pegawai: int, first: int, last: int) -> QuerySet[Skp]:
    rows = Skp.objects.filter(pegawai=pegawai, tahun__gte=first, tahun__lte=last)
    return rows.select_related("instansi", "jabatan").order_by("periode_mulai")


@prepared
def months_of_year(pegawai: int, tahun: int, before: int, bulan: int) -> QuerySet[SkpBulanan]:
    """The months of a year, and one of the year `before`; with `tanpa_realisasi`, a number of targets."""
    rows = SkpBulanan.objects.filter(Q(skp__tahun=tahun) | Q(skp__tahun=before, bulan=bulan), skp__pegawai=pegawai)
    return (
        rows.select_related("skp")
        .annotate(tanpa_realisasi=Count("target", filter=Q(target__realisasi__isnull=True)))
        .order_by("skp__tahun", "bulan", "-pk")
    )


@prepared
def open_adendum(pegawai: int) -> QuerySet[Adendum]:
    return Adendum.objects.filter(skp__pegawai=pegawai, status__in=EDITABLE).select_related("skp")


@prepared
def invitations(pegawai: int) -> QuerySet[Any, Any]:
    """How many colleagues wait for his feedback: one number, or none."""
    rows = UndanganUmpanBalik.objects.given_by(pegawai).waiting().order_by()
    return rows.values("pemberi").annotate(jumlah=Count("pk")).values_list("jumlah", flat=True)


@prepared
def evaluasi_of(pegawai: int, first: int, last: int, today: date) -> QuerySet[Evaluasi]:
    """Of the SKP of these years, and those that wait for an answer."""
    unanswered = Q(status=StatusEvaluasi.DISERAHKAN, batas_keberatan__gte=today)
    years = Q(skp__tahun__gte=first, skp__tahun__lte=last)
    return with_counts(Evaluasi.objects.filter(years | unanswered, skp__pegawai=pegawai))


@prepared
def unread(pegawai: int) -> QuerySet[Pemberitahuan]:
    """The newest notifications that were not read."""
    return Pemberitahuan.objects.filter(penerima=pegawai).unread()[:TERBARU]


# --- What waits for a penilai ---------------------------------------------------------------------------------------


@prepared
def queues(user: int, penilai: list[int], tahun: int) -> QuerySet[Any, Any]:
    """The name of a queue, how much is in it, since when and until when, for whoever assesses for these `penilai`; of
    usulan only those since a year. What `awaiting` answers of each, counted."""
    waiting = {"status": Status.DIAJUKAN}
    below = AnyOf("skp__penilai", penilai)
    usulan = {"status": StatusUsulan.DIAJUKAN, "tahun__gte": tahun}
    since = {"sejak": Min("status_sejak")}
    counted = [
        _counted(TAHUNAN, Skp.objects.filter(AnyOf("penilai", penilai), **waiting).exclude(pegawai=user), **since),
        _counted(ADENDUM, Adendum.objects.filter(below, **waiting).exclude(skp__pegawai=user), **since),
        _counted(BULANAN, SkpBulanan.objects.filter(below, **waiting).exclude(skp__pegawai=user), **since),
        _counted(CLAIMS, TugasTambahan.objects.filter(AnyOf("penilai", penilai), **usulan)),
        _counted(CLAIMS, Kreativitas.objects.filter(AnyOf("penilai", penilai), **usulan)),
    ]
    return counted[0].union(*counted[1:], all=True)


@prepared
def objections(user: int, penilai: list[int], today: date) -> QuerySet[Any, Any]:
    """Rows as of `queues`: objections to decide and to explain."""
    persons = Pegawai.objects.filter(AnyOf("pk", penilai)).order_by().values("pk")
    deciding = Keberatan.objects.decided_by(user, persons, today)
    explaining = Keberatan.objects.explained_by(user, persons)
    return _counted(DECIDING, deciding, batas=Min("batas_keputusan")).union(_counted(EXPLAINING, explaining), all=True)


def _counted(name: str, rows: QuerySet, *, sejak: Any = None, batas: Any = None) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .values(antrean=Value(name))
        .annotate(
            jumlah=Count("pk"),
            sejak=sejak or Cast(Value(None), DateTimeField()),
            batas=batas or Cast(Value(None), DateField()),
        )
        .values_list("antrean", "jumlah", "sejak", "batas")
    )


@prepared
def activities_to_grade(penilai: list[int], first: date, last: date) -> QuerySet[Any, Any]:
    """By month: `bulan`, `jumlah`, and of how many people."""
    rows = KegiatanHarian.objects.filter(AnyOf("penilai", penilai), status=StatusKegiatanHarian.TERCATAT)
    return (
        rows.between(first, last)
        .annotate(bulan=TruncMonth("tanggal"))
        .values("bulan")
        .annotate(jumlah=Count("pk"), orang=Count("pegawai", distinct=True))
        .order_by("bulan")
    )


@prepared
def months_to_close(penilai: list[int], tahun: int, bulan: int, before: int) -> QuerySet[Any, Any]:
    """By month: how many of those before `bulan` of a year, and of December of the year `before`, are not closed."""
    past = Q(skp__tahun=tahun, bulan__lt=bulan) | Q(skp__tahun=before, bulan=12)
    rows = SkpBulanan.objects.filter(past, AnyOf("skp__penilai", penilai), status=Status.DISETUJUI)
    return (
        rows.filter(ditutup_pada__isnull=True)
        .values("skp__tahun", "bulan")
        .annotate(jumlah=Count("pk"))
        .order_by("skp__tahun", "bulan")
    )
