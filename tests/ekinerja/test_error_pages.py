"""The pages people see when something went wrong must not need what has gone wrong."""

import pytest
from django.db import InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.urls import get_resolver

from ekinerja.views import server_error


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "500.html", "503.html", "403_csrf.html"])
def test_an_error_page_needs_no_request_and_no_database(template):
    html = render_to_string(template)
    assert "Kembali ke Dashboard" in html
    assert "<form" not in html


def test_a_refusal_says_why():
    assert "Hanya pejabat penilai." in render_to_string("403.html", {"pesan": "Hanya pejabat penilai."})


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("gone"), 503), (InterfaceError("closed"), 503), (KeyError("bug"), 500)]
)
def test_a_missing_database_is_told_apart_from_a_fault(rf, error, status):
    try:
        raise error
    except type(error):
        response = server_error(rf.get("/"))
    assert response.status_code == status


def test_django_asks_our_own_page_when_something_breaks():
    assert get_resolver().resolve_error_handler(500) is server_error
