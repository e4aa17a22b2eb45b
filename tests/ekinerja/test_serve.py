import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from ekinerja.antrean import is_worker_running
from tests.factories import make_instansi

MANAGE = Path(__file__).parents[2] / "manage.py"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def supervisor(transactional_db, port: int, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """`manage.py serve` on the test database, which is not empty, so that no demo is built; ready when this returns."""
    make_instansi()
    database = connection.settings_dict
    login = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}"
    environment = {
        **os.environ,
        "DEMO": "1",
        "DATABASE_URL": f"postgresql://{login}@:{database['PORT']}/{quote(database['NAME'])}",
        "PGHOST": database["HOST"],
        "EKINERJA_VAR": str(tmp_path),
    }
    process = subprocess.Popen(
        [sys.executable, MANAGE, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    else:
        pytest.fail(f"ended without being ready: {said}")
    yield process
    process.kill()
    process.communicate()
    # The flush after a test leaves the queue's tables: they are not Django's.
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sehat/", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def workers_of(supervisor: "subprocess.Popen[str]") -> set[int]:
    """The processes that work in the background; none where the system does not tell (no /proc)."""
    listed = Path(f"/proc/{supervisor.pid}/task/{supervisor.pid}/children")
    children = map(int, listed.read_text().split()) if listed.exists() else ()
    return {pid for pid in children if b"\0kerja\0" in Path(f"/proc/{pid}/cmdline").read_bytes()}


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_serves_until_told_to_stop_and_leaves_nothing_behind(supervisor, port: int, how: signal.Signals) -> None:
    assert answers(port)
    workers = workers_of(supervisor)
    supervisor.send_signal(how)
    assert supervisor.wait(timeout=15) == 0
    assert not answers(port)
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 40
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the children of a process from /proc")
def test_a_worker_runs_beside_the_web_server_and_is_begun_again_when_it_dies(supervisor, port: int) -> None:
    wait_for(is_worker_running)
    (first,) = workers_of(supervisor)
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: workers_of(supervisor) - {first})
    assert answers(port)


def test_a_taken_port_is_told_with_another_to_take(port: int) -> None:
    with socket.create_server(("127.0.0.1", port)), pytest.raises(CommandError, match=rf"make run PORT={port + 1}"):
        call_command("serve", port=str(port))


@pytest.mark.parametrize("nonsense", ["", "0", "65536", "delapan", "-1"])
def test_a_port_that_cannot_be_is_refused(nonsense: str) -> None:
    with pytest.raises(CommandError, match="PORT must be a whole number between 1 and 65535"):
        call_command("serve", port=nonsense)
