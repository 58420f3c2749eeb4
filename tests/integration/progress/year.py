"""An engagement in the middle of its twelve months: two signed rounds, a live plan, days, training, a review."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.accounts.models import Person
from app.charging.models import EntryState
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, SupportKind
from app.learning.models import Enrolment
from app.plans.models import Goal, Milestone, MilestoneStanding, Status
from tests import learning_factories, reviewing_factories
from tests.integration.charging.made import IN_OCTOBER, make_charging, make_entry
from tests.integration.charging.test_per_level import score_again
from tests.integration.learning.made import make_training
from tests.keeping import kept_rows
from tests.world import World


@dataclass(frozen=True)
class Year:
    """References of the first goal, its standard, one milestone of it and one entry of days that served it."""

    goal_ref: str
    standard_key: str
    milestone_ref: str
    entry_ref: str
    review_ref: str


@kept_rows
def make_year(world: World, *, again: bool = True, entries: int = 1) -> Year:
    """Make it; with `again` the end-of-year round is signed, too, one level higher on the first standard."""
    make_charging(world)
    make_training(world, waiting=False)
    with world.app.app_context():
        goal = db.session.scalars(db.select(Goal).order_by(Goal.position)).first()
        milestone = db.session.scalars(
            db.select(Milestone).filter_by(goal_id=goal.id).order_by(Milestone.position)
        ).first()
        standing = db.session.get(MilestoneStanding, milestone.id)
        if standing is None:
            standing = MilestoneStanding(milestone_id=milestone.id, updated_at=now())
            db.session.add(standing)
        standing.status, standing.done_on, standing.forecast_on = Status.DONE, dt.date(2026, 10, 20), None
        delegate = db.session.scalar(db.select(Enrolment).filter_by(authority_id=world.partner_id))
        trainer = db.session.get_one(Person, world.people["trainer"])
        learning_factories.attendance(delegate, trainer)
        review = reviewing_factories.review(
            db.session.get_one(Engagement, world.engagement_id),
            db.session.get_one(Person, world.people["manager"]),
            month=dt.date(2026, 9, 1),
        )
        made: dict[str, Any] = {
            "goal_ref": goal.ref,
            "standard_key": goal.standard_key,
            "milestone_ref": milestone.ref,
            "review_ref": review.ref,
        }
        db.session.commit()
    values = {"kind": SupportKind.MENTORING, "goal_ref": made["goal_ref"], "state": EntryState.APPROVED}
    refs = [make_entry(world, **values, on_date=IN_OCTOBER + dt.timedelta(place)) for place in range(entries)]
    if again:
        score_again(world, 1, *[0] * 11)
    return Year(**made, entry_ref=refs[0])
