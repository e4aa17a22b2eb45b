"""The indikator of an RHK as pages, papers and the checklist show them.

A measured target stands for an indikator of each aspek, so that nobody types "12 laporan" twice.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from ekinerja.forms import DesimalField, format_number
from ekinerja.prepared import AnyOf, prepared
from skp.models import Aspek, Indikator, Perspektif, RencanaHasilKerja, Satuan, SatuanWaktu, Skp


class BarisIndikator(NamedTuple):
    """A line as its form shows it: what the pendekatan and the bentuk do not ask for is empty.

    `aspek` and `perspektif` are labels. `indikator` is the stored row, None for a line of the measured target.
    """

    aspek: str
    uraian: str
    target: str
    perspektif: str
    indikator: Indikator | None
    kode: str = ""
    """Which line of its RHK this is, for good: the indikator's key, or the aspek of the measured target."""


def asked_fields(skp: Skp) -> tuple[str, ...]:
    """The fields of an indikator besides its text that this SKP's form asks for, all of them required.

    PermenPANRB 6/2022: kuantitatif has a target, with aspek for JA/JF and perspektif for JPT; kualitatif has the
    indikator only.
    """
    if not skp.kuantitatif:
        return ()
    return ("target", "perspektif") if skp.untuk_pimpinan else ("aspek", "target")


def asks_klasifikasi(skp: Skp) -> bool:
    return skp.instansi.evaluasi_periodik and skp.untuk_pimpinan


def indikator_lines(rhk: RencanaHasilKerja) -> list[BarisIndikator]:
    """The lines of an RHK in order: its own indikator, and those its measured target stands for.

    Own indikator of an aspek come before the measured target of that aspek. Where the form asks for no aspek, the
    measured target speaks only for an RHK without any indikator. `rhk` with skp, satuan and indikator loaded.
    """
    own, covered = _own_rows(rhk)
    asked = asked_fields(rhk.skp)
    lines = [_own(row, asked) for row in own]
    return lines + [_measured(rhk.skp, asked, *part) for part in measured_parts(rhk) if part[0] not in covered]


def line_codes(rhk: RencanaHasilKerja) -> list[str]:
    """`kode` of each of its `indikator_lines`, where only their number or identity counts: their words are dearer."""
    own, covered = _own_rows(rhk)
    return [str(row.pk) for row in own] + [aspek.value for aspek in measured_aspects(rhk) if aspek not in covered]


def _own_rows(rhk: RencanaHasilKerja) -> tuple[list[Indikator], set[str]]:
    """Its own indikator, and the aspek they leave nothing to say about to the measured target."""
    own = list(rhk.indikator.all()) if rhk.skp.instansi.evaluasi_periodik else []
    by_aspect = "aspek" in asked_fields(rhk.skp)
    return own, {row.aspek if by_aspect else aspek for row in own for aspek in Aspek}


def rhk_with_lines(skp: Iterable[Skp]) -> list[RencanaHasilKerja]:
    """The RHK of these SKP with all that `indikator_lines` reads. Two queries."""
    return _rhk_with_lines([row.pk for row in skp])


@prepared
def _rhk_with_lines(skp: list[int]) -> QuerySet[RencanaHasilKerja]:
    rows = RencanaHasilKerja.objects.filter(AnyOf("skp", skp)).select_related("satuan", "skp__instansi", "skp__jabatan")
    return rows.prefetch_related("indikator")


Line = tuple[int, str]
"""A line anywhere: primary key of its RHK, and `BarisIndikator.kode`."""


def lines_of(skp: Iterable[Skp]) -> dict[Line, BarisIndikator]:
    """Every line of these SKP as they are stored now. Two queries."""
    return {(row.pk, line.kode): line for row in rhk_with_lines(skp) for line in indikator_lines(row)}


def measured_aspects(rhk: RencanaHasilKerja) -> list[Aspek]:
    """What its measured target speaks of."""
    if not rhk.terukur:
        return []
    return [Aspek.KUANTITAS, Aspek.KUALITAS, Aspek.WAKTU, *([Aspek.BIAYA] if rhk.target_biaya else [])]


