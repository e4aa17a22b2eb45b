"""NIP (PNS) and NI PPPK: 18 digits without a check digit."""

import re
from dataclasses import dataclass
from datetime import date

SHAPE = re.compile(r"[0-9]{18}", re.ASCII)
_SEPARATORS = re.compile(r"[\s.\-'\u200b-\u200f\ufeff]+")
YOUNGEST_AT_APPOINTMENT = 17


def normalize_nip(text: str) -> str:
    """The digits as they are stored: "19900505 201505 1 005" -> "199005052015051005"."""
    return _SEPARATORS.sub("", text)


def check_nip(nip: str, *, pppk: bool = False) -> None:
    """Raises ValueError with an Indonesian sentence when no such number can have been issued.

    Digits 13-14 of a PPPK are a code, not a month, so the month is checked for PNS only.
    """
    if not SHAPE.fullmatch(nip):
        raise ValueError(f"NIP harus 18 angka; yang diisi {len(nip)} karakter.")
    try:
        lahir = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        raise ValueError("Delapan angka pertama NIP harus tanggal lahir yang ada di kalender.") from None
    if lahir.year < 1900:
        raise ValueError("Tahun lahir pada NIP tidak mungkin.")
    if not pppk and not 1 <= int(nip[12:14]) <= 12:
        raise ValueError("Angka ke-13 dan ke-14 NIP PNS harus bulan pengangkatan, 01 sampai 12.")
    if int(nip[8:12]) - lahir.year < YOUNGEST_AT_APPOINTMENT:
        raise ValueError("Tahun pengangkatan pada NIP terlalu dekat dengan tahun lahir.")
    if nip[14] not in "12":
        raise ValueError("Angka ke-15 NIP harus 1 (pria) atau 2 (wanita).")
    if nip[15:] == "000":
        raise ValueError("Nomor urut NIP (tiga angka terakhir) tidak boleh 000.")


def display_nip(nip: str) -> str:
    """As printed on official papers: 19900505 201505 1 005."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if SHAPE.fullmatch(nip) else nip


@dataclass(frozen=True)
class IsiNip:
    """What a NIP tells. `pengangkatan`: year and month of TMT CPNS, "1993-03"; for a PPPK the last two are a code."""

    lahir: date
    pengangkatan: str
    perempuan: bool
    urut: str

    @property
    def jenis_kelamin(self) -> str:
        return "Perempuan" if self.perempuan else "Laki-laki"


def read_nip(nip: str) -> IsiNip:
    """Raises ValueError for a number that `check_nip` refuses."""
    check_nip(nip, pppk=True)
    lahir = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    return IsiNip(lahir, f"{nip[8:12]}-{nip[12:14]}", nip[14] == "2", nip[15:])
