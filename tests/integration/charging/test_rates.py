"""Dated rates: who proposes and who agrees, which dates are taken, and that no entry is ever touched."""

import datetime as dt
from decimal import Decimal

import pytest

from app.accounts.models import Authority, Person
from app.charging.models import AgreedRate, ChargingAccount, EntryState, SupportEntry
from app.charging.queries.tariff import rates
from app.charging.tariff import rate_on
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.mail.models import Message
from app.security.roles import Role
from tests import charging_factories, factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.charging.made import IN_NOVEMBER, IN_OCTOBER, make_charging, make_entry

RATES, PROPOSE = "/days/rates", "/days/rates/propose"


def _sent(on: dt.date = dt.date(2026, 12, 1), **values: str) -> dict[str, str]:
    date = {"from_on-day": str(on.day), "from_on-month": str(on.month), "from_on-year": str(on.year)}
    return (
        {"whom": "everybody", "day_rate": "450", "reason": "Fewer journeys.", "once": "a-key-of-the-page"}
        | date
        | values
    )


def _proposed(world, **values) -> str:
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        ref = charging_factories.rate(engagement, db.session.get_one(Person, world.people["manager"]), **values).ref
        db.session.commit()
        return ref


def _holds(world, on: dt.date, who: str = "consultant") -> Decimal | None:
    with world.app.app_context():
        found = rate_on(rates(engagement_id=world.engagement_id), on, world.people[who])
        return found and found.day_rate


def _post(world, who: str, rest: str, **sent: str):
    return world.client(who).post(world.url(f"{RATES}/{rest}"), data=sent)


def _told(world, kind: str) -> list[str]:
    with world.app.app_context():
        return [each.recipient for each in db.session.scalars(db.select(Message).filter_by(kind=kind))]


def test_a_rate_is_proposed_agreed_and_told_both_ways(world):
    make_charging(world)
    manager, director = world.client("manager"), world.client("director")
    assert manager.post(world.url(PROPOSE), data=_sent()).status_code == 303
    assert _holds(world, dt.date(2026, 12, 1)) == 500  # nothing holds before the buyer agrees
    assert [each.split("@")[0] for each in _told(world, "rate proposed")] == ["director"]
    assert press_twice(director, world.url(RATES), "/agree") == [303, 303]
    assert (_holds(world, dt.date(2026, 11, 30)), _holds(world, dt.date(2026, 12, 1))) == (500, 450)
    assert {each.split("@")[0] for each in _told(world, "rate agreed")} == {"manager", "consultant", "consultant2"}
    text = page(director.get(world.url(RATES))).get_text(" ", strip=True)
    assert "Today a person-day costs £500" in text
    assert "Agreed by Director, 20 November 2026" in text


def test_a_new_rate_never_touches_what_is_logged_not_even_in_mid_month(world):
    make_charging(world)
    before = {make_entry(world, on_date=IN_NOVEMBER.replace(day=day)) for day in (10, 17)}
    booked = make_entry(world, on_date=dt.date(2026, 12, 3), state=EntryState.BOOKED)
    ref = _proposed(world, from_on=dt.date(2026, 11, 16), person_id=world.people["consultant"])
    shown = page(world.client("director").get(world.url(RATES))).get_text(" ", strip=True)
    assert "2 lines, which keep the rate they have" in shown
    assert _post(world, "director", f"{ref}/agree").status_code == 303
    assert (_holds(world, dt.date(2026, 11, 15)), _holds(world, dt.date(2026, 11, 16))) == (500, 450)
    assert _holds(world, dt.date(2026, 11, 17), "consultant2") == 500
    with world.app.app_context():
        kept = db.session.execute(db.select(SupportEntry.ref, SupportEntry.day_rate)).all()
    assert dict(map(tuple, kept)) == dict.fromkeys((*before, booked), Decimal(500))


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (IN_OCTOBER, "October 2026 is closed: enter 1 November 2026 or later"),
        (dt.date(2026, 11, 11), "Days up to 12 November 2026 are logged at the former rate, which stays"),
        (dt.date(2030, 1, 1), "Enter a date from 1 October 2026 to"),
        (dt.date(2026, 12, 9), "A rate from 9 December 2026 is proposed already"),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field(world, on, said):
    make_charging(world)
    make_entry(world, on_date=IN_NOVEMBER)
    _proposed(world, from_on=dt.date(2026, 12, 9))
    with world.app.app_context():
        db.session.get_one(ChargingAccount, world.engagement_id).closed_through = dt.date(2026, 10, 31)
        db.session.commit()
    response = world.client("manager").post(world.url(PROPOSE), data=_sent(on))
    assert response.status_code == 422
    assert summary_errors(response)[0].startswith(said)
    assert page(response).select_one("#from_on-day")["value"] == str(on.day)
    assert "Fewer journeys." in response.text


