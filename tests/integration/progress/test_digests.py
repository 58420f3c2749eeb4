"""One e-mail sums up what waits: to whom, when, how often; and the page on which people choose."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.assessments.models import RoundState
from app.audit.models import AuditEntry
from app.charging.models import EntryState
from app.db import db
from app.db.clock import now
from app.mail.models import DigestRhythm, DigestSent, MailPreference, Message
from app.progress import digesting
from app.progress.digesting import KIND, queue_digests
from tests.clients import counted_queries, page, press_twice, summary_errors
from tests.integration.assessments.rounds import make_round
from tests.integration.charging.made import IN_NOVEMBER, make_charging, make_entry

EARLY = dt.datetime(2026, 11, 20, 6, 59, tzinfo=dt.UTC)
MONDAY = dt.datetime(2026, 11, 23, 7, 0, tzinfo=dt.UTC)


def digest(world, clock, moment=None):
    """Let the worker look; give who was written to now."""
    if moment:
        clock.moment = moment
    with world.app.app_context():
        before = set(db.session.scalars(select(Message.id)))
        queue_digests(clock=now)
        made = [each for each in db.session.scalars(select(Message).order_by(Message.id)) if each.id not in before]
        assert {each.kind for each in made} <= {KIND}
        return {each.recipient.partition("@")[0]: each for each in made}


def choose(world, who, rhythm):
    with world.app.app_context():
        db.session.add(MailPreference(person_id=world.people[who], rhythm=rhythm, saved_at=now()))
        db.session.commit()


def test_everybody_for_whom_something_waits_is_told_once_a_week(world, clock):
    make_round(world, RoundState.SCORING, submitted=11)
    assert digest(world, clock, EARLY) == {}
    told = digest(world, clock, EARLY + dt.timedelta(minutes=1))
    assert "participant12" in told
    assert "participant1" not in told, "submitted already"
    assert "stranger_consultant" in told
    assert "administrator" not in told
    body = told["participant12"].body
    assert "Score the standards: By 4 December 2026\nChildren's Trust, Cheshire West and Chester\nhttp" in body
    assert f"http://127.0.0.1/engagements/{world.engagement_ref}/rounds/" in body
    assert "http://127.0.0.1/account/email" in body
    assert digest(world, clock) == {}
    assert digest(world, clock, MONDAY - dt.timedelta(days=1)) == {}, "a Sunday"
    assert "participant12" in digest(world, clock, MONDAY)
    assert digest(world, clock, MONDAY + dt.timedelta(days=1)) == {}


def test_each_gets_it_as_often_as_chosen_and_never_when_told_so(world, clock):
    make_round(world, RoundState.SCORING, submitted=9)
    choose(world, "participant12", DigestRhythm.DAILY)
    choose(world, "participant11", DigestRhythm.NEVER)
    with world.app.app_context():
        db.session.get_one(Person, world.people["participant10"]).ended_at = now()
        db.session.commit()
    monday, tuesday = (digest(world, clock, MONDAY + dt.timedelta(days=day)) for day in (0, 1))
    assert {"participant11", "participant10"} & monday.keys() == set()
    assert tuesday.keys() == {"participant12"}
    assert "every working day" in tuesday["participant12"].body


def test_days_that_wait_for_approval_are_told_to_the_director_in_it(world, clock):
    make_charging(world, planned=False)
    make_entry(world, on_date=IN_NOVEMBER, quarters=2, state=EntryState.SUBMITTED, submitted_at=clock())
    told = digest(world, clock)["director"]
    assert "Approve support days: 0.5 days from 12 November 2026" in told.body
    assert f"/engagements/{world.engagement_ref}/days/months/2026-11" in told.body


def test_what_cannot_be_summed_up_for_one_person_is_logged_and_holds_up_nobody_else(world, clock, monkeypatch, caplog):
    make_round(world, RoundState.SCORING, submitted=9)
    work_of = digesting.work_of

    def stumbles(identity, **day):
        if identity.email.startswith("participant10@"):
            raise RuntimeError("a title that nobody foresaw")
        return work_of(identity, **day)

    monkeypatch.setattr(digesting, "work_of", stumbles)
    told = digest(world, clock)
    assert {"participant11", "participant12"} <= told.keys()
    assert "participant10" not in told
    assert "a title that nobody foresaw" in caplog.text
    monkeypatch.undo()
    assert digest(world, clock).keys() == {"participant10"}, "tried again, and nobody is written to twice"


def test_two_workers_at_once_queue_each_digest_once(world, clock):
    make_round(world, RoundState.SCORING, submitted=0)
    together = threading.Barrier(2)

    def work(_):
        with world.app.app_context():
            together.wait()
            return queue_digests(clock=now)

    with ThreadPoolExecutor(2) as workers:
        counts = list(workers.map(work, range(2)))
    with world.app.app_context():
        recipients = db.session.scalars(select(Message.recipient)).all()
        marks = db.session.scalars(select(DigestSent.person_id)).all()
    assert len(recipients) == len(set(recipients)) == sum(counts)
    assert {f"participant{n}" for n in range(1, 13)} <= {each.partition("@")[0] for each in recipients}
    assert len(marks) == len(world.people) - 1, "all but the administrator, who holds no role, are done for the week"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_few_people_at_a_time_and_nothing_to_ask_when_all_are_done(world, clock):
    make_round(world, RoundState.SCORING, submitted=0)
    with world.app.app_context():
        looks = 0
        while db.session.scalar(select(db.func.count()).select_from(DigestSent)) < len(world.people) - 1:
            queue_digests(clock=now, most=10)
            looks += 1
        assert looks == 3
        with counted_queries() as asked:
            queue_digests(clock=now)
        assert len(asked) == 2


def test_a_person_chooses_how_often(world, clock):
    client = world.client("participant1")
    assert "/account/email" in client.get("/account").text
    shown = page(client.get("/account/email"))
    assert len(client.queries) == 2
    assert shown.select_one("input[checked]")["value"] == "weekly"
    for rhythm in ("daily", "daily", "never"):
        assert client.post("/account/email", data={"rhythm": rhythm}).status_code == 303
    assert page(client.get("/account/email")).select_one("input[checked]")["value"] == "never"
    with world.app.app_context():
        entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(each.was, each.became) for each in entries] == [
        ({"rhythm": "weekly"}, {"rhythm": "daily"}),
        ({"rhythm": "daily"}, {"rhythm": "never"}),
    ]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_no_choice_is_refused_beside_the_field_and_a_stranger_is_asked_to_sign_in(world):
    client = world.client("participant1")
    answer = client.post("/account/email", data={"rhythm": "hourly"})
    assert answer.status_code == 422
    assert summary_errors(answer) == ["Select how often you want an email of what waits"]
    assert client.post("/account/email").status_code == 422
    assert press_twice(client, "/account/email", "/account/email") == [303, 303], "never, which stands last"
    assert world.client(None).get("/account/email").location.startswith("/sign-in")
