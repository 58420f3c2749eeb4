"""What is approved is corrected by a reversal, once, and by what replaces it; a reversal can be withdrawn in time."""

import datetime as dt
from decimal import Decimal

import pytest

from app.accounts.models import Membership
from app.charging.errors import DayFullError, NotChargeableError, RefusedFieldError, WrongStateError
from app.charging.models import ChargingAccount, EntryState, PersonDay, SupportEntry
from app.charging.services import correcting
from app.db import db
from app.db.clock import now
from app.engagements.models import SupportKind
from tests.clients import page, press_twice, summary_errors
from tests.integration.assessments.test_at_once import at_once
from tests.integration.charging.approval import MONTH, banner, identity_of, line, mails, state_of, states
from tests.integration.charging.made import IN_NOVEMBER, IN_OCTOBER, make_charging, make_entry, used
from tests.integration.plans.plans import scope_of
from tests.world import build_world

TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


@pytest.fixture
def ref(world):
    """A day that was approved, in a month that is closed since."""
    make_charging(world, planned=False)
    made = make_entry(world, on_date=IN_OCTOBER, state=EntryState.APPROVED)
    with world.app.app_context():
        db.session.get_one(ChargingAccount, world.engagement_id).closed_through = dt.date(2026, 10, 31)
        db.session.commit()
    return made


def entries(world):
    with world.app.app_context():
        found = db.session.scalars(db.select(SupportEntry).order_by(SupportEntry.id))
        return [(each.quarters, each.state.value, each.on_date, each.reason) for each in found]


def day_of(world, on=IN_OCTOBER):
    with world.app.app_context():
        return db.session.get_one(PersonDay, (world.people["consultant"], on)).quarters


def reversal_of(world, ref):
    with world.app.app_context():
        found = db.select(SupportEntry.ref).where(SupportEntry.reverses_id.is_not(None))
        return db.session.scalar(found)


def replacement(world, **values):
    defaults = {
        "person_id": world.people["consultant"],
        "on": IN_OCTOBER,
        "quarters": 2,
        "kind": SupportKind.SCOPING,
        "goal_ref": "",
        "milestone_ref": "",
        "note": "Left at noon.",
        "reason": "Half a day.",
    }
    return correcting.Replacement(**defaults | values)


def test_a_reversal_gives_day_and_cap_back_at_once_keeps_the_closed_month_and_waits_for_the_buyer(world, ref):
    consultant, director = world.client("consultant"), world.client("director")
    answer = consultant.post(world.url(line(ref, "/reverse")), data={"reason": "Half a day."})
    assert answer.location == world.url(line(ref))
    assert entries(world) == [
        (4, "approved", IN_OCTOBER, ""),
        (-4, "submitted", IN_OCTOBER, "Half a day."),
    ]
    assert used(world) == (0, Decimal(0))
    assert day_of(world) == 0
    assert mails(world) == [("day corrected", "director")]
    shown = page(director.get(world.url("/days/months/2026-10"))).get_text(" ")
    assert "Approve 1 line: −1 day, −£500" in shown
    assert "Taken back because: Half a day." in shown
    assert press_twice(director, world.url("/days/months/2026-10"), "/approve") == [303, 303]
    assert states(world) == ["approved", "approved"]
    again = consultant.post(world.url(line(ref, "/reverse")), data={"reason": "Once more."})
    assert "Only an approved day that stands is reversed" in consultant.get(again.location).text
    assert len(entries(world)) == 2


def test_what_replaces_it_is_priced_by_its_own_date_and_goes_the_same_way(world, ref):
    consultant = world.client("consultant")
    early = consultant.get(world.url(line(ref, "/replace")))
    assert "Reverse the day first" in banner(consultant.get(early.location))
    consultant.post(world.url(line(ref, "/reverse")), data={"reason": "Half a day."})
    form = page(consultant.get(world.url(line(ref, "/replace"))))
    assert form.select_one("input[name=quarters][checked]")["value"] == "4"
    data = {
        "person": form.select_one("select[name=person] option[selected]")["value"],
        "on-day": "13",
        "on-month": "10",
        "on-year": "2026",
        "quarters": "2",
        "kind": "scoping",
        "served": "",
        "note": "Left at noon.",
        "reason": "It was half a day.",
    }
    answer = consultant.post(world.url(line(ref, "/replace")), data=data)
    assert answer.location == world.url("/days/months/2026-10")
    assert entries(world)[2] == (2, "submitted", IN_OCTOBER, "It was half a day.")
    assert used(world) == (2, Decimal(250))
    assert "In its place stands" in consultant.get(world.url(line(ref))).text


