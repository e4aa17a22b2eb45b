"""What the owner of an SKP writes for a period: rencana aksi, realisasi, eviden, self-rating."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from django.db import transaction
from django.db.models import F

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from kegiatan.berkas import Berkas
from kegiatan.models import Bukti
from kegiatan.services.bukti import discard_unused, keep_file, keep_link
from organisasi.models import Langkah, Pegawai
from penilaian.lembar import BarisHasil, sheet
from penilaian.models import Evaluasi, Eviden, RencanaAksi, UkuranEviden
from penilaian.rules.evaluasi import Kedudukan, may_fill
from penilaian.rules.pengisian import may_rate_oneself
from penilaian.services.evaluasi import check_version, hold_evaluasi, limit
from penilaian.tawaran import measured_figures, plan_offers
from skp.indikator import Line
from skp.services.editing import change_row, next_number, swap

RHK_HILANG = "RHK itu sudah tidak ada pada SKP Anda. Muat ulang halaman untuk melihat susunannya sekarang."


def hold_for_filling(evaluasi: Evaluasi, *, by: Pegawai, at: datetime) -> Evaluasi:
    """`hold_evaluasi`, and the rule that its owner may fill it in now. Its version counts every change, so that who
    rates is told when what he read is not what is there."""
    held = hold_evaluasi(evaluasi, at=at)
    kedudukan = Kedudukan(pemilik=held.skp.pegawai_id == by.pk)
    may_fill(kedudukan, held, tenggat=limit(held, Langkah.EVALUASI_PENGISIAN), at=at).require()
    return held


def _changed(held: Evaluasi, *, at: datetime, **values: Any) -> None:
    Evaluasi.objects.filter(pk=held.pk).update(**values, versi=F("versi") + 1, diubah_pada=at)


# --- Rencana aksi -----------------------------------------------------------------------------------------------------


@transaction.atomic
def add_rencana_aksi(
    *, evaluasi: Evaluasi, rhk: int, by: Pegawai, at: datetime, token: UUID, uraian: str, target: str
) -> RencanaAksi:
    """At the end of the RHK's list. The same token gives the same row. Raises Conflict for an RHK that has gone."""
    held = hold_for_filling(evaluasi, by=by, at=at)
    sent_before = held.rencana_aksi.filter(token=token).first()
    if sent_before:
        return sent_before
    if not held.skp.rhk.filter(pk=rhk).exists():
        raise Conflict(RHK_HILANG)
    with constraint_messages(RencanaAksi):
        row = held.rencana_aksi.create(
            token=token, rhk_id=rhk, urutan=next_number(held.rencana_aksi), uraian=uraian, target=target
        )
    _changed(held, at=at)
    return row


@transaction.atomic
def change_rencana_aksi(
    *, rencana: RencanaAksi, by: Pegawai, at: datetime, versi: int, uraian: str, target: str
) -> RencanaAksi:
    """Raises Conflict for a stale form."""
    held = hold_for_filling(rencana.evaluasi, by=by, at=at)
    change_row(rencana, versi=versi, uraian=uraian, target=target)
    _changed(held, at=at)
    return rencana


@transaction.atomic
def delete_rencana_aksi(*, rencana: RencanaAksi, by: Pegawai, at: datetime) -> None:
    """Twice changes nothing."""
    held = hold_for_filling(rencana.evaluasi, by=by, at=at)
    deleted, _ = held.rencana_aksi.filter(pk=rencana.pk).delete()
    if deleted:
        _changed(held, at=at)


@transaction.atomic
def move_rencana_aksi(*, rencana: RencanaAksi, by: Pegawai, at: datetime, up: bool) -> None:
    """Changes places with the neighbour of the same RHK. At the end of its list nothing happens."""
    held = hold_for_filling(rencana.evaluasi, by=by, at=at)
    rows = list(held.rencana_aksi.all())
    swap(rows, rencana, up=up, among=[row for row in rows if row.rhk_id == rencana.rhk_id])
    _changed(held, at=at)


