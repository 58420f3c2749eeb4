"""What differs between two scopes of a plan: everything that differs is told, and nothing that does not."""

import datetime as dt
from dataclasses import fields, replace

import pytest

from app.plans.comparing import plan_difference
from app.plans.content import GoalText, MilestoneText, OmissionText, PlanContent, Who

ANN, BEN = Who("ann", "Ann Ash"), Who("ben", "Ben Birch")
FIRST = MilestoneText("m1", "Draft it.", ANN, dt.date(2027, 1, 29), 4, "mentoring", "", ())
SECOND = MilestoneText("m2", "Adopt it.", BEN, dt.date(2027, 3, 31), 0, "", "A tool", ("m1",))
GOAL = GoalText(
    "g1", "vision", 1, "Vision", 2, 4, "One clear description.", "Three decisions.", ANN, BEN, (FIRST, SECOND)
)
OTHER = replace(GOAL, ref="g2", standard_key="needs", standard_number=2, standard_title="Needs", milestones=())
LATER = OmissionText("markets", 7, "Markets", "After the inspection.")
PLAN = PlanContent(
    "Cheshire", "Trust", dt.date(2026, 11, 1), dt.date(2027, 10, 31), "Baseline, version 1", (GOAL, OTHER), (LATER,)
)


def with_goal(**values):
    return replace(PLAN, goals=(replace(GOAL, **values), OTHER))


def with_milestone(**values):
    return with_goal(milestones=(FIRST, replace(SECOND, **values)))


def test_the_same_plan_differs_in_nothing():
    found = plan_difference(PLAN, PLAN)
    assert found.is_empty
    assert found.in_words == "Nothing changed"


OTHERWISE = {
    "standard_key": "else",
    "standard_number": 9,
    "standard_title": "Else",
    "level": None,
    "target_level": 5,
    "what": "Another.",
    "success_measure": "",
    "owner": None,
    "deputy": Who("other", "Ben Birch"),
    "milestones": (FIRST,),
    "due_on": None,
    "quarters": 5,
    "support": "tools",
    "uses": "",
    "waits_for": (),
}


@pytest.mark.parametrize("name", [each.name for each in fields(GoalText) if each.name != "ref"])
def test_every_field_of_a_goal_is_told(name):
    found = plan_difference(PLAN, with_goal(**{name: OTHERWISE[name]}))
    assert [goal.ref for goal in found.goals] == ["g1"]
    assert found.goals[0].changes or found.goals[0].milestones
    assert all(change.was != change.now for change in found.goals[0].changes)


@pytest.mark.parametrize("name", [each.name for each in fields(MilestoneText) if each.name not in {"ref", "support"}])
def test_every_field_of_a_milestone_is_told(name):
    found = plan_difference(PLAN, with_milestone(**{name: OTHERWISE[name]}))
    (goal,) = found.goals
    assert not goal.changes
    assert [(each.ref, each.mark, len(each.changes)) for each in goal.milestones] == [("m2", "changed", 1)]
    assert found.in_words == "1 milestone changed"


@pytest.mark.parametrize(
    ("name", "value"),
    [("partner", "X"), ("partnership", "X"), ("result", "X"), ("first_on", dt.date(2026, 12, 1)), ("omissions", ())],
)
def test_every_field_of_the_whole_is_told(name, value):
    assert not plan_difference(PLAN, replace(PLAN, **{name: value})).is_empty


def test_words_are_marked_one_by_one():
    (goal,) = plan_difference(PLAN, with_goal(what="One shared description.")).goals
    marks = [(piece.mark.value, piece.text) for piece in goal.changes[0].pieces]
    assert marks == [("same", "One "), ("removed", "clear"), ("added", "shared"), ("same", " description.")]


def test_a_goal_that_is_new_or_gone_is_told_whole():
    (added,) = plan_difference(replace(PLAN, goals=(OTHER,)), PLAN).goals
    assert (added.ref, added.mark, [each.mark for each in added.milestones]) == ("g1", "added", ["added", "added"])
    assert all(not change.was for change in added.changes)
    back = plan_difference(PLAN, replace(PLAN, goals=(OTHER,)))
    assert back.goals[0].mark == "removed"
    assert back.in_words == "1 goal removed"


def test_another_order_is_told():
    goals = plan_difference(PLAN, replace(PLAN, goals=(OTHER, GOAL)))
    assert [change.what for change in goals.whole] == ["Order of goals"]
    (goal,) = plan_difference(PLAN, with_goal(milestones=(SECOND, FIRST))).goals
    assert [change.what for change in goal.changes] == ["Order of milestones"]


def test_a_reason_why_not_now_is_told_new_changed_and_gone():
    changed = replace(PLAN, omissions=(replace(LATER, reason="Never."), replace(LATER, standard_key="new")))
    found = plan_difference(PLAN, changed)
    assert [each.mark for each in found.omissions] == ["changed", "added"]
    assert [each.mark for each in plan_difference(changed, PLAN).omissions] == ["changed", "removed"]
    assert found.in_words == "1 standard left for later added, 1 standard left for later changed"
