"""Capacity: whose days, in which weeks, what passes a limit, and who may change one."""

import datetime as dt

import pytest

from app.accounts.models import Authority, Person
from app.audit.models import AuditEntry
from app.charging.models import EntryState, WeekLimit
from app.db import db
from app.engagements.models import Engagement, SupportKind
from app.security.roles import Role
from tests import charging_factories, factories
from tests.clients import page, summary_errors
from tests.integration.charging.made import make_charging, make_entry

MONDAY = dt.date(2026, 11, 16)


def _row(client, name: str, address: str = "/capacity") -> list[str]:
    rows = page(client.get(address)).select("tbody tr")
    row = next(row for row in rows if row.th.get_text(strip=True) == name)
    return [cell.get_text(" ", strip=True) for cell in row.select("td")]


def _ref(world, who: str) -> str:
    with world.app.app_context():
        return db.session.get_one(Person, world.people[who]).ref


def _limit(world, who: str = "consultant") -> str:
    return f"/capacity/{_ref(world, who)}/limit"


def _book(world, days: int, monday: dt.date = MONDAY) -> None:
    for day in range(days):
        state = EntryState.DRAFT if day < 2 else EntryState.BOOKED
        make_entry(world, on_date=monday + dt.timedelta(days=day), state=state)


def test_days_and_bookings_of_all_engagements_it_leads_are_counted_by_week(world):
    make_charging(world)
    _book(world, 3)
    with world.app.app_context():
        lead, stranger = (db.session.get_one(Authority, key) for key in (world.lead_id, world.stranger_id))
        consultant = db.session.get_one(Person, world.people["consultant"])
        for authority in (lead, stranger):  # the second one's days are not Halton's to see
            other = factories.engagement(authority, factories.authority())
            charging_factories.entry(other, consultant, on_date=MONDAY + dt.timedelta(days=9), quarters=2)
        db.session.commit()
    client = world.client("manager")
    assert _row(client, "Consultant")[1:4] == ["3 days 1 day booked", "0.5 days", "0"]
    assert "Nobody is above the limit" in client.get("/capacity").text
    assert len(client.queries) <= 5
    assert _row(client, "Consultant Two")[1] == "0"
    assert _row(world.client("stranger_manager"), "Consultant")[2] == "0.5 days"


def test_what_passes_the_limit_is_said_in_words(world):
    make_charging(world)
    _book(world, 4)
    text = page(world.client("finance_officer").get("/capacity")).get_text(" ", strip=True)
    assert "These days crowd out Halton’s own work" in text
    assert "Consultant, week of 16 November 2026: 4 days, which is 1 day above the limit of 3 days" in text


def test_weeks_are_chosen_and_leafed_through(world):
    client = world.client("manager")
    shown = page(client.get("/capacity?from=2027-01-01"))
    heads = [each.text for each in shown.select("thead th")]
    assert heads[2] == "Week of 28 Dec 2026"
    links = {link.text: link["href"] for link in shown.select("main a")}
    assert links["Eight weeks earlier"] == "/capacity?from=2026-11-02"
    assert links["Eight weeks later"] == "/capacity?from=2027-02-22"
    assert shown.select_one("option[selected]")["value"] == "2026-12-28"
    for strange in ("yesterday", "9999-12-31", "0001-01-01", "2026-02-30"):
        assert client.get(f"/capacity?from={strange}").status_code == 200


def test_a_leaver_and_a_manager_show_where_they_have_days(world):
    make_charging(world)
    make_entry(world, "manager", on_date=MONDAY, kind=SupportKind.REVIEW)
    client = world.client("manager")
    assert _row(client, "Manager")[1] == "1 day"
    later = page(client.get("/capacity?from=2027-03-01")).select("tbody th")
    assert [each.text for each in later] == ["Consultant", "Consultant Two", "Total"]


def test_a_manager_sets_a_limit_and_it_counts(world):
    make_charging(world)
    _book(world, 3)
    client = world.client("manager")
    shown = client.get(_limit(world))
    assert page(shown).select_one("#quarters")["value"] == "3"
    assert client.post(_limit(world), data={"quarters": "2.5", "seen": "12"}).status_code == 303
    assert client.post(_limit(world), data={"quarters": "2.5", "seen": "12"}).status_code == 303  # pressed twice
    assert "3 days, which is 0.5 days above the limit of 2.5 days" in client.get("/capacity").text
    second = client.post(_limit(world), data={"quarters": "5", "seen": "12"})
    assert second.status_code == 409
    assert "A colleague has meanwhile set the limit to 2.5 days a week" in second.text
    assert page(second).select_one("#quarters")["value"] == "5"
    seen = page(second).select_one("#seen")["value"]
    assert client.post(_limit(world), data={"quarters": "5", "seen": seen}).status_code == 303
    with world.app.app_context():
        trail = db.session.scalars(db.select(AuditEntry).filter_by(action="limit per week set").order_by(AuditEntry.id))
        assert [(each.was["limit_quarters"], each.became["limit_quarters"]) for each in trail] == [(12, 10), (10, 20)]


@pytest.mark.parametrize("typed", ["", "8", "2.3", "-1", "lots"])
def test_a_limit_that_cannot_be_is_said_and_kept(world, typed):
    client = world.client("manager")
    response = client.post(_limit(world), data={"quarters": typed, "seen": "12"})
    assert response.status_code == 422
    assert len(summary_errors(response)) == 1
    assert (page(response).select_one("#quarters").get("value") or "") == typed
    with world.app.app_context():
        assert db.session.scalar(db.select(WeekLimit)) is None


def test_only_a_manager_of_the_authority_sets_limits_of_its_people(world):
    sent = {"quarters": "1", "seen": "12"}
    for who in ("finance_officer", "consultant", "director", "partner_finance_officer"):
        assert world.client(who).post(_limit(world), data=sent).status_code == 403
    assert "/limit" not in world.client("finance_officer").get("/capacity").text
    assert world.client("stranger_manager").post(_limit(world), data=sent).status_code == 404
    assert world.client("manager").post(_limit(world, "director"), data=sent).status_code == 404


def test_many_people_take_as_many_queries_as_few(world):
    client = world.client("manager")
    client.get("/capacity")
    few = len(client.queries)
    with world.app.app_context():
        lead = db.session.get_one(Authority, world.lead_id)
        engagement = db.session.get_one(Engagement, world.engagement_id)
        people = [factories.unsaved_person(name=f"Person {number:03}") for number in range(60)]
        db.session.add_all(people)
        db.session.flush()
        db.session.add_all(factories.unsaved_membership(who, Role.CONSULTANT, lead, engagement) for who in people)
        db.session.commit()
    first = page(client.get("/capacity"))
    assert len(client.queries) == few <= 5
    assert len(first.select("tbody tr")) == 51
    assert len(page(client.get("/capacity?page=2")).select("tbody tr")) == 12
