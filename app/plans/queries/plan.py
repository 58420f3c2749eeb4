"""The plan of an engagement: its record, its working scope, its approved scope, and how everything stands."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, bindparam, null, select, type_coerce, union_all
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.assessments.models import Round, RoundKind, SignedResult
from app.assessments.queries.signed import kept_result
from app.assessments.result import Result, StandardResult
from app.db import db
from app.engagements.models import Engagement
from app.plans.content import GoalText, MilestoneText, OmissionText, PlanContent, Who
from app.plans.models import (
    Goal,
    GoalStanding,
    Milestone,
    MilestoneStanding,
    MilestoneWait,
    Omission,
    Plan,
    PlanVersion,
)
from app.plans.picture import Standing
from app.plans.queries.kept import kept_version
from app.plans.queries.loose import PLAN, loose_plan
from app.security import EngagementScope


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan, the twelve months it lies within, and the signed version that it is pinned to."""

    plan: Plan
    first_on: dt.date
    last_on: dt.date
    signed: SignedResult  # a loose copy, without content
    kind: RoundKind
    round_ref: str
    instrument_digest: str
    approved_ref: str | None  # of the version that is worked by; None before the first approval

    @property
    def result(self) -> Result:
        """The frozen result that it is pinned to; read once in each worker."""
        return kept_result(self.signed)

    @property
    def approved(self) -> PlanContent | None:
        """The scope that is worked by, whose dates are the baseline; None before the first approval."""
        return kept_version(self.approved_ref) if self.approved_ref is not None else None

    @property
    def result_title(self) -> str:
        """Name the pinned version: "Baseline, version 1"."""
        return f"{self.kind.label}, version {self.signed.number}"


def _plan(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Select these columns of the engagement's plan, and what its record says beside."""
    return (
        select(
            *columns,
            Engagement.starts_on,
            Engagement.ends_on,
            SignedResult.id,
            SignedResult.ref,
            Round.kind,
            Round.ref,
            Round.instrument_digest,
            PlanVersion.ref,
        )
        .select_from(Plan)
        .join(Engagement, Engagement.id == Plan.engagement_id)
        .join(Round, Round.id == Plan.round_id)
        .join(SignedResult, (SignedResult.round_id == Plan.round_id) & (SignedResult.number == Plan.result_number))
        .outerjoin(PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == Plan.approved_number))
        .where(Plan.engagement_id == bindparam("engagement_id"))
    )


READ = _plan(*PLAN)
_HELD = READ.with_for_update(of=Plan)
_LOCKED = _plan(Plan).with_for_update(of=Plan).execution_options(populate_existing=True)


def plan_of(*, engagement_id: int, lock: bool = False) -> PlanRecord | None:
    """Give the engagement's plan, or None; with `lock` nobody else changes it before this request ends.

    Without, the plan is a loose copy.
    """
    if not lock:
        return _read(READ, engagement_id)
    row = db.session.execute(_LOCKED, {"engagement_id": engagement_id}).first()
    return _record(row[0], row[1:]) if row else None


def plan_held(*, engagement_id: int) -> PlanRecord | None:
    """Give a loose copy of the engagement's plan, locked: for what is written beside the plan, not in it."""
    return _read(_HELD, engagement_id)


def _read(wanted: Select[*tuple[Any, ...]], engagement_id: int) -> PlanRecord | None:
    row = db.session.connection().execute(wanted, {"engagement_id": engagement_id}).first()
    return record_from(row) if row else None


def record_from(row: Sequence[Any]) -> PlanRecord:
    """Give the record of one row of READ, with a loose copy of the plan."""
    return _record(loose_plan(row[: len(PLAN)]), row[len(PLAN) :])


def _record(plan: Plan, beside: Sequence[Any]) -> PlanRecord:
    first_on, last_on, signed_id, signed_ref, kind, round_ref, digest, approved = beside
    signed = SignedResult(id=signed_id, ref=signed_ref, number=plan.result_number, round_id=plan.round_id)
    return PlanRecord(plan, first_on, last_on, signed, kind, round_ref, digest, approved)


_owner, _deputy, _doer = aliased(Person), aliased(Person), aliased(Person)
_ID, _REF = 9, 10  # of the milestone, after nine columns of its goal
SCOPE: Select[*tuple[Any, ...]] = (
    select(  # in the order in which _goal and _milestone take them
        Goal.ref,
        Goal.standard_key,
        Goal.what,
        Goal.success_measure,
        Goal.target_level,
        _owner.ref,
        _owner.name,
        _deputy.ref,
        _deputy.name,
        Milestone.id,
        Milestone.ref,
        Milestone.what,
        Milestone.due_on,
        Milestone.quarters,
        type_coerce(Milestone.support, String),
        Milestone.uses,
        _doer.ref,
        _doer.name,
    )
    .outerjoin(Milestone, (Milestone.goal_id == Goal.id) & Milestone.removed_at.is_(None))
    .outerjoin(_owner, _owner.id == Goal.owner_id)
    .outerjoin(_deputy, _deputy.id == Goal.deputy_id)
    .outerjoin(_doer, _doer.id == Milestone.owner_id)
    .where(Goal.plan_id == bindparam("plan_id"), Goal.removed_at.is_(None))
    .order_by(Goal.position, Goal.id, Milestone.position, Milestone.id)
)
_waiting, _waited = aliased(Milestone), aliased(Milestone)
BESIDE: tuple[Select[*tuple[Any, ...]], ...] = (
    select(null().label("milestone_id"), Omission.standard_key.label("first"), Omission.reason.label("second")).where(
        Omission.plan_id == bindparam("plan_id")
    ),
    select(MilestoneWait.milestone_id, _waited.ref, null())
    .join(_waiting, _waiting.id == MilestoneWait.milestone_id)
    .join(_waited, _waited.id == MilestoneWait.waits_for_id)
    .join(Goal, Goal.id == _waiting.goal_id)
    .where(Goal.plan_id == bindparam("plan_id"), _waited.removed_at.is_(None)),
)
_BESIDE: CompoundSelect[*tuple[Any, ...]] = union_all(*BESIDE)
Rows = Iterable[Sequence[Any]]


