"""The rows of a table of statistics. As nodes of a template thousands of cells take four times as long."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dashboard.statistik import BarisTampil

register = template.Library()


@register.simple_tag
def statistik_rows(rows: Sequence[BarisTampil]) -> SafeString:
    """Without the end tags HTML does not ask for: in hundreds of rows they are many bytes.

    What is our own stands in the format itself: numbers, and addresses of keys and words. Names are escaped into it.
    """
    return format_html("\n".join(map(_shape, rows)), *(row.nama for row in rows))


def _shape(row: BarisTampil) -> str:
    name = f'<a href="{_attribute(row.alamat)}">{{}}</a>' if row.alamat else "{}"
    people = f'<a href="{_attribute(row.alamat_orang)}">{row.pegawai}</a>' if row.alamat_orang else row.pegawai
    return f'<tr><th scope="row">{name}<td>{people}<td>{"<td>".join(row.sel)}'


def _attribute(address: str) -> str:
    """An address of `dashboard.statistik`, whose query is percent-encoded: of all that HTML knows only "&" is in it."""
    return address.replace("&", "&amp;")
