"""What opening or editing a case offers: owners, goals of the plan, the candidate that it is opened from."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.accounts.queries import people_of_engagement
from app.appraising.models import Appraisal, AppraisalState, Subject
from app.db import db
from app.plans.models import Goal, Plan
from app.security import ROLE_PERMISSIONS, EngagementScope, Permission
from app.tools.queries import tool

SHORTENED = 90


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subject of a finished appraisal; `case_ref` is the case that it was opened or appraised for, or empty.

    `waits`: what it was concluded as, if that is not to go forward.
    """

    id: int
    ref: str
    name: str
    detail: str
    case_ref: str
    outcome_reason: str
    appraisal_ref: str
    waits: str


def possible_owners(scope: EngagementScope) -> dict[str, tuple[int, str]]:
    """Give key and name by reference, by name, of those of the engagement who may keep cases."""
    keepers = [
        each
        for each in people_of_engagement(engagement_id=scope.id)
        if Permission.CASE_KEEP in ROLE_PERMISSIONS[each.role]
    ]
    return {each.person_ref: (each.person_id, each.name) for each in sorted(keepers, key=lambda each: each.name)}


def goals_on_offer(*, engagement_id: int) -> list[tuple[str, str]]:
    """Give the goals of the plan: reference, and in short what will be different."""
    found = db.session.execute(
        select(Goal.ref, Goal.what)
        .join(Plan, Plan.id == Goal.plan_id)
        .where(Plan.engagement_id == engagement_id, Goal.removed_at.is_(None))
        .order_by(Goal.position, Goal.id)
    )
    return [(ref, what if len(what) <= SHORTENED else f"{what[:SHORTENED].rstrip()}…") for ref, what in found]


def candidate_of(subject_ref: str, *, engagement_id: int) -> Candidate | None:
    """Give a candidate of one of the engagement's finished appraisals, or None."""
    row = db.session.execute(
        select(
            Subject.id,
            Subject.ref,
            Subject.name,
            Subject.detail,
            func.coalesce(func.nullif(Subject.case_ref, ""), Appraisal.case_ref),
            Subject.outcome_reason,
            Appraisal.ref,
            Subject.outcome,
            Appraisal.tool_digest,
        )
        .join(Appraisal, Appraisal.id == Subject.appraisal_id)
        .where(
            Subject.ref == subject_ref,
            Appraisal.engagement_id == engagement_id,
            Appraisal.state == AppraisalState.FINISHED,
        )
    ).first()
    if row is None:
        return None
    key, ref, name, detail, case_ref, reason, appraisal_ref, outcome, digest = row
    concluded = next((each for each in tool(digest).outcomes if each.key == outcome), None)
    waits = concluded.label if concluded and not concluded.chosen else ""
    return Candidate(key, ref, name, detail, case_ref, reason, appraisal_ref, waits)
