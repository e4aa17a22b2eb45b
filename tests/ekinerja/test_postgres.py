import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ekinerja import postgres
from ekinerja.postgres import Cluster, PostgresError

# A user of the cluster in `argv[1]`: says when it has joined, stays until its input ends.
USER = """
import sys
from ekinerja.postgres import FAST, Cluster
Cluster(sys.argv[1], FAST).start()
print("joined", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not pytest's own temporary folder: that one is closed to the account which the server runs as under root."""
    path = Path(tempfile.mkdtemp(prefix="ek-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    cluster = Cluster(folder / "pg", postgres.FAST)
    yield cluster
    cluster.stop()


@pytest.fixture
def start_user(cluster: Cluster) -> Iterator[Callable[[], "subprocess.Popen[str]"]]:
    users: list[subprocess.Popen[str]] = []

    def start() -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", USER, str(cluster.base)]
        users.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return users[-1]

    yield start
    for user in users:
        user.kill()
        user.communicate()
    wait_until(lambda: is_down(cluster))


def wait_until(condition: Callable[[], Any], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def is_down(cluster: Cluster) -> bool:
    """Whether server and guard have ended. A server that only refuses connections still has files to remove."""
    with open(cluster.base / "users") as users:
        return not cluster.running() and postgres._try_lock(users, fcntl.LOCK_EX)


def query(cluster: Cluster, sql: str, **changes: str) -> Any:
    entry = cluster.settings()
    login = {"host": entry["HOST"], "port": entry["PORT"], "user": entry["USER"], "password": entry["PASSWORD"]}
    with psycopg.connect(dbname=entry["NAME"], **{**login, **changes}, autocommit=True) as connection:
        found = connection.execute(sql)
        return found.fetchone()[0] if found.description else None


def postmaster(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def test_data_outlives_the_server(cluster: Cluster) -> None:
    cluster.start()
    query(cluster, "create table kept as select 7 as n")
    cluster.stop()
    assert not cluster.running()
    cluster.start()
    assert query(cluster, "select n from kept") == 7


def test_local_accounts_need_the_password_too(cluster: Cluster) -> None:
    cluster.start()
    assert cluster.secret.stat().st_mode & 0o077 == 0
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        query(cluster, "select 1", password="guessed")


def test_listens_on_no_network_address(cluster: Cluster) -> None:
    cluster.start()
    assert query(cluster, "show listen_addresses") == ""


def test_of_several_starters_one_starts_and_the_others_join(cluster: Cluster, start_user) -> None:
    for user in [start_user() for _ in range(3)]:
        assert user.stdout.readline() == "joined\n"
    assert cluster.log.read_text().count("database system is ready to accept connections") == 1


def test_the_server_stays_while_anybody_uses_it_and_goes_with_the_last(cluster: Cluster, start_user) -> None:
    first = start_user()
    first.stdout.readline()
    second = start_user()
    second.stdout.readline()
    first.kill()
    first.wait()
    assert query(cluster, "select 1") == 1
    second.kill()
    second.wait()
    wait_until(lambda: not (cluster.data / "postmaster.pid").exists())


def test_stop_leaves_the_server_to_its_other_users(cluster: Cluster, start_user) -> None:
    cluster.start()
    start_user().stdout.readline()
    cluster.stop()
    assert cluster.running()


def test_loses_nothing_when_the_server_is_killed(cluster: Cluster) -> None:
    cluster.options = ()
    cluster.start()
    query(cluster, "create table kept as select 7 as n")
    os.kill(postmaster(cluster), signal.SIGKILL)
    wait_until(lambda: not cluster.running())
    cluster.start()
    assert query(cluster, "select n from kept") == 7


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_the_server_does_not_outlive_its_guard(cluster: Cluster) -> None:
    cluster.start()
    cluster._guard.kill()
    cluster._guard.wait()
    wait_until(lambda: not (cluster.data / "postmaster.pid").exists())


def test_an_interrupted_first_start_is_made_anew(cluster: Cluster) -> None:
    half = cluster.base / "data.unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert query(cluster.start(), "select 1") == 1


def test_data_of_another_major_version_is_refused(cluster: Cluster) -> None:
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresError, match="was made by PostgreSQL 9"):
        cluster.start()


def test_a_start_that_fails_shows_the_servers_words(folder: Path) -> None:
    broken = Cluster(folder / "pg", ["-c", "no_such_setting=1"])
    with pytest.raises(PostgresError, match="no_such_setting"):
        broken.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as another account")
def test_root_is_told_which_folder_bars_the_way(folder: Path) -> None:
    closed = folder / "home"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresError, match=f"cannot enter {closed}"):
        Cluster(closed / "pg").start()


def test_a_deep_folder_gets_a_socket_path_that_is_short_enough(folder: Path) -> None:
    deep = Cluster(folder / ("d" * 120))
    assert len(os.fsencode(deep.sockets / ".s.PGSQL.5432")) < 104
    assert deep.sockets == Cluster(deep.base).sockets != Cluster(folder / ("e" * 120)).sockets


def test_a_socket_folder_of_somebody_else_is_refused(folder: Path, cluster: Cluster) -> None:
    cluster.base.mkdir()
    cluster.sockets.symlink_to(folder)
    with pytest.raises(PostgresError, match="belongs to another account"):
        cluster.start()


def test_binaries_come_from_the_environment_first(folder: Path) -> None:
    for name in ("postgres", "initdb"):
        (folder / name).touch()
    assert postgres.find_binaries({"EKINERJA_PG_BIN": str(folder)}) == folder
    assert postgres.find_binaries({}) != folder


def test_a_named_folder_without_binaries_is_refused(folder: Path) -> None:
    with pytest.raises(PostgresError, match=f"EKINERJA_PG_BIN is '{folder}'"):
        postgres.find_binaries({"EKINERJA_PG_BIN": str(folder)})


def test_a_system_server_serves_where_there_is_no_wheel(monkeypatch, folder: Path) -> None:
    for version in ("9", "15", "17"):
        programs = folder / version / "bin"
        programs.mkdir(parents=True)
        (programs / "initdb").touch()
        (programs / "postgres").write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.1 (Debian)'\n")
        (programs / "postgres").chmod(0o755)
    monkeypatch.setattr(postgres, "_wheel_binaries", lambda: iter(()))
    monkeypatch.setattr(postgres, "SYSTEM_FOLDERS", [f"{folder}/*/bin"])
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    assert postgres.find_binaries({}) == folder / "17" / "bin"


def test_no_server_anywhere_says_what_to_do(monkeypatch) -> None:
    monkeypatch.setattr(postgres, "_wheel_binaries", lambda: iter(()))
    monkeypatch.setattr(postgres, "_system_binaries", lambda: iter(()))
    with pytest.raises(PostgresError, match="EKINERJA_PG_BIN, or point DATABASE_URL"):
        postgres.find_binaries({})


@pytest.mark.parametrize(("environ", "options"), [({}, ()), ({"EKINERJA_PG_FAST": "1"}, postgres.FAST)])
def test_durability_is_given_up_only_on_request(folder: Path, environ: dict[str, str], options: tuple[str]) -> None:
    assert postgres.default_cluster(folder, environ).options == options
