"""Form fields that read Indonesian numbers, dates and times, and the two mixins every form that writes must have.

Django's own fields read "100.000" as 100 and "12/31/2025" month first, without an error.
"""

import re
import unicodedata
import uuid
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekinerja.errors import Refused

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
PILIHAN_BULAN = tuple(enumerate(BULAN, start=1))

# Python itself refuses to read thousands of digits as a number.
LONGEST_NUMBER = 40
BIGGEST_NUMBER = 2**63 - 1  # of a bigint, as every key is
_INTEGER = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+|[0-9]+", re.ASCII)
_DECIMAL = re.compile(r"([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?", re.ASCII)
_DOT_DECIMAL = re.compile(r"[0-9]+\.[0-9]{1,2}", re.ASCII)
_MONTHS = {name.lower(): number for number, name in PILIHAN_BULAN} | {
    "jan": 1, "feb": 2, "peb": 2, "pebruari": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "agu": 8, "agt": 8, "ags": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "nopember": 11, "des": 12,
}  # fmt: skip
_DATE_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})", re.ASCII)
_DATE_DAY_FIRST = re.compile(r"(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<y>[0-9]{4})", re.ASCII)
_DATE_NAMED = re.compile(r"(?P<d>[0-9]{1,2})\s+(?P<m>[A-Za-z]+)\s+(?P<y>[0-9]{4})", re.ASCII)
_TIME = re.compile(r"(?P<h>[0-9]{1,2})[.:](?P<m>[0-9]{2})(?:[.:](?P<s>[0-9]{2}))?", re.ASCII)
# Bidirectional overrides and zero-width characters make a text look like another one.
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}


def clean_text(value: str, *, multiline: bool = False) -> str:
    """NFC, without control, bidirectional and zero-width characters; `multiline` keeps line breaks."""
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE or (multiline and c in "\n\t"))
    return kept.strip()


def read_number(text: str) -> int | None:
    """A key, a version or a year as pages write it into an address or a hidden field: ASCII digits alone.

    None for everything else, also for what no bigint holds, which would reach the database as an error.
    """
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(BIGGEST_NUMBER)):
        return None
    number = int(text)
    return number if number <= BIGGEST_NUMBER else None


class TeksField(forms.CharField):
    """One line of text as a person sees it; text that shows nothing counts as empty."""

    multiline = False

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "", multiline=self.multiline)


class UraianField(TeksField):
    multiline = True
    widget = forms.Textarea(attrs={"rows": 3})


class NumberField(forms.Field):
    """Shared reading of an Indonesian number: "1.234,5". Subclasses say which shape they accept."""

    widget = forms.TextInput
    inputmode = "numeric"

    def __init__(self, *, minimum: Decimal | int = 0, maximum: Decimal | int, **kwargs: Any) -> None:
        self.minimum, self.maximum = Decimal(minimum), Decimal(maximum)
        super().__init__(**kwargs)

    def check_range(self, number: Decimal) -> None:
        if number < self.minimum:
            raise ValidationError(f"Isian paling kecil {format_number(self.minimum)}.", code="min_value")
        if number > self.maximum:
            raise ValidationError(f"Isian paling besar {format_number(self.maximum)}.", code="max_value")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": self.inputmode, "autocomplete": "off"}

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class AngkaField(NumberField):
    """A whole number: "100000" or "100.000"."""

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int | Decimal):
            return int(value)
        text = clean_text(str(value)).replace(" ", "")
        if not text:
            return None
        if len(text) > LONGEST_NUMBER or not _INTEGER.fullmatch(text):
            raise ValidationError("Tuliskan bilangan bulat tanpa koma, misalnya 12 atau 100.000.", code="invalid")
        return int(text.replace(".", ""))

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is not None:
            self.check_range(Decimal(value))

    def prepare_value(self, value: Any) -> Any:
        return format_number(Decimal(value)) if isinstance(value, int | Decimal) else value


class DesimalField(NumberField):
    """A number with a comma: "1.500,50". "1.5" is asked back, never guessed: it may mean 1,5 or 15."""

    inputmode = "decimal"

    def __init__(self, *, decimal_places: int = 2, **kwargs: Any) -> None:
        self.decimal_places = decimal_places
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int | Decimal):
            return Decimal(value)
        text = clean_text(str(value)).removeprefix("Rp").replace(" ", "")
        if not text:
            return None
        if _DOT_DECIMAL.fullmatch(text):
            comma, joined = text.replace(".", ","), text.replace(".", "")
            raise ValidationError(
                f"Maksud Anda {comma} atau {joined}? Gunakan koma untuk pecahan dan titik hanya untuk ribuan.",
                code="ambiguous",
            )
        if len(text) > LONGEST_NUMBER or not _DECIMAL.fullmatch(text):
            raise ValidationError("Tuliskan angka, misalnya 12, 12,5 atau 1.500.000.", code="invalid")
        number = Decimal(text.replace(".", "").replace(",", "."))
        if -int(number.as_tuple().exponent) > self.decimal_places:
            raise ValidationError(f"Paling banyak {self.decimal_places} angka di belakang koma.", code="places")
        return number

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None:
            self.check_range(value)

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, int | Decimal) else value


