"""Scenes of the change plan, mentoring and agreements, and the references that fill their addresses."""

from collections.abc import Callable
from typing import Any

from app.accounts.models import Person
from app.agreements.models import AgreementLine, AgreementState, AgreementVersion
from app.db import db
from app.engagements.models import Engagement, SupportKind
from app.mentoring.models import MentoringAction, MentoringMeeting, MentoringPair
from app.plans.models import ChangeState, Condition, Goal, Milestone, PlanComment, PlanEntry, PlanState, PlanVersion
from tests import plan_factories
from tests.integration.agreements.signed import make_variation
from tests.integration.plans.plans import make_plan
from tests.world import World

PARTS: dict[str, Any] = {
    "goal_ref": Goal,
    "milestone_ref": Milestone,
    "comment_ref": PlanComment,
    "condition_ref": Condition,
    "entry_ref": PlanEntry,
    "pair_ref": MentoringPair,
    "meeting_ref": MentoringMeeting,
    "action_ref": MentoringAction,
    "agreement_ref": AgreementVersion,
    "line_ref": AgreementLine,
}


def plan_values() -> dict[str, tuple[str, ...]]:
    """Two references at most for each part: what a scene does not have, no address is filled with."""
    return {
        part: tuple(db.session.scalars(db.select(model.ref).order_by(model.id).limit(2)))
        for part, model in PARTS.items()
    }


def _plan(state: PlanState, change: ChangeState | None = None) -> Callable[[World], str]:
    """A plan in `state` with a comment and a condition where it was reviewed, mentoring, and a draft agreement.

    Beside a live plan the draft is a variation that waits for its second signature.
    """

    def arrange(world: World) -> str:
        made = make_plan(world, state, change=change)
        with world.app.app_context():
            people = {key: db.session.get_one(Person, world.people[key]) for key in ("manager", "participant1")}
            for version in db.session.scalars(db.select(PlanVersion)):
                for refs in ({}, {"goal_ref": made.goals[0]}, {"milestone_ref": made.milestones[0]}):
                    plan_factories.plan_comment(version, people["manager"], **refs)
                plan_factories.condition(version, goal_ref=made.goals[0])
            _support(world, people, with_draft=state is not PlanState.LIVE)
            db.session.commit()
        if state is PlanState.LIVE:
            make_variation(world, AgreementState.TO_SIGN, signed_by=("manager",))
        return made.round_ref

    return arrange


def _support(world: World, people: dict[str, Person], *, with_draft: bool) -> None:
    engagement = db.session.get_one(Engagement, world.engagement_id)
    pair = plan_factories.pair(
        engagement, db.session.get_one(Person, world.people["consultant"]), people["participant1"]
    )
    plan_factories.action(plan_factories.meeting(pair, people["participant1"]), people["participant1"])
    if not with_draft:
        return
    agreement = plan_factories.agreement(engagement, people["manager"])
    for place, kind in enumerate((SupportKind.SCOPING, SupportKind.SELF_ASSESSMENT)):
        plan_factories.agreement_line(agreement, kind=kind, position=place)


ROOMS = frozenset({"plans", "agreements", "mentoring"})
PLAN_SCENES: tuple[tuple[str, Callable[[World], str]], ...] = (
    ("plan in draft", _plan(PlanState.DRAFT)),
    ("plan submitted", _plan(PlanState.SUBMITTED)),
    ("plan returned", _plan(PlanState.RETURNED)),
    ("plan approved", _plan(PlanState.APPROVED)),
    ("plan live, its scope in change", _plan(PlanState.LIVE, ChangeState.DRAFT)),
    ("plan closed", _plan(PlanState.CLOSED)),
)
