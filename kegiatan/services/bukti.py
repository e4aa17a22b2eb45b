"""Evidence: one row for one file of one person, no row without its file, no file without its row."""

import contextlib
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction

from ekinerja.errors import Refused
from kegiatan.berkas import Berkas
from kegiatan.models import Bukti, JenisBukti
from kegiatan.models.bukti import stored_name
from organisasi.models import Pegawai

_written: ContextVar[list[str] | None] = ContextVar("written", default=None)


@contextlib.contextmanager
def files_follow_rows() -> Iterator[None]:
    """Around a transaction: files written inside it whose rows did not stay are removed afterwards.

    The table is asked, not a hook: it knows of rolled back savepoints and refused commits alike.
    """
    written: list[str] = []
    token = _written.set(written)
    try:
        yield
    finally:
        _written.reset(token)
        if written:
            kept = set(Bukti.objects.filter(berkas__in=written).values_list("berkas", flat=True))
            for name in set(written) - kept:
                _storage().delete(name)


def keep_file(*, berkas: Berkas, by: Pegawai) -> Bukti:
    """Stores a checked file, or finds the same one of that person. Raises Refused when the disk does not take it."""
    same = Bukti.objects.of(by).same_file(berkas.sha256)
    if same is not None:
        return same
    name = stored_name(None, berkas.nama)
    try:
        name = _storage().save(name, ContentFile(berkas.isi))
    except OSError:
        with contextlib.suppress(OSError):
            _storage().delete(name)
        raise Refused(
            f"Berkas “{berkas.nama}” tidak dapat disimpan sekarang karena gangguan penyimpanan. "
            "Isian Anda masih ada di sini; pilih lagi berkasnya lalu coba beberapa saat lagi.",
            field="berkas",
        ) from None
    written = _written.get()
    if written is not None:
        written.append(name)
    return Bukti.objects.create(
        pemilik=by,
        jenis=JenisBukti.BERKAS,
        nama=berkas.nama,
        berkas=name,
        tipe=berkas.tipe,
        ukuran=len(berkas.isi),
        sha256=berkas.sha256,
    )


def keep_link(*, tautan: str, by: Pegawai) -> Bukti:
    """Stores a checked link, or finds the same one of the same person."""
    same = Bukti.objects.of(by).filter(tautan=tautan, jenis=JenisBukti.TAUTAN).first()
    return same or Bukti.objects.create(pemilik=by, jenis=JenisBukti.TAUTAN, nama=tautan[:255], tautan=tautan)


def discard_unused(ids: Iterable[int]) -> None:
    """Deletes those of these pieces of evidence that nothing shows any more; their files go once that is certain."""
    if not (ids := list(ids)):
        return
    unused = list(
        Bukti.objects.select_for_update(of=("self",)).filter(pk__in=Bukti.objects.filter(pk__in=ids).unused())
    )
    Bukti.objects.filter(pk__in=[bukti.pk for bukti in unused]).delete()
    for bukti in unused:
        if name := bukti.berkas.name:
            transaction.on_commit(partial(_storage().delete, name))


def _storage() -> Storage:
    return storages["default"]
