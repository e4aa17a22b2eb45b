"""Charts drawn on the server. These functions turn numbers into coordinates; `templates/components/charts/` draws them.

The same SVG serves the page and the paper. Colours are presentation attributes, because a style sheet of the page
does not reach into a picture on paper, and a content policy without inline styles lets them pass.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from itertools import cycle, pairwise

MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 40, 6, 22, 28
FLUID_LEFT, FLUID_RIGHT = Decimal(9), Decimal(99)
"""In percent of the width, across which bars stand in a picture that is as wide as its place and keeps its height: its
words stay as large as they are, and nothing is to be scrolled sideways on a phone."""
WIDEST_BAR = Decimal(10)
MOST_ON_A_PHONE = 7
"""Bars with a number of six characters above them."""
STEP = 20
BAR_SHARE = Decimal("0.56")
STACK_WIDTH = 600
DONUT_SIZE, DONUT_OUTER, DONUT_INNER, DONUT_LABEL = 260, 96, 60, 113
DONUT_SHORTEST = Decimal("2.5")
"""In percent: the share below which a slice has no room for its label."""
REST_COLOUR = "#c3ced6"
"""Of who is in none of the other parts: pale, so that it reads as what is missing."""
CURVE_HEIGHT = 320
NARROW_WIDTH, NARROW_LEFT = 320, 28
"""Of the curve on a phone: one of its units is nearly one pixel there, so that its labels stay readable."""
LINE_HEIGHT = 14
CURVE_TOP, CURVE_BOTTOM = 56, 48
MOST_STEPS = 5

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
    """Across in percent of the width, down in pixels."""

    height: int
    left: Decimal
    right: Decimal
    plot_width: Decimal
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


@dataclass(frozen=True)
class Mark:
    """A point of a curve: where it stands, its value, and where the value is written."""

    x: Decimal
    y: Decimal
    value: Decimal
    text_y: Decimal


@dataclass(frozen=True)
class Curve:
    """`path` in SVG notation, through the marks."""

    path: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class DistributionRow:
    """`share` in percent, `ideal` and `difference` in people; None without a pattern, or without people. `lines`: the
    label as the picture has room for it."""

    label: str
    lines: tuple[str, ...]
    x: Decimal
    share: Decimal | None
    ideal: Decimal | None
    actual: int
    difference: Decimal | None


@dataclass(frozen=True)
class DistributionChart:
    """`unit` is "orang", or "%" where there is nobody to count and only the pattern is drawn. `narrow`: the same for a
    phone; None in that one."""

    width: int
    height: int
    left: int
    right: int
    baseline: Decimal
    label_y: Decimal
    label_size: Decimal
    line_height: int
    unit: str
    total: int
    rows: tuple[DistributionRow, ...]
    red: Curve | None
    green: Curve | None
    grid: tuple[Gridline, ...]
    narrow: "DistributionChart | None" = None


def year_chart(values: Sequence[Decimal | None], bands: Sequence[Band]) -> YearChart:
    """Twelve monthly values as bars over the bands of their categories. None is a month without a value: no bar.

    Raises ValueError for other than twelve values, a negative one, or bands that do not start at 0 and rise.
    """
    _check_year(values, bands)
    top = _scale_top(values)
    return YearChart(
        height=HEIGHT,
        left=FLUID_LEFT,
        right=FLUID_RIGHT,
        plot_width=FLUID_RIGHT - FLUID_LEFT,
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


def distribution_chart(red: Sequence[Decimal] | None, green: Sequence[int], labels: Sequence[str]) -> DistributionChart:
    """How many people are in each category, over the pattern they are compared with.

    `red`: the expected share of each category, in percent; None where there is no pattern. `green`: the people in it.
    Raises ValueError for lists of different lengths, or a negative entry.
    """
    _check_distribution(red, green, labels)
    return replace(_distribution(red, green, labels), narrow=_narrow_distribution(red, green, labels))


def _distribution(
    red: Sequence[Decimal] | None, green: Sequence[int], labels: Sequence[str], *, left: int = LEFT, width: int = WIDTH
) -> DistributionChart:
    total = sum(green)
    rows = tuple(_distribution_row(index, red, green, label, left, width) for index, label in enumerate(labels))
    ideal = None if red is None else [_expected(share, total) for share in red]
    actual = [Decimal(number) for number in green] if total else None
    top, step = _curve_scale([*(ideal or ()), *(actual or ())])
    return DistributionChart(
        width=width,
        height=CURVE_HEIGHT,
        left=left,
        right=width - RIGHT,
        baseline=Decimal(CURVE_HEIGHT - CURVE_BOTTOM),
        label_y=Decimal(CURVE_HEIGHT - 12),
        label_size=Decimal(13),
        line_height=LINE_HEIGHT,
        unit="orang" if total else "%",
        total=total,
        rows=rows,
        red=_curve(rows, ideal, actual, top, above_when_level=False),
        green=_curve(rows, actual, ideal, top, above_when_level=True),
        grid=tuple(_curve_gridline(value, top) for value in range(0, top + 1, step)),
    )


def _narrow_distribution(
    red: Sequence[Decimal] | None, green: Sequence[int], labels: Sequence[str]
) -> DistributionChart:
    """With each word of a label in a line of its own, and room for them below."""
    chart = _distribution(red, green, labels, left=NARROW_LEFT, width=NARROW_WIDTH)
    rows = tuple(replace(row, lines=tuple(row.label.replace("/", "/ ").split())) for row in chart.rows)
    more = max((len(row.lines) for row in rows), default=1) - 1
    return replace(chart, rows=rows, label_size=Decimal("11.5"), height=CURVE_HEIGHT + more * LINE_HEIGHT)


def _check_distribution(red: Sequence[Decimal] | None, green: Sequence[int], labels: Sequence[str]) -> None:
    if not len(labels) == len(green) == len(green if red is None else red):
        raise ValueError("a distribution has one share and one number for each label")
    if any(number < 0 for number in green) or any(share < 0 for share in red or ()):
        raise ValueError("a share or a number of people cannot be negative")


def _expected(share: Decimal, total: int) -> Decimal:
    """In people, unrounded; the share itself where there is nobody."""
    return share * total / 100 if total else Decimal(share)


def _distribution_row(
    index: int, red: Sequence[Decimal] | None, green: Sequence[int], label: str, left: int, width: int
) -> DistributionRow:
    total, share = sum(green), None if red is None else red[index]
    ideal = _expected(share, total) if share is not None and total else None
    slot = Decimal(width - left - RIGHT) / len(green)
    return DistributionRow(
        label=label,
        lines=(label,),
        x=_px(left + slot * index + slot / 2),
        share=share,
        ideal=ideal,
        actual=green[index],
        difference=None if ideal is None else _px(green[index] - ideal) + 0,
    )


def _curve_scale(values: Sequence[Decimal]) -> tuple[int, int]:
    """The end of the axis and the distance of its lines: at most `MOST_STEPS` lines, on round numbers."""
    highest, step = max(values, default=Decimal(0)), 1
    rounder = cycle((Decimal(2), Decimal("2.5"), Decimal(2)))
    while highest > step * MOST_STEPS:
        step = int(step * next(rounder))
    steps = max((highest / step).to_integral_value(ROUND_CEILING), Decimal(1))
    return int(steps) * step, step


def _curve(
    rows: Sequence[DistributionRow],
    values: Sequence[Decimal] | None,
    others: Sequence[Decimal] | None,
    top: int,
    *,
    above_when_level: bool,
) -> Curve | None:
    """Values stand above their mark, or below it where the other curve runs above."""
    if values is None:
        return None
    marks = []
    for index, (row, value) in enumerate(zip(rows, values, strict=True)):
        other = others[index] if others is not None else value
        above = value > other or (value == other and (above_when_level or others is None))
        y = _curve_y(value, top)
        marks.append(Mark(row.x, y, value, y - 10 if above else y + 20))
    return Curve(_smooth(marks), tuple(marks))


def _smooth(marks: Sequence[Mark]) -> str:
    """A line through the marks that never leaves the range of two neighbours: a smooth one that overshot would draw
    fewer than nobody. Each mark is passed at the harmonic mean of its two slopes, level at a peak or in a valley.
    """
    slopes = [(right.y - left.y) / (right.x - left.x) for left, right in pairwise(marks)]
    passed = [Decimal(0), *(_harmonic(before, after) for before, after in pairwise(slopes)), Decimal(0)]
    parts = [f"M{marks[0].x} {marks[0].y}"] if marks else []
    for (left, right), (leaving, arriving) in zip(pairwise(marks), pairwise(passed), strict=True):
        third = (right.x - left.x) / 3
        bend = f"{_px(left.x + third)} {_px(left.y + leaving * third)} "
        bend += f"{_px(right.x - third)} {_px(right.y - arriving * third)}"
        parts.append(f"C{bend} {right.x} {right.y}")
    return " ".join(parts)


def _harmonic(before: Decimal, after: Decimal) -> Decimal:
    return 2 * before * after / (before + after) if before * after > 0 else Decimal(0)


def _curve_gridline(value: int, top: int) -> Gridline:
    y = _curve_y(Decimal(value), top)
    return Gridline(y, y + 4, value)


def _curve_y(value: Decimal, top: int) -> Decimal:
    return _px(CURVE_HEIGHT - CURVE_BOTTOM - value / top * (CURVE_HEIGHT - CURVE_TOP - CURVE_BOTTOM))


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
    centre, width = _across(index, 12)
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


def _across(place: int, count: int) -> tuple[Decimal, Decimal]:
    """The centre of one of so many bars, and its width."""
    slot = (FLUID_RIGHT - FLUID_LEFT) / count
    return FLUID_LEFT + slot * place + slot / 2, min(slot * BAR_SHARE, WIDEST_BAR)


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


# --- A sum that grows towards limits -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """What the sum has come to; `provisional`: it may still change."""

    label: str
    value: Decimal
    provisional: bool = False


@dataclass(frozen=True)
class Limit:
    label: str
    value: Decimal
    tone: str


@dataclass(frozen=True)
class StepBar:
    """`minor`: a phone has no room for its words beside its neighbour's; the last one is always told."""

    label: str
    value: Decimal
    provisional: bool
    minor: bool
    centre: Decimal
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    value_y: Decimal


