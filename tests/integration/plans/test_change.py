"""After approval: work starts, the scope changes through a new review or goes back, and the plan is closed for good."""

import datetime as dt

from app.db import db
from app.db.clock import now
from app.plans.models import ChangeState, Goal, Milestone, MilestoneStanding, MilestoneWait, Omission, PlanState, Status
from app.plans.queries.plan import approved_content, plan_of, working_content
from tests import plan_factories
from tests.clients import page, summary_errors
from tests.integration.plans.plans import make_plan, scope_of
from tests.integration.plans.reviews import (
    audited,
    decide,
    edit_goal,
    endorse,
    numbers_kept,
    post,
    send,
    standing,
    submit,
    submitted_again,
    the_plan,
)
from tests.world import STANDARDS


def test_work_starts_on_an_approved_plan_once(world):
    make_plan(world, PlanState.APPROVED)
    client = world.client("lead_officer")
    assert post(world, "lead_officer", "/begin").status_code == 303
    assert standing(world) == ("live", None, 1)
    again = client.post(world.url("/plan/begin"))
    assert "already started" in client.get(again.location).text


def test_a_change_of_scope_is_reviewed_and_becomes_the_baseline(world):
    made = make_plan(world, PlanState.LIVE)
    assert summary_errors(send(world, "lead_officer", "/change")) == ["Say why the scope has to change"]
    assert send(world, "lead_officer", "/change", reason="A new duty begins.").status_code == 303
    assert standing(world) == ("live", "draft", 1)
    endorse(world)
    client = world.client("lead_officer")
    nothing = client.post(world.url("/plan/submit"))
    assert "Nothing differs from the approved plan yet" in client.get(nothing.location).text
    edit_goal(world, made.goals[0], what="Something else entirely.")
    submitted_again(world)
    assert standing(world) == ("live", "submitted", 1)
    review = page(world.client("manager").get(world.url("/plan/review"))).get_text(" ")
    assert "A new duty begins." in review
    assert "What changed since version 1, the approved baseline" in review
    assert decide(world, "returned", note="Not yet.").status_code == 303
    assert standing(world) == ("live", "returned", 1)
    edit_goal(world, made.goals[0], what="Something clearer.")
    submitted_again(world)
    review = page(world.client("manager").get(world.url("/plan/review"))).get_text(" ")
    assert "What changed since version 2, submitted before it" in review
    assert "What changed since version 1, the approved baseline" in review
    assert decide(world, "approved").status_code == 303
    assert standing(world) == ("live", None, 3)
    assert numbers_kept(world) == [1, 2, 3]
    assert "A new duty begins." in world.client("participant1").get(world.url("/plan/versions/3")).text


def _meddle(world, made):
    """Change everything that a change of scope can change."""
    with world.app.app_context():
        plan = the_plan(world)
        first, second = (db.session.scalars(db.select(Goal).filter_by(ref=ref)).one() for ref in made.goals)
        first.what, first.owner_id, first.position = "Changed.", None, 9
        second.removed_at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
        moved, gone = (db.session.scalars(db.select(Milestone).filter_by(ref=ref)).one() for ref in made.milestones[:2])
        moved.due_on, moved.quarters, moved.support, moved.uses = dt.date(2027, 5, 1), 0, None, "A tool."
        gone.removed_at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
        db.session.execute(db.delete(MilestoneWait).where(MilestoneWait.milestone_id == gone.id))
        added = plan_factories.milestone(plan_factories.goal(plan, STANDARDS[5], position=0))
        plan_factories.milestone(first, position=5, what="Added to a goal that stays.")
        db.session.add(MilestoneWait(milestone_id=moved.id, waits_for_id=added.id))
        reasons = db.session.scalars(db.select(Omission).order_by(Omission.id)).all()
        reasons[0].reason = "Changed."
        db.session.delete(reasons[-1])
        db.session.commit()


