"""The paper "Laporan Kegiatan Harian" of one person and month: its rows, its sums, its two persons."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ekinerja.errors import Refused
from kegiatan.models import KategoriHarian, KegiatanHarian
from organisasi.hierarchy import assessor_of
from organisasi.models import Pegawai
from organisasi.scoping import acting_ids, led_by
from skp import pihak
from skp.models import Skp

# Ten activities on every day of the month are 310. One request must not lay out a book: ten seconds at the most.
MOST_ROWS = 500
MOST_CHARACTERS = 400_000


@dataclass(frozen=True)
class Laporan:
    kegiatan: Sequence[KegiatanHarian]
    dinilai: pihak.Pihak
    penilai: pihak.Pihak | None

    @property
    def jam(self) -> str:
        """How long all of it took: "42 jam 30 menit"."""
        hours, minutes = divmod(sum(row.menit for row in self.kegiatan), 60)
        return f"{hours} jam {minutes} menit" if minutes else f"{hours} jam"

    @property
    def hari(self) -> int:
        """On how many days there was an activity."""
        return len({row.tanggal for row in self.kegiatan})

    @property
    def per_penilaian(self) -> list[tuple[str, int]]:
        """How many activities have each grade, best first, and how many have none yet."""
        counts = Counter(row.nilai for row in self.kegiatan)
        graded = [(grade.label, counts[grade.value]) for grade in KategoriHarian]
        return [*graded, ("Belum dinilai", counts[None])]


def readable_owners(user: Pegawai, first: date, last: date) -> QuerySet[Pegawai]:
    """Whose report of this time a user may print: of those he may see, and of those whose SKP he assesses."""
    people = Pegawai.objects.for_header().filter(instansi__isnull=False)
    if user.is_superuser:
        return people
    assessing = acting_ids(user)  # Asked first: then it is known, below too, who leads nothing.
    assessed = Skp.objects.filter(_during(first, last), penilai__in=assessing).order_by().values("pegawai")
    if user.admin_instansi and not led_by(user):
        # Of tens of thousands by the index of their instansi; who has left it since is one or another.
        gone = assessed.exclude(pegawai__instansi=user.instansi_id).values_list("pegawai", flat=True)
        return people.filter(Q(instansi=user.instansi_id) | Q(pk__in=list(gone)))
    seen = Pegawai.objects.visible_to(user).order_by().values("pk")
    return people.filter(pk__in=seen.union(assessed))


def make_laporan(pegawai: Pegawai, *, user: Pegawai, first: date, last: date) -> Laporan:
    """Only the rows that the user may see. Raises Refused for more than one paper can hold."""
    rows = KegiatanHarian.objects.visible_to(user).filter(pegawai=pegawai).between(first, last).for_pdf()
    kegiatan = list(rows[: MOST_ROWS + 1])
    if len(kegiatan) > MOST_ROWS or sum(len(row.uraian) for row in kegiatan) > MOST_CHARACTERS:
        raise Refused("Kegiatan bulan ini terlalu banyak untuk satu dokumen PDF.")
    skp = Skp.objects.filter(_during(first, last), pegawai=pegawai).for_detail().order_by("-periode_mulai").first()
    if skp is not None:
        return Laporan(kegiatan, pihak.dinilai(skp), pihak.penilai(skp))
    penilai = assessor_of(pegawai, on=last)
    return Laporan(kegiatan, pihak.present(pegawai), pihak.present(penilai) if penilai else None)


def _during(first: date, last: date) -> Q:
    return Q(periode_mulai__lte=last, periode_selesai__gte=first)