def test_a_day_of_somebody_who_left_since_is_corrected_too(world, ref):
    manager = world.client("manager")
    manager.post(world.url(line(ref, "/reverse")), data={"reason": "Half a day."})
    with world.app.app_context():
        db.session.execute(
            db.update(Membership).where(Membership.person_id == world.people["consultant"]).values(ended_at=now())
        )
        db.session.commit()
    form = page(manager.get(world.url(line(ref, "/replace"))))
    data = {
        "person": form.select_one("select[name=person] option[selected]")["value"],
        "on-day": "13", "on-month": "10", "on-year": "2026", "quarters": "2", "kind": "scoping", "served": "",
        "note": "Left at noon.", "reason": "It was half a day.",
    }  # fmt: skip
    assert manager.post(world.url(line(ref, "/replace")), data=data).status_code == 303
    assert used(world) == (2, Decimal(250))
    assert day_of(world) == 2
    with world.app.test_request_context(method="POST"):
        entry = db.session.scalars(db.select(SupportEntry).filter_by(ref=ref)).one()
        new = replacement(world, person_id=world.people["lead_officer"])
        with pytest.raises(RefusedFieldError, match="somebody who works in this engagement"):
            correcting.replace(entry, new, scope_of(world), actor=identity_of(world, "manager"), today=TODAY, now=now())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"on-day": "21", "on-month": "11"}, "The date must be today or in the past"),
        ({"on-month": "1"}, "No day rate is agreed for this date"),
        ({"kind": "mentoring"}, "Choose the goal that the days of “Mentoring” served"),
        ({"quarters": ""}, "Choose how much of the day"),
        ({"reason": ""}, "Enter why the day is entered"),
    ],
)
def test_a_replacement_that_cannot_be_says_where_and_keeps_what_was_typed(world, ref, changed, said):
    consultant = world.client("consultant")
    consultant.post(world.url(line(ref, "/reverse")), data={"reason": "Half a day."})
    person = page(consultant.get(world.url(line(ref, "/replace")))).select_one("select[name=person] option[selected]")
    data = {
        "person": person["value"], "on-day": "13", "on-month": "10", "on-year": "2026", "quarters": "2",
        "kind": "scoping", "note": "Left at noon.", "reason": "It was half a day.", "served": "", **changed,
    }  # fmt: skip
    answer = consultant.post(world.url(line(ref, "/replace")), data=data)
    assert answer.status_code == 422
    assert summary_errors(answer) == [said]
    assert "Left at noon." in answer.text
    assert len(entries(world)) == 2


def test_a_reversal_is_withdrawn_while_there_is_room_for_its_day(world, ref):
    consultant = world.client("consultant")
    consultant.post(world.url(line(ref, "/reverse")), data={"reason": "Half a day."})
    reversal = reversal_of(world, ref)
    assert press_twice(consultant, world.url(line(reversal)), "/withdraw") == [303, 303]
    assert entries(world) == [(4, "approved", IN_OCTOBER, "")]
    assert used(world) == (4, Decimal(500))
    assert day_of(world) == 4


def test_a_reversal_whose_day_was_given_away_or_replaced_stays_and_nothing_is_half_done(world, ref):
    with world.app.test_request_context(method="POST"):
        scope, actor = scope_of(world), identity_of(world, "consultant")
        entry = db.session.scalars(db.select(SupportEntry)).one()
        reversal = correcting.reverse(entry, "Half a day.", scope, actor=actor, today=TODAY, now=now())
        new = correcting.replace(entry, replacement(world), scope, actor=actor, today=TODAY, now=now())
        assert (new.day_rate, new.state) == (Decimal(500), EntryState.SUBMITTED)
        with pytest.raises(WrongStateError, match="Another line stands in the place"):
            correcting.withdraw(reversal, scope, actor=actor, now=now())
        with pytest.raises(DayFullError):
            correcting.replace(entry, replacement(world, quarters=3), scope, actor=actor, today=TODAY, now=now())
        with pytest.raises(NotChargeableError):
            correcting.replace(
                entry, replacement(world, on=dt.date(2026, 1, 5)), scope, actor=actor, today=TODAY, now=now()
            )
        reversal.state, reversal.approved_at, reversal.approved_name = EntryState.APPROVED, now(), "Director"
        db.session.flush()
        with pytest.raises(WrongStateError, match="A reversal is not reversed"):
            correcting.reverse(reversal, "No.", scope, actor=actor, today=TODAY, now=now())
        db.session.commit()
    assert used(world) == (2, Decimal(250))
    assert day_of(world) == 2


def test_two_who_reverse_the_same_day_at_once_make_one_reversal(world, ref):
    clients = [world.client(who) for who in ("consultant", "manager")]
    at_once(
        [lambda each=each: each.post(world.url(line(ref, "/reverse")), data={"reason": "Half."}) for each in clients]
    )
    assert [quarters for quarters, *_ in entries(world)] == [4, -4]
    assert used(world) == (0, Decimal(0))


def test_a_draft_is_not_reversed_and_an_empty_reason_is_asked_for(world, ref):
    draft = make_entry(world, on_date=IN_NOVEMBER)
    consultant = world.client("consultant")
    answer = consultant.post(world.url(line(draft, "/reverse")), data={"reason": ""})
    assert answer.status_code == 303
    assert "Only an approved day that stands is reversed" in banner(consultant.get(answer.location))
    empty = consultant.post(world.url(line(ref, "/reverse")), data={"reason": " "})
    assert empty.status_code == 422
    assert summary_errors(empty) == ["Enter why the day is reversed"]
    assert state_of(world, draft) is EntryState.DRAFT
    assert consultant.get(world.url(MONTH)).status_code == 200
