"""The cast, the same in every test, on a fixed day: Tuesday 10 March 2026, 09.00 WIB.

Pemerintah Kota Uji
  Sekretariat Daerah         sekda (JPT pratama)
    Dinas Kominfo            kepala (JPT pratama, PA)
      Bidang Data            penilai (administrator): staf, rekan (pelaksana), jf (Ahli Muda)
    Dinas Sosial             stranger (pelaksana), under kepala_lain
Pemerintah Kabupaten Lain    orang_luar, admin_luar
"""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from xdist.remote import Producer
from xdist.scheduler.loadfile import LoadFileScheduling

from organisasi.models import Pegawai
from organisasi.services import pekerjaan
from tests.factories import make_cast, wib


class FilesApart(LoadFileScheduling):
    """A file to a worker, for what it builds once, but the longest by its cases: each of these builds its own."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if "/test_pages.py::" in nodeid else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FilesApart | None:
    return FilesApart(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(autouse=True)
def hari_ini() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(wib(2026, 3, 10), tick=True) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def fast_settings(settings, tmp_path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MEDIA_ROOT = tmp_path / "berkas"


@pytest.fixture
def org(db) -> SimpleNamespace:
    """The whole cast and their units in one namespace; the fixtures below name its members."""
    return make_cast()


def _member(name: str) -> Callable[..., Pegawai]:
    @pytest.fixture(name=name)
    def member(org: SimpleNamespace) -> Pegawai:
        return getattr(org, name)

    return member


sekda = _member("sekda")
kepala = _member("kepala")
penilai = _member("penilai")
staf = _member("staf")
rekan = _member("rekan")
jf = _member("jf")
kepala_lain = _member("kepala_lain")
stranger = _member("stranger")
admin = _member("admin")
super_admin = _member("super_admin")
orang_luar = _member("orang_luar")
admin_luar = _member("admin_luar")


@pytest.fixture
def as_user() -> Callable[[Pegawai | None], Client]:
    """A browser of its own for each person: `as_user(staf).get(...)`; None is nobody signed in."""

    def client_for(pegawai: Pegawai | None) -> Client:
        client = Client()
        if pegawai is not None:
            client.force_login(pegawai, backend="organisasi.auth.NipBackend")
        return client

    return client_for


@pytest.fixture
def run_work() -> Callable[[], int]:
    """Does all that waits in the queue, here and now, also what is to wait a while yet; how many jobs there were."""

    def run() -> int:
        done = 0
        while job := ProcrastinateJob.objects.filter(status="todo", task_name=pekerjaan.JOB).order_by("pk").first():
            pekerjaan.perform(job.args["pekerjaan"], at=timezone.now())
            with connection.cursor() as cursor:
                # Not by the queue's own call: it is asynchronous, and Playwright has a loop running in this thread.
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.pk])
            done += 1
        return done

    return run