def test_a_withdrawn_change_leaves_the_scope_as_it_was_approved(world):
    made = make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    _meddle(world, made)
    with world.app.app_context():
        record = plan_of(engagement_id=world.engagement_id)
        assert working_content(record, scope_of(world)) != approved_content(record.plan)
    assert post(world, "lead_officer", "/change/withdraw").status_code == 303
    assert standing(world) == ("live", None, 1)
    with world.app.app_context():
        record = plan_of(engagement_id=world.engagement_id)
        assert working_content(record, scope_of(world)) == approved_content(record.plan)
    assert "change of scope moved" in audited(world)


def test_a_change_with_the_manager_is_taken_back_before_it_is_withdrawn(world):
    made = make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    edit_goal(world, made.goals[0], what="Something else entirely.")
    submitted_again(world)
    client = world.client("lead_officer")
    refused = client.post(world.url("/plan/change/withdraw"))
    assert "Take it back first" in client.get(refused.location).text
    assert post(world, "lead_officer", "/submit/take-back").status_code == 303
    assert standing(world) == ("live", "returned", 1)
    assert post(world, "lead_officer", "/change/withdraw").status_code == 303
    assert standing(world) == ("live", None, 1)


def test_only_an_approved_plan_takes_a_change_and_only_one(world):
    make_plan(world)
    client = world.client("lead_officer")
    early = client.post(world.url("/plan/change"), data={"reason": "Early."})
    assert "not approved yet" in client.get(early.location).text
    assert standing(world) == ("draft", None, None)


def test_a_plan_with_open_milestones_is_closed_after_a_confirmation_that_names_them(world):
    made = make_plan(world, PlanState.LIVE)
    with world.app.app_context():
        done = db.session.scalars(db.select(Milestone).filter_by(ref=made.milestones[0])).one()
        day = dt.date(2026, 11, 20)
        db.session.add(MilestoneStanding(milestone_id=done.id, status=Status.DONE, done_on=day, updated_at=now()))
        db.session.commit()
    client = world.client("lead_officer")
    shown = client.get(world.url("/plan/close")).text
    assert "Partners adopt it." in shown
    assert "The framework is drafted." not in shown
    assert summary_errors(send(world, "lead_officer", "/close")) == ["Enter a closing note"]
    unconfirmed = send(world, "lead_officer", "/close", note="We stop here.")
    assert summary_errors(unconfirmed) == ["Tick the box to close the plan although milestones are open"]
    assert "We stop here." in unconfirmed.text
    assert standing(world) == ("live", None, 1)
    assert send(world, "lead_officer", "/close", note="We stop here.", confirm="y").status_code == 303
    assert standing(world) == ("closed", None, 1)


def test_after_the_twelve_months_no_confirmation_is_asked_and_closed_is_for_good(world, clock):
    make_plan(world, PlanState.LIVE)
    clock.moment = clock.moment + dt.timedelta(days=400)
    client = world.client("lead_officer")
    sent = client.post(world.url("/plan/close"), data={"note": "The year is over."})
    assert sent.status_code == 303
    assert standing(world) == ("closed", None, 1)
    for path in ("/change", "/begin", "/submit", "/close", "/endorsement/ask"):
        client.post(world.url(f"/plan{path}"), data={"reason": "Once more.", "note": "Once more.", "confirm": "y"})
        assert standing(world) == ("closed", None, 1)
    assert numbers_kept(world) == [1]
    assert client.get(world.url("/plan/versions/1")).status_code == 200


def test_a_plan_is_not_closed_before_work_or_with_a_change_under_way(world):
    make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    client = world.client("lead_officer")
    assert "Withdraw it" in client.get(world.url("/plan/close")).text
    client.post(world.url("/plan/close"), data={"note": "Now.", "confirm": "y"})
    assert standing(world) == ("live", "draft", 1)
    assert submit(world).status_code in {303, 422}
    assert numbers_kept(world) == [1]
