"""Conventions of templates and static files that nobody should have to remember."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
FILES = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".svg", ".txt"})
PAGES = [path for path in FILES if path.suffix != ".txt"]
STYLES = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))

IN_MARKUP = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an inline event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "htmx code in an attribute": re.compile(r"\bhx-on|[\"']js:", re.IGNORECASE),
    "a <style> element": re.compile(r"<style\b", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a request to another host": re.compile(
        r"<(script|link|img|iframe|source)\b[^>]*(src|href)=[\"'](https?:)?//", re.IGNORECASE
    ),
}
IN_TAGS = {
    "the safe filter": re.compile(r"\|\s*safe(seq)?\b"),
    "autoescape off": re.compile(r"autoescape\s+off"),
}
# Django finds these by their names; those below admin/ and bootstrap5/ stand in for what an application brings.
NAMED_BY_DJANGO = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}


def name(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


@cache
def sources() -> str:
    python = [path for path in ROOT.glob("*/**/*.py") if path.parts[len(ROOT.parts)] not in {"tests", ".venv", "var"}]
    return "\n".join(path.read_text() for path in [*python, *FILES])


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_has_nothing_inline_and_escapes_everything(path):
    text = path.read_text()
    markup = re.sub(r"{%.*?%}", "", text)
    assert [what for what, pattern in IN_MARKUP.items() if pattern.search(markup)] == []
    assert [what for what, pattern in IN_TAGS.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_template_compiles(path):
    get_template(name(path))


@pytest.mark.parametrize("path", [path for path in FILES if "{% extends" in path.read_text()], ids=name)
def test_extends_comes_first_and_closing_blocks_are_named(path):
    text = path.read_text()
    assert text.startswith("{% extends ")
    assert not re.search(r"{%\s*endblock\s*%}", text) or all(
        "{% endblock" in line and "{% block" in line
        for line in text.splitlines()
        if re.search(r"{%\s*endblock\s*%}", line)
    )


def test_every_template_is_used():
    text = sources()
    unused = {
        name(path)
        for path in FILES
        if name(path) not in NAMED_BY_DJANGO
        and not name(path).startswith(("admin/", "bootstrap5/"))
        and not re.search(rf"[\"']{re.escape(name(path))}[\"']", text)
        and f"{path.parent.relative_to(TEMPLATES).as_posix()}/{{" not in text
        and not (path.parent.name == "components" and f'_render(context, "{path.stem}"' in text)
    }
    assert unused == set()


@pytest.mark.parametrize(
    "path", [path for path in FILES if "components" in path.parts and path.suffix == ".html"], ids=name
)
def test_a_component_opens_with_its_options(path):
    assert path.read_text().startswith("{% comment %}")


def test_every_stylesheet_is_imported_once_and_exists():
    imported = re.findall(r'@import url\("([^"]+)"\)', (STATIC / "css" / "ekinerja.css").read_text())
    own = sorted(url for url in imported if not url.startswith("../vendor/"))
    apart = {"ekinerja.css", *(path.name for path in STYLES if f"css/{path.name}" in sources())}
    assert own == sorted(path.name for path in STYLES if path.name not in apart)


def test_every_script_is_loaded():
    loaded = set(re.findall(r"js/(\w+\.js)", sources()))
    assert loaded == {path.name for path in SCRIPTS}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_stylesheet_asks_no_other_host_and_shouts_nowhere(path):
    text = path.read_text()
    assert not re.search(r"url\([\"']?(https?:)?//", text)
    assert "!important" not in text
