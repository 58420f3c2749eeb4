"""The pictures: the same bytes for the same figures, real text, nothing that reaches outside."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from app.charts.area_levels import AreaCounts, AreaLevels
from app.charts.bars import LevelBar, LevelBars
from app.charts.drawing import WIDTH, draw
from app.charts.model import Chart

from .samples import ACTIVITY, AREAS, BARS, FRAMEWORK

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[3]
both = pytest.mark.parametrize("chart", [BARS, AREAS], ids=["bars", "areas"])


def texts(chart: Chart) -> list[str]:
    return [element.text or "" for element in ET.fromstring(draw(chart)).iter(f"{SVG}text")]


def in_another_process(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@both
def test_equal_figures_give_equal_bytes(chart: LevelBars | AreaLevels) -> None:
    assert draw(chart) == draw(replace(chart))


def test_other_figures_give_other_bytes() -> None:
    assert draw(BARS) != draw(replace(BARS, bars=(replace(BARS.bars[0], level=4), *BARS.bars[1:])))


def test_another_process_gives_the_same_bytes() -> None:
    code = """if True:
        import hashlib
        from app.charts.bars import LevelBar, LevelBars
        from app.charts.drawing import draw
        chart = LevelBars("T", (LevelBar("A", "x", 2, 4), LevelBar("A", "y", None, 3)), "P")
        print(chart.digest, hashlib.sha256(draw(chart)).hexdigest())
    """
    assert in_another_process(code) == in_another_process(code)


@both
def test_eight_threads_give_the_same_bytes(chart: Chart) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(draw, [chart] * 32)) == {draw(chart)}


@both
def test_nothing_reaches_outside_and_nothing_runs(chart: Chart) -> None:
    drawn = draw(chart).decode()
    assert drawn.startswith("<svg ")
    assert not re.search(
        r"<script|<!DOCTYPE|<!ENTITY|<metadata|<image|<foreignObject|javascript:|\son\w+=|@import", drawn
    )
    assert not re.search(r"\b20\d\d-\d\d-\d\d|dc:date", drawn)
    assert {*re.findall(r"https?://[^\"\s]+", drawn)} == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert all(target.startswith("#") for target in re.findall(r"(?:href=\"|url\()([^\")]+)", drawn))


@both
def test_root_is_a_named_picture_that_scales(chart: Chart) -> None:
    root = ET.fromstring(draw(chart))
    title = root[0]
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", title.get("id"))
    assert (title.tag, title.text) == (f"{SVG}title", chart.alt)
    assert (root.get("viewBox") or "").split()[:3] == ["0", "0", f"{WIDTH:g}"]


@both
def test_text_is_text_in_a_plain_typeface_and_large_enough(chart: LevelBars | AreaLevels) -> None:
    drawn = draw(chart).decode()
    assert {*re.findall(r"font-family: ([^;\"]+)", drawn)} == {"'Arial', 'Helvetica', sans-serif"}
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", drawn)) >= 11
    assert {chart.title, chart.partner, FRAMEWORK, ACTIVITY} <= {*texts(chart)}


def test_every_row_of_the_table_of_bars_is_in_the_picture() -> None:
    words = texts(BARS)
    for _, label, level, target, _ in BARS.table.rows:
        at = words.index(label)
        assert words[at + 1] == level
        assert (words[at + 2] == f"target {target}") if target != "no target" else ("target" not in words[at + 2])


def test_every_row_of_the_table_of_areas_is_in_the_picture() -> None:
    words = texts(AREAS)
    for area, *counts, missing, median in AREAS.table.rows:
        shown = words[words.index(area) + 1 :]
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
        assert float(boxes[-1][1]) - float(boxes[-1][0]) == level * 62


def test_long_labels_are_wrapped_and_awkward_ones_survive() -> None:
    label = "Commissioning <with> & without $cost$ \x00 " + "of every single kind that anybody could think of " * 3
    words = texts(LevelBars("T", (LevelBar("A", label, 3),), "P"))
    lines = words[words.index("5") + 1 : -1]
    assert " ".join(lines) == " ".join(label.replace("\x00", "").split())
    assert len(lines) > 2
    assert max(map(len, lines)) <= 52


@pytest.mark.parametrize("chart", [replace(BARS, bars=()), replace(AREAS, areas=())])
def test_no_figures_give_a_picture_all_the_same(chart: LevelBars | AreaLevels) -> None:
    assert chart.title in texts(chart)


def test_what_has_no_drawing_is_refused() -> None:
    with pytest.raises(TypeError, match="no drawing for object"):
        draw(object())


def test_figures_and_words_do_not_import_matplotlib() -> None:
    code = """if True:
        import sys
        import app.charts.area_levels, app.charts.bars, app.charts.cache, app.charts.model
        print("matplotlib" in sys.modules)
    """
    assert in_another_process(code) == "False"
