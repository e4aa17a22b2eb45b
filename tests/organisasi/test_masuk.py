"""Signing in and out, and what slows down those who guess."""

import re
import threading
from datetime import timedelta

import pytest
from axes.models import AccessFailureLog
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisasi.auth import FAILURES_PER_HOUR, KNOWN_BROWSER_COOKIE, SIGN_IN_LOCK
from tests.factories import PASSWORD

MASUK = "/masuk/"


def sign_in(client: Client, nip: str, sandi: str = PASSWORD, *, ip: str = "10.0.0.1", **extra):
    return client.post(MASUK, {"username": nip, "password": sandi, **extra}, REMOTE_ADDR=ip)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def browser() -> Client:
    return Client()


def test_the_page_uses_the_guides_words(browser, db):
    page = browser.get(MASUK).content.decode()
    assert "SIGN IN" in page
    assert all(f">\n                {label}" in page or f"{label}<" in page for label in ("NIP", "Sandi"))


@pytest.mark.parametrize(
    "typed",
    [
        "199005052015051005",
        "19900505 201505 1 005",
        " 199005052015051005 ",
        "1990.0505.2015.05.1.005",
        "'199005052015051005",
        "19900505\u00a0201505\u00a01\u00a0005",
        "\u200b199005052015051005\ufeff",
        "１９９００５０５２０１５０５１００５",
    ],
)
def test_a_nip_may_be_typed_as_it_is_printed(browser, staf, typed):
    assert sign_in(browser, typed).url == reverse("beranda")
    assert signed_in(browser)


@pytest.mark.parametrize(
    "nip",
    ["", "abc", "19900505201505100", "1990050520150510055", "9" * 5000, "' OR 1=1--", "\x00", "staf@example.test"],
)
def test_nonsense_is_refused_and_signs_nobody_in(browser, staf, nip):
    assert sign_in(browser, nip).status_code == 200
    assert not signed_in(browser)


def test_wrong_password_unknown_nip_and_inactive_account_look_the_same(browser, staf, rekan):
    type(rekan).objects.filter(pk=rekan.pk).update(is_active=False)

    def answer(nip: str, sandi: str) -> str:
        body = sign_in(Client(), nip, sandi).content.decode()
        return re.sub(r'value="[^"]*"', "", body)

    answers = {answer(staf.nip, "salah"), answer("199912312020011009", PASSWORD), answer(rekan.nip, PASSWORD)}
    assert len(answers) == 1
    assert "NIP atau sandi salah" in answers.pop()


def test_a_megabyte_of_password_is_not_hashed(browser, staf):
    assert "Sandi paling panjang" in sign_in(browser, staf.nip, "x" * 1_000_000).content.decode()
    assert not AccessFailureLog.objects.exists()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        r"/\evil.example",
        r"\\evil.example",
        "https:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "%09//evil.example/",
        "https://testserver@evil.example/",
        "HTTP://TESTSERVER.evil.example/",
        "data:text/html,x",
        "//testserver:80@evil.example",
    ],
)
def test_after_sign_in_nobody_is_sent_to_another_site(browser, staf, target):
    url = sign_in(browser, staf.nip, next=target).url
    assert signed_in(browser)
    assert url == reverse("beranda") or url.startswith("%09")


def test_after_sign_in_one_gets_the_page_asked_for(browser, staf):
    asked = browser.get(reverse("profil"))
    assert asked.url == f"{MASUK}?next=/profil/"
    assert sign_in(browser, staf.nip, next="/profil/").url == "/profil/"


def test_the_session_key_changes_at_sign_in(browser, staf):
    browser.session["planted"] = "1"
    session = browser.session
    session.save()
    before = session.session_key
    sign_in(browser, staf.nip)
    assert browser.session.session_key != before


def test_leaving_is_a_post_that_ends_the_session_and_clears_the_browser(as_user, staf):
    client = as_user(staf)
    assert client.get(reverse("keluar")).status_code == 405
    assert signed_in(client)
    response = client.post(reverse("keluar"))
    assert response.url == reverse("masuk")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in response["Cache-Control"]
    assert client.get(reverse("profil")).status_code == 302


def test_leaving_without_a_session_needs_no_sign_in(browser, db):
    assert browser.post(reverse("keluar")).url == reverse("masuk")


def test_leaving_needs_the_forms_token(staf):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staf, backend="organisasi.auth.NipBackend")
    assert client.post(reverse("keluar")).status_code == 403
    assert signed_in(client)


def test_pages_after_sign_in_are_not_kept_by_the_browser(as_user, staf):
    assert "no-store" in as_user(staf).get(reverse("profil"))["Cache-Control"]


def test_deactivating_an_account_ends_its_session_at_once(as_user, staf):
    client = as_user(staf)
    type(staf).objects.filter(pk=staf.pk).update(is_active=False)
    assert client.get(reverse("profil")).status_code == 302


