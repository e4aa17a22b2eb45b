"""A sheet on its way in: received, read into staged rows, applied in one transaction, or dropped."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Count, F
from django.template.defaultfilters import filesizeformat

from ekinerja.errors import Conflict, Refused
from ekinerja.forms import clean_text
from organisasi.impor.gabung import allow_long_statements, mark_wrong, restage, stage, staged
from organisasi.impor.jenis import Acuan, Baris, JenisImpor, Kemajuan, Pelaku, find_kind
from organisasi.impor.lembar import Lembar
from organisasi.impor.tahap import decide, decide_again, read_headings, read_rows
from organisasi.impor.terpisah import open_apart
from organisasi.models import BarisImpor, CaraTerap, Impor, Instansi, Pegawai, StatusImpor, Tindakan
from organisasi.rules import impor as rules
from organisasi.services import pekerjaan

BACA, TERAPKAN = "impor_baca", "impor_terapkan"
"""The works registered in organisasi/impor/tugas.py."""
ROWS_AT_ONCE = 500
"""Up to so many rows are read and applied while the person waits for the page."""
BYTES_AT_ONCE = 1_000_000
"""A larger file is not even opened by the web server."""
SIMPAN_BARIS = timedelta(days=30)


def quiet(n: int, /, dari: int | None = None, pesan: str = "") -> None:
    """Progress nobody looks at."""


def receive(
    *,
    jenis: JenisImpor,
    berkas: UploadedFile,
    by: Pegawai,
    instansi: Instansi,
    parameter: dict[str, Any],
    token: UUID,
    at: datetime,
) -> Impor:
    """Keeps the file and reads it, at once where it is small, else by the worker. The same form sent twice is one.

    Raises NotAllowed; Refused at the field `berkas` for a file that is wrong as a whole, as far as it was opened here.
    """
    jenis.may_import(by).require()
    if sent_before := Impor.objects.filter(token=token, oleh=by).first():
        return sent_before
    size = berkas.size or 0
    if size > settings.IMPOR_MAX_BYTES:
        raise Refused(f"Berkas paling besar {filesizeformat(settings.IMPOR_MAX_BYTES)}.", field="berkas")
    nama = clean_text(PurePath(berkas.name or "berkas").name)[:255] or "berkas"
    impor = Impor(
        token=token, jenis=jenis.slug, instansi=instansi, oleh=by, nama_berkas=nama,
        parameter={**parameter, "sha256": _digest(berkas)},
    )  # fmt: skip
    if size > BYTES_AT_ONCE:
        return _leave_to_worker(impor, berkas, by=by, at=at)
    with open_apart(berkas.file, nama, max_rows=jenis.max_rows) as lembar:
        headings = read_headings(lembar, jenis)
        if lembar.jumlah > ROWS_AT_ONCE:
            return _leave_to_worker(impor, berkas, by=by, at=at)
        _keep(impor, berkas)
        try:
            _stage(impor, headings, lembar, Pelaku(impor, by, at), quiet)
        except Refused:
            impor.berkas.delete(save=False)
            raise
    return impor


def _keep(impor: Impor, berkas: UploadedFile) -> None:
    impor.berkas.save(impor.nama_berkas, berkas, save=False)
    impor.save()


def _leave_to_worker(impor: Impor, berkas: UploadedFile, *, by: Pegawai, at: datetime) -> Impor:
    _keep(impor, berkas)
    _start(impor, BACA, f"Membaca {impor.nama_berkas}", by=by, at=at)
    return impor


def _digest(berkas: UploadedFile) -> str:
    berkas.seek(0)
    return hashlib.file_digest(berkas, "sha256").hexdigest()


def _start(impor: Impor, tugas: str, judul: str, *, by: Pegawai, at: datetime, **parameter: Any) -> None:
    impor.pekerjaan = pekerjaan.start(
        tugas=tugas, judul=judul, by=by, at=at, instansi=impor.instansi,
        parameter={"impor": impor.pk, "saat": at.isoformat(), **parameter},
    )  # fmt: skip
    impor.save(update_fields=["pekerjaan"])


def kind_of(impor: Impor) -> JenisImpor:
    """Raises Refused for a kind that the application no longer has."""
    jenis = find_kind(impor.jenis)
    if jenis is None:
        raise Refused("Jenis data ini tidak dikenal lagi.")
    return jenis


# --- Reading ---------------------------------------------------------------------------------------------------------


def read(*, impor: Impor, by: Pegawai, at: datetime, kemajuan: Kemajuan) -> Impor:
    """Reads a kept file from its beginning, whatever was read before. A wrong file is noted on the import."""
    with transaction.atomic():
        held = _hold(impor)
        if held.status != StatusImpor.DIBACA:
            return held
        allow_long_statements()
        held.baris.all().delete()
        try:
            with transaction.atomic(), held.berkas.open("rb") as content:
                jenis = kind_of(held)
                jenis.may_import(by).require()
                with open_apart(content.file, held.nama_berkas, max_rows=jenis.max_rows) as lembar:
                    _stage(held, read_headings(lembar, jenis), lembar, Pelaku(held, by, at), kemajuan)
        except Refused as refusal:
            held.status, held.pesan = StatusImpor.GAGAL, refusal.message
            held.save(update_fields=["status", "pesan", "diubah_pada"])
        return held


def _hold(impor: Impor) -> Impor:
    rows = Impor.objects.select_for_update(of=("self",), no_key=True).select_related("instansi", "oleh")
    return rows.get(pk=impor.pk)


def _stage(impor: Impor, headings: list[tuple[str, str]], lembar: Lembar, pelaku: Pelaku, kemajuan: Kemajuan) -> None:
    jenis = kind_of(impor)
    acuan = jenis.acuan(pelaku)
    twins: dict[int, list[int]] = defaultdict(list)
    first_at: dict[str, int] = {}
    for batch in _batches(read_rows(lembar, jenis, headings), jenis.at_once):
        decide(batch, jenis, acuan)
        for row in batch:
            _note_twin(row, first_at, twins)
        stage(impor.pk, batch)
        kemajuan(batch[-1].nomor, dari=lembar.jumlah)
    mark_wrong(impor.pk, {first: _same_as(others) for first, others in twins.items()})
    impor.kolom = [heading for _, heading in headings]
    impor.parameter["catatan"] = lembar.catatan
    impor.status = StatusImpor.SIAP
    _count(impor)
    if not impor.jumlah:
        raise Refused("Tidak ada baris data di bawah judul kolom.", field="berkas")
    impor.save()


def _batches(rows: Iterator[Baris], size: int) -> Iterator[list[Baris]]:
    while batch := list(islice(rows, size)):
        yield batch


def _note_twin(row: Baris, first_at: dict[str, int], twins: dict[int, list[int]]) -> None:
    """Of rows about the same thing none is right: which one is meant, only the person knows."""
    if row.galat or not row.kunci:
        return
    first = first_at.setdefault(row.kunci, row.nomor)
    if first != row.nomor:
        twins[first].append(row.nomor)
        row.galat.append({"kolom": "", "pesan": _same_as([first])})
        row.tindakan, row.perubahan = Tindakan.SALAH, {}


def _same_as(numbers: Iterable[int]) -> str:
    shown = [str(number) for number in islice(numbers, 6)]
    return f"Data yang sama juga ada di baris {', '.join(shown[:5])}{' dan lainnya' if len(shown) > 5 else ''}."


def _count(impor: Impor) -> None:
    counts = dict(impor.baris.order_by().values_list("tindakan").annotate(Count("pk")))
    for tindakan in Tindakan:
        setattr(impor, tindakan.value.lower(), counts.get(tindakan.value, 0))


# --- Applying --------------------------------------------------------------------------------------------------------


def start_apply(*, impor: Impor, cara: CaraTerap, by: Pegawai, at: datetime, versi: int) -> Impor:
    """Applies a read file, at once where few rows change, else by the worker. Pressed twice it is applied once.

    Raises NotAllowed, Refused, Conflict where somebody else has acted on it since the page was shown.
    """
    jenis = kind_of(impor)
    rules.may_apply(by, impor, jenis, running=is_running(impor)).require()
    rules.may_apply_as(impor, cara).require()
    if not Impor.objects.filter(pk=impor.pk, versi=versi).update(versi=F("versi") + 1, cara=cara, pesan=""):
        raise Conflict("Impor ini sudah ditindaklanjuti sejak halaman Anda dibuka.")
    impor.refresh_from_db()
    if impor.baru + impor.ubah + impor.sama <= ROWS_AT_ONCE:
        return apply(impor=impor, cara=cara, by=by, at=at, kemajuan=quiet)
    _start(impor, TERAPKAN, f"Menerapkan {impor.nama_berkas}", by=by, at=at, cara=cara.value)
    return impor


def is_running(impor: Impor) -> bool:
    return impor.pekerjaan is not None and not impor.pekerjaan.berakhir


def apply(*, impor: Impor, cara: CaraTerap, by: Pegawai, at: datetime, kemajuan: Kemajuan) -> Impor:
    """Writes what the preview promised. Each row is checked again, since others may have changed things meanwhile.

    With SEMUA nothing is written where one row is wrong; the import then waits with the reasons. Done again it does
    nothing. Raises NotAllowed, Refused.
    """
    with transaction.atomic():
        allow_long_statements()
        held = _hold(impor)
        if held.status != StatusImpor.SIAP:
            return held
        jenis = kind_of(held)
        rules.may_apply(by, held, jenis).require()
        acuan = jenis.acuan(Pelaku(held, by, at, mengunci=True))
        _check_again(held, jenis, acuan, kemajuan)
        lost = _write(held, acuan, cara, kemajuan)
        if lost:
            mark_wrong(held.pk, lost)
        _count(held)
        if cara == CaraTerap.SEMUA and held.salah:
            held.pesan = (
                f"Belum diterapkan: {held.salah} baris tidak dapat diterapkan, dan yang dipilih semua atau tidak sama "
                "sekali."
            )
        else:
            held.status, held.cara, held.diterapkan_pada, held.pesan = StatusImpor.DITERAPKAN, cara, at, ""
        held.versi += 1
        held.save()
        return held


def _check_again(impor: Impor, jenis: JenisImpor, acuan: Acuan, kemajuan: Kemajuan) -> None:
    total, done, after = impor.baru + impor.ubah + impor.sama, 0, 0
    while rows := staged(impor.pk, after=after, limit=jenis.at_once):
        after = rows[-1].nomor
        before = [(row.tindakan, row.perubahan, dict(row.isi)) for row in rows]
        decide(rows, jenis, acuan)
        for row, (tindakan, perubahan, _) in zip(rows, before, strict=True):
            decide_again(row, (tindakan, perubahan))
        changed = [
            row
            for row, was in zip(rows, before, strict=True)
            if (row.tindakan, row.perubahan, row.isi) != was or row.galat
        ]
        restage(impor.pk, changed)
        done += len(rows)
        kemajuan(done, dari=total, pesan="Memeriksa sekali lagi")


def _write(impor: Impor, acuan: Acuan, cara: CaraTerap, kemajuan: Kemajuan) -> dict[int, str]:
    """The rows that were refused while writing; with SEMUA nothing is then written."""
    all_or_nothing = cara == CaraTerap.SEMUA
    if all_or_nothing and impor.baris.filter(tindakan=Tindakan.SALAH).exists():
        return {}
    try:
        with transaction.atomic():
            lost = acuan.write(kemajuan)
            if lost and all_or_nothing:
                transaction.set_rollback(True)
    except IntegrityError as error:
        raise Refused(
            "Data di basis data berubah selama impor diterapkan, jadi tidak satu pun diterapkan. Unggah lagi berkasnya."
        ) from error
    return lost


# --- Dropping, and what is kept --------------------------------------------------------------------------------------


def drop(*, impor: Impor, by: Pegawai, versi: int) -> Impor:
    """Without applying it; the file and its rows go. Raises NotAllowed, Refused, Conflict."""
    rules.may_drop(by, impor, kind_of(impor), running=is_running(impor)).require()
    if not Impor.objects.filter(pk=impor.pk, versi=versi).update(
        versi=F("versi") + 1, status=StatusImpor.DIBATALKAN, pesan=""
    ):
        raise Conflict("Impor ini sudah ditindaklanjuti sejak halaman Anda dibuka.")
    _forget([impor])
    impor.refresh_from_db()
    return impor


def remove_old(*, at: datetime) -> int:
    """Files and rows of imports nobody has touched for 30 days; what they did is in the history of the data."""
    old = list(Impor.objects.filter(diubah_pada__lt=at - SIMPAN_BARIS).exclude(berkas="")[:1_000])
    _forget(old)
    waiting = [StatusImpor.SIAP, StatusImpor.DIBACA]
    Impor.objects.filter(pk__in=[impor.pk for impor in old], status__in=waiting).update(status=StatusImpor.DIBATALKAN)
    return len(old)


def _forget(rows: Iterable[Impor]) -> None:
    for impor in rows:
        BarisImpor.objects.filter(impor=impor).delete()
        name, storage = impor.berkas.name, impor.berkas.storage
        Impor.objects.filter(pk=impor.pk).update(berkas="")
        if name:
            transaction.on_commit(partial(storage.delete, name))
