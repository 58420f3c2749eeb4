"""Income: each day in one part, parts that add up to the forecast, and the months of a financial year."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.charging.forecast import Need
from app.charging.income import Led, financial_year, line_of, months_of_year, sum_of
from app.charging.ledger import balance, days_of
from app.charging.models import EntryState

RATES = st.integers(1, 20_000).map(lambda fours: Decimal(fours * 4).scaleb(-2))
ENTRIES = st.lists(st.tuples(st.sampled_from([each.value for each in EntryState]), st.integers(1, 4), RATES))


def _led(rate_today: Decimal = Decimal(500)) -> Led:
    year = (dt.date(2026, 10, 1), dt.date(2027, 9, 30))
    return Led(1, "ref", "Partner", "Trust", "open", False, *year, Decimal(500), rate_today, 80, 120)


@given(st.lists(st.tuples(ENTRIES, st.integers(0, 40), RATES), max_size=4))
def test_parts_add_up_to_the_forecast_to_the_penny(engagements):
    lines = [
        line_of(_led(rate), balance((state, "review", *days) for state, *days in entries), [Need("g", "m", needed)], {})
        for entries, needed, rate in engagements
    ]
    for line, (entries, needed, rate) in zip(lines, engagements, strict=True):
        assert line.income.to_the_end == line.forecast.at_end
        assert line.income.planned == days_of(needed, rate)
        logged = [days_of(quarters, own) for _, quarters, own in entries]
        assert line.income.to_the_end.value == sum((each.value for each in logged), line.income.planned.value)
    everything = sum_of(line.income for line in lines).to_the_end
    assert everything.value == sum((line.forecast.at_end.value for line in lines), Decimal(0))
    assert everything.quarters == sum(line.forecast.at_end.quarters for line in lines)


@pytest.mark.parametrize(
    ("on", "year"), [(dt.date(2026, 3, 31), 2025), (dt.date(2026, 4, 1), 2026), (dt.date(2028, 2, 29), 2027)]
)
def test_a_financial_year_begins_in_april(on, year):
    assert financial_year(on) == year
    months = months_of_year(year)
    assert (months[0], months[-1], len(months)) == (dt.date(year, 4, 1), dt.date(year + 1, 3, 1), 12)
    assert on.replace(day=1) in months
