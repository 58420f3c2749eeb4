"""Draws charts: SVG for pages, PNG for Word. Import it only where something is drawn: it brings matplotlib."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from app.charts.agencies import AgencyMedians
from app.charts.area_levels import AreaLevels
from app.charts.bars import LevelBars
from app.charts.burnup import BurnUp
from app.charts.changes import LevelChanges
from app.charts.dots import ScoreDots
from app.charts.drawn.agencies import agency_medians
from app.charts.drawn.areas import area_levels
from app.charts.drawn.bars import level_bars
from app.charts.drawn.burnup import burn_up
from app.charts.drawn.changes import level_changes
from app.charts.drawn.dots import score_dots
from app.charts.drawn.half_days import half_days_taken
from app.charts.drawn.milestone_sums import milestone_sums
from app.charts.drawn.moments import moment_means
from app.charts.drawn.months import width
from app.charts.drawn.over_time import then_now_target
from app.charts.drawn.page import WIDTH
from app.charts.drawn.radar import level_radar
from app.charts.drawn.review_months import review_months
from app.charts.drawn.spread import level_spread
from app.charts.drawn.timeline import timeline
from app.charts.half_days import HalfDaysTaken
from app.charts.milestone_sums import MilestoneSums
from app.charts.model import Chart
from app.charts.moments import MomentMeans
from app.charts.over_time import ThenNowTarget
from app.charts.radar import LevelRadar
from app.charts.review_months import ReviewMonths
from app.charts.sheet import Sheet
from app.charts.spread import LevelSpread
from app.charts.timeline import Timeline

__all__ = ["WIDTH", "draw", "png"]

YOUNG = 1  # the two younger of Python’s three generations of objects: what was there before is not looked through

LAYOUTS: dict[type[Any], Callable[[Sheet, Any], float]] = {
    AgencyMedians: agency_medians,
    AreaLevels: area_levels,
    BurnUp: burn_up,
    HalfDaysTaken: half_days_taken,
    LevelBars: level_bars,
    LevelChanges: level_changes,
    LevelRadar: level_radar,
    LevelSpread: level_spread,
    MilestoneSums: milestone_sums,
    MomentMeans: moment_means,
    ReviewMonths: review_months,
    ScoreDots: score_dots,
    ThenNowTarget: then_now_target,
    Timeline: timeline,
}


def draw(chart: Chart) -> bytes:
    """Draw a chart as SVG. Equal charts give equal bytes. Raises TypeError for a kind that has no drawing."""
    with _tidied():
        return _svg(chart)


def png(chart: Chart, *, dpi: int = 200) -> bytes:
    """Draw the same picture as PNG, for documents that hold no SVG. Never in a page request: it takes twice as long.

    Raises TypeError for a kind that has no drawing.
    """
    with _tidied():
        return _png(chart, dpi)


@contextmanager
def _tidied() -> Iterator[None]:
    """Free the figure at once: its thousands of objects hold each other, and left to pile up they take 15 MB."""
    try:
        yield
    finally:
        gc.collect(YOUNG)


def _svg(chart: Chart) -> bytes:
    sheet, end = _drawn(chart)
    return sheet.svg(chart.alt, end)


def _png(chart: Chart, dpi: int) -> bytes:
    sheet, end = _drawn(chart)
    return sheet.png(end, dpi=dpi)


def _drawn(chart: Chart) -> tuple[Sheet, float]:
    """Lay the chart out on a sheet and give it with the y at which it ends."""
    layout = LAYOUTS.get(type(chart))
    if layout is None:
        raise TypeError(f"there is no drawing for {type(chart).__name__}")
    sheet = Sheet(width(chart) if isinstance(chart, Timeline) else WIDTH)
    return sheet, layout(sheet, chart)
