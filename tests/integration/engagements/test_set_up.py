"""A manager sets an engagement up from the seed's figures and opens it; nobody else can, and nothing happens twice."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.engagements.forms import terms as terms_form
from app.engagements.models import Engagement, EngagementState
from tests import factories
from tests.clients import page, summary_errors
from tests.integration.engagements.forms import set_up, terms


def _engagement(world, address: str) -> Engagement:
    with world.app.app_context():
        return db.session.scalars(select(Engagement).filter_by(ref=address.strip("/").split("/")[-1])).one()


def _count(world) -> int:
    with world.app.app_context():
        return len(db.session.scalars(select(Engagement)).all())


def test_the_seeds_own_case_from_set_up_to_open(world):
    manager = world.client("manager")
    home = set_up(manager)
    made = _engagement(world, home)
    assert (made.lead_authority_id, made.partner_authority_id) == (world.lead_id, world.partner_id)
    assert (made.day_rate, made.estimate_quarters, made.cap_quarters) == (Decimal(500), 80, 120)
    assert (made.starts_on, made.ends_on) == (dt.date(2026, 12, 1), dt.date(2027, 11, 30))
    assert made.state is EngagementState.DRAFT

    shown = page(manager.get(home)).text
    assert "£10,000 to £15,000" in shown
    assert "minute 42" in shown
    tasks = [row.text for row in page(manager.get(home)).select(".govuk-task-list__link")]
    assert tasks == ["Terms", "Consultants", "First lead officer", "Initial agreement"]

    day = {
        "signed_on-day": "20",
        "signed_on-month": "11",
        "signed_on-year": "2026",
        "scoping_days": "3",
        "self_assessment_days": "4",
    }
    assert manager.post(f"{home}open", data=day).status_code == 303
    opened = _engagement(world, home)
    assert (opened.state, opened.agreement_signed_on) == (EngagementState.OPEN, dt.date(2026, 11, 20))
    assert manager.post(f"{home}open", data=day).status_code == 303, "a second press finds it open"
    with world.app.app_context():
        trail = db.session.scalars(select(AuditEntry.action).filter_by(engagement_id=opened.id).order_by(AuditEntry.id))
        assert list(trail) == ["engagement set up", "initial agreement recorded on paper", "engagement opened"]


def test_the_form_shows_the_value_of_what_it_starts_with_and_the_only_lead(world):
    manager = world.client("manager")
    shown = page(manager.get("/engagements/set-up"))
    assert "20 to 30 days at £500 is £10,000 to £15,000" in shown.select_one("#estimate").text
    assert "Halton" in shown.main.text
    assert not shown.find("input", attrs={"name": "lead"})
    assert shown.find("option", value="Cheshire West and Chester")
    assert len(manager.queries) <= 5


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({}, "20 to 30 days at £500 is £10,000 to £15,000"),
        (
            {"day_rate": "512.40", "estimate_quarters": "0.25", "cap_quarters": "1"},
            "0.25 to 1 day at £512.40 is £128.10 to £512.40",
        ),
        ({"estimate_quarters": "30"}, "30 days at £500 is £15,000"),
        ({"day_rate": "500.01"}, "Enter the day rate and both numbers of days"),
        ({"cap_quarters": "x"}, "Enter the day rate and both numbers of days"),
        ({"cap_quarters": "10"}, "Enter the day rate and both numbers of days"),
    ],
)
def test_the_value_is_worked_out_as_it_is_typed(world, figures, words):
    asked = {"day_rate": "500", "estimate_quarters": "20", "cap_quarters": "30", **figures}
    response = world.client("manager").get("/engagements/estimate", query_string=asked)
    assert words in " ".join(page(response).text.split())
    assert "<html" not in response.text


def test_without_javascript_a_press_works_the_value_out_and_makes_nothing(world):
    before = _count(world)
    client = world.client("manager")
    data = terms(partner="", decision_reference="", day_rate="600", act="work-out", once="abcdefgh12345678")
    response = client.post("/engagements/set-up", data=data)
    assert response.status_code == 200
    assert "£12,000 to £18,000" in page(response).select_one("#estimate").text
    assert summary_errors(response) == []
    wrong = client.post("/engagements/set-up", data=data | {"day_rate": "600.01"})
    assert wrong.status_code == 422
    assert len(summary_errors(wrong)) == 1
    assert _count(world) == before
    done = client.post("/engagements/set-up", data=terms(once="abcdefgh12345678"))
    assert done.status_code == 303, "the same page can still create"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"partner": ""}, "Enter the partner council"),
        ({"partner": "Xyzzy"}, "No council in the register is called “Xyzzy”"),
        ({"partner": "Halton"}, "The partner must be another council than the one that leads"),
        ({"day_rate": "500.01"}, "Day rate must be a multiple of 4p"),
        ({"day_rate": "lots"}, "Day rate must be an amount in pounds"),
        ({"estimate_quarters": "20.1"}, "Fewest person-days must be in quarters of a day"),
        ({"cap_quarters": "19.75"}, "Most person-days must be the same as or more than fewest person-days"),
        ({"decision_reference": ""}, "Enter the decision that approved it"),
        ({"ends_on-day": "1", "ends_on-month": "12", "ends_on-year": "2026"}, "End date must be after the start date"),
        ({"starts_on-day": "31", "starts_on-month": "2"}, "Start date must be a real date"),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_stays(world, wrong, message):
    before = _count(world)
    response = world.client("manager").post("/engagements/set-up", data=terms(**wrong))
    assert response.status_code == 422
    assert any(error.startswith(message) for error in summary_errors(response)), summary_errors(response)
    shown = page(response)
    for name, value in terms(**wrong).items():
        assert (shown.find("input", attrs={"name": name}).get("value") or "") == value, name
    assert _count(world) == before


def test_a_near_name_offers_councils_and_a_choice_settles_it(world):
    client = world.client("manager")
    response = client.post("/engagements/set-up", data=terms(partner="cheshire"))
    assert response.status_code == 422
    assert summary_errors(response) == ["Choose the council that you mean, or enter another name"]
    choices = page(response).select("input[name=partner_choice]")
    assert len(choices) == 1
    misspelt = client.post("/engagements/set-up", data=terms(partner="Chesire West and Chestor"))
    assert page(misspelt).find("label", string=lambda text: text and text.startswith("Cheshire West and Chester"))
    home = set_up(client, partner="cheshire", partner_choice=choices[0]["value"])
    assert _engagement(world, home).partner_authority_id == world.partner_id


def test_two_presses_create_one(world):
    before = _count(world)
    client = world.client("manager")
    first = client.post("/engagements/set-up", data=terms(once="abcdefgh12345678"))
    second = client.post("/engagements/set-up", data=terms(once="abcdefgh12345678"))
    assert first.location == second.location
    assert _count(world) == before + 1


def test_a_manager_of_two_authorities_says_which_one_leads_and_no_other(world):
    with world.app.app_context():
        second = factories.authority(name="Wirral")
        both = factories.person()
        for authority in (world.lead_id, second.id):
            factories.membership(both, "manager", db.session.get_one(type(second), authority))
        world.people["both"], wirral, stranger = (
            both.id,
            second.ref,
            db.session.get_one(type(second), world.stranger_id).ref,
        )
        wirral_id = second.id
        db.session.commit()
    client = world.client("both")
    assert summary_errors(client.post("/engagements/set-up", data=terms())) == ["Choose the authority that leads"]
    assert client.post("/engagements/set-up", data=terms(lead=stranger)).status_code == 422
    assert _engagement(world, set_up(client, lead=wirral)).lead_authority_id == wirral_id


@pytest.mark.parametrize(
    "who", ["consultant", "trainer", "finance_officer", "lead_officer", "director", "participant1", "administrator"]
)
def test_only_a_manager_sets_up(world, who):
    client = world.client(who)
    assert client.get("/engagements/set-up").status_code == 403
    assert client.post("/engagements/set-up", data=terms()).status_code == 403
    assert client.get("/engagements/estimate").status_code == 403


def test_an_engagement_opens_only_on_a_date_that_has_come(world):
    manager = world.client("manager")
    home = set_up(manager)
    tomorrow = {"signed_on-day": "21", "signed_on-month": "11", "signed_on-year": "2026", "scoping_days": "3"}
    tomorrow |= {"self_assessment_days": "4"}
    response = manager.post(f"{home}open", data=tomorrow)
    assert response.status_code == 422
    assert summary_errors(response) == ["Date on which both had signed must be today or in the past"]
    assert page(response).find("input", id="signed_on-day")["value"] == "21"
    assert manager.post(f"{home}open", data={}).status_code == 422
    assert _engagement(world, home).state is EngagementState.DRAFT


@pytest.mark.parametrize("year", ["1999", "2101", "9999"])
def test_a_year_that_is_a_slip_is_named(world, year):
    manager = world.client("manager")
    sent = terms(**{"starts_on-year": year, "starts_on-day": "2", "starts_on-month": "1"})
    response = manager.post("/engagements/set-up", data=sent)
    assert response.status_code == 422
    assert summary_errors(response) == ["Year must be between 2000 and 2100"]
    assert _count(world) == 2


def test_a_very_long_council_is_refused_without_a_search(world, monkeypatch):
    looked_up = []
    monkeypatch.setattr(terms_form, "near", lambda typed, _councils: looked_up.append(typed) or [])
    response = world.client("manager").post("/engagements/set-up", data=terms(partner="Chesire " * 6000))
    assert response.status_code == 422
    assert summary_errors(response) == ["Partner council must be 200 characters or fewer"]
    assert [len(typed) for typed in looked_up] == [200]


def test_opening_carries_a_key(world):
    manager = world.client("manager")
    home = set_up(manager)
    assert page(manager.get(f"{home}open")).find("input", attrs={"name": "once"})["value"]
