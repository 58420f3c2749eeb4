"""What a plan lacks, in words and places; what deserves a second look; dates that cannot be."""

import datetime as dt
from dataclasses import replace

import pytest

from app.assessments.result import AreaResult, Result, StandardResult
from app.plans.checklist import Missing, Place, date_problem, missing, named, numbers, remarks, short
from app.plans.content import PlanContent
from tests.unit.plans.contents import FIRST, LAST, RAJ, content, goal, milestone, plain


def standard(key: str, number: int, title: str, level: int | None, target: int | None, *, priority: bool = False):
    return StandardResult(key, number, title, level, target, "", (), "", "", 0, priority=priority)


RESULT = Result(
    "Baseline",
    "Town",
    "Trust",
    (
        AreaResult(
            "area",
            "Area",
            (
                standard("purpose", 1, "Clear purpose", 2, 4),
                standard("plans", 2, "Strategies, plans and priorities", 3, 4),
                standard("data", 3, "Data", None, None, priority=True),
                standard("fine", 4, "Fine as it is", 4, 4),
            ),
            "",
            "",
        ),
    ),
)


def whole() -> PlanContent:
    """A plan without a gap."""
    first, second = plain().goals
    third, fourth = second.milestones
    return content(first, replace(second, milestones=(third, replace(fourth, owner=RAJ))))


def with_goal(**values) -> PlanContent:
    first, second = whole().goals
    return replace(whole(), goals=(replace(first, **values), second))


def with_milestone(**values) -> PlanContent:
    first = whole().goals[0]
    return with_goal(milestones=(first.milestones[0], replace(first.milestones[1], **values)))


def test_a_whole_plan_lacks_nothing():
    assert missing(whole(), RESULT) == ()
    assert remarks(whole(), RESULT) == ()


OF_GOAL = {
    "what": "say what will be different",
    "success_measure": "enter its success measure",
    "owner": "choose its owner",
    "deputy": "choose its deputy",
    "target_level": "choose its target level",
}


@pytest.mark.parametrize("field", OF_GOAL)
def test_what_a_goal_lacks_leads_to_the_field(field):
    text = f"Goal 1, Clear purpose: {OF_GOAL[field]}"
    assert missing(with_goal(**{field: None}), RESULT) == (Missing(text, Place.GOAL, "g1", field),)


@pytest.mark.parametrize(
    ("field", "leads", "words"),
    [("owner", "owner", "choose its owner"), ("due_on", "due_on-day", "enter its due date")],
)
def test_what_a_milestone_lacks_leads_to_the_field(field, leads, words):
    text = f"Milestone 1.2 “Partners adopt it.”: {words}"
    assert missing(with_milestone(**{field: None}), RESULT) == (Missing(text, Place.MILESTONE, "m2", leads),)


def test_a_standard_in_need_without_goal_and_reason_is_named():
    (line,) = missing(replace(whole(), omissions=()), RESULT)
    assert line == Missing("3. Data: take a goal, or say why not now", Place.STANDARD, "data")


def test_a_goal_without_milestones_and_a_date_before_what_is_waited_for_are_gaps():
    found = missing(replace(whole(), goals=(replace(whole().goals[0], milestones=()), whole().goals[1])), RESULT)
    assert found[0] == Missing("Goal 1, Clear purpose: add at least one milestone", Place.NEW_MILESTONE, "g1", "what")
    (early,) = missing(with_milestone(due_on=dt.date(2027, 1, 28)), RESULT)
    assert early.text.endswith("it waits for “A framework is drafted.”, due on 29 January 2027")
    assert (early.ref, early.field) == ("m2", "due_on-day")


def test_a_plan_without_any_goal_lacks_one_even_if_every_standard_has_a_reason():
    nothing = Result("Baseline", "Town", "Trust", ())
    (line,) = missing(content(omissions=()), nothing)
    assert line == Missing("The plan has no goal yet: add one", Place.GOAL, "")


def test_what_is_no_longer_needed_and_who_has_left_is_remarked():
    of_other = goal("g3", milestone("m9"), standard="3. Data")
    plan = content(*whole().goals, replace(of_other, standard_key="gone"))
    later = Result("Mid-year", "Town", "Trust", (replace(RESULT.areas[0], standards=(
        standard("purpose", 1, "Clear purpose", 4, 4), *RESULT.areas[0].standards[1:2],
        standard("data", 3, "Data", 3, 3),
    )),))  # fmt: skip
    texts = [line.text for line in remarks(plan, later, gone={"ann1"})]
    assert texts[0].startswith("Goal 1, Clear purpose: this standard has reached its target and is no priority")
    assert "no longer takes part in this engagement" in texts[1]
    assert any("no longer has this standard" in text for text in texts)
    assert texts[-1] == "3. Data: no longer needs a goal, so no reason either"
    assert missing(plan, later) == ()


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_the_first_and_the_last_day_are_within_the_twelve_months(day):
    assert date_problem(day, (), plain()) == ""


@pytest.mark.parametrize("day", [FIRST - dt.timedelta(1), LAST + dt.timedelta(1)])
def test_a_day_outside_the_twelve_months_is_refused_naming_them(day):
    words = "The due date must be between 1 November 2026 and 31 October 2027, the twelve months of the plan"
    assert date_problem(day, (), plain()) == words


def test_the_latest_of_what_is_waited_for_is_named_and_the_same_day_is_early_enough():
    assert "“Data is shared.”, due on 26 February 2027" in date_problem(dt.date(2027, 2, 1), ("m3",), plain())
    assert "“Data is shared.”" in date_problem(dt.date(2027, 1, 5), ("m1", "m3"), plain())
    assert date_problem(dt.date(2027, 2, 26), ("m1", "m3", "removed"), plain()) == ""


def test_goals_and_milestones_are_numbered_and_named_by_their_beginning():
    assert numbers(plain()) == {"g1": "1", "m1": "1.1", "m2": "1.2", "g2": "2", "m3": "2.1", "m4": "2.2"}
    assert named(milestone("m1", "word " * 40), "1.1").startswith("1.1 “word word")
    assert len(short("word " * 40)) <= 80
