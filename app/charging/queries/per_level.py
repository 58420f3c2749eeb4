"""What cost per level moved is made from: days by goal, the plan, and the two results that stand beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.assessments.models import Round, RoundKind, SignedResult
from app.assessments.queries.signed import kept_result
from app.assessments.result import Result
from app.charging.ledger import Days, days_of
from app.charging.models import EntryState, SupportEntry
from app.db import db
from app.instruments.difference import Kind, compare
from app.instruments.queries import instrument
from app.plans.content import PlanContent, plan_from
from app.plans.models import Plan, PlanVersion

COUNTED = (EntryState.APPROVED, EntryState.STATED)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed result, with the name that pages give it and the text that it was scored on."""

    id: int
    ref: str
    number: int
    round_id: int
    kind: RoundKind
    digest: str

    @property
    def title(self) -> str:
        """Name it: "Baseline, version 1"."""
        return f"{self.kind.label}, version {self.number}"

    @property
    def result(self) -> Result:
        """Its frozen content; read once in each worker."""
        return kept_result(SignedResult(id=self.id, ref=self.ref, number=self.number, round_id=self.round_id))


@dataclass(frozen=True, slots=True)
class Compared:
    """The approved plan, the result that it is pinned to, and the newest one that is signed."""

    plan: PlanContent
    pinned: Signed
    newest: Signed

    @property
    def is_scored_again(self) -> bool:
        """Say whether the newest result is of a later round than the plan's own."""
        return self.newest.round_id != self.pinned.round_id


def compared(*, engagement_id: int) -> Compared | None:
    """Give them in one query; None before a plan is approved."""
    pinned, pinned_round, newest, newest_round, later = (
        aliased(SignedResult), aliased(Round), aliased(SignedResult), aliased(Round), aliased(Round),
    )  # fmt: skip
    newest_id = (
        select(SignedResult.id)
        .join(later, later.id == SignedResult.round_id)
        .where(later.engagement_id == engagement_id)
        .order_by(later.id.desc(), SignedResult.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(PlanVersion.content, *_columns(pinned, pinned_round), *_columns(newest, newest_round))
        .join(Plan, (Plan.id == PlanVersion.plan_id) & (Plan.approved_number == PlanVersion.number))
        .join(pinned, (pinned.round_id == Plan.round_id) & (pinned.number == Plan.result_number))
        .join(pinned_round, pinned_round.id == pinned.round_id)
        .join(newest, newest.id == newest_id)
        .join(newest_round, newest_round.id == newest.round_id)
        .where(Plan.engagement_id == engagement_id)
    ).first()
    if row is None:
        return None
    content, *both = row
    return Compared(plan_from(content), Signed(*both[:6]), Signed(*both[6:]))


def _columns(signed: type[SignedResult], of_round: type[Round]) -> tuple[object, ...]:
    return signed.id, signed.ref, signed.number, signed.round_id, of_round.kind, of_round.instrument_digest


def earlier_keys(beside: Compared) -> Mapping[str, str]:
    """Give, for each standard of the plan's text, its key in the newest text where the two compare."""
    if beside.pinned.digest == beside.newest.digest:
        return {standard.key: standard.key for standard in beside.newest.result.standards}
    changes = compare(instrument(beside.pinned.digest), instrument(beside.newest.digest)).standards
    return {
        change.old_keys[0]: change.key
        for change in changes
        if change.kind in {Kind.SAME, Kind.REWORDED} and len(change.old_keys) == 1
    }


def approved_by_goal(*, engagement_id: int) -> dict[str, Days]:
    """Add up approved days by the goal that they served; an empty reference for days without a goal."""
    found: dict[str, Days] = {}
    rows = db.session.execute(
        select(SupportEntry.goal_ref, SupportEntry.day_rate, func.sum(SupportEntry.quarters))
        .where(SupportEntry.engagement_id == engagement_id, SupportEntry.state.in_(COUNTED))
        .group_by(SupportEntry.goal_ref, SupportEntry.day_rate)
        .order_by(SupportEntry.goal_ref, SupportEntry.day_rate)
    )
    for goal_ref, rate, quarters in rows:
        found[goal_ref] = found.get(goal_ref, Days()) + days_of(int(quarters), rate)
    return found
