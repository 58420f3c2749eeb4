"""A month's statement: what it lacks, issued as it was shown, numbered without gaps, and what corrects it later."""

import datetime as dt
from decimal import Decimal

import pytest

from app.audit.models import AuditEntry
from app.charging.models import ChargingAccount, EntryState, Statement, StatementCounter, SupportEntry, VatCode
from app.charging.statement import statement_from
from app.db import db
from app.engagements.models import Engagement, SupportKind
from app.mail.models import Message
from tests.clients import page, press_twice
from tests.integration.charging.made import IN_NOVEMBER, IN_OCTOBER, confirm_vat, make_charging, make_entry, order
from tests.world import build_world

OCTOBER, NOVEMBER = "/days/statements/draft/2026-10", "/days/statements/draft/2026-11"
DECEMBER = dt.datetime(2026, 12, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def world(app):
    made = build_world(app, participants=1)
    plan = make_charging(made)
    made.goal = plan.plan.goals[0]
    return made


@pytest.fixture
def ready(world):
    """October has two approved days of scoping, one of training for a goal; nothing is missing."""
    confirm_vat(world)
    order(world)
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.APPROVED)
    make_entry(world, "consultant2", on_date=IN_OCTOBER, state=EntryState.APPROVED, quarters=3)
    training = {"kind": SupportKind.BESPOKE_TRAINING, "goal_ref": world.goal, "quarters": 1}
    make_entry(world, on_date=IN_OCTOBER.replace(day=20), state=EntryState.APPROVED, **training)
    return world


def main(response):
    return " ".join(page(response).main.get_text(" ").split())


def banner(response):
    return page(response).select_one(".govuk-notification-banner__content").get_text(" ", strip=True)


def press(client, address, **changed):
    """Press the issuing button of a draft page."""
    shown = page(client.get(address))
    form = next(each for each in shown.find_all("form", method="post") if each["action"].endswith("/issue"))
    fields = {each["name"]: each.get("value", "") for each in form.find_all("input") if each.get("name")}
    return client.post(form["action"], data=fields | changed)


def issued(world):
    with world.app.app_context():
        return [
            (each.number, each.month, statement_from(each.content))
            for each in db.session.scalars(db.select(Statement).order_by(Statement.number))
        ]


def states(world):
    with world.app.app_context():
        rows = db.session.execute(db.select(SupportEntry.state, SupportEntry.statement_id.is_not(None)))
        return sorted((state.value, on) for state, on in rows)


def test_a_month_is_issued_as_it_is_shown_and_closed(ready):
    finance = ready.client("finance_officer")
    draft = finance.get(ready.url(OCTOBER))
    assert "What is missing" not in main(draft)
    response = press(finance, ready.url(OCTOBER))
    assert response.status_code == 303
    shown = main(finance.get(response.location))
    for words in (
        "Statement 1 for October 2026",
        "Cheshire West and Chester pays Halton £1,175, VAT included.",
        "This is not a VAT invoice.",
        "0.75 days £500 £375 Standard rate, 20% Director, 20 November 2026",
        "Left of the cap 28 days £14,000",
    ):
        assert words in shown
    ((number, month, content),) = issued(ready)
    assert (number, month) == (1, dt.date(2026, 10, 1))
    assert [(line.person, line.quarters, line.value, line.vat) for line in content.lines] == [
        ("Consultant", 4, Decimal(500), "standard"),
        ("Consultant Two", 3, Decimal(375), "standard"),
        ("Consultant", 1, Decimal(125), "exempt"),
    ]
    assert content.lines[2].goal
    assert {line.approver for line in content.lines} == {"Director"}
    assert (content.days.value, content.vat, content.payable) == (Decimal(1000), Decimal(175), Decimal(1175))
    assert content.left.quarters == 120 - 8
    assert states(ready) == [("stated", True)] * 3
    with ready.app.app_context():
        assert db.session.get_one(ChargingAccount, ready.engagement_id).closed_through == dt.date(2026, 10, 31)
        told = set(db.session.scalars(db.select(Message.recipient).filter_by(kind="statement issued")))
        assert {each.partition("@")[0] for each in told} == {"director", "partner_finance_officer"}
        assert (
            db.session.scalars(db.select(AuditEntry).filter_by(action="statement issued")).one().became["number"] == 1
        )


