"""The pictures: the same bytes for the same figures, real text, nothing that reaches outside."""

import hashlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from app.charts.agencies import AgencyMedians
from app.charts.area_levels import AreaCounts, AreaLevels
from app.charts.bars import LevelBar, LevelBars
from app.charts.dots import DotRow, ScoreDots
from app.charts.drawing import WIDTH, draw, png
from app.charts.model import Chart
from app.charts.over_time import ThenNowTarget
from app.charts.radar import LevelRadar

from .samples import ACTIVITY, AGENCIES, ALL, AREAS, BARS, DOTS, FRAMEWORK, MANY, RADAR, TIME

drawn_once = cache(draw)
"""For tests that read a picture; those that compare pictures draw."""
SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[3]
every = pytest.mark.parametrize("chart", ALL.values(), ids=list(ALL))


def texts(chart: Chart) -> list[str]:
    return [element.text or "" for element in ET.fromstring(drawn_once(chart)).iter(f"{SVG}text")]


def ends(words: list[str], label: str) -> int:
    """Where a label, which may take several lines, ends among the words of a picture."""
    for at in range(len(words)):
        for more in range(1, 4):
            if " ".join(words[at : at + more]) == label:
                return at + more - 1
    raise AssertionError(f"{label} is not in the picture")


def in_another_process(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@every
def test_equal_figures_give_equal_bytes(chart) -> None:
    assert draw(replace(chart)) == drawn_once(chart)


def test_other_figures_give_other_bytes() -> None:
    assert draw(BARS) != draw(replace(BARS, bars=(replace(BARS.bars[0], level=4), *BARS.bars[1:])))


def test_another_process_gives_the_same_bytes_and_only_drawing_imports_matplotlib() -> None:
    code = """if True:
        import hashlib, sys
        import app.charts.agencies, app.charts.area_levels, app.charts.bars, app.charts.cache, app.charts.dots
        import app.charts.model, app.charts.over_time, app.charts.radar, app.charts.timeline
        print("matplotlib" in sys.modules, end=" ")
        from app.charts.bars import LevelBar, LevelBars
        from app.charts.drawing import draw
        chart = LevelBars("T", (LevelBar("A", "x", 2, 4), LevelBar("A", "y", None, 3)), "P")
        print(chart.digest, hashlib.sha256(draw(chart)).hexdigest())
    """
    chart = LevelBars("T", (LevelBar("A", "x", 2, 4), LevelBar("A", "y", None, 3)), "P")
    assert in_another_process(code) == f"False {chart.digest} {hashlib.sha256(draw(chart)).hexdigest()}"


@every
def test_eight_threads_give_the_same_bytes(chart: Chart) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(draw, [chart] * 8)) == {drawn_once(chart)}


@every
def test_nothing_reaches_outside_and_nothing_runs(chart: Chart) -> None:
    drawn = drawn_once(chart).decode()
    assert drawn.startswith("<svg ")
    assert not re.search(
        r"<script|<!DOCTYPE|<!ENTITY|<metadata|<image|<foreignObject|javascript:|\son\w+=|@import", drawn
    )
    assert not re.search(r"\b20\d\d-\d\d-\d\d|dc:date", drawn)
    assert {*re.findall(r"https?://[^\"\s]+", drawn)} == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert all(target.startswith("#") for target in re.findall(r"(?:href=\"|url\()([^\")]+)", drawn))


@every
def test_root_is_a_named_picture_that_scales(chart: Chart) -> None:
    root = ET.fromstring(drawn_once(chart))
    title = root[0]
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", title.get("id"))
    assert (title.tag, title.text) == (f"{SVG}title", chart.alt)
    assert (root.get("viewBox") or "").split()[:3] == ["0", "0", f"{WIDTH:g}"]


@every
def test_text_is_text_in_a_plain_typeface_and_large_enough(chart: Chart) -> None:
    drawn = drawn_once(chart).decode()
    assert {*re.findall(r"font-family: ([^;\"]+)", drawn)} == {"'Arial', 'Helvetica', sans-serif"}
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", drawn)) >= 11
    assert chart.title in " ".join(texts(chart)[:3])
    assert "Cheshire West and Chester" in texts(chart)


