"""Your work: what waits for each person in plans, agreements and mentoring, the late first, in few queries."""

import datetime as dt

import pytest

from app.accounts.models import Membership, Person
from app.agreements.content import agreement_content
from app.agreements.models import AgreementKind, AgreementState, Side
from app.agreements.queries.versions import content_of
from app.assessments.models import RoundState
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.plans.models import (
    ChangeState,
    Goal,
    Milestone,
    MilestoneStanding,
    Plan,
    PlanState,
    PlanVersion,
    Status,
)
from tests import plan_factories
from tests.clients import page
from tests.integration.assessments.rounds import make_round
from tests.integration.mentoring.pairing import make_pair
from tests.integration.plans.plans import make_plan, scope_of
from tests.world import World

EVERYBODY = ("lead_officer", "director", "manager", "consultant", "participant1")
PLAN_PARTS = ("plan", "Milestone", "condition", "agreement", "Mentoring", "mentoring")


def rows(world: World, who: str, which: str = "waiting") -> list[tuple[str, str]]:
    """Title and status of each row of a list that is of this issue, in order; every link is followed."""
    client = world.client(who)
    shown = page(client.get("/home"))
    assert len(client.queries) <= 5
    found = []
    for item in shown.select(".govuk-task-list__item"):
        status = item.select_one(".govuk-task-list__status")
        link = item.select_one("a")
        if status["id"].startswith(f"{which}-") and any(part in link.text for part in PLAN_PARTS):
            assert client.get(link["href"]).status_code == 200, link
            found.append((link.text, status.get_text(strip=True)))
    return found


def change(world: World, model, **values) -> None:
    """Change every record of a kind, below the application."""
    with world.app.app_context():
        for record in db.session.scalars(db.select(model)):
            for name, value in values.items():
                setattr(record, name, value)
        db.session.commit()


def waiting(world: World) -> dict[str, list[tuple[str, str]]]:
    """What waits for each person, without those for whom nothing does."""
    return {who: found for who in EVERYBODY if (found := rows(world, who))}


def test_a_signed_result_lets_a_lead_officer_start_the_plan(world):
    make_round(world, RoundState.SIGNED, submitted=3)
    assert waiting(world) == {"lead_officer": [("Start the change plan", "Not started")]}


def unendorsed(world: World) -> None:
    change(world, Plan, endorsed_at=None, endorsed_digest="", endorsed_by_id=None, endorsed_name="")


@pytest.mark.parametrize(
    ("state", "changing", "who", "row"),
    [
        (PlanState.DRAFT, None, "lead_officer", ("Finish the change plan", "Draft")),
        (PlanState.SUBMITTED, None, "manager", ("Review the change plan", "Submitted")),
        (PlanState.RETURNED, None, "lead_officer", ("Work in the comments on the change plan", "Returned")),
        (PlanState.APPROVED, None, "lead_officer", ("Start work on the change plan", "Approved")),
        (PlanState.LIVE, None, "", ()),
        (PlanState.CLOSED, None, "", ()),
        (PlanState.LIVE, ChangeState.DRAFT, "lead_officer", ("Finish the change of the plan’s scope", "Draft")),
        (PlanState.LIVE, ChangeState.SUBMITTED, "manager", ("Review the change of the plan’s scope", "Submitted")),
    ],
)
def test_each_state_of_a_plan_waits_for_one_person(world, state, changing, who, row):
    make_plan(world, state, change=changing)
    unendorsed(world)
    assert waiting(world) == ({who: [row]} if who else {})


def test_the_director_endorses_and_then_the_lead_officer_submits(world, clock):
    make_plan(world)
    change(world, Plan, endorsement_asked_at=clock())
    assert waiting(world) == {"director": [("Endorse the change plan", "Waiting for you")]}
    assert ("The change plan", "With the director") in rows(world, "lead_officer", "under-way")
    clock.advance(minutes=5)
    director = world.people["director"]
    change(world, Plan, endorsed_at=clock(), endorsed_digest="0" * 64, endorsed_by_id=director, endorsed_name="D")
    assert waiting(world) == {"lead_officer": [("Submit the change plan", "Endorsed")]}