def test_what_is_missing_is_listed_with_its_place_and_nothing_is_issued(world):
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.APPROVED)
    for day, state in enumerate(("draft", "submitted", "queried", "answered", "booked"), 5):
        make_entry(world, on_date=IN_OCTOBER.replace(day=day), state=EntryState(state), quarters=1)
    order(world, "")
    finance = world.client("finance_officer")
    shown = page(finance.get(world.url(OCTOBER)))
    found = {each.get_text(strip=True): each["href"] for each in shown.main.select(".govuk-list--bullet a")}
    waits = "5 lines of October 2026 are not approved: 1.25 days (answered, booked, draft, queried, submitted)"
    assert found[waits].endswith("/days/months/2026-10")
    assert found["The VAT treatment is not confirmed for “Scoping exercise”"].endswith("/days/vat")
    assert found["Cheshire West and Chester has not given a purchase order number"].endswith("/days/purchase-order")
    assert not shown.find("input", attrs={"name": "seen"})
    response = finance.post(world.url(f"{OCTOBER}/issue"), data={"seen": ""})
    assert "Nothing was issued." in banner(finance.get(response.location))
    assert issued(world) == []


def test_a_month_is_not_issued_before_it_is_over(ready, clock):
    make_entry(ready, on_date=IN_NOVEMBER, state=EntryState.APPROVED)
    finance = ready.client("finance_officer")
    shown = main(finance.get(ready.url(NOVEMBER)))
    assert "The month is not over: it can be stated from 1 December 2026" in shown
    assert "It also holds days of October 2026" in shown
    assert finance.get(ready.url("/days/statements/draft/2026-12")).status_code == 404
    clock.moment = DECEMBER
    press(finance, ready.url(NOVEMBER))
    ((_, month, content),) = issued(ready)
    assert (month, len(content.lines)) == (dt.date(2026, 11, 1), 4)
    closed = finance.get(ready.url(OCTOBER))
    assert closed.location.endswith("/days/statements")


def test_a_draft_that_changed_meanwhile_is_not_issued(ready):
    finance = ready.client("finance_officer")
    finance.get(ready.url(OCTOBER))
    response = press(finance, ready.url(OCTOBER), seen="0" * 64)
    assert "has changed since you opened the page" in banner(finance.get(response.location))
    assert issued(ready) == []
    with ready.app.app_context():
        assert db.session.scalar(db.select(StatementCounter.last)) is None


def test_a_hasty_hand_and_a_late_colleague_make_one_statement(ready):
    finance = ready.client("finance_officer")
    before = page(finance.get(ready.url(OCTOBER))).find("input", attrs={"name": "seen"})["value"]
    assert press_twice(finance, ready.url(OCTOBER), "/issue") == [303, 303]
    late = finance.post(ready.url(f"{OCTOBER}/issue"), data={"seen": before})
    assert "October 2026 is closed" in banner(finance.get(late.location))
    assert "/days/statements/" in finance.get(ready.url(OCTOBER)).location
    assert len(issued(ready)) == 1


def test_a_month_without_days_is_closed_only_if_somebody_chooses_so(world, clock):
    confirm_vat(world)
    order(world)
    finance = world.client("finance_officer")
    assert "close October 2026 with a nil statement, or leave it" in main(finance.get(world.url(OCTOBER)))
    shown = main(finance.get(press(finance, world.url(OCTOBER)).location))
    assert "A nil statement: no days, nothing to pay." in shown


