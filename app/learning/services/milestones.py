"""A delegate's pledge becomes a milestone of the change plan; the plan's own service adds it."""

import datetime as dt

from sqlalchemy import select

from app.audit.services import record as note
from app.db import db
from app.learning.errors import RefusedFieldError, WrongStateError
from app.learning.models import Pledge
from app.learning.queries.thread import PledgeRow
from app.plans.errors import PlanError
from app.plans.errors import RefusedFieldError as PlanRefusedError
from app.plans.models import Milestone
from app.plans.queries.plan import PlanRecord
from app.plans.queries.scope import goal_to_edit
from app.plans.services.milestones import MilestoneScope, add_milestone
from app.security import EngagementScope, Identity


def make_milestone(
    row: PledgeRow,
    wanted: MilestoneScope,
    record: PlanRecord,
    scope: EngagementScope,
    *,
    goal_ref: str,
    actor: Identity,
    now: dt.datetime,
) -> Milestone:
    """Add the milestone to the goal and let the pledge point to it, once.

    Raises WrongStateError, RefusedFieldError.
    """
    pledge = db.session.scalars(
        select(Pledge).where(Pledge.id == row.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if pledge.milestone_ref and pledge.engagement_id == scope.id and _stands(pledge.milestone_ref):
        raise WrongStateError("A colleague has made this pledge a milestone meanwhile. Nothing was changed.")
    goal = goal_to_edit(goal_ref, engagement_id=scope.id)
    if goal is None:
        raise RefusedFieldError("goal", "Choose a goal of the plan")
    try:
        added = add_milestone(goal, record, wanted, scope, actor=actor, now=now)
    except PlanRefusedError as error:
        raise RefusedFieldError(error.field, str(error)) from error
    except PlanError as error:
        raise WrongStateError(str(error)) from error
    pledge.engagement_id, pledge.milestone_ref = scope.id, added.ref
    db.session.flush()
    became = {"milestone": added.ref}
    action, subject = "pledge became a milestone", f"pledge {pledge.ref}"
    note(action, subject, actor_id=actor.person_id, now=now, engagement_id=scope.id, became=became)
    return added


def _stands(milestone_ref: str) -> bool:
    live = select(Milestone.id).where(Milestone.ref == milestone_ref, Milestone.removed_at.is_(None))
    return db.session.scalar(live) is not None