def format_number(number: Decimal | int) -> str:
    """The plainest Indonesian notation of a number: 1500000.50 -> "1.500.000,5"."""
    text = f"{Decimal(number):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


class TanggalField(forms.Field):
    """A day, day first: 21-11-2026, 21/11/2026, 21 November 2026; or ISO, which a browser's date picker sends."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *, earliest: int = 2000, **kwargs: Any) -> None:
        self.earliest = earliest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        text = clean_text(str(value))
        if not text:
            return None
        for shape in (_DATE_ISO, _DATE_DAY_FIRST, _DATE_NAMED):
            if match := shape.fullmatch(text):
                return self._date(**match.groupdict())
        raise ValidationError("Tuliskan tanggal seperti 21-11-2026 atau 21 November 2026.", code="invalid")

    def _date(self, *, y: str, m: str, d: str) -> date:
        month = int(m) if m.isdigit() else _MONTHS.get(m.lower(), 0)
        if not self.earliest <= int(y) <= 2100:
            raise ValidationError(f"Tahun harus antara {self.earliest} dan 2100.", code="year")
        try:
            return date(int(y), month, int(d))
        except ValueError:
            raise ValidationError("Tanggal itu tidak ada di kalender.", code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class JamField(forms.Field):
    """A time of day: 07:30, 7.30 or 07:30:00."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        text = clean_text(str(value))
        if not text:
            return None
        match = _TIME.fullmatch(text)
        try:
            return time(int(match["h"]), int(match["m"]), int(match["s"] or 0))  # type: ignore[index]
        except (TypeError, ValueError):
            raise ValidationError("Tuliskan jam seperti 07:30.", code="invalid") from None


class MasaMixin(forms.BaseForm):
    """Forms with `mulai` and `selesai`, the last day. Said at the field: a range that ends before it starts cannot even
    be compared with the others."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        mulai, selesai = cleaned.get("mulai"), cleaned.get("selesai")
        if mulai and selesai and selesai < mulai:
            named = str(self.fields["selesai"].label).lower()
            self.add_error("selesai", f"Tanggal {named} tidak boleh sebelum tanggal mulai.")
        return cleaned


class TokenFormMixin(forms.Form):
    """Create forms: one click or five, one row. The token is made with the form; a unique index does the rest."""

    token = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": "Formulir ini tidak lengkap. Muat ulang halaman lalu simpan lagi."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4


class VersionFormMixin(forms.Form):
    """Edit forms: a form older than the row never overwrites it. The later person sees both values and decides."""

    columns: tuple[str, ...]
    """The fields that show a column of the row."""

    versi = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": "Formulir ini tidak lengkap. Muat ulang halaman lalu simpan lagi."},
    )

    @classmethod
    def stored(cls, row: Any) -> dict[str, Any]:
        """The row as the form's fields show it."""
        return {name: getattr(row, name) for name in cls.columns}

    def show_conflict(self, stored: dict[str, Any], versi: int) -> None:
        """After a Conflict: beside each field that differs, what is stored now; saving again is then deliberate."""
        data: Any = self.data
        self.data = data = data.copy()
        data[self.add_prefix("versi")] = str(versi)
        for name, value in stored.items():
            if name in self.fields and self.fields[name].has_changed(value, self[name].value()):
                shown = _shown(value, self.fields[name])
                self.add_error(name, ValidationError(f"Tersimpan sekarang: {shown}", code="conflict"))


def _shown(value: Any, field: forms.Field) -> str:
    if isinstance(value, str) and type(field) is forms.ChoiceField:
        choices: Any = field.choices
        value = dict(choices).get(value, value)
    if isinstance(value, bool):
        return "YA" if value else "TIDAK"
    if isinstance(value, int | Decimal):
        return format_number(value)
    return "(kosong)" if value in (None, "") else str(value)


def add_refusal(form: forms.BaseForm, refusal: Refused) -> None:
    """Shows a service's refusal at its field, or above the form. What was typed stays."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, ValidationError(refusal.message, code="refused"))
