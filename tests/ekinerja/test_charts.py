import re
from decimal import Decimal
from itertools import pairwise

import pytest

from ekinerja.charts import (
    REST_COLOUR,
    TONE_COLOURS,
    Band,
    Limit,
    Part,
    Step,
    cumulative_chart,
    distribution_chart,
    donut_chart,
    stacked_chart,
    year_chart,
)

BANDS = (Band("Buruk", Decimal(0), "bahaya"), Band("Cukup", Decimal(61), "netral"), Band("Baik", Decimal(76), "info"))
NOTHING = [None] * 12


def year(**months: object):
    values = [Decimal(str(months[f"m{n}"])) if f"m{n}" in months else None for n in range(1, 13)]
    return year_chart(values, BANDS)


def test_a_bar_stands_on_the_baseline_and_ends_at_its_value():
    chart = year(m1=50, m2=100)
    half, full = chart.bars[0], chart.bars[1]
    assert half.y + half.height == chart.baseline
    assert full.y + full.height == chart.baseline
    assert half.height * 2 == full.height


@pytest.mark.parametrize(
    ("value", "band"),
    [("0", "Buruk"), ("60.99", "Buruk"), ("61", "Cukup"), ("75.99", "Cukup"), ("76", "Baik"), ("130", "Baik")],
)
def test_a_bar_belongs_to_the_band_its_value_has_reached(value, band):
    assert year(m1=value).bars[0].band == band


def test_a_month_without_a_value_has_no_band_and_no_colour():
    bar = year(m1=90).bars[1]
    assert (bar.value, bar.band, bar.colour) == (None, "", "")
    assert year(m1=90).filled == 1


def test_twelve_bars_share_the_width_without_touching():
    bars = year(**{f"m{n}": 90 for n in range(1, 13)}).bars
    assert_side_by_side(bars, year(m1=90))


def assert_side_by_side(bars, chart):
    """In percent of the width, between the axis and the right end."""
    ends = [chart.left, *(end for bar in bars for end in (bar.x, bar.x + bar.width)), chart.right]
    assert all(before < after for before, after in pairwise(ends)), ends
    assert 0 < chart.left < chart.right < 100


@pytest.mark.parametrize(("highest", "top"), [(40, 100), (100, 100), ("100.01", 120), (176, 180)])
def test_the_scale_holds_the_highest_value_and_never_ends_below_100(highest, top):
    assert year(m5=highest).grid[-1].value == top


def test_the_bands_fill_the_scale_without_gaps():
    shapes = year(m1=120).bands
    assert [upper.y + upper.height for upper in shapes[1:]] == [lower.y for lower in shapes[:-1]]
    assert shapes[0].y + shapes[0].height == year(m1=120).baseline


def test_bars_stay_inside_the_picture():
    chart = year(**{f"m{n}": n * 15 for n in range(1, 13)})
    assert all(chart.left <= bar.x and bar.x + bar.width <= chart.right for bar in chart.bars)
    assert all(bar.value_y > 0 for bar in chart.bars)


@pytest.mark.parametrize(
    ("values", "bands", "reason"),
    [
        (NOTHING[:11], BANDS, "12 months"),
        ([Decimal(-1), *NOTHING[1:]], BANDS, "negative"),
        (NOTHING, (), "start at 0"),
        (NOTHING, BANDS[1:], "start at 0"),
        (NOTHING, BANDS[::-1], "start at 0"),
        ([Decimal(1), *NOTHING[1:]], (Band("?", Decimal(0), "merah"),), "unknown tone"),
    ],
)
def test_a_year_that_cannot_be_drawn_says_why(values, bands, reason):
    with pytest.raises(ValueError, match=reason):
        year_chart(values, bands)


def test_segments_share_the_bar_by_their_counts_and_leave_nothing_over():
    chart = stacked_chart([Part("a", 1, "info"), Part("b", 0, "netral"), Part("c", 2, "sukses")])
    assert [segment.share for segment in chart.segments] == [Decimal("33.3"), Decimal(0), Decimal("66.7")]
    assert sum(segment.width for segment in chart.segments) == chart.width
    assert chart.segments[1].width == 0
    assert chart.segments[2].x == chart.segments[0].width


