"""Unit: quarters of monitoring and the notice by which a service ends. No database."""

import datetime as dt
from dataclasses import dataclass

import pytest

from app.cases.monitoring import due_on, is_measured, last_over, quarter_of, quarters
from app.cases.notice import Steps, has_run_out, is_short, missing_for_notice, ordinary_end

DAY = dt.date


@dataclass(frozen=True)
class Outcome:
    """A measure as far as quarters ask."""

    since: dt.date
    ended_on: dt.date | None = None


def test_a_quarter_is_that_of_the_financial_year() -> None:
    firsts = {quarter_of(DAY(2026, month, 28)) for month in range(1, 13)}
    assert firsts == {DAY(2026, 1, 1), DAY(2026, 4, 1), DAY(2026, 7, 1), DAY(2026, 10, 1)}
    assert last_over(DAY(2026, 1, 1)) == DAY(2025, 10, 1)
    assert last_over(DAY(2026, 3, 31)) == DAY(2025, 10, 1)
    assert last_over(DAY(2026, 4, 1)) == DAY(2026, 1, 1)
    assert due_on(DAY(2026, 7, 1)) == DAY(2026, 10, 30)


def test_quarters_without_a_report_stay_visible_and_are_late_a_month_after() -> None:
    outcomes = [Outcome(DAY(2026, 1, 1))]
    found = quarters(outcomes, {DAY(2026, 4, 1): "report"}, today=DAY(2026, 10, 15))
    assert [(each.first.month, each.report, each.is_missing, each.is_late) for each in found] == [
        (10, None, False, False),  # runs
        (7, None, True, False),  # over, and due by the end of the month
        (4, "report", False, False),
        (1, None, True, True),
    ]
    assert quarters([], {}, today=DAY(2026, 10, 15)) == ()


def test_nothing_is_asked_for_after_a_measure_or_the_case_ended() -> None:
    ended = Outcome(DAY(2026, 1, 1), DAY(2026, 6, 30))
    assert [each.first.month for each in quarters([ended], {}, today=DAY(2026, 12, 1))] == [4, 1]
    assert is_measured(ended, DAY(2026, 4, 1))
    assert not is_measured(Outcome(DAY(2026, 1, 1), DAY(2026, 6, 29)), DAY(2026, 4, 1))
    goes_on = Outcome(DAY(2026, 4, 1))
    over = quarters([goes_on], {}, today=DAY(2027, 2, 1), over_on=DAY(2026, 8, 10))
    assert [each.first.month for each in over] == [4]


@pytest.mark.parametrize(
    ("given_on", "ends_on"),
    [
        (DAY(2026, 11, 30), DAY(2027, 2, 28)),
        (DAY(2027, 11, 30), DAY(2028, 2, 29)),
        (DAY(2026, 5, 31), DAY(2026, 8, 31)),
        (DAY(2026, 1, 31), DAY(2026, 4, 30)),
        (DAY(2026, 10, 1), DAY(2027, 1, 1)),
    ],
)
def test_three_months_are_counted_by_the_calendar(given_on: dt.date, ends_on: dt.date) -> None:
    assert ordinary_end(given_on) == ends_on
    assert not is_short(given_on, ends_on)
    assert is_short(given_on, ends_on - dt.timedelta(1))


def test_notice_comes_after_the_impact_and_the_decision() -> None:
    assert len(missing_for_notice(Steps(impact_finished=False, decided_on=None))) == 2
    assert "impact" in missing_for_notice(Steps(impact_finished=False, decided_on=DAY(2026, 5, 1)))[0]
    assert missing_for_notice(Steps(impact_finished=True, decided_on=DAY(2026, 5, 1))) == ()
    assert not has_run_out(DAY(2026, 5, 2), DAY(2026, 5, 1))
    assert has_run_out(DAY(2026, 5, 2), DAY(2026, 5, 2))
