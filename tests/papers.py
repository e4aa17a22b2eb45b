"""Reading a printed paper back: what a test compares is the text a person would read."""

import re
from io import BytesIO

from pypdf import PageObject, PdfReader


def text_of(document: bytes) -> str:
    """The text of all pages, on one line with single spaces."""
    pages = PdfReader(BytesIO(document)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in the text one after another. Capitals by stylesheet are printed as capitals."""
    at = 0
    for part in parts:
        found = text.lower().find(part.lower(), at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def squeezed(text: str) -> str:
    """Without spaces: a cell breaks a long word wherever it must."""
    return re.sub(r"\s+", "", text)


def rightmost(page: PageObject) -> float:
    """Where the last line of text begins, in points from the left edge."""
    starts: list[float] = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: starts.append(cm[0] * tm[4] + cm[4]))
    return max(starts)