def test_a_bar_of_nothing_is_empty_and_not_an_error():
    chart = stacked_chart([Part("a", 0, "info")])
    assert (chart.total, chart.segments[0].width, chart.segments[0].share) == (0, 0, 0)


def test_a_negative_part_is_refused():
    with pytest.raises(ValueError, match="negative"):
        stacked_chart([Part("a", -1, "info")])


# --- The curve of a distribution

LABELS = ("Sangat Kurang", "Kurang/Misconduct", "Butuh Perbaikan", "Baik", "Sangat Baik")
BAIK = [Decimal(share) for share in (1, 4, 15, 60, 20)]


def test_the_pattern_is_drawn_in_people_and_the_difference_is_what_was_given_minus_it():
    chart = distribution_chart(BAIK, (0, 1, 1, 5, 3), LABELS)
    assert [row.ideal for row in chart.rows] == [Decimal(n) / 10 for n in (1, 4, 15, 60, 20)]
    assert [str(row.difference) for row in chart.rows] == ["-0.1", "0.6", "-0.5", "-1.0", "1.0"]
    assert (chart.total, chart.unit) == (10, "orang")


def test_equal_values_of_both_curves_stand_at_the_same_height_and_nobody_stands_on_the_baseline():
    chart = distribution_chart([Decimal(0), Decimal(100)], (0, 4), LABELS[:2])
    assert [mark.y for mark in chart.red.marks] == [mark.y for mark in chart.green.marks]
    assert chart.red.marks[0].y == chart.baseline


def test_where_nobody_was_rated_the_pattern_alone_is_drawn_in_percent():
    chart = distribution_chart(BAIK, (0, 0, 0, 0, 0), LABELS)
    assert chart.green is None
    assert (chart.unit, [mark.value for mark in chart.red.marks]) == ("%", BAIK)
    assert all(row.ideal is None and row.difference is None for row in chart.rows)


def test_without_a_pattern_only_what_was_given_is_drawn():
    chart = distribution_chart(None, (0, 0, 1, 2, 0), LABELS)
    assert chart.red is None
    assert [mark.value for mark in chart.green.marks] == [0, 0, 1, 2, 0]
    assert {row.share for row in chart.rows} == {None}


def test_without_a_pattern_and_without_people_there_is_an_empty_picture():
    chart = distribution_chart(None, (0, 0), LABELS[:2])
    assert (chart.red, chart.green, [line.value for line in chart.grid]) == (None, None, [0, 1])


@pytest.mark.parametrize(
    ("highest", "lines"),
    [
        (1, [0, 1]),
        (5, [0, 1, 2, 3, 4, 5]),
        (6, [0, 2, 4, 6]),
        (12, [0, 5, 10, 15]),
        (430, [0, 100, 200, 300, 400, 500]),
    ],
)
def test_the_axis_has_few_lines_on_round_numbers_and_holds_the_highest_value(highest, lines):
    assert [line.value for line in distribution_chart(None, (highest, 0), LABELS[:2]).grid] == lines


def test_no_bend_of_the_curve_leaves_the_range_of_its_two_ends():
    """A smooth line that overshot would draw fewer than nobody, or more than the most."""
    chart = distribution_chart(None, (0, 0, 9, 1, 8), LABELS)
    points = [Decimal(number) for number in re.findall(r"[\d.]+", chart.green.path)][1::2]
    ends = [points[0], *points[3::3]]
    bends = list(zip(points[1::3], points[2::3], strict=True))
    assert ends == [mark.y for mark in chart.green.marks]
    assert all(min(a, b) <= y <= max(a, b) for (a, b), pair in zip(pairwise(ends), bends, strict=True) for y in pair)


def test_a_phone_gets_a_picture_of_its_own_with_a_word_in_each_line_of_a_label():
    chart = distribution_chart(BAIK, (0, 1, 1, 5, 3), LABELS)
    narrow = chart.narrow
    assert narrow is not None
    assert narrow.width < chart.width
    assert [row.lines for row in narrow.rows] == [tuple(label.replace("/", "/ ").split()) for label in LABELS]
    assert [row.lines for row in chart.rows] == [(label,) for label in LABELS]
    assert narrow.height > chart.height
    assert [mark.y for mark in narrow.green.marks] == [mark.y for mark in chart.green.marks]
    assert all(narrow.left < row.x < narrow.right for row in narrow.rows)


