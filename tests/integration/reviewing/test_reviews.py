"""A month's review from its start to both confirmations: who may what, what lapses, what is shown to whom."""

import datetime as dt

import pytest

from app.accounts.models import Authority, Person
from app.charging.models import EntryState
from app.db import db
from app.mail.models import Message
from app.reviewing.content import review_from
from app.reviewing.models import MonthlyReview
from app.security.roles import Role
from tests import factories, reviewing_factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.charging.made import IN_OCTOBER, make_charging, make_entry
from tests.integration.reviewing.reviews import (
    ACTION,
    GOOD,
    action_refs,
    confirmed,
    kept,
    seen,
    started,
    text,
    written,
)
from tests.world import build_world


@pytest.fixture
def world(app):
    made = build_world(app, participants=1)
    make_charging(made)
    make_entry(made, on_date=IN_OCTOBER, state=EntryState.APPROVED)
    return made


def mails(world):
    with world.app.app_context():
        rows = db.session.execute(
            db.select(Message.recipient, Message.subject).where(Message.kind == "review confirmed")
        )
        return sorted(tuple(row) for row in rows)


def test_months_without_a_review_are_said_and_the_first_is_offered(world):
    client = world.client("lead_officer")
    listed = client.get(world.url("/reviews"))
    assert len(client.queries) <= 3
    assert "1 month without a review: October 2026" in text(listed)
    assert "Start the review for October 2026" in text(listed)
    form = page(client.get(world.url("/reviews/start")))
    assert [each["value"] for each in form.select("input[type=radio]")] == ["2026-10-01", "2026-11-01"]
    assert form.select_one("input[checked]")["value"] == "2026-10-01"
    refused = client.post(world.url("/reviews/start"), data={"month": "2026-12-01"})
    assert refused.status_code == 422
    assert "manager" in text(world.client("consultant").get(world.url("/reviews")))


def test_a_review_goes_from_its_start_to_both_confirmations(world):
    review = started(world)
    manager, officer = world.client("manager"), world.client("lead_officer")
    assert "rates the effect on the lead authority" in text(officer.get(world.url(review)))
    assert "Confirm the review for" not in text(officer.get(world.url(review)))
    assert written(world, review).status_code == 303
    shown = text(manager.get(world.url(review)))
    assert len(manager.queries) <= 5
    assert "1 day (£500) used so far" in shown
    assert "Meet at Halton next time." in shown
    confirmed(world, review, "manager")
    assert [to for to, _ in mails(world)] == sorted(f"{who}@{code}" for who, code in _partner_addresses(world))
    confirmed(world, review, "lead_officer")
    [found] = kept(world)
    content = review_from(found.content)
    assert (content.lead_confirmed.name, content.partner_confirmed.name) == ("Manager", "Lead Officer")
    assert content.words.decisions == ("Bring the framework forward.", "Meet at Halton next time.")
    after = officer.get(world.url(review))
    assert "Confirmed by both" in text(after)
    assert len(officer.queries) <= 5
    assert officer.get(world.url(f"{review}/edit")).status_code == 303
    late = officer.post(world.url(f"{review}/edit"), data={})
    assert late.status_code == 303
    assert "does not change any more" in text(officer.get(late.location))
    assert "November 2026" in text(world.client("director").get(world.url("/reviews")))


def _partner_addresses(world):
    with world.app.app_context():
        rows = db.session.scalars(
            db.select(Person.email).where(
                Person.id.in_([world.people[who] for who in ("lead_officer", "lead_officer2", "director")])
            )
        )
        return [email.split("@") for email in rows]


def test_the_draft_is_the_same_whoever_opens_it_and_later_days_do_not_alter_it(world):
    review = started(world)
    before = kept(world)[0].facts
    make_entry(world, on_date=IN_OCTOBER.replace(day=20), state=EntryState.APPROVED)
    bodies = [text(world.client(who).get(world.url(review))) for who in ("manager", "consultant", "director")]
    facts = [body.rsplit("Actions of earlier reviews", 1)[1].split("Confirmed")[0] for body in bodies]
    assert facts[0] == facts[1] == facts[2]
    assert "1 day (£500) used in all" in facts[0]
    assert kept(world)[0].facts == before


def test_an_edit_lapses_a_confirmation_and_says_so(world):
    review = started(world)
    written(world, review)
    confirmed(world, review, "director")
    assert "Director has confirmed this review" in text(world.client("manager").get(world.url(f"{review}/edit")))
    same = written(world, review, "lead_officer")
    assert same.status_code == 303
    assert kept(world)[0].partner_confirmed_at is not None
    client = world.client("manager")
    address = world.url(f"{review}/edit")
    changed = client.post(address, data=GOOD | seen(client, address) | {"risks": "Another one."}, follow_redirects=True)
    assert "has lapsed" in changed.text
    assert kept(world)[0].partner_confirmed_at is None
    confirmed(world, review, "director")
    officer = world.client("lead_officer")
    with world.app.app_context():
        owner = db.session.get_one(Person, world.people["consultant"]).ref
    added = officer.post(world.url(f"{review}/actions/new"), data=ACTION | {"owner": owner, "once": "action-1"})
    assert added.status_code == 303
    assert kept(world)[0].partner_confirmed_at is None


