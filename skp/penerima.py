"""To whom a superior or a ketua may hand RHK, who cannot take any and why, and what became of what was handed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from organisasi.hierarchy import assessed_by
from organisasi.models import Jabatan, Pegawai, UnitKerja
from organisasi.scoping import acting_ids
from skp.models import AnggotaTim, ButirPembagian, Pembagian, RencanaHasilKerja, Skp, TimKerja
from skp.rules.pembagian import BELUM_ADA_SKP, PENILAI_LAIN, may_receive


@dataclass(frozen=True)
class Penerima:
    """`alasan` is empty where this person's `skp` can take an RHK now."""

    pegawai: Pegawai
    skp: Skp | None
    sebagai: str
    alasan: str

    @property
    def unit(self) -> UnitKerja | None:
        return self.skp.unit if self.skp else self.pegawai.unit

    @property
    def jabatan(self) -> Jabatan | None:
        return self.skp.jabatan if self.skp else self.pegawai.jabatan


def receivers(user: Pegawai, *, tahun: int, today: date) -> list[Penerima]:
    """Subordinates and anggota by name, with their SKP of a year; those without one too. The number of queries does
    not depend on theirs."""
    heads = acting_ids(user)
    teams = _teams(user, tahun=tahun, today=today)
    skp = Skp.objects.led_by(user).filter(tahun=tahun).select_related("pegawai", "unit", "jabatan")
    rows = []
    for row in skp.order_by("pegawai__nama", "pegawai", "periode_mulai"):
        line = ["Bawahan"] if row.penilai_id in heads else []
        verdict = may_receive(user, row, memimpin=True)
        rows.append(Penerima(row.pegawai, row, ", ".join(line + teams[row.pegawai_id]), verdict.reason))
    present = {row.pegawai.pk for row in rows}
    subordinates = {person.pk: person for person in assessed_by(user, on=today)}
    anggota = Pegawai.objects.filter(pk__in=set(teams) - set(subordinates) - {user.pk}).select_related(
        "unit", "jabatan"
    )
    people = {**subordinates, **{person.pk: person for person in anggota}}
    missing = [person for pk, person in people.items() if pk not in present]
    elsewhere = set(Skp.objects.filter(pegawai__in=missing, tahun=tahun).values_list("pegawai", flat=True))
    for person in missing:
        line = ["Bawahan"] if person.pk in subordinates else []
        reason = PENILAI_LAIN if person.pk in elsewhere else BELUM_ADA_SKP
        rows.append(Penerima(person, None, ", ".join(line + teams[person.pk]), reason))
    return sorted(rows, key=lambda row: (row.pegawai.nama, row.pegawai.pk))


def _teams(user: Pegawai, *, tahun: int, today: date) -> dict[int, list[str]]:
    """By person, the names of the teams through which the user leads him."""
    led = TimKerja.objects.led_by(user).filter(selesai__gte=today).running(date(tahun, 1, 1), date(tahun, 12, 31))
    rows = AnggotaTim.objects.filter(tim__in=led).values_list("pegawai", "tim__nama").order_by("tim__nama")
    names: dict[int, list[str]] = defaultdict(list)
    for pegawai, nama in rows:
        names[pegawai].append(f"Anggota {nama}")
    return names


@dataclass(frozen=True)
class Jejak:
    """A receiver of one act: which of its RHK his SKP still holds, never what they say now."""

    skp: Skp
    ada: list[ButirPembagian]
    dihapus: list[ButirPembagian]
    terbuka: bool


def traced(pembagian: Pembagian, user: Pegawai) -> list[Jejak]:
    """By name. `terbuka`: this user may read the SKP. Three queries."""
    butir = list(pembagian.butir.all())
    there = set(RencanaHasilKerja.objects.filter(butir__pembagian=pembagian).values_list("skp", "butir"))
    readable = Skp.objects.visible_to(user).filter(pk=OuterRef("pk"))
    penerima = pembagian.penerima.select_related("pegawai", "unit", "jabatan").annotate(terbuka=Exists(readable))
    return [
        Jejak(
            skp,
            ada=[row for row in butir if (skp.pk, row.pk) in there],
            dihapus=[row for row in butir if (skp.pk, row.pk) not in there],
            terbuka=skp.terbuka,
        )
        for skp in penerima.order_by("pegawai__nama", "pk")
    ]
