"""The settings of an instansi changed: its data, its letterhead, its limits, its dispensasi.

These rows have no version: a form says by `dilihat` what it had shown (`querysets.pengaturan.seen`), and a form that
showed something else than is stored now is a Conflict.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from ekinerja.constraints import constraint_messages
from ekinerja.errors import Conflict, Refused
from organisasi.models import BatasWaktu, Dispensasi, Instansi, Pegawai, UnitKerja
from organisasi.models.deadline import LANGKAH_BERHARI
from organisasi.pemberitahuan import notify
from organisasi.querysets.pengaturan import own_limits, seen
from organisasi.rules import pengaturan as rules
from organisasi.rules.orang import may_correct

BERUBAH = "Pengaturan ini diubah orang lain sejak halaman Anda dibuka. Bandingkan, lalu simpan lagi."
LONGEST_RANGE = 366
FIELD_OF = {
    "organisasi_instansi_nama_key": "nama",
    "organisasi_instansi_kode_key": "kode",
    "instansi_memakai_sesuatu": "pengukuran_bulanan",
}
TAKEN = {
    "organisasi_instansi_nama_key": "Nama instansi itu sudah dipakai.",
    "organisasi_instansi_kode_key": "Kode itu sudah dipakai.",
}


@transaction.atomic
def change_instansi(*, instansi: Instansi, by: Pegawai, dilihat: int, values: Mapping[str, Any]) -> Instansi:
    """`values`: fields of Instansi, of which `dilihat` tells what the form showed. Raises NotAllowed, Conflict."""
    rules.may_set_for(by, instansi).require()
    if "kode" in values:
        rules.may_change_code(by).require()
    held = _hold(instansi)
    if seen({name: getattr(held, name) for name in values}) != dilihat:
        raise Conflict(BERUBAH)
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    if changed:
        for name in changed:
            setattr(held, name, values[name])
        with constraint_messages(Instansi, fields=FIELD_OF, triggers=TAKEN):
            held.save(update_fields=changed)
    return held


@transaction.atomic
def change_letterhead(
    *, instansi: Instansi, by: Pegawai, dilihat: int, values: Mapping[str, Any], lambang: bytes | None, hapus: bool
) -> Instansi:
    """The lines as `change_instansi`; `lambang` is a PNG of `read_lambang`, `hapus` takes the present one away."""
    held = change_instansi(instansi=instansi, by=by, dilihat=dilihat, values=values)
    if lambang is None and not (hapus and held.lambang):
        return held
    former, storage = held.lambang.name, held.lambang.storage
    held.lambang = ""
    if lambang is not None:
        held.lambang.save(f"{uuid.uuid4().hex}.png", ContentFile(lambang), save=False)
    held.save(update_fields=["lambang"])
    if former:
        transaction.on_commit(lambda: storage.delete(former))
    return held


@transaction.atomic
def change_limits(*, instansi: Instansi, by: Pegawai, dilihat: int, hari: Mapping[str, int | None]) -> list[str]:
    """All steps at once; None is the guide's number. Answers the steps that changed; twice changes nothing."""
    rules.may_set_for(by, instansi).require()
    _hold(instansi)
    own = own_limits(instansi)
    if seen({langkah: own.get(langkah) for langkah, _label in LANGKAH_BERHARI}) != dilihat:
        raise Conflict(BERUBAH)
    changed = [langkah for langkah, number in hari.items() if own.get(langkah) != number]
    for langkah in changed:
        rows, number = BatasWaktu.objects.filter(instansi=instansi, langkah=langkah), hari[langkah]
        if number is None:
            rows.delete()
        elif not rows.update(hari=number):
            BatasWaktu.objects.create(instansi=instansi, langkah=langkah, hari=number)
    return changed


@transaction.atomic
def reset_limits(*, instansi: Instansi, by: Pegawai) -> int:
    """Back to the guide's numbers; how many differed."""
    rules.may_set_for(by, instansi).require()
    _hold(instansi)
    rows = BatasWaktu.objects.filter(instansi=instansi)
    number = len(rows)
    rows.delete()
    return number


