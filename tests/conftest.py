"""The cast, the same in every test, on a fixed day: Tuesday 10 March 2026, 09.00 WIB.

Pemerintah Kota Uji
  Sekretariat Daerah         sekda (JPT pratama)
    Dinas Kominfo            kepala (JPT pratama, PA)
      Bidang Data            penilai (administrator): staf, rekan (pelaksana), jf (Ahli Muda)
    Dinas Sosial             stranger (pelaksana), under kepala_lain
Pemerintah Kabupaten Lain    orang_luar, admin_luar
"""

import gc
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.template import Context, Template
from django.test import Client, TransactionTestCase
from django.utils import timezone
from django.utils.safestring import SafeString
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler.loadfile import LoadFileScheduling
from xdist.workermanage import WorkerController

from organisasi.models import Pegawai
from organisasi.services import pekerjaan
from tests import baseline
from tests.factories import make_cast, wib

LONGEST = (
    "tests/access/test_policy.py",
    "tests/browser/test_panduan_bkn.py",
    "tests/skp/test_rahasia.py",
    "tests/browser/test_panduan_evaluasi.py",
    "tests/penilaian/test_anonim.py",
    "tests/browser/test_components.py",
    "tests/penilaian/test_rekan.py",
    "tests/browser/test_penilaian.py",
    "tests/penilaian/test_evaluasi_keadaan.py",
)
"""By the CPU they take. Begun last, one of these would leave the other workers without work."""


class FilesApart(LoadFileScheduling):
    """A file to a worker, for what it builds once, but the longest by its cases: each of these builds its own."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        if longest := next((scope for scope in LONGEST if scope in self.workqueue), None):
            self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if "/test_pages.py::" in nodeid else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FilesApart | None:
    return FilesApart(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """After each test that commits, all is as migrations left it, for whichever test runs next."""
    with django_db_blocker.unblock():
        baseline.keep()
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", staticmethod(baseline.restore)):
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_alone_are_noted(django_test_environment: None) -> Iterator[None]:
    """Django notes for `response.context` each template that is rendered, and copies its context for that.

    Of a page's hundred parts, the component of each button among them, that took a third of its rendering. The page
    that a view renders is noted still, with all that the view gave it.
    """
    note = Template._render

    def render(template: Template, context: Context) -> SafeString:
        return note(template, context) if context.template is template else template.nodelist.render(context)

    with mock.patch.object(Template, "_render", render):
        yield


def pytest_collection_finish() -> None:
    """Ten thousand tests are a heap that nobody need look through again for cycles: a sixth of the time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


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


def signed_in(pegawai: Pegawai) -> str:
    """The key of a session as signing in leaves it, in four queries instead of seventeen."""
    session = SessionStore()
    session[SESSION_KEY] = str(pegawai.pk)
    session[BACKEND_SESSION_KEY] = "organisasi.auth.NipBackend"
    session[HASH_SESSION_KEY] = pegawai.get_session_auth_hash()
    session.save()
    return session.session_key


@pytest.fixture
def as_user() -> Callable[[Pegawai | None], Client]:
    """A browser of its own for each person: `as_user(staf).get(...)`; None is nobody signed in."""

    def client_for(pegawai: Pegawai | None) -> Client:
        client = Client()
        if pegawai is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = signed_in(pegawai)
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
