"""The comparison as a chart and as tables: words and figures out of rows. What may be told: spread.py."""

from collections.abc import Callable, Mapping, Sequence

from app.charts.spread import LevelSpread, SpreadRow
from app.comparing.spread import Row, Viewer, With

TITLE = "Own level and the middle half"
GROUPS: Mapping[With, Callable[[Viewer], str]] = {
    With.ALL: lambda _: "All authorities that take part",
    With.TYPE: lambda viewer: f"Same type: {viewer.type}",
    With.REGION: lambda viewer: f"Same region: {viewer.region}",
}


def chart_of(partner: str, others: str, rows: Sequence[Row]) -> LevelSpread:
    """Give the chart of one group."""
    return LevelSpread(TITLE, partner, others, tuple(_row(each) for each in rows))


def _row(row: Row) -> SpreadRow:
    figure = row.figure
    return SpreadRow(
        f"{row.standard.number}. {row.standard.title}",
        row.own,
        (figure.low, figure.median, figure.high) if figure else None,
    )


def count_rows(rows: Sequence[Row]) -> list[list[str]]:
    """Give the counts at each level, and of those not assessed, of the standards where they are told."""
    return [
        [
            f"{row.standard.number}. {row.standard.title}",
            *map(str, row.figure.counts),
            str(row.figure.not_assessed),
        ]
        for row in rows
        if row.figure and row.figure.counts
    ]
