"""What every request passes: arrival, privacy, safety headers, and refusals turned into answers."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from ekinerja.errors import Conflict, NotAllowed, TooLate
from ekinerja.middleware import AnswerErrorsMiddleware, ArrivalMiddleware, back_to
from organisasi.middleware import client_ip
from organisasi.models import Pegawai

PAGES = RequestFactory()


def test_the_clock_is_read_when_a_request_arrives(hari_ini):
    request = PAGES.get("/")
    ArrivalMiddleware(lambda _: HttpResponse()).process_request(request)
    arrived = request.arrived_at
    hari_ini.shift(timedelta(minutes=5))
    assert request.arrived_at == arrived
    assert timezone.now() - arrived >= timedelta(minutes=5)


def answer(error: Exception, **data: str):
    request = PAGES.post("/skp/1/", data)
    request._messages = CookieStorage(request)
    return AnswerErrorsMiddleware(lambda _: HttpResponse()).process_exception(request, error), request


def test_a_missing_right_is_403_with_the_reason():
    response, _ = answer(NotAllowed("Hanya pejabat penilai yang dapat menyetujui."))
    assert response.status_code == 403
    assert "Hanya pejabat penilai" in response.content.decode()


@pytest.mark.parametrize("error", [TooLate("Batas waktu sudah lewat."), Conflict("Sudah disetujui orang lain.")])
def test_a_refusal_is_a_message_on_the_page_it_came_from(error):
    response, request = answer(error, next="/skp/1/")
    assert (response.status_code, response.url) == (302, "/skp/1/")
    assert [message.message for message in get_messages(request)] == [error.message]


def test_other_errors_are_left_alone():
    assert answer(ValueError("x"))[0] is None


@pytest.mark.parametrize(
    ("target", "referer", "goes"),
    [
        ("/skp/1/?tab=2", "", "/skp/1/?tab=2"),
        ("", "http://testserver/skp/2/?x=1", "/skp/2/?x=1"),
        ("", "http://evil.example/skp/2/", "beranda"),
        ("https://evil.example", "", "beranda"),
        ("//evil.example", "", "beranda"),
        ("///evil.example", "", "beranda"),
        (r"/\evil.example", "", "beranda"),
        ("javascript:alert(1)", "", "beranda"),
        ("\t//evil.example", "", "beranda"),
        ("skp/1/", "", "beranda"),
        ("", "http://testserver//evil.example", "beranda"),
        ("", "", "beranda"),
    ],
)
def test_the_way_back_stays_inside(target, referer, goes):
    assert back_to(PAGES.post("/x/", {"next": target}, headers={"referer": referer})) == goes


@pytest.mark.parametrize(
    ("behind", "forwarded", "ip"),
    [
        (False, "1.2.3.4", "127.0.0.1"),
        (True, "1.2.3.4", "1.2.3.4"),
        (True, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (True, " 1.2.3.4 ", "1.2.3.4"),
        (True, "", "127.0.0.1"),
    ],
)
def test_where_a_request_came_from(settings, behind, forwarded, ip):
    settings.BEHIND_PROXY = behind
    assert client_ip(PAGES.get("/", headers={"X-Forwarded-For": forwarded})) == ip


def test_every_page_carries_a_policy_without_anything_inline(client, db):
    response = client.get("/masuk/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/profil/", "/admin/", "/ganti-sandi/", "/tidak-ada/"])
def test_nothing_is_shown_before_sign_in(client, db, path):
    response = client.get(path)
    assert response.status_code in {302, 404}
    if response.status_code == 302:
        assert response.url.startswith(("/masuk/", "/admin/login/"))


@pytest.mark.parametrize(
    ("path", "opens"),
    [("/ganti-sandi/", True), ("/sehat/", True), ("/", False), ("/profil/", False), ("/admin/", False)],
)
def test_an_issued_password_opens_one_page(as_user, admin, path, opens):
    Pegawai.objects.filter(pk=admin.pk).update(harus_ganti_sandi=True)
    response = as_user(admin).get(path)
    assert (response.status_code == 200) is opens
    if not opens:
        assert response.url == "/ganti-sandi/"


def test_an_issued_password_lets_one_leave(as_user, staf):
    Pegawai.objects.filter(pk=staf.pk).update(harus_ganti_sandi=True)
    assert as_user(staf).post("/keluar/").url == "/masuk/"


def test_a_host_that_is_not_ours_is_refused(client, db):
    assert client.get("/masuk/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("address", ["/masuk/?next=%00", "/masuk/%00/"])
def test_a_nul_character_is_turned_away_before_any_page(client, address):
    response = client.get(address)
    assert response.status_code == 400
    assert "Permintaan" in response.content.decode()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "FOO"])
def test_methods_that_no_page_has_are_not_allowed(client, method):
    response = client.generic(method, "/masuk/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
