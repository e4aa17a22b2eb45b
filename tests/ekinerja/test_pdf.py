"""The engine behind the papers: what it may load, what it does without its libraries, how a paper is answered."""

import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from ekinerja import pdf
from ekinerja.pdf import PaperFailed, PdfUnavailable, fetch_static, render_pdf


def html(body: str) -> str:
    return f'<!doctype html><html lang="id"><head><title>Uji</title></head><body>{body}</body></html>'


def text_of(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages)


def test_a_paper_is_an_archival_pdf_with_title_language_and_tags():
    reader = PdfReader(BytesIO(render_pdf(html("<p>Isi</p>"))))
    assert reader.metadata.title == "Uji"
    assert reader.root_object["/Lang"] == "id"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert b"pdfaid" in reader.root_object["/Metadata"].get_data()


def test_the_font_of_the_project_is_inside_the_paper():
    fonts = PdfReader(BytesIO(render_pdf(html("<p>Isi</p>")))).pages[0]["/Resources"]["/Font"].values()
    assert any("Source-Sans-3" in font.get_object()["/BaseFont"] for font in fonts)


@pytest.mark.parametrize(
    "name",
    ["Ma'ruf", "H. Ü", "Siti, S.T., M.Eng.", "محمد", "ᬓᬫᬶ", "👩🏽‍💻", "a\u0000b".replace("\u0000", "")],
)
def test_names_of_every_script_are_printed(name):
    assert render_pdf(html(f"<p>{name}</p>")).startswith(b"%PDF")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.test/a.css",
        "ftp://example.test/a",
        "data:text/css,p{}",
        "https://static.invalid.example.test/css/cetak.css",
        "https://static.invalid/../manage.py",
        "https://static.invalid/%2e%2e/manage.py",
        "https://static.invalid//etc/passwd",
        "https://static.invalid/css/tidak-ada.css",
        "https://static.invalid/",
    ],
)
def test_nothing_but_static_files_is_loaded(url):
    with pytest.raises(ValueError, match="static"):
        fetch_static(url)


def test_static_files_are_loaded_with_their_type():
    response = fetch_static("https://static.invalid/css/cetak.css")
    assert response.content_type == "text/css"
    assert b"@page" in response.read()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{url}">',
        '<link rel="stylesheet" href="{url}">',
        '<link rel="attachment" href="{url}">',
        '<a rel="attachment" href="{url}">x</a>',
        '<object data="{url}"></object>',
        "<style>@import url({url})</style>",
        '<p style="background: url({url})">x</p>',
        '<svg><image href="{url}"/></svg>',
    ],
)
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_even_markup_of_ours_embeds_no_file_and_asks_no_host(markup, scheme, tmp_path, monkeypatch):
    secret = tmp_path / "rahasia.txt"
    secret.write_text("RAHASIA")
    url = secret.as_uri() if scheme == "file" else "http://127.0.0.1:9/rahasia"
    asked = []
    monkeypatch.setattr("socket.socket.connect", lambda *args: asked.append(args))
    document = render_pdf(html(markup.format(url=url)))
    assert asked == []
    assert "/EmbeddedFiles" not in PdfReader(BytesIO(document)).root_object.get("/Names", {})
    assert "RAHASIA" not in text_of(document)


def test_a_fatal_error_of_the_engine_becomes_one_that_django_answers(monkeypatch):
    from weasyprint.urls import FatalURLFetchingError

    def fail(url):
        raise FatalURLFetchingError(url)

    monkeypatch.setattr(pdf, "fetch_static", fail)
    with pytest.raises(PaperFailed):
        render_pdf(html('<img src="https://static.invalid/x.png">'))


def test_without_the_libraries_the_reason_is_told(monkeypatch):
    class WithoutPango:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libgobject-2.0-0'")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])
    pdf._engine.cache_clear()
    with pytest.raises(PdfUnavailable, match="libgobject"):
        render_pdf(html("<p>Isi</p>"))
