"""All that the builder's page is made of, as rows that can be compared with those it was printed from."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Integer,
    bindparam,
    exists,
    literal,
    null,
    select,
    true,
    union,
    union_all,
)

from app.accounts.models import Membership, Person
from app.db import db
from app.plans.content import PlanContent
from app.plans.models import Goal, Milestone
from app.plans.queries.plan import BESIDE, READ, SCOPE, PlanRecord, content_from, record_from
from app.plans.queries.scope import NEWEST
from app.security import EngagementScope

_GONE = 0  # stands where a milestone's key would: no key is 0
_NEWEST = len(NEWEST.c)
_plan_id = bindparam("plan_id", type_=Integer)
_PLAN = READ.add_columns(*NEWEST.c).outerjoin(NEWEST, true())
_BESIDE: CompoundSelect[*tuple[Any, ...]] = union_all(
    *BESIDE,
    select(literal(_GONE), Person.ref, null()).where(
        ~exists().where(
            Membership.person_id == Person.id,
            Membership.engagement_id == bindparam("engagement_id"),
            Membership.ended_at.is_(None),
        ),
        Person.id.in_(
            union(
                select(Goal.owner_id).where(Goal.plan_id == _plan_id),
                select(Goal.deputy_id).where(Goal.plan_id == _plan_id),
                select(Milestone.owner_id).join(Goal, Goal.id == Milestone.goal_id).where(Goal.plan_id == _plan_id),
            )
        ),
    ),
)


class Builder(NamedTuple):
    """A plan and its scope as it is worked on, with the newest signed version and owners who take no part any more."""

    plan: Sequence[Any]
    beside: Sequence[Sequence[Any]]
    rows: Sequence[Sequence[Any]]

    @property
    def record(self) -> PlanRecord:
        """The plan's record."""
        return record_from(self.plan[:-_NEWEST])

    @property
    def newest_title(self) -> str:
        """Name the newest signed version."""
        kind, number = self.plan[-_NEWEST:]
        return f"{kind.label}, version {number}"

    @property
    def gone(self) -> frozenset[str]:
        """Owners and deputies, by reference, who take no part any more."""
        return frozenset(ref for key, ref, _ in self.beside if key == _GONE)

    def content(self, record: PlanRecord, scope: EngagementScope) -> PlanContent:
        """Give the scope."""
        return content_from(record, scope, [row for row in self.beside if row[0] != _GONE], self.rows)


def plan_row(*, engagement_id: int) -> Any:
    """Give the plan's row, whose columns have their names, or None if there is no plan."""
    return db.session.connection().execute(_PLAN, {"engagement_id": engagement_id}).first()


def builder(plan: Any, *, engagement_id: int) -> Builder:
    """Give the rest; two queries."""
    key, connection = {"engagement_id": engagement_id, "plan_id": plan.id}, db.session.connection()
    return Builder(
        tuple(plan), _tuples(connection.execute(_BESIDE, key).all()), _tuples(connection.execute(SCOPE, key).all())
    )


def _tuples(rows: Iterable[Any]) -> tuple[tuple[Any, ...], ...]:
    return tuple(map(tuple, rows))
