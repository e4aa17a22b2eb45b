"""Lampiran SKP as its panel and its paper show it: three blocks, each a numbered list (PermenPANRB 6/2022, A.1.8)."""

from typing import NamedTuple

from skp.models import BagianLampiran, ButirLampiran, Skp


class Blok(NamedTuple):
    bagian: BagianLampiran
    butir: list[ButirLampiran]


def blocks(skp: Skp) -> list[Blok]:
    """All three in the order of the form, also those without a line."""
    rows = list(skp.lampiran.all())
    return [Blok(bagian, [row for row in rows if row.bagian == bagian]) for bagian in BagianLampiran]
