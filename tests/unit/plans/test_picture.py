"""A plan as it stands on a day: words, what stands beside them, ends, and what is counted."""

import datetime as dt

import pytest

from app.plans.content import GoalText, MilestoneText, PlanContent, Who
from app.plans.picture import Standing, picture

FIRST, LAST = dt.date(2026, 11, 20), dt.date(2027, 11, 19)
DUE = dt.date(2027, 3, 1)
PERSON = Who("who", "Jo Smith")


def milestone(ref="m1", due_on=DUE, waits_for=()):
    return MilestoneText(ref, "A framework.", PERSON, due_on, 4, "mentoring", "", waits_for)


def stands(*milestones, today=DUE, **standings):
    goal = GoalText("g", "key", 1, "Process", 2, 4, "Better.", "Seen.", PERSON, PERSON, tuple(milestones))
    content = PlanContent("Cheshire", "Trust", FIRST, LAST, "Baseline, version 1", (goal,), ())
    return picture(content, standings, today=today)


@pytest.mark.parametrize(
    ("standing", "today", "word", "beside"),
    [
        (Standing(), DUE, "Not started", ""),
        (Standing(), DUE + dt.timedelta(1), "Late", ""),
        (Standing("on_track"), DUE, "On track", ""),
        (Standing("at_risk", "Nobody."), DUE, "At risk", ""),
        (Standing("at_risk", "Nobody."), DUE + dt.timedelta(1), "Late", ""),
        (Standing("on_track", forecast_on=DUE + dt.timedelta(12)), DUE, "On track", "12 days behind the baseline"),
        (Standing(forecast_on=DUE + dt.timedelta(1)), DUE + dt.timedelta(2), "Late", "1 day behind the baseline"),
        (Standing(forecast_on=DUE - dt.timedelta(3)), FIRST, "Not started", "3 days ahead of the baseline"),
        (Standing("done", done_on=DUE), LAST, "Done", "done on time"),
        (Standing("done", done_on=DUE - dt.timedelta(4)), LAST, "Done", "done on time"),
        (Standing("done", done_on=DUE + dt.timedelta(5)), LAST, "Done", "done 5 days late"),
        (
            Standing("done", forecast_on=DUE + dt.timedelta(9), done_on=DUE + dt.timedelta(5)),
            LAST,
            "Done",
            "done 5 days late",
        ),
    ],
)
def test_a_milestone_in_words(standing, today, word, beside):
    (found,) = stands(milestone(), today=today, m1=standing).milestones
    assert (found.word, found.beside) == (word, beside)


@pytest.mark.parametrize(
    ("own", "first", "second", "word"),
    [
        (Standing(), Standing(), Standing(), "Not started"),
        (Standing(), Standing("on_track"), Standing(), "On track"),
        (Standing(), Standing("at_risk", "Nobody."), Standing("on_track"), "At risk"),
        (Standing("on_track"), Standing("at_risk", "Nobody."), Standing(), "On track"),
        (Standing(), Standing("done", done_on=DUE), Standing("done", done_on=DUE), "On track"),
        (Standing("on_track"), Standing(forecast_on=DUE - dt.timedelta(1)), Standing(), "Late"),
        (Standing("done", done_on=DUE), Standing(forecast_on=DUE - dt.timedelta(1)), Standing(), "Done"),
    ],
)
def test_a_goal_in_words(own, first, second, word):
    (goal,) = stands(milestone(), milestone("m2"), g=own, m1=first, m2=second).goals
    assert goal.word == word


def test_a_goal_ends_with_its_last_milestone_and_says_how_far_behind():
    later = dt.date(2027, 4, 1)
    at = stands(milestone(), milestone("m2", later), m1=Standing(forecast_on=later + dt.timedelta(7)))
    (goal,) = at.goals
    assert (goal.baseline_end, goal.forecast_end) == (later, later + dt.timedelta(7))
    assert goal.beside == "7 days behind the baseline"


def test_a_goal_done_after_its_baseline_says_so():
    done = Standing("done", done_on=DUE + dt.timedelta(2))
    assert stands(milestone(), g=done).goals[0].beside == "done 2 days late"


def test_a_goal_without_milestones_has_no_end_and_no_per_cent():
    (goal,) = stands().goals
    assert (goal.baseline_end, goal.forecast_end, goal.beside, goal.counted.percent) == (None, None, "", None)


def test_a_milestone_without_a_day_is_due_on_the_last_one():
    (found,) = stands(milestone(due_on=None)).milestones
    assert found.step.baseline == found.step.forecast == LAST


def test_late_and_counted_are_of_the_whole_plan():
    at = stands(milestone(), milestone("m2"), today=LAST, m2=Standing("done", done_on=DUE))
    assert [each.text.ref for each in at.late] == ["m1"]
    assert at.counted.percent == 50
    assert at.goals[0].open == 1


def test_what_would_come_too_soon_and_what_is_proposed():
    slip = Standing(forecast_on=DUE + dt.timedelta(3))
    at = stands(milestone(), milestone("m2", waits_for=("m1",)), m1=slip)
    assert [(a.text.ref, b.text.ref) for a, b in at.too_soon] == [("m2", "m1")]
    (found,) = at.proposals_after("m1", last_on=LAST)
    assert (found.ref, found.proposed) == ("m2", DUE + dt.timedelta(3))
    assert at.proposals_after("gone", last_on=LAST) == ()


def test_what_was_done_late_proposes_too():
    done = Standing("done", done_on=DUE + dt.timedelta(3))
    at = stands(milestone(), milestone("m2", waits_for=("m1",)), m1=done)
    assert at.proposals_after("m1", last_on=LAST)[0].proposed == DUE + dt.timedelta(3)
