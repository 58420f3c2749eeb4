"""The portfolio: what each engagement's next decision is, filters, order, files, and nobody else's engagements."""

import csv
import datetime as dt
import io

import openpyxl
import pytest

from app.accounts.models import Authority
from app.charging.models import EntryState
from app.db import db
from app.engagements.models import EngagementState
from app.plans.models import PlanState
from app.security.roles import Role
from tests import factories
from tests.clients import page
from tests.integration.charging.made import IN_NOVEMBER, make_charging, make_entry
from tests.integration.plans.plans import make_plan


def rows(client, address: str = "/portfolio.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).data.decode("utf-8-sig"))))


def add(world, count: int, **values) -> None:
    """Insert engagements with new partners: in Wales, called Port 000, Port 001, …"""
    with world.app.app_context():
        lead = db.session.get_one(Authority, world.lead_id)
        for number in range(count):
            partner = factories.authority(name=f"Port {number:03}", region="Wales")
            factories.engagement(lead, partner, **values)
        db.session.commit()


def shown(client, address: str) -> list[str]:
    heads = page(client.get(address)).select(".app-portfolio tbody th a")
    return [each.find(string=True, recursive=False).strip() for each in heads]


def test_who_decides_next_follows_the_engagement_from_signature_to_review(world):
    client = world.client("manager")
    row = rows(client)[0]
    assert (row["Stage"], row["Next decision"], row["Whose"]) == (
        "Self-assessment",
        "Start the baseline self-assessment",
        "lead officer",
    )
    make_plan(world, PlanState.SUBMITTED)
    row = rows(client)[0]
    assert (row["Stage"], row["Next decision"], row["Whose"]) == ("Change plan", "Review the change plan", "manager")
    link = page(client.get("/portfolio")).select_one(".app-portfolio tbody td a")
    assert link["href"] == world.url("/plan/review")
    assert client.get(link["href"]).status_code == 200


def test_a_live_plan_waits_for_approval_of_days_and_for_a_review_of_each_month_that_is_over(world, clock):
    make_charging(world)
    client = world.client("manager")
    row = rows(client)[0]
    assert (row["Stage"], row["Months without review"], row["Last review, first day of its month"]) == (
        "Support under way",
        "1",
        "",
    )
    assert row["Next decision"] == "Start the monthly review"
    assert row["Whose"] == "manager and lead officer"
    make_entry(world, on_date=IN_NOVEMBER, state=EntryState.SUBMITTED)
    row = rows(client)[0]
    assert (row["Next decision"], row["Whose"], row["Days used"]) == ("Approve support days", "director", "1")
    clock.moment = dt.datetime(2027, 2, 3, 12, tzinfo=dt.UTC)
    row = rows(client)[0]
    assert (row["Late milestones"], row["Months without review"]) == ("1", "4")


def test_filters_narrow_page_and_files_alike_and_what_is_unknown_narrows_nothing(world):
    make_charging(world)
    add(world, 2, state=EngagementState.DRAFT)
    client = world.client("manager")
    assert shown(client, "/portfolio?region=Wales&sort=engagement") == ["Port 000", "Port 001"]
    assert shown(client, "/portfolio?q=port 001") == ["Port 001"]
    assert shown(client, "/portfolio?stage=supporting") == ["Cheshire West and Chester"]
    assert shown(client, "/portfolio?late=reviews") == ["Cheshire West and Chester"]
    assert len(shown(client, "/portfolio?stage=nothing&late=x&region=Atlantis&sort=?&page=x")) == 3
    assert [row["Partner"] for row in rows(client, "/portfolio.csv?q=port 001")] == ["Port 001"]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/portfolio.xlsx?stage=supporting").data))
    assert [cell.value for cell in book.active["A"]] == ["Partner", "Cheshire West and Chester"]
    empty = page(client.get("/portfolio?q=<nowhere>"))
    assert "No engagement is like that now" in empty.main.text
    assert empty.find(attrs={"name": "q"})["value"] == "<nowhere>"


def test_a_press_on_a_head_orders_by_it_and_a_second_turns_it_round(world):
    add(world, 3, starts_on=dt.date(2026, 11, 1))
    client = world.client("manager")
    head = page(client.get("/portfolio?q=port")).select_one(".app-portfolio thead a")
    ascending = shown(client, head["href"])
    assert ascending == ["Port 000", "Port 001", "Port 002"]
    now = page(client.get(head["href"])).select_one(".app-portfolio thead th")
    assert now["aria-sort"] == "ascending"
    assert shown(client, now.a["href"]) == ascending[::-1]


@pytest.mark.parametrize("column", ["stage", "decision", "late", "used", "forecast", "cap", "stated", "income"])
def test_every_column_orders_and_asks_as_much_for_two_hundred_as_for_ten(world, column):
    add(world, 8)
    client = world.client("manager")
    address = f"/portfolio?sort={column}&order=desc"
    client.get(address)
    few = len(client.queries)
    add(world, 60)
    assert len(shown(client, address)) == 50
    assert len(client.queries) == few <= 5
    assert len(shown(client, f"{address}&page=2")) == 19


def test_only_managers_see_it_and_only_what_their_own_authority_leads(world):
    for who in ("consultant", "director", "finance_officer", "trainer", "lead_officer", "participant1"):
        client = world.client(who)
        assert client.get("/portfolio").status_code == 403
        assert "Portfolio" not in client.get("/home").text
    stranger = world.client("stranger_manager")
    assert "Cheshire West" not in stranger.get("/portfolio").text
    assert [row["Partner"] for row in rows(stranger)] == ["Otherham"]
    assert page(world.client("manager").get("/home")).find("a", string="Portfolio")["href"] == "/portfolio"


def test_before_the_first_engagement_it_says_what_happens_next(world):
    with world.app.app_context():
        lonely = factories.authority(name="Lonely")
        who = factories.person()
        factories.membership(who, Role.MANAGER, lonely)
        world.people["lonely"] = who.id
        db.session.commit()
    assert "Lonely leads no engagement yet" in world.client("lonely").get("/portfolio").text
