"""What the charts in depth say besides their picture: dots, over time, around a circle, by agency."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.charts.agencies import AgencyMedians, AgencyRow, GroupMedian
from app.charts.dots import DotRow, DotVote, ScoreDots
from app.charts.over_time import Compared, Journey, Then, ThenNowTarget

from .samples import AGENCIES, ALL, BARS, CHANGES, DOTS, MOMENTS, RADAR, REPLACED, REWORDED, SAME, TIME, P, Q


@pytest.mark.parametrize("chart", ALL.values(), ids=list(ALL))
def test_every_chart_has_a_full_table_a_sentence_and_a_digest_of_its_own(chart):
    assert {len(row) for row in chart.table.rows} == {len(chart.table.head)}
    assert chart.sentence.endswith(".")
    assert chart.alt.startswith("Cheshire West and Chester: ")
    assert chart.alt.endswith(".")
    words = set(f"{chart.alt} {chart.sentence}".split())
    assert not {"average", "rank"} & words
    assert chart in (MOMENTS, CHANGES) or "mean" not in words  # means are of ratings and of changes, never of levels
    assert chart.digest == replace(chart).digest
    assert len({each.digest for each in ALL.values()} | {replace(chart, title="Another").digest}) == len(ALL) + 1


def test_dots_name_the_most_divided_first_by_the_newest_vote():
    assert DOTS.alt == (
        "Cheshire West and Chester: mixed: 3. Levels of commissioning; close: 1. A shared process and principles and "
        "2. Strategies, plans and priorities; three scores and so no word on 1 standard; no scores shown on 1 standard."
    )
    split = ScoreDots("T", (DotRow("a", P, 3), DotRow("b", Q, 3)), "P")
    assert split.alt == "P: split: b; close: a."
    nothing = ScoreDots("T", (DotRow("a", None, 3),), "P")
    assert nothing.alt == "P: no scores are shown, because fewer than three people scored each standard."


def test_table_of_dots_has_a_row_for_each_vote():
    assert DOTS.table.head[:2] == ("Standard", "Vote")
    assert [row[:2] for row in DOTS.table.rows][1:3] == [
        ("2. Strategies, plans and priorities", "First vote"),
        ("2. Strategies, plans and priorities", "Second vote"),
    ]
    once = ScoreDots("T", (DotRow("a", P, None), DotRow("b", None, 2)), "P")
    assert once.table.rows == (
        ("a", "0", "1", "5", "2", "0", "3", "3 to 3.25", "close", "not assessed"),
        ("b", "", "", "", "", "", "", "not shown: fewer than three", "", "2"),
    )
    assert "second" not in once.sentence
    assert "second vote" in DOTS.sentence


@pytest.mark.parametrize(
    ("counts", "median", "lower", "upper"),
    [
        ((1, 1, 0, 0, 0), 1, 1, 2),
        ((1, 1, 1), 2, 1, 3),
        ((4, 0, 0, 0, -1), 1, 1, 1),
        ((0, 0, 4, 0, 0), 3, 4, 4),
        ((0, 0, 4, 0, 0), 6, 3, 6),
    ],
)
def test_votes_that_cannot_be_or_may_not_be_seen_are_refused(counts, median, lower, upper):
    with pytest.raises(ValueError, match=r"vote|three|median"):
        DotVote(counts, Fraction(median), Fraction(lower), Fraction(upper))


def test_over_time_says_what_moved_and_what_is_not_compared():
    assert TIME.alt == (
        "Cheshire West and Chester: up: 1. A shared process and principles and 5. Needs, data and targeting; down: "
        "3. Levels of commissioning; no change: 1 standard; not compared: 1 standard; at target or above: 1 of 3 "
        "standards; 1 not assessed."
    )
    assert [row[2:] for row in TIME.table.rows] == [
        ("2", "3", "3", "4", "up 1 level"),
        ("3 (reworded)", "3", "3", "3", "no change"),
        ("4", "3", "3", "5", "down 1 level"),
        ("replaced: not compared", "2", "3", "no target", "up 1 level"),
        ("not assessed", "not assessed", "not assessed", "3", "not assessed"),
    ]


def test_a_first_round_has_nothing_to_compare_with():
    first = ThenNowTarget("T", (), "Baseline", (Journey("A", "x", (), 2, 4),), "P")
    assert first.alt == "P: no earlier round; at target or above: 0 of 1 standard."
    assert first.table.head == ("Area", "Standard", "Baseline (now)", "Target")
    assert first.table.rows == (("A", "x", "2", "4"),)
    assert "no earlier signed round" in first.sentence


@pytest.mark.parametrize(
    ("earlier", "now", "words"),
    [
        ((Then(2, SAME),), 5, "up 3 levels"),
        ((Then(2, REWORDED),), 1, "down 1 level"),
        ((Then(None, REPLACED),), 4, "replaced: not compared"),
        ((Then(None, Compared.NEW),), 4, "new: not compared"),
        ((Then(None, REPLACED),), None, "not assessed"),
        ((Then(None, SAME), Then(3, SAME)), 3, "no change"),
    ],
)
def test_change_in_words(earlier, now, words):
    assert Journey("A", "x", earlier, now, None).change_text == words


def test_a_level_that_is_not_compared_cannot_be_given():
    with pytest.raises(ValueError, match="not compared"):
        Then(3, REPLACED)
    with pytest.raises(ValueError, match="every earlier round"):
        replace(TIME, rounds=("Baseline",))


def test_radar_says_what_the_bars_say():
    assert (RADAR.alt, RADAR.table.rows) == (BARS.alt, BARS.table.rows)
    assert "no meaning of its own" in RADAR.sentence


def test_agencies_say_where_they_lie_apart():
    assert AGENCIES.alt == (
        "Cheshire West and Chester: medians of agencies are two levels or more apart on 2. Strategies, plans and "
        "priorities; 1 standard not shown."
    )
    near = replace(AGENCIES, rows=AGENCIES.rows[:1])
    assert near.alt == "Cheshire West and Chester: no two agencies’ medians are two levels or more apart."
    assert replace(AGENCIES, rows=AGENCIES.rows[2:]).alt.endswith("no standard is shown by agency.")
    assert "A is Council, B is Health and C is Other agencies" in AGENCIES.sentence
    assert AGENCIES.table.rows[1:] == (
        ("2. Strategies, plans and priorities", "median 1 of 7 scores", "median 3 of 5 scores", "median 3 of 6 scores"),
        ("3. Levels of commissioning", *("not shown: too few in a group",) * 3),
    )


def test_agencies_refuse_figures_that_fit_no_group():
    with pytest.raises(ValueError, match="every group"):
        AgencyMedians("T", ("A", "B"), (AgencyRow("x", (GroupMedian(5, Fraction(3)),)),), "P")
    with pytest.raises(ValueError, match="1 to 5"):
        GroupMedian(5, Fraction(6))


def test_past_twenty_six_groups_letters_double():
    many = AgencyMedians("T", tuple(map(str, range(28))), (), "P")
    assert many.letters[25:] == ("Z", "AA", "BB")
