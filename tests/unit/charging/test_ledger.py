"""Sums of days and pounds, which rate holds, the months of an engagement, and a statement's figures, to the penny."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.charging.ledger import balance, charge, last_day, months_between, next_month, vat_on
from app.charging.statement import StatementLine, statement_content, statement_from
from app.charging.tariff import Rate, rate_on
from tests.charging_factories import statement_of

RATES = st.integers(1, 50_000).map(lambda fours: Decimal(fours * 4).scaleb(-2))
QUARTERS = st.integers(-4, 4).filter(bool)


@given(st.lists(st.tuples(QUARTERS, RATES)))
def test_every_charge_is_quantity_times_rate_to_the_penny(entries):
    for quarters, day_rate in entries:
        value = charge(quarters, day_rate)
        assert value * 4 == day_rate * quarters
        assert value == value.quantize(Decimal("0.01"))
        assert charge(-quarters, day_rate) == -value


@given(st.lists(st.tuples(st.sampled_from(["booked", "approved", "stated"]), QUARTERS, RATES)))
def test_a_balance_is_the_sum_of_its_entries(entries):
    found = balance((state, "scoping", quarters, rate) for state, quarters, rate in entries)
    counted = [(quarters, rate) for state, quarters, rate in entries if state != "booked"]
    assert found.used.quarters == sum(quarters for quarters, _ in counted) == found.by_kind.get("scoping", 0)
    assert found.used.value == sum((charge(*each) for each in counted), Decimal(0))
    assert found.approved == found.used


def test_a_rate_that_leaves_part_of_a_penny_is_refused():
    with pytest.raises(ValueError, match="not whole pence"):
        charge(-1, Decimal("500.01"))


def test_vat_is_rounded_half_up_away_from_nought():
    assert vat_on(Decimal("0.03"), "standard") == Decimal("0.01")
    assert vat_on(Decimal("0.02"), "standard") == Decimal("0.00")
    assert vat_on(Decimal("112.53"), "standard") == Decimal("22.51")
    assert vat_on(Decimal("-112.53"), "standard") == Decimal("-22.51")
    assert vat_on(Decimal("112.53"), "exempt") == 0


def test_twelve_months_from_mid_month_touch_thirteen():
    months = months_between(dt.date(2027, 10, 15), dt.date(2028, 10, 14))
    assert len(months) == 13
    assert (months[0], months[-1]) == (dt.date(2027, 10, 1), dt.date(2028, 10, 1))
    assert len(months_between(dt.date(2026, 10, 1), dt.date(2027, 9, 30))) == 12


def test_february_of_a_leap_year_ends_on_the_29th():
    assert last_day(dt.date(2028, 2, 1)) == dt.date(2028, 2, 29)
    assert last_day(dt.date(2027, 2, 1)) == dt.date(2027, 2, 28)
    assert next_month(dt.date(2027, 12, 1)) == dt.date(2028, 1, 1)


def test_the_rate_of_a_date_is_the_persons_own_before_everybodys():
    october, mid, november = (dt.date(2026, month, on) for month, on in ((10, 1), (11, 16), (11, 20)))
    rates = (
        Rate(october, Decimal(500), "Agreement, version 1"),
        Rate(november, Decimal(520), "Agreement, version 2"),
        Rate(mid, Decimal(450), "Agreed rate", 7),
        Rate(mid, Decimal(440), "Agreed rate", 7),
    )
    assert rate_on(rates, dt.date(2026, 9, 30), 7) is None
    assert [rate_on(rates, on, 7).day_rate for on in (october, mid, november)] == [500, 440, 440]
    assert [rate_on(rates, on, 8).day_rate for on in (october, mid, november)] == [500, 500, 520]


def test_a_statement_adds_up_by_code_and_says_what_is_left():
    content = statement_of((4, "standard"), (2, "standard"), (3, "exempt"), (-1, "standard"))
    assert [(code.vat_code, code.value, code.vat) for code in content.codes] == [
        ("exempt", Decimal("375.00"), Decimal("0.00")),
        ("standard", Decimal("625.00"), Decimal("125.00")),
    ]
    assert (content.days.quarters, content.days.value) == (8, Decimal("1000.00"))
    assert content.payable == Decimal("1125.00")
    assert (content.left.quarters, content.left.value) == (112, Decimal("14000.00"))


def test_a_frozen_statement_reads_back_the_same():
    content = statement_of((4, "standard"), (-4, "exempt"))
    assert statement_from(statement_content(content)) == content
    assert all(isinstance(line, StatementLine) for line in statement_from(statement_content(content)).lines)
