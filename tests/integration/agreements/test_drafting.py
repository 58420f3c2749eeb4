"""The next version: from an approved plan only, one at a time, varied for a reason; what is saved and refused."""

import datetime as dt
import threading
from decimal import Decimal

import pytest

from app.agreements.models import AgreementKind, AgreementState, AgreementVersion
from app.agreements.services.terms import apply_to_engagement
from app.audit.models import AuditEntry
from app.db import db
from app.db.clock import now
from app.plans.models import PlanState
from tests.clients import page, summary_errors
from tests.integration.agreements.drafts import (
    draft,
    engagement_of,
    fields,
    lines,
    record_paper,
    sign,
    versions,
)
from tests.integration.agreements.test_opening import somebody
from tests.integration.plans.plans import make_plan, scope_of

PLAN, VARIATION = AgreementKind.PLAN, AgreementKind.VARIATION


@pytest.fixture
def approved(world):
    """Version 1 on paper, and an approved plan that needs four days of mentoring."""
    record_paper(world)
    make_plan(world, PlanState.APPROVED)
    return world


@pytest.mark.parametrize("state", [None, PlanState.DRAFT, PlanState.SUBMITTED, PlanState.CLOSED])
def test_days_beyond_the_initial_agreement_need_an_approved_plan(world, state):
    record_paper(world)
    if state:
        make_plan(world, state)
    response = world.client("manager").post(world.url("/agreement/draft"), data={"kind": "plan"})
    assert response.status_code in {409, 422}
    assert len(versions(world)) == 1


def test_the_service_itself_refuses_an_unapproved_plan(world):
    make_plan(world, PlanState.SUBMITTED)
    response = world.client("manager").post(world.url("/agreement/draft"), data={"kind": "plan"})
    assert response.status_code == 409
    assert summary_errors(response)[0].startswith(
        "Days beyond the initial agreement cannot be charged against an unapproved plan"
    )
    assert not versions(world)


def test_the_version_from_the_plan_holds_what_it_needs(approved):
    ref = draft(approved, PLAN)
    made = lines(approved, ref)
    assert [(line.kind.value, line.quarters) for line in made] == [
        ("scoping", 12), ("self_assessment", 16), ("mentoring", 16), ("review", 12),
    ]  # fmt: skip
    assert made[2].what.startswith("For the goals on: 1 ")
    version = versions(approved)[-1]
    assert (version.kind, version.state, version.number) == (PLAN, AgreementState.DRAFT, None)
    assert (version.day_rate, version.cap_quarters) == (Decimal(500), 120)
    shown = page(approved.client("manager").get(approved.url(f"/agreement/{ref}/lines"))).main.text
    assert "pays for 14 days at £500: £7,000 before VAT" in shown
    assert "below the lower end of the band" in shown


def test_one_version_at_a_time_and_the_message_leads_to_it(approved):
    ref = draft(approved, PLAN)
    response = approved.client("manager").post(
        approved.url("/agreement/draft"), data={"kind": "variation", "reason": "More"}
    )
    assert response.status_code == 409
    assert summary_errors(response)[0].startswith("Only one version can be open at a time")
    assert page(response).find("a", href=approved.url(f"/agreement/{ref}"))
    assert len(versions(approved)) == 2


def test_two_managers_at_once_make_one_draft(approved):
    clients = [approved.client("manager") for _ in range(2)]
    statuses = []
    start = threading.Barrier(2)

    def press(client):
        start.wait()
        statuses.append(client.post(approved.url("/agreement/draft"), data={"kind": "plan"}).status_code)

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 409]
    assert len(versions(approved)) == 2


def test_a_second_press_makes_one_draft(approved):
    sent = {"kind": "plan", "once": "abcdefgh12345678"}
    manager = approved.client("manager")
    assert page(manager.get(approved.url("/agreement/draft"))).find("input", attrs={"name": "once"})["value"]
    assert summary_errors(manager.post(approved.url("/agreement/draft"), data={})) == ["Choose what you want to draft"]
    places = {manager.post(approved.url("/agreement/draft"), data=sent).location for _ in range(2)}
    assert len(places) == 1
    assert len(versions(approved)) == 2


def test_a_variation_is_a_copy_for_a_reason(approved):
    ref = draft(approved, PLAN)
    sign(approved, ref, 2)
    address = approved.url("/agreement/draft")
    refused = approved.client("manager").post(address, data={"kind": "variation", "reason": ""})
    assert summary_errors(refused) == ["Enter why the agreement is varied"]
    varied = draft(approved, VARIATION, reason="A new duty begins in April.")
    assert [(line.kind, line.quarters, line.what) for line in lines(approved, varied)] == [
        (line.kind, line.quarters, line.what) for line in lines(approved, ref)
    ]
    version = versions(approved)[-1]
    assert (version.reason, version.plan_version_id is not None) == ("A new duty begins in April.", True)


