"""One’s own level beside the middle half: what the chart says, and that equal figures give equal bytes."""

from fractions import Fraction

import pytest

from app.charts.drawing import draw
from app.charts.spread import LevelSpread, SpreadRow

BAND = (Fraction(2), Fraction(5, 2), Fraction(7, 2))
CHART = LevelSpread(
    "Own level and the middle half",
    "Cheshire West and Chester",
    "All authorities that take part",
    (
        SpreadRow("1. Vision", 1, BAND),
        SpreadRow("2. Needs", 4, BAND),
        SpreadRow("3. Designing with children, families and providers", 3, BAND),
        SpreadRow("4. Markets", 2, None),
        SpreadRow("5. Review", None, BAND),
    ),
)


def test_it_says_where_the_own_level_lies_and_what_is_held_back() -> None:
    assert "Below the middle half: 1. Vision. Above the middle half: 2. Needs." in CHART.alt
    assert CHART.table.rows[0] == ("1. Vision", "1", "2.5", "2 to 3.5", "Below the middle half")
    assert CHART.table.rows[3] == ("4. Markets", "2", "Held back", "Held back", "–")
    assert CHART.table.rows[4][1:] == ("–", "2.5", "2 to 3.5", "–")


def test_it_is_drawn_with_its_words_and_equal_figures_give_equal_bytes() -> None:
    drawn = draw(CHART)
    assert drawn == draw(CHART)
    assert b"held back" in drawn
    assert b"own 4" in drawn


def test_figures_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="rise within 1 to 5"):
        SpreadRow("1. Vision", 3, (Fraction(3), Fraction(2), Fraction(4)))
    with pytest.raises(ValueError, match="own level"):
        SpreadRow("1. Vision", 6, BAND)
