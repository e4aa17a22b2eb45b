"""Changing, resetting and issuing passwords, and what each does to sessions."""

import re
import threading

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from ekinerja.errors import NotAllowed
from organisasi.models import Pegawai
from organisasi.services import orang as services
from tests.factories import PASSWORD

NEW = "kebun raya di bukit 7"


@pytest.fixture(autouse=True)
def _no_remembered_mails():
    cache.clear()
    yield
    cache.clear()


def change(client: Client, new: str = NEW, *, old: str = PASSWORD, again: str | None = None):
    data = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return client.post(reverse("ganti_sandi"), data)


class TestChange:
    def test_keeps_this_session_and_ends_the_others(self, as_user, staf):
        here, elsewhere = as_user(staf), as_user(staf)
        assert change(here).url == reverse("beranda")
        assert here.get(reverse("ganti_sandi")).status_code == 200
        assert elsewhere.get(reverse("ganti_sandi")).status_code == 302
        staf.refresh_from_db()
        assert staf.check_password(NEW)

    @pytest.mark.parametrize(
        "weak",
        [
            "pendek",
            "199005052015051005",
            "19900505",
            "123456789012345",
            "password1234",
            "qwertyuiop12",
            "staf@example.test",
            "x" * 129,
            "x" * 1_000_000,
            "",
            PASSWORD,
        ],
    )
    def test_refuses_what_is_easily_guessed_or_too_long(self, as_user, staf, weak):
        assert change(as_user(staf), weak).status_code == 200
        staf.refresh_from_db()
        assert staf.check_password(PASSWORD)

    def test_refuses_a_wrong_present_password_and_two_that_differ(self, as_user, staf):
        assert "Sandi sekarang salah" in change(as_user(staf), old="bukan ini").content.decode()
        assert change(as_user(staf), again="lain sama sekali 9").status_code == 200
        staf.refresh_from_db()
        assert staf.check_password(PASSWORD)

    def test_a_session_found_open_is_no_place_to_guess_the_password(self, as_user, staf):
        thief, owner = as_user(staf), Client()
        statuses = [change(thief, old=f"tebakan {n}").status_code for n in range(6)]
        assert statuses == [200, 200, 200, 200, 429, 429]
        locked = change(thief)
        assert (locked.status_code, "dalam 15 menit" in locked.content.decode()) == (429, True)
        staf.refresh_from_db()
        assert staf.check_password(PASSWORD)
        sign_in = {"username": staf.nip, "password": PASSWORD}
        assert owner.post(reverse("masuk"), sign_in, REMOTE_ADDR="10.9.9.9").status_code == 302

    def test_a_wrong_guess_leaves_no_password_in_the_log_of_failures(self, as_user, staf):
        change(as_user(staf), old="nyaris benar 1")
        attempt = AccessAttempt.objects.get(username=staf.nip)
        assert "old_password" in attempt.post_data
        assert not any(text in attempt.post_data for text in ("nyaris benar 1", NEW))

    def test_a_changed_password_forgets_the_wrong_guesses_before_it(self, as_user, staf):
        client = as_user(staf)
        for old in ("salah 1", "salah 2", "salah 3", PASSWORD):
            change(client, old=old)
        assert not AccessAttempt.objects.exists()

    @pytest.mark.parametrize("strong", ["  kebun raya bukit  ", "🌴🌴🌴🌴 kelapa muda", "Ünïcode tujuh huruf"])
    def test_spaces_and_any_script_are_kept(self, as_user, staf, strong):
        change(as_user(staf), strong)
        staf.refresh_from_db()
        assert staf.check_password(strong)

    def test_shows_the_rules_beforehand(self, as_user, staf):
        Pegawai.objects.filter(pk=staf.pk).update(harus_ganti_sandi=True)
        assert "12" in as_user(staf).get(reverse("ganti_sandi")).content.decode()


