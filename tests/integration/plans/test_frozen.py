"""An engagement that is over freezes its plan: pages stay readable, and no press changes anything, in any state."""

import pytest

from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.plans.models import ChangeState, PlanState
from tests.integration.plans.plans import make_plan
from tests.integration.plans.reviews import CONDITION, PLAN, standing
from tests.world import build_world

BUILDER = (
    "/goals/{goal}/edit?what=Otherwise&seen=1",
    "/goals/{goal}/remove",
    "/goals/{goal}/move?move=down-0",
    "/milestones/{milestone}/remove",
    "/endorsement/ask",
    "/submit",
    "/result",
)
PROGRESS = (
    "/begin",
    "/change?reason=A+new+duty.",
    "/close?note=The+year+is+over.&confirm=y",
    "/goals/{goal}/update?status=on_track&note=Well.&seen_version=0",
    "/milestones/{milestone}/update?status=on_track&note=Well.&seen_version=0",
    "/milestones/{milestone}/forecast?forecast_on-day=1&forecast_on-month=3&forecast_on-year=2027&reason=X&seen_version=0",
)


def end(world, state=EngagementState.ENDED_EARLY):
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = state
        db.session.commit()


def trail(world):
    with world.app.app_context():
        return db.session.scalar(db.select(db.func.count(AuditEntry.id)))


@pytest.mark.parametrize(
    ("state", "change", "who", "presses"),
    [
        (PlanState.DRAFT, None, "lead_officer", BUILDER),
        (PlanState.LIVE, ChangeState.DRAFT, "lead_officer", (*BUILDER, "/change/withdraw")),
        (PlanState.APPROVED, None, "lead_officer", PROGRESS),
        (PlanState.LIVE, None, "lead_officer", PROGRESS),
        (PlanState.SUBMITTED, None, "lead_officer", ("/submit/take-back",)),
        (PlanState.SUBMITTED, None, "manager", ("/review/comments/new?text=Why%3F&number=1",)),
    ],
)
def test_nothing_moves_once_the_engagement_is_over(app, state, change, who, presses):
    world = build_world(app, participants=1)
    made = make_plan(world, state, change=change)
    end(world)
    client, before, stood = world.client(who), trail(world), standing(world)
    for press in presses:
        path, _, query = press.format(goal=made.goals[0], milestone=made.milestones[0]).partition("?")
        data = dict(each.split("=") for each in query.split("&") if each)
        client.post(world.url(PLAN + path), data=data)
        assert (trail(world), standing(world)) == (before, stood), press
    read = 403 if who == "manager" else 200  # the lead side keeps agreements, statements and signed results
    assert client.get(world.url(PLAN), follow_redirects=True).status_code == read


def test_a_decision_comes_too_late(app):
    world = build_world(app, participants=1)
    make_plan(world, PlanState.SUBMITTED)
    end(world, EngagementState.CLOSED)
    client = world.client("manager")
    sent = client.post(world.url(f"{PLAN}/review/decide"), data=CONDITION | {"number": "1", "note": "Well done."})
    assert sent.status_code == 403
    assert standing(world) == ("submitted", None, None)


def test_while_the_engagement_closes_work_goes_on(app):
    world = build_world(app, participants=1)
    make_plan(world, PlanState.APPROVED)
    end(world, EngagementState.CLOSING)
    world.client("lead_officer").post(world.url(f"{PLAN}/begin"))
    assert standing(world)[0] == "live"
