"""The timeline: what it says, that picture, words and table agree, and that any plan can be drawn on one sheet."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.charts.drawing import draw, png
from app.charts.timeline import Due, DueGoal, Timeline

SVG = "{http://www.w3.org/2000/svg}"
JAN, MARCH, JUNE = dt.date(2027, 1, 29), dt.date(2027, 3, 31), dt.date(2027, 6, 30)
TODAY = dt.date(2027, 3, 14)
DONE = Due("1.1", "The framework is drafted.", "Amir Khan", JAN, JAN, dt.date(2027, 2, 2), "Done", "done 4 days late")
MOVED = Due("1.2", "Partners adopt it.", "Ann Bell", JAN, MARCH, None, "At risk", "61 days behind", ("1.1",))
LATE = Due("2.1", "Data is shared.", "", JAN, JAN, None, "Late", "")
AHEAD = Due("2.2", "The board decides.", "Ann Bell", JUNE, JUNE, None, "Not started", "")
CHART = Timeline(
    "Timeline of the change plan",
    "Cheshire West and Chester",
    dt.date(2026, 11, 2),
    dt.date(2027, 11, 1),
    TODAY,
    approved=True,
    goals=(DueGoal("1", "One framework", (DONE, MOVED)), DueGoal("2", "Shared data", (LATE, AHEAD))),
)
PLANNED = replace(
    CHART,
    approved=False,
    goals=(DueGoal("1", "One framework", (Due("1.1", "It is drafted", "", JAN), Due("1.2", "x", "", None))),),
)


def many(goals: int, milestones: int) -> Timeline:
    """A plan in which each date has moved, as that takes the most room."""
    every = tuple(
        DueGoal(
            str(at),
            "Every partner uses one description of commissioning, and can show decisions that followed it",
            tuple(
                replace(
                    MOVED,
                    number=f"{at}.{place}",
                    planned=JAN + dt.timedelta(40 * place),
                    forecast=MARCH + dt.timedelta(35 * place),
                )
                for place in range(1, milestones + 1)
            ),
        )
        for at in range(1, goals + 1)
    )
    return replace(CHART, goals=every)


def texts(chart: Timeline) -> list[str]:
    return [element.text or "" for element in ET.fromstring(draw(chart)).iter(f"{SVG}text")]


def size(chart: Timeline) -> tuple[float, float]:
    _, _, width, height = (ET.fromstring(draw(chart)).get("viewBox") or "").split()
    return float(width), float(height)


def test_the_finding_is_one_sentence() -> None:
    assert CHART.alt == (
        "Cheshire West and Chester: 4 milestones of 2 goals, from January 2027 to June 2027; 1 done; late: 2.1; "
        "forecast behind the baseline: 1.2."
    )
    assert PLANNED.alt == (
        "Cheshire West and Chester: 2 milestones of 1 goal, from January 2027 to January 2027; planned, not approved "
        "yet; 1 without a date."
    )
    assert replace(CHART, goals=()).alt == "Cheshire West and Chester: there are no milestones yet."


def test_the_table_has_a_row_for_each_milestone_with_both_dates() -> None:
    assert CHART.table.head == (
        *("Goal", "Milestone", "Owner", "Baseline", "Forecast", "Status"),
        "Against the baseline",
    )
    assert CHART.table.rows[0] == (
        *("1. One framework", "1.1 The framework is drafted.", "Amir Khan", "29 January 2027", "done 2 February 2027"),
        *("Done", "done 4 days late"),
    )
    assert CHART.table.rows[1][1:5] == (
        "1.2 Partners adopt it (after 1.1)",
        "Ann Bell",
        "29 January 2027",
        "31 March 2027",
    )
    assert CHART.table.rows[2][2] == "nobody yet"


def test_a_plan_that_is_not_approved_has_neither_baseline_nor_forecast() -> None:
    assert PLANNED.table.head == ("Goal", "Milestone", "Owner", "Planned date")
    assert [row[3] for row in PLANNED.table.rows] == ["29 January 2027", "no date yet"]
    words = " ".join(texts(PLANNED))
    assert "Planned" in words
    assert not re.search("Baseline|Forecast|Done", words)
    assert "no baseline and no forecast" in PLANNED.sentence


def test_the_picture_says_what_the_table_says() -> None:
    words = texts(CHART)
    assert {"1. One framework", "2. Shared data", "1.2 Partners adopt it (after 1.1)"} <= {*words}
    assert {"Baseline", "Forecast", "Done", "Today", "Today, 14 March 2027"} <= {*words}
    assert words[words.index("1.1 The framework is drafted.") + 1] == "done 2 Feb, baseline 29 Jan"
    assert words[words.index("1.2 Partners adopt it (after 1.1)") + 1] == "forecast 31 Mar, baseline 29 Jan, at risk"
    assert words[words.index("2.1 Data is shared.") + 1] == "29 Jan, late"
    assert words[words.index("2.2 The board decides.") + 1] == "30 Jun"
    assert {"Nov", "2026", "Jan", "2027"} <= {*words}


def test_baseline_forecast_and_done_differ_by_shape() -> None:
    """A diamond has four corners and no upright side, a circle many, a square is a box: colour says nothing alone."""
    shapes = {
        words: re.findall(r'<path d="([^"]+)"', draw(replace(CHART, goals=(DueGoal("1", "x", (each,)),))).decode())
        for words, each in (("moved", MOVED), ("done", DONE))
    }
    corners = {words: [path.count("L ") for path in paths] for words, paths in shapes.items()}
    assert sum(number > 20 for number in corners["moved"]) == 2  # in the key and beside the diamond
    assert sum(number > 20 for number in corners["done"]) == 1  # in the key alone


def test_nothing_reaches_outside_and_text_is_text() -> None:
    drawn = draw(CHART).decode()
    assert not re.search(r"<script|<image|<foreignObject|\son\w+=|@import|\b20\d\d-\d\d-\d\d", drawn)
    assert all(target.startswith("#") for target in re.findall(r"(?:href=\"|url\()([^\")]+)", drawn))
    root = ET.fromstring(drawn)
    assert (root.get("role"), root[0].text) == ("img", CHART.alt)


def test_long_words_are_cut_and_what_they_wait_for_is_not() -> None:
    long = replace(MOVED, what="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and all of its partners")
    (shown,) = (words for words in texts(replace(CHART, goals=(DueGoal("1", "x", (long,)),))) if "Llan" in words)
    assert shown.startswith("1.2 Llanfairpwllgwyngyllgogery")
    assert shown.endswith("… (after 1.1)")
    assert len(shown) <= 55


def test_today_outside_what_is_shown_is_not_drawn() -> None:
    before = replace(CHART, today=dt.date(2026, 9, 1))
    assert not any("Today" in words for words in texts(before))
    assert "today" not in before.sentence


def test_equal_plans_give_equal_bytes_and_another_day_gives_another_address() -> None:
    assert draw(CHART) == draw(replace(CHART))
    assert CHART.digest == replace(CHART).digest
    assert CHART.digest != replace(CHART, today=TODAY + dt.timedelta(1)).digest
    assert png(CHART, dpi=60).startswith(b"\x89PNG")


@pytest.mark.parametrize(("goals", "milestones"), [(2, 2), (6, 4), (12, 6)])
def test_a_plan_lies_on_one_sheet_of_a4_in_letters_that_can_be_read(goals: int, milestones: int) -> None:
    """A4 lies 785 by 538 points between its margins; the page's head takes 95 of them."""
    chart = many(goals, milestones)
    width, height = size(chart)
    scale = min(785 / width, 443 / height)
    smallest = min(float(found) for found in re.findall(r"font-size: ([\d.]+)px", draw(chart).decode()))
    assert smallest * scale >= (6 if milestones == 6 else 8)
    shown = texts(chart)
    for each in chart.milestones:
        assert any(words.startswith((f"{each.number} ", f"{each.number},")) for words in shown)


