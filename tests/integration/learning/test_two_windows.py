"""What another window saved after a page loaded its records is seen once the lock is had: it is not judged by the old.

On SQLite a request that writes is alone from its first statement; PostgreSQL lets both load. So the other window's
write stands here between loading and saving, in one transaction.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from app.db import db
from app.learning.errors import ConflictError, WrongStateError
from app.learning.models import ConfidenceRating, Enrolment, FollowUp, Moment, Pledge, Witness
from app.learning.opening import opening
from app.learning.queries.cohorts import dates_of
from app.learning.queries.following import follow_ups_of
from app.learning.queries.learned import pledged_by, ratings_of
from app.learning.services import following, pledging, rating
from tests import learning_factories
from tests.integration.learning.group import EARLY, LAST_DAY
from tests.integration.learning.made import make_training
from tests.world import build_world


@pytest.fixture
def place(app):
    """A delegate's place, in an app context."""
    world = build_world(app, participants=1)
    made = make_training(world)
    with app.app_context():
        yield db.session.scalars(db.select(Enrolment).filter_by(ref=made.enrolments["delegate1"])).one()
        db.session.rollback()


def elsewhere(table: Any, **values: Any) -> None:
    """Save in another window."""
    change = db.update(table).values(**values)
    db.session.execute(change, execution_options={"synchronize_session": False})


def asking(place):
    """Scope, times and actor as a view gives them."""
    scope: Any = SimpleNamespace(id=place.cohort_id, ref="cohort", enrolment_id=place.id)
    times = opening(learning_factories.four_days(), dates_of(cohort_id=place.cohort_id))
    return scope, times, SimpleNamespace(person_id=place.person_id, email="delegate1@partner.example")


def test_pledges_changed_elsewhere_are_not_written_over(place):
    learning_factories.pledge(place, action="Mine.")
    scope, times, actor = asking(place)
    shown = pledged_by(enrolment_id=place.id)
    seen = pledging.version_of(*shown)
    elsewhere(Pledge, action="From the other window.", version=2)
    wanted = pledging.Promise({1: pledging.Action("Mine again.", "", dt.date(2027, 3, 5), "")}, "", "")
    with pytest.raises(ConflictError):
        pledging.promise(wanted, scope, times, seen_version=seen, actor=actor, now=LAST_DAY)


def test_ratings_changed_elsewhere_are_not_written_over(place):
    learning_factories.rating(place, Moment.BEFORE)
    scope, times, actor = asking(place)
    shown = ratings_of(enrolment_id=place.id)
    seen = shown[Moment.BEFORE].version
    elsewhere(ConfidenceRating, version=2)
    with pytest.raises(ConflictError):
        rating.rate(Moment.BEFORE, {"needs": 4}, scope, times, seen_version=seen, actor=actor, now=EARLY)


def test_a_follow_up_that_was_sent_elsewhere_is_not_written_over(place):
    learning_factories.follow_up(place, expires_at=LAST_DAY)
    shown = follow_ups_of(enrolment_id=place.id)
    assert shown[Witness.DELEGATE].answered_at is None
    elsewhere(FollowUp, answered_at=EARLY, answers={"next": "The first answer."})
    with pytest.raises(WrongStateError):
        following.answer(
            {"next": "The second."}, Witness.DELEGATE, enrolment_id=place.id, cohort_ref="c", actor_id=None, now=EARLY
        )