class TestGuessing:
    def test_after_five_tries_from_one_address_even_the_right_password_waits(self, browser, staf, hari_ini):
        statuses = [sign_in(browser, staf.nip, f"tebakan {n}").status_code for n in range(6)]
        assert statuses == [200, 200, 200, 200, 429, 429]
        locked = sign_in(browser, staf.nip)
        assert (locked.status_code, signed_in(browser)) == (429, False)
        assert "dalam 15 menit" in locked.content.decode()
        assert 0 < int(locked["Retry-After"]) <= 900

        hari_ini.shift(timedelta(minutes=16))
        assert sign_in(browser, staf.nip).status_code == 302

    def test_a_refused_try_does_not_prolong_the_wait(self, browser, staf, hari_ini):
        for n in range(5):
            sign_in(browser, staf.nip, f"tebakan {n}")
        hari_ini.shift(timedelta(minutes=14))
        assert sign_in(browser, staf.nip, "lagi").status_code == 429
        hari_ini.shift(timedelta(minutes=2))
        assert sign_in(browser, staf.nip).status_code == 302

    def test_other_spellings_of_a_nip_do_not_give_more_tries(self, browser, staf):
        spellings = ["199005052015051005", "19900505 201505 1 005", "1990.05052015051005", " 199005052015051005"]
        statuses = [sign_in(browser, nip, "salah").status_code for nip in spellings * 2]
        assert statuses == [200] * 4 + [429] * 4

    def test_five_colleagues_behind_one_address_do_not_lock_each_other(self, org):
        for person in (org.staf, org.rekan, org.jf, org.penilai, org.kepala):
            sign_in(Client(), person.nip, "salah")
        assert sign_in(Client(), org.staf.nip).status_code == 302

    def test_spraying_from_fifty_addresses_gets_twenty_tries_an_hour(self, staf, hari_ini):
        for n in range(200):
            sign_in(Client(), staf.nip, f"tebakan {n}", ip=f"10.1.{n % 50}.1")
        assert AccessFailureLog.objects.filter(username=staf.nip).count() == FAILURES_PER_HOUR
        locked = sign_in(Client(), staf.nip, ip="10.9.9.9")
        assert locked.status_code == 429
        assert "dalam 60 menit" in locked.content.decode()

        hari_ini.shift(timedelta(minutes=61))
        assert sign_in(Client(), staf.nip, ip="10.9.9.9").status_code == 302

    def test_the_owner_still_gets_in_on_the_browser_he_used_before(self, browser, staf):
        sign_in(browser, staf.nip)
        browser.post(reverse("keluar"))
        for n in range(FAILURES_PER_HOUR):
            sign_in(Client(), staf.nip, "salah", ip=f"10.2.{n}.1")
        assert sign_in(Client(), staf.nip, ip="10.3.0.1").status_code == 429
        assert sign_in(browser, staf.nip).status_code == 302

    def test_the_mark_of_one_account_does_not_help_against_another(self, browser, staf, rekan):
        sign_in(browser, rekan.nip)
        browser.post(reverse("keluar"))
        for n in range(FAILURES_PER_HOUR):
            sign_in(Client(), staf.nip, "salah", ip=f"10.2.{n}.1")
        assert sign_in(browser, staf.nip).status_code == 429

    @pytest.mark.parametrize("mark", ["", "1", "a:b:c", "x" * 4000])
    def test_a_made_up_mark_does_not_help(self, browser, staf, mark):
        for n in range(FAILURES_PER_HOUR):
            sign_in(Client(), staf.nip, "salah", ip=f"10.2.{n}.1")
        browser.cookies[KNOWN_BROWSER_COOKIE] = mark
        assert sign_in(browser, staf.nip).status_code == 429

    def test_accounts_that_do_not_exist_are_slowed_alike(self, db):
        statuses = [sign_in(Client(), "199912312020011009", "salah").status_code for _ in range(6)]
        assert statuses == [200, 200, 200, 200, 429, 429]

    def test_behind_a_proxy_the_senders_own_word_about_his_address_is_not_believed(self, staf, settings):
        settings.BEHIND_PROXY = True
        for n in range(5):
            Client().post(
                MASUK,
                {"username": staf.nip, "password": "salah"},
                headers={"X-Forwarded-For": f"1.2.3.{n}, 10.7.7.7"},
            )
        assert set(AccessFailureLog.objects.values_list("ip_address", flat=True)) == {"10.7.7.7"}


@pytest.mark.django_db(transaction=True)
def test_while_one_try_is_checked_a_second_for_that_account_is_refused(staf, rekan):
    """Fifty at once would all pass a count that none of them has moved yet."""
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [SIGN_IN_LOCK, staf.nip])
                held.set()
                release.wait(10)
        finally:
            connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert held.wait(10)
        assert sign_in(Client(), staf.nip).status_code == 429
        assert sign_in(Client(), rekan.nip).status_code == 302
    finally:
        release.set()
        holder.join()
    assert sign_in(Client(), staf.nip).status_code == 302


@pytest.fixture(autouse=True)
def _no_remembered_mails():
    cache.clear()
    yield
    cache.clear()


def test_the_clock_of_the_limits_is_the_applications(staf):
    sign_in(Client(), staf.nip, "salah")
    assert abs(AccessFailureLog.objects.get().attempt_time - timezone.now()) < timedelta(minutes=1)