def test_the_next_statement_reverses_at_the_vat_that_was_stated(ready, clock):
    finance = ready.client("finance_officer")
    press(finance, ready.url(OCTOBER))
    with ready.app.app_context():
        first = db.session.scalars(db.select(SupportEntry).order_by(SupportEntry.id)).first()
        first_id, code = first.id, db.session.get_one(VatCode, (ready.engagement_id, SupportKind.SCOPING))
        code.treatment, code.basis = "exempt", "Advice of October."
        db.session.commit()
    back = {"quarters": -4, "reverses_id": first_id, "reason": "Logged on the wrong date."}
    make_entry(ready, on_date=IN_OCTOBER, state=EntryState.APPROVED, **back)
    make_entry(ready, on_date=IN_OCTOBER, state=EntryState.SUBMITTED, quarters=1, replaces_id=first_id, reason="Short.")
    clock.moment = DECEMBER
    assert "1 correction of closed months is not approved yet" in main(finance.get(ready.url(NOVEMBER)))
    shown = main(finance.get(press(finance, ready.url(NOVEMBER)).location))
    assert "A credit: Halton owes Cheshire West and Chester £600, VAT included." in shown
    assert "Reversal of 13 October 2026, statement 1: Logged on the wrong date." in shown
    assert "−1 day" in shown
    assert "−£100" in shown
    _, (number, _, content) = issued(ready)
    assert (number, content.stated.quarters, content.stated.value) == (2, 4, Decimal(500))


def test_after_the_last_month_a_correction_still_finds_its_statement(ready, clock):
    finance = ready.client("finance_officer")
    with ready.app.app_context():
        engagement = db.session.get_one(Engagement, ready.engagement_id)
        engagement.ends_on = dt.date(2026, 10, 31)
        db.session.commit()
    press(finance, ready.url(OCTOBER))
    assert finance.get(ready.url(NOVEMBER)).status_code == 404
    nothing = finance.post(ready.url(f"{NOVEMBER}/issue"), data={"seen": ""})
    assert "There is nothing to state for November 2026" in main(finance.get(nothing.location))
    with ready.app.app_context():
        first_id = db.session.scalars(db.select(SupportEntry.id).order_by(SupportEntry.id)).first()
    back = {"quarters": -4, "reverses_id": first_id, "reason": "Not held."}
    make_entry(ready, on_date=IN_OCTOBER, state=EntryState.APPROVED, **back)
    assert press(finance, ready.url(NOVEMBER)).status_code == 303
    assert [number for number, _, _ in issued(ready)] == [1, 2]


def test_who_may_issue_and_who_sees(ready):
    partner = ready.client("partner_finance_officer")
    shown = main(partner.get(ready.url(OCTOBER)))
    assert "A finance officer of Halton issues the statement." in shown
    assert "Issue it" not in shown
    response = partner.post(ready.url(f"{OCTOBER}/issue"), data={"seen": ""})
    assert "Only finance officers of Halton issue statements" in banner(partner.get(response.location))
    for who, status in (("consultant", 403), ("participant1", 403), ("stranger_finance_officer", 404)):
        assert ready.client(who).post(ready.url(f"{OCTOBER}/issue")).status_code == status
    for address in (OCTOBER, "/days/statements"):
        assert ready.client("participant1").get(ready.url(address)).status_code == 403
        assert ready.client("stranger_director").get(ready.url(address)).status_code == 404
        assert ready.client("lead_officer").get(ready.url(address)).status_code == 200
    assert issued(ready) == []


def test_pages_cost_the_same_with_many_lines(ready):
    finance = ready.client("finance_officer")

    def costs():
        found = []
        for address in ("/days/statements", OCTOBER):
            finance.get(ready.url(address))
            found.append(len(finance.queries))
        return found

    costs()  # what is signed and approved is read once in each worker
    few = costs()
    for day in range(1, 13):
        make_entry(ready, "consultant2", on_date=IN_OCTOBER.replace(day=day), state=EntryState.APPROVED)
    assert costs() == few
    assert max(few) <= 5
    finance.get(press(finance, ready.url(OCTOBER)).location)
    assert len(finance.queries) <= 5
    for address in ("/days/statements", "/days/vat"):
        finance.get(ready.url(address))
        assert len(finance.queries) <= 5