def test_a_past_date_is_taken_while_nobody_concerned_has_logged_from_it_on(world):
    make_charging(world)
    make_entry(world, on_date=IN_NOVEMBER)
    manager = world.client("manager")
    with world.app.app_context():
        other = db.session.get_one(Person, world.people["consultant2"]).ref
    assert manager.post(world.url(PROPOSE), data=_sent(dt.date(2026, 11, 11), whom=other)).status_code == 303
    sent = _sent(dt.date(2026, 11, 13), once="another-key-of-it")
    assert manager.post(world.url(PROPOSE), data=sent).status_code == 303


def test_what_is_wrong_is_said_and_kept(world):
    make_charging(world)
    wrong = _sent(whom="nobody", day_rate="450.01", reason="", **{"from_on-month": "13"})
    response = world.client("manager").post(world.url(PROPOSE), data=wrong)
    assert response.status_code == 422
    errors = summary_errors(response)
    assert errors[0] == "Choose who the rate is for"
    assert errors[1] == "Date from which the rate holds must be a real date"
    assert errors[2].startswith("Day rate must be a multiple of 4p")
    assert errors[3] == "Enter the reason"
    assert page(response).select_one("#day_rate")["value"] == "450.01"


def test_nobody_of_the_lead_agrees(world):
    make_charging(world)
    ref = _proposed(world)
    for who in ("manager", "consultant", "lead_officer", "finance_officer"):
        assert _post(world, who, f"{ref}/agree").status_code == 403
    for who in ("director", "lead_officer", "consultant"):
        assert world.client(who).post(world.url(PROPOSE), data=_sent()).status_code == 403
    with world.app.app_context():
        director = db.session.get_one(Person, world.people["director"])
        factories.membership(director, Role.TRAINER, db.session.get_one(Authority, world.lead_id))
        db.session.commit()
    client = world.client("director")
    assert "/agree" not in client.get(world.url(RATES)).text
    client.post(world.url(f"{RATES}/{ref}/agree"))
    assert "somebody else has to agree day rates" in client.get(world.url(RATES)).text
    assert _holds(world, IN_NOVEMBER.replace(day=16)) == 500


def test_a_proposal_is_withdrawn_until_it_is_agreed(world):
    make_charging(world)
    ref = _proposed(world)
    assert press_twice(world.client("manager"), world.url(RATES), "/withdraw") == [303, 303]
    assert len(_told(world, "rate withdrawn")) == 1
    director = world.client("director")
    director.post(world.url(f"{RATES}/{ref}/agree"))
    assert "The proposed rate was withdrawn" in director.get(world.url(RATES)).text
    agreed = _proposed(world, agreed_by_id=world.people["director"], agreed_at=dt.datetime(2026, 11, 18, tzinfo=dt.UTC))
    _post(world, "manager", f"{agreed}/withdraw")
    with world.app.app_context():
        assert db.session.scalar(db.select(AgreedRate.withdrawn_at).filter_by(ref=agreed)) is None


def test_a_rate_cannot_begin_in_a_month_that_was_closed_meanwhile(world):
    make_charging(world)
    make_entry(world)
    ref = _proposed(world)
    with world.app.app_context():
        db.session.get_one(ChargingAccount, world.engagement_id).closed_through = dt.date(2026, 11, 30)
        db.session.commit()
    director = world.client("director")
    director.post(world.url(f"{RATES}/{ref}/agree"))
    assert "November 2026 is closed, so no rate can begin in it any more" in director.get(world.url(RATES)).text
    assert _holds(world, IN_NOVEMBER.replace(day=16)) == 500


@pytest.mark.parametrize(
    ("state", "said"),
    [(EngagementState.CLOSED, "The engagement is over"), (EngagementState.OPEN, "Nothing can be charged before both")],
)
def test_without_a_running_agreement_there_is_nothing_to_propose(world, state, said):
    if state is EngagementState.CLOSED:
        make_charging(world)
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = state
        db.session.commit()
    manager = world.client("manager")
    assert "Propose a rate" not in manager.get(world.url(RATES)).text
    for answer in (manager.get(world.url(PROPOSE)), manager.post(world.url(PROPOSE), data={})):
        assert answer.status_code == 303
    assert said in manager.get(world.url(RATES)).text


def test_the_page_takes_as_many_queries_for_many_rates_as_for_few(world):
    make_charging(world)
    client = world.client("director")
    _proposed(world)
    client.get(world.url(RATES))
    few = len(client.queries)
    for day in range(1, 20):
        _proposed(world, from_on=dt.date(2026, 12, day), person_id=world.people["consultant"])
    client.get(world.url(RATES))
    assert len(client.queries) == few <= 5
