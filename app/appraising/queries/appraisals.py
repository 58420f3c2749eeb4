"""Appraisals of an engagement: the list, one by reference, those of a case or goal. What was scored alone: seats.py."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Select, Table, and_, bindparam, func, select
from sqlalchemy.orm import aliased, defer

from app.accounts.models import Person
from app.appraising.content import AppraisalContent, appraisal_from
from app.appraising.models import Appraisal, AppraisalState, Subject
from app.db import db
from app.db.keeping import kept
from app.plans.beside import beside_rows
from app.plans.models import Goal, Milestone, Plan
from app.tools.models import ToolVersion
from app.tools.tool import Stage

KEPT = 64  # frozen contents in each worker, some 10 KB each


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """One appraisal in a list."""

    ref: str
    title: str
    tool_key: str
    tool: str
    state: AppraisalState
    stage: Stage | None
    case_ref: str
    goal_ref: str
    milestone_ref: str
    opened_at: dt.datetime
    finished_at: dt.datetime | None
    recommendation: str


@dataclass(frozen=True, slots=True)
class Head:
    """An appraisal, who opened it, and the former look at the same that it follows, if any."""

    appraisal: Appraisal
    opened_by: str
    follows_ref: str


_ROWS: Select[*tuple[Any, ...]] = (
    select(
        Appraisal.ref,
        Appraisal.title,
        ToolVersion.key,
        ToolVersion.title,
        Appraisal.state,
        Appraisal.stage,
        Appraisal.case_ref,
        Appraisal.goal_ref,
        Appraisal.milestone_ref,
        Appraisal.opened_at,
        Appraisal.finished_at,
        Appraisal.recommendation,
    )
    .join(ToolVersion, ToolVersion.digest == Appraisal.tool_digest)
    .where(Appraisal.engagement_id == bindparam("engagement_id"))
    .order_by(Appraisal.opened_at.desc(), Appraisal.id.desc())
)
_OF_CASE = _ROWS.where(Appraisal.case_ref == bindparam("case_ref"))
BESIDE_GOAL = (
    beside_rows(
        func.row_number().over(order_by=(Appraisal.opened_at.desc(), Appraisal.id.desc())),
        ref=Appraisal.ref,
        title=ToolVersion.title + ": " + Appraisal.title,
        text=Appraisal.recommendation,
        state=Appraisal.state,
    )
    .select_from(Appraisal)
    .join(ToolVersion, ToolVersion.digest == Appraisal.tool_digest)
    .where(
        Appraisal.engagement_id == bindparam("engagement_id"),
        Appraisal.goal_ref == bindparam("goal_ref"),
        Appraisal.state != AppraisalState.WITHDRAWN,
    )
)
"""Those that serve a goal or one of its milestones; none that were withdrawn."""
_COLUMNS = tuple(column for column in cast("Table", Appraisal.__table__).c if column.name != "content")
_NAMES = tuple(column.name for column in _COLUMNS)
_former = aliased(Appraisal)
_asked = and_(Appraisal.ref == bindparam("ref"), Appraisal.engagement_id == bindparam("engagement_id"))
_HEAD: Select[*tuple[Any, ...]] = (
    select(*_COLUMNS, Person.name.label("opened_by"), func.coalesce(_former.ref, "").label("follows_ref"))
    .select_from(Appraisal)
    .join(Person, Person.id == Appraisal.opened_by_id)
    .outerjoin(_former, _former.id == Appraisal.follows_id)
    .where(_asked)
)
_LOCKED = (
    select(Appraisal, Person.name, func.coalesce(_former.ref, ""))
    .join(Person, Person.id == Appraisal.opened_by_id)
    .outerjoin(_former, _former.id == Appraisal.follows_id)
    .options(defer(Appraisal.content, raiseload=True))
    .where(_asked)
    .with_for_update(of=Appraisal)
)
_OPENED = (
    select(Subject.ref, Subject.case_ref)
    .where(Subject.appraisal_id == bindparam("appraisal_id"), Subject.case_ref != "")
    .order_by(Subject.position)
)
_CONTENT = select(Appraisal.content).where(Appraisal.ref == bindparam("ref"))


def appraisals_of(*, engagement_id: int) -> list[AppraisalRow]:
    """Give all of the engagement, the newest first."""
    return _rows(_ROWS, {"engagement_id": engagement_id})


def appraisals_of_case(case_ref: str, *, engagement_id: int) -> list[AppraisalRow]:
    """Give those of a service case, the newest first."""
    return _rows(_OF_CASE, {"engagement_id": engagement_id, "case_ref": case_ref})


def appraisal_of(ref: str, *, engagement_id: int, lock: bool = False) -> Head | None:
    """Give the appraisal with this reference, without its frozen content.

    Without `lock` a loose copy, to read; `lock` gives the record itself and keeps others from changing it.
    """
    key = {"ref": ref, "engagement_id": engagement_id}
    if lock:
        found = db.session.execute(_LOCKED, key, execution_options={"populate_existing": True}).first()
        return Head(*found) if found else None
    row = db.session.connection().execute(_HEAD, key).first()
    if row is None:
        return None
    return Head(Appraisal(**dict(zip(_NAMES, row[: len(_NAMES)], strict=True))), *row[len(_NAMES) :])


def frozen_content(ref: str) -> AppraisalContent:
    """Give what a finished appraisal says; read once in each worker, as it never changes."""
    return kept("appraisal", ref, lambda: _frozen(ref), most=KEPT)


def subject_of(ref: str, *, appraisal_id: int) -> Subject | None:
    """Give the subject with this reference."""
    return db.session.scalar(select(Subject).where(Subject.ref == ref, Subject.appraisal_id == appraisal_id))


def cases_of_subjects(*, appraisal_id: int) -> dict[str, str]:
    """Give the service cases that were opened from subjects after it was concluded, by the subject's reference."""
    rows = db.session.connection().execute(_OPENED, {"appraisal_id": appraisal_id})
    return {row[0]: row[1] for row in rows}


def finished_subject(ref: str, *, engagement_id: int) -> tuple[Subject, str] | None:
    """Give a subject of a finished appraisal of the engagement with the appraisal's reference, for a case of it."""
    row = db.session.execute(
        select(Subject, Appraisal.ref)
        .join(Appraisal, Appraisal.id == Subject.appraisal_id)
        .where(
            Subject.ref == ref,
            Appraisal.engagement_id == engagement_id,
            Appraisal.state == AppraisalState.FINISHED,
        )
    ).first()
    return (row[0], row[1]) if row else None


def is_of_the_plan(goal_ref: str, milestone_ref: str, *, engagement_id: int) -> bool:
    """Say whether the change plan of the engagement has this goal, and the goal this milestone unless it is empty."""
    query = (select(Goal.id).join(Plan, Plan.id == Goal.plan_id).where(Goal.ref == goal_ref)).where(
        Plan.engagement_id == engagement_id
    )
    if milestone_ref:
        query = query.join(Milestone, Milestone.goal_id == Goal.id).where(Milestone.ref == milestone_ref)
    return db.session.scalar(query) is not None


def _frozen(ref: str) -> AppraisalContent:
    return appraisal_from(db.session.connection().execute(_CONTENT, {"ref": ref}).scalar_one())


def _rows(query: Select[*tuple[Any, ...]], values: dict[str, Any]) -> list[AppraisalRow]:
    return [AppraisalRow(*row) for row in db.session.connection().execute(query, values)]
