"""Your work, twelve months and threads are kept as printed: changed by what they are made of, other for each reader."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import Update, delete, update

from app.accounts.models import Authority, Membership, Person
from app.assessments.models import Round, RoundKind, SignedResult
from app.charging.models import SupportEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.learning.models import Attendance, CohortDay, Enrolment
from app.library.models import LibraryUse
from app.plans.models import MilestoneStanding, Plan, PlanState, Status
from app.reviewing.models import MonthlyReview
from tests import charging_factories, factories, library_factories
from tests.clients import page
from tests.integration.kept_pages import follows, shown
from tests.integration.progress.year import make_year
from tests.world import build_world

MORNING = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
WORKED_ON = {"status": Status.ON_TRACK, "done_on": None}
CHANGES = (
    update(SupportEntry).values(quarters=3),
    update(SupportEntry).values(day_rate=Decimal(333)),
    update(MilestoneStanding).values(**WORKED_ON),
    update(MilestoneStanding).values(forecast_on=dt.date(2027, 5, 5), forecast_reason="Changed"),
    delete(Attendance),
    update(MonthlyReview).values(month=dt.date(2026, 10, 1)),
    update(Authority).values(name=Authority.name + " changed"),
    update(Engagement).values(illustrative=True),
    update(Engagement).values(ends_on=dt.date(2027, 6, 30)),
    update(Plan).values(state=PlanState.DRAFT, approved_number=None, started_at=None),
    update(Engagement).values(state=EngagementState.CLOSED),
)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_changes_is_among_twelve_months_at_once(app, clock):
    world = build_world(app, participants=3)
    make_year(world, again=False)
    address, client = world.url("/twelve-months"), world.client("manager")

    def agree_on_a_rate():
        within = db.session.get_one(Engagement, world.engagement_id)
        manager = db.session.get_one(Person, world.people["manager"])
        agreed = {"agreed_at": MORNING, "agreed_by_id": manager.id, "day_rate": Decimal(777)}
        charging_factories.rate(within, manager, from_on=dt.date(2026, 11, 20), **agreed)

    follows(app, client, [(change, address) for change in (agree_on_a_rate, *CHANGES)])
    before = shown(client, address)[0]
    clock.advance(days=40)
    assert shown(client, address)[0] != before, "the day it is read is named on it"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_changes_is_in_the_thread_at_once_and_among_standards(app, clock):
    world = build_world(app, participants=3)
    year = make_year(world)
    client, rows = world.client("manager"), world.url("/standards")
    thread = f"{rows}/{year.standard_key}"

    def use_an_item():
        within = db.session.get_one(Engagement, world.engagement_id)
        manager = db.session.get_one(Person, world.people["manager"])
        item = library_factories.item(db.session.get_one(Authority, world.lead_id), manager)
        library_factories.use(item, within, manager, goal_ref=year.goal_ref)

    changes = (
        (use_an_item, thread),
        (update(LibraryUse).values(note="Changed"), thread),
        (update(SignedResult).values(signed_at=MORNING), thread),
        (update(SupportEntry).values(quarters=3), rows),
        (update(SupportEntry).values(on_date=dt.date(2026, 11, 2)), thread),
        (update(MilestoneStanding).values(**WORKED_ON), rows),
        (update(MilestoneStanding).values(forecast_on=dt.date(2027, 5, 5), forecast_reason="Changed"), thread),
        (delete(Attendance), rows),
        (update(Authority).values(name=Authority.name + " changed"), rows),
        (update(Plan).values(state=PlanState.DRAFT, approved_number=None, started_at=None), rows),
    )
    follows(app, client, changes)
    before = shown(client, rows)[0]
    clock.advance(days=200)
    assert shown(client, rows)[0] != before, "a new day takes what was to come into the past"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_changes_is_on_the_first_page_at_once(app, clock):
    world = build_world(app, participants=3)
    make_year(world)
    with app.app_context():
        learner = db.session.scalars(db.select(Enrolment.person_id).order_by(Enrolment.id)).first()
    delegate = app.test_client().sign_in(learner)

    def ends(who: str) -> Update:
        return update(Membership).where(Membership.person_id == world.people[who]).values(ended_at=MORNING)

    def close_the_scoping():
        factories.scoping(db.session.get_one(Engagement, world.engagement_id), closed_at=MORNING)

    for client, change in (
        (world.client("consultant"), close_the_scoping),
        (world.client("lead_officer"), update(Authority).values(name=Authority.name + " changed")),
        (world.client("lead_officer"), update(Round).where(Round.kind == RoundKind.BASELINE).values(ref="r" * 14)),
        (world.client("manager"), update(MonthlyReview).values(month=dt.date(2026, 10, 1))),
        (delegate, update(CohortDay).where(CohortDay.day == 1).values(on_date=dt.date(2026, 10, 9))),
        (world.client("finance_officer"), ends("finance_officer")),
    ):
        follows(app, client, [(change, "/home")])
    before = shown(delegate, "/home")[0]
    clock.advance(days=40)
    assert shown(delegate, "/home")[0] != before, "what was asked for is not any more"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_each_role_keeps_a_page_of_its_own(app):
    world = build_world(app, participants=3)
    make_year(world)
    parts = {
        who: [part["id"] for part in page(world.client(who).get(world.url("/twelve-months"))).main.select("h2[id]")]
        for who in ("director", "participant1", "finance_officer", "director")
    }
    assert parts["director"] == ["scores", "milestones", "days", "training", "reviews"]
    assert parts["participant1"] == ["scores", "milestones"]
    assert parts["finance_officer"] == ["days"]
    heads = {
        who: [head.text for head in page(world.client(who).get(world.url("/standards"))).main.select("thead th")]
        for who in ("director", "participant1", "director")
    }
    assert set(heads["director"]) - set(heads["participant1"]) == {"Support days"}
