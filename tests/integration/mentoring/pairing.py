"""A pair with a meeting and actions, made directly, so that a test starts where its question starts."""

import datetime as dt
from dataclasses import dataclass

from app.accounts.models import Person
from app.db import db
from app.engagements.models import Engagement
from app.mentoring.models import PairGoal
from app.plans.models import Goal
from tests import plan_factories
from tests.keeping import kept_rows
from tests.world import World

SECRET = "He doubts that the board wants it."
MENTOR, MENTEE = "consultant", "participant1"


@dataclass(frozen=True)
class MadePair:
    """References of what was made."""

    pair: str
    meeting: str
    late: str
    later: str


@kept_rows
def make_pair(world: World, *, mentor: str = MENTOR, mentee: str = MENTEE, goal_ref: str | None = None) -> MadePair:
    """Make a pair that met once and agreed two actions, one of each; the mentee's is late."""
    with world.app.app_context():
        people = [db.session.get_one(Person, world.people[key]) for key in (mentor, mentee)]
        pair = plan_factories.pair(db.session.get_one(Engagement, world.engagement_id), *people)
        meeting = plan_factories.meeting(pair, people[0], discussed=SECRET, next_on=dt.date(2026, 12, 4), minutes=90)
        goal = db.session.scalar(db.select(Goal).filter_by(ref=goal_ref)) if goal_ref else None
        if goal:
            db.session.add(PairGoal(pair_id=pair.id, goal_id=goal.id))
        late = plan_factories.action(meeting, people[1], due_on=dt.date(2026, 11, 13), what="Read the minutes.")
        later = plan_factories.action(meeting, people[0], what="Send the agenda.", goal_id=goal.id if goal else None)
        made = MadePair(pair.ref, meeting.ref, late.ref, later.ref)
        db.session.commit()
    return made
