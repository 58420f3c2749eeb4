"""Conditions of an approval: said to be met, confirmed or opened again, and never lost on the way."""

from app.accounts.models import Authority, Person
from app.db import db
from app.engagements.models import Engagement
from app.plans.models import Condition, PlanState
from app.security.roles import Role
from tests import factories
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
    carried = word(manager, world, ref)
    empty = manager.post(world.url(f"/plan/conditions/{ref}/confirm"), data=carried | {"act": "reopen"})
    assert empty.status_code == 422
    assert summary_errors(empty) == ["Say what is still missing"]
    field = page(empty).select_one("textarea")["name"]
    reopened = manager.post(
        world.url(f"/plan/conditions/{ref}/confirm"), data=carried | {"act": "reopen", field: "Say how much."}
    )
    assert reopened.status_code == 303
    assert [who for who, _ in mails(world)[before + 1 :]] == ["lead_officer", "lead_officer2"]
    assert send(world, "lead_officer", f"/conditions/{ref}/met", text="All of it.").status_code == 303
    stale = manager.post(world.url(f"/plan/conditions/{ref}/confirm"), data=carried)
    assert "have said more about this condition" in manager.get(stale.location).text
    assert confirmed_by(world) is None
    assert post(world, "manager", f"/conditions/{ref}/confirm", **word(manager, world, ref)).status_code == 303
    assert confirmed_by(world) == world.people["manager"]
    shown = page(world.client("participant1").get(world.url("/plan/conditions"))).select_one("main").get_text(" ")
    assert all(text in shown for text in ("The pool pays.", "Say how much.", "All of it.", "Confirmed"))
    late = send(world, "lead_officer", f"/conditions/{ref}/met", text="Once more.", seen="4")
    assert late.status_code == 409
    assert {"condition set", "condition met", "condition reopened", "condition confirmed"} <= set(audited(world))


def word(client, world, ref):
    """What the forms of a condition carry unseen: which of its versions was read."""
    shown = page(client.get(world.url("/plan/conditions")))
    return {str(each["name"]): str(each["value"]) for each in shown.select(f"input[name='{ref}-seen']")}


def confirmed_by(world):
    with world.app.app_context():
        return db.session.scalars(db.select(Condition.confirmed_by_id)).one()


def test_whoever_says_it_does_not_confirm_it(world):
    """Nor does anybody else with a role at the partner, where an authority's manager has one."""
    ref = conditional(world)
    with world.app.app_context():
        partner, engagement = (
            db.session.get_one(Authority, world.partner_id),
            db.session.get_one(Engagement, world.engagement_id),
        )
        both = db.session.get_one(Person, world.people["manager"])
        factories.membership(both, Role.LEAD_OFFICER, partner, engagement)
        db.session.commit()
    manager = world.client("manager")
    for who, refusal in (("manager", "You said how this condition is met"), ("lead_officer", "You hold a role at")):
        assert send(world, who, f"/conditions/{ref}/met", text="The pool pays.").status_code == 303
        refused = manager.post(world.url(f"/plan/conditions/{ref}/confirm"), data=word(manager, world, ref))
        assert refusal in manager.get(refused.location).text
        assert confirmed_by(world) is None


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
