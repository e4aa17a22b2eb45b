from decimal import Decimal

import pytest

from ekinerja.charts import Band, Part, stacked_chart, year_chart

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