@transaction.atomic
def give_dispensasi(*, instansi: Instansi, by: Pegawai, at: datetime, values: Mapping[str, Any]) -> Dispensasi:
    """`values`: langkah, pegawai or unit, untuk_mulai, untuk_selesai, dibuka_sampai, alasan. The same again is one row.

    Raises NotAllowed, also for one's own documents, and Refused at a field.
    """
    rules.may_set_for(by, instansi).require()
    _hold(instansi)
    pegawai, unit = values["pegawai"], values["unit"]
    if pegawai is not None:
        may_correct(by, pegawai).require()
    _check_range(values, today=at.astimezone(instansi.tz).date())
    there = Dispensasi.objects.filter(instansi=instansi, **values).first()
    if there is not None:
        return there
    row = Dispensasi(instansi=instansi, diberikan_oleh=by, **values)
    if (pegawai or unit).instansi_id != instansi.pk:
        raise Refused("Dispensasi hanya untuk pegawai atau unit di instansi sendiri.")
    with constraint_messages(Dispensasi, fields={"dispensasi_mulai_sebelum_selesai": "untuk_selesai"}):
        row.save()
    _tell(row, at=at, by=by)
    return row


def _check_range(values: Mapping[str, Any], *, today: date) -> None:
    first, last = values["untuk_mulai"], values["untuk_selesai"]
    if last < first:
        raise Refused("Tanggal sampai tidak boleh sebelum tanggal mulai.", field="untuk_selesai")
    if (last - first).days >= LONGEST_RANGE:
        raise Refused("Satu dispensasi paling lama untuk setahun.", field="untuk_selesai")
    if values["dibuka_sampai"] < today:
        raise Refused("Hari itu sudah lewat; pilih hari ini atau sesudahnya.", field="dibuka_sampai")


@transaction.atomic
def change_dispensasi(
    *, dispensasi: Dispensasi, by: Pegawai, at: datetime, dilihat: int, dibuka_sampai: date, alasan: str
) -> Dispensasi:
    """Longer or shorter, with its reason; to yesterday is closed at once. Raises NotAllowed, Conflict, Refused."""
    rules.may_set_for(by, dispensasi.instansi).require()
    if dispensasi.pegawai is not None:
        may_correct(by, dispensasi.pegawai).require()
    held = Dispensasi.objects.select_for_update(no_key=True, of=("self",)).get(pk=dispensasi.pk)
    if seen({"dibuka_sampai": held.dibuka_sampai, "alasan": held.alasan}) != dilihat:
        raise Conflict("Dispensasi ini diubah orang lain sejak halaman Anda dibuka. Bandingkan, lalu simpan lagi.")
    today = at.astimezone(dispensasi.instansi.tz).date()
    if dibuka_sampai != held.dibuka_sampai and dibuka_sampai < rules.earliest_end(today):
        raise Refused("Hari yang sudah lewat tidak dicabut; paling awal kemarin.", field="dibuka_sampai")
    if (dibuka_sampai, alasan) == (held.dibuka_sampai, held.alasan):
        return held
    moved = dibuka_sampai != held.dibuka_sampai
    held.dibuka_sampai, held.alasan = dibuka_sampai, alasan
    held.save(update_fields=["dibuka_sampai", "alasan"])
    if moved:
        _tell(held, at=at, by=by)
    return held


def _tell(row: Dispensasi, *, at: datetime, by: Pegawai) -> None:
    """The person himself; of a unit its head, who tells his people."""
    told = row.pegawai or _head(row.unit)
    if told is not None:
        whose = "Anda" if row.pegawai else f"pegawai {row.unit}"
        text = (
            f"Dispensasi untuk {whose}: {row.get_langkah_display()}, pekerjaan "
            f"{row.untuk_mulai:%d-%m-%Y} sampai {row.untuk_selesai:%d-%m-%Y}, "
            f"dibuka sampai {row.dibuka_sampai:%d-%m-%Y}."
        )
        notify([told], text, tautan="/", at=at, by=by)


def _head(unit: UnitKerja | None) -> Pegawai | None:
    return unit.kepala if unit is not None else None


def _hold(instansi: Instansi) -> Instansi:
    """Of two who change an instansi's settings at once the second waits."""
    return Instansi.objects.select_for_update(no_key=True).get(pk=instansi.pk)
