import pytest
from django.db import OperationalError, connection
from django.urls import reverse

URL = "/sehat/"


def test_says_the_database_answers_to_anybody(client, db):
    response = client.get(URL)
    assert (response.status_code, response.json()) == (200, {"status": "sehat", "basis_data": "terjangkau"})
    assert reverse("sehat") == URL


@pytest.mark.django_db(transaction=True)
def test_says_so_while_the_database_does_not_answer(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get(URL)
    assert (response.status_code, response.json()["basis_data"]) == (503, "tidak terjangkau")
    assert "connection refused" not in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_only_answers_questions(client, db, method):
    assert getattr(client, method)(URL).status_code == 405
