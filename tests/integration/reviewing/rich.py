"""An engagement in its second month in which something of everything happened that a review speaks of."""

import datetime as dt

from app.accounts.models import Person
from app.charging.models import EntryState, StatementState
from app.charging.statement import statement_content
from app.db import db
from app.engagements.models import Engagement
from app.learning.models import Enrolment
from app.plans.models import Goal, Milestone, MilestoneStanding, PlanEntry, Status
from tests import charging_factories, learning_factories, plan_factories
from tests.charging_factories import statement_of
from tests.integration.charging.made import IN_NOVEMBER, IN_OCTOBER, Charging, make_charging, make_entry
from tests.integration.learning.made import make_training
from tests.integration.mentoring.pairing import make_pair
from tests.keeping import kept_rows
from tests.world import World

WHEN = dt.datetime(2026, 11, 12, 10, 0, tzinfo=dt.UTC)


@kept_rows
def make_rich(world: World) -> Charging:
    """Make a live plan with a milestone done, one late and moved; days in all states; a statement; training; a pair."""
    made = make_charging(world)
    assert made is not None
    with world.app.app_context():
        issuer, director, officer = (
            db.session.get_one(Person, world.people[who]) for who in ("finance_officer", "director", "lead_officer")
        )
        engagement = db.session.get_one(Engagement, world.engagement_id)
        content = statement_content(statement_of((4, "standard"), (2, "exempt")))
        stated = charging_factories.statement(engagement, issuer, content, state=StatementState.DISPUTED)
        charging_factories.statement_event(stated, director, text="Half a day was agreed.")
        first, second = (
            db.session.scalars(db.select(Milestone).filter_by(ref=ref)).one() for ref in made.plan.milestones[:2]
        )
        _say(first, officer, status=Status.DONE, done_on=WHEN.date())
        moved = dt.date(2026, 11, 17)
        _say(second, officer, forecast_from=second.due_on, forecast_on=moved, reason="The board meets later.")
        statement_id = stated.id
        db.session.commit()
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.STATED, statement_id=statement_id)
    make_entry(world, on_date=IN_NOVEMBER, state=EntryState.APPROVED, quarters=2)
    make_entry(world, "consultant2", on_date=IN_NOVEMBER, state=EntryState.SUBMITTED)
    make_entry(world, "consultant2", on_date=IN_NOVEMBER.replace(month=12), state=EntryState.BOOKED)
    make_pair(world)
    training = make_training(world)
    with world.app.app_context():
        trainer = db.session.get_one(Person, world.people["trainer"])
        for ref in training.enrolments.values():
            enrolment = db.session.scalars(db.select(Enrolment).filter_by(ref=ref)).one()
            learning_factories.all_present(enrolment, trainer, days=(1, 2))
        db.session.commit()
    return made


def _say(of: Milestone, who: Person, **values: object) -> PlanEntry:
    """Record it in the goal's history and in the milestone's standing, as the service does."""
    standing = {key: values[key] for key in ("status", "done_on", "forecast_on") if key in values}
    standing.setdefault("status", Status.ON_TRACK)
    db.session.add(MilestoneStanding(milestone_id=of.id, updated_at=WHEN, **standing))
    return plan_factories.plan_entry(
        db.session.get_one(Goal, of.goal_id), who, milestone_id=of.id, note="", at=WHEN, **values
    )
