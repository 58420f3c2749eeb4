"""A cohort that begins in December, for tests of places: made as in made.py, and looked at without holding a record."""

import datetime as dt

from app.db import db
from app.learning.models import Cohort, Enrolment, EnrolmentState
from app.mail.models import Message
from tests.integration.learning.made import Training, make_training
from tests.keeping import kept_rows
from tests.world import World

DATES = tuple(dt.date(2026, 12, day) for day in (1, 2, 22, 23))


@kept_rows
def make_coming(world: World, **values: object) -> Training:
    """Three places taken of as many as `seats` says (3), one person waits, and day 1 is on 1 December."""
    return make_training(world, **{"dates": DATES} | values)


def places(world: World, made: Training) -> dict[str, int]:
    """How many places and waiting people there are, what the cohort counts, and how many seats it has."""
    with world.app.app_context():
        cohort = db.session.scalars(db.select(Cohort).filter_by(ref=made.ref)).one()
        states = list(db.session.scalars(db.select(Enrolment.state).filter_by(cohort_id=cohort.id)))
        return {
            "enrolled": states.count(EnrolmentState.ENROLLED),
            "waiting": states.count(EnrolmentState.WAITING),
            "taken": cohort.taken,
            "seats": cohort.seats,
        }


def place_of(world: World, made: Training, who: str) -> str:
    """The state of somebody's place; empty for who never asked."""
    with world.app.app_context():
        wanted = db.select(Enrolment.state).join(Cohort, Cohort.id == Enrolment.cohort_id)
        state = db.session.scalar(wanted.where(Cohort.ref == made.ref, Enrolment.person_id == world.people[who]))
        return state.value if state else ""


def mails(world: World) -> list[tuple[str, str]]:
    """Recipient and subject of every message, in the order of queueing."""
    with world.app.app_context():
        found = db.session.execute(db.select(Message.recipient, Message.subject).order_by(Message.id))
        return [(row.recipient.partition("@")[0], row.subject) for row in found]