@pytest.mark.parametrize("chart", [BARS, AREAS, TIME], ids=["bars", "areas", "time"])
def test_areas_are_named(chart: Chart) -> None:
    assert {FRAMEWORK, ACTIVITY} <= {*texts(chart)}


def test_every_row_of_the_table_of_bars_is_in_the_picture() -> None:
    words = texts(BARS)
    for _, label, level, target, _ in BARS.table.rows:
        at = ends(words, label)
        assert words[at + 1] == level
        assert (words[at + 2] == f"target {target}") if target != "no target" else ("target" not in words[at + 2])


def test_every_row_of_the_table_of_areas_is_in_the_picture() -> None:
    words = texts(AREAS)
    for area, *counts, missing, median in AREAS.table.rows:
        shown = words[ends(words, area) + 1 :]
        figures = [word for word in shown[: shown.index(f"median {median}")] if not word.startswith("level")]
        assert figures == [count for count in [*counts, missing] if count != "0"]


def test_not_assessed_is_written_and_never_drawn_as_nought() -> None:
    bars = LevelBars("T", (LevelBar("A", "x", None),), "P")
    assert texts(bars)[-1] == "not assessed"
    assert "0" not in texts(bars)
    assert texts(AreaLevels("T", (AreaCounts("A", (0,) * 5, None, 9),), "P"))[-2:] == ["9", "not assessed"]


def test_bar_is_as_long_as_its_level() -> None:
    for level in range(1, 6):
        drawn = draw(LevelBars("T", (LevelBar("A", "x", level),), "P")).decode()
        boxes = re.findall(r"<path d=\"M ([\d.]+) [\d.]+ \nL ([\d.]+) [^\"]*\" style=\"fill: #1d70b8", drawn)
        assert float(boxes[-1][1]) - float(boxes[-1][0]) == level * 53


def test_long_labels_are_wrapped_and_awkward_ones_survive() -> None:
    label = "Commissioning <with> & without $cost$ \x00 " + "of every single kind that anybody could think of " * 3
    words = texts(LevelBars("T", (LevelBar("A", label, 3),), "P"))
    lines = words[words.index("5") + 1 : -1]
    assert " ".join(lines) == " ".join(label.replace("\x00", "").split())
    assert len(lines) > 2
    assert max(map(len, lines)) <= 44


@pytest.mark.parametrize(
    "chart",
    [
        replace(BARS, bars=()),
        replace(AREAS, areas=()),
        replace(DOTS, rows=()),
        replace(TIME, rows=()),
        replace(RADAR, bars=()),
        replace(RADAR, bars=RADAR.bars[:2]),
        replace(AGENCIES, rows=()),
        AgencyMedians("Medians by agency", (), (), "P"),
        ThenNowTarget("Then, now and target", (), "Baseline", (), "P"),
    ],
)
def test_no_figures_give_a_picture_all_the_same(chart: Chart) -> None:
    assert chart.title in " ".join(texts(chart)[:2])


def dots_drawn(chart: ScoreDots) -> int:
    """How often the picture uses the shape of a dot, but for the one in its key."""
    return len(re.findall(r"<use ", draw(chart).decode())) - 1


def test_there_is_a_dot_for_every_score() -> None:
    for row in DOTS.rows:
        assert dots_drawn(replace(DOTS, rows=(row,))) == sum(vote.scores for _, vote in row.votes)


def test_many_dots_stand_side_by_side_and_none_on_another() -> None:
    drawn = draw(replace(DOTS, rows=(DotRow("x", MANY, 3),))).decode()
    places = re.findall(r'<use [^>]*x="([\d.]+)" y="([\d.]+)"', drawn)
    assert len({*places}) == len(places) == MANY.scores + 1
    assert max(float(x) for x, _ in places) < WIDTH


def test_every_row_of_the_table_of_dots_is_in_the_picture() -> None:
    words = texts(DOTS)
    for row in DOTS.rows:
        shown = words[ends(words, row.label) :]
        for _, vote in row.votes:
            assert {f"{vote.scores} scores", *filter(None, [vote.word])} <= {*shown}
        assert f"agreed {row.agreed}" in shown or (row.agreed is None and "not assessed" in shown)
    assert "not shown: fewer than three" in words