def test_what_was_seen_is_what_is_confirmed(world):
    review = started(world)
    written(world, review)
    client = world.client("manager")
    stale = seen(client, world.url(review))
    written(world, review, "lead_officer", judgement="Quite another view.")
    response = client.post(world.url(f"{review}/confirm"), data=stale)
    assert response.status_code == 303
    assert "has changed since you opened the page" in text(client.get(response.location))
    assert kept(world)[0].lead_confirmed_at is None


def test_nobody_of_the_lead_confirms_for_the_partner_and_one_side_confirms_once(world):
    review = started(world)
    written(world, review)
    with world.app.app_context():
        lead = db.session.get_one(Authority, world.lead_id)
        factories.membership(db.session.get_one(Person, world.people["director"]), Role.TRAINER, lead)
        db.session.commit()
    client = world.client("director")
    assert "somebody else has to confirm" in text(client.get(world.url(review)))
    client.post(world.url(f"{review}/confirm"), data={"seen": ""})
    assert kept(world)[0].partner_confirmed_at is None
    confirmed(world, review, "lead_officer", "lead_officer", "lead_officer2")
    assert kept(world)[0].partner_confirmed_name == "Lead Officer"
    assert len(mails(world)) == 1  # to the manager


def test_the_effect_has_to_be_rated_described_and_if_serious_rescheduled(world):
    review = started(world)
    client = world.client("manager")
    address = world.url(f"{review}/edit")
    response = client.post(address, data=GOOD | seen(client, address) | {"impact": "serious", "impact_comment": ""})
    assert response.status_code == 422
    assert summary_errors(response) == [
        "Say what the effect on the lead authority’s own work is",
        "Enter the decision on rescheduling, as the effect is serious",
    ]
    assert "The board meets only once" in response.text
    assert written(world, review, impact="", impact_comment="").status_code == 303
    digest = {"seen": "0" * 64}
    assert client.post(world.url(f"{review}/confirm"), data=digest).status_code == 303
    assert kept(world)[0].lead_confirmed_at is None


def test_two_people_writing_at_once_both_see_both_texts(world):
    review = started(world)
    address = world.url(f"{review}/edit")
    first, second = world.client("manager"), world.client("lead_officer")
    shown = seen(second, address)
    assert first.post(address, data=GOOD | seen(first, address)).status_code == 303
    response = second.post(address, data=GOOD | shown | {"judgement": "Mine.", "impact": "none"})
    assert response.status_code == 409
    told = text(response)
    assert "Mine." in told
    assert GOOD["judgement"] in told
    assert "Not rated yet" not in told
    assert second.post(address, data=GOOD | seen_in(response) | {"judgement": "Mine."}).status_code == 303
    assert kept(world)[0].judgement == "Mine."


def seen_in(response):
    return {"seen": page(response).find("input", attrs={"name": "seen"})["value"]}


def test_a_second_press_starts_no_second_review_and_one_is_open_at_a_time(world):
    client = world.client("manager")
    address = world.url("/reviews/start")
    assert press_twice(client, address, "/reviews/start") in ([303, 303], [422, 422])
    data = {"month": "2026-10-01", "once": "the-same-key"}
    places = [client.post(address, data=data).location for _ in range(2)]
    assert len(kept(world)) == 1
    assert places[0].endswith(kept(world)[0].ref)
    assert places[0] == places[1]
    assert client.post(address, data={"month": "2026-11-01", "once": "another-key"}).status_code == 303
    assert len(kept(world)) == 1


def test_an_open_review_is_discarded_until_a_side_has_confirmed_it(world):
    review = started(world)
    client = world.client("lead_officer")
    written(world, review)
    confirmed(world, review, "manager")
    assert client.post(world.url(f"{review}/discard")).status_code == 303
    assert len(kept(world)) == 1
    written(world, review, risks="Changed.")
    assert client.get(world.url(f"{review}/discard")).status_code == 200
    assert client.post(world.url(f"{review}/discard")).location.endswith("/reviews")
    assert kept(world) == []


@pytest.mark.parametrize(("who", "status"), [("consultant", 403), ("participant1", 403), ("stranger_manager", 404)])
def test_others_start_and_write_nothing(world, who, status):
    review = started(world)
    client = world.client(who)
    assert client.post(world.url("/reviews/start")).status_code == status
    assert client.post(world.url(f"{review}/edit")).status_code == status


def test_the_list_asks_as_much_for_twelve_reviews_as_for_one(world):
    client = world.client("manager")
    started(world)
    client.get(world.url("/reviews"))
    before = len(client.queries)
    with world.app.app_context():
        found = db.session.scalar(db.select(MonthlyReview))
        manager = db.session.get_one(Person, world.people["manager"])
        content = {"content": {}, "frozen_at": found.cut_off}
        sides = {
            f"{side}_confirmed_{what}": value
            for side, who in (("lead", "manager"), ("partner", "director"))
            for what, value in (("at", found.cut_off), ("name", who), ("by_id", world.people[who]))
        }
        within = db.session.get_one(factories.Engagement, world.engagement_id)
        for number in range(2, 12):
            month = dt.date(2026 + (number + 9) // 13, (number + 9) % 12 or 12, 1)
            made = reviewing_factories.review(within, manager, number=number, month=month, **content | sides)
            reviewing_factories.review_action(made, manager)
        db.session.commit()
    client.get(world.url("/reviews"))
    assert len(client.queries) == before
    assert len(action_refs(world)) == 10
