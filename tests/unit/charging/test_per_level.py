"""Cost per level moved: a figure only where a level rose and days were spent, else words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.charging.ledger import Days
from app.charging.per_level import Moved

ROSE = Moved(2, "Strategies, plans and priorities", Days(14, Decimal("1750.00")), before=2, after=4)


def test_pounds_for_each_level_gained_are_rounded_half_up_to_the_penny():
    assert ROSE.cost == Decimal("875.00")
    assert replace(ROSE, after=5).cost == Decimal("583.33")
    assert replace(ROSE, days=Days(1, Decimal("0.01"))).cost == Decimal("0.01")
    assert (ROSE.movement_words, ROSE.why_no_figure) == ("up 2 levels", "")


@pytest.mark.parametrize(
    ("values", "movement", "why"),
    [
        ({"after": 2}, "no change", "No figure: the level did not go up"),
        ({"after": 1}, "down 1 level", "No figure: the level did not go up"),
        ({"after": None}, "not assessed", "No figure yet"),
        ({"is_scored_again": False}, "not scored again yet", "No figure yet"),
        ({"is_comparable": False}, "text replaced, not compared", "No figure yet"),
        ({"days": Days()}, "up 2 levels", "No figure: it rose without a charged day"),
    ],
)
def test_without_a_rise_that_days_served_there_are_words(values, movement, why):
    row = replace(ROSE, **values)
    assert row.cost is None
    assert (row.movement_words, row.why_no_figure) == (movement, why)


levels = st.none() | st.integers(1, 5)
days = st.builds(Days, st.integers(-40, 120), st.integers(-500_000, 1_500_000).map(lambda pence: Decimal(pence) / 100))


@given(st.builds(Moved, st.just(1), st.just("x"), days, levels, levels, st.booleans(), st.booleans()))
def test_either_a_figure_or_words_never_both_and_never_below_nought(row):
    assert (row.cost is None) == bool(row.why_no_figure)
    if row.cost is not None:
        assert row.cost >= 0
        assert row.movement is not None
        assert row.movement > 0
        assert abs(row.cost * row.movement - row.days.value) <= Decimal("0.005") * row.movement
