"""Nobody loses a word to a session that ended while he typed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from skp.models import Skp

URL = "skp:tahunan_tambah"
HERE = {"Origin": "http://testserver"}
TYPED = {
    "tahun": "2027",
    "periode_mulai": "",
    "periode_selesai": "",
    "pendekatan": "KUANTITATIF",
    "token": "0e8b7b3e-6d3d-4c39-9d6c-0b8f6c6f3f11",
}


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


@pytest.fixture
def browser(staf) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staf, backend="organisasi.auth.NipBackend")
    return client


def test_a_form_sent_after_the_session_ended_can_be_sent_again(browser, staf):
    token = hidden_fields(browser.get(reverse(URL)).content.decode())["csrfmiddlewaretoken"]
    browser.session.flush()
    response = browser.post(reverse(URL), {**TYPED, "csrfmiddlewaretoken": token}, headers=HERE)
    assert response.status_code == 401
    kept = hidden_fields(response.content.decode())
    assert TYPED.items() <= kept.items()

    browser.force_login(staf, backend="organisasi.auth.NipBackend")
    again = browser.post(reverse(URL), kept, headers=HERE)
    kept = hidden_fields(again.content.decode()) if again.status_code == 403 else kept
    browser.post(reverse(URL), kept, headers=HERE)
    assert Skp.objects.filter(pegawai=staf, tahun=2027).count() == 1


def test_a_form_with_an_outdated_token_can_be_sent_again(browser, staf):
    browser.get(reverse(URL))
    response = browser.post(reverse(URL), {**TYPED, "csrfmiddlewaretoken": "x" * 64}, headers=HERE)
    assert response.status_code == 403
    browser.post(reverse(URL), hidden_fields(response.content.decode()), headers=HERE)
    assert Skp.objects.filter(pegawai=staf, tahun=2027).count() == 1


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Referer": "http://evil.example/"}])
def test_what_another_site_sends_is_never_shown(browser, headers):
    response = browser.post(reverse(URL), {"uraian": "kata orang lain"}, headers=headers)
    assert response.status_code == 403
    assert "kata orang lain" not in response.content.decode()


def test_a_password_is_never_put_into_the_page(client):
    typed = {"old_password": "rahasia-lama", "new_password1": "rahasia-baru", "catatan": "tetap"}
    page = client.post(reverse("ganti_sandi"), typed, headers=HERE).content.decode()
    assert "tetap" in page
    assert "rahasia" not in page


def test_markup_in_what_was_typed_stays_text(client):
    page = client.post(reverse(URL), {"uraian": '"><script>alert(1)</script>'}, headers=HERE).content.decode()
    assert "<script>alert" not in page


def test_a_reader_is_sent_to_the_sign_in_page(client):
    response = client.get(reverse(URL))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("masuk"))
