"""What is accepted as evidence, as tables of verdicts."""

import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from kegiatan.berkas import clean_name, inspect
from kegiatan.tautan import check_link
from tests.kegiatan import samples

GOOD = {
    "surat.pdf": samples.pdf(),
    "SURAT.PDF": samples.pdf(),
    "foto.jpg": samples.image("JPEG"),
    "foto.jpeg": samples.image("JPEG", mode="CMYK"),
    "layar.png": samples.image("PNG", mode="RGBA"),
    "palet.png": samples.image("PNG", mode="P"),
    "titik.png": samples.image("PNG", size=(1, 1)),
    "laporan.docx": samples.office(),
    "data.xlsx": samples.office("xl/workbook.xml"),
}

BAD = {
    "kosong": ("kosong.pdf", b"", "kosong"),
    "html as pdf": ("a.pdf", samples.HTML, "bukan PDF"),
    "html behind a pdf header": ("a.pdf", b"%PDF-1.4\n" + samples.HTML, "terpotong"),
    "html between header and end": ("a.pdf", b"%PDF-1.4\n" + samples.HTML + b"\n%%EOF", "rusak"),
    "half a pdf": ("a.pdf", samples.pdf()[:200], "terpotong"),
    "pdf and zip in one": ("a.pdf", samples.pdf() + samples.office(), "terpotong"),
    "pdf with a script": ("a.pdf", samples.pdf(script="app.alert(1)"), "skrip"),
    "pdf with a file inside": ("a.pdf", samples.pdf(attached=True), "sisipan"),
    "pdf with a password": ("a.pdf", samples.pdf(password="rahasia"), "kata sandi"),
    "html as jpg": ("a.jpg", samples.HTML, "bukan gambar"),
    "svg as png": ("a.png", samples.SVG, "bukan gambar"),
    "png as jpg": ("a.jpg", samples.image("PNG"), "bukan gambar"),
    "gif as png": ("a.png", samples.image("GIF"), "bukan gambar"),
    "too many pixels": ("a.png", samples.image("PNG", size=(10_000, 5_001), mode="1"), "terlalu besar"),
    "any zip as docx": ("a.docx", samples.office("catatan.txt"), "sesuai namanya"),
    "xlsx as docx": ("a.docx", samples.office("xl/workbook.xml"), "sesuai namanya"),
    "docx with macros": ("a.docx", samples.office(extra={"word/vbaProject.bin": b"x"}), "makro"),
    "xlsm as xlsx": ("a.xlsx", samples.office("xl/workbook.xml", types=b"<x macroEnabled/>"), "makro"),
    "zip bomb": ("a.docx", samples.zip_bomb(), "terlalu besar"),
    "too many entries": ("a.docx", samples.many_entries(), "terlalu besar"),
    "climbing entry": ("a.docx", samples.office(extra={"../../etc/cron.d/x": b"x"}), "rusak"),
    "broken zip": ("a.docx", samples.office()[:60], "rusak"),
    "html before a zip": ("a.docx", samples.HTML + samples.office(), "bukan dokumen"),
    "exe": ("a.exe", b"MZ", "Pilih PDF"),
    "html named twice": ("surat.pdf.html", samples.HTML, "Pilih PDF"),
    "xlsm": ("a.xlsm", samples.office("xl/workbook.xml"), "Pilih PDF"),
    "heic": ("a.heic", b"x", "Pilih PDF"),
    "no ending": ("surat", samples.pdf(), "Pilih PDF"),
    "htaccess": (".htaccess", b"x", "Pilih PDF"),
}


def uploaded(nama: str, isi: bytes) -> SimpleUploadedFile:
    upload = SimpleUploadedFile("x", isi)
    upload._name = nama
    return upload


@pytest.mark.parametrize("nama", GOOD)
def test_a_file_that_is_what_it_says(nama):
    berkas = inspect(uploaded(nama, GOOD[nama]))
    assert berkas.nama == nama
    assert len(berkas.sha256) == 64


@pytest.mark.parametrize(("nama", "isi", "reason"), BAD.values(), ids=BAD.keys())
def test_a_file_that_is_not(nama, isi, reason):
    with pytest.raises(ValidationError, match=reason):
        inspect(uploaded(nama, isi))


