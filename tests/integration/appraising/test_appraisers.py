"""Who is asked to score alone: two who change the list at once, people who leave, and what is never submitted."""

import datetime as dt

import pytest

from app.accounts.models import Membership, Person
from app.appraising.models import Appraisal, AppraisalState, Appraiser, PrivateAnswer
from app.appraising.services.leaving import delete_unsubmitted_alone
from app.db import db
from app.db.clock import now
from tests import appraising_factories as made
from tests.clients import summary_errors
from tests.integration.appraising.using import ask, begin, main, score, seen_of

TWO = ("participant1", "consultant")
SAID = {"need": ("1", ""), "quality": ("3", "")}


@pytest.fixture
def asked(world):
    here = begin(world, made.WEIGHTED, names="Overnight stays")
    assert ask(world, here, *TWO).status_code == 303
    return here


def leave(world, who):
    with world.app.app_context():
        person = db.session.get_one(Person, world.people[who])
        person.ended_at = now()
        for each in db.session.scalars(db.select(Membership).filter_by(person_id=person.id)):
            each.ended_at = now()
        db.session.commit()


def test_whom_a_colleague_asked_meanwhile_is_not_dropped_unseen(world, asked):
    seen = seen_of(world.client("lead_officer"), asked)
    ask(world, asked, *TWO, "participant2")
    score(world, asked, "participant2", SAID, submit=False)
    second = ask(world, asked, *TWO, "director", seen=seen)
    assert second.status_code == 409
    assert "Participant2" in main(second)
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(PrivateAnswer)) == 2


def test_who_submitted_and_left_stays_and_another_can_still_be_asked(world, asked):
    score(world, asked, "participant1", SAID)
    leave(world, "participant1")
    assert "Participant1" in main(world.client("lead_officer").get(f"{asked}/appraisers"))
    assert "has submitted, and stays" in summary_errors(ask(world, asked, "consultant", "director"))[0]
    assert ask(world, asked, *TWO, "director").status_code == 303
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Appraiser)) == 3


def test_what_a_leaver_never_submitted_is_deleted_and_so_is_what_is_no_longer_scored(world, asked):
    month = dt.timedelta(days=30)
    score(world, asked, "participant1", SAID)
    score(world, asked, "consultant", SAID, submit=False)

    def deleted(later=dt.timedelta()):
        with world.app.app_context():
            count = delete_unsubmitted_alone(now=now() + later, keep=month)
            db.session.rollback()
            return count

    assert deleted() == 0
    assert deleted(2 * month) == 2
    leave(world, "participant1")
    assert deleted() == 0
    with world.app.app_context():
        db.session.execute(db.update(Appraisal).values(state=AppraisalState.WITHDRAWN))
        db.session.commit()
    assert deleted() == 2
    with world.app.app_context():
        db.session.execute(db.update(Appraisal).values(state=AppraisalState.ALONE))
        db.session.commit()
    leave(world, "consultant")
    assert deleted() == 2
