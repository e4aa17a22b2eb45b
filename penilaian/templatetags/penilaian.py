"""What the appraisal pages need beside the components: grades and scores in colour, and explanations."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ekinerja.templatetags.komponen import badge
from kegiatan.models import KategoriHarian
from kegiatan.workflow import TONE as USULAN_TONE
from kegiatan.workflow import StatusUsulan
from penilaian.angka_kredit_penjelasan import kredit
from penilaian.models import Evaluasi, PenilaianPerilaku
from penilaian.rules.sesudah import keadaan
from penilaian.scoring.perka_bkn_1_2013 import Kategori
from penilaian.scoring.perka_bkn_1_2013_penjelasan import Langkah, dua_desimal
from penilaian.scoring.permenpanrb_6_2022 import CapaianOrganisasi, Predikat, Rating
from penilaian.tone import CAPAIAN_ORGANISASI_TONE, GRADE_TONE, KATEGORI_TONE, PREDIKAT_TONE, RATING_TONE
from skp.workflow import TONE, Status

register = template.Library()
register.filter(kredit)


@register.filter
def per_bagian(text: str) -> str:
    """A nomor keputusan may go on in the next line after each stroke, instead of in the middle of a number."""
    return format_html_join("", "{}<wbr>", ((part,) for part in re.findall(r"[^/]*/|[^/]+", text)))


@register.simple_tag
def grade_badge(nilai: int) -> SafeString:
    return badge(f"{KategoriHarian(nilai).label} {nilai}", GRADE_TONE[nilai])


@register.simple_tag
def rating_badge(value: str, empty: str = "Belum dinilai") -> SafeString:
    """A stored rating; `empty` says what none means."""
    return badge(Rating(value).label, RATING_TONE[Rating(value)]) if value else badge(empty)


@register.simple_tag
def predikat_badge(value: str, empty: str = "Belum ada") -> SafeString:
    return badge(Predikat(value).label, PREDIKAT_TONE[Predikat(value)]) if value else badge(empty)


@register.simple_tag
def capaian_organisasi_badge(value: str, empty: str = "Belum ditetapkan") -> SafeString:
    if not value:
        return badge(empty)
    return badge(CapaianOrganisasi(value).label, CAPAIAN_ORGANISASI_TONE[CapaianOrganisasi(value)])


@register.simple_tag
def keadaan_badge(evaluasi: Evaluasi, at: datetime) -> SafeString:
    """Where an evaluasi stands at an instant: one that its owner left unanswered is accepted by that."""
    found = keadaan(evaluasi, at)
    return badge(found.label, found.tone)


@register.filter
def kategori_tone(kategori: Kategori | None) -> str:
    return KATEGORI_TONE[kategori] if kategori else "netral"


@register.filter
def status_tone(status: str) -> str:
    return TONE[Status(status)]


@register.filter
def usulan_tone(status: str) -> str:
    return USULAN_TONE[StatusUsulan(status)]


@register.filter
def aspek_label(name: str) -> str:
    return PenilaianPerilaku._meta.get_field(name).verbose_name.title()


@register.filter
def skor(nilai: Any) -> str:
    """A score as it is printed: 76 -> 76,00; – where there is none, which Django passes on as "" behind a None."""
    return "–" if nilai in (None, "") else dua_desimal(nilai)


@register.filter
def bagian(lines: Iterable[Langkah], names: str) -> list[Langkah]:
    """The lines of some numbers only: `langkah|bagian:"waktu,biaya"`."""
    return [line for line in lines if line.bagian in names.split(",")]


@register.inclusion_tag("penilaian/langkah.html")
def langkah(lines: Iterable[Langkah], source: str = "") -> dict[str, Any]:
    """How a number came about, line by line, with the reason for each formula."""
    return {"lines": lines, "source": source}
