"""The notice by which a service ends and its end: what comes before, three months, exceptions; in “your work”."""

import datetime as dt
from functools import partial

import pytest

from app.accounts.models import Membership, Person
from app.cases.models import CaseDecision, Ending, Measure, Notice, ServiceCase
from app.cases.queries.walk import head_of
from app.cases.sections import end_of_record
from app.db import db
from app.documents.model import Heading
from app.tools.tool import Stage
from tests import cases_factories
from tests.clients import page, summary_errors
from tests.integration.cases.walked import decommissioning, make_case, trail, typed, with_case
from tests.world import build_world

DAY = dt.date
TOLD = {"given_to": "Care at Night, by letter", "users_told": "By their social workers."}


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


def given(given_on, ends_on, exception="full", **more):
    return {
        **TOLD,
        **typed("given_on", given_on),
        **typed("ends_on", ends_on),
        "exception": exception,
        "seen": "0",
        **more,
    }


def followed(client, response):
    return " ".join(page(client.get(response.location)).main.text.split())


@pytest.mark.parametrize(
    ("decided", "impact", "said"),
    [
        (False, False, "finish the check of the decommissioning’s impact and record the decision to decommission"),
        (True, False, "finish the check of the decommissioning’s impact."),
        (False, True, "record the decision to decommission."),
    ],
)
def test_notice_waits_for_impact_and_decision(world, decided, impact, said):
    case = decommissioning(world, decided=decided, impact=impact)
    lead = world.client("lead_officer")
    for answer in (lead.get(world.url(f"{case}/notice")), lead.post(world.url(f"{case}/notice"), data={})):
        assert answer.status_code == 303
        assert said in page(lead.get(answer.location)).text
    shown = lead.get(world.url(case))
    assert said in " ".join(page(shown).main.text.split())


def test_three_months_by_the_calendar_and_less_only_with_an_exception_and_its_reason(world, clock):
    clock.moment = dt.datetime(2026, 11, 30, 12, 0, tzinfo=dt.UTC)
    case = decommissioning(world)
    lead, address = world.client("lead_officer"), world.url(f"{case}/notice")
    assert lead.get(address).status_code == 200
    assert len(lead.queries) <= 5
    short = lead.post(address, data=given(DAY(2026, 11, 30), DAY(2027, 2, 27)))
    assert summary_errors(short) == [
        "Three months’ notice would end on 28 February 2027. Choose why less is given, or enter a later end"
    ]
    unexplained = lead.post(address, data=given(DAY(2026, 11, 30), DAY(2027, 2, 27), "agreed"))
    assert summary_errors(unexplained) == ["Say why less than three months’ notice is right here"]
    needless = lead.post(address, data=given(DAY(2026, 11, 30), DAY(2027, 2, 28), "agreed", exception_reason="Why"))
    assert summary_errors(needless) == ["Three months or more are given, so no exception is needed: choose “No”"]
    early = lead.post(address, data=given(DAY(2026, 6, 30), DAY(2027, 2, 28)))
    assert summary_errors(early) == ["Notice must not be given before the decision to decommission, on 1 July 2026"]
    wrong = lead.post(address, data=given(DAY(2026, 12, 1), DAY(2026, 11, 1)))
    assert summary_errors(wrong)[:2] == [
        "The date on which notice was given must be today or in the past",
        "The day on which the service ends must not be before notice was given",
    ]
    assert lead.post(address, data=given(DAY(2026, 11, 30), DAY(2027, 2, 28))).status_code == 303
    conflict = lead.post(address, data=given(DAY(2026, 11, 30), DAY(2027, 3, 31)))
    assert conflict.status_code == 409
    assert "28 February 2027" in page(conflict).main.text
    limited = given(DAY(2026, 11, 30), DAY(2026, 11, 30), "time_limited", exception_reason="A grant of one year.")
    seen = page(lead.get(address)).select_one("#seen")["value"]
    assert lead.post(address, data=limited | {"seen": seen}).status_code == 303
    with world.app.app_context():
        assert db.session.scalars(db.select(Notice)).one().exception_reason == "A grant of one year."
    [changed] = trail(world, "case notice changed")
    assert (changed.was["ends_on"], changed.became["ends_on"]) == ("2027-02-28", "2026-11-30")


def test_a_service_ends_not_before_its_notice_ran_out_and_then_nothing_changes(world, clock):
    case = decommissioning(world, notice={})  # runs out on 30 November 2026
    lead, address = world.client("lead_officer"), world.url(f"{case}/end")
    ended = {
        **typed("ended_on", DAY(2026, 11, 30)),
        "became": "All moved.",
        "confirmed_by": "Board",
        "once": "once-end1",
    }
    too_early = lead.post(address, data=ended)
    assert "The notice runs out on 30 November 2026" in page(lead.get(too_early.location)).text
    clock.moment = dt.datetime(2026, 12, 4, 12, 0, tzinfo=dt.UTC)
    lead = world.client("lead_officer")
    bad = lead.post(address, data=ended | typed("ended_on", DAY(2026, 11, 29)))
    assert summary_errors(bad) == ["The service must not have ended before its notice ran out on 30 November 2026"]
    assert lead.post(address, data=ended).status_code == 303
    with world.app.app_context():
        assert db.session.scalars(db.select(ServiceCase)).one().ending is Ending.DECOMMISSIONED
        last = db.session.scalars(db.select(CaseDecision).filter_by(ends=Ending.DECOMMISSIONED)).one()
        assert (last.reason, last.decided_on) == ("All moved.", DAY(2026, 11, 30))
    for form in ("end", "notice", "measures/new"):
        assert lead.post(world.url(f"{case}/{form}"), data={}).status_code == 303
    assert "Notice given on" in page(lead.get(world.url(case))).main.text


