"""Forms of the builder: fields and their errors, circles and dates, two editors at once, moving, removing."""

import datetime as dt

import pytest

from app.db import db
from app.plans.models import ChangeState, Goal, Milestone, MilestoneWait, PlanState
from tests.clients import page, press_twice, summary_errors
from tests.integration.plans.plans import DUE, WHAT, make_plan


def url(world, rest=""):
    return world.url(f"/plan{rest}")


def ref_of(world, who):
    with world.app.app_context():
        return db.session.execute(db.text("SELECT ref FROM person WHERE id = :id"), {"id": world.people[who]}).scalar()


def fields(response):
    """What the page's form would send as it stands."""
    form = page(response).select_one("main form:has(textarea)")
    found = {each["name"]: each.get_text().removeprefix("\n") for each in form.find_all("textarea")}
    for each in form.find_all("input"):
        if each.get("type") not in {"checkbox", "radio"} or each.has_attr("checked"):
            found.setdefault(each["name"], each.get("value", ""))
    for each in form.find_all("select"):
        chosen = each.find("option", selected=True)
        found[each["name"]] = chosen["value"] if chosen else ""
    return found


def refs_in_order(world, model):
    with world.app.app_context():
        query = db.select(model.ref).where(model.removed_at.is_(None)).order_by(model.position, model.id)
        return list(db.session.scalars(query))


def stored(world, model, ref):
    with world.app.app_context():
        return db.session.scalars(db.select(model).filter_by(ref=ref)).one()


def test_a_goal_of_ones_own_is_added_once_with_all_its_fields(world):
    made = make_plan(world)
    client = world.client("lead_officer")
    form = page(client.get(url(world, "/goals/new"))).select_one("main form")
    sent = {
        "once": form.find("input", attrs={"name": "once"})["value"],
        "standard": form.select("#standard option")[3]["value"],
        "what": "Levels are clear to all.",
        "success_measure": "A table that all partners use.",
        "target_level": "5",
        "owner": ref_of(world, "director"),
        "deputy": ref_of(world, "consultant"),
    }
    assert [client.post(url(world, "/goals/new"), data=sent).status_code for _ in range(2)] == [303, 303]
    (added,) = set(refs_in_order(world, Goal)) - set(made.goals)
    goal = stored(world, Goal, added)
    assert (goal.what, goal.target_level) == ("Levels are clear to all.", 5)
    assert (goal.owner_id, goal.deputy_id) == (world.people["director"], world.people["consultant"])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"what": " "}, "Say what will be different"),
        ({"target_level": "1"}, "The target level must be 2, the agreed level, or higher"),
        ({"owner": "somebody-else"}, "Choose one of the options"),
        ({"deputy": "the owner"}, "The deputy must be somebody other than the owner"),
        ({"success_measure": "x" * 2001}, "The success measure must be 2,000 characters or fewer"),
    ],
)
def test_a_wrong_goal_is_told_beside_the_field_and_what_was_typed_is_kept(world, wrong, message):
    made = make_plan(world)
    client, address = world.client("lead_officer"), url(world, f"/goals/{made.goals[0]}/edit")
    sent = {**fields(client.get(address)), "what": "Kept as typed", **wrong}
    if wrong == {"deputy": "the owner"}:
        sent["deputy"] = sent["owner"]
    refused = client.post(address, data=sent)
    assert refused.status_code == 422
    assert summary_errors(refused) == [message]
    (field,) = wrong
    assert message in page(refused).find(id=f"{field}-error").get_text()
    assert fields(refused)["what"] == sent["what"].strip()


def test_two_lead_officers_editing_one_goal_lose_nothing(world):
    made = make_plan(world)
    address = url(world, f"/goals/{made.goals[0]}/edit")
    first, second = world.client("lead_officer"), world.client("lead_officer2")
    both = [fields(each.get(address)) for each in (first, second)]
    assert first.post(address, data={**both[0], "what": "Mine"}).status_code == 303
    conflict = second.post(address, data={**both[1], "what": "Yours", "success_measure": "Typed, too"})
    assert conflict.status_code == 409
    shown = [each.get_text() for each in page(conflict).select(".app-compare__text")]
    assert shown == ["Yours", "Mine", "Typed, too", "Three decisions checked against it."]
    again = fields(conflict)
    assert (again["what"], again["success_measure"]) == ("Yours", "Typed, too")
    assert second.post(address, data=again).status_code == 303
    assert stored(world, Goal, made.goals[0]).what == "Yours"


