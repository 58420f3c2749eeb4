"""The manager's view of effect: own cohorts only, closed answers only, small groups held back, the same as CSV."""

import datetime as dt

import pytest

from app.db import db
from app.learning.models import Moment
from tests import factories, learning_factories
from tests.clients import page
from tests.integration.learning.made import make_training

ENDED = tuple(dt.date(2026, 9, day) for day in (1, 2, 22, 23))
LONG_AGO = dt.datetime(2026, 8, 1, 9, tzinfo=dt.UTC)
EARLY = {"enrolled_at": LONG_AGO, "asked_at": LONG_AGO}


@pytest.fixture
def ended(world):
    """A cohort that ended two months ago: six of the partner, five of the lead authority, all rated and checked."""
    with world.app.app_context():
        lead, partner = (db.session.get_one(factories.Authority, key) for key in (world.lead_id, world.partner_id))
        trainer = db.session.get_one(factories.Person, world.people["trainer"])
        cohort = learning_factories.cohort(lead, trainer, dates=ENDED, title="September")
        for where, number in ((partner, 6), (lead, 5)):
            for _ in range(number):
                of = learning_factories.enrolment(cohort, factories.person(), where, **EARLY)
                learning_factories.all_present(of, trainer)
                for moment, level in zip(Moment, (2, 4, 3), strict=True):
                    learning_factories.rating(of, moment, level)
                at = dt.datetime(2026, 9, 23, 16, tzinfo=dt.UTC)
                learning_factories.attempt(of, learning_factories.CheckKind.BEFORE, 4, submitted_at=at)
                learning_factories.attempt(of, learning_factories.CheckKind.AFTER, 6, submitted_at=at)
        db.session.commit()
    return world


def rows_of(answer, number):
    table = page(answer).select("table")[number]
    return [[cell.get_text(strip=True) for cell in row.find_all(("th", "td"))] for row in table.select("tbody tr")]


def test_take_up_and_effect_by_authority(ended):
    client = ended.client("manager")
    client.get("/training/effect")
    answer = client.get("/training/effect")
    assert len(client.queries) <= 5
    assert rows_of(answer, 0)[0] == ["Cheshire West and Chester", "1", "6", "0", "100%", "0", "0", "0"]
    assert rows_of(answer, 1)[0] == ["Cheshire West and Chester", "6", "50%", "75%", "6", "2.0", "4.0", "3.0"]
    assert rows_of(answer, 1)[-1] == ["All authorities", "11", "50%", "75%", "11", "2.0", "4.0", "3.0"]
    assert "never made into one number" in answer.text


def test_a_group_of_four_is_held_back_with_what_would_give_it_away(ended):
    with ended.app.app_context():
        gone = db.session.scalars(
            db.select(learning_factories.ConfidenceRating)
            .join(learning_factories.Enrolment)
            .where(learning_factories.Enrolment.authority_id == ended.lead_id)
        ).first()
        db.session.delete(gone)
        db.session.commit()
    found = rows_of(ended.client("manager").get("/training/effect"), 1)
    assert [row[4:] for row in found] == [["Held back", "–", "–", "–"]] * 2 + [["10", "2.0", "4.0", "3.0"]]


def test_answers_that_can_still_change_count_nowhere(ended, clock):
    clock.moment = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
    found = rows_of(ended.client("manager").get("/training/effect"), 1)
    assert {row[1] for row in found} == {row[4] for row in found} == {"Held back"}


def test_the_csv_says_the_same(ended):
    answer = ended.client("manager").get("/training/effect.csv")
    assert answer.mimetype == "text/csv"
    lines = answer.text.lstrip("\ufeff").splitlines()
    assert lines[1] == "Cheshire West and Chester,1,6,0,100%,0,0,0,6,50%,75%,6,2.0,4.0,3.0"
    assert lines[-1].startswith("All authorities,1,11,0,100%")


def test_it_asks_as_little_for_more_delegates(ended):
    client = ended.client("manager")
    client.get("/training/effect")
    client.get("/training/effect")
    few = len(client.queries)
    make_training(ended)
    assert "Elsewhere" in client.get("/training/effect").text, "take-up of cohorts under way is told"
    assert len(client.queries) <= 5
    client.get("/training/effect")
    assert len(client.queries) == few == 2, "who it is, and whether anything has changed"
    assert "There is nothing on this page" in client.get("/training/effect?page=2").text


def test_others_have_cohorts_of_their_own(ended):
    assert "There is nothing to show yet" in ended.client("stranger_manager").get("/training/effect").text
    for who in ("trainer", "lead_officer", "administrator"):
        assert ended.client(who).get("/training/effect").status_code == 403
        assert ended.client(who).get("/training/effect.csv").status_code == 403
