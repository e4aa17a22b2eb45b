"""What an uploaded file really is. A name and a header prove nothing, so each file is opened as what it says it is."""

import hashlib
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader

from ekinerja.forms import clean_text

NAMA_TERPANJANG = 255
MAX_PIXELS = 50_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TIPE = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".docx": _DOCX,
    ".xlsx": _XLSX,
}
# Pillow's own answer to half a picture depends on a global switch, which the PDF printer turns off when it is loaded.
_END = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}
GAMBAR = frozenset({"image/jpeg", "image/png"})
ACCEPT = ",".join(TIPE)


class NotAsNamed(Exception):
    """The content is not what the name says. The text says what is wrong with it."""


@dataclass(frozen=True)
class Berkas:
    """A file that was opened and found to be what its name says; an image without what its camera wrote into it."""

    nama: str
    tipe: str
    isi: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.isi).hexdigest()


def inspect(upload: UploadedFile) -> Berkas:
    """Reads and opens an upload. Raises ValidationError saying, in Indonesian, why it is not accepted."""
    nama = clean_name(upload.name or "")
    suffix = PurePosixPath(nama).suffix.lower()
    if suffix not in TIPE:
        raise ValidationError(f"Berkas “{nama}” tidak diterima. Pilih PDF, JPG, PNG, DOCX, atau XLSX.", code="type")
    if not upload.size:
        raise ValidationError(f"Berkas “{nama}” kosong (0 byte).", code="empty")
    if upload.size > settings.BUKTI_MAX_BYTES:
        raise ValidationError(
            f"Berkas “{nama}” berukuran {filesizeformat(upload.size)}; "
            f"paling besar {filesizeformat(settings.BUKTI_MAX_BYTES)}. Perkecil dahulu atau kirim tautannya.",
            code="size",
        )
    try:
        isi = _OPEN[TIPE[suffix]](upload.read())
    except NotAsNamed as reason:
        raise ValidationError(f"Berkas “{nama}” tidak diterima: {reason}", code="content") from None
    return Berkas(nama, TIPE[suffix], isi)


def clean_name(name: str) -> str:
    """The last part of the client's path as visible text, at most 255 characters with its ending kept."""
    path = PurePosixPath(clean_text(name).replace("\\", "/").rstrip("/")).name.lstrip(". ")
    suffix = PurePosixPath(path).suffix[:20]
    return (path.removesuffix(suffix)[: NAMA_TERPANJANG - len(suffix)] + suffix) or "tanpa nama"


def _open_pdf(content: bytes) -> bytes:
    if not content.startswith(b"%PDF-"):
        raise NotAsNamed("isinya bukan PDF.")
    if b"%%EOF" not in content[-2048:] or zipfile.is_zipfile(BytesIO(content)):
        raise NotAsNamed("PDF ini terpotong atau berisi berkas lain di belakangnya.")
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotAsNamed("PDF ini dikunci kata sandi. Simpan tanpa kata sandi dahulu.")
        if not reader.pages:
            raise NotAsNamed("PDF ini tidak berisi halaman.")
        active = _acts(reader)
    except NotAsNamed:
        raise
    except Exception:  # noqa: BLE001 - a broken PDF makes the reader raise nearly anything
        raise NotAsNamed("PDF ini rusak atau bukan PDF.") from None
    if active:
        raise NotAsNamed("PDF ini berisi skrip, perintah, atau berkas sisipan. Cetak ulang sebagai PDF biasa.")
    return content


def _acts(reader: PdfReader) -> bool:
    """Whether the document does something when opened: scripts, launches, embedded files."""
    root = reader.root_object
    names = root["/Names"].get_object() if "/Names" in root else {}
    opening = root["/OpenAction"].get_object() if "/OpenAction" in root else {}
    return (
        "/AA" in root
        or not {"/JavaScript", "/EmbeddedFiles"}.isdisjoint(names)
        or _commands(opening)
        or any(_page_acts(page) for page in reader.pages)
    )


def _page_acts(page: dict) -> bool:
    if "/AA" in page:
        return True
    notes = [note.get_object() for note in page.get("/Annots", {}).get_object() or ()] if "/Annots" in page else []
    return any("/AA" in note or _commands(note["/A"].get_object() if "/A" in note else {}) for note in notes)


def _commands(action: object) -> bool:
    return isinstance(action, dict) and action.get("/S") in {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}


def _open_image(form: str) -> Callable[[bytes], bytes]:
    """Loads every pixel and writes them anew: place, time and owner of the camera stay behind, and so does anything
    that was hidden after the picture."""

    def reencode(content: bytes) -> bytes:
        if _END[form] not in content:
            raise NotAsNamed("isinya bukan gambar yang sesuai namanya, atau terpotong.")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                with Image.open(BytesIO(content), formats=[form]) as image:
                    if image.width * image.height > MAX_PIXELS:
                        raise NotAsNamed("gambar ini terlalu besar ukurannya (lebih dari 50 juta titik).")
                    image.load()
                    upright = ImageOps.exif_transpose(image)
            return _write(upright, form)
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError):
            raise NotAsNamed("isinya bukan gambar yang sesuai namanya, atau rusak.") from None

    return reencode


def _write(image: Image.Image, form: str) -> bytes:
    out = BytesIO()
    if form == "JPEG":
        image.convert("RGB").save(out, "JPEG", quality=88, exif=b"")
    else:
        # A copy of the pixels only: text chunks of a PNG travel in `info`.
        image.info = {key: image.info[key] for key in ("transparency",) if key in image.info}
        image.save(out, "PNG")
    return out.getvalue()


def _open_office(main_part: str) -> Callable[[bytes], bytes]:
    def check(content: bytes) -> bytes:
        if not content.startswith(b"PK\x03\x04"):
            raise NotAsNamed("isinya bukan dokumen Office.")
        try:
            with zipfile.ZipFile(BytesIO(content)) as package:
                _check_package(package, main_part)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
            raise NotAsNamed("dokumen ini rusak atau dikunci.") from None
        return content

    return check


def _check_package(package: zipfile.ZipFile, main_part: str) -> None:
    entries = package.infolist()
    names = {entry.filename.lower() for entry in entries}
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise NotAsNamed("isinya terlalu besar bila dibuka.")
    if not {"[content_types].xml", main_part} <= names:
        raise NotAsNamed("isinya bukan dokumen yang sesuai namanya.")
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise NotAsNamed("dokumen ini rusak.")
    macro = b"macroenabled" in package.read("[Content_Types].xml").lower()
    if macro or any("vbaproject" in name or "/activex/" in name or "/embeddings/ole" in name for name in names):
        raise NotAsNamed("dokumen ini berisi makro atau objek sisipan. Simpan tanpa makro dahulu.")
    if package.testzip() is not None:
        raise NotAsNamed("dokumen ini rusak.")


_OPEN: dict[str, Callable[[bytes], bytes]] = {
    "application/pdf": _open_pdf,
    "image/jpeg": _open_image("JPEG"),
    "image/png": _open_image("PNG"),
    _DOCX: _open_office("word/document.xml"),
    _XLSX: _open_office("xl/workbook.xml"),
}
