"""Ambil RHK: rows of another SKP copied into a draft, and the consent a colleague's SKP needs."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from ekinerja.errors import Refused
from organisasi.models import Pegawai
from organisasi.pemberitahuan import notify
from skp import rules
from skp.models import (
    ButirLampiran,
    Indikator,
    ManualIndikator,
    PermintaanSalin,
    RencanaHasilKerja,
    SatuanWaktu,
    Skp,
    StatusKegiatan,
)
from skp.rules.salin import LANGKAH, AksiSalin, may_ask, may_take_step
from skp.services.editing import hold_for_editing, next_number
from skp.services.peserta import join_matrices
from skp.workflow import StatusPermintaan


@dataclass
class Taken:
    """What became of the rows that were ticked."""

    source: Skp
    rhk: list[RencanaHasilKerja] = field(default_factory=list)
    present: list[RencanaHasilKerja] = field(default_factory=list)
    """Left where they are: the draft has an RHK with the same words."""
    without_atasan: list[RencanaHasilKerja] = field(default_factory=list)
    """Copies of Cascading RHK whose RHK atasan must be chosen anew."""
    notes: list[tuple[RencanaHasilKerja, str]] = field(default_factory=list)
    """What of a measured target did not fit the new post or period."""
    lampiran: int = 0


@transaction.atomic
def take_rhk(*, skp: Skp, by: Pegawai, source: Skp, chosen: Collection[int], lampiran: bool = False) -> Taken:
    """Copies the chosen RHK, with indikator, manual indikator and measured target, to the end of a draft.

    Twice adds nothing: an RHK whose words are there already is passed over. Raises Refused when the source is not, or
    no longer, one this SKP may be filled from.
    """
    held = hold_for_editing(skp, by=by)
    source_now = Skp.objects.sources_for(held).filter(pk=source.pk).first()
    if source_now is None:
        raise Refused("SKP asal itu tidak, atau tidak lagi, dapat disalin. Pilih SKP asal yang lain.", field="dari")
    taken = Taken(source_now)
    rows = source_now.rhk.for_copy().filter(pk__in=chosen)
    words = {plain(uraian) for uraian in held.rhk.values_list("uraian", flat=True)}
    offered = set(
        RencanaHasilKerja.objects.offered_to(held)
        .filter(pk__in=[row.atasan_id for row in rows if row.atasan_id])
        .values_list("pk", flat=True)
    )
    number = next_number(held.rhk)
    for row in rows:
        if plain(row.uraian) in words:
            taken.present.append(row)
            continue
        words.add(plain(row.uraian))
        copy = _copy(row, into=held, urutan=number + len(taken.rhk), offered=offered, taken=taken)
        taken.rhk.append(copy)
    if lampiran:
        taken.lampiran = _take_lampiran(source_now, into=held)
    return taken


COPIED = ("jenis", "status_kegiatan", "uraian", "penugasan_dari")
MEASURED = (
    "target_kuantitas", "satuan", "target_kualitas", "target_waktu", "satuan_waktu", "target_biaya", "angka_kredit",
)  # fmt: skip
INDIKATOR = ("urutan", "uraian", "target", "aspek", "perspektif")
MANUAL = (
    "tujuan", "definisi", "formula", "satuan_pengukuran", "tingkat_kendali", "sumber_data", "periode_pelaporan",
)  # fmt: skip


def _copy(row: RencanaHasilKerja, *, into: Skp, urutan: int, offered: set[int], taken: Taken) -> RencanaHasilKerja:
    values = {name: getattr(row, name) for name in COPIED}
    if into.untuk_pimpinan:
        values["klasifikasi"] = row.klasifikasi
    if row.atasan_id in offered:
        values["atasan_id"] = row.atasan_id
    elif into.untuk_pimpinan:
        # The form for pimpinan asks for no status; an RHK that supports nothing is complete there.
        values["status_kegiatan"] = StatusKegiatan.TIDAK_CASCADING
    measured, notes = _fitting(row, into)
    copy = into.rhk.create(urutan=urutan, disalin_dari=row, **values, **measured)
    _copy_indikator(row, into=copy)
    join_matrices(copy)
    if row.status_kegiatan == StatusKegiatan.CASCADING and copy.atasan_id is None:
        taken.without_atasan.append(copy)
    taken.notes += [(copy, note) for note in notes]
    return copy


def _fitting(row: RencanaHasilKerja, into: Skp) -> tuple[dict[str, Any], list[str]]:
    """The measured target as far as the new post may hold it, and in words what it may not."""
    if not row.terukur or not into.instansi.pengukuran_bulanan:
        return {}, []
    values = {name: getattr(row, name) for name in MEASURED}
    if values["satuan"].instansi_id != into.instansi_id or not values["satuan"].aktif:
        return {}, [f"Target terukur tidak disalin: satuan “{values['satuan']}” tidak ada dalam daftar sekarang."]
    problems = rules.entitlement_problems(into, values)
    if "satuan" in problems:
        return {}, [f"Target terukur tidak disalin. {problems['satuan']}"]
    notes = list(problems.values())
    for name in problems:
        values[name] = None
    unit = SatuanWaktu(values["satuan_waktu"])
    longest = rules.longest_time(into.periode_mulai, into.periode_selesai)[unit]
    if values["target_waktu"] > longest:
        values["target_waktu"] = longest
        notes.append(f"Target waktu menjadi {longest} {unit.label.lower()}, sepanjang periode SKP ini.")
    return values, notes


def _copy_indikator(row: RencanaHasilKerja, *, into: RencanaHasilKerja) -> None:
    originals = list(row.indikator.all())
    copies = Indikator.objects.bulk_create(
        Indikator(rhk=into, **{name: getattr(indikator, name) for name in INDIKATOR}) for indikator in originals
    )
    ManualIndikator.objects.bulk_create(
        ManualIndikator(indikator=copy, **{name: getattr(original.manual, name) for name in MANUAL})
        for original, copy in zip(originals, copies, strict=True)
        if hasattr(original, "manual")
    )


def _take_lampiran(source: Skp, *, into: Skp) -> int:
    present = {(bagian, plain(uraian)) for bagian, uraian in into.lampiran.values_list("bagian", "uraian")}
    missing = [row for row in source.lampiran.all() if (row.bagian, plain(row.uraian)) not in present]
    number = next_number(into.lampiran)
    ButirLampiran.objects.bulk_create(
        ButirLampiran(skp=into, bagian=row.bagian, urutan=urutan, uraian=row.uraian)
        for urutan, row in enumerate(missing, start=number)
    )
    return len(missing)


def plain(text: str) -> str:
    """Two texts are the same RHK whatever their capitals and spaces."""
    return " ".join(text.split()).casefold()


@transaction.atomic
def ask_to_copy(*, skp: Skp, by: Pegawai, at: datetime) -> PermintaanSalin:
    """Asks the owner of an SKP. A request that waits, or was granted, stays as it is; a refusal stands.

    Raises NotAllowed for another instansi, Refused for one's own SKP, one not approved, or one refused before.
    """
    may_ask(by, skp).require()
    permintaan, new = PermintaanSalin.objects.get_or_create(skp=skp, peminta=by, defaults={"status_sejak": at})
    if not new:
        permintaan = PermintaanSalin.objects.select_for_update(of=("self",), no_key=True).get(pk=permintaan.pk)
        if permintaan.status == StatusPermintaan.DITOLAK:
            raise Refused(f"{skp.pegawai} tidak mengizinkan SKP itu disalin; hanya ia yang dapat mengubahnya.")
        if permintaan.status != StatusPermintaan.DIBATALKAN:
            return permintaan
        _set(permintaan, StatusPermintaan.DIAJUKAN, at)
    _tell(permintaan, skp.pegawai, f"{by} meminta izin menyalin RHK dari {skp} Anda.", by=by, at=at)
    return permintaan


@transaction.atomic
def answer_request(*, permintaan: PermintaanSalin, aksi: AksiSalin, by: Pegawai, at: datetime) -> PermintaanSalin:
    """One step of a request. Raises NotAllowed to the wrong party, IllegalTransition where it was answered before."""
    held = (
        PermintaanSalin.objects.select_for_update(of=("self",), no_key=True)
        .select_related("skp__pegawai", "peminta")
        .get(pk=permintaan.pk)
    )
    may_take_step(by, held, aksi).require()
    _set(held, LANGKAH[aksi].target, at)
    if LANGKAH[aksi].owner:
        _tell(held, held.peminta, f"{by} {WORDS[aksi]} menyalin RHK dari {held.skp} miliknya.", by=by, at=at)
    return held


WORDS = {
    AksiSalin.IZINKAN: "mengizinkan Anda",
    AksiSalin.TOLAK: "tidak mengizinkan Anda",
    AksiSalin.CABUT: "mencabut izin",
}


def _set(permintaan: PermintaanSalin, status: StatusPermintaan, at: datetime) -> None:
    permintaan.status, permintaan.status_sejak = status, at
    permintaan.versi += 1
    permintaan.save(update_fields=["status", "status_sejak", "versi", "diubah_pada"])


def _tell(permintaan: PermintaanSalin, penerima: Pegawai, teks: str, *, by: Pegawai, at: datetime) -> None:
    notify([penerima], teks, tautan=f"{reverse('skp:salin_minta')}#permintaan-{permintaan.pk}", at=at, by=by)
