"""A plan's picture made into the figures of its timeline, and its milestones made into events of a calendar."""

import datetime as dt
from dataclasses import replace

from app.plans.content import GoalText, MilestoneText, PlanContent, Who
from app.plans.events import ILLUSTRATIVE, Declared, FeedPlan, events_of
from app.plans.picture import Standing, picture
from app.plans.timeline import timeline_of

TODAY = dt.date(2027, 3, 14)
APPROVED = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
AMIR, ANN, BO = Who("amir", "Amir Khan"), Who("ann", "Ann Bell"), Who("bo", "Bo Li")


def milestone(ref: str, **values: object) -> MilestoneText:
    plain = MilestoneText(ref, f"What {ref} is.", ANN, dt.date(2027, 1, 29), 0, "", "", ())
    return replace(plain, **values)  # type: ignore[arg-type]


CONTENT = PlanContent(
    partner="Cheshire West and Chester",
    partnership="Children’s Trust",
    first_on=dt.date(2026, 11, 2),
    last_on=dt.date(2027, 11, 1),
    result="Baseline, version 1",
    goals=(
        GoalText("g1", "a", 1, "A", 2, 4, "One framework", "", AMIR, BO, (milestone("m1"), milestone("m2"))),
        GoalText(
            "g2", "b", 2, "B", 2, 4, "Shared data", "", BO, None, (milestone("m3", owner=None, waits_for=("m1",)),)
        ),
    ),
    omissions=(),
)
STANDINGS = {
    "m1": Standing("done", done_on=dt.date(2027, 2, 2), version=2),
    "m2": Standing("at_risk", forecast_on=dt.date(2027, 4, 30), forecast_reason="x", version=1),
}
PLAN = FeedPlan(1, 1, APPROVED, CONTENT, "e", illustrative=False, partner="Cheshire West and Chester")
DECLARED = {
    "m1": Declared("Done", None, dt.date(2027, 2, 2), APPROVED + dt.timedelta(80), 2),
    "m2": Declared("At risk", dt.date(2027, 4, 30), None, APPROVED + dt.timedelta(90), 1),
}


def events(person: Who, plan: FeedPlan = PLAN):
    found = events_of(person.ref, [plan], DECLARED, lambda _, goal, each: f"https://x.example/{goal.ref}#{each.ref}")
    return {event.uid.removeprefix("milestone-").removesuffix("@commissioning-support"): event for event in found}


def test_a_live_plan_gives_both_dates_and_how_it_stands() -> None:
    chart = timeline_of(picture(CONTENT, STANDINGS, today=TODAY), approved=True)
    done, risky, late = chart.milestones
    assert [each.number for each in chart.milestones] == ["1.1", "1.2", "2.1"]
    assert (done.planned, done.done, done.word, done.behind) == (
        *(dt.date(2027, 1, 29), dt.date(2027, 2, 2), "Done"),
        "done 4 days late",
    )
    assert (risky.planned, risky.forecast, risky.word) == (dt.date(2027, 1, 29), dt.date(2027, 4, 30), "At risk")
    assert risky.behind == "91 days behind the baseline"
    assert (late.word, late.owner, late.waits_for) == ("Late", "", ("1.1",))
    assert (chart.first, chart.last, chart.today) == (CONTENT.first_on, CONTENT.last_on, TODAY)


def test_a_plan_that_is_not_approved_gives_planned_dates_only() -> None:
    undated = replace(CONTENT, goals=(replace(CONTENT.goals[0], milestones=(milestone("m1", due_on=None),)),))
    (due,) = timeline_of(picture(undated, STANDINGS, today=TODAY), approved=False).milestones
    assert (due.planned, due.forecast, due.done, due.word, due.behind) == (None, None, None, "", "")


def test_an_owner_and_owners_and_deputies_of_a_goal_are_told_apart() -> None:
    assert {ref: event.description.split("\n")[2] for ref, event in events(ANN).items()} == {
        "m1": "You own this milestone.",
        "m2": "You own this milestone.",
    }
    assert events(AMIR)["m1"].description.split("\n")[2] == "Ann Bell owns this milestone; you own its goal."
    assert {ref: event.description.split("\n")[2] for ref, event in events(BO).items()} == {
        "m1": "Ann Bell owns this milestone; you are the deputy for its goal.",
        "m2": "Ann Bell owns this milestone; you are the deputy for its goal.",
        "m3": "Nobody owns this milestone yet; you own its goal.",
    }
    assert events(Who("someone", "Ann Bell")) == {}


def test_an_event_lies_on_the_forecast_and_names_the_baseline() -> None:
    event = events(ANN)["m2"]
    assert event.day == dt.date(2027, 4, 30)
    assert (
        "At risk. Forecast 30 April 2027; baseline 29 January 2027 (91 days behind the baseline)." in event.description
    )
    assert "Goal: One framework" in event.description
    assert event.summary == "What m2 is. (Cheshire West and Chester)"
    assert event.link == "https://x.example/g1#m2"
    assert event.description.endswith(event.link)


def test_what_is_done_is_marked_and_stays_on_its_day() -> None:
    event = events(ANN)["m1"]
    assert event.summary.startswith("Done: ")
    assert event.day == dt.date(2027, 1, 29)
    assert "Done on 2 February 2027; baseline 29 January 2027 (4 days behind the baseline)." in event.description
    assert "Due 29 January 2027, as in the baseline." in events(BO)["m3"].description


def test_revisions_count_up_with_updates_and_with_approved_versions() -> None:
    assert (events(ANN)["m1"].sequence, events(ANN)["m1"].changed_at) == (2, APPROVED + dt.timedelta(80))
    assert (events(BO)["m3"].sequence, events(BO)["m3"].changed_at) == (0, APPROVED)
    later = replace(PLAN, number=2, approved_at=APPROVED + dt.timedelta(100))
    assert (events(ANN, later)["m1"].sequence, events(ANN, later)["m1"].changed_at) == (3, later.approved_at)


def test_an_illustrative_plan_says_so_in_every_event() -> None:
    for event in events(ANN, replace(PLAN, illustrative=True)).values():
        assert "illustrative)" in event.summary
        assert ILLUSTRATIVE in event.description
    assert "llustrative" not in str(events(ANN))
