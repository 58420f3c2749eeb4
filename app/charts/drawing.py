"""Draws charts: SVG for pages, PNG for Word. Import it only where something is drawn: it brings matplotlib."""

from app.charts.agencies import AgencyMedians
from app.charts.area_levels import AreaLevels
from app.charts.bars import LevelBars
from app.charts.dots import ScoreDots
from app.charts.drawn.agencies import agency_medians
from app.charts.drawn.areas import area_levels
from app.charts.drawn.bars import level_bars
from app.charts.drawn.dots import score_dots
from app.charts.drawn.over_time import then_now_target
from app.charts.drawn.page import WIDTH
from app.charts.drawn.radar import level_radar
from app.charts.model import Chart
from app.charts.over_time import ThenNowTarget
from app.charts.radar import LevelRadar
from app.charts.sheet import Sheet

__all__ = ["WIDTH", "draw", "png"]


def draw(chart: Chart) -> bytes:
    """Draw a chart as SVG. Equal charts give equal bytes. Raises TypeError for a kind that has no drawing."""
    sheet, end = _drawn(chart)
    return sheet.svg(chart.alt, end)


def png(chart: Chart, *, dpi: int = 200) -> bytes:
    """Draw the same picture as PNG, for documents that hold no SVG. Never in a page request: it takes twice as long.

    Raises TypeError for a kind that has no drawing.
    """
    sheet, end = _drawn(chart)
    return sheet.png(end, dpi=dpi)


def _drawn(chart: Chart) -> tuple[Sheet, float]:
    """Lay the chart out on a sheet and give it with the y at which it ends."""
    sheet = Sheet(WIDTH)
    match chart:
        case LevelBars():
            return sheet, level_bars(sheet, chart)
        case AreaLevels():
            return sheet, area_levels(sheet, chart)
        case ScoreDots():
            return sheet, score_dots(sheet, chart)
        case ThenNowTarget():
            return sheet, then_now_target(sheet, chart)
        case LevelRadar():
            return sheet, level_radar(sheet, chart)
        case AgencyMedians():
            return sheet, agency_medians(sheet, chart)
        case _:
            raise TypeError(f"there is no drawing for {type(chart).__name__}")
