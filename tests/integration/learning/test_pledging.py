"""Pledges, and the follow-up three months on: who is asked, what each sees, what is held back."""

import datetime as dt
import re

import pytest

from app.db import db
from app.learning.models import FollowUp, Pledge, Witness
from app.learning.services.following import follow_up_due
from app.mail.models import Message
from tests import learning_factories
from tests.clients import page, summary_errors
from tests.integration.learning.group import LAST_DAY, add_delegates, place_of
from tests.integration.learning.made import DELEGATES, make_training
from tests.world import build_world

THREE_MONTHS_ON = dt.datetime(2027, 2, 24, 6, tzinfo=dt.UTC)
MANAGER = {"line_manager": "Ruth Hale", "line_manager_email": "ruth.hale@partner.example"}
PLEDGE = {
    "pledge1-action": "Rewrite the specification in outcomes.",
    "pledge1-by_on-day": "5",
    "pledge1-by_on-month": "3",
    "pledge1-by_on-year": "2027",
    "pledge1-standard": "needs-data",
    "pledge2-standard": "none",
    "pledge3-standard": "none",
}
DELEGATE = {f"line{place}": "not-yet" for place in range(1, 12)} | {"next": "More time for mentoring."}
SEEN = {f"line{place}": "no-chance" for place in range(1, 12)}
MANAGERS = SEEN | {"talked": "once", "changed": "Too early to tell", "help": "Two hours a month"}


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


@pytest.fixture
def made(world):
    return make_training(world, seats=40)


def _seen(client, made) -> dict[str, str]:
    return {"seen": page(client.get(made.url("/pledges"))).find("input", {"name": "seen"})["value"]}


def _ask(world, clock) -> list[Message]:
    """Let the worker come by on the day; give the messages."""
    clock.moment = THREE_MONTHS_ON
    with world.app.app_context():
        follow_up_due(now=THREE_MONTHS_ON)
        db.session.commit()
        return list(db.session.scalars(db.select(Message).filter_by(kind="follow-up").order_by(Message.id)))


def _link(messages: list[Message]) -> str:
    """The manager's link."""
    found = [re.search(r"(/follow-up/\S+)", message.body) for message in messages]
    return next(each[1] for each in found if each)


def test_pledges_are_kept_changed_and_taken_back(world, made, clock):
    clock.moment = LAST_DAY
    delegate = world.client("delegate1")
    assert [delegate.get(made.url("/pledges")).status_code for _ in range(2)] == [200, 200]  # the first fills caches
    assert len(delegate.queries) <= 5
    sent = delegate.post(made.url("/pledges"), data=PLEDGE | MANAGER | _seen(delegate, made))
    assert sent.status_code == 303
    stale = delegate.post(made.url("/pledges"), data=PLEDGE | MANAGER | {"seen": "0"})
    assert stale.status_code == 409
    assert "in another window" in stale.text
    moved = {
        "pledge1-action": "", "pledge1-measure": "",
        **{key.replace("pledge1", "pledge2"): value for key, value in PLEDGE.items() if key.startswith("pledge1")},
    }  # fmt: skip
    changed = delegate.post(made.url("/pledges"), data=PLEDGE | MANAGER | moved | _seen(delegate, made))
    assert changed.status_code == 303
    with world.app.app_context():
        kept = db.session.scalars(db.select(Pledge)).one()
        assert (kept.position, kept.by_on, kept.standard_key) == (2, dt.date(2027, 3, 5), "needs-data")
        assert place_of(made, "delegate1").line_manager_email == MANAGER["line_manager_email"]
    assert "Rewrite the specification" in world.client("trainer").get(made.url("/follow-ups")).text
    assert "Rewrite the specification" not in world.client("manager").get(made.url("/follow-ups")).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"pledge1-action": "", "pledge1-measure": ""}, "Enter one action at least"),
        ({"pledge1-by_on-year": "2028"}, "The date must be between 25 November 2026 and 25 March 2027"),
        ({"line_manager": ""}, "Enter your manager’s name"),
        ({"line_manager_email": "nobody"}, "Enter an email address in the correct format"),
        ({"pledge3-measure": "Families agree."}, "Enter what you will do"),
    ],
)
def test_a_pledge_that_cannot_be_kept_is_said_and_stays_typed(world, made, clock, wrong, words):
    clock.moment = LAST_DAY
    delegate = world.client("delegate1")
    sent = delegate.post(made.url("/pledges"), data=PLEDGE | MANAGER | {"pledge1-measure": "They say so."} | wrong)
    assert sent.status_code == 422
    assert any(words in each for each in summary_errors(sent))
    assert "They say so." in sent.text or "pledge1-measure" in wrong
    assert "Ruth Hale" in sent.text or "line_manager" in wrong
    for link in page(sent).select(".govuk-error-summary__list a"):
        assert page(sent).find(id=link["href"][1:]), link["href"]


