"""Income of a lead authority: every figure can be computed again, no other authority's shows, and 200 cost no more."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from app.accounts.models import Authority, Person
from app.charging.ledger import charge
from app.charging.models import EntryState, SupportEntry
from app.charging.queries import income
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, EngagementState, SupportKind
from app.plans.models import Milestone, MilestoneStanding, Status
from tests import charging_factories, factories
from tests.clients import page
from tests.integration.charging.made import IN_NOVEMBER, IN_OCTOBER, make_charging, make_entry

QUARTERS = {
    EntryState.APPROVED: 4,
    EntryState.SUBMITTED: 3,
    EntryState.QUERIED: 2,
    EntryState.DRAFT: 1,
    EntryState.BOOKED: 4,
}


def _rows(client, address: str = "/income.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).data.decode("utf-8-sig"))))


def _amount(row: dict[str, str], part: str) -> tuple[Decimal, Decimal]:
    return Decimal(row[f"{part}: days"]), Decimal(row[f"{part}: pounds before VAT"])


def _log(world) -> None:
    """One entry in each state, none of them serving a milestone."""
    for place, (state, quarters) in enumerate(QUARTERS.items()):
        on = dt.date(2026, 12, 3) if state is EntryState.BOOKED else IN_NOVEMBER.replace(day=2 + place)
        make_entry(world, on_date=on, state=state, quarters=quarters)


def _add(world, count: int) -> None:
    """Insert open engagements at once, each with three days: two approved in this year, one of the year before."""
    with world.app.app_context():
        lead = db.session.get_one(Authority, world.lead_id)
        partner = db.session.get_one(Authority, world.partner_id)
        who = world.people["consultant"]
        more = [
            factories.engagement(lead, partner, starts_on=dt.date(2026, 1, 1) + dt.timedelta(days=number))
            for number in range(count)
        ]
        logged = {"quarters": 4, "kind": SupportKind.SCOPING, "day_rate": Decimal(500), "version": 1, "note": ""}
        approved = {"state": EntryState.APPROVED, "approved_at": now(), "approved_name": "Director"}
        rows = [
            logged
            | approved
            | {"engagement_id": each.id, "person_id": who, "on_date": on, "ref": f"{place}x{each.ref}"[:14]}
            | {"logged_by_id": who, "logged_at": now()}
            for each in more
            for place, on in enumerate((IN_OCTOBER, IN_NOVEMBER, dt.date(2026, 3, 31)))
        ]
        db.session.execute(db.insert(SupportEntry), rows)
        db.session.commit()


def test_each_day_is_in_one_column_and_they_add_up_to_the_forecast(world):
    made = make_charging(world)
    _log(world)
    client = world.client("manager")
    row = _rows(client)[0]
    parts = ("Stated", "Approved, not stated", "Waiting for approval", "Not submitted", "Booked", "Planned, not booked")
    found = {part: _amount(row, part) for part in parts}
    assert made is not None
    assert found["Approved, not stated"] == (Decimal(1), Decimal(500))
    assert found["Waiting for approval"] == (Decimal("1.25"), Decimal(625))
    assert found["Not submitted"] == (Decimal("0.25"), Decimal(125))
    assert found["Booked"] == (Decimal(1), Decimal(500))
    assert found["Planned, not booked"][0] > 0
    ending = tuple(sum((amount[place] for amount in found.values()), Decimal(0)) for place in range(2))
    assert _amount(row, "Forecast to the end") == ending
    assert _amount(row, "Left under the cap")[0] == _amount(row, "Cap")[0] - ending[0]
    text = page(client.get("/income")).get_text(" ", strip=True)
    assert "£625 1.25 days" in text
    assert f"{ending[0].normalize():f} days" in text


def test_the_forecast_is_that_of_the_balance(world):
    """Days for a goal as a whole, days for a milestone that is done, bookings: both pages reckon alike."""
    made = make_charging(world)
    assert made is not None
    before = _amount(_rows(world.client("manager"))[0], "Planned, not booked")[0]
    goal = {"goal_ref": made.plan.goals[0], "kind": SupportKind.BESPOKE_TRAINING}
    make_entry(world, on_date=IN_NOVEMBER, state=EntryState.SUBMITTED, quarters=2, **goal)
    make_entry(world, on_date=dt.date(2026, 12, 3), state=EntryState.BOOKED, quarters=1, **goal)
    client = world.client("manager")
    days, pounds = _amount(_rows(client)[0], "Forecast to the end")
    assert _amount(_rows(client)[0], "Planned, not booked")[0] == before - Decimal("0.75")
    balance = page(client.get(world.url("/days"))).get_text(" ", strip=True)
    assert f"{days.normalize():f} days" in balance
    assert f"£{pounds:,.0f}" in balance
    with world.app.app_context():
        milestone = db.session.scalars(db.select(Milestone).filter_by(ref=made.plan.milestones[0])).one()
        db.session.add(
            MilestoneStanding(milestone_id=milestone.id, status=Status.DONE, done_on=IN_NOVEMBER, updated_at=now())
        )
        db.session.commit()
    fewer, cheaper = _amount(_rows(client)[0], "Forecast to the end")
    assert fewer < days
    balance = page(client.get(world.url("/days"))).get_text(" ", strip=True)
    assert f"{fewer.normalize():f} days" in balance
    assert f"£{cheaper:,.0f}" in balance


def test_a_process_keeps_few_plans_and_still_knows_all_that_it_shows(world, monkeypatch):
    make_charging(world)
    monkeypatch.setattr(income, "_READ", {"another": (), "and another": ()})
    monkeypatch.setattr(income, "MOST_READ", 2)
    client = world.client("manager")
    assert _amount(_rows(client)[0], "Planned, not booked")[0] > 0
    assert len(income._READ) == 1
    monkeypatch.setattr(income, "MOST_READ", 0)
    income._READ.clear()
    make_entry(world, state=EntryState.APPROVED)  # so that all is read anew
    assert _amount(_rows(client)[0], "Planned, not booked")[0] > 0
    assert not income._READ


def test_todays_rate_prices_what_is_planned_and_leaves_what_is_logged(world):
    make_charging(world)
    _log(world)
    client = world.client("finance_officer")
    before = _rows(client)[0]
    with world.app.app_context():
        manager, director = (db.session.get_one(Person, world.people[who]) for who in ("manager", "director"))
        agreed = {"agreed_by_id": director.id, "agreed_at": now(), "from_on": dt.date(2026, 11, 20)}
        charging_factories.rate(db.session.get_one(Engagement, world.engagement_id), manager, **agreed)
        db.session.commit()
    after = _rows(client)[0]
    planned = _amount(before, "Planned, not booked")
    assert planned[1] == planned[0] * 500
    assert _amount(after, "Planned, not booked") == (planned[0], planned[0] * 450)
    for part in ("Approved, not stated", "Waiting for approval", "Booked"):
        assert _amount(after, part) == _amount(before, part)


def test_months_of_the_financial_year_hold_the_days_dated_in_them(world):
    make_charging(world)
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.APPROVED)
    make_entry(world, on_date=dt.date(2027, 4, 1), state=EntryState.BOOKED)
    client = world.client("manager")

    def month(address: str, words: str) -> str:
        rows = page(client.get(address)).select("table tr")
        return next(row.get_text(" ", strip=True) for row in rows if row.th.get_text(strip=True) == words)

    assert month("/income", "October 2026").endswith("£500 1 day")
    assert month("/income", "The year").endswith("£500 1 day")
    assert month("/income?year=2027", "April 2027").endswith("£500 1 day")
    assert month("/income?year=2025", "The year").endswith("£0 £0")
    assert client.get("/income?year=99999&page=7").status_code == 200


def test_nobody_sees_what_another_authority_earns(world):
    make_charging(world)
    _log(world)
    for who in ("stranger_manager", "stranger_finance_officer"):
        client = world.client(who)
        assert "Cheshire West" not in page(client.get("/income")).main.text
        assert [row["Partner"] for row in _rows(client)] == ["Otherham"]
    partner = world.client("partner_finance_officer")
    assert "Cheshire West and Chester leads no engagement yet" in partner.get("/income").text
    assert _rows(partner) == []
    for who in ("consultant", "director", "lead_officer", "trainer", "administrator"):
        for address in ("/income", "/income.csv", "/capacity"):
            assert world.client(who).get(address).status_code == 403


def test_a_manager_of_two_authorities_sees_the_one_that_is_worked_in(world):
    with world.app.app_context():
        person = db.session.get_one(Person, world.people["manager"])
        factories.membership(person, "manager", db.session.get_one(Authority, world.stranger_id))
        db.session.commit()
    client = world.app.test_client().sign_in(world.people["manager"], world.stranger_id)
    assert "Strangerton" in page(client.get("/income")).h1.find_previous("span").text
    client = world.app.test_client().sign_in(world.people["manager"], world.lead_id)
    assert "Halton" in page(client.get("/income")).h1.find_previous("span").text


@pytest.mark.parametrize("state", [EngagementState.DRAFT, EngagementState.CLOSED])
def test_nothing_is_planned_before_or_after_an_engagement_runs(world, state):
    make_charging(world)
    make_entry(world, state=EntryState.APPROVED)
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = state
        db.session.commit()
    row = _rows(world.client("manager"))[0]
    assert _amount(row, "Planned, not booked")[0] == 0
    assert _amount(row, "Forecast to the end") == (Decimal(1), Decimal(500))


def test_two_hundred_engagements_take_as_many_queries_as_ten(world):
    client = world.client("manager")
    _add(world, 9)
    few = page(client.get("/income"))
    queries = len(client.queries)
    assert len(few.select("table")[0].select("tbody tr")) == 10
    _add(world, 190)
    first = page(client.get("/income"))
    assert len(client.queries) == queries <= 5
    rows = first.select("table")[0].select("tbody tr")
    assert len(rows) == 50
    totals = [row.get_text(" ", strip=True) for row in first.select("tfoot tr")]
    assert totals[0].startswith("This page")
    assert totals[1].startswith("All 200 engagements")
    assert f"£{charge(199 * 12, Decimal(500)):,.0f} {199 * 3} days" in totals[1]
    assert "£199,000 398 days" in first.select("table")[1].get_text(" ", strip=True)
    last = page(client.get("/income?page=4"))
    assert len(last.select("table")[0].select("tbody tr")) == 50
    assert "There is nothing on this page" in client.get("/income?page=5").text
    assert len(_rows(client)) == 200


def test_the_list_of_engagements_leads_there(world):
    for who, there in (("manager", True), ("finance_officer", True), ("consultant", False), ("director", False)):
        links = {link["href"] for link in page(world.client(who).get("/engagements")).select("main a")}
        assert ({"/income", "/capacity"} <= links) is there