@dataclass(frozen=True)
class LimitLine:
    label: str
    value: Decimal
    y: Decimal
    text_y: Decimal
    colour: str


@dataclass(frozen=True)
class CumulativeChart:
    """Across in percent of the width, down in pixels."""

    height: int
    left: Decimal
    right: Decimal
    baseline: Decimal
    label_y: Decimal
    bars: tuple[StepBar, ...]
    limits: tuple[LimitLine, ...]
    grid: tuple[Gridline, ...]

    @property
    def provisional(self) -> bool:
        return any(bar.provisional for bar in self.bars)


def cumulative_chart(steps: Sequence[Step], limits: Sequence[Limit]) -> CumulativeChart:
    """A bar for each step, in order, and a line for each limit. Raises ValueError for a negative value."""
    values = [step.value for step in steps] + [limit.value for limit in limits]
    if any(value < 0 for value in values):
        raise ValueError("a value cannot be negative")
    top, unit = _curve_scale(values)
    return CumulativeChart(
        height=HEIGHT,
        left=FLUID_LEFT,
        right=FLUID_RIGHT,
        baseline=Decimal(HEIGHT - BOTTOM),
        label_y=Decimal(HEIGHT - BOTTOM + 19),
        bars=tuple(_step_bar(place, step, len(steps), top) for place, step in enumerate(steps)),
        limits=tuple(
            LimitLine(limit.label, limit.value, y := _y(limit.value, top), y - 5, _colour(limit.tone))
            for limit in limits
        ),
        grid=tuple(_gridline(value, top) for value in range(0, top + 1, unit)),
    )


