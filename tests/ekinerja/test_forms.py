"""Indonesian numbers, dates, times and texts: what is read, what is asked back, what is refused."""

import uuid
from contextlib import suppress
from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from ekinerja.errors import Refused
from ekinerja.forms import (
    AngkaField,
    DesimalField,
    JamField,
    TanggalField,
    TeksField,
    TokenFormMixin,
    UraianField,
    VersionFormMixin,
    add_refusal,
    clean_text,
    format_number,
    read_number,
)

ANGKA = AngkaField(maximum=1_000_000_000)
DESIMAL = DesimalField(maximum=Decimal(999999999999))
TANGGAL = TanggalField()
JAM = JamField()
TEKS = TeksField(max_length=500)
# Written as escapes: the characters themselves cannot be seen.
ZERO_WIDTH, OVERRIDE = "\u200b", "\u202e"


def refusal(field: forms.Field, text: str) -> str:
    with pytest.raises(ValidationError) as caught:
        field.clean(text)
    return caught.value.error_list[0].code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("100000", 100_000),
        ("100.000", 100_000),
        ("1.000", 1_000),
        ("1.000.000", 1_000_000),
        (" 12 ", 12),
        ("1 000", 1_000),
        ("007", 7),
        ("1.000.000.000", 1_000_000_000),
        (f"{ZERO_WIDTH}12", 12),
    ],
)
def test_whole_numbers_as_indonesians_write_them(text, number):
    assert ANGKA.clean(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-1", "invalid"),
        ("+7", "invalid"),
        ("1,5", "invalid"),
        ("5.0", "invalid"),
        ("1.5", "invalid"),
        ("1.0000", "invalid"),
        ("1000.000", "invalid"),
        (".5", "invalid"),
        ("1_000", "invalid"),
        ("1e3", "invalid"),
        ("0x10", "invalid"),
        ("١٢", "invalid"),
        ("１２", "invalid"),
        ("½", "invalid"),
        ("NaN", "invalid"),
        ("Infinity", "invalid"),
        ("dua", "invalid"),
        ("null", "invalid"),
        ("1.000.000.001", "max_value"),
        ("2147483648", "max_value"),
        ("9223372036854775808", "max_value"),
        ("", "required"),
        ("   ", "required"),
        (ZERO_WIDTH, "required"),
        (None, "required"),
    ],
)
def test_whole_numbers_that_are_asked_back(text, code):
    assert refusal(ANGKA, text) == code


def test_five_thousand_digits_are_refused_not_an_error():
    assert refusal(ANGKA, "9" * 5000) == refusal(DESIMAL, "9" * 5000) == "invalid"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"),
        ("1.500,50", "1500.50"),
        ("1.500.000", "1500000"),
        ("1500000", "1500000"),
        ("12", "12"),
        ("0,25", "0.25"),
        ("Rp1.500.000", "1500000"),
        ("Rp 1.500.000,00", "1500000.00"),
        ("1.500", "1500"),
        ("0", "0"),
        ("999.999.999.999", "999999999999"),
    ],
)
def test_decimals_use_a_comma(text, number):
    assert DESIMAL.clean(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.5", "ambiguous"),
        ("1.50", "ambiguous"),
        ("12.5", "ambiguous"),
        ("1,555", "places"),
        ("-0", "invalid"),
        ("-1,5", "invalid"),
        ("1e7", "invalid"),
        ("1E-7", "invalid"),
        ("1e400", "invalid"),
        ("NaN", "invalid"),
        ("sNaN", "invalid"),
        ("Infinity", "invalid"),
        ("-Infinity", "invalid"),
        ("1,5,5", "invalid"),
        ("1,500.50", "invalid"),
        (",5", "invalid"),
        ("5,", "invalid"),
        ("١٢", "invalid"),
        ("USD 5", "invalid"),
        ("1.000.000.000.000", "max_value"),
        ("", "required"),
    ],
)
def test_decimals_that_are_asked_back(text, code):
    assert refusal(DESIMAL, text) == code