def measured_parts(rhk: RencanaHasilKerja) -> list[tuple[Aspek, str, str]]:
    """The measured target as aspek, indikator and target."""
    return [(aspek, *_words(rhk, aspek)) for aspek in measured_aspects(rhk)]


def _words(rhk: RencanaHasilKerja, aspek: Aspek) -> tuple[str, str]:
    if aspek == Aspek.KUANTITAS:
        return f"Jumlah {rhk.satuan}", f"{format_number(rhk.target_kuantitas)} {rhk.satuan}"
    if aspek == Aspek.KUALITAS:
        return "Kualitas hasil kerja", format_number(rhk.target_kualitas)
    if aspek == Aspek.WAKTU:
        return "Waktu penyelesaian", f"{format_number(rhk.target_waktu)} {rhk.get_satuan_waktu_display()}"
    return "Biaya", rupiah(rhk.target_biaya or Decimal(0))


def rupiah(amount: Decimal) -> str:
    return f"Rp{format_number(amount)}"


def _own(row: Indikator, asked: tuple[str, ...]) -> BarisIndikator:
    return BarisIndikator(
        aspek=row.get_aspek_display() if "aspek" in asked else "",
        uraian=row.uraian,
        target=row.target if "target" in asked else "",
        perspektif=row.get_perspektif_display() if "perspektif" in asked else "",
        indikator=row,
        kode=str(row.pk),
    )


def _measured(skp: Skp, asked: tuple[str, ...], aspek: Aspek, uraian: str, target: str) -> BarisIndikator:
    """Kualitatif has no column for a target; there it stands in the text."""
    perspektif = Perspektif.ANGGARAN.label if "perspektif" in asked and aspek == Aspek.BIAYA else ""
    return BarisIndikator(
        aspek=str(aspek.label) if "aspek" in asked else "",
        uraian=uraian if "target" in asked else f"{uraian}: {target}",
        target=target if "target" in asked else "",
        perspektif=str(perspektif),
        indikator=None,
        kode=aspek.value,
    )


# --- The other way round: a measured target out of what the indikator say -------------------------------------------

_AMOUNT = re.compile(r"(?P<angka>[0-9][0-9.,]*)\s*(?P<satuan>.*)", re.ASCII | re.DOTALL)
_ANGKA = DesimalField(maximum=Decimal(999_999))
_WAKTU = {unit.label.lower(): unit for unit in SatuanWaktu}


def read_measured(rhk: RencanaHasilKerja, satuan: Iterable[Satuan]) -> dict[str, Any]:
    """The fields of a measured target that the RHK's indikator already say: "12 laporan", "6 bulan", "100".

    `satuan` are those the SKP may use. Without a quantity in one of them: nothing. Time nobody named is the period.
    """
    known = {row.nama.lower(): row for row in satuan}
    found: dict[str, Any] = {}
    for indikator in rhk.indikator.all():
        amount, unit = _amount(indikator.target)
        if amount is None or amount <= 0:
            continue
        if unit in known:
            part = {"target_kuantitas": amount, "satuan": known[unit]}
        elif unit in _WAKTU:
            part = {"target_waktu": amount, "satuan_waktu": _WAKTU[unit].value}
        elif indikator.aspek == Aspek.KUALITAS and unit in {"", "%"} and amount <= 100:
            part = {"target_kualitas": amount}
        else:
            continue
        found = part | found
    if "target_kuantitas" not in found:
        return {}
    first, last = rhk.skp.periode_mulai, rhk.skp.periode_selesai
    whole = {"target_waktu": Decimal(last.month - first.month + 1), "satuan_waktu": SatuanWaktu.BULAN.value}
    return {"target_kualitas": Decimal(100)} | whole | found


def _amount(text: str) -> tuple[Decimal | None, str]:
    """ "1.500 berkas" as 1500 and "berkas"."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        return None, ""
    try:
        return _ANGKA.clean(match["angka"]), match["satuan"].strip().lower()
    except ValidationError:
        return None, ""
