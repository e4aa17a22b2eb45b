"""NIP of PNS and NI PPPK: 18 digits without a check digit."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisasi.nip import check_nip, display_nip, normalize_nip, read_nip

PNS = "199005052015051005"
PPPK = "199009132025242014"
CONTOH = Path(__file__).parents[1] / "data" / "contoh-hitung.json"


@pytest.mark.parametrize(
    ("nip", "pppk"),
    [(PNS, False), (PPPK, True), (PNS, True), ("200802292025121001", True), ("200002292020022001", False)],
)
def test_numbers_that_can_have_been_issued(nip, pppk):
    check_nip(nip, pppk=pppk)


@pytest.mark.parametrize(
    ("nip", "says"),
    [
        ("", "18 angka"),
        (PNS[:-1], "18 angka"),
        (PNS + "1", "18 angka"),
        ("19900505201505100a", "18 angka"),
        ("1.99001012015011E+17", "18 angka"),
        ("١٩٩٠٠٥٠٥٢٠١٥٠٥١٠٠٥", "18 angka"),
        ("１９９００５０５２０１５０５１００５", "18 angka"),
        ("-19900505201505100", "18 angka"),
        (PNS + "\n", "18 angka"),
        ("199013052015051005", "tanggal lahir"),
        ("199002302015051005", "tanggal lahir"),
        ("199902292019051005", "tanggal lahir"),
        ("000001012015051005", "tanggal lahir"),
        ("189912312015051005", "Tahun lahir"),
        ("199005052015131005", "bulan pengangkatan"),
        ("199005052015001005", "bulan pengangkatan"),
        (PPPK, "bulan pengangkatan"),
        ("199005052006051005", "terlalu dekat"),
        ("199005051989051005", "terlalu dekat"),
        ("199005052015050005", "ke-15"),
        ("199005052015053005", "ke-15"),
        ("199005052015051000", "000"),
    ],
)
def test_numbers_that_cannot_be(nip, says):
    with pytest.raises(ValueError, match=says):
        check_nip(nip)


@pytest.mark.parametrize(
    "typed",
    [
        "19900505 201505 1 005",
        "19900505\u00a0201505\u00a01\u00a0005",
        "1990.0505.2015.05.1.005",
        "19900505-201505-1-005",
        "'199005052015051005",
        "\u200b199005052015051005\ufeff",
        "  199005052015051005\t\n",
    ],
)
def test_separators_people_copy_along_are_dropped(typed):
    assert normalize_nip(typed) == PNS


def test_is_printed_as_8_6_1_3():
    assert display_nip(PNS) == "19900505 201505 1 005"
    assert display_nip("bukan") == "bukan"


@given(st.text(max_size=40))
def test_any_text_is_accepted_or_refused_with_a_sentence(text):
    nip = normalize_nip(text)
    with suppress(ValueError):
        check_nip(nip)
        assert normalize_nip(display_nip(nip)) == nip


@given(
    st.dates(date(1950, 1, 1), date(2005, 12, 31)),
    st.integers(17, 60),
    st.integers(1, 12),
    st.sampled_from("12"),
    st.integers(1, 999),
)
def test_every_possible_number_is_accepted(lahir, umur, bulan, jenis_kelamin, urut):
    nip = f"{lahir:%Y%m%d}{lahir.year + umur}{bulan:02d}{jenis_kelamin}{urut:03d}"
    check_nip(nip)


@pytest.mark.parametrize("baris", [row for row in json.loads(CONTOH.read_text()) if row["scheme"] == "NIP PNS"])
def test_what_a_number_tells(baris):
    isi = read_nip(baris["inputs"]["nip"])
    assert {
        "lahir": isi.lahir.isoformat(),
        "tmt_cpns": isi.pengangkatan,
        "jenis_kelamin": isi.jenis_kelamin[0],
        "urut": isi.urut,
    } == baris["outputs"]


def test_the_fifteenth_digit_tells_the_sex():
    assert read_nip("200002292020022001").jenis_kelamin == "Perempuan"
    with pytest.raises(ValueError, match="18 angka"):
        read_nip("")
