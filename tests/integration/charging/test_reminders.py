"""The worker reminds a director of days that have waited for more than a week, once a week at most."""

import datetime as dt

import pytest

from app.accounts.models import Person
from app.charging.models import EntryState, MessageKind, SupportEntry
from app.charging.services.reminding import remind
from app.db import db
from app.mail.models import Message
from tests import charging_factories
from tests.conftest import NOON
from tests.integration.charging.made import IN_NOVEMBER, IN_OCTOBER, make_charging, make_entry
from tests.world import build_world

EIGHT_DAYS_AGO = NOON - dt.timedelta(days=8)


@pytest.fixture
def world(app):
    world = build_world(app, participants=1)
    make_charging(world, planned=False)
    return world


def reminded(world, now=NOON):
    with world.app.app_context():
        count = remind(now=now)
        db.session.commit()
        return count


def reminders(world):
    with world.app.app_context():
        return [
            (each.recipient.partition("@")[0], each.body)
            for each in db.session.scalars(db.select(Message).order_by(Message.id))
            if each.kind == "days still wait"
        ]


def test_a_director_is_reminded_of_what_has_waited_for_a_week_and_again_a_week_later(world):
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.SUBMITTED, submitted_at=EIGHT_DAYS_AGO)
    make_entry(world, on_date=IN_NOVEMBER, quarters=2, state=EntryState.SUBMITTED, submitted_at=NOON)
    assert reminded(world) == 1
    assert reminded(world, NOON + dt.timedelta(days=6)) == 0
    assert reminded(world, NOON + dt.timedelta(days=8)) == 1
    (who, body), _ = reminders(world)
    assert who == "director"
    assert (
        "1.5 days, £750 before VAT, of support by Halton wait for your approval, the oldest since 12 November" in body
    )
    assert f"/engagements/{world.engagement_ref}/days/months/2026-10" in body


def test_nobody_is_reminded_of_what_waits_for_the_supplier_or_was_answered_this_week(world):
    long_ago = {"submitted_at": EIGHT_DAYS_AGO}
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.QUERIED, **long_ago)
    make_entry(world, on_date=IN_NOVEMBER, state=EntryState.ANSWERED, **long_ago)
    with world.app.app_context():
        answered = db.session.scalars(db.select(SupportEntry).filter_by(state=EntryState.ANSWERED)).one()
        consultant = db.session.get_one(Person, world.people["consultant"])
        charging_factories.message(answered, consultant, kind=MessageKind.ANSWER, written_at=NOON)
        db.session.commit()
    assert reminded(world) == 0
    assert reminders(world) == []
