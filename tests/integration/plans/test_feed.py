"""The calendar feed: a link shown once, whose milestones it gives, and that it ends at once."""

import datetime as dt
import re

import pytest
from icalendar import Calendar

from app.accounts import throttle
from app.accounts.models import Membership, Person
from app.audit.models import AuditEntry
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, EngagementState
from app.plans.models import CalendarFeed, Goal, Milestone, PlanState, Status
from app.security.roles import Role
from tests import factories
from tests.clients import page, press_twice
from tests.integration.plans.plans import make_plan
from tests.integration.plans.test_timeline import LATER, stands

ACCOUNT, MAKE, REVOKE = "/account/calendar", "/account/calendar/link", "/account/calendar/revoke"


def new_link(client):
    """Make a link as a person does, and give its path as the page shows it."""
    shown = page(client.post(MAKE, follow_redirects=True)).select_one(".app-calendar__link code")
    return shown.text.removeprefix("http://127.0.0.1")


def events(world, link):
    """Fetch the feed as a calendar does, without a cookie; its events by reference of the milestone."""
    response = world.client(None).get(link)
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    found = Calendar.from_ical(response.data).walk("VEVENT")
    return {re.search("milestone-(.*)@", event["UID"])[1]: event for event in found}


def test_a_calendar_reads_the_milestones_of_its_person(world):
    made = make_plan(world, PlanState.LIVE)
    stands(world, made.milestones[1], Status.AT_RISK, reason="Staff", forecast_on=LATER, forecast_reason="Staff left.")
    stands(world, made.milestones[2], Status.DONE, done_on=dt.date(2026, 11, 18))
    link = new_link(world.client("participant1"))
    found = events(world, link)
    assert tuple(found) == made.milestones
    moved, done = found[made.milestones[1]], found[made.milestones[2]]
    assert (moved["DTSTART"].dt, moved["SEQUENCE"]) == (LATER, 1)
    assert "baseline 31 March 2027 (30 days behind the baseline)" in moved["DESCRIPTION"]
    assert "You own this milestone." in moved["DESCRIPTION"]
    assert moved["SUMMARY"] == "Partners adopt it. (Cheshire West and Chester)"
    assert moved["URL"] == (f"http://127.0.0.1{world.url()}/plan/goals/{made.goals[0]}#{made.milestones[1]}")
    assert done["SUMMARY"].startswith("Done: ")
    owners = events(world, new_link(world.client("lead_officer")))
    assert "Participant1 owns this milestone; you own its goal." in owners[made.milestones[0]]["DESCRIPTION"]


def test_equal_data_gives_equal_bytes_that_nobody_keeps(world, clock):
    make_plan(world, PlanState.LIVE)
    link = new_link(world.client("participant1"))
    first = world.client(None).get(link)
    clock.advance(days=40)
    assert world.client(None).get(link).data == first.data
    assert first.mimetype == "text/calendar"
    assert first.headers["Cache-Control"] == "private, no-store"
    assert Calendar.from_ical(first.data)["NAME"] == "Milestones of Participant1"


def test_somebody_elses_milestones_are_not_in_it(world):
    make_plan(world, PlanState.LIVE)
    for who in ("participant2", "manager", "stranger_lead_officer", "administrator"):
        assert events(world, new_link(world.client(who))) == {}


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED, PlanState.CLOSED])
def test_a_plan_that_nobody_works_by_is_not_in_it(world, state):
    make_plan(world, state)
    assert events(world, new_link(world.client("participant1"))) == {}


def test_the_link_is_shown_once_and_only_its_digest_is_kept(world):
    client = world.client("participant1")
    assert "Make a link" in client.get(ACCOUNT).text
    link = new_link(client)
    token = link.removeprefix("/calendar/").removesuffix(".ics")
    again = client.get(ACCOUNT).text
    assert token not in again
    assert "cannot be shown again" in again
    with world.app.app_context():
        feed = db.session.scalars(db.select(CalendarFeed)).one()
        assert token not in (
            feed.token_digest,
            *(str(each.became) for each in db.session.scalars(db.select(AuditEntry))),
        )
        assert len(token) >= 40
    client.post(REVOKE)
    assert token not in client.get(ACCOUNT).text