def test_ones_own_address_is_no_managers_and_a_milestone_stays_as_it_is(world, made, clock):
    clock.moment = LAST_DAY
    delegate = world.client("delegate1")
    with world.app.app_context():
        place = place_of(made, "delegate1")
        own = db.session.get_one(learning_factories.Person, place.person_id).email
        learning_factories.pledge(place, 1, engagement_id=world.engagement_id, milestone_ref="m" * 14)
        db.session.commit()
    data = PLEDGE | MANAGER | _seen(delegate, made)
    refused = delegate.post(made.url("/pledges"), data=data | {"line_manager_email": own})
    assert summary_errors(refused) == ["Enter your manager’s email address, not your own"]
    assert delegate.post(made.url("/pledges"), data=data | {"pledge1-action": "Another"}).status_code == 303
    with world.app.app_context():
        assert db.session.scalars(db.select(Pledge)).one().action.startswith("Rewrite the short breaks")


def test_before_the_last_day_nothing_is_pledged(world, made):
    delegate = world.client("delegate1")
    assert "you commit to one to three actions" in delegate.get(made.url("/pledges")).text
    assert delegate.post(made.url("/pledges"), data=PLEDGE | MANAGER).status_code == 303
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count(Pledge.id))) == 0


def test_the_worker_asks_once_and_only_managers_who_were_named(world, made, clock):
    with world.app.app_context():
        place = place_of(made, "delegate1")
        place.line_manager, place.line_manager_email = "Ruth Hale", "ruth.hale@partner.example"
        db.session.commit()
        assert follow_up_due(now=THREE_MONTHS_ON - dt.timedelta(days=1)) == 0
        db.session.rollback()
    messages = _ask(world, clock)
    assert sorted(message.recipient for message in messages).count("ruth.hale@partner.example") == 1
    assert len(messages) == len(DELEGATES) + 1
    assert len(_ask(world, clock)) == len(messages), "nobody is asked twice"


def test_delegate_and_manager_answer_apart_and_see_both_views_when_both_are_sent(world, made, clock):
    with world.app.app_context():
        place = place_of(made, "delegate1")
        place.line_manager, place.line_manager_email = "Ruth Hale", "ruth.hale@partner.example"
        learning_factories.pledge(place)
        db.session.commit()
    link = _link(_ask(world, clock))
    delegate, manager = world.client("delegate1"), world.client(None)
    lacking = delegate.post(made.url("/follow-up"), data=DELEGATE | {"line3": "often", "state1": "done"})
    assert summary_errors(lacking) == ["Enter one example, in a sentence or two"]
    data = DELEGATE | {"line3": "often", "example3": "Asked parents at the school gate.", "state1": "done"}
    assert delegate.post(made.url("/follow-up"), data=data).status_code == 303
    assert len(delegate.queries) <= 12
    opened = manager.get(link)
    assert opened.status_code == 200
    assert len(manager.queries) <= 5
    assert "school gate" not in opened.text, "nothing of the delegate before the manager has answered"
    assert opened.headers["X-Robots-Tag"] == "noindex"
    kept = manager.post(link, data=MANAGERS | {"help": "", "saw": "The draft."})
    assert kept.status_code == 422
    assert "The draft." in kept.text
    assert [manager.post(link, data=MANAGERS).status_code for _ in range(2)] == [303, 303]
    assert "school gate" in manager.get(link).text
    both = delegate.get(made.url("/follow-up"))
    assert len(delegate.queries) <= 5
    assert "I have had no chance to see" in both.text
    assert "Two hours a month" in both.text
    assert delegate.post(made.url("/follow-up"), data=DELEGATE).status_code == 303
    with world.app.app_context():
        answers = (
            db.session.scalars(db.select(FollowUp).where(FollowUp.answers["line3"].as_string() == "often"))
            .one()
            .answers
        )
        assert answers["line3"] == "often", "what was sent stands"
        assert "x" not in db.session.scalars(db.select(FollowUp).filter_by(witness=Witness.MANAGER)).one().answers


