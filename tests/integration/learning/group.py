"""More delegates for the cohort of made.py, so that there are groups to be summed up and groups too small."""

import datetime as dt
from typing import Any

from app.accounts.models import Authority
from app.db import db
from app.learning.models import CheckKind, Cohort, Enrolment, Moment
from tests import factories, learning_factories
from tests.integration.learning.made import Training
from tests.world import World

EARLY = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
DURING_DAY_ONE = dt.datetime(2026, 11, 3, 10, tzinfo=dt.UTC)
AFTER_DAY_ONE = dt.datetime(2026, 11, 3, 17, tzinfo=dt.UTC)
LAST_DAY = dt.datetime(2026, 11, 25, 16, tzinfo=dt.UTC)
CLOSED = dt.datetime(2026, 12, 10, 9, tzinfo=dt.UTC)


def cohort_of(made: Training) -> Cohort:
    """The cohort, in an app context."""
    return db.session.scalars(db.select(Cohort).filter_by(ref=made.ref)).one()


def add_delegates(world: World, made: Training, number: int) -> list[str]:
    """Give so many more delegates of the partner a place; their keys in `world.people`. All places are old ones."""
    keys = [f"extra{place}" for place in range(1, number + 1)]
    with world.app.app_context():
        cohort, partner = cohort_of(made), db.session.get_one(Authority, world.partner_id)
        for key in keys:
            who = factories.person(email=f"{key}@partner.example", name=key.title())
            world.people[key] = who.id
            made.enrolments[key] = learning_factories.enrolment(cohort, who, partner, enrolled_at=EARLY).ref
        for place in db.session.scalars(db.select(Enrolment).filter_by(cohort_id=cohort.id)):
            if place.enrolled_at is not None:
                place.enrolled_at = EARLY
        db.session.commit()
    return keys


def place_of(made: Training, who: str) -> Enrolment:
    """A delegate's place, in an app context."""
    return db.session.scalars(db.select(Enrolment).filter_by(ref=made.enrolments[who])).one()


def rate_all(world: World, made: Training, people: list[str], *moments: Moment, level: int = 3) -> None:
    """Let these people rate everything alike at each moment."""
    with world.app.app_context():
        for who in people:
            for moment in moments or tuple(Moment):
                learning_factories.rating(place_of(made, who), moment, level)
        db.session.commit()


def check_all(world: World, made: Training, people: list[str], correct: int = 6, **values: Any) -> None:
    """Let these people hand in a check before and one after."""
    with world.app.app_context():
        for who in people:
            for kind in CheckKind:
                learning_factories.attempt(place_of(made, who), kind, correct, **values)
        db.session.commit()
