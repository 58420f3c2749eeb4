"""The effect of support: means and intervals that can be done again, and no figure of few engagements."""

from fractions import Fraction

from app.charts.changes import change_text
from app.progress.effect import LEAST, NOT_SERVED, SERVED, Change, bootstrap, chart_of, measured


def _engagements(*levels: int, quarters: int = 0) -> list[Change]:
    return [Change(place, "one", moved, quarters) for place, moved in enumerate(levels)]


def test_four_engagements_give_no_figure_and_five_do():
    assert measured(_engagements(*[1] * (LEAST - 1))).mean is None
    found = measured(_engagements(0, 1, 1, 2, 1)).mean
    assert found is not None
    assert found.mean == 1


def test_the_interval_holds_the_mean_is_the_same_again_and_narrows_with_more_engagements():
    few, many = (tuple(map(Fraction, [0, 1, 2] * times)) for times in (2, 40))
    wide, narrow = bootstrap(few), bootstrap(many)
    bootstrap.cache_clear()
    assert bootstrap(few) == wide
    assert wide.low < wide.mean < wide.high
    assert narrow.high - narrow.low < (wide.high - wide.low) / 3
    assert bootstrap((Fraction(1),) * 5).low == bootstrap((Fraction(1),) * 5).high == 1


def test_an_engagement_counts_once_however_many_standards_it_has():
    changes = [*_engagements(0, 0, 0, 0), Change(4, "one", 2), Change(4, "two", 1)]
    assert measured(changes).changes == (0, 0, 0, 0, Fraction(3, 2))


def test_served_and_unserved_standards_stand_beside_each_other_and_few_draw_nothing():
    changes = [*_engagements(1, 1, 2, 0, 1, quarters=6), *(Change(place, "two", 0) for place in range(4))]
    chart = chart_of("Engagements", (("one", "1. One"), ("two", "2. Two")), changes)
    served, unserved, one, two = chart.lines
    assert (served.label, served.mean, served.beside[0]) == (SERVED, 1, "7.5 days")
    assert (unserved.label, unserved.mean, unserved.changes) == (NOT_SERVED, None, ())
    assert one.changes == served.changes
    assert two.why_none == "too few to draw: scored twice in 4 engagements"
    assert chart.table.rows[3] == ("2. Two", "0 days", "0 delegate-hours", "4", "too few", "–")
    assert "whole interval above no change: 1 of 1 standard; furthest up: 1. One (+1.0)" in chart.alt
    assert "that neither served: too few to draw: scored twice in 4 engagements" in chart.alt


def test_changes_are_written_with_their_sign():
    assert [change_text(each) for each in (Fraction(5, 6), Fraction(-1), Fraction(1, 100), None)] == [
        "+0.8",
        "-1.0",
        "0.0",
        "–",
    ]
