"""The letterhead, on papers and on the page where it is set."""

import base64
from typing import Any

from django import template

from organisasi.models import Instansi

register = template.Library()


@register.inclusion_tag("cetak/kop.html")
def kop(instansi: Instansi) -> dict[str, Any]:
    """On a paper: with the lambang inside it, since a paper loads nothing from elsewhere."""
    return {**letterhead(instansi), "lambang": _embedded(instansi)}


@register.simple_tag
def letterhead(instansi: Instansi) -> dict[str, Any]:
    """Its lines; the name once, where the first line says it already."""
    first = instansi.nama_kop.strip()
    kontak = [
        f"{label} {value}"
        for label, value in (("Telepon", instansi.telepon), ("Surel", instansi.surel), ("Laman", instansi.situs))
        if value
    ]
    return {
        "instansi": instansi,
        "pertama": first,
        "nama": "" if first.casefold() == instansi.nama.casefold() else instansi.nama,
        "kontak": kontak,
    }


def _embedded(instansi: Instansi) -> str:
    if not instansi.lambang:
        return ""
    try:
        with instansi.lambang.open("rb") as content:
            return f"data:image/png;base64,{base64.b64encode(content.read()).decode()}"
    except FileNotFoundError:
        return ""