@transaction.atomic
def take_rencana_aksi(*, evaluasi: Evaluasi, kode: Collection[str], by: Pegawai, at: datetime) -> int:
    """Takes over what `plan_offers` offered under these codes, and tells how many were new: what was taken before, or
    has gone since, is passed over."""
    held = hold_for_filling(evaluasi, by=by, at=at)
    number = next_number(held.rencana_aksi)
    chosen = [offer for offer in plan_offers(held) if offer.kode in kode and not offer.diambil]
    made = [
        RencanaAksi(
            evaluasi=held,
            rhk_id=offer.rhk,
            urutan=number + place,
            uraian=offer.uraian,
            target=offer.target,
            asal=offer.asal,
        )
        for place, offer in enumerate(chosen)
    ]
    RencanaAksi.objects.bulk_create(made)
    if made:
        _changed(held, at=at)
    return len(made)


# --- Realisasi --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IsiRealisasi:
    realisasi: str
    sumber_data: str


def version_of(rhk: BarisHasil) -> int:
    """Tells whether the texts of an RHK's lines are the ones a form saw: they are written as one."""
    texts = [(line.kode, line.realisasi, line.sumber_data) for line in rhk.ukuran if line.realisasi_id]
    return crc32(repr(texts).encode()) if texts else 0


@transaction.atomic
def save_realisasi_periode(
    *, evaluasi: Evaluasi, rhk: int, isi: Mapping[str, IsiRealisasi], versi: int, by: Pegawai, at: datetime
) -> Evaluasi:
    """Writes the lines of one RHK, by their `kode`; an emptied line is not filled in any more.

    Raises Conflict for texts that were changed since, and for a line or an RHK that has gone.
    """
    held = hold_for_filling(evaluasi, by=by, at=at)
    row = next((each for each in sheet(held).hasil if each.rhk == rhk), None)
    if row is None:
        raise Conflict(RHK_HILANG, field="versi")
    if version_of(row) != versi:
        raise Conflict("Realisasi ini sudah diubah sejak formulir Anda dibuka. Periksa, lalu simpan lagi bila sesuai.")
    if isi.keys() != {line.kode for line in row.ukuran}:
        raise Conflict("Indikator RHK ini berubah sejak formulir Anda dibuka. Muat ulang halaman.", field="versi")
    for line in row.ukuran:
        _write(held, (rhk, line.kode), isi[line.kode])
    _changed(held, at=at)
    return held


@transaction.atomic
def fill_measured(*, evaluasi: Evaluasi, by: Pegawai, at: datetime) -> int:
    """Fills the lines that are empty with what the months measured, and tells how many: nothing is overwritten."""
    held = hold_for_filling(evaluasi, by=by, at=at)
    lembar = sheet(held)
    empty = {(row.rhk, line.kode) for row in lembar.hasil for line in row.ukuran if not line.realisasi}
    offers = {line: text for line, text in measured_figures(held, lembar).items() if line in empty}
    for line, text in offers.items():
        _write(held, line, IsiRealisasi(text.realisasi, text.sumber_data))
    if offers:
        _changed(held, at=at)
    return len(offers)


def _write(held: Evaluasi, line: Line, isi: IsiRealisasi) -> None:
    """A line without words has no row: an indikator nobody spoke of can still be deleted."""
    where = columns_of(line)
    if isi.realisasi:
        values = {"realisasi": isi.realisasi, "sumber_data": isi.sumber_data}
        held.realisasi.update_or_create(**where, defaults={**values, "versi": F("versi") + 1}, create_defaults=values)
    else:
        held.realisasi.filter(**where).delete()


def columns_of(line: Line) -> dict[str, Any]:
    """The columns of an `Ukuran`."""
    rhk, kode = line
    if kode.isdecimal():
        return {"rhk_id": rhk, "indikator_id": int(kode), "aspek": ""}
    return {"rhk_id": rhk, "indikator_id": None, "aspek": kode}


# --- Eviden -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SumberEviden:
    """What is shown: a checked file, a checked link, or a bukti its owner has already. Exactly one."""

    berkas: Berkas | None = None
    tautan: str = ""
    bukti: Bukti | None = None

    @property
    def jumlah(self) -> int:
        return bool(self.berkas) + bool(self.tautan) + bool(self.bukti)


