"""What a colleague does to the scope meanwhile: nothing typed is lost, nothing removed comes back unasked."""

from app.audit.models import AuditEntry
from app.db import db
from app.plans.models import ChangeState, Goal, Milestone, MilestoneWait, PlanState
from tests.clients import summary_errors
from tests.integration.plans.plans import make_plan
from tests.integration.plans.reviews import audited, endorse, hidden, mails
from tests.integration.plans.test_builder_forms import fields, ref_of, refs_in_order, stored, url


def remove(world, rest):
    assert world.client("lead_officer2").post(url(world, f"{rest}/remove")).status_code == 303


def test_a_milestone_for_a_goal_that_was_removed_meanwhile_is_kept_on_the_page(world):
    made, client = make_plan(world), world.client("lead_officer")
    address = url(world, f"/goals/{made.goals[0]}/milestones/new")
    sent = fields(client.get(address)) | {"what": "Typed with care."}
    remove(world, f"/goals/{made.goals[0]}")
    answer = client.post(address, data=sent)
    assert answer.status_code == 409
    assert "A colleague has removed this goal" in summary_errors(answer)[0]
    assert "Typed with care." in answer.text


def test_an_edit_brings_a_removed_goal_back_only_once_its_writer_was_told(world):
    made, client = make_plan(world), world.client("lead_officer")
    address = url(world, f"/milestones/{made.milestones[0]}/edit")
    sent = fields(client.get(address)) | {"what": "The framework is agreed."}
    remove(world, f"/goals/{made.goals[0]}")
    told = client.post(address, data=sent)
    assert told.status_code == 409
    assert "Saving puts it back" in told.text
    assert stored(world, Goal, made.goals[0]).removed_at
    again = client.post(address, data=sent | {"seen": fields(told)["seen"]})
    assert again.status_code == 303
    assert stored(world, Milestone, made.milestones[0]).what == "The framework is agreed."
    assert not stored(world, Goal, made.goals[0]).removed_at


def test_a_goal_that_is_put_back_has_what_waits_within_it(world):
    made, client = make_plan(world), world.client("lead_officer")
    address = url(world, f"/goals/{made.goals[0]}/edit")
    sent = fields(client.get(address))
    remove(world, f"/goals/{made.goals[0]}")
    told = client.post(address, data=sent)
    assert client.post(address, data=sent | {"seen": fields(told)["seen"]}).status_code == 303
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(MilestoneWait)) == 2


def test_what_is_added_after_removals_stands_last(world):
    made, client = make_plan(world), world.client("lead_officer")
    with world.app.app_context():
        for place, milestone in enumerate(db.session.scalars(db.select(Milestone).order_by(Milestone.id))):
            milestone.position = place + 1
        for goal in db.session.scalars(db.select(Goal)):
            goal.position += 2
        db.session.commit()
    address = url(world, f"/goals/{made.goals[1]}/milestones/new")
    assert client.post(address, data=fields(client.get(address)) | {"what": "Last."}).status_code == 303
    *_, last = refs_in_order(world, Milestone)
    assert stored(world, Milestone, last).what == "Last."
    sent = fields(client.get(url(world, "/goals/new"))) | {"what": "The last goal."}
    with world.app.app_context():
        sent["standard"] = db.session.scalars(db.select(Goal.standard_key)).first()
    assert client.post(url(world, "/goals/new"), data=sent).status_code == 303
    *_, last = refs_in_order(world, Goal)
    assert stored(world, Goal, last).what == "The last goal."


def test_an_endorsement_pressed_twice_is_told_once(world):
    make_plan(world)
    client, address = world.client("director"), url(world, "/endorse")
    carried = hidden(client, address)
    for _ in range(2):
        assert client.post(address, data=carried | {"confirm": "y"}).status_code == 303
    assert audited(world).count("plan endorsed") == 1
    assert [who for who, _ in mails(world)] == ["lead_officer", "lead_officer2"]


def test_the_trail_names_people_and_results_never_by_their_keys(world):
    made, client = make_plan(world), world.client("lead_officer")
    for rest in (f"/goals/{made.goals[0]}/edit", f"/milestones/{made.milestones[0]}/edit"):
        sent = fields(client.get(url(world, rest))) | {"owner": ref_of(world, "director")}
        assert client.post(url(world, rest), data=sent).status_code == 303
    with world.app.app_context():
        changed = [
            entry.became
            for entry in db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id))
            if entry.action.endswith(" changed")
        ]
    assert [facts["owner_person_id"] for facts in changed] == [world.people["director"]] * 2
    text = client.get(world.url("/audit")).text
    assert "Owner person: Director" in text


def test_an_edit_that_crosses_a_submission_is_refused_and_kept(world):
    made = make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    client = world.client("lead_officer")
    address = url(world, f"/goals/{made.goals[0]}/edit")
    sent = fields(client.get(address))
    assert client.post(address, data=sent | {"what": "A wider aim."}).status_code == 303
    sent = fields(client.get(address))
    assert endorse(world).status_code == 303
    assert world.client("lead_officer2").post(url(world, "/submit")).status_code == 303
    crossed = client.post(address, data=sent | {"what": "Wider still."})
    assert crossed.status_code == 409
    assert "Wider still." in crossed.text
    assert stored(world, Goal, made.goals[0]).what == "A wider aim."