def test_a_goal_removed_while_somebody_edits_it_comes_back_with_its_milestones_on_saving(world):
    made = make_plan(world)
    address = url(world, f"/goals/{made.goals[0]}/edit")
    editor = world.client("lead_officer2")
    typed = {**fields(editor.get(address)), "what": "Long work"}
    world.client("lead_officer").post(url(world, f"/goals/{made.goals[0]}/remove"))
    assert refs_in_order(world, Goal) == [made.goals[1]]
    conflict = editor.post(address, data=typed)
    assert conflict.status_code == 409
    assert "removed this goal meanwhile" in conflict.text
    assert editor.post(address, data=fields(conflict)).status_code == 303
    assert refs_in_order(world, Goal) == list(made.goals)
    assert set(refs_in_order(world, Milestone)) == set(made.milestones)


def test_a_milestone_is_added_with_all_its_fields(world):
    made = make_plan(world)
    client, address = world.client("lead_officer"), url(world, f"/goals/{made.goals[1]}/milestones/new")
    sent = fields(client.get(address)) | {
        "what": "The board reports.",
        "owner": ref_of(world, "participant2"),
        "due_on-day": "14", "due_on-month": "July", "due_on-year": "2027",
        "waits_for": [made.milestones[1], made.milestones[3]],
        "quarters": "1.5", "support": "tools",
        "uses": "Halton’s twelve criteria",
    }  # fmt: skip
    assert [client.post(address, data=sent).status_code for _ in range(2)] == [303, 303]
    text = " ".join(page(client.get(url(world, "/scope"))).main.get_text(" ", strip=True).split())
    assert text.count("The board reports.") == 1
    assert "Due 14 July 2027. Owner: Participant2. Waits for 1.2 and 2.2" in text
    assert "Needs 1.5 days of support: Sharing of practical tools. Uses Halton’s twelve criteria." in text


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"what": ""}, "what", "Say what will be done"),
        ({"due_on-day": "31", "due_on-month": "2"}, "due_on", "Due date must be a real date"),
        (
            {"due_on-year": "2029"},
            "due_on",
            "The due date must be between 1 October 2026 and 30 September 2027, the twelve months of the plan",
        ),
        (
            {"due_on-day": "28", "due_on-month": "1"},
            "due_on",
            f"The due date must be 29 January 2027 or later: it waits for “{WHAT[0]}”, due on 29 January 2027",
        ),
        ({"quarters": "0.3"}, "quarters", "Days of support must be in quarters of a day, like 20, 20.25 or 20.5"),
        ({"support": ""}, "support", "Choose the kind of support that the days are for"),
    ],
)
def test_a_wrong_milestone_is_told_beside_the_field_and_what_was_typed_is_kept(world, wrong, field, message):
    made = make_plan(world)
    client, address = world.client("lead_officer"), url(world, f"/milestones/{made.milestones[1]}/edit")
    sent = {**fields(client.get(address)), "uses": "Kept as typed", **wrong}
    refused = client.post(address, data=sent)
    assert refused.status_code == 422
    assert summary_errors(refused) == [message]
    assert message in page(refused).find(id=f"{field}-error").get_text()
    assert {key: fields(refused).get(key) for key in sent} == sent
    assert stored(world, Milestone, made.milestones[1]).due_on == DUE[1]


def test_a_circle_of_waits_is_refused_naming_every_milestone_of_it(world):
    made = make_plan(world)
    client = world.client("lead_officer")
    third = url(world, f"/milestones/{made.milestones[2]}/edit")
    sent = {**fields(client.get(third)), "due_on-month": "4", "waits_for": made.milestones[1]}
    assert client.post(third, data=sent).status_code == 303
    first = url(world, f"/milestones/{made.milestones[0]}/edit")
    sent = {**fields(client.get(first)), "due_on-month": "8", "waits_for": made.milestones[2], "uses": "Kept"}
    refused = client.post(first, data=sent)
    assert refused.status_code == 422
    (error,) = summary_errors(refused)
    names = f"1.1 “{WHAT[0]}” waits for 2.1 “{WHAT[2]}” waits for 1.2 “{WHAT[1]}” waits for 1.1 “{WHAT[0]}”"
    assert error == f"These milestones would wait for each other in a circle: {names}"
    assert page(refused).find(id="waits_for-error")
    assert fields(refused)["uses"] == "Kept"


