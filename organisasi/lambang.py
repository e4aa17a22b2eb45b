"""The picture of a letterhead: opened as what its name says, made small, and written anew."""

import warnings
from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 2_000_000
MAX_PIXELS = 25_000_000
SIDE = 600
"""Its longer side once stored: three times what a printer shows in the 20 mm of a letterhead."""
SMALLEST = 40
# Pillow's own answer to half a picture depends on a global switch, which the PDF printer turns off when it is loaded.
_END = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}
_FORM = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
ACCEPT = ",".join(_FORM)


def read_lambang(upload: UploadedFile) -> bytes:
    """The picture as PNG, with nothing of the file but its pixels. Raises ValidationError, in Indonesian."""
    form = _FORM.get(PurePosixPath(upload.name or "").suffix.lower())
    if form is None:
        raise ValidationError("Pilih gambar PNG atau JPG.", code="type")
    if not upload.size or upload.size > MAX_BYTES:
        raise ValidationError("Gambar harus berisi dan paling besar 2 MB.", code="size")
    content = upload.read()
    if _END[form] not in content:
        raise ValidationError("Isinya bukan gambar yang sesuai namanya, atau terpotong.", code="content")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[form]) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise ValidationError("Gambar ini terlalu besar ukurannya; paling banyak 25 juta titik.")
                if min(image.size) < SMALLEST:
                    raise ValidationError("Gambar ini terlalu kecil untuk dicetak; sedikitnya 40 × 40 titik.")
                image.load()
                return _small_png(image)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError):
        raise ValidationError("Isinya bukan gambar yang sesuai namanya, atau rusak.", code="content") from None


def _small_png(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    # On white, as it is printed: what is transparent looks black in some readers of archival PDF.
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    paper.save(out, "PNG", optimize=True)
    return out.getvalue()
