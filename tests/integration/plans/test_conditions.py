"""Conditions of an approval: said to be met, confirmed or opened again, and never lost on the way."""

from app.db import db
from app.plans.models import Condition, PlanState
from tests.clients import page, summary_errors
from tests.integration.plans.plans import make_plan
from tests.integration.plans.reviews import CONDITION, audited, decide, hidden, mails, post, send


def conditional(world):
    """Approve a submitted plan with one condition; gives its reference."""
    make_plan(world, PlanState.SUBMITTED)
    assert decide(world, **CONDITION).status_code == 303
    with world.app.app_context():
        return db.session.scalars(db.select(Condition.ref)).one()


def test_a_condition_is_met_asked_again_met_and_confirmed(world):
    ref = conditional(world)
    manager, before = world.client("manager"), len(mails(world))
    early = manager.post(world.url(f"/plan/conditions/{ref}/confirm"))
    assert "have not said yet" in manager.get(early.location).text
    assert send(world, "lead_officer", f"/conditions/{ref}/met", text="The pool pays.").status_code == 303
    assert [who for who, _ in mails(world)[before:]] == ["manager"]
    assert "Said to be met" in manager.get(world.url("/plan/conditions")).text
    empty = manager.post(world.url(f"/plan/conditions/{ref}/confirm"), data={"act": "reopen"})
    assert empty.status_code == 422
    assert summary_errors(empty) == ["Say what is still missing"]
    field = page(empty).select_one("textarea")["name"]
    reopened = manager.post(
        world.url(f"/plan/conditions/{ref}/confirm"), data={"act": "reopen", field: "Say how much."}
    )
    assert reopened.status_code == 303
    assert [who for who, _ in mails(world)[before + 1 :]] == ["lead_officer", "lead_officer2"]
    assert send(world, "lead_officer", f"/conditions/{ref}/met", text="All of it.").status_code == 303
    assert post(world, "manager", f"/conditions/{ref}/confirm").status_code == 303
    shown = page(world.client("participant1").get(world.url("/plan/conditions"))).select_one("main").get_text(" ")
    assert all(text in shown for text in ("The pool pays.", "Say how much.", "All of it.", "Confirmed"))
    late = send(world, "lead_officer", f"/conditions/{ref}/met", text="Once more.", seen="4")
    assert late.status_code == 409
    assert {"condition set", "condition met", "condition reopened", "condition confirmed"} <= set(audited(world))


def test_two_who_say_it_at_once_lose_nothing(world):
    ref = conditional(world)
    address = world.url(f"/plan/conditions/{ref}/met")
    officer, other = world.client("lead_officer"), world.client("lead_officer2")
    carried = hidden(officer, address)
    assert officer.post(address, data=carried | {"text": "The pool pays."}).status_code == 303
    conflict = other.post(address, data=carried | {"text": "The council pays."})
    assert conflict.status_code == 409
    assert "The pool pays." in conflict.text
    assert "The council pays." in conflict.text


def test_a_condition_is_for_its_people(world):
    ref = conditional(world)
    assert world.client("director").get(world.url(f"/plan/conditions/{ref}/met")).status_code == 403
    assert world.client("lead_officer").post(world.url(f"/plan/conditions/{ref}/confirm")).status_code == 403
    assert world.client("stranger_lead_officer").get(world.url(f"/plan/conditions/{ref}/met")).status_code == 404
    assert world.client("lead_officer").get(world.url("/plan/conditions/nosuchthing/met")).status_code == 404
