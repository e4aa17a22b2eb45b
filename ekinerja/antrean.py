"""Long work, done by a worker beside the web server: the one place that knows the queue (procrastinate, in PostgreSQL).

A task stands in `<app>/tasks.py`, which both the web and the worker import at their start:

    @work("ekspor_pegawai")
    def export(pekerjaan: Pekerjaan, kemajuan: Kemajuan) -> Hasil | None:
        for number, row in enumerate(rows, start=1):
            ...
            kemajuan(number, dari=total)
        return Hasil(nama="pegawai.xlsx", tipe=XLSX, isi=content)

and is begun by `organisasi.services.pekerjaan.start(tugas="ekspor_pegawai", ...)`. It decides its own transactions, and
may be run again from its start when a worker was killed in the middle: it is written so that this does no harm. The
row of its Pekerjaan is written through `kemajuan` alone.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from django.core.files import File
from django.db.models.functions import Now
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy, sql
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from ekinerja.rules import ALLOWED, Verdict

log = logging.getLogger(__name__)

HEARTBEAT = 5.0
"""Seconds between two signs of life of a worker."""
LOST = 60.0
"""A worker silent for this many seconds is taken for dead, and what it was doing is given to another."""


class Dibatalkan(Exception):
    """Raised by `kemajuan` in the middle of a task: nobody wants its end any more. Let it pass; write nothing else."""


class Dihentikan(Dibatalkan):
    """The worker is being stopped, or another has taken the work over: it is done again from the start elsewhere."""


class Kemajuan(Protocol):
    def __call__(self, n: int, /, dari: int | None = None, pesan: str = "") -> None:
        """`n` parts are done, of `dari` (kept from the call before); `pesan` is shown beside it.

        Cheap enough for every row: it is written at most once a second, in a transaction of its own, so that it shows
        while the task's is still open. Raises Dibatalkan when the person has cancelled.
        """


@dataclass(frozen=True)
class Hasil:
    """What a task leaves: a file to download, the page where its outcome stands, or both."""

    nama: str = ""
    tipe: str = "application/octet-stream"
    isi: "bytes | File[Any] | None" = None
    alamat: str = ""
    """A path within the application."""
    pesan: str = ""
    """One sentence about the outcome."""


@dataclass(frozen=True)
class Tugas:
    nama: str
    kerjakan: Callable[[Any, Kemajuan], Hasil | None]
    kunci: Callable[[Any], str]
    boleh: Callable[[Any], Verdict]


_on_djangos_connection = JobManager(DjangoConnector())

TUGAS: dict[str, Tugas] = {}
BERKALA: dict[str, Callable[[datetime], None]] = {}
"""What runs by the clock, by name."""


def work(
    nama: str,
    *,
    kunci: Callable[[Any], str] = lambda pekerjaan: f"pekerjaan:{pekerjaan.pk}",
    boleh: Callable[[Any], Verdict] = lambda pekerjaan: ALLOWED,
) -> Callable[[Callable[[Any, Kemajuan], Hasil | None]], Callable[[Any, Kemajuan], Hasil | None]]:
    """Registers a task. Works whose `kunci(pekerjaan)` is equal are done one after another, in the order asked for.

    `boleh(pekerjaan)` is asked when the work begins and when its file is fetched: who asked may have lost the right.
    """

    def register(
        function: Callable[[Any, Kemajuan], Hasil | None],
    ) -> Callable[[Any, Kemajuan], Hasil | None]:
        if nama in TUGAS:
            raise ValueError(f"two tasks are called {nama!r}")
        TUGAS[nama] = Tugas(nama, function, kunci, boleh)
        return function

    return register


def every(cron: str) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Runs a function by the clock, once however many workers there are: minute, hour, day, month, weekday, in UTC."""

    def register(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
        name = f"{function.__module__}.{function.__name__}"

        @app.periodic(cron=cron)
        @app.task(name=name, queueing_lock=name, lock=name, priority=-1)
        def run(timestamp: int) -> None:
            function(datetime.fromtimestamp(timestamp, tz=UTC))

        BERKALA[name] = function
        return function

    return register


def job(nama: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Registers what `defer(nama, ...)` calls, with its keywords and `stopping`: whether the worker is to end.

    An exception is a broken queue or database, not a failed task: it is tried again in half a minute.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        @app.task(name=nama, pass_context=True, retry=RetryStrategy(max_attempts=20, wait=30))
        def run(context: JobContext, **parameter: Any) -> None:
            function(stopping=context.should_abort, **parameter)

        return function

    return register


def defer(nama: str, *, kunci: str, setelah: timedelta = timedelta(), **parameter: Any) -> None:
    """Puts a job into the queue within the caller's transaction: rolled back with it, begun once it is committed."""
    later = timezone.now() + setelah if setelah else None
    # Not by the app: in a worker that has connections of its own, and a task may ask for other work.
    configure_task(name=nama, job_manager=_on_djangos_connection, lock=kunci, schedule_at=later).defer(**parameter)


def is_worker_running() -> bool:
    """Whether any worker has given a sign of life lately. One query."""
    from procrastinate.contrib.django.models import ProcrastinateWorker

    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=Now() - timedelta(seconds=LOST)).exists()


def forget_finished(*, hours: int) -> None:
    """Removes jobs that ended that long ago from the queue's tables."""
    # `JobManager.delete_old_jobs` says the same, but asynchronously only, and a task has a plain thread and connection.
    _on_djangos_connection.connector.execute_query(
        query=sql.queries["delete_old_jobs"],
        nb_hours=hours,
        queue=None,
        statuses=[status.value for status in (Status.SUCCEEDED, Status.FAILED, Status.CANCELLED, Status.ABORTED)],
    )


@dataclass
class Worker:
    """Does what waits, `concurrency` at a time, until the process is told to end (TERM, INT)."""

    concurrency: int
    heartbeat: float = HEARTBEAT
    lost: float = LOST

    def run(self) -> None:
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            asyncio.run(self._run())

    async def _run(self) -> None:
        async with app.open_async():
            rescuer = asyncio.create_task(self._rescue_for_ever())
            try:
                await app.run_worker_async(
                    concurrency=self.concurrency,
                    fetch_job_polling_interval=1.0,
                    update_heartbeat_interval=self.heartbeat,
                    stalled_worker_timeout=self.lost,
                    shutdown_graceful_timeout=0.5,
                    delete_jobs="successful",
                )
            finally:
                rescuer.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await rescuer

    async def _rescue_for_ever(self) -> None:
        """Not a job of the queue: it must not wait behind the work that occupies all workers."""
        while True:
            try:
                for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=self.lost):
                    log.warning("Job %s of a dead worker is given to another.", stalled.id)
                    await app.job_manager.retry_job(stalled)
            except ConnectorException:
                log.exception("The queue could not be searched for jobs of dead workers.")
            await asyncio.sleep(self.lost / 4)