def _step_bar(place: int, step: Step, count: int, top: int) -> StepBar:
    centre, width = _across(place, count)
    y = _y(step.value, top)
    minor = count > MOST_ON_A_PHONE and (count - place) % 2 == 0
    return StepBar(
        step.label, step.value, step.provisional, minor, _px(centre), _px(centre - width / 2), y, _px(width),
        HEIGHT - BOTTOM - y, y - 6,
    )  # fmt: skip


# --- A whole and its parts -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slice:
    """`path` in SVG notation; empty for a part of zero. The label stands outside, where there is room for it."""

    label: str
    value: int
    share: Decimal
    colour: str
    path: str
    label_x: Decimal
    label_y: Decimal
    labelled: bool


@dataclass(frozen=True)
class DonutChart:
    size: int
    centre: int
    radius: int
    thickness: int
    total: int
    slices: tuple[Slice, ...]


def donut_chart(parts: Sequence[Part]) -> DonutChart:
    """Counts as shares of a ring, clockwise from the top in their order. A part without a tone is what remains.

    Raises ValueError for a negative count or an unknown tone.
    """
    if any(part.value < 0 for part in parts):
        raise ValueError("a part cannot be negative")
    total = sum(part.value for part in parts)
    slices, start = [], 0
    for part in parts:
        slices.append(_slice(part, start, total))
        start += part.value
    return DonutChart(
        size=DONUT_SIZE,
        centre=DONUT_SIZE // 2,
        radius=(DONUT_OUTER + DONUT_INNER) // 2,
        thickness=DONUT_OUTER - DONUT_INNER,
        total=total,
        slices=tuple(slices),
    )


