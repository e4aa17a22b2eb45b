"""One field of many people at once: what would change and for whom not, the change, and taking it back."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ekinerja.errors import Conflict, Refused
from ekinerja.forms import format_number
from organisasi.models import (
    Bidang,
    Instansi,
    Jabatan,
    Mutasi,
    Pegawai,
    PenugasanKepala,
    PeranAnggaran,
    PerubahanMassal,
    StatusKepegawaian,
    StatusMutasi,
    UnitKerja,
)
from organisasi.nip import check_nip
from organisasi.querysets.kepegawaian import changed_since
from organisasi.rules.kepegawaian import may_manage_people, may_undo
from organisasi.scoping import local_today
from organisasi.services.kepegawaian import because
from organisasi.services.unor import hold_open_unit, hold_units

TUGAS = "ubah_banyak_pegawai"
AT_ONCE = 200
"""More than so many are changed by the worker."""
CHANGED = "diubah orang lain sejak pratinjau; tinjau sekali lagi"
SELF = "data sendiri diubah oleh admin lain"


@dataclass(frozen=True)
class Nilai:
    """What many people are to get: `value` as the database holds it, `label` in words."""

    bidang: Bidang
    value: Any
    label: str

    @property
    def column(self) -> str:
        return f"{self.bidang.value}_id" if self.bidang in (Bidang.UNIT, Bidang.JABATAN) else self.bidang.value

    def of(self, pegawai: Pegawai) -> Any:
        return getattr(pegawai, self.column)


def nilai(bidang: Bidang, value: Any) -> Nilai:
    """`value`: a unit, a jabatan, a code, or whether active."""
    if isinstance(value, UnitKerja | Jabatan):
        return Nilai(bidang, value.pk, value.nama)
    labels: dict[Bidang, Mapping[Any, Any]] = {
        Bidang.PERAN_ANGGARAN: dict(PeranAnggaran.choices),
        Bidang.STATUS: dict(StatusKepegawaian.choices),
        Bidang.AKTIF: {True: "Aktif", False: "Nonaktif"},
    }
    return Nilai(bidang, value, str(labels[bidang][value]))


@dataclass(frozen=True)
class Tinjauan:
    """What a change would do. `tidak`: for whom it cannot, each with the reason; `tetap`: how many have it already."""

    berubah: list[Pegawai] = field(default_factory=list)
    tidak: list[tuple[Pegawai, str]] = field(default_factory=list)
    tetap: int = 0


LOOKED_AT = (
    "nip", "nama", "gelar_depan", "gelar_belakang", "status", "peran_anggaran", "is_active", "unit_id", "jabatan_id",
)  # fmt: skip
"""What `review` reads of a person."""


OTHERS = (
    "Pegawai yang terpilih tidak lagi sama dengan yang ditinjau: saringannya kini menunjuk orang lain. Periksa, lalu "
    "terapkan lagi bila tetap sesuai."
)


def fingerprint(people: Iterable[int]) -> str:
    """Tells one choice of people (by key) from another, to hold a change to those who were looked at."""
    return hashlib.sha256(" ".join(map(str, sorted(people))).encode()).hexdigest()[:32]


def review(people: Iterable[Pegawai], nilai: Nilai, *, by: Pegawai, sampai: int | None = None) -> Tinjauan:
    """Reads the people once, and what is in the way of any of them; five queries whatever their number.

    `sampai`: who was changed after that trace is left out.
    """
    rows = list(people)
    stale = changed_since((row.pk for row in rows), sampai) if sampai is not None else set()
    obstacles = _obstacles(nilai, by)
    found = Tinjauan()
    tetap = 0
    for pegawai in rows:
        if nilai.of(pegawai) == nilai.value:
            tetap += 1
        elif reason := CHANGED if pegawai.pk in stale else obstacles.of(pegawai):
            found.tidak.append((pegawai, reason))
        else:
            found.berubah.append(pegawai)
    return Tinjauan(found.berubah, found.tidak, tetap)


@dataclass(frozen=True)
class _Obstacles:
    nilai: Nilai
    by: int
    heads: Mapping[int, UnitKerja]
    planned: frozenset[int]
    assigned: frozenset[int]
    closed: frozenset[int]

    def of(self, pegawai: Pegawai) -> str:
        """Why this person cannot get the value; empty: he can."""
        if pegawai.pk == self.by:
            return SELF
        leaves = self.nilai.bidang == Bidang.UNIT or (self.nilai.bidang == Bidang.AKTIF and not self.nilai.value)
        led = self.heads.get(pegawai.pk)
        if leaves and led is not None and led.pk != self.nilai.value:
            return f"masih kepala {led}"
        if leaves and pegawai.pk in self.planned:
            return "mempunyai mutasi yang direncanakan"
        if self.nilai.bidang == Bidang.AKTIF:
            return self._account(pegawai)
        return self._status(pegawai) if self.nilai.bidang == Bidang.STATUS else ""

    def _account(self, pegawai: Pegawai) -> str:
        if self.nilai.value:
            return "unit kerjanya sudah ditutup" if pegawai.unit_id in self.closed else ""
        return "sedang menjadi Plt/Plh" if pegawai.pk in self.assigned else ""

    def _status(self, pegawai: Pegawai) -> str:
        try:
            check_nip(pegawai.nip, pppk=self.nilai.value == StatusKepegawaian.PPPK)
        except ValueError as error:
            return str(error)
        return ""


def _obstacles(nilai: Nilai, by: Pegawai) -> _Obstacles:
    leaves = nilai.bidang in (Bidang.UNIT, Bidang.AKTIF)
    units = UnitKerja.objects.all() if leaves else UnitKerja.objects.none()
    if not by.is_superuser:
        units = units.filter(instansi=by.instansi_id)
    planned = Mutasi.objects.filter(status=StatusMutasi.DIRENCANAKAN) if leaves else Mutasi.objects.none()
    assigned = (
        PenugasanKepala.objects.filter(selesai__gte=local_today(by)) if leaves else PenugasanKepala.objects.none()
    )
    heads = units.filter(kepala__isnull=False).only("pk", "nama", "kepala_id").order_by()
    return _Obstacles(
        nilai,
        by.pk,
        {unit.kepala_id: unit for unit in heads if unit.kepala_id is not None},
        frozenset(planned.order_by().values_list("pegawai", flat=True)),
        frozenset(assigned.order_by().values_list("pegawai", flat=True)),
        frozenset(units.filter(aktif=False).order_by().values_list("pk", flat=True)),
    )


@transaction.atomic
def change_many(
    *,
    people: "QuerySet[Pegawai, Pegawai]",
    instansi: Instansi,
    nilai: Nilai,
    alasan: str,
    by: Pegawai,
    at: datetime,
    token: UUID,
    sampai: int,
    semua: bool,
    sidik: str = "",
) -> PerubahanMassal:
    """One statement for all. With `semua` all of them or nobody, otherwise those for whom it is possible.

    `people`: those whom `by` administers; `sidik`: the `fingerprint` of those who were looked at. The same token gives
    the same change. Raises Refused; Conflict where they are others by now.
    """
    may_manage_people(by).require()
    if sent_before := PerubahanMassal.objects.filter(token=token, oleh=by).first():
        return sent_before
    if not alasan.strip():
        raise Refused("Tuliskan alasannya.", field="alasan")
    rows = _locked(people.filter(instansi=instansi))
    if sidik and sidik != fingerprint(row.pk for row in rows):
        raise Conflict(OTHERS)
    _hold_value(nilai, rows)
    found = review(rows, nilai, by=by, sampai=sampai)
    if found.tidak and semua:
        first, reason = found.tidak[0]
        raise Refused(
            f"{format_number(len(found.tidak))} pegawai tidak dapat diubah, di antaranya {first}: {reason}. "
            "Tidak seorang pun diubah."
        )
    if not found.berubah:
        raise Refused("Tidak ada yang berubah.")
    before = {str(pegawai.pk): nilai.of(pegawai) for pegawai in found.berubah}
    with because(alasan, by=by):
        Pegawai.objects.filter(pk__in=[pegawai.pk for pegawai in found.berubah]).update(**{nilai.column: nilai.value})
    return PerubahanMassal.objects.create(
        token=token,
        instansi=instansi,
        bidang=nilai.bidang,
        menjadi=nilai.value,
        keterangan=nilai.label,
        semula=before,
        alasan=alasan.strip(),
        oleh=by,
        pada=at,
    )


@dataclass(frozen=True)
class Urungan:
    """How many got their former value back, and how many were left as somebody has made them since."""

    kembali: int
    tetap: int


@transaction.atomic
def undo_many(*, perubahan: PerubahanMassal, by: Pegawai, at: datetime) -> Urungan:
    """Raises NotAllowed, IllegalTransition where it was undone before, or a newer one stands."""
    held = PerubahanMassal.objects.select_for_update(of=("self",), no_key=True).get(pk=perubahan.pk)
    may_undo(by, held).require()
    value = Nilai(Bidang(held.bidang), held.menjadi, held.keterangan)
    people = Pegawai.objects.administered_by(by).filter(instansi=held.instansi_id, pk__in=map(int, held.semula))
    former: dict[Any, list[Pegawai]] = defaultdict(list)
    for pegawai in _locked(people):
        if value.of(pegawai) == value.value:
            former[held.semula[str(pegawai.pk)]].append(pegawai)
    restorable = _restorable(former, value, by=by)
    with because(f"Mengurungkan: {held}", by=by):
        for before, pks in restorable.items():
            Pegawai.objects.filter(pk__in=pks).update(**{value.column: before})
    held.diurungkan_pada, held.diurungkan_oleh = at, by
    held.versi, held.diubah_pada = held.versi + 1, timezone.now()
    held.save(update_fields=["diurungkan_pada", "diurungkan_oleh", "versi", "diubah_pada"])
    restored = sum(map(len, restorable.values()))
    return Urungan(restored, len(held.semula) - restored)


def _locked(people: "QuerySet[Pegawai, Pegawai]") -> Sequence[Pegawai]:
    """In one order, as everybody locks people."""
    return list(people.select_for_update(of=("self",), no_key=True).only(*LOOKED_AT).order_by("pk"))


def _hold_value(nilai: Nilai, people: Iterable[Pegawai]) -> None:
    """What people are put into stays until it is done: a unit is not closed, a post not deleted. Raises Refused."""
    if nilai.bidang == Bidang.UNIT:
        hold_open_unit(UnitKerja(pk=nilai.value), field="unit")
    elif nilai.bidang == Bidang.AKTIF and nilai.value:
        hold_units(pegawai.unit_id for pegawai in people)
    elif nilai.bidang == Bidang.JABATAN and not _held_posts({nilai.value}):
        raise Refused("Jabatan itu sudah dihapus. Pilih yang lain.")


def _restorable(former: Mapping[Any, Sequence[Pegawai]], value: Nilai, *, by: Pegawai) -> dict[Any, list[int]]:
    """Who can have his former value again: what was in the way of giving it is in the way of giving it back."""
    keys = former.keys() - {None}
    if value.bidang == Bidang.UNIT:
        hold_units(keys)
        there = {None, *UnitKerja.objects.filter(pk__in=keys, aktif=True).order_by().values_list("pk", flat=True)}
    elif value.bidang == Bidang.JABATAN:
        there = {None, *_held_posts(keys)}
    else:
        there = set(former)
        hold_units(pegawai.unit_id for pegawai in former.get(True, ()) if value.bidang == Bidang.AKTIF)
    obstacles = _obstacles(value, by)
    found = {}
    for before in former.keys() & there:
        back = replace(obstacles, nilai=replace(value, value=before))
        found[before] = [pegawai.pk for pegawai in former[before] if not back.of(pegawai)]
    return found


def _held_posts(pks: Iterable[int]) -> set[int]:
    rows = Jabatan.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
    return set(rows.values_list("pk", flat=True))
