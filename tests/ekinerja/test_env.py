"""Environment values: read as what they are, or the start stops with the name of the variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from ekinerja.env import env_bool, env_database, env_int, env_list, env_required, env_str

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "ekinerja.example.go.id",
    "DATABASE_URL": "postgresql://ekinerja:sandi@db/ekinerja",
}


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", True), ("true", True), ("YES", True), (" on ", True), ("0", False), ("False", False), ("no", False),
     ("off", False)],
)  # fmt: skip
def test_a_switch(monkeypatch, text, value):
    monkeypatch.setenv("X", text)
    assert env_bool("X", not value) is value


@pytest.mark.parametrize("text", ["", "   "])
def test_empty_is_not_set(monkeypatch, text):
    monkeypatch.setenv("X", text)
    assert (env_bool("X", True), env_int("X", 5, minimum=0, maximum=9), env_str("X", "d"), env_list("X")) == (
        True,
        5,
        "d",
        [],
    )
    assert env_database("X") is None


@pytest.mark.parametrize("text", ["2", "ya", "tru", "-1"])
def test_a_switch_that_is_neither_stops_the_start(monkeypatch, text):
    monkeypatch.setenv("X", text)
    with pytest.raises(ImproperlyConfigured, match=r"^X must be one of"):
        env_bool("X", False)


@pytest.mark.parametrize("text", ["lima", "1.5", "1e3", "0x10", "-1", "10", "9" * 30])
def test_a_number_outside_its_range_stops_the_start(monkeypatch, text):
    monkeypatch.setenv("X", text)
    with pytest.raises(ImproperlyConfigured, match=r"^X must be"):
        env_int("X", 5, minimum=0, maximum=9)


def test_lists_and_texts_are_trimmed(monkeypatch):
    monkeypatch.setenv("X", " a.go.id , b.go.id,, ")
    assert env_list("X") == ["a.go.id", "b.go.id"]
    assert env_required("X", "") == "a.go.id , b.go.id,,"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p@db:5433/n", {"NAME": "n", "USER": "u", "PASSWORD": "p", "HOST": "db", "PORT": "5433"}),
        ("postgres://u@db/n", {"NAME": "n", "USER": "u", "PASSWORD": "", "HOST": "db", "PORT": ""}),
        ("postgresql://u:p%40%2F%3A@db/n", {"NAME": "n", "USER": "u", "PASSWORD": "p@/:", "HOST": "db", "PORT": ""}),
        ("postgresql:///n", {"NAME": "n", "USER": "", "PASSWORD": "", "HOST": "", "PORT": ""}),
    ],
)
def test_a_database_address(monkeypatch, url, expected):
    monkeypatch.setenv("X", url)
    assert env_database("X") == {"ENGINE": "django.db.backends.postgresql", **expected}


@pytest.mark.parametrize("url", ["sqlite:///x.db", "mysql://u@db/n", "postgresql://db", "n", "postgresql://db:abc/n"])
def test_a_database_address_that_is_none_stops_the_start(monkeypatch, url):
    monkeypatch.setenv("X", url)
    with pytest.raises(ImproperlyConfigured, match=r"^X "):
        env_database("X")


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    code = "from django.conf import settings; settings.DEBUG; print(settings.SESSION_COOKIE_NAME, settings.DEBUG)"
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "EKINERJA_VAR"}}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=clean | {"DJANGO_SETTINGS_MODULE": "ekinerja.settings"} | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("missing", PRODUCTION)
def test_production_does_not_start_without(missing):
    result = start(**{name: value for name, value in PRODUCTION.items() if name != missing})
    assert result.returncode != 0
    assert f"{missing} is not set" in result.stderr


def test_production_starts_with_safe_cookies_and_without_debug():
    assert start(**PRODUCTION).stdout.split() == ["__Host-sesi", "False"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEMO", "maybe"), ("DEBUG", "2"), ("BUKTI_MAX_BYTES", "5MB"), ("EMAIL_PORT", "0"), ("BEHIND_PROXY", "proxy")],
)
def test_nonsense_names_its_variable(name, value):
    result = start(**PRODUCTION, **{name: value})
    assert result.returncode != 0
    assert f"{name} must be" in result.stderr