def _slice(part: Part, start: int, total: int) -> Slice:
    share = _percent(part.value, total)
    middle = _turn(start + Decimal(part.value) / 2, total)
    x, y = _on_ring(middle, DONUT_LABEL)
    return Slice(
        label=part.label,
        value=part.value,
        share=share,
        colour=_colour(part.tone) if part.tone else REST_COLOUR,
        path=_ring_path(_turn(start, total), _turn(start + part.value, total)) if part.value else "",
        label_x=x,
        label_y=y + 4,
        labelled=share >= DONUT_SHORTEST,
    )


def _turn(amount: Decimal | int, total: int) -> float:
    return float(Decimal(amount) / total) if total else 0.0


def _on_ring(turn: float, radius: int) -> tuple[Decimal, Decimal]:
    """A point at a share of a turn, clockwise from the top."""
    angle = turn * 2 * math.pi
    return tuple(_px(Decimal(DONUT_SIZE // 2 + radius * at)) for at in (math.sin(angle), -math.cos(angle)))  # type: ignore[return-value]


def _ring_path(start: float, end: float) -> str:
    """In two arcs on either side: one arc cannot go the whole way round."""
    middle = (start + end) / 2
    outwards = [_on_ring(turn, DONUT_OUTER) for turn in (start, middle, end)]
    back = [_on_ring(turn, DONUT_INNER) for turn in (end, middle, start)]
    arcs = [f"A{DONUT_OUTER} {DONUT_OUTER} 0 0 1 {x} {y}" for x, y in outwards[1:]]
    arcs.append(f"L{back[0][0]} {back[0][1]}")
    arcs += [f"A{DONUT_INNER} {DONUT_INNER} 0 0 0 {x} {y}" for x, y in back[1:]]
    return f"M{outwards[0][0]} {outwards[0][1]} {' '.join(arcs)}Z"
