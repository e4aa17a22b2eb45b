"""The queue with real worker processes: killed, stopped, in turn."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja import antrean
from ekinerja.rules import ALLOWED
from organisasi.models import Pegawai, Pekerjaan, Pemberitahuan, StatusPekerjaan
from organisasi.services import pekerjaan as services
from tests.factories import make_instansi, make_pegawai, make_unit

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[2]
NAMES = ("uji_terbunuh", "uji_lama", "uji_antre", "uji_beranak", "uji_batas")
Start = Callable[..., "subprocess.Popen[bytes]"]


def wait_for(condition: Callable[[], object], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


@pytest.fixture
def orang(transactional_db) -> Pegawai:
    return make_pegawai("Staf", unit=make_unit(make_instansi(), "Bidang Data"), jabatan=None)


@pytest.fixture
def worker(transactional_db, tmp_path: Path, monkeypatch) -> Iterator[Start]:
    """Starts workers on the test database, which show signs of life often and are missed soon."""
    for name in NAMES:
        kunci = (lambda row: row.parameter["kunci"]) if name == "uji_antre" else (lambda row: f"pekerjaan:{row.pk}")
        monkeypatch.setitem(antrean.TUGAS, name, antrean.Tugas(name, lambda *_: None, kunci, lambda _: ALLOWED))
    database = connection.settings_dict
    login = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}"
    environment = {
        **os.environ,
        "DEMO": "1",
        "DATABASE_URL": f"postgresql://{login}@:{database['PORT']}/{quote(database['NAME'])}",
        "PGHOST": database["HOST"],
        "EKINERJA_VAR": str(tmp_path),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "DJANGO_SETTINGS_MODULE": "ekinerja.settings",
        "PYTHONPATH": str(ROOT),
    }
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> "subprocess.Popen[bytes]":
        script = str(ROOT / "tests/ekinerja/pekerja_uji.py")
        command = [sys.executable, script, str(tmp_path), "--detak", "0.2", "--hilang", "1.5", *arguments]
        started.append(subprocess.Popen(command, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
    # The flush after a test leaves the queue's tables: they are not Django's.
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def begin(tugas: str, by: Pegawai, **parameter: object) -> Pekerjaan:
    return services.start(tugas=tugas, judul=tugas, by=by, at=timezone.now(), parameter=parameter)


def stands(pekerjaan: Pekerjaan, status: StatusPekerjaan, **values: object) -> bool:
    return Pekerjaan.objects.filter(pk=pekerjaan.pk, status=status, **values).exists()


def results() -> int:
    return Pemberitahuan.objects.filter(teks="Baris hasil kerja").count()


def test_what_a_killed_worker_was_doing_is_finished_by_another_and_done_once(orang, worker) -> None:
    pekerjaan = begin("uji_terbunuh", orang)
    first = worker()
    # Its progress shows while its transaction is open, and what it wrote there does not.
    wait_for(lambda: stands(pekerjaan, StatusPekerjaan.BERJALAN, kemajuan=1, jumlah=2))
    assert results() == 0
    first.kill()
    first.wait()
    worker()
    wait_for(lambda: stands(pekerjaan, StatusPekerjaan.SELESAI))
    pekerjaan.refresh_from_db()
    assert pekerjaan.percobaan == 2
    assert results() == 1
    with pekerjaan.hasil.open() as content:
        assert content.read() == b"utuh"


def test_a_worker_told_to_stop_gives_its_work_back_at_once_and_it_counts_as_no_try(orang, worker, tmp_path) -> None:
    pekerjaan = begin("uji_lama", orang)
    first = worker()
    wait_for(lambda: stands(pekerjaan, StatusPekerjaan.BERJALAN, kemajuan=1))
    first.send_signal(signal.SIGTERM)
    assert first.wait(20) == 0
    assert stands(pekerjaan, StatusPekerjaan.MENUNGGU, percobaan=0)
    assert not antrean.is_worker_running()
    (tmp_path / "selesai").touch()
    worker()
    wait_for(lambda: stands(pekerjaan, StatusPekerjaan.SELESAI, percobaan=1))
    assert results() == 1


def test_cancelled_in_the_middle_it_stops_and_leaves_nothing(orang, worker) -> None:
    pekerjaan = begin("uji_lama", orang)
    worker()
    wait_for(lambda: stands(pekerjaan, StatusPekerjaan.BERJALAN, kemajuan=1))
    assert services.cancel(pekerjaan=pekerjaan, by=orang, at=timezone.now()).sedang_berhenti
    wait_for(lambda: stands(pekerjaan, StatusPekerjaan.DIBATALKAN, selesai_pada__isnull=False))
    assert results() == 0


def test_works_with_one_lock_are_done_one_after_another_and_others_pass_them(orang, worker, tmp_path) -> None:
    first, second, other = (
        begin("uji_antre", orang, kunci=kunci, berkas=berkas)
        for kunci, berkas in (("impor:1", "a"), ("impor:1", "b"), ("impor:2", "c"))
    )
    for name in ("b", "c"):
        (tmp_path / name).touch()
    worker("--serentak", "2")
    wait_for(lambda: stands(other, StatusPekerjaan.SELESAI))
    assert stands(first, StatusPekerjaan.BERJALAN)
    assert stands(second, StatusPekerjaan.MENUNGGU)
    (tmp_path / "a").touch()
    wait_for(lambda: stands(second, StatusPekerjaan.SELESAI))
    assert stands(first, StatusPekerjaan.SELESAI)


def test_asked_for_twice_at_the_same_moment_it_is_one(orang, worker) -> None:
    together = threading.Barrier(2)

    def ask(_: int) -> int:
        try:
            together.wait(20)
            with transaction.atomic():
                return begin("uji_batas", orang).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(ask, range(2))
    assert first == second
    assert jobs() == {"todo": 1}


def test_the_limits_of_the_worker_are_its_own(orang, worker) -> None:
    pekerjaan = begin("uji_batas", orang)
    assert not antrean.is_worker_running()
    worker()
    wait_for(lambda: stands(pekerjaan, StatusPekerjaan.SELESAI))
    pekerjaan.refresh_from_db()
    assert pekerjaan.pesan == "30min"
    assert antrean.is_worker_running()


def test_what_a_task_asks_for_begins_when_its_transaction_is_kept_and_not_before(orang, worker, tmp_path) -> None:
    parent = begin("uji_beranak", orang)
    worker("--serentak", "2")
    wait_for(lambda: stands(parent, StatusPekerjaan.BERJALAN, kemajuan=1))
    # Another work, asked for later, is through: a job that anybody could see would be as well.
    other = begin("uji_batas", orang)
    wait_for(lambda: stands(other, StatusPekerjaan.SELESAI))
    wait_for(lambda: jobs() == {"doing": 1})
    (tmp_path / "selesai").touch()
    wait_for(lambda: Pekerjaan.objects.filter(judul="anak", status=StatusPekerjaan.SELESAI).exists())
    assert not Pekerjaan.objects.filter(judul="dibatalkan").exists()


def jobs() -> dict[str, int]:
    return dict(ProcrastinateJob.objects.order_by().values_list("status").annotate(Count("pk")))


def test_what_runs_by_the_clock_does_its_work_in_the_worker(orang, worker) -> None:
    pekerjaan = begin("uji_batas", orang)
    Pekerjaan.objects.update(
        status=StatusPekerjaan.SELESAI, hasil="hasil/lama", selesai_pada=timezone.now() - timedelta(days=20)
    )
    queue.configure_task("organisasi.tasks.hapus_hasil_lama").defer(timestamp=int(timezone.now().timestamp()))
    worker()
    wait_for(lambda: stands(pekerjaan, StatusPekerjaan.SELESAI, hasil=""))
    wait_for(lambda: jobs() == {})
