"""The balance is kept as it was printed: changed by anything that it is made of, and other for each reader."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import insert, update

from app.accounts.models import Authority, Person
from app.charging.models import AgreedRate, Statement, StatementState, SupportEntry
from app.charging.statement import statement_content
from app.db import db
from app.engagements.models import Engagement, EngagementState, SupportKind
from app.plans.models import Milestone, MilestoneStanding, Status
from tests import charging_factories
from tests.clients import page
from tests.integration.charging.made import IN_NOVEMBER, IN_OCTOBER, make_charging, make_entry
from tests.integration.kept_pages import follows
from tests.world import build_world

MORNING = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
CHANGES = (
    update(SupportEntry).values(quarters=3),
    update(SupportEntry).values(kind=SupportKind.SELF_ASSESSMENT),
    update(SupportEntry).values(on_date=IN_NOVEMBER),
    update(AgreedRate).values(day_rate=Decimal(300)),
    update(Statement).values(state=StatementState.DISPUTED),
    update(Authority).values(name=Authority.name + " changed"),
    update(Engagement).values(illustrative=True),
    update(Engagement).values(ends_on=dt.date(2027, 6, 30)),
    update(Engagement).values(state=EngagementState.CLOSED),
)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_changes_is_on_the_page_at_once(app):
    world = build_world(app, participants=1)
    plan = make_charging(world).plan
    make_entry(world, on_date=IN_OCTOBER)
    with app.app_context():
        within = db.session.get_one(Engagement, world.engagement_id)
        finance, manager = (db.session.get_one(Person, world.people[who]) for who in ("finance_officer", "manager"))
        agreed = {"agreed_at": MORNING, "agreed_by_id": manager.id}
        charging_factories.rate(within, manager, from_on=dt.date(2026, 11, 20), **agreed)
        content = statement_content(charging_factories.statement_of((4, "standard")))
        charging_factories.statement(within, finance, content)
        db.session.commit()
    address = world.url("/days")
    told = {who: page(world.client(who).get(address)).main.text for who in ("director", "consultant")}
    assert told["director"] != told["consultant"]
    with app.app_context():
        milestone_id = db.session.scalar(db.select(Milestone.id).filter_by(ref=plan.milestones[1]))
    done = {"status": Status.DONE, "done_on": dt.date(2026, 11, 18), "updated_at": MORNING, "version": 1}
    is_done = insert(MilestoneStanding).values(milestone_id=milestone_id, **done)
    follows(app, world.client("director"), [(change, address) for change in (is_done, *CHANGES)])
