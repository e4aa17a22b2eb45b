"""SKP Bawahan: the people a pejabat penilai assesses, and how far the SKP of each is in a year.

That a draft exists is known to him, never what is in it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q

from ekinerja.rules import ALLOWED, Verdict, not_now
from organisasi.hierarchy import assessed_by
from organisasi.models import Jabatan, Pegawai, UnitKerja
from organisasi.scoping import acting_ids, local_today
from skp.models import Skp
from skp.workflow import TONE, Status

BELUM_BUAT = "BELUM_BUAT"
STATUS = {BELUM_BUAT: "Belum buat"} | dict(Status.choices)
TONES = {BELUM_BUAT: "peringatan"} | TONE


@dataclass(frozen=True)
class BarisBawahan:
    """One SKP of a subordinate, or the subordinate who has none in that year, or none for today."""

    pegawai: Pegawai
    skp: Skp | None = None

    @property
    def status(self) -> str:
        return self.skp.status if self.skp else BELUM_BUAT

    @property
    def status_label(self) -> str:
        return STATUS[self.status]

    @property
    def status_tone(self) -> str:
        return TONES[self.status]

    @property
    def sejak(self) -> datetime | None:
        return self.skp.status_sejak if self.skp else None

    @property
    def jabatan(self) -> Jabatan | None:
        return self.skp.jabatan if self.skp else self.pegawai.jabatan

    @property
    def unit(self) -> UnitKerja | None:
        return self.skp.unit if self.skp else self.pegawai.unit

    @property
    def may_open(self) -> Verdict:
        if self.skp is None:
            return not_now("Belum ada SKP untuk saat ini.")
        if self.skp.status == Status.DRAFT:
            return not_now("Draft hanya dapat dibuka pemiliknya.")
        return ALLOWED

    @property
    def may_expect(self) -> bool:
        """Whether Ekspektasi Khusus Pimpinan can still be written for it, draft or not."""
        return self.skp is not None and self.skp.menilai and self.skp.status != Status.DISETUJUI


def subordinates(penilai: Pegawai, tahun: int) -> list[BarisBawahan]:
    """Everybody assessed today, and the owners of that year's SKP that name this penilai, by name. Five queries."""
    today = local_today(penilai)
    people = assessed_by(penilai, on=today)
    of_year = Skp.objects.filter(tahun=tahun).order_by().values("pk")
    theirs, assessed = of_year.filter(pegawai__in=people), of_year.filter(penilai__in=acting_ids(penilai))
    documents = (
        Skp.objects.exists_for(penilai)
        .filter(pk__in=theirs.union(assessed))
        .exclude(pegawai=penilai)
        .annotate(menilai=ExpressionWrapper(Q(penilai__in=acting_ids(penilai)), output_field=BooleanField()))
        .select_related("pegawai", "jabatan", "unit", "instansi", "penilai")
    )
    rows = [BarisBawahan(skp.pegawai, skp) for skp in documents]
    # Who moved in the year has an SKP that ended; for the days since he has none.
    served = {row.pegawai.pk for row in rows if row.skp and (tahun != today.year or row.skp.periode_selesai >= today)}
    rows += [BarisBawahan(person) for person in people if person.pk not in served]
    return sorted(rows, key=_by_name)


def counts(rows: Iterable[BarisBawahan]) -> dict[str, int]:
    """How many rows are in each status, in the order of the tiles; none is 0."""
    found = Counter(row.status for row in rows)
    return {status: found[status] for status in STATUS}


def units_of(rows: Iterable[BarisBawahan]) -> list[tuple[int, str]]:
    """The units that occur, as choices."""
    units = {row.unit.pk: str(row.unit) for row in rows if row.unit}
    return sorted(units.items(), key=lambda unit: unit[1])


def selected(
    rows: Iterable[BarisBawahan], *, cari: str = "", status: str = "", unit: int | None = None, urut: str = ""
) -> list[BarisBawahan]:
    """The rows that match everything that was asked for, in the order that was asked for."""
    found = [
        row
        for row in rows
        if (not status or row.status == status)
        and (not unit or (row.unit is not None and row.unit.pk == unit))
        and (not cari or row.pegawai.matches(cari))
    ]
    return sorted(found, key=ORDER[urut], reverse=urut == "perubahan") if urut in ORDER else found


def _by_name(row: BarisBawahan) -> tuple[str, str, str]:
    return row.pegawai.nama.casefold(), row.pegawai.nip, str(row.skp.periode_mulai) if row.skp else ""


ORDER = {
    "status": lambda row: (list(STATUS).index(row.status), *_by_name(row)),
    "unit": lambda row: (str(row.unit or ""), *_by_name(row)),
    "perubahan": lambda row: row.sejak.timestamp() if row.sejak else 0.0,
}