def test_words_in_lanes_do_not_lie_on_each_other() -> None:
    drawn = draw(many(12, 6)).decode()
    placed = re.findall(r'text-anchor: (start|end)[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>(\d+\.\d[^<]*)', drawn)
    assert len(placed) == 72
    by_line: dict[str, list[tuple[float, float]]] = {}
    for anchor, x, y, words in placed:
        wide = len(words) * 4.5
        by_line.setdefault(y, []).append(
            (float(x), float(x) + wide) if anchor == "start" else (float(x) - wide, float(x))
        )
    for line in map(sorted, by_line.values()):
        assert all(one[1] <= other[0] for one, other in pairwise(line))


days = st.dates(dt.date(2026, 6, 1), dt.date(2028, 12, 31))
words = st.text(st.characters(max_codepoint=0x17F), max_size=90)
dues = st.builds(
    Due,
    number=st.from_regex(r"[1-9]\.[1-9]", fullmatch=True),
    what=words,
    owner=words,
    planned=st.none() | days,
    forecast=st.none() | days,
    done=st.none() | days,
    word=st.sampled_from(["", "Late", "At risk", "Done"]),
    waits_for=st.lists(st.just("1.1"), max_size=3).map(tuple),
)
plans = st.builds(
    replace,
    st.just(CHART),
    approved=st.booleans(),
    today=days,
    goals=st.lists(st.builds(DueGoal, st.just("1"), words, st.lists(dues, max_size=8).map(tuple)), max_size=7).map(
        tuple
    ),
)


@settings(max_examples=25)
@given(plans)
def test_any_plan_draws(chart: Timeline) -> None:
    root = ET.fromstring(draw(chart))
    assert root[0].text == " ".join("".join(c for c in chart.alt if c.isprintable() or c.isspace()).split())
    assert len(chart.table.rows) == len(chart.milestones)
    assert {len(row) for row in chart.table.rows} <= {len(chart.table.head)}