def test_everybody_in_it_finds_the_live_plan(world):
    make_plan(world, PlanState.LIVE)
    for who in ("lead_officer", "director", "consultant", "participant2"):
        assert ("The change plan", "Live") in rows(world, who, "under-way")
    assert ("The change plan", "Live") not in rows(world, "manager", "under-way")


def stand(world: World, ref: str, **values) -> None:
    with world.app.app_context():
        milestone = db.session.scalars(db.select(Milestone).filter_by(ref=ref)).one()
        db.session.add(MilestoneStanding(**{"milestone_id": milestone.id, "updated_at": milestone.created_at} | values))
        db.session.commit()


def test_milestones_wait_once_they_are_late_at_risk_or_near(world, clock):
    made = make_plan(world, PlanState.LIVE)
    first, second, third, fourth = made.milestones
    stand(world, second, status=Status.AT_RISK, reason="Two have not answered.")
    stand(world, third, status=Status.ON_TRACK, forecast_on=dt.date(2026, 11, 19), forecast_reason="Early.")
    stand(world, fourth, status=Status.DONE, done_on=dt.date(2026, 11, 18))
    assert rows(world, "participant1") == [
        ("Milestone: Data is shared.", "Late"),
        ("Milestone: Partners adopt it.", "At risk"),
    ]
    assert ("Milestone: The framework is drafted.", "By 29 January 2027") in rows(world, "participant1", "under-way")
    assert first in world.client("participant1").get("/home").text
    clock.advance(days=45)
    assert ("Milestone: The framework is drafted.", "Due soon") in rows(world, "participant1")
    assert rows(world, "participant2") == []


def test_what_a_change_of_scope_adds_or_removes_is_not_yet_so(world, clock):
    make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    clock.advance(hours=1)
    with world.app.app_context():
        goal = db.session.scalars(db.select(Goal).order_by(Goal.id)).first()
        doer = world.people["participant1"]
        plan_factories.milestone(goal, what="Not approved yet.", owner_id=doer, due_on=dt.date(2026, 11, 21))
        removed = db.session.scalars(db.select(Milestone).filter_by(what="The framework is drafted.")).one()
        removed.removed_at, removed.due_on = clock(), dt.date(2026, 11, 25)
        db.session.commit()
    assert rows(world, "participant1") == [("Milestone: The framework is drafted.", "Due soon")]


def test_a_closed_plan_asks_nothing(world):
    make_plan(world, PlanState.CLOSED)
    assert rows(world, "participant1") == rows(world, "participant1", "under-way") == []


def test_conditions_wait_for_the_lead_officer_and_then_for_the_manager(world, clock):
    make_plan(world, PlanState.LIVE)
    with world.app.app_context():
        version = db.session.scalars(db.select(PlanVersion)).one()
        plan_factories.condition(version, text="Name a deputy.", due_on=dt.date(2026, 11, 19))
        plan_factories.condition(
            version, text="Cost it.", met_at=clock(), met_by_id=world.people["lead_officer"], met_name="Lead Officer"
        )
        db.session.commit()
    assert waiting(world) == {
        "lead_officer": [("Meet a condition: Name a deputy.", "Late")],
        "manager": [("Confirm that a condition is met: Cost it.", "Waiting for you")],
    }


def agree(world: World, state: AgreementState, *signed: Side, **values) -> None:
    """Make a version of the agreement, frozen unless it is a draft, with these signatures."""
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        signers = {
            Side.LEAD: (db.session.get_one(Person, world.people["manager"]), world.lead_id),
            Side.PARTNER: (db.session.get_one(Person, world.people["director"]), world.partner_id),
        }
        version = plan_factories.agreement(engagement, signers[Side.LEAD][0], **values)
        plan_factories.agreement_line(version)
        if state is not AgreementState.DRAFT:
            version.content = agreement_content(content_of(version, scope_of(world)))
        if state is AgreementState.SIGNED:
            version.number, version.signed_on = 1, dt.date(2026, 10, 1)
        version.state = state
        for side in signed:
            plan_factories.signature(version, side, *signers[side])
        db.session.commit()


