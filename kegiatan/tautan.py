"""Links as evidence: shown to people, never fetched by the server."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

TERPANJANG = 500
# A name with a dot whose last part is letters: no address in digits however written, no name of this machine.
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.ASCII)
_INTERNAL = (".localhost", ".local", ".internal", ".lan", ".home", ".arpa")


def check_link(text: str) -> str:
    """The address if it may be kept. Raises ValidationError that says what is wrong.

    http and https to a named host: no user name before the host, no number as a host, no name of an internal machine,
    no letters that only look like others (punycode).
    """
    if len(text) > TERPANJANG:
        raise ValidationError(f"Tautan paling panjang {TERPANJANG} huruf.", code="length")
    if "\\" in text or any(ord(letter) <= 32 for letter in text):
        raise _refused(text, "tidak boleh berisi spasi atau garis miring terbalik")
    try:
        parts = urlsplit(text)
        host, _ = (parts.hostname or ""), parts.port
    except ValueError:
        raise _refused(text, "bukan alamat yang benar") from None
    if parts.scheme not in {"http", "https"}:
        raise _refused(text, "harus diawali https:// atau http://")
    if "@" in parts.netloc:
        raise _refused(text, "tidak boleh memuat nama pengguna atau sandi")
    if not _HOST.fullmatch(host) or host.endswith(_INTERNAL) or "xn--" in host:
        raise _refused(text, "harus menuju alamat situs yang umum, misalnya https://drive.google.com/…")
    return text


def _refused(text: str, reason: str) -> ValidationError:
    shown = text if len(text) <= 80 else f"{text[:80]}…"
    return ValidationError(f"Tautan “{shown}” {reason}.", code="link")
