"""The goal that a standard offers: the instrument's actions between level and target, spread over the months."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.document import parse
from app.plans.offers import Months, offer, spread
from tests.unit.plans.test_checklist import standard
from tests.world import SAP

TEXT = parse(SAP, name="sap.yaml").standard("shared-process")
MONTHS = Months(dt.date(2026, 10, 1), dt.date(2027, 9, 30), dt.date(2026, 11, 20))
days = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))


def scored(level, target, **values):
    return standard("shared-process", 1, "A shared process and principles", level, target, **values)


@pytest.mark.parametrize(("level", "target"), [(1, 2), (2, 3), (2, 4), (1, 5)])
def test_the_actions_of_every_step_become_milestones_and_their_measures_the_goals(level, target):
    offered = offer(scored(level, target), TEXT, "Children's Trust", MONTHS)
    actions = [action for step in TEXT.steps_between(level, target) for action in step.actions]
    assert [each.what for each in offered.milestones] == [action.action for action in actions]
    assert offered.success_measure.splitlines() == [action.success_measure for action in actions]
    assert offered.what == TEXT.level(target).sentence_for("Children's Trust")
    assert offered.target_level == target
    assert offered.milestones[-1].due_on == MONTHS.last_on


def test_a_priority_that_was_not_assessed_gets_a_goal_without_steps():
    offered = offer(scored(None, None, priority=True), TEXT, "Children's Trust", MONTHS)
    assert (offered.milestones, offered.success_measure, offered.target_level) == ((), "", None)
    assert offered.what == TEXT.statement.replace("{partnership}", "Children's Trust")


def test_a_standard_that_the_text_does_not_know_is_offered_by_its_title():
    assert offer(scored(2, 3), None, "Trust", MONTHS).what == "A shared process and principles"


@pytest.mark.parametrize(
    ("target_by", "last"),
    [
        ("2027-06-30", dt.date(2027, 6, 30)),
        ("2027-09-04", dt.date(2027, 9, 3)),  # a Saturday
        ("2029-01-01", MONTHS.last_on),
        ("2026-11-01", MONTHS.last_on),  # past: the rest of the months is used
        ("", MONTHS.last_on),
        ("next summer", MONTHS.last_on),
    ],
)
def test_the_last_milestone_is_due_by_the_targets_date_or_the_last_day(target_by, last):
    offered = offer(replace(scored(2, 3), target_by=target_by), TEXT, "Trust", MONTHS)
    assert offered.milestones[-1].due_on == last


@given(number=st.integers(0, 20), first=days, length=st.integers(0, 400), today=days, until=days)
def test_dates_rise_within_the_months_and_avoid_weekends(number, first, length, today, until):
    months = Months(first, first + dt.timedelta(length), today)
    until = min(until, months.last_on)
    found = spread(number, months, until)
    assert len(found) == number
    assert list(found) == sorted(found)
    assert all(months.first_on <= day <= months.last_on for day in found)
    began = min(max(first, today), months.last_on)
    assert all(day.weekday() < 5 or day - dt.timedelta(day.weekday() - 4) < began for day in found)