def test_a_new_link_takes_the_place_of_the_old_one(world):
    client = world.client("participant1")
    old, new = new_link(client), new_link(client)
    assert world.client(None).get(old).status_code == 404
    assert world.client(None).get(new).status_code == 200


def test_revoking_ends_it_at_once(world):
    client = world.client("participant1")
    link = new_link(client)
    assert world.client(None).get(link).status_code == 200
    said = client.post(REVOKE, follow_redirects=True)
    assert "Your calendar link is revoked" in said.text
    gone = world.client(None).get(link)
    assert (gone.status_code, gone.mimetype) == (404, "text/plain")
    assert gone.headers["Cache-Control"] == "private, no-store"
    assert "There is no calendar link to revoke" in client.post(REVOKE, follow_redirects=True).text
    with world.app.app_context():
        told = db.session.scalars(db.select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert told == ["calendar link made", "calendar link revoked"]


def test_pressing_twice_makes_one_link(world):
    client = world.client("participant1")
    assert press_twice(client, ACCOUNT, "/link") == [303, 303]
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(AuditEntry)) == 1
    assert client.get(ACCOUNT).text.count("app-calendar__link") == 1


def test_without_a_role_in_the_engagement_it_is_empty_and_a_leaver_has_none(world):
    make_plan(world, PlanState.LIVE)
    link = new_link(world.client("participant1"))
    assert len(events(world, link)) == 4
    with world.app.app_context():
        mine = db.select(Membership).filter_by(person_id=world.people["participant1"])
        db.session.scalars(mine).one().ended_at = now()
        db.session.commit()
    assert events(world, link) == {}
    with world.app.app_context():
        db.session.get_one(Person, world.people["participant1"]).ended_at = now()
        db.session.commit()
    assert world.client(None).get(link).status_code == 404


def test_what_is_made_up_says_so(world):
    make_plan(world, PlanState.LIVE)
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).illustrative = True
        db.session.commit()
    for event in events(world, new_link(world.client("participant1"))).values():
        assert "(Cheshire West and Chester, illustrative)" in event["SUMMARY"]


def test_guessing_is_throttled(world, monkeypatch):
    monkeypatch.setattr(throttle, "FEED", throttle.Limit("feed", throttle.parse("2 per hour")))
    client = world.client(None)
    answers = [client.get(f"/calendar/{guess}.ics").status_code for guess in ("a", "b", "c")]
    assert answers == [404, 404, 429]


def test_it_takes_three_queries_however_many_plans_and_milestones(world):
    made = make_plan(world, PlanState.LIVE)
    link = new_link(world.client("participant1"))
    with world.app.app_context():  # a second engagement of the same person, without a plan
        other = factories.engagement(factories.authority(), factories.authority())
        place = db.session.get_one(factories.Authority, other.partner_authority_id)
        factories.membership(db.session.get_one(Person, world.people["participant1"]), Role.PARTICIPANT, place, other)
        goal = db.session.scalars(db.select(Goal).filter_by(ref=made.goals[0])).one()
        db.session.add_all(
            Milestone(goal_id=goal.id, position=9, what="Not approved yet", created_at=now()) for _ in range(5)
        )
        db.session.commit()
    client = world.client(None)
    assert client.get(link).status_code == 200
    assert len(client.queries) == 3
    client.get("/calendar/no-such-token.ics")
    assert len(client.queries) == 1


def test_the_pages_ask_little_and_lead_to_each_other(world):
    make_plan(world, PlanState.LIVE)
    client = world.client("participant1")
    client.get(ACCOUNT)
    assert len(client.queries) == 2
    assert client.get("/account").text.count(f'href="{ACCOUNT}"') == 1
    assert f'href="{ACCOUNT}"' in client.get(world.url("/plan/timeline")).text
    assert world.client(None).get(ACCOUNT).status_code == 303


def test_when_the_engagement_is_over_its_milestones_leave_the_calendar(world):
    make_plan(world, PlanState.LIVE)
    link = new_link(world.client("participant1"))
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.ENDED_EARLY
        db.session.commit()
    assert events(world, link) == {}