def test_an_answered_link_ends_with_its_time_and_shows_nothing_of_anybody(world, made, clock):
    with world.app.app_context():
        place = place_of(made, "delegate1")
        place.line_manager, place.line_manager_email = "Ruth Hale", "ruth.hale@partner.example"
        db.session.commit()
    link, manager = _link(_ask(world, clock)), world.client(None)
    sent = DELEGATE | {"line3": "often", "example3": "Asked parents at the school gate."}
    world.client("delegate1").post(made.url("/follow-up"), data=sent)
    manager.post(link, data=MANAGERS)
    assert "school gate" in manager.get(link).text
    clock.moment = THREE_MONTHS_ON + dt.timedelta(days=42)
    ended = manager.get(link)
    assert ended.status_code == 410
    assert "school gate" not in ended.text
    assert "This link ended on" in ended.text
    assert "school gate" in world.client("delegate1").get(made.url("/follow-up")).text


def test_who_comes_back_after_the_others_were_asked_is_not_asked_alone(world, made, clock):
    with world.app.app_context():
        person = db.session.get_one(learning_factories.Person, world.people["delegate3"])
        person.ended_at = LAST_DAY
        db.session.commit()
    assert len(_ask(world, clock)) == len(DELEGATES) - 1
    with world.app.app_context():
        db.session.get_one(learning_factories.Person, world.people["delegate3"]).ended_at = None
        db.session.commit()
    assert len(_ask(world, clock)) == len(DELEGATES) - 1


def test_a_link_that_leads_nowhere_or_came_too_late_says_so(world, made, clock):
    with world.app.app_context():
        place = place_of(made, "delegate1")
        place.line_manager, place.line_manager_email = "Ruth Hale", "ruth.hale@partner.example"
        db.session.commit()
    link = _link(_ask(world, clock))
    anybody = world.client(None)
    assert anybody.get("/follow-up/no-such-token").status_code == 404
    clock.moment = THREE_MONTHS_ON + dt.timedelta(days=42)
    assert anybody.get(link).status_code == 410
    assert anybody.post(link, data=MANAGERS).status_code == 303
    late = world.client("delegate1")
    assert late.post(made.url("/follow-up"), data=DELEGATE).status_code == 303
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count(FollowUp.id)).where(FollowUp.answered_at.is_not(None))) == 0


def test_sums_of_the_follow_up_wait_for_all_and_for_five(world, made, clock):
    everybody = [*DELEGATES, *add_delegates(world, made, 3)]
    _ask(world, clock)
    trainer, looks = world.client("trainer"), []
    for number, who in enumerate(everybody):
        data = DELEGATE | {"line1": "often", "example1": "Yes.", "next": f"Wish {number}."}
        assert world.client(who).post(made.url("/follow-up"), data=data).status_code == 303
        looks.append(trainer.get(made.url("/follow-ups")).text)
    assert all("Wish" not in each and "I start from the outcome" not in each for each in looks[:5])
    assert len(trainer.queries) <= 5
    assert len(set(re.findall(r"Wish \d", looks[5]))) == 6
    row = next(row for row in page(trainer.get(made.url("/follow-ups"))).select("tbody tr") if "1. I start" in row.text)
    assert [cell.text.strip() for cell in row.select("td")] == ["0", "0", "6", "0", "6"]
    assert not any(who.title() in looks[5] for who in everybody)


def test_four_answers_are_held_back_for_good(world, made, clock):
    everybody = [*DELEGATES, *add_delegates(world, made, 3)]
    _ask(world, clock)
    for who in everybody[:4]:
        world.client(who).post(made.url("/follow-up"), data=DELEGATE)
    clock.moment = THREE_MONTHS_ON + dt.timedelta(days=50)
    shown = world.client("manager").get(made.url("/follow-ups")).text
    assert "Fewer than 5 delegates answered" in shown
    assert "More time for mentoring" not in shown
