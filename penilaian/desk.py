"""The verification desk: one subordinate's month on one page, and who else waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models.functions import TruncMonth
from django.utils.datastructures import MultiValueDict

from ekinerja.rules import Verdict
from kegiatan.models import KategoriHarian, KegiatanHarian
from organisasi.deadlines import DeadlineCalendar, Tenggat, calendars_for, month_end
from organisasi.models import Langkah, Pegawai
from organisasi.scoping import acting_ids, local_today
from penilaian.periode import SHOWN, months_back
from penilaian.querysets.bulanan import graded_counts, is_closed, months_of, subordinates, waiting
from penilaian.rules import bulanan as rules

CHOICES = {str(value): value for value in KategoriHarian.values}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A subordinate in the overview: how many of his activities of the month there are, and how many wait."""

    pegawai: Pegawai
    jumlah: int
    belum_dinilai: int

    @property
    def dinilai(self) -> int:
        return self.jumlah - self.belum_dinilai


@dataclass(frozen=True, slots=True)
class Row:
    """An activity with what the penilai may do about it."""

    kegiatan: KegiatanHarian
    nilai: Verdict
    batal: Verdict
    terpilih: int | None
    """The category chosen in a form that was not accepted, with its note and tick."""
    catatan: str
    dicentang: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The month of one subordinate."""

    pegawai: Pegawai
    month: date
    tenggat: Tenggat
    rows: Sequence[Row]

    @property
    def belum_dinilai(self) -> int:
        return sum(not row.kegiatan.dinilai for row in self.rows)

    @property
    def dapat_dinilai(self) -> int:
        return sum(bool(row.nilai) for row in self.rows)

    @property
    def pertama(self) -> int | None:
        """The first activity that may be graded."""
        return next((row.kegiatan.pk for row in self.rows if row.nilai), None)

    @property
    def alasan_tidak_dapat(self) -> str:
        """Why what waits cannot be graded, where none of it can."""
        return next((row.nilai.reason for row in self.rows if not row.kegiatan.dinilai), "")


def default_month(user: Pegawai, at: datetime) -> date:
    """The oldest month with work that still may be graded, else the present one. Five queries at most."""
    today = local_today(user)
    pairs = (
        waiting(acting_ids(user), months_back(today, SHOWN - 1), today)
        .annotate(bulan=TruncMonth("tanggal"))
        .values_list("pegawai", "bulan")
        .distinct()
    )
    waits = list(pairs)
    calendars = calendars_for(Pegawai.objects.for_header().filter(pk__in={pegawai for pegawai, _ in waits}))
    still_open = [
        month for pegawai, month in waits if calendars[pegawai].tenggat(Langkah.VERIFIKASI, month).terbuka(at)
    ]
    return min(still_open, default=today.replace(day=1))


def overview(user: Pegawai, month: date) -> list[Waiting]:
    """Everybody the user assesses, who has most waiting first."""
    mewakili = acting_ids(user)
    people = subordinates(user, month=month, on=local_today(user), mewakili=mewakili)
    counts = graded_counts(people, month, mewakili)
    rows = [Waiting(person, *counts.get(person.pk, (0, 0))) for person in people]
    return sorted(rows, key=lambda row: -row.belum_dinilai)


def sheet(user: Pegawai, pegawai: Pegawai, month: date, *, typed: MultiValueDict, at: datetime) -> Sheet:
    """The month's activities of that person that the user may see, in the order of the days.

    `typed` is the data of a form that was not accepted, to be shown again.
    """
    mewakili, bulanan = acting_ids(user), list(months_of(pegawai, month))
    tenggat = DeadlineCalendar(pegawai).tenggat(Langkah.VERIFIKASI, month)
    activities = (
        KegiatanHarian.objects.visible_to(user)
        .filter(pegawai=pegawai)
        .between(month, month_end(month))
        .for_sheet()
        .order_by("tanggal", "mulai", "pk")
    )

    def row(kegiatan: KegiatanHarian) -> Row:
        closed = is_closed(bulanan, kegiatan.tanggal)
        circumstances = {"mewakili": mewakili, "ditutup": closed, "tenggat": tenggat, "at": at}
        return Row(
            kegiatan,
            terpilih=CHOICES.get(typed.get(f"nilai-{kegiatan.pk}", "")),
            catatan=typed.get(f"catatan-{kegiatan.pk}", ""),
            dicentang=str(kegiatan.pk) in typed.getlist("pilih"),
            nilai=rules.may_grade(user, kegiatan, **circumstances),
            batal=rules.may_undo(user, kegiatan, **circumstances),
        )

    return Sheet(pegawai, month, tenggat, [row(kegiatan) for kegiatan in activities])
