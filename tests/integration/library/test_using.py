"""A use stands on the item's page, beside its goal and on the thread of the standard; what waits for owners."""

import datetime as dt

from app.accounts.models import Membership, Person
from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement
from app.plans.models import Goal, PlanState
from tests import cases_factories, factories
from tests.clients import page, summary_errors
from tests.integration.library.shelves import day, item_of, make_item
from tests.integration.plans.plans import make_plan


def used(world, ref, who, target, **values):
    data = {"target": target, **day("used_on", "13 11 2026"), "note": "It settled the scope.", **values}
    return world.client(who).post(world.url(f"/library/{ref}/use"), data=data)


def test_a_use_for_a_milestone_stands_wherever_one_looks_for_it(world):
    ref, plan = make_item(world), make_plan(world, PlanState.LIVE)
    address = world.url(f"/library/{ref}/use?milestone_ref={plan.milestones[0]}")
    chosen = page(world.client("consultant").get(address)).select_one("#target option[selected]")
    assert chosen.text.startswith("Milestone 1.1: ")
    assert used(world, ref, "consultant", chosen["value"]).status_code == 303
    with world.app.app_context():
        goal = db.session.scalars(db.select(Goal).filter_by(ref=plan.goals[0])).one()
        thread = world.url(f"/standards/{goal.standard_key}")
    lead, partner = world.client("consultant"), world.client("lead_officer")
    item = world.url(f"/library/{ref}")
    assert "It settled the scope." in lead.get(item).text
    assert len(lead.queries) <= 5
    for address in (world.url(f"/plan/goals/{plan.goals[0]}"), thread):
        assert page(lead.get(address)).find("a", href=item), address
        lead.get(address)
        assert len(lead.queries) <= 5, address
        told = partner.get(address).text
        assert "Template for a service specification" in told  # what was used is no secret of the plan
        assert item not in told
    assert "It settled" not in partner.get(world.url(f"/plan/goals/{plan.goals[1]}")).text


def test_a_use_for_a_service_case_stands_on_its_page(world):
    ref = make_item(world, share=True)
    with world.app.app_context():
        owner = db.session.get_one(Person, world.people["lead_officer"])
        case = cases_factories.service_case(db.session.get_one(Engagement, world.engagement_id), owner)
        case_ref, service = case.ref, case.service
        db.session.commit()
    assert used(world, ref, "lead_officer", f"case:{case_ref}").status_code == 303
    client, case_page = world.client("lead_officer"), world.url(f"/cases/{case_ref}")
    assert page(client.get(world.url(f"/library/{ref}"))).find("a", href=case_page).text == f"Service case: {service}"
    assert len(client.queries) <= 5
    assert page(client.get(case_page)).find("a", href=world.url(f"/library/{ref}"))
    assert len(client.queries) <= 5
    told = world.client("participant1").get(world.url(f"/library/{ref}")).text
    assert "A service case" in told  # participants see no cases, and so none of their names
    assert service not in told


def test_a_wrong_use_is_taken_back_by_who_recorded_it_or_who_keeps_the_item(world):
    ref, plan = make_item(world, share=True), make_plan(world, PlanState.LIVE)
    goal, item = world.url(f"/plan/goals/{plan.goals[0]}"), world.url(f"/library/{ref}")
    lead, partner = world.client("consultant"), world.client("lead_officer")
    used(world, ref, "consultant", f"goal:{plan.goals[0]}", note="By mistake")
    used(world, ref, "lead_officer", f"goal:{plan.goals[0]}", note="Of ours")
    assert len(page(lead.get(item)).select("a[href$=remove]")) == 2  # who keeps the item takes back any
    [own] = [link["href"] for link in page(partner.get(item)).select("a[href$=remove]")]
    other = next(link["href"] for link in page(lead.get(item)).select("a[href$=remove]") if link["href"] != own)
    assert (partner.get(other).location, partner.post(other).location) == (item, item)
    assert "By mistake" in partner.get(goal).text
    assert "Of ours" in partner.get(own).text
    assert "Of ours" in partner.get(goal).text  # asking takes nothing back
    assert partner.post(own).location == item
    assert lead.post(other).status_code == 303
    beside = lead.get(goal).text
    assert ("By mistake" in beside, "Of ours" in beside) == (False, False)
    assert page(lead.get(item)).main.find("dt", string="Used").find_next("dd").text.strip() == "Not yet"
    assert lead.post(other).status_code == 404
    with world.app.app_context():
        entries = db.session.scalars(db.select(AuditEntry).filter_by(action="library use taken back")).all()
        assert [entry.was["used_for"] for entry in entries] == [f"goal:{plan.goals[0]}"] * 2


def test_a_use_needs_something_to_be_for_and_a_day_that_has_come(world):
    ref = make_item(world, "partner")
    nothing = used(world, ref, "lead_officer", "goal:none")
    assert (nothing.status_code, nothing.location) == (303, world.url(f"/library/{ref}"))
    plan = make_plan(world)
    wrong = used(world, ref, "lead_officer", "", **day("used_on", "1 12 2026"))
    assert wrong.status_code == 422
    assert summary_errors(wrong) == [
        "Choose what it was used for",
        "The day on which it was used must be today or in the past",
    ]
    other = make_item(world)
    assert used(world, other, "lead_officer", f"goal:{plan.goals[0]}").status_code == 404


def test_owners_look_again_in_time_and_what_a_leaver_owned_is_handed_over(world):
    late = make_item(world, title="Old guidance", review_on=dt.date(2026, 11, 1))
    make_item(world, title="New guidance", review_on=dt.date(2027, 6, 1))
    work = world.client("consultant").get("/home").text
    assert "Look again at what the library holds: Old guidance" in work
    assert "New guidance" not in work
    assert "Old guidance" not in world.client("manager").get("/home").text
    with world.app.app_context():
        held = db.session.scalars(db.select(Membership).filter_by(person_id=world.people["consultant"])).one()
        held.ended_at = factories.now()
        db.session.commit()
    manager = world.client("manager")
    link = page(manager.get("/home")).find("a", string="Choose a new owner for 2 items of the library")
    assert "Owner has left" in manager.get(link["href"]).text
    address = world.url(f"/library/{late}/edit")
    form = page(manager.get(address))
    assert form.select_one("#owner option[selected]")["value"] == ""
    owner = form.find("option", string="Manager")["value"]
    seen = form.find("input", {"name": "seen"})["value"]
    data = {"title": "Old guidance", "about": "Still right.", "owner": owner, "seen": seen, "from_level": "",
            "to_level": "", **day("review_on", "1 6 2027")}  # fmt: skip
    assert manager.post(address, data=data).status_code == 303
    assert "Choose a new owner for 1 item of the library" in manager.get("/home").text
    with world.app.app_context():
        assert item_of(late).owner_id == world.people["manager"]