@pytest.mark.parametrize("tolerant", [False, True])
@pytest.mark.parametrize(("nama", "form"), [("a.png", "PNG"), ("a.jpg", "JPEG")])
def test_half_a_picture_is_none_whatever_else_is_loaded(monkeypatch, tolerant, nama, form):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", tolerant)
    isi = samples.image(form, size=(200, 200))
    with pytest.raises(ValidationError, match="bukan gambar"):
        inspect(uploaded(nama, isi[: len(isi) * 9 // 10]))


def test_the_limit_is_exact_and_said(settings):
    isi = samples.pdf()
    settings.BUKTI_MAX_BYTES = len(isi)
    assert inspect(uploaded("a.pdf", isi)).isi == isi
    settings.BUKTI_MAX_BYTES = len(isi) - 1
    with pytest.raises(ValidationError, match=r"berukuran .* paling besar"):
        inspect(uploaded("a.pdf", isi))


@pytest.mark.parametrize("isi", [samples.photo_with_place(), samples.photo_with_place() + b"<script>alert(1)</script>"])
def test_a_photo_keeps_its_picture_and_loses_the_rest(isi):
    stored = inspect(uploaded("foto.jpg", isi)).isi
    with Image.open(BytesIO(stored)) as image:
        assert image.size == (4, 4)
        assert dict(image.getexif()) == {}
    assert b"Rahasia" not in stored
    assert b"<script>" not in stored


def test_a_turned_photo_is_stored_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = inspect(uploaded("foto.jpg", samples.image("JPEG", size=(8, 4), exif=exif))).isi
    with Image.open(BytesIO(stored)) as image:
        assert image.size == (4, 8)


def test_a_png_loses_its_texts():
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Author", "Siti Rahasia")
    assert b"Rahasia" not in inspect(uploaded("a.png", samples.image("PNG", pnginfo=texts))).isi


def test_a_bomb_is_small_when_it_arrives():
    """Else the size limit would have caught it, and the test above would prove nothing."""
    assert len(samples.zip_bomb()) < 1_000_000 < len(zlib.compress(samples.zip_bomb(), 0)) * 100


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\win.ini", "win.ini"),
        ("/etc/shadow.pdf", "shadow.pdf"),
        ("C:\\Dokumen\\SK 2026.pdf", "SK 2026.pdf"),
        (".htaccess", "htaccess"),
        ("...", "tanpa nama"),
        ("   ", "tanpa nama"),
        ("", "tanpa nama"),
        ("a" * 300 + ".pdf", "a" * 251 + ".pdf"),
        ("surat\u202efdp.exe", "suratfdp.exe"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ('"><img src=x>.pdf', '"><img src=x>.pdf'),
        ("%2e%2e%2fetc.pdf", "%2e%2e%2fetc.pdf"),
    ],
)
def test_names_are_only_words(sent, kept):
    assert clean_name(sent) == kept


@pytest.mark.parametrize(
    "link",
    [
        "https://drive.google.com/file/d/abc/view?usp=sharing",
        "http://www.sukamaju.go.id/berita/1",
        "https://1drv.ms/w/s!Abc",
        "https://contoh.go.id:8443/a",
    ],
)
def test_a_link_to_a_site(link):
    assert check_link(link) == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "ftp://contoh.go.id/a", "//contoh.go.id/a", "contoh.go.id/a", "https://", "https:///a",
        "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest", "http://2130706433/",
        "http://0x7f.1/", "http://127.1/", "http://localhost/", "http://server.localhost/", "http://db.internal/",
        "https://user:pw@contoh.go.id/", "https://contoh.go.id@jahat.example/", "http://evil\\@drive.google.com/",
        "https://contoh.go.id\\.jahat.example/", "https://contoh.go.id/a b", "https://contoh.go.id/\n",
        "https://xn--googl-fsa.com/", "https://gооgle.com/", "https://contoh.go.id:99999/", "https://contoh..go.id/",
        "https://contoh.go.id/" + "a" * 500,
    ],
)  # fmt: skip
def test_a_link_that_is_not_kept(link):
    with pytest.raises(ValidationError):
        check_link(link)
