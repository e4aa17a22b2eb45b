import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections

from ekinerja.postgres import end_with_parent

DEMO_COMMAND = "bangun_demo"
DEMO_PASSWORD = "ekinerja-demo"
DEMO_ACCOUNTS = {
    "197001011995011001": "super admin",
    "198002022005012002": "admin instansi",
    "196806171993031001": "sekretaris daerah, penilai kepala dinas",
    "196903031994031003": "kepala dinas (JPT pratama, PA), dengan Matriks Peran Hasil",
    "197504042000041004": "kepala bidang (administrator), penilai dua orang berikut",
    "199005052015051005": "staf (pelaksana)",
    "198806062012062006": "JF Ahli Muda, ketua tim kerja",
    "198411092009012004": "admin instansi kabupaten, yang tidak memakai pengukuran bulanan",
    "197206181998032002": "kepala dinas kabupaten (JPT pratama)",
    "199312052019032005": "JF Ahli Pertama kabupaten",
}
WAIT_FOR_ANSWER = 60
WAIT_FOR_END = 5
LOOK_AFTER_WORKER = 0.5
RESTART_NO_SOONER_THAN = 3.0


class Command(BaseCommand):
    help = "Brings the database up to date, loads the demo city into an empty one, serves and works until Ctrl-C."
    # A system check here would run twice: `migrate` makes it too.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *, host: str, port: str, workers: int, **options: Any) -> None:
        address = (host, _port_number(port))
        _require_free(*address)
        # Ctrl-C by name as well: who starts this in the background hands down an ignored one.
        signal.signal(signal.SIGINT, _interrupt)
        signal.signal(signal.SIGTERM, _interrupt)
        signal.signal(signal.SIGHUP, _interrupt)
        try:
            self._prepare_database()
            with _web_server(*address, workers) as server:
                _wait_for_answer(server, *address)
                with BackgroundWorker() as worker:
                    self._welcome(*address)
                    while server.poll() is None:
                        worker.keep_alive()
                        time.sleep(LOOK_AFTER_WORKER)
            raise CommandError(
                f"The web server ended by itself (exit code {server.returncode}); its words stand above."
            )
        except KeyboardInterrupt:
            self.stdout.write("\nSelesai.")

    def _prepare_database(self) -> None:
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        if DEMO_COMMAND in get_commands() and not apps.get_model("organisasi", "Instansi").objects.exists():
            self.stdout.write("Building the demo city")
            call_command(DEMO_COMMAND)

    def _welcome(self, host: str, port: int) -> None:
        users = get_user_model()
        demo = users._default_manager.filter(**{f"{users.USERNAME_FIELD}__in": DEMO_ACCOUNTS}).exists()
        connections.close_all()
        lines = ["", f"E-Kinerja berjalan di  http://{_reachable(host)}:{port}/", ""]
        if demo:
            lines += [f"Akun contoh, semua dengan sandi  {DEMO_PASSWORD}", ""]
            lines += [f"    {nip}  {role}" for nip, role in DEMO_ACCOUNTS.items()]
            lines += [""]
        self.stdout.write("\n".join([*lines, "Ctrl-C menghentikannya. Data tersimpan untuk kali berikutnya."]))
        self.stdout.flush()


def _port_number(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 65_535:
        return int(text)
    raise CommandError(f"PORT must be a whole number between 1 and 65535, not {text!r}.")


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        # As gunicorn binds: a connection of the run before that is still closing is no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"{host}:{port} cannot be used ({error.strerror}). Name another port: make run PORT={port % 65_535 + 1}"
            ) from error


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@contextlib.contextmanager
def _web_server(host: str, port: int, workers: int) -> Iterator["subprocess.Popen[bytes]"]:
    options = ["--bind", f"{host}:{port}", "--workers", str(workers), "--worker-class", "gthread", "--threads", "4"]
    quiet = ["--no-control-socket", "--log-level", "warning", "--graceful-timeout", "3"]
    server = _start([sys.executable, "-m", "gunicorn", *options, *quiet, "ekinerja.wsgi"])
    try:
        yield server
    finally:
        _end(server)


class BackgroundWorker:
    """The process that does the long work (`manage.py kerja`), started again when it has ended by itself."""

    def __enter__(self) -> Self:
        self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        _end(self.process)

    def _begin(self) -> None:
        self.process = _start([sys.executable, str(settings.BASE_DIR / "manage.py"), "kerja"])
        self.begun = time.monotonic()

    def keep_alive(self) -> None:
        """Not over and over where it cannot live: no sooner than some seconds after it was last begun."""
        ended = self.process.poll() is not None
        if ended and time.monotonic() - self.begun > RESTART_NO_SOONER_THAN:
            self._begin()


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches it through this process alone, once
        preexec_fn=end_with_parent(signal.SIGTERM),
    )


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(WAIT_FOR_END)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _wait_for_answer(server: "subprocess.Popen[bytes]", host: str, port: int) -> None:
    """Return when /sehat/ answers 200; CommandError when the server ends or stays silent."""
    deadline = time.monotonic() + WAIT_FOR_ANSWER
    said = "nothing"
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://{_reachable(host)}:{port}/sehat/", timeout=5):
                return
        except urllib.error.HTTPError as error:
            said = f"{error.code} {error.reason}"
        except OSError as error:
            said = str(error)
        time.sleep(0.1)
    if server.poll() is not None:
        raise CommandError(f"The web server did not start (exit code {server.returncode}); its words stand above.")
    raise CommandError(f"The web server does not answer; /sehat/ last said: {said}.")


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in {"", "0.0.0.0"} else host
