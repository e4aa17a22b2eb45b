"""From the sheet's cells to rows that say what they would do: read, looked up, compared. Nothing is written here."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from ekinerja.errors import Refused
from organisasi.impor.jenis import Acuan, Baris, JenisImpor, Kolom, Tersimpan
from organisasi.impor.lembar import FARTHEST_HEADING, GABUNGAN, Lembar, Row, SelSalah
from organisasi.impor.nilai import as_text, folded
from organisasi.models import Tindakan

KESALAHAN = "Kesalahan"
"""The column that the file of failed rows adds; it is passed over when the file comes back."""
SUDAH_BERUBAH = "Data ini berubah sejak pratinjau dibuat; unggah berkasnya sekali lagi."


def read_headings(lembar: Lembar, jenis: JenisImpor) -> list[tuple[str, str]]:
    """Leaves `lembar` below its headings. Of each column: the field's name ("" for one passed over) and its heading.

    Raises Refused with everything that is wrong with them.
    """
    kolom = jenis.resource.kolom()
    known = _known(kolom)
    first: Row | None = None
    for row in islice(lembar.rows, FARTHEST_HEADING):
        if not any(as_text(cell) or isinstance(cell, SelSalah) for cell in row[1]):
            continue
        first = first or row
        if sum(folded(_heading(cell)) in known for cell in row[1]) >= _enough(kolom):
            return _check_headings(row, kolom, known)
    if first is None:
        raise Refused("Lembar ini kosong.", field="berkas")
    return _check_headings(first, kolom, known)


def places(headings: Sequence[str], jenis: JenisImpor) -> dict[str, int]:
    """Where in a row of the file each field stands."""
    known = _known(jenis.resource.kolom())
    return {known[folded(text)]: place for place, text in enumerate(headings) if folded(text) in known}


def _known(kolom: Mapping[str, Kolom]) -> dict[str, str]:
    return {folded(text): name for name, one in kolom.items() for text in (one.column_name, *one.alias)}


def _enough(kolom: Mapping[str, Kolom]) -> int:
    return max(1, sum(one.wajib for one in kolom.values()) // 2)


def _heading(cell: Any) -> str:
    return as_text(cell).rstrip("*").strip()


def _check_headings(row: Row, kolom: Mapping[str, Kolom], known: Mapping[str, str]) -> list[tuple[str, str]]:
    faults, found = [], []
    if GABUNGAN in row[1]:
        faults.append("baris judul memakai sel gabungan")
    for cell in row[1]:
        heading = _heading(cell)
        name = known.get(folded(heading), "")
        if name and any(name == other for other, _ in found):
            faults.append(f"kolom “{heading}” ada dua kali")
        if heading and not name and folded(heading) != folded(KESALAHAN):
            faults.append(f"kolom “{heading[:60]}” tidak dikenal{_suggestion(heading, kolom)}")
        found.append((name, heading))
    missing = [one.column_name for name, one in kolom.items() if one.wajib and name not in dict(found)]
    faults += [f"kolom “{heading}” tidak ada" for heading in missing]
    if faults:
        shown = "; ".join(faults[:20]) + (f"; dan {len(faults) - 20} hal lain" if len(faults) > 20 else "")
        raise Refused(
            f"Baris judul (baris {row[0]}) tidak sesuai: {shown}. Gunakan judul kolom seperti di template.",
            field="berkas",
        )
    return found


def _suggestion(heading: str, kolom: Mapping[str, Kolom]) -> str:
    by_text = {folded(one.column_name): one.column_name for one in kolom.values()}
    close = difflib.get_close_matches(folded(heading), by_text, n=1, cutoff=0.75)
    return f" (maksudnya “{by_text[close[0]]}”?)" if close else ""


def read_rows(lembar: Lembar, jenis: JenisImpor, found: Sequence[tuple[str, str]]) -> Iterator[Baris]:
    """The rows below the headings, each cell read by itself; without blank rows and the template's own example."""
    kolom = jenis.resource.kolom()
    columns = [(place, name, kolom[name].nilai, kolom[name].wajib) for place, (name, _) in enumerate(found) if name]
    example = [kolom[name].contoh if name else "" for name, _ in found]
    untitled = [place for place, (_, heading) in enumerate(found) if not heading]
    width = len(found)
    for nomor, cells in lembar.rows:
        asli = [as_text(cell) for cell in cells]
        if asli[:width] == example or (not any(asli) and not any(isinstance(cell, SelSalah) for cell in cells)):
            continue
        baris = Baris(nomor, asli[:width])
        if any(asli[width:]) or any(asli[place] for place in untitled if place < len(asli)):
            baris.salah("Ada isian di luar kolom yang berjudul.")
        present = len(cells)
        for place, name, nilai, wajib in columns:
            try:
                value = nilai.clean_cell(cells[place], asli[place]) if place < present else nilai.kosong
            except ValueError as error:
                baris.salah(str(error), name)
                continue
            if wajib and value in {None, ""}:
                baris.salah("Wajib diisi.", name)
            baris.isi[name] = value
        yield baris


def decide(rows: Sequence[Baris], jenis: JenisImpor, acuan: Acuan) -> None:
    """Looks rows up, compares them with what there is, and writes into each what it would do."""
    acuan.check(rows)
    sound = [row for row in rows if not row.galat]
    stored = acuan.stored(sound)
    kolom = jenis.resource.kolom()
    for row in sound:
        _compare(row, stored.get(row.kunci), kolom)
    acuan.check_changes([row for row in sound if row.tindakan in {Tindakan.BARU, Tindakan.UBAH}])
    for row in rows:
        if row.galat:
            row.tindakan, row.perubahan = Tindakan.SALAH, {}


def _compare(row: Baris, stored: Tersimpan | None, kolom: Mapping[str, Kolom]) -> None:
    row.isi.pop("_pk", None)
    for name, one in kolom.items():
        if one.tetap and row.isi.get(name, one.nilai.kosong) == one.nilai.kosong:
            if stored is not None:
                row.isi.pop(name, None)
            else:
                row.isi[name] = one.baku
    if stored is None:
        row.tindakan, row.perubahan = Tindakan.BARU, {}
        return
    row.isi["_pk"] = stored.pk
    row.perubahan = {
        name: [stored.nilai[name], value]
        for name, value in row.isi.items()
        if name in stored.nilai and not _same(stored.nilai[name], value)
    }
    row.tindakan = Tindakan.UBAH if row.perubahan else Tindakan.SAMA
    if row.perubahan and stored.tolak:
        row.salah(stored.tolak)


def _same(stored: Any, new: Any) -> bool:
    """Texts differ by what can be seen: what is stored may hold a double space or another way of writing an accent."""
    if stored == new or (stored in {None, ""} and new in {None, ""}):
        return True
    return isinstance(stored, str) and isinstance(new, str) and _seen(stored) == _seen(new)


def _seen(text: str) -> str:
    return " ".join(as_text(text).split())


def decide_again(row: Baris, before: tuple[str, dict[str, list[Any]]]) -> None:
    """Between preview and applying: a row that would now do something else is an error, one already done is not."""
    tindakan, perubahan = before
    if row.tindakan in {Tindakan.SALAH, Tindakan.SAMA}:
        return
    if row.tindakan != tindakan or row.perubahan != perubahan:
        row.salah(SUDAH_BERUBAH)
        row.tindakan, row.perubahan = Tindakan.SALAH, {}