def test_a_draft_agreement_is_the_managers_to_finish(world):
    agree(world, AgreementState.DRAFT)
    assert waiting(world) == {"manager": [("Finish the initial agreement", "Draft")]}


@pytest.mark.parametrize(
    ("signed", "who"),
    [((), {"director", "manager"}), ((Side.LEAD,), {"director"}), ((Side.PARTNER,), {"manager"})],
)
def test_each_side_signs_once(world, signed, who):
    agree(world, AgreementState.TO_SIGN, *signed)
    assert waiting(world) == {key: [("Sign the initial agreement", "To sign")] for key in who}


def test_an_approved_plan_asks_for_the_agreement_that_it_needs(world):
    make_plan(world, PlanState.LIVE)
    agree(world, AgreementState.SIGNED)
    assert waiting(world) == {"manager": [("Draft the agreement that the plan needs", "Plan approved")]}
    with world.app.app_context():
        version_id = db.session.scalar(db.select(PlanVersion.id))
    agree(world, AgreementState.DRAFT, kind=AgreementKind.PLAN, plan_version_id=version_id)
    assert waiting(world) == {"manager": [("Finish the support agreement from the change plan", "Draft")]}


def test_agreed_actions_and_the_next_meeting(world, clock):
    make_pair(world)
    assert waiting(world) == {
        "consultant": [("Mentoring: Send the agenda.", "Due soon")],
        "participant1": [("Mentoring: Read the minutes.", "Late")],
    }
    assert rows(world, "participant1", "under-way") == [("Mentoring: next meeting", "4 December 2026")]
    clock.advance(days=15)
    assert ("Record the mentoring meeting of 4 December 2026", "Not recorded") in rows(world, "consultant")


def test_a_leaver_finds_nothing(world, clock):
    make_plan(world, PlanState.LIVE)
    make_pair(world)
    clock.advance(days=300)
    assert len(rows(world, "participant1")) == 6
    with world.app.app_context():
        for membership in db.session.scalars(db.select(Membership).filter_by(person_id=world.people["participant1"])):
            membership.ended_at = clock()
        db.session.commit()
    assert rows(world, "participant1") == rows(world, "participant1", "under-way") == []


def test_what_has_ended_asks_nothing(world, clock):
    make_plan(world, PlanState.LIVE)
    make_pair(world)
    clock.advance(days=300)
    change(world, Engagement, state=EngagementState.CLOSED)
    assert waiting(world) == {}


@pytest.mark.parametrize("who", ["stranger_manager", "stranger_lead_officer", "stranger_director", "administrator"])
def test_a_stranger_is_told_of_nothing(world, who):
    make_plan(world, PlanState.SUBMITTED)
    agree(world, AgreementState.TO_SIGN)
    assert rows(world, who) == rows(world, who, "under-way") == []


def test_sixty_milestones_cost_the_queries_of_three_and_the_late_stand_first(world):
    make_plan(world, PlanState.LIVE)
    client = world.client("participant1")
    client.get("/home")
    few = len(client.queries)
    with world.app.app_context():
        goal = db.session.scalars(db.select(Goal).order_by(Goal.id)).first()
        for number in range(60):
            plan_factories.milestone(
                goal,
                position=number + 5,
                what=f"Step {number}",
                owner_id=world.people["participant1"],
                due_on=dt.date(2026, 12, 15) - dt.timedelta(days=number),
            )
        db.session.commit()
    shown = page(client.get("/home"))
    assert len(client.queries) == few <= 5
    statuses = [each.get_text(strip=True) for each in shown.select("[id^=waiting-][id$=-status]")]
    late = statuses.count("Late")
    assert late == 34
    assert statuses == ["Late"] * late + ["Due soon"] * (50 - late)
    assert "10 more things wait for you" in shown.get_text()
    assert shown.select_one("#waiting-1-hint").get_text().startswith("By 17 October 2026")


def test_who_logs_days_finds_the_way_to_their_own(world):
    way = "See and log your support days"
    found = [who for who in EVERYBODY if way in world.client(who).get("/home").text]
    assert found == ["manager", "consultant"]