def test_notice_for_a_decision_that_was_taken_back_does_not_count(world, clock):
    case = decommissioning(world, notice={})
    steps = [
        {"stage": Stage.DO, "leads_to": Stage.PLAN, "decided_on": DAY(2026, 9, 15)},
        {"decided_on": DAY(2026, 10, 1)},
        {"stage": Stage.REVIEW, "decided_on": DAY(2026, 10, 20)},  # back to phasing out is no decision of its own
    ]
    with_case(world, case, *(partial(cases_factories.case_decision, **step) for step in steps))
    clock.moment = dt.datetime(2026, 12, 4, 12, 0, tzinfo=dt.UTC)
    lead = world.client("lead_officer")
    refusal = followed(lead, lead.post(world.url(f"{case}/end"), data={}))
    assert "given before the decision to decommission of 1 October 2026, so it does not count" in refusal
    assert "Next: Give the provider notice, and record it" in refusal
    with world.app.app_context():
        db.session.scalars(db.select(ServiceCase)).one().stage = Stage.PLAN
        db.session.commit()
    assert rows(world, "lead_officer") == [("Service case: Short breaks for disabled children", "Plan")]


def test_other_cases_end_by_a_decision_and_know_no_notice(world):
    case, lead = make_case(world, stage=Stage.DO), world.client("lead_officer")
    assert lead.get(world.url(f"{case}/end")).location.endswith(f"{case}/decide")
    assert "this is not one" in page(lead.get(lead.get(world.url(f"{case}/notice")).location)).text


def test_the_record_says_every_quarter_and_the_notice(world):
    case = decommissioning(world, notice={})
    [measure] = with_case(world, case, lambda of, _: cases_factories.measure(of))
    with world.app.app_context():
        found = db.session.scalars(db.select(Measure).filter_by(ref=measure)).one()
        owner = db.session.get_one(Person, world.people["lead_officer"])
        cases_factories.quarter_report(db.session.get_one(ServiceCase, found.case_id), owner, found)
        head = head_of(case.rpartition("/")[2], engagement_id=world.engagement_id)
        blocks = end_of_record(head, today=DAY(2026, 11, 20))
        db.session.rollback()
    said = str(blocks)
    for words in (
        "Families cope",
        "A good start.",
        "There is no report on this quarter. The report was due",
    ):
        assert words in said
    assert [each.text for each in blocks if isinstance(each, Heading) and each.level == 2] == [
        "April to June 2026",
        "July to September 2026",
        "October to December 2026",
    ]
    assert "Care at Night, by letter" in said


def rows(world, who):
    """Title and status of the rows of cases in “your work”, with their links."""
    client = world.client(who)
    shown = page(client.get("/home"))
    assert len(client.queries) <= 5
    found = []
    for item in shown.select(".govuk-task-list__item"):
        if "/cases/" in (link := item.select_one("a"))["href"]:
            assert client.get(link["href"]).status_code == 200
            found.append((link.text, item.select_one(".govuk-task-list__status").get_text(strip=True)))
    return found


def test_your_work_says_what_comes_first_in_a_case(world, clock):
    case = make_case(world)
    service = "Short breaks for disabled children"
    assert rows(world, "lead_officer") == [(f"Service case: {service}", "Understand")]
    assert rows(world, "consultant") == []
    with_case(world, case, lambda of, _: cases_factories.measure(of, since=DAY(2026, 10, 1)))
    clock.moment = dt.datetime(2027, 1, 20, 12, 0, tzinfo=dt.UTC)
    assert rows(world, "lead_officer") == [(f"Report on October to December 2026: {service}", "Quarter is over")]
    clock.moment = dt.datetime(2027, 2, 20, 12, 0, tzinfo=dt.UTC)
    assert rows(world, "lead_officer") == [(f"Report on October to December 2026: {service}", "Late")]
    with_case(world, case, lambda of, owner: cases_factories.quarter_report(of, owner, quarter=DAY(2026, 10, 1)))
    assert rows(world, "lead_officer") == [(f"Service case: {service}", "Understand")]


def test_your_work_knows_the_notice_what_stands_still_and_what_nobody_sees_to(world, clock):
    decommissioning(world, notice={})
    service = "Short breaks for disabled children"
    assert rows(world, "lead_officer") == [(f"Service case: {service}", "Notice until 30 November 2026")]
    clock.moment = dt.datetime(2026, 11, 30, 12, 0, tzinfo=dt.UTC)
    assert rows(world, "lead_officer") == [(f"Record the end of the service: {service}", "Notice ran out")]
    make_case(world, owner="consultant", service="Day centres", opened_at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
    assert rows(world, "consultant") == [("Say what comes next in the service case: Day centres", "Stands still")]
    with world.app.app_context():
        for seat in db.session.scalars(db.select(Membership).filter_by(person_id=world.people["consultant"])):
            seat.ended_at = clock.moment
        db.session.commit()
    assert ("Say who sees to the service case: Day centres", "Nobody does") in rows(world, "lead_officer")
