"""Numbers on their way into and out of a rule book.

"Utuh" is a figure before rounding. Every printed figure is rounded once, half up,
at its end; sums and means are taken from figures that are still utuh.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import TypeAlias

# A str is in computer notation ("9.12"), as stored results keep their inputs;
# what people type ("100.000") is read by the form fields.
Angka: TypeAlias = Decimal | int | float | str

DUA_DESIMAL = Decimal("0.01")

# Far above any state budget in rupiah, far below what a score can show: between the
# two no division overflows and no rounding runs out of digits.
BATAS_BESAR = Decimal(10) ** 15
DESIMAL_TERBANYAK = 40
_TERKECIL = Decimal(1).scaleb(-DESIMAL_TERBANYAK)

# 1/3 + 1/6 is 0.4999... in decimal. The noise sits beyond the 24th decimal of
# any score; it has to go before the rounding, or a half would not be a half.
_DERAU = Decimal(1).scaleb(-20)
_LUAS = Context(prec=120, rounding=ROUND_HALF_UP)


def desimal(nilai: Angka | None, sebutan: str) -> Decimal:
    """The number as an exact Decimal; a float counts as it is printed (9.12).

    `sebutan` names the figure in the message, such as "Target waktu".

    Raises ValueError for None, a bool, what is not a number, NaN, infinity, and for
    amounts of 10^15 and more. Decimals beyond the 40th are rounded away.
    """
    if nilai is None:
        raise ValueError(f"{sebutan} belum diisi.")
    if isinstance(nilai, bool) or not isinstance(nilai, Decimal | int | float | str):
        raise ValueError(f"{sebutan} harus berupa angka.")
    try:
        angka = Decimal(str(nilai) if isinstance(nilai, float) else nilai)
    except InvalidOperation:
        raise ValueError(f"{sebutan} harus berupa angka.") from None
    eksponen = angka.as_tuple().exponent
    if not isinstance(eksponen, int):  # NaN and infinity have a letter there
        raise ValueError(f"{sebutan} harus berupa angka yang terhingga.")
    if angka.copy_abs() >= BATAS_BESAR:  # abs() itself overflows
        raise ValueError(f"{sebutan} terlalu besar.")
    if eksponen < -DESIMAL_TERBANYAK:
        angka = angka.quantize(_TERKECIL, context=_LUAS)
    return angka


def tidak_negatif(nilai: Angka | None, sebutan: str) -> Decimal:
    """As `desimal`, and a ValueError below 0."""
    angka = desimal(nilai, sebutan)
    if angka < 0:
        raise ValueError(f"{sebutan} tidak boleh kurang dari 0.")
    return angka


def nol_sampai_seratus(nilai: Angka | None, sebutan: str) -> Decimal:
    """As `desimal`, and a ValueError outside 0 to 100."""
    angka = desimal(nilai, sebutan)
    if not 0 <= angka <= 100:
        raise ValueError(f"{sebutan} harus antara 0 dan 100.")
    return angka


def dibulatkan(utuh: Decimal) -> Decimal:
    """The printed figure: two decimals, half up (away from zero)."""
    bersih = utuh.quantize(_DERAU, context=_LUAS)
    return _LUAS.plus(bersih.quantize(DUA_DESIMAL, context=_LUAS))  # plus: no "-0.00"


def rata_rata(nilai: Sequence[Angka], sebutan: str = "Nilai") -> Decimal:
    """The mean, utuh, of figures that are at least 0.

    Raises ValueError when there is nothing to average: no data is not a zero.
    """
    if not isinstance(nilai, Sequence) or isinstance(nilai, str | bytes):
        raise ValueError(f"{sebutan} harus berupa daftar angka.")
    if not nilai:
        raise ValueError(f"{sebutan} belum ada, rata-rata tidak dapat dihitung.")
    return sum((tidak_negatif(n, sebutan) for n in nilai), Decimal(0)) / len(nilai)