def test_a_point_is_asked_back_with_both_readings():
    with pytest.raises(ValidationError, match="Maksud Anda 1,5 atau 15"):
        DESIMAL.clean("1.5")


@given(st.decimals(0, Decimal(999999999999), places=2))
def test_a_number_survives_being_shown_and_read_again(number):
    assert DESIMAL.clean(format_number(number)) == number


@given(st.integers(0, 1_000_000_000))
def test_a_whole_number_survives_being_shown_and_read_again(number):
    assert ANGKA.clean(format_number(number)) == number


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Decimal("1500000.50"), "1.500.000,5"),
        (Decimal("12.00"), "12"),
        (100, "100"),
        (1000, "1.000"),
        (0, "0"),
        (Decimal("0.10"), "0,1"),
    ],
)
def test_numbers_are_shown_plainly(number, shown):
    assert format_number(number) == shown


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("21-11-2026", date(2026, 11, 21)),
        ("21/11/2026", date(2026, 11, 21)),
        ("21.11.2026", date(2026, 11, 21)),
        ("01/02/2026", date(2026, 2, 1)),
        ("1 Februari 2026", date(2026, 2, 1)),
        ("1 februari 2026", date(2026, 2, 1)),
        ("1 Peb 2026", date(2026, 2, 1)),
        ("1 Pebruari 2026", date(2026, 2, 1)),
        ("17 Agustus 2026", date(2026, 8, 17)),
        ("17 Agt 2026", date(2026, 8, 17)),
        ("10 Nopember 2026", date(2026, 11, 10)),
        ("1 Mei 2026", date(2026, 5, 1)),
        ("29-02-2028", date(2028, 2, 29)),
        (" 5-1-2026 ", date(2026, 1, 5)),
        ("31-12-2100", date(2100, 12, 31)),
    ],
)
def test_dates_are_day_first(text, day):
    assert TANGGAL.clean(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12/31/2025", "invalid"),
        ("31/12/25", "invalid"),
        ("29-02-2026", "invalid"),
        ("31-04-2026", "invalid"),
        ("00-01-2026", "invalid"),
        ("32-01-2026", "invalid"),
        ("1 February 2026", "invalid"),
        ("Jum'at", "invalid"),
        ("kemarin", "invalid"),
        ("2026-11", "invalid"),
        ("20261121", "invalid"),
        ("2026-11-21T00:00", "invalid"),
        ("٢١-١١-٢٠٢٦", "invalid"),
        ("46053", "invalid"),
        ("0001-01-01", "year"),
        ("9999-12-31", "year"),
        ("31-12-1999", "year"),
        ("01-01-2101", "year"),
        ("", "required"),
        (ZERO_WIDTH, "required"),
    ],
)
def test_dates_that_are_asked_back(text, code):
    assert refusal(TANGGAL, text) == code


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_in_every_shape(day):
    shapes = [f"{day:%Y-%m-%d}", f"{day:%d-%m-%Y}", f"{day.day}/{day.month}/{day.year}"]
    assert {TANGGAL.clean(text) for text in shapes} == {day}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("07:30", time(7, 30)),
        ("7.30", time(7, 30)),
        ("7:30", time(7, 30)),
        ("00:00", time(0, 0)),
        ("23:59", time(23, 59)),
        ("07:30:15", time(7, 30, 15)),
    ],
)
def test_times_of_day(text, at):
    assert JAM.clean(text) == at


