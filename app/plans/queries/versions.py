"""Submitted versions of a plan: the list without their content, the one that waits, and contents by number."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select

from app.db import db
from app.plans.content import PlanContent, plan_from
from app.plans.models import Decision, Plan, PlanVersion
from app.plans.queries.comments import TAKEN_BACK


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A submitted version without its content; `decision` None: it waits for the manager."""

    number: int
    reason: str
    endorsed_name: str
    endorsed_at: dt.datetime
    submitted_name: str
    submitted_at: dt.datetime
    decision: Decision | None
    decided_name: str
    decided_at: dt.datetime | None
    decision_note: str

    @property
    def is_taken_back(self) -> bool:
        """Say whether the lead officer took it back before a decision."""
        return self.decision_note == TAKEN_BACK

    @property
    def words(self) -> str:
        """Name what became of it."""
        if self.decision is None:
            return "Waits for the manager"
        return "Taken back" if self.is_taken_back else self.decision.words

    @property
    def colour(self) -> str:
        """The colour of the tag with these words."""
        if self.decision is None:
            return "yellow"
        return "orange" if self.decision is Decision.RETURNED else "green"


_VERSIONS: Select[*tuple[Any, ...]] = (
    select(
        PlanVersion.number,
        PlanVersion.reason,
        PlanVersion.endorsed_name,
        PlanVersion.endorsed_at,
        PlanVersion.submitted_name,
        PlanVersion.submitted_at,
        PlanVersion.decision,
        PlanVersion.decided_name,
        PlanVersion.decided_at,
        PlanVersion.decision_note,
    )
    .where(PlanVersion.plan_id == bindparam("plan_id"))
    .order_by(PlanVersion.number)
)


def versions_of(plan: Plan) -> list[VersionRow]:
    """Give every submitted version, oldest first."""
    return [VersionRow(*row) for row in db.session.execute(_VERSIONS, {"plan_id": plan.id})]


def contents_of(plan: Plan, numbers: Iterable[int]) -> dict[int, PlanContent]:
    """Give the frozen scopes of versions by number, in one query; what does not exist is left out."""
    found = db.session.execute(
        select(PlanVersion.number, PlanVersion.content)
        .where(PlanVersion.plan_id == plan.id, PlanVersion.number.in_(sorted(set(numbers))))
        .order_by(PlanVersion.number)
    )
    return {number: plan_from(content) for number, content in found}


def newest_version(plan: Plan) -> PlanVersion | None:
    """Give the record of the version that was submitted last."""
    return db.session.scalars(
        select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.number.desc()).limit(1)
    ).first()


def waiting_version(plan: Plan) -> PlanVersion | None:
    """Give the record of the version that waits for the manager's decision, or None."""
    newest = newest_version(plan) if plan.is_under_review else None
    return newest if newest is not None and newest.decision is None else None


def newest_content(plan: Plan) -> tuple[int, PlanContent] | None:
    """Give the number and the frozen scope of the version that was submitted last."""
    found = db.session.execute(
        select(PlanVersion.number, PlanVersion.content)
        .where(PlanVersion.plan_id == plan.id)
        .order_by(PlanVersion.number.desc())
        .limit(1)
    ).first()
    return (found[0], plan_from(found[1])) if found else None