def test_every_row_of_the_table_over_time_is_in_the_picture() -> None:
    words = texts(TIME)
    said = [tuple(words[at + 1 : at + 3]) for at in (ends(words, row.label) for row in TIME.rows)]
    assert said == [
        ("2 → 3 → 3", "target 4"),
        ("3 → 3 → 3", "target 3"),
        ("4 → 3 → 3", "target 5"),
        ("– → 2 → 3", "no target"),
        ("– → – → –", "target 3"),
    ]
    assert {"reworded", "replaced: not compared", "not assessed"} <= {*words}


def test_a_replaced_standard_has_no_mark_of_its_earlier_level() -> None:
    one = replace(TIME, rows=TIME.rows[3:4])
    dropped = replace(one, rows=(replace(one.rows[0], earlier=(TIME.rows[4].earlier[0], one.rows[0].earlier[1])),))
    assert draw(one).count(b"<path") == draw(dropped).count(b"<path")


def test_radar_names_its_spokes_and_leaves_a_gap_where_nothing_is_assessed() -> None:
    words = texts(RADAR)
    assert [number for number, _ in RADAR.spokes] == ["1", "2", "3", "5", "6", "7"]
    assert {"1", "2", "3", "5", "6", "7"} <= {*words}
    assert "2. Strategies, plans and priorities: level 2, target 4" in " ".join(words)
    assert "7. Markets, mechanisms and procurement: not assessed, target 3" in " ".join(words)
    whole = replace(RADAR, bars=tuple(replace(bar, level=3, target=4) for bar in RADAR.bars))
    assert draw(whole).count(b"stroke-dasharray") == 6 + 1
    assert draw(RADAR).count(b"stroke-dasharray") == 4 + 1


def test_radar_marks_spokes_by_place_where_labels_have_no_number() -> None:
    radar = LevelRadar("T", tuple(LevelBar("A", name, 2) for name in ("x", "y. z", "w")), "P")
    assert radar.spokes == (("1", "x"), ("2", "y. z"), ("3", "w"))


def test_every_median_of_the_table_by_agency_is_in_the_picture() -> None:
    words = texts(AGENCIES)
    assert words[2:8] == ["A", "Council", "B", "Health", "C", "Other agencies"]
    for row in AGENCIES.rows[:2]:
        assert {*words[ends(words, row.label) + 1 :][:3]} == {"A", "B", "C"}
    assert words[-1] == "not shown: too few in a group"


@every
def test_marks_and_words_stand_out_from_the_paper(chart: Chart) -> None:
    """WCAG 2.2, 1.4.3 and 1.4.11: words 4.5 to 1; every colour that carries a mark's outline 3 to 1."""
    drawn = drawn_once(chart).decode()
    for element in re.findall(r"<text [^>]*>", drawn):
        colour = re.search(r"fill: (#[0-9a-f]{6})", element)
        ink = colour[1] if colour else "#000000"
        assert ink == "#ffffff" or contrast(ink, "#ffffff") >= 4.5  # white only within a blue bar
    assert contrast("#1d70b8", "#ffffff") >= 4.5
    lines = {*re.findall(r"stroke: (#[0-9a-f]{6})", drawn)} - {"#ffffff", "#b1b4b6"}  # less the faint lines of a grid
    marks = lines | {*re.findall(r"<path [^>]*fill: (#[0-9a-f]{6})", drawn)} - {"#ffffff", "#f3f2f1"}
    assert marks
    plain = {"#d2e2f1", "#8eb8dc"}  # segments with outline and figure, told apart by those
    assert all(contrast(colour, "#f3f2f1") >= 3 for colour in marks - plain)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@every
def test_png_is_the_same_picture_at_the_resolution_asked(chart: Chart) -> None:
    drawn = png(chart, dpi=100)
    assert drawn.startswith(b"\x89PNG")
    width, height = (int.from_bytes(drawn[at : at + 4], "big") for at in (16, 20))
    box = (ET.fromstring(drawn_once(chart)).get("viewBox") or "").split()
    assert width == pytest.approx(WIDTH / 72 * 100, abs=1)
    assert height == pytest.approx(float(box[3]) / 72 * 100, abs=1)
    assert png(chart, dpi=100) == drawn


def test_png_of_what_has_no_drawing_is_refused() -> None:
    with pytest.raises(TypeError, match="no drawing for object"):
        png(object())


def test_what_has_no_drawing_is_refused() -> None:
    with pytest.raises(TypeError, match="no drawing for object"):
        draw(object())
