"""The command: once is as good as twice, never outside demo mode, and always relative to today."""

import datetime as dt

import pytest

from app.accounts.models import Authority, Person
from app.accounts.services import renew_hash
from app.assessments.models import Round, RoundState
from app.audit.models import AuditEntry
from app.db import Base, db
from app.demo.playing import load as loading
from app.demo.playing.timeline import months_back
from app.engagements.models import Engagement
from app.instruments.models import InstrumentVersion
from app.reviewing.models import MonthlyReview
from tests.conftest import NOON
from tests.integration.demo.conftest import PASSWORD, load

MOMENTS = {
    "a Friday in winter": NOON,
    "a Sunday in summer": dt.datetime(2027, 7, 4, 22, 30, tzinfo=dt.UTC),
    "early on a Monday": dt.datetime(2028, 3, 6, 0, 10, tzinfo=dt.UTC),
}
FEW = {"CHW", "DEMO-MARLBRIDGE", "DEMO-PELLINGHAM", "DEMO-RAVENFLEET"}
"""Partners with the first start and the last two, both open rounds, and between them a plan, days and reviews."""


def _with_partners(monkeypatch, codes):
    """Let the demonstration have these engagements only, and no training."""
    some = tuple(each for each in loading.content.cases() if each.partner in codes)
    monkeypatch.setattr(loading.content, "cases", lambda: some)
    monkeypatch.setattr(loading.training, "stories", lambda _stage: [])


def _contents(app):
    with app.app_context():
        return {
            table.name: [
                {column: value for column, value in row._mapping.items() if column != "password_hash"}
                for row in db.session.execute(table.select().order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
        }


def test_a_second_loading_adds_and_changes_nothing(demo):
    before = _contents(demo)
    assert "0 engagements added, 23 as they were" in load(demo)
    after = _contents(demo)
    for table, rows in before.items():
        assert after[table] == rows, table


def test_a_later_loading_leaves_what_people_did_since(loaded_demo, clock):
    with loaded_demo.app_context():
        db.session.execute(db.update(Person).where(Person.email == "lead@cwac.example").values(name="Renamed"))
        db.session.commit()
    before = _contents(loaded_demo)
    clock.advance(days=40)
    load(loaded_demo)
    assert _contents(loaded_demo) == before


def test_another_password_is_reset_but_none_given_to_somebody_only_invited(loaded_demo):
    with loaded_demo.app_context():
        person = db.session.scalars(db.select(Person).filter_by(email="director@cwac.example")).one()
        renew_hash(person.id, "something else")
        db.session.commit()
    load(loaded_demo)
    response = loaded_demo.test_client().post("/sign-in", data={"email": "director@cwac.example", "password": PASSWORD})
    assert response.status_code == 303
    with loaded_demo.app_context():
        without = db.session.scalars(db.select(Person.email).where(Person.password_hash.is_(None))).all()
    assert "j.adeyemi@pellingham.example" in without
    assert not [email for email in without if email.endswith(("cwac.example", "halton.example"))]


def test_outside_demo_mode_it_refuses_says_why_and_writes_nothing(app):
    result = app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 1
    assert "demo mode only" in result.output
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Authority)) == 0


def test_a_loading_that_fails_at_its_end_hashed_the_password_once_and_leaves_nothing_behind(empty_demo, monkeypatch):
    hashed = []

    def fails(*_, **__):
        raise LookupError("broken on purpose")

    monkeypatch.setattr(loading, "hash_password", lambda password: hashed.append(password) or "a hash")
    monkeypatch.setattr(loading, "_count_as_sent", fails)
    _with_partners(monkeypatch, {"DEMO-PELLINGHAM"})  # that all is one transaction shows with little, too
    with pytest.raises(LookupError, match="broken on purpose"):
        load(empty_demo)
    assert hashed == [PASSWORD]
    assert not any(_contents(empty_demo).values())


@pytest.mark.parametrize(
    ("moment", "whole"), [(moment, "Monday" not in name) for name, moment in MOMENTS.items()], ids=MOMENTS.keys()
)
def test_every_date_is_relative_to_the_day_of_loading(request, clock, monkeypatch, moment, whole):
    """All of it as loaded on a Friday and on a Sunday; on a Monday those on which most of this rests."""
    if not whole:
        _with_partners(monkeypatch, FEW)
    app = request.getfixturevalue("loaded_demo" if moment == NOON else "empty_demo")
    clock.moment = moment
    if moment != NOON:
        load(app)
    today = moment.date()
    with app.app_context():
        scoring = db.session.scalars(db.select(Round).where(Round.state == RoundState.SCORING)).all()
        last = db.session.scalar(db.select(AuditEntry.at).order_by(AuditEntry.at.desc()).limit(1))
        starts = db.session.scalars(db.select(Engagement.starts_on).order_by(Engagement.starts_on)).all()
        published = db.session.scalars(db.select(InstrumentVersion.published_at)).all()
        reviews = db.session.scalars(db.select(MonthlyReview).order_by(MonthlyReview.number)).all()
    assert len(scoring) == 2
    for each in scoring:
        assert 0 < (each.deadline - today).days < 21
        assert 0 < (moment - each.opened_at).days < 28
    assert dt.timedelta(0) <= moment - last < dt.timedelta(days=5)
    assert starts[-1] > today > starts[-2]
    assert (today - starts[0]).days < 366
    assert all(moment - each > dt.timedelta(days=365) for each in published)
    assert 8 <= len(reviews) <= 9, "none of a month before the engagement"
    assert [each.frozen_at is None for each in reviews] == [False] * (len(reviews) - 1) + [True]
    assert reviews[-1].month == months_back(today, 1)
