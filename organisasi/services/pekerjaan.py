"""Long work from the request to its result. The row is what the person sees; of the queue it knows `defer` alone."""

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pghistory
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from ekinerja.antrean import TUGAS, Dibatalkan, Dihentikan, Hasil, defer, forget_finished
from ekinerja.errors import Conflict, NotAllowed, Refused
from organisasi.models import Instansi, Pegawai, Pekerjaan, StatusPekerjaan
from organisasi.models.pekerjaan import FOLDER
from organisasi.pemberitahuan import notify, within_application
from organisasi.rules.pekerjaan import may_cancel, may_have_done, may_repeat

log = logging.getLogger(__name__)

JOB = "kerjakan"
"""The queue's name for doing the work of one row; organisasi/tasks.py registers it."""
JEDA = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5))
"""How long to wait before the second, third and fourth try; a fifth there is not."""
SIMPAN_HASIL = timedelta(days=14)
SIMPAN_TAK_BERTUAN = timedelta(days=1)
SIMPAN_ANTREAN_JAM = 7 * 24
WRITE_EVERY = 1.0
TELL_AFTER = timedelta(seconds=5)
"""Who waited less than this is still looking at the page, and is not told in the bell as well."""


def start(
    *,
    tugas: str,
    judul: str,
    by: Pegawai,
    at: datetime,
    instansi: Instansi | None = None,
    parameter: dict[str, Any] | None = None,
) -> Pekerjaan:
    """Asks the worker for a registered task, within the caller's transaction: rolled back with it.

    The same asked again by the same person before it has ended is answered with the one that waits or runs. `parameter`
    is JSON; a task reads nothing else, so it names keys of rows. Raises KeyError for a task nobody registered.
    """
    registered = TUGAS[tugas]
    values = {"oleh": by, "tugas": registered.nama, "parameter": parameter or {}}
    try:
        with transaction.atomic():
            pekerjaan = Pekerjaan.objects.create(**values, judul=judul[:200], instansi=instansi, dibuat_pada=at)
            _enqueue(pekerjaan)
    except IntegrityError:
        same = Pekerjaan.objects.unfinished().filter(**values).first()
        if same is None:
            raise
        return same
    return pekerjaan


def cancel(*, pekerjaan: Pekerjaan, by: Pegawai, at: datetime) -> Pekerjaan:
    """What waits never begins; what runs stops when its task next tells how far it is.

    Raises NotAllowed, IllegalTransition when it has ended.
    """
    may_cancel(by, pekerjaan).require()
    rows = Pekerjaan.objects.filter(pk=pekerjaan.pk)
    waiting = rows.filter(status=StatusPekerjaan.MENUNGGU)
    if not waiting.update(status=StatusPekerjaan.DIBATALKAN, selesai_pada=at) and not rows.filter(
        status=StatusPekerjaan.BERJALAN
    ).update(status=StatusPekerjaan.DIBATALKAN):
        may_cancel(by, rows.get()).require()
    return rows.get()


