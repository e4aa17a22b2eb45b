"""Charts drawn on the server. These functions turn numbers into coordinates; `templates/components/charts/` draws them.

The same SVG serves the page and the paper. Colours are presentation attributes, because a style sheet of the page
does not reach into a picture on paper, and a content policy without inline styles lets them pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 40, 6, 22, 28
STEP = 20
BAR_SHARE = Decimal("0.56")
STACK_WIDTH = 600

# Dark enough for white text on them and for a thin bar on white paper.
TONE_COLOURS = {
    "netral": "#5b6b77",
    "info": "#0b4f86",
    "sukses": "#1a7a49",
    "peringatan": "#9a6a00",
    "bahaya": "#b3272d",
}


@dataclass(frozen=True)
class Band:
    """A category on the scale: values from `minimum` up to the next band's."""

    label: str
    minimum: Decimal
    tone: str


@dataclass(frozen=True)
class BandShape:
    label: str
    y: Decimal
    height: Decimal
    label_y: Decimal
    colour: str


@dataclass(frozen=True)
class Bar:
    label: str
    centre: Decimal
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    value: Decimal | None
    value_y: Decimal
    band: str
    colour: str


@dataclass(frozen=True)
class Gridline:
    y: Decimal
    text_y: Decimal
    value: int


@dataclass(frozen=True)
class YearChart:
    width: int
    height: int
    left: int
    right: int
    plot_width: int
    baseline: Decimal
    month_y: Decimal
    bars: tuple[Bar, ...]
    bands: tuple[BandShape, ...]
    grid: tuple[Gridline, ...]
    filled: int


@dataclass(frozen=True)
class Part:
    label: str
    value: int
    tone: str


@dataclass(frozen=True)
class Segment:
    label: str
    value: int
    share: Decimal
    x: Decimal
    width: Decimal
    colour: str


@dataclass(frozen=True)
class StackedChart:
    width: int
    total: int
    segments: tuple[Segment, ...]


def year_chart(values: Sequence[Decimal | None], bands: Sequence[Band]) -> YearChart:
    """Twelve monthly values as bars over the bands of their categories. None is a month without a value: no bar.

    Raises ValueError for other than twelve values, a negative one, or bands that do not start at 0 and rise.
    """
    _check_year(values, bands)
    top = _scale_top(values)
    return YearChart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        plot_width=WIDTH - LEFT - RIGHT,
        baseline=Decimal(HEIGHT - BOTTOM),
        month_y=Decimal(HEIGHT - BOTTOM + 19),
        bars=tuple(_bar(index, value, top, bands) for index, value in enumerate(values)),
        bands=tuple(_band_shapes(bands, top)),
        grid=tuple(_gridline(value, top) for value in range(0, top + 1, STEP)),
        filled=sum(value is not None for value in values),
    )


def stacked_chart(parts: Sequence[Part]) -> StackedChart:
    """Counts as shares of one bar; parts of zero keep their place in the table but take no room.

    Raises ValueError for a negative count or an unknown tone.
    """
    if any(part.value < 0 for part in parts):
        raise ValueError("a part cannot be negative")
    total = sum(part.value for part in parts)
    segments, start = [], 0
    for part in parts:
        x, end = _scaled(start, total), _scaled(start + part.value, total)
        segments.append(Segment(part.label, part.value, _percent(part.value, total), x, end - x, _colour(part.tone)))
        start += part.value
    return StackedChart(STACK_WIDTH, total, tuple(segments))


def _check_year(values: Sequence[Decimal | None], bands: Sequence[Band]) -> None:
    if len(values) != 12:
        raise ValueError(f"a year has 12 months, not {len(values)}")
    if any(value is not None and value < 0 for value in values):
        raise ValueError("a value cannot be negative")
    minimums = [band.minimum for band in bands]
    if not minimums or minimums[0] != 0 or minimums != sorted(set(minimums)):
        raise ValueError("bands start at 0 and rise")


def _scale_top(values: Sequence[Decimal | None]) -> int:
    """At least 100, and a whole step above the highest value: a capaian may exceed 100."""
    highest = max((value for value in values if value is not None), default=Decimal(0))
    steps = (max(highest, Decimal(100)) / STEP).to_integral_value(ROUND_CEILING)
    return int(steps) * STEP


def _bar(index: int, value: Decimal | None, top: int, bands: Sequence[Band]) -> Bar:
    slot = Decimal(WIDTH - LEFT - RIGHT) / 12
    centre = LEFT + slot * index + slot / 2
    width = slot * BAR_SHARE
    y = _y(value or Decimal(0), top)
    band = _band_of(value, bands)
    return Bar(
        label=MONTHS_SHORT[index],
        centre=_px(centre),
        x=_px(centre - width / 2),
        y=y,
        width=_px(width),
        height=HEIGHT - BOTTOM - y,
        value=value,
        value_y=y - 6,
        band=band.label if band else "",
        colour=_colour(band.tone) if band else "",
    )


def _band_of(value: Decimal | None, bands: Sequence[Band]) -> Band | None:
    if value is None:
        return None
    return max((band for band in bands if band.minimum <= value), key=lambda band: band.minimum)


def _band_shapes(bands: Sequence[Band], top: int) -> list[BandShape]:
    shapes = []
    for position, band in enumerate(bands):
        upper = bands[position + 1].minimum if position + 1 < len(bands) else Decimal(top)
        y, bottom = _y(upper, top), _y(band.minimum, top)
        shapes.append(BandShape(band.label, y, bottom - y, y + 14, _colour(band.tone)))
    return shapes


def _gridline(value: int, top: int) -> Gridline:
    y = _y(Decimal(value), top)
    return Gridline(y, y + 4, value)


def _y(value: Decimal, top: int) -> Decimal:
    return _px(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM))


def _scaled(amount: int, total: int) -> Decimal:
    return _px(Decimal(amount) / total * STACK_WIDTH) if total else Decimal(0)


def _percent(amount: int, total: int) -> Decimal:
    return (Decimal(amount) / total * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if total else Decimal(0)


def _px(length: Decimal) -> Decimal:
    return length.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _colour(tone: str) -> str:
    if tone not in TONE_COLOURS:
        raise ValueError(f"unknown tone {tone!r}")
    return TONE_COLOURS[tone]