@transaction.atomic
def add_eviden(
    *,
    evaluasi: Evaluasi,
    by: Pegawai,
    at: datetime,
    token: UUID,
    nama: str,
    sumber: SumberEviden,
    ukuran: Collection[Line],
) -> Eviden:
    """The same token gives the same row. Raises Refused for a bukti of another person, Conflict for a line that has
    gone."""
    held = hold_for_filling(evaluasi, by=by, at=at)
    sent_before = held.eviden.filter(token=token).first()
    if sent_before:
        return sent_before
    _check_lines(held, ukuran)
    bukti = _kept(sumber, by)
    with constraint_messages(Eviden):
        eviden = held.eviden.create(token=token, nama=nama, bukti=bukti)
    _speak_for(eviden, ukuran)
    _changed(held, at=at)
    return eviden


@transaction.atomic
def change_eviden(
    *,
    eviden: Eviden,
    by: Pegawai,
    at: datetime,
    versi: int,
    nama: str,
    sumber: SumberEviden | None,
    ukuran: Collection[Line],
) -> Eviden:
    """Without a new `sumber` the bukti stays. Raises what `add_eviden` raises, and Conflict for a stale form."""
    held = hold_for_filling(eviden.evaluasi, by=by, at=at)
    _check_lines(held, ukuran)
    before = eviden.bukti_id
    values: dict[str, Any] = {"nama": nama}
    if sumber is not None:
        values["bukti"] = _kept(sumber, by)
    change_row(eviden, versi=versi, **values)
    eviden.ukuran.all().delete()
    _speak_for(eviden, ukuran)
    discard_unused([before])
    _changed(held, at=at)
    return eviden


@transaction.atomic
def delete_eviden(*, eviden: Eviden, by: Pegawai, at: datetime) -> None:
    """Its bukti stays where an activity or another eviden shows it. Twice changes nothing."""
    held = hold_for_filling(eviden.evaluasi, by=by, at=at)
    deleted, _ = held.eviden.filter(pk=eviden.pk).delete()
    if deleted:
        discard_unused([eviden.bukti_id])
        _changed(held, at=at)


def _kept(sumber: SumberEviden, by: Pegawai) -> Bukti:
    if sumber.jumlah != 1:
        raise Refused("Pilih satu: berkas, tautan, atau bukti kegiatan harian.", field="berkas")
    if sumber.berkas is not None:
        return keep_file(berkas=sumber.berkas, by=by)
    if sumber.tautan:
        return keep_link(tautan=sumber.tautan, by=by)
    bukti = sumber.bukti
    if bukti is None or bukti.pemilik_id != by.pk:
        raise Refused("Pilih bukti milik Anda sendiri.", field="bukti")
    return bukti


def _check_lines(held: Evaluasi, ukuran: Collection[Line]) -> None:
    if not ukuran:
        raise Refused("Centang sedikitnya satu indikator yang dibuktikan.", field="ukuran")
    known = {(row.rhk, line.kode) for row in sheet(held).hasil for line in row.ukuran}
    if not set(ukuran) <= known:
        raise Conflict("Indikator SKP ini berubah sejak formulir Anda dibuka. Muat ulang halaman.", field="ukuran")


def _speak_for(eviden: Eviden, ukuran: Collection[Line]) -> None:
    UkuranEviden.objects.bulk_create(UkuranEviden(eviden=eviden, **columns_of(line)) for line in set(ukuran))


# --- Self-rating ------------------------------------------------------------------------------------------------------


@transaction.atomic
def rate_oneself(
    *, evaluasi: Evaluasi, by: Pegawai, at: datetime, versi: int, hasil: str, perilaku: str, catatan: str
) -> Evaluasi:
    """The owner's own two ratings, which never count as the penilai's. Raises Conflict for a stale form."""
    held = hold_for_filling(evaluasi, by=by, at=at)
    may_rate_oneself(held).require()
    check_version(held, versi)
    _changed(held, at=at, mandiri_hasil=hasil, mandiri_perilaku=perilaku, mandiri_catatan=catatan, mandiri_pada=at)
    held.refresh_from_db()
    return held
