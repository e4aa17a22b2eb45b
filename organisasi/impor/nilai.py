"""What a cell of a sheet means, and how a stored value is written into one.

Each kind of value is a widget of django-import-export with both directions: `clean` reads a cell (text, number, day or
truth as the reader gives it) into a value that fits into JSON, `render` writes that value into a cell. `stored` takes
what the database holds to the same JSON value, so that the two can be compared. `clean` raises ValueError with an
Indonesian sentence.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from import_export.widgets import Widget

from ekinerja.forms import DesimalField, JamField, TanggalField, clean_text, format_number
from organisasi.impor.lembar import SelSalah
from organisasi.nip import check_nip, normalize_nip

EXCEL_EPOCH = date(1899, 12, 30)
EARLIEST_SERIAL, LATEST_SERIAL = 2, 73_415  # 1 January 1900 and 31 December 2100
_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+", re.ASCII)
NIP_ANGKA = (
    "NIP tersimpan sebagai angka sehingga digit terakhirnya hilang. Format kolom NIP sebagai Teks (template sudah "
    "begitu), lalu ketik atau tempel ulang NIP-nya."
)


def as_text(cell: Any) -> str:
    """The cell as a person reads it, without what cannot be seen at its ends."""
    if isinstance(cell, str):
        if cell.isascii() and cell.isprintable():
            return cell.strip()
        return clean_text(cell.replace("\xa0", " "), multiline=True)
    if cell is None or isinstance(cell, SelSalah):
        return ""
    if isinstance(cell, bool):
        return "YA" if cell else "TIDAK"
    return _number_text(cell) if isinstance(cell, int | float | Decimal) else _clock_text(cell)


def _number_text(number: float | Decimal) -> str:
    if abs(number) >= 1e15:
        return repr(float(number))
    return format_number(Decimal(str(number))).replace(".", "")


def _clock_text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d-%m-%Y}" if cell.time() == time.min else f"{cell:%d-%m-%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    return f"{cell:%H:%M}" if isinstance(cell, time) else str(cell)


def folded(text: str) -> str:
    """For comparing what people type: without capitals, with single spaces."""
    return " ".join(text.casefold().split())


class Nilai(Widget):
    """`bantuan`: one sentence for the sheet of instructions. `kosong`: what an empty cell means in the database."""

    kosong: Any = ""
    plain = False
    """Whether the stored value is written into a sheet as it is."""
    lebar = 18

    def __init__(self, *, bantuan: str = "") -> None:
        super().__init__()
        self.bantuan = bantuan

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.clean_cell(value, as_text(value))

    def clean_cell(self, cell: Any, text: str) -> Any:
        """`clean` of a cell whose text is known."""
        if text:
            return self.read(cell, text)
        if isinstance(cell, SelSalah):
            raise ValueError(cell.alasan)
        return self.kosong

    def read(self, cell: Any, text: str) -> Any:
        raise NotImplementedError

    def stored(self, value: Any) -> Any:
        return value

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else value

    def cell(self, value: Any) -> Any:
        """What the database holds, as a sheet shows it."""
        return self.render(self.stored(value))

    def shown(self, value: Any) -> str:
        return as_text(self.render(value)) or "(kosong)"


class Teks(Nilai):
    plain = True
    lebar = 30

    def __init__(self, maximum: int, *, multiline: bool = False, bantuan: str = "") -> None:
        super().__init__(bantuan=bantuan or f"Teks, paling panjang {maximum} karakter.")
        self.maximum, self.multiline = maximum, multiline

    def read(self, cell: Any, text: str) -> str:
        text = text if self.multiline else " ".join(text.split())
        if len(text) > self.maximum:
            raise ValueError(f"Paling panjang {self.maximum} karakter; yang diisi {len(text)}.")
        return text


class Kode(Teks):
    """A key of its own: a number typed without quotes is the text it shows."""

    lebar = 16


class Rujukan(Teks):
    """The name of another row, which the kind looks up."""


class Nip(Nilai):
    """18 digits as text; what a spreadsheet made a number of is never repaired."""

    kosong = None
    plain = True
    lebar = 22

    def __init__(self, *, bantuan: str = "18 angka, sel berformat Teks. Spasi dan titik boleh ada.") -> None:
        super().__init__(bantuan=bantuan)

    def read(self, cell: Any, text: str) -> str:
        if isinstance(cell, int | float) or _SCIENTIFIC.fullmatch(text):
            raise ValueError(NIP_ANGKA)
        nip = normalize_nip(text)
        # The month of a PNS is checked by the kind, which knows the status.
        check_nip(nip, pppk=True)
        return nip


class Tanggal(Nilai):
    kosong = None
    lebar = 14

    def __init__(self, *, earliest: int = 2000, bantuan: str = "") -> None:
        super().__init__(bantuan=bantuan or "Tanggal, misalnya 21-11-2026 atau 21 November 2026.")
        self.field = TanggalField(earliest=earliest)
        # Thousands of rows have a few hundred different days.
        self._read_text = lru_cache(maxsize=4_096)(lambda text: _field_value(self.field, text).isoformat())

    def read(self, cell: Any, text: str) -> str:
        return self._read_text(self._day(cell, text))

    @staticmethod
    def _day(cell: Any, text: str) -> Any:
        if isinstance(cell, datetime):
            return f"{cell:%Y-%m-%d}"
        if isinstance(cell, date):
            return cell.isoformat()
        digits = isinstance(cell, str) and cell.strip().isdigit() and len(cell.strip()) == 5
        if digits or (isinstance(cell, int | float) and not isinstance(cell, bool)):
            serial = int(float(text) if digits else cell)
            if not EARLIEST_SERIAL <= serial <= LATEST_SERIAL:
                raise ValueError("Angka ini bukan tanggal. Tuliskan seperti 21-11-2026.")
            return (EXCEL_EPOCH + timedelta(days=serial)).isoformat()
        return text

    def stored(self, value: date | None) -> str | None:
        return value.isoformat() if value else None

    def cell(self, value: date | None) -> date | str:
        return value or ""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return date.fromisoformat(value) if isinstance(value, str) and value else value or ""


class Jam(Nilai):
    kosong = None
    lebar = 10

    def __init__(self, *, bantuan: str = "Jam, misalnya 07.30 atau 07:30.") -> None:
        super().__init__(bantuan=bantuan)
        self.field = JamField()

    def read(self, cell: Any, text: str) -> str:
        if isinstance(cell, datetime):
            cell = cell.time()
        if isinstance(cell, float) and 0 <= cell < 1:
            minutes = round(cell * 24 * 60)
            return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
        return f"{_field_value(self.field, cell if isinstance(cell, time) else text):%H:%M}"

    def stored(self, value: time | None) -> str | None:
        return f"{value:%H:%M}" if value else None


class Angka(Nilai):
    kosong = None
    lebar = 14

    def __init__(
        self, *, maximum: Decimal | int, minimum: Decimal | int = 0, places: int = 2, bantuan: str = ""
    ) -> None:
        super().__init__(bantuan=bantuan or f"Angka, paling banyak {places} desimal di belakang koma.")
        self.field = DesimalField(minimum=minimum, maximum=maximum, decimal_places=places)

    def read(self, cell: Any, text: str) -> str:
        if isinstance(cell, bool):
            raise ValueError("Tuliskan angka, misalnya 12 atau 12,5.")
        if isinstance(cell, int | float):
            # A number of the spreadsheet has one meaning; a typed "1.5" is asked back by the field.
            text = f"{Decimal(repr(cell)):f}".replace(".", ",")
            text = text.rstrip("0").rstrip(",") if "," in text else text
        number = _field_value(self.field, text)
        return decimal_text(number)

    def stored(self, value: Decimal | None) -> str | None:
        return None if value is None else decimal_text(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value in {None, ""} else Decimal(value)

    def shown(self, value: Any) -> str:
        return "(kosong)" if value in {None, ""} else format_number(Decimal(value))


def decimal_text(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Pilihan(Nilai):
    """One of a few words: the stored value or its label, as somebody would type it."""

    lebar = 24

    def __init__(
        self,
        choices: Mapping[str, str],
        *,
        kosong: Any = "",
        alias: Mapping[str, str] | None = None,
        tulis: Callable[[str], str] | None = None,
        bantuan: str = "",
    ) -> None:
        """`tulis`: what of a stored value a sheet shows, where it is not the label."""
        labels = {value: (tulis(value) if tulis else label) for value, label in choices.items() if value != ""}
        super().__init__(bantuan=bantuan or f"Salah satu dari: {', '.join(labels.values())}.")
        self.kosong, self.labels = kosong, labels
        self.known = {folded(typed): value for typed, value in (alias or {}).items()}
        for value, label in choices.items():
            self.known |= {folded(value): value, folded(str(label)): value, folded(labels.get(value, value)): value}

    def read(self, cell: Any, text: str) -> str:
        found = self.known.get(folded(text))
        if found is None:
            raise ValueError(f"“{text[:60]}” tidak dikenal. {self.bantuan}")
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.labels.get(value, "")


class YaTidak(Nilai):
    lebar = 10
    KNOWN = {
        "ya": True, "y": True, "yes": True, "true": True, "benar": True, "aktif": True, "1": True, "v": True,
        "tidak": False, "t": False, "no": False, "false": False, "salah": False, "nonaktif": False, "0": False,
    }  # fmt: skip

    def __init__(self, *, kosong: bool | None, bantuan: str = "YA atau TIDAK.") -> None:
        super().__init__(bantuan=bantuan)
        self.kosong = kosong

    def read(self, cell: Any, text: str) -> bool:
        found = self.KNOWN.get(folded(text))
        if found is None:
            raise ValueError("Tuliskan YA atau TIDAK.")
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else "YA" if value else "TIDAK"


class Surel(Nilai):
    plain = True
    lebar = 30
    _check = EmailValidator(message="Alamat surel ini tidak benar.")

    def __init__(self, *, bantuan: str = "Alamat surel, misalnya nama@instansi.go.id.") -> None:
        super().__init__(bantuan=bantuan)

    def read(self, cell: Any, text: str) -> str:
        if len(text) > 254:
            raise ValueError("Paling panjang 254 karakter.")
        try:
            self._check(text)
        except ValidationError as error:
            raise ValueError(error.messages[0]) from None
        return text


def _field_value(field: Any, value: Any) -> Any:
    try:
        return field.clean(value)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None
