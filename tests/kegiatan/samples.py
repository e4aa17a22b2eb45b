"""Files made on the spot: good ones, and ones that lie."""

import zipfile
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.actions import JavaScript

CONTENT_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
HTML = b"<!doctype html><script>alert(1)</script>" + b" " * 3000
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def pdf(*, script: str = "", password: str = "", attached: bool = False) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if script:
        writer.add_open_action(JavaScript(script))
    if attached:
        writer.add_attachment("isi.exe", b"MZ")
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def image(form: str = "PNG", *, size: tuple[int, int] = (4, 4), mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, form, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that says who took it and where."""
    exif = Image.Exif()
    exif[0x013B] = "Siti Rahasia"
    exif.get_ifd(0x8825)[1] = "S"
    return image("JPEG", exif=exif)


def office(
    main: str = "word/document.xml", *, extra: dict[str, bytes] | None = None, types: bytes = CONTENT_TYPES
) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {"[Content_Types].xml": types, main: b"<x/>", **(extra or {})}.items():
            package.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    return office(extra={"word/media/besar.bin": b"\0" * (101 * 1024 * 1024)})


def many_entries() -> bytes:
    return office(extra={f"word/x{number}.xml": b"" for number in range(2001)})
