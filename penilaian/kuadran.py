"""The kuadran of PermenPANRB 6/2022 as a page draws it: hasil kerja downwards, perilaku kerja to the right."""

from dataclasses import dataclass

from penilaian.scoring.permenpanrb_6_2022 import Predikat, Rating, predikat
from penilaian.tone import PREDIKAT_TONE

KOLOM = tuple(reversed(Rating))
"""As the form draws it: the best in the upper right corner."""


@dataclass(frozen=True)
class Sel:
    perilaku: Rating
    predikat: Predikat
    tone: str
    dipilih: bool

    @property
    def kata(self) -> list[str]:
        """Its label in the pieces between which a narrow cell may break it."""
        return self.predikat.label.split("/")


@dataclass(frozen=True)
class Kuadran:
    """`baris`: a rating hasil kerja with its three cells; `predikat` None while a rating is missing."""

    baris: tuple[tuple[Rating, tuple[Sel, ...]], ...]
    predikat: Predikat | None = None
    kolom: tuple[Rating, ...] = KOLOM


def kuadran(hasil: str, perilaku: str) -> Kuadran:
    """Of two ratings, "" where one is not given."""
    rows = tuple(
        (
            down,
            tuple(
                Sel(
                    across,
                    made := predikat(down, across),
                    PREDIKAT_TONE[made],
                    dipilih=(down, across) == (hasil, perilaku),
                )
                for across in KOLOM
            ),
        )
        for down in Rating
    )
    return Kuadran(rows, predikat(hasil, perilaku) if hasil and perilaku else None)