@pytest.mark.parametrize(
    "text", ["24:00", "23:59:60", "7", "7:3", "07:60", "-1:00", "7.30 pagi", "07-30", "٠٧:٣٠", "0730", "1e1:00"]
)
def test_times_that_are_asked_back(text):
    assert refusal(JAM, text) == "invalid"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Menyusun laporan  ", "Menyusun laporan"),
        ("Ma'ruf, S.T., M.Eng.", "Ma'ruf, S.T., M.Eng."),
        ("H. Ü", "H. Ü"),
        ("بسم", "بسم"),
        ("ᬅᬓ᭄ᬱᬭ", "ᬅᬓ᭄ᬱᬭ"),
        ("laporan 🌴", "laporan 🌴"),
        ("e\u0301", "é"),
        (f"ra{ZERO_WIDTH}hasia", "rahasia"),
        (f"{OVERRIDE}txt.exe", "txt.exe"),
        ("a\u001bc", "ac"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ 7*7 }} ${7*7} %(x)s", "{{ 7*7 }} ${7*7} %(x)s"),
        ("null", "null"),
    ],
)
def test_texts_are_kept_as_a_person_sees_them(typed, kept):
    assert TEKS.clean(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", ZERO_WIDTH, f"{ZERO_WIDTH}\u200d\ufeff", "\u00a0", "\u2028", OVERRIDE])
def test_a_text_that_shows_nothing_is_empty(typed):
    assert refusal(TEKS, typed) == "required"


def test_a_blank_optional_field_is_empty_whatever_blanks_it_holds():
    for field in (
        AngkaField(maximum=9, required=False),
        DesimalField(maximum=9, required=False),
        TanggalField(required=False),
        JamField(required=False),
    ):
        assert [field.clean(blank) for blank in ("", " ", ZERO_WIDTH, "\t")] == [None] * 4


def test_a_text_has_a_limit_and_no_nul():
    assert TEKS.clean("x" * 500)
    assert refusal(TEKS, "x" * 501) == "max_length"
    assert TEKS.clean("a\x00b") == "ab"


def test_line_breaks_stay_in_long_texts_only():
    assert UraianField().clean("satu\r\ndua\rtiga") == "satu\ndua\ntiga"
    assert clean_text("satu\ndua") == "satudua"


@given(st.text(max_size=200))
def test_any_text_is_kept_or_refused(text):
    for field in (TEKS, ANGKA, DESIMAL, TANGGAL, JAM):
        with suppress(ValidationError):
            field.clean(text)


class Baru(TokenFormMixin):
    kuantitas = AngkaField(maximum=100)


class Ubah(VersionFormMixin):
    kuantitas = AngkaField(maximum=100)
    biaya = DesimalField(maximum=10_000, required=False)


def test_each_shown_form_has_a_token_of_its_own_and_none_is_refused():
    assert Baru()["token"].value() != Baru()["token"].value()
    for wrong in ("", "x", "0"):
        assert "token" in Baru({"kuantitas": "1", "token": wrong}).errors
    assert Baru({"kuantitas": "1", "token": str(uuid.uuid4())}).is_valid()


def test_a_stale_form_shows_what_is_stored_beside_what_was_typed():
    data = QueryDict(mutable=True)
    data.update({"kuantitas": "5", "biaya": "1.500", "versi": "1"})
    form = Ubah(data)
    assert form.is_valid()
    form.show_conflict({"kuantitas": 7, "biaya": Decimal(1500)}, versi=4)
    assert form.errors == {"kuantitas": ["Tersimpan sekarang: 7"]}
    assert (form["kuantitas"].value(), form["versi"].value()) == ("5", "4")


def test_a_refusal_stands_at_its_field_or_above_the_form():
    form = Ubah({"kuantitas": "5", "versi": "1"})
    add_refusal(form, Refused("Terlalu banyak.", field="kuantitas"))
    add_refusal(form, Refused("Tidak sekarang.", field="tidak_ada"))
    assert form.errors == {"kuantitas": ["Terlalu banyak."], "__all__": ["Tidak sekarang."]}


# --- Numbers out of addresses and hidden fields -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("007", 7),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", None),
        ("99999999999999999999", None),
        ("9" * 10_000, None),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("1_000", None),
        (" 7", None),
        ("7\n", None),
        ("tujuh", None),
        ("\u0667", None),  # an Arabic-Indic seven: a decimal to Python
        ("\u00b2", None),  # a superscript two: a digit to Python, but int() refuses it
        ("7\0", None),
    ],
)
def test_a_number_out_of_an_address_is_ascii_digits_a_bigint_can_hold(text, number):
    assert read_number(text) == number
