"""What is decided next in an engagement, by whom, and how the portfolio is filtered and ordered."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from app.charging.income import Led, Line
from app.charging.ledger import Balance, days_of
from app.progress.portfolio import Entry, Facts, Stage
from app.progress.portfolio_choice import Choice, Late, Sort, choose

TODAY = dt.date(2027, 2, 3)
NOTHING = Facts(
    1, "North West", "baseline", "signed", True, "live", "", False, "", "", "", True, 0, None, 4, None, 0, 0
)
LED = Led(
    1, "ref", "Port", "Trust", "open", False, dt.date(2026, 10, 15), dt.date(2027, 10, 14), Decimal(500),
    Decimal(500), 80, 120,
)  # fmt: skip


def entry(*, state: str = "open", planned: int = 0, submitted: int = 0, **facts: object) -> Entry:
    balance = Balance({"submitted": days_of(submitted, Decimal(500))} if submitted else {})
    return Entry(Line(replace(LED, state=state), balance, planned), replace(NOTHING, **facts), TODAY)


def test_nothing_waits_where_all_is_signed_approved_and_reviewed():
    assert entry().shown == ()
    assert entry().stage is Stage.SUPPORTING
    assert entry(state="closed", plan_state="submitted").shown == ()


@pytest.mark.parametrize(
    ("facts", "what", "whose"),
    [
        ({"state": "draft"}, "Agree the initial agreement", "manager"),
        ({"state": "draft", "agreement_state": "to_sign", "signed_sides": "lead"}, "Sign the agreement", "director"),
        ({"agreement_kind": "variation", "agreement_state": "to_sign"}, "Sign the variation", "manager"),
        ({"confirmed_sides": "partner"}, "Confirm the monthly review", "manager"),
        ({"confirmed_sides": "lead"}, "Confirm the monthly review", "lead officer or director"),
        ({"confirmed_sides": "", "reviewed": 2}, "Finish the monthly review", "manager and lead officer"),
        ({"change_state": "draft", "is_endorsement_asked": True}, "Endorse the change of the plan’s scope", "director"),
        ({"plan_state": "returned"}, "Rework the change plan", "lead officer"),
        ({"round_kind": "mid_year", "round_state": "workshop"}, "Hold the workshop of the mid-year self-assessment",
         "consultant"),
        ({"follows_the_plan": False}, "Draft the agreement that follows from the plan", "manager"),
        ({"planned": 124}, "Vary the agreement or plan fewer days", "manager"),
        ({"submitted": 4}, "Approve support days", "director"),
        ({"reviewed": 3}, "Start the monthly review", "manager and lead officer"),
    ],
)  # fmt: skip
def test_what_is_next_and_whose_it_is(facts, what, whose):
    decision = entry(**facts).decision
    assert decision is not None
    assert (decision.what, decision.whose) == (what, whose)
    assert bool(decision.endpoint) is decision.is_the_managers


def test_the_managers_own_is_shown_beside_what_waits_for_somebody_else():
    both = entry(submitted=4, agreement_kind="variation", agreement_state="to_sign", signed_sides="lead", planned=124)
    assert [(each.what, each.whose) for each in both.shown] == [
        ("Sign the variation", "director"),
        ("Vary the agreement or plan fewer days", "manager"),
    ]
    assert choose([entry(submitted=4), both], Choice(late=Late.DECISION)) == (both,)


def test_what_decides_money_or_plan_comes_before_each_months_review():
    routine, approving = entry(reviewed=3), entry(submitted=4, reviewed=3)
    assert [each.what for each in approving.shown] == ["Approve support days"]
    reviewing = entry(plan_state="submitted", confirmed_sides="partner")
    assert reviewing.decision.what == "Review the change plan"
    assert choose([entry(), routine, approving, reviewing], Choice()) == (reviewing, approving, routine, entry())
    assert choose([entry(), routine, approving], Choice(late=Late.DECISION)) == (approving, routine)


def test_months_that_are_over_count_from_the_first_to_the_last_and_none_before():
    assert entry(reviewed=1).without_review == 3
    assert replace(entry(reviewed=0), today=dt.date(2026, 10, 31)).without_review == 0
    assert replace(entry(reviewed=12), today=dt.date(2029, 1, 1)).without_review == 1
    assert entry(state="draft", reviewed=0).without_review == 0


def test_equal_ones_keep_their_order_and_a_choice_writes_its_own_address():
    first, second = entry(late=2), entry(late=2, delegates=3)
    assert choose([first, second], Choice(sort=Sort.LATE, falls=True)) == (first, second)
    chosen = Choice("port", Stage.SUPPORTING, "North West", Late.MILESTONES, Sort.LATE, falls=True)
    assert choose([first, entry()], chosen) == (first,)
    assert chosen.query(region="") == {
        "q": "port",
        "stage": "supporting",
        "late": "milestones",
        "sort": "late",
        "order": "desc",
    }