def test_the_higher_of_two_values_is_written_above_its_mark_and_the_lower_below():
    chart = distribution_chart(BAIK, (0, 1, 1, 5, 3), LABELS)
    for red, green in zip(chart.red.marks, chart.green.marks, strict=True):
        upper, lower = (red, green) if red.value > green.value else (green, red)
        assert upper.text_y < upper.y <= lower.y < lower.text_y


@pytest.mark.parametrize(
    ("red", "green", "reason"),
    [(BAIK[:4], (0,) * 5, "one share"), (None, (0,) * 4, "one share"), (BAIK, (0, 0, -1, 0, 0), "negative")],
)
def test_a_distribution_that_cannot_be_drawn_says_why(red, green, reason):
    with pytest.raises(ValueError, match=reason):
        distribution_chart(red, green, LABELS)


# --- A sum that grows towards limits -------------------------------------------------------------------------------


def test_the_bars_stand_in_order_and_a_limit_at_the_height_of_a_bar_of_its_value():
    chart = cumulative_chart(
        [Step("2025", Decimal(50)), Step("2026", Decimal(100), True)], [Limit("Pangkat", Decimal(100), "info")]
    )
    first, second = chart.bars
    assert first.centre < second.centre
    assert all(bar.y + bar.height == chart.baseline for bar in chart.bars)
    assert first.height * 2 == second.height
    assert chart.limits[0].y == second.y
    assert chart.provisional


@pytest.mark.parametrize("count", [1, 2, 5, 12])
def test_steps_share_the_width_and_few_of_them_do_not_fill_it(count):
    chart = cumulative_chart([Step(str(2020 + n), Decimal(n + 1)) for n in range(count)], [])
    assert_side_by_side(chart.bars, chart)
    assert all(bar.width <= 10 for bar in chart.bars)
    # Of many every other one is told on a phone, and the last in any case.
    told = [bar.label for bar in chart.bars if not bar.minor]
    assert told == [bar.label for bar in chart.bars][:: -2 if count > 7 else -1][::-1]


def test_a_limit_far_above_stays_inside_the_picture():
    chart = cumulative_chart([Step("2026", Decimal("2.08"))], [Limit("Jenjang", Decimal(450), "sukses")])
    assert [line.value for line in chart.grid] == [0, 100, 200, 300, 400, 500]
    assert 0 < chart.limits[0].y < chart.bars[0].y
    assert not chart.provisional


def test_a_negative_sum_cannot_be_drawn():
    with pytest.raises(ValueError, match="negative"):
        cumulative_chart([Step("2026", Decimal(-1))], [])


# --- A whole and its parts


def test_a_quarter_begins_at_the_top_and_ends_at_the_right():
    chart = donut_chart([Part("a", 1, "info"), Part("b", 3, "")])
    assert chart.slices[0].path.startswith("M130.0 34.0 ")
    assert " 226.0 130.0 L190.0 130.0 " in chart.slices[0].path
    assert [each.share for each in chart.slices] == [Decimal("25.0"), Decimal("75.0")]
    assert [each.colour for each in chart.slices] == [TONE_COLOURS["info"], REST_COLOUR]


def test_the_only_part_goes_the_whole_way_round():
    path = donut_chart([Part("a", 7, "sukses"), Part("b", 0, "info")]).slices[0].path
    assert path.startswith("M130.0 34.0 A96 96 0 0 1 130.0 226.0 A96 96 0 0 1 130.0 34.0")


def test_a_part_of_zero_is_named_but_not_drawn_and_a_small_one_has_no_label():
    nothing, small, most = donut_chart([Part("a", 0, "info"), Part("b", 1, "info"), Part("c", 99, "sukses")]).slices
    assert (nothing.path, nothing.labelled) == ("", False)
    assert (bool(small.path), small.labelled, most.labelled) == (True, False, True)


def test_a_ring_of_nobody_is_empty_and_not_an_error():
    chart = donut_chart([Part("a", 0, "info")])
    assert (chart.total, chart.slices[0].path, chart.slices[0].share) == (0, "", 0)


def test_a_part_of_a_ring_cannot_be_negative():
    with pytest.raises(ValueError, match="negative"):
        donut_chart([Part("a", -1, "info")])