@transaction.atomic
def repeat(*, pekerjaan: Pekerjaan, by: Pegawai, at: datetime) -> Pekerjaan:
    """Failed work from its start again. Raises NotAllowed, IllegalTransition, Conflict when the same runs already."""
    may_repeat(by, pekerjaan).require()
    failed = Pekerjaan.objects.filter(pk=pekerjaan.pk, status=StatusPekerjaan.GAGAL)
    try:
        with transaction.atomic():
            changed = failed.update(
                status=StatusPekerjaan.MENUNGGU, percobaan=0, kemajuan=0, jumlah=None, pesan="",
                dibuat_pada=at, mulai_pada=None, selesai_pada=None,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict("Pekerjaan yang sama sudah diminta lagi dan belum selesai.") from error
    now = Pekerjaan.objects.get(pk=pekerjaan.pk)
    if changed:
        _enqueue(now)
    else:
        may_repeat(by, now).require()
    return now


def _enqueue(pekerjaan: Pekerjaan, *, setelah: timedelta = timedelta()) -> None:
    kunci = TUGAS[pekerjaan.tugas].kunci(pekerjaan) if pekerjaan.tugas in TUGAS else f"pekerjaan:{pekerjaan.pk}"
    defer(JOB, kunci=kunci, setelah=setelah, pekerjaan=pekerjaan.pk)


class RowProgress:
    """`kemajuan` of one try: writes into its row, and learns from the row whether the try is still wanted."""

    def __init__(self, pekerjaan: Pekerjaan, *, using: str, stopping: Callable[[], bool]) -> None:
        # Another try of the same work has another number: this one then ends, whoever was wrong about its death.
        self.mine = Pekerjaan.objects.using(using).filter(pk=pekerjaan.pk, percobaan=pekerjaan.percobaan)
        self.stopping = stopping
        self.done, self.pesan = 0, ""
        self.total: int | None = None
        self.written: float | None = None

    def __call__(self, n: int, /, dari: int | None = None, pesan: str = "") -> None:
        self.total = self.total if dari is None else dari
        self.done = n if self.total is None else min(n, self.total)
        self.pesan = pesan or self.pesan
        if self.stopping():
            raise Dihentikan
        if self.written is None or time.monotonic() - self.written >= WRITE_EVERY:
            self.written = time.monotonic()
            self._write()

    def _write(self) -> None:
        running = self.mine.filter(status=StatusPekerjaan.BERJALAN)
        if running.update(kemajuan=self.done, jumlah=self.total, pesan=self.pesan):
            return
        raise Dibatalkan if self.mine.filter(status=StatusPekerjaan.DIBATALKAN).exists() else Dihentikan


@contextlib.contextmanager
def own_connection() -> Iterator[str]:
    """The alias of a second connection for this thread, on which progress is committed beside a task's transaction."""
    alias = "kemajuan"
    connections[alias] = own = connections[DEFAULT_DB_ALIAS].copy(alias)
    try:
        yield alias
    finally:
        own.close()
        del connections[alias]


def perform(
    pk: int, *, at: datetime, progress_on: str = DEFAULT_DB_ALIAS, stopping: Callable[[], bool] = lambda: False
) -> None:
    """One try at the work of a row, by the worker. What goes wrong stands in the row; nothing is raised for it.

    Does nothing when the row has ended. Raises what the database says when not even that can be written.
    """
    pekerjaan = _claim(pk, at=at)
    if pekerjaan is None:
        return
    kemajuan = RowProgress(pekerjaan, using=progress_on, stopping=stopping)
    try:
        may_have_done(pekerjaan).require()
        with pghistory.context(user=pekerjaan.oleh_id, url=pekerjaan.get_absolute_url(), pekerjaan=pekerjaan.judul):
            hasil = TUGAS[pekerjaan.tugas].kerjakan(pekerjaan, kemajuan)
        _finish(pekerjaan, kemajuan, hasil or Hasil())
    except Dihentikan:
        _put_back(pekerjaan)
    except Dibatalkan:
        _mine(pekerjaan).update(status=StatusPekerjaan.DIBATALKAN, selesai_pada=timezone.now())
    except (Refused, NotAllowed) as refusal:
        _fail(pekerjaan, refusal.message)
    except Exception:
        log.exception("Pekerjaan %s (%s), try %s", pekerjaan.pk, pekerjaan.tugas, pekerjaan.percobaan)
        _drop_broken_connection()
        _try_later(pekerjaan)


def _drop_broken_connection() -> None:
    """Where the task has lost it, what is written next opens another."""
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _mine(pekerjaan: Pekerjaan) -> Any:
    return Pekerjaan.objects.filter(pk=pekerjaan.pk, percobaan=pekerjaan.percobaan)


def _claim(pk: int, *, at: datetime) -> Pekerjaan | None:
    """The row as this try's own; None when there is nothing left to do, or others died of it too often."""
    rows = Pekerjaan.objects.filter(pk=pk)
    # Cancelled while a worker ran it that was then killed: this is where it comes to rest.
    rows.filter(status=StatusPekerjaan.DIBATALKAN, selesai_pada=None).update(selesai_pada=at)
    if not rows.unfinished().update(
        status=StatusPekerjaan.BERJALAN, percobaan=F("percobaan") + 1, mulai_pada=Coalesce("mulai_pada", at),
        kemajuan=0, jumlah=None, pesan="",
    ):  # fmt: skip
        return None
    pekerjaan = rows.select_related("oleh__instansi", "instansi").get()
    if pekerjaan.percobaan > len(JEDA) + 1:
        log.error("Pekerjaan %s (%s) ended its worker each time", pekerjaan.pk, pekerjaan.tugas)
        _fail(pekerjaan, _disturbance(pekerjaan))
        return None
    return pekerjaan


def _finish(pekerjaan: Pekerjaan, kemajuan: RowProgress, hasil: Hasil) -> None:
    """Also where it was cancelled after the last word of the task: what was done is done, and said so."""
    if hasil.alamat and not within_application(hasil.alamat):
        raise ValueError(f"not a path within the application: {hasil.alamat!r}")
    now = timezone.now()
    with transaction.atomic():
        row = _mine(pekerjaan).select_for_update(of=("self",), no_key=True).first()
        if row is None:
            return
        if hasil.isi is not None:
            content = ContentFile(hasil.isi) if isinstance(hasil.isi, bytes) else File(hasil.isi)
            row.hasil.save(hasil.nama, content, save=False)
        row.nama_hasil, row.tipe_hasil = (hasil.nama, hasil.tipe) if hasil.isi is not None else ("", "")
        row.alamat, row.pesan = hasil.alamat, hasil.pesan
        row.jumlah = kemajuan.total
        row.kemajuan = kemajuan.done if kemajuan.total is None else kemajuan.total
        row.status, row.selesai_pada = StatusPekerjaan.SELESAI, now
        row.save()
        _tell(row, f"{row.judul}: selesai.")


def _fail(pekerjaan: Pekerjaan, pesan: str) -> None:
    with transaction.atomic():
        if _mine(pekerjaan).update(status=StatusPekerjaan.GAGAL, pesan=pesan, selesai_pada=timezone.now()):
            _tell(Pekerjaan.objects.get(pk=pekerjaan.pk), f"{pekerjaan.judul}: gagal.")


def _put_back(pekerjaan: Pekerjaan) -> None:
    """Stopped with its worker: the next one begins it anew, and it does not count as a try."""
    with transaction.atomic():
        running = _mine(pekerjaan).filter(status=StatusPekerjaan.BERJALAN)
        if running.update(status=StatusPekerjaan.MENUNGGU, percobaan=F("percobaan") - 1, kemajuan=0, jumlah=None):
            _enqueue(pekerjaan)


def _try_later(pekerjaan: Pekerjaan) -> None:
    if pekerjaan.percobaan > len(JEDA):
        _fail(pekerjaan, _disturbance(pekerjaan))
        return
    wait = JEDA[pekerjaan.percobaan - 1]
    with transaction.atomic():
        running = _mine(pekerjaan).filter(status=StatusPekerjaan.BERJALAN)
        if running.update(
            status=StatusPekerjaan.MENUNGGU, kemajuan=0, jumlah=None, pesan="Terjadi gangguan; pekerjaan dicoba lagi."
        ):
            _enqueue(pekerjaan, setelah=wait)


def _disturbance(pekerjaan: Pekerjaan) -> str:
    return (
        "Terjadi gangguan sehingga pekerjaan ini tidak dapat diselesaikan. Coba lagi nanti; bila tetap gagal, hubungi "
        f"admin dengan menyebut nomor pekerjaan {pekerjaan.pk}."
    )


def _tell(pekerjaan: Pekerjaan, teks: str) -> None:
    ended = pekerjaan.selesai_pada
    if ended is not None and ended - pekerjaan.dibuat_pada >= TELL_AFTER:
        notify([pekerjaan.oleh], teks, tautan=pekerjaan.get_absolute_url(), at=ended, by=None)


def remove_old(*, at: datetime) -> int:
    """Removes the files of works that ended 14 days ago, files of no work, and the queue's old rows; how many of the
    first."""
    old = Pekerjaan.objects.filter(selesai_pada__lt=at - SIMPAN_HASIL).exclude(hasil="")
    count = 0
    for pekerjaan in old.iterator():
        pekerjaan.hasil.delete(save=False)
        Pekerjaan.objects.filter(pk=pekerjaan.pk).update(hasil="")
        count += 1
    _remove_ownerless(at=at)
    forget_finished(hours=SIMPAN_ANTREAN_JAM)
    return count


def _remove_ownerless(*, at: datetime) -> None:
    """Files whose row was not written any more: the worker died between the two."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return
    owned = set(Pekerjaan.objects.exclude(hasil="").values_list("hasil", flat=True))
    for path in {f"{FOLDER}/{name}" for name in names} - owned:
        if default_storage.get_modified_time(path) < at - SIMPAN_TAK_BERTUAN:
            default_storage.delete(path)
