"""The plan's page, kept as it was printed: changed by anything it is made of, and other for each reader."""

import datetime as dt

import pytest
from sqlalchemy import insert, update

from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.plans.models import ChangeState, Condition, Milestone, MilestoneStanding, Plan, PlanState, PlanVersion, Status
from tests import plan_factories
from tests.clients import page
from tests.integration.kept_pages import follows, shown
from tests.integration.plans.plans import make_plan
from tests.world import build_world

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_changes_is_on_the_page_at_once_and_each_reader_has_an_own_one(app, clock):
    world = build_world(app, participants=3)
    made, address = make_plan(world, PlanState.APPROVED), world.url("/plan")
    with app.app_context():
        milestone_id = db.session.scalar(db.select(Milestone.id).filter_by(ref=made.milestones[0]))
        plan_factories.condition(db.session.scalars(db.select(PlanVersion)).one())
        db.session.commit()
    client = world.client("lead_officer")
    first, second = shown(client, address), shown(client, address)
    assert first[0] == second[0]
    assert len({*first[1], *second[1]}) == 2  # two keys for the one form, which begins the work
    assert not page(world.client("director").get(address)).main.select("form")
    standing = {"status": Status.ON_TRACK, "updated_at": NOW, "version": 1}
    changes = (
        update(Condition).values(text="Changed"),
        update(Plan).values(state=PlanState.LIVE, started_at=NOW),
        insert(MilestoneStanding).values(milestone_id=milestone_id, **standing),
        update(MilestoneStanding).values(forecast_on=dt.date(2027, 5, 5), forecast_reason="Changed"),
        update(Plan).values(change_state=ChangeState.DRAFT, change_reason="Changed"),
        update(Engagement).values(illustrative=True),
        update(Engagement).values(state=EngagementState.CLOSED),
    )
    follows(app, client, [(change, address) for change in changes])
    before = shown(client, address)[0]
    clock.advance(days=200)
    assert shown(client, address)[0] != before, "a new day makes late what was not"
