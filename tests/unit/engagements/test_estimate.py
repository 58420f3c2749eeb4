"""Estimates come out to the penny for every rate that divides into quarters, and refuse the others."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engagements.estimate import Estimate, divides_into_quarters, value_of

rates = st.integers(min_value=1, max_value=1_000_000).map(lambda steps: Decimal(steps * 4).scaleb(-2))
quarters = st.integers(min_value=0, max_value=100_000)


def test_the_seeds_own_figures():
    estimate = Estimate(fewest=80, most=120, day_rate=Decimal(500))
    assert (estimate.lower, estimate.upper) == (Decimal("10000.00"), Decimal("15000.00"))


@pytest.mark.parametrize(
    ("days_in_quarters", "rate", "pounds"),
    [
        (1, "0.04", "0.01"),
        (3, "512.40", "384.30"),
        (81, "500.04", "10125.81"),
        (0, "500", "0.00"),
        (4, "333.32", "333.32"),
    ],
)
def test_worked_sums(days_in_quarters, rate, pounds):
    assert value_of(days_in_quarters, Decimal(rate)) == Decimal(pounds)


@given(quarters, rates)
def test_every_value_is_exact(count, rate):
    value = value_of(count, rate)
    assert value * 4 == rate * count
    assert value.as_tuple().exponent == -2


@given(quarters, quarters, rates)
def test_parts_add_up_to_the_whole(first, second, rate):
    assert value_of(first, rate) + value_of(second, rate) == value_of(first + second, rate)


@given(st.integers(min_value=1, max_value=10_000_000))
def test_a_rate_divides_exactly_when_its_pence_do(pence):
    assert divides_into_quarters(Decimal(pence).scaleb(-2)) is (pence % 4 == 0)


def test_what_has_no_exact_value_is_refused():
    with pytest.raises(ValueError, match="not whole pence"):
        value_of(1, Decimal("500.01"))
    with pytest.raises(ValueError, match="negative"):
        value_of(-1, Decimal(500))


@pytest.mark.parametrize(("count", "inside"), [(79, False), (80, True), (120, True), (121, False)])
def test_both_ends_belong_to_the_estimate(count, inside):
    assert Estimate(80, 120, Decimal(500)).holds(count) is inside
