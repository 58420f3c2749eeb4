"""Your work: what waits in support days for each role, where it leads, and no query more for it."""

import datetime as dt

from app.accounts.models import Membership, Person
from app.charging.models import ChargingAccount, EntryState, StatementState, SupportEntry
from app.charging.statement import statement_content
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, EngagementState
from tests import charging_factories
from tests.charging_factories import statement_of
from tests.clients import page
from tests.integration.charging.made import IN_NOVEMBER, IN_OCTOBER, make_charging, make_entry, order
from tests.world import World

ROLES = ("director", "lead_officer", "consultant", "manager", "finance_officer", "partner_finance_officer")


def rows(world: World, who: str) -> list[tuple[str, str]]:
    """Title and status of the rows that wait for somebody in this room, in order; every link opens."""
    client = world.client(who)
    shown = page(client.get("/home"))
    assert len(client.queries) <= 5
    found = []
    for item in shown.select(".govuk-task-list__item"):
        link, status = item.select_one("a"), item.select_one(".govuk-task-list__status")
        if "/days" in link["href"]:
            assert client.get(link["href"]).status_code == 200, link
            found.append((link.text, status.get_text(strip=True)))
    return found


def waiting(world: World, *who_waits: str) -> dict[str, list[tuple[str, str]]]:
    return {who: found for who in who_waits or ROLES if (found := rows(world, who))}


def test_submitted_and_answered_days_wait_for_the_director_in_one_row(world):
    make_charging(world)
    order(world)
    make_entry(world, state=EntryState.SUBMITTED)
    make_entry(world, "consultant2", on_date=IN_OCTOBER, quarters=2, state=EntryState.ANSWERED)
    assert waiting(world) == {
        "director": [("Approve support days: 1.5 days from 13 October 2026", "Waiting for you")],
    }
    first = page(world.client("director").get("/home")).find("a", string=lambda text: "1.5 days" in (text or ""))
    assert first["href"].endswith("/days/months/2026-10")


def test_a_consultant_has_own_queries_past_drafts_and_bookings_whose_date_has_come(world, clock):
    make_charging(world)
    order(world)
    make_entry(world, on_date=IN_NOVEMBER.replace(day=3), state=EntryState.QUERIED)
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.DRAFT)
    make_entry(world, on_date=IN_NOVEMBER, state=EntryState.DRAFT)  # its month is not over
    make_entry(world, on_date=dt.date(2026, 11, 20), state=EntryState.BOOKED)
    make_entry(world, on_date=dt.date(2026, 12, 8), state=EntryState.BOOKED)
    make_entry(world, "consultant2", on_date=IN_OCTOBER, state=EntryState.DRAFT)
    assert rows(world, "consultant") == [
        ("Submit support days: 1 day from 13 October 2026", "Not submitted"),
        ("Answer a query on support days: 1 day from 3 November 2026", "Queried"),
        ("Say whether booked support days took place: 1 day from 20 November 2026", "Booked"),
    ]
    assert rows(world, "consultant2") == [("Submit support days: 1 day from 13 October 2026", "Not submitted")]
    assert rows(world, "director") == rows(world, "manager") == []


def test_what_somebody_left_behind_waits_for_the_manager(world):
    make_charging(world)
    order(world)
    make_entry(world, on_date=IN_OCTOBER)
    make_entry(world, on_date=IN_NOVEMBER, state=EntryState.QUERIED)
    make_entry(world, "consultant2", on_date=IN_OCTOBER, state=EntryState.QUERIED)
    with world.app.app_context():
        left = db.update(Membership).where(Membership.person_id == world.people["consultant"])
        db.session.execute(left.values(ended_at=now()))
        db.session.commit()
    assert waiting(world, "manager", "consultant2") == {
        "manager": [
            ("Submit support days: 1 day from 13 October 2026", "Not submitted"),
            ("Answer a query on support days: 1 day from 12 November 2026", "Queried"),
        ],
        "consultant2": [("Answer a query on support days: 1 day from 13 October 2026", "Queried")],
    }


def test_a_past_month_is_ready_for_finance_once_all_of_it_is_approved_and_it_is_not_closed(world):
    make_charging(world)
    order(world)
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.APPROVED)
    late = make_entry(world, on_date=IN_OCTOBER.replace(day=20), state=EntryState.SUBMITTED)
    make_entry(world, state=EntryState.SUBMITTED)  # this month waits for nobody's statement
    assert rows(world, "finance_officer") == []
    change(world, late, EntryState.APPROVED)
    assert rows(world, "finance_officer") == [("Issue the statement of support days for October 2026", "Ready")]
    assert rows(world, "partner_finance_officer") == []
    close(world, dt.date(2026, 10, 31))
    assert rows(world, "finance_officer") == [], "what is approved of a closed month goes on November's statement"


def change(world: World, ref: str, state: EntryState) -> None:
    with world.app.app_context():
        entry = db.session.scalars(db.select(SupportEntry).filter_by(ref=ref)).one()
        entry.state, entry.approved_at, entry.approved_name = state, entry.logged_at, "Director"
        db.session.commit()


def close(world: World, on: dt.date) -> None:
    with world.app.app_context():
        db.session.get_one(ChargingAccount, world.engagement_id).closed_through = on
        db.session.commit()


def test_a_correction_of_a_closed_month_goes_on_the_next_statement(world, clock):
    make_charging(world)
    order(world)
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.APPROVED)
    close(world, dt.date(2026, 10, 31))
    clock.advance(days=14)  # November is over
    assert rows(world, "finance_officer") == [("Issue the statement of support days for November 2026", "Ready")]


def test_a_dispute_a_missing_order_and_a_new_rate_wait_for_those_who_can_do_something(world):
    make_charging(world)
    order(world, "")
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        people = {who: db.session.get_one(Person, world.people[who]) for who in ("finance_officer", "manager")}
        content = statement_content(statement_of((4, "standard")))
        disputed = {"state": StatementState.DISPUTED, "number": 12}
        charging_factories.statement(engagement, people["finance_officer"], content, **disputed)
        charging_factories.rate(engagement, people["manager"])
        db.session.commit()
    assert waiting(world) == {
        "director": [("Agree or talk over a new day rate", "Proposed")],
        "finance_officer": [("See why statement no. 12 of support days is disputed", "Disputed")],
        "partner_finance_officer": [("Enter the purchase order for support days", "Missing")],
    }


def test_an_engagement_that_is_over_asks_nothing(world):
    make_charging(world)
    make_entry(world, state=EntryState.SUBMITTED)
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    assert waiting(world) == {}
