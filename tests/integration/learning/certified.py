"""What tests of certificates arrange and read: a delegate who has earned one, its press, what was issued."""

import datetime as dt

from app.accounts.models import Person
from app.db import db
from app.learning.certificate import certificate_from
from app.learning.models import Certificate, Enrolment
from tests import learning_factories

OVER = dt.datetime(2026, 11, 25, 16, 30, tzinfo=dt.UTC)
"""The last half-day has just ended."""


def arrange(world, made, act, who="delegate1"):
    """Change what there is of a delegate: `act` gets the enrolment and the trainer."""
    with world.app.app_context():
        of = db.session.scalar(db.select(Enrolment).filter_by(ref=made.enrolments[who]))
        act(of, db.session.get_one(Person, world.people["trainer"]))
        db.session.commit()


def earn(of, trainer):
    learning_factories.all_present(of, trainer)
    learning_factories.attempt(of)


def certificates(world):
    with world.app.app_context():
        found = db.session.scalars(db.select(Certificate).order_by(Certificate.id)).all()
        return [(each.number, each.code, certificate_from(each.content)) for each in found]


def press(world, made, who="delegate1"):
    client = world.client(who)
    return client.post(made.url("/certificate/issue"), follow_redirects=True)


def rename(world, name, who="delegate1"):
    with world.app.app_context():
        db.session.get_one(Person, world.people[who]).name = name
        db.session.commit()