def working_content(record: PlanRecord, scope: EngagementScope) -> PlanContent:
    """Give the scope as it is worked on now: not what is approved, unless nobody has changed it since. Two queries."""
    key = {"plan_id": record.plan.id}
    beside, rows = (db.session.connection().execute(wanted, key).all() for wanted in (_BESIDE, SCOPE))
    return content_from(record, scope, beside, rows)


def content_from(record: PlanRecord, scope: EngagementScope, beside: Rows, rows: Rows) -> PlanContent:
    """Give the scope as the rows of BESIDE and of SCOPE have it."""
    waits, reasons = defaultdict[int, set[str]](set), dict[str, str]()
    for milestone_id, first, second in beside:
        if milestone_id is None:
            reasons[first] = second
        else:
            waits[milestone_id].add(first)
    order = {row[_REF]: place for place, row in enumerate(rows)}
    by_goal = defaultdict[str, list[Sequence[Any]]](list)
    for row in rows:
        by_goal[row[0]].append(row)
    standards = {standard.key: standard for standard in record.result.standards}
    return PlanContent(
        partner=scope.partner_name,
        partnership=scope.partnership_name,
        first_on=record.first_on,
        last_on=record.last_on,
        result=record.result_title,
        goals=tuple(_goal(group, standards, waits, order) for group in by_goal.values()),
        omissions=tuple(
            OmissionText(key, standard.number, standard.title, reasons[key])
            for key, standard in standards.items()
            if key in reasons
        ),
    )


def _goal(
    rows: list[Sequence[Any]],
    standards: dict[str, StandardResult],
    waits: dict[int, set[str]],
    order: dict[str, int],
) -> GoalText:
    ref, key, what, measure, target, owner_ref, owner_name, deputy_ref, deputy_name, *_ = rows[0]
    standard = standards.get(key)  # none if a later instrument, to which the plan moved, has it no more
    return GoalText(
        ref=ref,
        standard_key=key,
        standard_number=standard.number if standard else 0,
        standard_title=standard.title if standard else "A standard of an earlier instrument",
        level=standard.level if standard else None,
        target_level=target,
        what=what,
        success_measure=measure,
        owner=_who(owner_ref, owner_name),
        deputy=_who(deputy_ref, deputy_name),
        milestones=tuple(_milestone(row[_ID:], waits, order) for row in rows if row[_REF]),
    )


def _milestone(row: Sequence[Any], waits: dict[int, set[str]], order: dict[str, int]) -> MilestoneText:
    key, ref, what, due_on, quarters, support, uses, doer_ref, doer_name = row
    before = sorted((each for each in waits[key] if each in order), key=order.__getitem__) if key in waits else ()
    return MilestoneText(ref, what, _who(doer_ref, doer_name), due_on, quarters, support or "", uses, tuple(before))


def _who(ref: str | None, name: str | None) -> Who | None:
    return Who(ref, name) if ref and name else None


_VERSION = select(PlanVersion.ref).where(
    PlanVersion.plan_id == bindparam("plan_id"), PlanVersion.number == bindparam("number")
)


def version_content(plan: Plan, number: int) -> PlanContent | None:
    """Give the frozen scope of a submitted version, or None if there is none with this number."""
    ref = db.session.connection().execute(_VERSION, {"plan_id": plan.id, "number": number}).scalar()
    return kept_version(ref) if ref is not None else None


def approved_content(plan: Plan) -> PlanContent | None:
    """Give the scope that is worked by, whose dates are the baseline; None before the first approval."""
    return version_content(plan, plan.approved_number) if plan.approved_number else None


def standing_rows(plan_id: Any) -> CompoundSelect[*tuple[Any, ...]]:
    """Select what is declared of the goals and milestones of a plan, whose key may be a bound value or a subquery."""
    return union_all(
        select(
            Milestone.ref.label("ref"),
            type_coerce(MilestoneStanding.status, String).label("status"),
            MilestoneStanding.reason,
            MilestoneStanding.forecast_on,
            MilestoneStanding.forecast_reason,
            MilestoneStanding.done_on,
            MilestoneStanding.version,
        )
        .join(Milestone, Milestone.id == MilestoneStanding.milestone_id)
        .join(Goal, Goal.id == Milestone.goal_id)
        .where(Goal.plan_id == plan_id),
        select(
            Goal.ref, type_coerce(GoalStanding.status, String), GoalStanding.reason, null(), null(),
            GoalStanding.done_on, GoalStanding.version,
        )
        .join(Goal, Goal.id == GoalStanding.goal_id)
        .where(Goal.plan_id == plan_id),
    )  # fmt: skip


def standing_from(row: Any) -> Standing:
    """Give the value of one row of `standing_rows`."""
    _, status, reason, forecast_on, forecast_reason, done_on, version = row
    return Standing(status, reason, forecast_on, forecast_reason or "", done_on, version)


_STANDINGS = standing_rows(bindparam("plan_id"))


def standings(plan: Plan) -> dict[str, Standing]:
    """Give what is declared of goals and milestones, by reference; what has no row has not started."""
    found = db.session.connection().execute(_STANDINGS, {"plan_id": plan.id})
    return {row[0]: standing_from(row) for row in found}
