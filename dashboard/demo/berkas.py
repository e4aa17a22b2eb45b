"""Small real files to show as evidence: a one-page PDF and a PNG, made here, stored as an upload is."""

import hashlib
import io
import zlib

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from kegiatan.models import Bukti, JenisBukti
from organisasi.models import Pegawai

PDF, PNG = "application/pdf", "image/png"


def store(pemilik: Pegawai, nama: str, tipe: str, content: bytes) -> Bukti:
    """A Bukti, not yet in the database, whose file is on disk."""
    bukti = Bukti(
        pemilik=pemilik,
        jenis=JenisBukti.BERKAS,
        nama=nama,
        tipe=tipe,
        ukuran=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    bukti.berkas.save(nama, ContentFile(content), save=False)
    return bukti


def link(pemilik: Pegawai, nama: str, tautan: str) -> Bukti:
    return Bukti(pemilik=pemilik, jenis=JenisBukti.TAUTAN, nama=nama, tautan=tautan)


def pdf(lines: list[str]) -> bytes:
    """One A4 page with these lines in Helvetica; Latin text only."""
    text = b"".join(b"(%s) Tj T*\n" % _escape(line) for line in lines)
    stream = zlib.compress(b"BT /F1 12 Tf 72 770 Td 18 TL\n" + text + b"ET")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    return _assemble(objects)


def _assemble(objects: list[bytes]) -> bytes:
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def _escape(line: str) -> bytes:
    return line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def png(text: str) -> bytes:
    image = Image.new("RGB", (640, 360), (226, 232, 240))
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((20, 20, 619, 339), outline=(51, 65, 85), width=3)
    drawing.text((44, 160), text, fill=(30, 41, 59))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