def test_the_terms_are_saved_with_a_trace_and_set_the_engagement_when_signed(approved):
    sign(approved, draft(approved, PLAN), 2)
    ref = draft(approved, VARIATION, reason="More mentoring.")
    manager, address = approved.client("manager"), approved.url(f"/agreement/{ref}/terms")
    sent = fields(manager.get(address)) | {
        "day_rate": "520", "cap_quarters": "35", "ends_on-day": "31", "ends_on-month": "12", "ends_on-year": "2027",
    }  # fmt: skip
    assert manager.post(address, data=sent).status_code == 303
    with approved.app.app_context():
        trail = db.session.scalars(db.select(AuditEntry).filter_by(action="agreement terms saved")).one()
        assert trail.was == {"ends_on": "2027-09-30", "day_rate": "500.00", "cap_quarters": 120}
        version = db.session.scalars(db.select(AgreementVersion).filter_by(ref=ref)).one()
        apply_to_engagement(version, scope_of(approved), actor=somebody(approved), now=now())
        db.session.commit()
    changed = engagement_of(approved)
    assert (changed.day_rate, changed.cap_quarters, changed.ends_on) == (Decimal(520), 140, dt.date(2027, 12, 31))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"day_rate": "500.01"}, "Day rate must be a multiple of 4p"),
        ({"cap_quarters": "13", "estimate_quarters": "5"}, "come to 14 days"),
        ({"cap_quarters": "19"}, "Most person-days must be the same as or more than fewest person-days"),
        (
            {"ends_on-year": "2026", "ends_on-month": "11", "ends_on-day": "19"},
            "must be today or in the future",
        ),
        ({"ends_on-year": "2026", "ends_on-month": "9"}, "End date must be after the start date"),
        ({"purpose": ""}, "Enter what the support is for"),
    ],
)
def test_wrong_terms_are_refused_beside_their_field_and_kept(approved, wrong, message):
    ref = draft(approved, PLAN)
    manager, address = approved.client("manager"), approved.url(f"/agreement/{ref}/terms")
    response = manager.post(address, data=fields(manager.get(address)) | {"costs": "Kept as typed"} | wrong)
    assert response.status_code == 422
    assert message in " ".join(summary_errors(response))
    again = fields(response)
    assert {name: again[name] for name in wrong} == wrong
    assert again["costs"] == "Kept as typed"


def test_two_who_edit_the_terms_see_both_texts(approved):
    ref = draft(approved, PLAN)
    manager, address = approved.client("manager"), approved.url(f"/agreement/{ref}/terms")
    first = second = fields(manager.get(address))
    assert manager.post(address, data=first | {"costs": "Trains only"}).status_code == 303
    response = manager.post(address, data=second | {"costs": "No travel"})
    assert response.status_code == 409
    assert "Trains only" in page(response).select_one(".app-compare").text
    assert fields(response)["costs"] == "No travel"
    assert manager.post(address, data=fields(response)).status_code == 303
    assert versions(approved)[-1].costs == "No travel"


def test_a_withdrawn_version_makes_room_for_another(approved):
    ref = draft(approved, PLAN)
    manager, address = approved.client("manager"), approved.url(f"/agreement/{ref}/withdraw")
    assert "Withdraw this version" in manager.get(address).text
    assert manager.post(address).status_code == 303
    assert manager.post(address).status_code == 303, "a second press finds it withdrawn"
    assert versions(approved)[-1].state is AgreementState.WITHDRAWN
    assert manager.post(approved.url(f"/agreement/{ref}/terms"), data={}).status_code in {409, 422}
    assert draft(approved, PLAN) != ref


def test_a_signed_version_stays(approved):
    ref = draft(approved, PLAN)
    sign(approved, ref, 2)
    manager = approved.client("manager")
    manager.post(approved.url(f"/agreement/{ref}/withdraw"))
    assert versions(approved)[-1].state is AgreementState.SIGNED
    for part in ("terms", "lines"):
        assert manager.get(approved.url(f"/agreement/{ref}/{part}")).status_code == 303


def test_the_page_says_what_is_in_force_what_is_next_and_what_the_plan_needs(approved):
    for who, said in (
        ("manager", "The change plan is approved: draft the version that it needs"),
        ("lead_officer", "Halton drafts the version that the approved plan needs"),
    ):
        text = " ".join(page(approved.client(who).get(approved.url("/agreement"))).main.text.split())
        assert said in text
        assert "Cheshire West and Chester pays for 7 days: £3,500 before VAT" in text
        assert "The approved plan needs more days than are agreed for: mentoring" in text
    sign(approved, draft(approved, PLAN), 2)
    text = page(approved.client("director").get(approved.url("/agreement"))).main.text
    assert "Version 2 is in force" in text
    assert "needs more days" not in text


@pytest.mark.parametrize("who", ["manager", "director", "finance_officer"])
def test_few_queries_however_many_versions(approved, who):
    for _ in range(12):
        approved.client("manager").post(approved.url(f"/agreement/{draft(approved, PLAN)}/withdraw"))
    draft(approved, PLAN)
    client = approved.client(who)
    client.get(approved.url("/agreement"))  # what is signed and approved is read once in each worker
    client.get(approved.url("/agreement"))
    assert len(client.queries) <= 5


def test_the_forms_take_few_queries(approved):
    ref, manager = draft(approved, PLAN), approved.client("manager")
    for path in ("/agreement/draft", *(f"/agreement/{ref}/{part}" for part in ("terms", "lines", "withdraw"))):
        manager.get(approved.url(path))
        assert len(manager.queries) <= 5, path
