"""Every address x every role x every method, against the policy; and what must never happen on any of them."""

import re
import uuid
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import cycle
from types import SimpleNamespace
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ekinerja import pdf
from kegiatan.models import KegiatanHarian
from kegiatan.workflow import StatusKegiatanHarian
from organisasi.models import EksporData, Pegawai
from tests.access.policy import POLICY
from tests.access.row import ROLES, Method, Row
from tests.access.world import build
from tests.factories import make_cast, wib

# Each test runs in a savepoint of its own inside the one transaction that holds the city.
pytestmark = pytest.mark.django_db

# The administration has a matrix of its own; the gallery is there only while DEBUG is on.
NOT_OURS = ("admin:", "galeri")
WRITING = ("INSERT", "UPDATE", "DELETE")
# A session is not a document, reading the sign-in page counts tries; reading another's appraisal, or the audit, and
# taking data out are logged.
BOOKKEEPING = (
    "django_session", "axes_", "penilaian_jejakbaca", "organisasi_pembacaanaudit", "organisasi_ekspordata",
)  # fmt: skip


def named_routes(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"
        else:
            yield from named_routes(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


@pytest.fixture(autouse=True)
def fast_settings() -> None:
    """The city's own settings hold for the whole module; its evidence files stay where they were put."""


@pytest.fixture(autouse=True)
def hari_ini() -> Iterator[time_machine.Traveller]:
    """The clock stands, so that a paper asked for twice is the same paper."""
    with time_machine.travel(wib(2026, 3, 10), tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="module", autouse=True)
def papers() -> Iterator[None]:
    """The same page is made a PDF once: ten kinds of nonsense in the query of a paper are mostly the same paper."""
    with mock.patch.object(pdf, "render_pdf", cache(pdf.render_pdf)):
        yield


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[SimpleNamespace]:
    """The cast, the world and a signed-in browser for each role: built once, since no test here keeps a change."""
    media = override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("berkas"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    with django_db_blocker.unblock(), time_machine.travel(wib(2026, 3, 10)), media, transaction.atomic():
        org = make_cast()
        yield SimpleNamespace(
            org=org,
            world=build(org),
            sessions={role: signed_in(getattr(org, role)).session.session_key for role in ROLES},
        )
        transaction.set_rollback(True)


def signed_in(pegawai: Pegawai, **options: bool) -> Client:
    client = Client(**options)
    client.force_login(pegawai, backend="organisasi.auth.NipBackend")
    return client


@pytest.fixture
def world(city: SimpleNamespace) -> SimpleNamespace:
    return city.world


@pytest.fixture
def clients(city: SimpleNamespace) -> dict[str, Client]:
    """A browser for each role, with its session: one test's sign-out is not the next one's."""
    browsers = {role: Client() for role in ROLES}
    for role, browser in browsers.items():
        browser.cookies[settings.SESSION_COOKIE_NAME] = city.sessions[role]
    return browsers


def test_every_route_is_in_the_policy_and_nothing_else_is() -> None:
    routes = {route for route in named_routes() if not route.startswith(NOT_OURS)}
    assert {row.route for row in POLICY} == routes


def verdict_of(response: HttpResponse) -> str:
    if response.status_code in {403, 404, 405}:
        return str(response.status_code)
    assert response.status_code < 500, response.status_code
    location = response.headers.get("Location", "")
    return "login" if location.startswith(reverse("masuk")) else "allowed"


def consume(response: HttpResponse) -> None:
    """Reads a streamed file to its end, which closes it."""
    if response.streaming:
        b"".join(response.streaming_content)


def expected(method: Method | None, role: str) -> set[str]:
    """A method that an address does not have: 405, unless the page has refused the person or his object before."""
    return {method.verdict(role)} if method else {"405", "404", "403"}


@pytest.mark.parametrize("row", POLICY, ids=lambda row: row.route)
def test_each_role_may_open_what_the_policy_says_and_a_get_changes_nothing(
    row: Row, world: SimpleNamespace, clients: dict[str, Client]
) -> None:
    """One answer tells whether the page opens, what it wrote, and how it may be kept."""
    url = reverse(row.route, kwargs=row.kwargs(world)) + row.query
    wrong = {}
    for role, client in clients.items():
        written: list[str] = []
        with transaction.atomic(), connection.execute_wrapper(partial(note_writing, written)):
            response = client.get(url)
            consume(response)
            transaction.set_rollback(True)
        if (got := verdict_of(response)) not in expected(row.get, role):
            wrong[role] = (got, response.status_code)
        if row.get:
            assert written == [], role
            check_headers(row, response)
    assert wrong == {}


def note_writing(written: list[str], execute: Callable, sql: str, *rest: object) -> object:
    """A wrapper of `connection.execute_wrapper`."""
    if sql.lstrip().startswith(WRITING) and not any(table in sql for table in BOOKKEEPING):
        written.append(sql)
    return execute(sql, *rest)


def check_headers(row: Row, response: HttpResponse) -> None:
    """The strict content policy, and nothing kept."""
    if response["Content-Type"] != "application/pdf":  # the browser's own page around a PDF has inline styles
        assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if not row.public:
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("row", POLICY, ids=lambda row: row.route)
def test_each_role_may_send_what_the_policy_says(row: Row, world: SimpleNamespace, clients: dict[str, Client]) -> None:
    url = reverse(row.route, kwargs=row.kwargs(world)) + row.query
    wrong = {}
    for role, client in clients.items():
        with transaction.atomic():
            response = client.post(url, row.data(world))
            consume(response)
            transaction.set_rollback(True)
        got = "allowed" if row.route == "keluar" else verdict_of(response)
        if got not in expected(row.post, role):
            wrong[role] = (got, response.status_code)
    assert wrong == {}


@pytest.mark.parametrize("row", POLICY, ids=lambda row: row.route)
def test_nobody_signed_in_is_sent_to_the_sign_in_page(row: Row, world: SimpleNamespace, clients) -> None:
    client = Client()
    url = reverse(row.route, kwargs=row.kwargs(world))
    for method in ("get", "post"):
        response = getattr(client, method)(url)
        if row.public:
            assert verdict_of(response) != "login"
        else:
            assert verdict_of(response) in {"login", "405"}, method


@pytest.mark.parametrize("row", [row for row in POLICY if row.post and not row.public], ids=lambda row: row.route)
def test_a_post_without_the_forms_token_is_refused(row: Row, city: SimpleNamespace, clients) -> None:
    client = signed_in(city.org.staf, enforce_csrf_checks=True)
    world = city.world
    response = client.post(reverse(row.route, kwargs=row.kwargs(world)), row.data(world))
    assert response.status_code == 403


@pytest.mark.parametrize("row", POLICY, ids=lambda row: row.route)
def test_other_methods_do_nothing(row: Row, world: SimpleNamespace, clients: dict[str, Client]) -> None:
    url = reverse(row.route, kwargs=row.kwargs(world))
    for method in ("put", "delete", "patch", "trace"):
        assert getattr(clients["staf"], method)(url).status_code in {403, 404, 405}, method


SHEETS = ("spreadsheetml", "text/csv")
ASKED_FOR = {"ekspor": ("?format=csv", "?format=xlsx")}
"""What an address needs to answer with a file."""
NOT_TAKEN_HERE = frozenset({"impor_contoh", "pekerjaan_hasil"})
"""A sheet without data; and what the worker made, which was written down when it was made."""


def test_every_sheet_that_leaves_is_a_line_in_the_audit(world: SimpleNamespace, clients: dict[str, Client]) -> None:
    """Also the papers of many people; a paper of one person is in his own trail."""
    files = set()
    for row in POLICY:
        if row.get is None or row.public or row.route in NOT_TAKEN_HERE:
            continue
        for query in ASKED_FOR.get(row.route, (row.query,)):
            url = reverse(row.route, kwargs=row.kwargs(world)) + query
            role = next(role for role in ROLES[::-1] if role in row.get.allowed)
            with transaction.atomic():
                response = clients[role].get(url)
                consume(response)
                lines = list(EksporData.objects.values_list("alamat", "oleh__nip"))
                transaction.set_rollback(True)
            kind = response.headers.get("Content-Type", "")
            of_many = row.route.startswith("dashboard:") and kind == "application/pdf"
            if any(sheet in kind for sheet in SHEETS) or of_many:
                files.add(row.route)
                assert [alamat for alamat, _nip in lines] == [url], row.route
            else:
                assert lines == [], row.route
    assert len(files) >= 15, files


NONSENSE = ("abc", "0", "-1", "99999999999999999999", "2026'", "1e3", "None", "%00", "%F0%9F%98%80", "٣")
KEYS = (
    "tahun", "bulan", "tanggal", "page", "entri", "cari", "status", "jenis", "pegawai", "bawahan", "urut", "o",
    "target", "satuan", "mulai", "selesai", "tab", "next",
)  # fmt: skip


@pytest.mark.parametrize("row", [row for row in POLICY if row.get], ids=lambda row: row.route)
def test_nonsense_in_the_query_never_breaks_a_page(
    row: Row, world: SimpleNamespace, clients: dict[str, Client]
) -> None:
    url = reverse(row.route, kwargs=row.kwargs(world))
    for nonsense in NONSENSE:
        response = clients["penilai"].get(url + "?" + "&".join(f"{key}={nonsense}" for key in KEYS))
        consume(response)
        assert response.status_code < 500, nonsense


HOSTILE = ("9" * 5000, str(2**63), "²", "\u202e", "%\\_'\"", "x" * 100_000)
FIELD = re.compile(r'name="([a-z_][^"]*)"')
BUTTONS = ("saring", "cari", "setujui", "kembalikan")
SENT = {
    "alasan", "aksi", "anggota", "atasan", "bank", "dari", "id", "isi", "jabatan", "jawaban", "kepala", "ketua",
    "lampiran", "nip", "pegawai", "penerima", "pilih", "rhk", "skp", "terapkan", "unit", "uraian", "versi",
}  # fmt: skip


@pytest.mark.parametrize("row", [row for row in POLICY if row.post and not row.public], ids=lambda row: row.route)
def test_nonsense_in_a_form_never_breaks_a_page(row: Row, world: SimpleNamespace, clients: dict[str, Client]) -> None:
    url = reverse(row.route, kwargs=row.kwargs(world))
    role = next(role for role in ROLES if role in row.post.allowed)
    page = clients[role].get(url).content.decode() if row.get else ""
    names = {*FIELD.findall(page), *row.data(world), *SENT} - {"csrfmiddlewaretoken", "viewport"}
    for nonsense, button in zip(HOSTILE, cycle(BUTTONS)):
        data = {name: [nonsense, nonsense] for name in names} | {"token": uuid.uuid4(), "aksi": button}
        with transaction.atomic():
            response = clients[role].post(url, data)
            transaction.set_rollback(True)
        assert response.status_code < 500, (nonsense[:20], button)


# Forms that write no row of their own: a password, and a confirmation whose every repetition changes nothing.
WITHOUT_MARK = {
    "ganti_sandi", "skp:ambil_rhk", "skp:muat_ulang", "skp:salin_minta", "penilaian:rekan_cari",
    "penilaian:rekan_minta",
    "penilaian:rencana_aksi_ambil",
    # One code, one Plt at a time: the same sent twice is one. A move is judged by the parent its page showed.
    "unor_tambah", "penugasan_tambah", "unor_pindah",
    # One NIP, one person; and the change of many carries its token from the preview on.
    "pegawai_tambah", "pegawai_massal",
    # Settings of few, as in the administration: the same sent twice is the same, and of two the later one stands.
    "penilaian:libur_tambah", "penilaian:libur_ubah", "penilaian:pengaturan_evaluasi", "penilaian:pola_ubah",
    # Begins work that changes nothing; the same asked twice is one work.
    "ekspor",
}  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [row for row in POLICY if row.get and row.post and not row.public and row.route not in WITHOUT_MARK],
    ids=lambda row: row.route,
)
def test_every_create_form_has_a_token_and_every_edit_form_a_version(
    row: Row, world: SimpleNamespace, clients: dict[str, Client]
) -> None:
    if row.route == "penilaian:kualitas":
        # Quality is asked for only where an activity is graded.
        KegiatanHarian.objects.filter(pk=world.kegiatan.pk, tanggal=world.kegiatan.tanggal).update(
            status=StatusKegiatanHarian.DINILAI, nilai=90, dinilai_oleh=world.skp.penilai, dinilai_pada=wib(2026, 3, 10)
        )
    role = next(role for role in ("staf", "penilai", "rekan", "kepala", "admin") if role in row.post.allowed)
    page = clients[role].get(reverse(row.route, kwargs=row.kwargs(world))).content.decode()
    creating = ("tambah", "bagikan", "kalibrasi_buka", "kalibrasi_catat", "impor_unggah")
    mark = "token" if row.route.endswith(creating) else "versi"
    assert f'name="{mark}"' in page
