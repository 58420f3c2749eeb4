"""The plan and its goals, kept as they were printed: changed by anything they are made of, other for each reader."""

import copy
import datetime as dt

import pytest
from sqlalchemy import Update, insert, update

from app.accounts.models import Membership, Person
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.mentoring.models import PairGoal
from app.plans.models import (
    ChangeState,
    Condition,
    Goal,
    Milestone,
    MilestoneStanding,
    Plan,
    PlanEntry,
    PlanState,
    PlanVersion,
    Status,
)
from app.security import Role
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


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_changes_is_on_the_page_of_a_goal_at_once(app, clock):
    world = build_world(app, participants=3)
    made = make_plan(world, PlanState.APPROVED)
    address, client = world.url(f"/plan/goals/{made.goals[0]}"), world.client("lead_officer")
    assert shown(client, address)[0] != shown(world.client("director"), address)[0]

    def goal() -> Goal:
        return db.session.scalars(db.select(Goal).filter_by(ref=made.goals[0])).one()

    def write_an_entry():
        plan_factories.plan_entry(goal(), db.session.get_one(Person, world.people["consultant"]))

    def begin_to_meet():
        mentor, mentee = (db.session.get_one(Person, world.people[who]) for who in ("consultant", "participant1"))
        pair = plan_factories.pair(db.session.get_one(Engagement, world.engagement_id), mentor, mentee)
        db.session.add(PairGoal(pair_id=pair.id, goal_id=goal().id))

    def stand_on_track():
        milestone = db.session.scalars(db.select(Milestone).filter_by(ref=made.milestones[0])).one()
        db.session.add(MilestoneStanding(milestone_id=milestone.id, status=Status.ON_TRACK, updated_at=NOW))

    def approve_another_scope():
        first = db.session.scalars(db.select(PlanVersion)).one()
        content = copy.deepcopy(first.content)
        content["goals"][0]["what"] = "Changed"
        plan = db.session.scalars(db.select(Plan)).one()
        submitter = db.session.get_one(Person, world.people["lead_officer"])
        plan_factories.plan_version(plan, content, submitter, number=2)
        plan.approved_number = 2

    def has_a_role(role: Role) -> Update:
        return update(Membership).where(Membership.person_id == world.people["lead_officer"]).values(role=role)

    changes = (
        approve_another_scope,
        has_a_role(Role.PARTICIPANT),
        has_a_role(Role.LEAD_OFFICER),
        write_an_entry,
        update(PlanEntry).values(note="Changed"),
        stand_on_track,
        update(MilestoneStanding).values(forecast_on=dt.date(2027, 5, 5), forecast_reason="Changed"),
        begin_to_meet,
        update(Engagement).values(illustrative=True),
        update(Plan).values(state=PlanState.CLOSED, closed_at=NOW),
    )
    follows(app, client, [(change, address) for change in changes])
    before = shown(client, address)[0]
    clock.advance(days=300)
    assert shown(client, address)[0] != before, "a new day makes late what was not"
    assert not page(client.get(f"{address}?page=2")).main.select(".app-plan-history")