def test_a_change_of_waits_alone_is_a_change_that_the_other_editor_is_shown(world):
    made = make_plan(world)
    address = url(world, f"/milestones/{made.milestones[3]}/edit")
    first, second = world.client("lead_officer"), world.client("lead_officer2")
    both = [fields(each.get(address)) for each in (first, second)]
    both[0].pop("waits_for")
    assert first.post(address, data=both[0]).status_code == 303
    conflict = second.post(address, data={**both[1], "uses": "A toolkit"})
    assert conflict.status_code == 409
    shown = [each.get_text() for each in page(conflict).select(".app-compare__text")]
    assert shown == [f"2.1 {WHAT[2]}", "Nothing", "A toolkit", "Empty"]
    assert second.post(address, data=fields(conflict)).status_code == 303
    assert stored(world, Milestone, made.milestones[3]).uses == "A toolkit"


def test_removing_says_what_waits_and_a_second_press_finds_it_removed(world):
    made = make_plan(world)
    client, address = world.client("lead_officer"), url(world, f"/milestones/{made.milestones[0]}/remove")
    asked = client.get(address)
    assert f"1.2 {WHAT[1]}" in page(asked).main.get_text()
    assert press_twice(client, address, "/remove") == [303, 303]
    assert made.milestones[0] not in refs_in_order(world, Milestone)
    with world.app.app_context():
        later = db.session.scalars(db.select(Milestone).filter_by(ref=made.milestones[1])).one()
        assert db.session.scalars(db.select(MilestoneWait).filter_by(milestone_id=later.id)).all() == []


def test_goals_and_milestones_move_by_buttons_and_a_second_press_moves_them_no_further(world):
    made = make_plan(world)
    client = world.client("lead_officer")
    shown = page(client.get(url(world, "/scope")))
    form = shown.find(id="moving")
    assert form
    for refs, kind in ((made.goals, "goal"), (made.milestones[:2], "milestone")):
        button = shown.select_one(f"#{kind}-{refs[1]} button[value=up-1]")
        for _ in range(2):
            answer = client.post(button["formaction"], data={button["name"]: button["value"]})
            assert answer.status_code == 303
            assert answer.location.endswith(f"#{kind}-{refs[1]}")
    assert refs_in_order(world, Goal) == [made.goals[1], made.goals[0]]
    after = [
        each["id"] for each in page(client.get(url(world, "/scope"))).select(".app-scope__milestone[id^=milestone]")
    ]
    order = (made.milestones[2], made.milestones[3], made.milestones[1], made.milestones[0])
    assert after == [f"milestone-{ref}" for ref in order]
    assert client.post(url(world, f"/goals/{made.goals[0]}/move"), data={"move": "nonsense"}).status_code == 303


def test_in_a_change_of_scope_approved_dates_move_only_by_a_new_forecast(world):
    made = make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    client, address = world.client("lead_officer"), url(world, f"/milestones/{made.milestones[1]}/edit")
    shown = client.get(address)
    assert not page(shown).find("input", id="due_on-day")
    assert page(shown).find("a", string="re-forecast it instead")
    sent = {**fields(shown), "what": "Every partner adopts it.", "due_on-day": "1", "due_on-month": "9"}
    assert client.post(address, data={**sent, "due_on-year": "2027"}).status_code == 303
    milestone = stored(world, Milestone, made.milestones[1])
    assert (milestone.what, milestone.due_on) == ("Every partner adopts it.", DUE[1])


def test_a_new_milestone_in_a_change_of_scope_has_its_own_date(world):
    made = make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    client, address = world.client("lead_officer"), url(world, f"/goals/{made.goals[0]}/milestones/new")
    due = {"due_on-day": "1", "due_on-month": "9", "due_on-year": "2027"}
    added = client.post(address, data=fields(client.get(address)) | {"what": "A step more."} | due).location.rpartition(
        "milestone-"
    )[2]
    assert stored(world, Milestone, added).due_on == dt.date(2027, 9, 1)
    assert page(client.get(url(world, f"/milestones/{added}/edit"))).find(id="due_on-day").name == "input"