class TestIssued:
    def test_works_once_and_must_be_replaced_before_anything_else(self, staf, admin):
        issued = services.issue_password(pegawai=staf, by=admin)
        client = Client()
        client.post(reverse("masuk"), {"username": staf.nip, "password": issued})
        for name in ("profil", "beranda"):
            assert client.get(reverse(name)).url == reverse("ganti_sandi")
        assert change(client, NEW, old=issued).status_code == 302
        assert client.get(reverse("ganti_sandi")).context["user"].harus_ganti_sandi is False

    def test_cannot_be_kept(self, as_user, staf, admin):
        issued = services.issue_password(pegawai=staf, by=admin)
        client = as_user(Pegawai.objects.get(pk=staf.pk))
        assert "harus lain" in change(client, issued, old=issued).content.decode()

    def test_ends_the_sessions_of_that_person(self, as_user, staf, admin):
        client = as_user(staf)
        services.issue_password(pegawai=staf, by=admin)
        assert client.get(reverse("ganti_sandi")).status_code == 302

    def test_reopens_an_account_that_was_guessed_at(self, staf, admin):
        for n in range(6):
            Client().post(reverse("masuk"), {"username": staf.nip, "password": f"tebakan {n}"})
        issued = services.issue_password(pegawai=staf, by=admin)
        assert Client().post(reverse("masuk"), {"username": staf.nip, "password": issued}).status_code == 302

    def test_is_random_and_long(self, staf, admin):
        issued = {services.issue_password(pegawai=staf, by=admin) for _ in range(20)}
        assert len(issued) == 20
        assert all(re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", one) for one in issued)

    @pytest.mark.parametrize(
        ("by", "to", "allowed"),
        [
            ("admin", "staf", True),
            ("admin", "kepala", True),
            ("super_admin", "admin", True),
            ("super_admin", "orang_luar", True),
            ("admin", "admin", False),
            ("super_admin", "super_admin", False),
            ("admin", "super_admin", False),
            ("admin", "orang_luar", False),
            ("admin_luar", "staf", False),
            ("kepala", "staf", False),
            ("staf", "rekan", False),
        ],
    )
    def test_is_given_by_the_admin_of_that_person_only(self, org, by, to, allowed):
        giver, receiver = getattr(org, by), getattr(org, to)
        if allowed:
            assert services.issue_password(pegawai=receiver, by=giver)
        else:
            with pytest.raises(NotAllowed):
                services.issue_password(pegawai=receiver, by=giver)
            receiver.refresh_from_db()
            assert receiver.check_password(PASSWORD)

    def test_is_not_given_to_an_inactive_account(self, staf, admin):
        staf.is_active = False
        with pytest.raises(NotAllowed):
            services.issue_password(pegawai=staf, by=admin)


def ask(email: str):
    response = Client().post(reverse("lupa_sandi"), {"email": email})
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(5)
    return response


def link_in(message: mail.EmailMessage) -> str:
    return re.search(r"https?://testserver(/\S+)", message.body)[1]


class TestForgotten:
    def test_a_link_by_mail_leads_to_a_new_password(self, staf):
        Pegawai.objects.filter(pk=staf.pk).update(harus_ganti_sandi=True)
        ask(staf.email)
        [message] = mail.outbox
        assert message.to == [staf.email]
        assert "Sandi baru" in message.subject
        client = Client()
        page = client.get(link_in(message), follow=True)
        client.post(page.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})
        staf.refresh_from_db()
        assert (staf.check_password(NEW), staf.harus_ganti_sandi) == (True, False)

    @pytest.mark.parametrize("email", ["staf@example.test", "nobody@example.test", "STAF@example.test", "x@y.zz"])
    def test_the_answer_never_tells_whether_an_address_is_known(self, staf, email):
        assert ask(email).url == reverse("lupa_sandi_terkirim")

    def test_no_mail_to_unknown_inactive_or_never_issued_accounts(self, staf, rekan):
        Pegawai.objects.filter(pk=staf.pk).update(is_active=False)
        Pegawai.objects.filter(pk=rekan.pk).update(email="rekan@example.test", password="!never")
        for email in (staf.email, "rekan@example.test", "nobody@example.test"):
            ask(email)
        assert mail.outbox == []

    def test_a_link_is_good_once(self, staf):
        ask(staf.email)
        link = link_in(mail.outbox[0])
        client = Client()
        page = client.get(link, follow=True)
        client.post(page.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})
        assert "tidak berlaku lagi" in Client().get(link, follow=True).content.decode()

    def test_a_link_is_good_for_three_hours(self, staf, hari_ini):
        ask(staf.email)
        hari_ini.shift(3 * 3600 + 60)
        page = Client().get(link_in(mail.outbox[0]), follow=True)
        assert "tidak berlaku lagi" in page.content.decode()

    def test_ones_token_does_not_open_another_account(self, staf, rekan):
        ask(staf.email)
        *_, token, _ = link_in(mail.outbox[0]).split("/")
        other = urlsafe_base64_encode(force_bytes(rekan.pk))
        assert default_token_generator.check_token(rekan, token) is False
        for wrong in (other, "x", "0"):
            page = Client().get(f"/lupa-sandi/{wrong}/{token}/", follow=True)
            assert "tidak berlaku lagi" in page.content.decode()

    def test_a_weak_new_password_is_refused_here_too(self, staf):
        ask(staf.email)
        client = Client()
        page = client.get(link_in(mail.outbox[0]), follow=True)
        client.post(page.request["PATH_INFO"], {"new_password1": staf.nip, "new_password2": staf.nip})
        staf.refresh_from_db()
        assert staf.check_password(PASSWORD)

    def test_a_forged_host_never_gets_into_the_mail(self, staf):
        response = Client().post(reverse("lupa_sandi"), {"email": staf.email}, headers={"host": "evil.example"})
        assert response.status_code == 400
        Client().post(reverse("lupa_sandi"), {"email": staf.email}, headers={"x-forwarded-host": "evil.example"})
        ask("nobody@example.test")
        assert ["evil" in message.body for message in mail.outbox] == [False]

    def test_asking_ten_times_sends_one_mail(self, staf):
        for _ in range(10):
            ask(staf.email)
        assert len(mail.outbox) == 1

    def test_a_mail_server_that_is_down_changes_nothing_for_the_page(self, staf, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        assert ask(staf.email).status_code == 302

    def test_line_breaks_in_the_address_are_refused(self, staf):
        assert ask("staf@example.test\nBcc: evil@example.test").status_code == 200
        assert mail.outbox == []
