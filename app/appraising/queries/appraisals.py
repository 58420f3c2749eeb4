"""Appraisals of an engagement: the list, one by reference, those of a case or goal. What was scored alone: seats.py."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from sqlalchemy import Select, Table, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased, defer

from app.accounts.models import Person
from app.appraising.content import AppraisalContent, appraisal_from
from app.appraising.models import Appraisal, AppraisalState, Subject
from app.db import db, one_of
from app.db.keeping import kept
from app.plans.beside import beside_rows
from app.plans.models import Goal, Milestone, Plan
from app.tools.models import ToolVersion
from app.tools.tool import Stage

PAGE_SIZE = 50
KEPT = 64  # frozen contents in each worker, some 10 KB each
UNDER_WAY = (AppraisalState.ALONE, AppraisalState.AGREEING)


class AppraisalRow(NamedTuple):
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
class AppraisalPage:
    """Those under way, and one page of those that are over; `page` counts from 1, `pages` is 1 at least."""

    under_way: tuple[AppraisalRow, ...]
    over: tuple[AppraisalRow, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Head:
    """An appraisal, who opened it, and the former look at the same that it follows, if any."""

    appraisal: Appraisal
    opened_by: str
    follows_ref: str


_is_over = ~one_of(Appraisal.state, UNDER_WAY)
_newest_first = (func.coalesce(Appraisal.finished_at, Appraisal.opened_at).desc(), Appraisal.id.desc())
_EVERY = (
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
        _is_over.label("is_over"),
        func.row_number().over(partition_by=_is_over, order_by=_newest_first).label("place"),
        func.count().over(partition_by=_is_over).label("total"),
    )
    .join(ToolVersion, ToolVersion.digest == Appraisal.tool_digest)
    .where(Appraisal.engagement_id == bindparam("engagement_id"))
    .subquery("every")
)
_PAGE: Select[*tuple[Any, ...]] = (
    select(_EVERY)
    .where(or_(~_EVERY.c.is_over, _EVERY.c.place.between(bindparam("first"), bindparam("last"))))
    .order_by(_EVERY.c.is_over, _EVERY.c.place)
)
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
_OPEN_FOR_CASE = (
    select(Appraisal)
    .options(defer(Appraisal.content, raiseload=True))
    .where(
        Appraisal.engagement_id == bindparam("engagement_id"),
        Appraisal.case_ref == bindparam("case_ref"),
        one_of(Appraisal.state, UNDER_WAY),
    )
    .order_by(Appraisal.id)
)
_OPENED = (
    select(Subject.ref, Subject.case_ref)
    .where(Subject.appraisal_id == bindparam("appraisal_id"), Subject.case_ref != "")
    .order_by(Subject.position)
)
_CONTENT = select(Appraisal.content).where(Appraisal.ref == bindparam("ref"))


def appraisals_of(*, engagement_id: int, page: int = 1) -> AppraisalPage:
    """Give all under way and a page of those that are over, each the newest first; in one query."""
    values = {"engagement_id": engagement_id, "first": (page - 1) * PAGE_SIZE + 1, "last": page * PAGE_SIZE}
    rows = db.session.connection().execute(_PAGE, values).all()
    over = [row for row in rows if row.is_over]
    if not over and page > 1:
        return appraisals_of(engagement_id=engagement_id)
    under_way = tuple(AppraisalRow(*row[:-3]) for row in rows if not row.is_over)
    pages = -(-over[0].total // PAGE_SIZE) if over else 1
    return AppraisalPage(under_way, tuple(AppraisalRow(*row[:-3]) for row in over), page, pages)


def under_way_for_case(case_ref: str, *, engagement_id: int, lock: bool = False) -> Sequence[Appraisal]:
    """Give those of a service case that are under way, the oldest first; `lock` keeps others from changing them."""
    query = _OPEN_FOR_CASE.with_for_update(of=Appraisal) if lock else _OPEN_FOR_CASE
    key = {"engagement_id": engagement_id, "case_ref": case_ref}
    return db.session.scalars(query, key, execution_options={"populate_existing": True}).all()


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


def opened_from(*, appraisal_id: int) -> dict[str, str]:
    """Give the service cases that were opened from subjects after it was concluded, by the subject's reference."""
    rows = db.session.connection().execute(_OPENED, {"appraisal_id": appraisal_id})
    return {row[0]: row[1] for row in rows}


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
