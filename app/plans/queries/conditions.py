"""Conditions of a plan's approvals, with the approval each belongs to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select

from app.db import db
from app.plans.models import Condition, Plan, PlanVersion


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition, how it is said to be met, and whether the manager confirmed it. `goal_ref` empty: of the whole."""

    ref: str
    number: int  # of the version whose approval depends on it
    goal_ref: str
    text: str
    due_on: dt.date
    met_at: dt.datetime | None
    met_name: str
    met_note: str
    confirmed_at: dt.datetime | None
    confirmed_name: str
    version: int  # which its reader carries to a word on it

    @property
    def is_open(self) -> bool:
        """Say whether the partner has still to say how it is met."""
        return self.met_at is None

    @property
    def waits_for_manager(self) -> bool:
        """Say whether the manager has still to confirm it."""
        return self.met_at is not None and self.confirmed_at is None

    def standing(self, today: dt.date) -> tuple[str, str]:
        """Where it stands, and the colour of the tag that says so."""
        if self.confirmed_at is not None:
            return "Met", "green"
        if self.met_at is not None:
            return "Said to be met", "yellow"
        return ("Late", "red") if self.due_on < today else ("Open", "blue")


_CONDITIONS: Select[*tuple[Any, ...]] = (
    select(
        Condition.ref,
        PlanVersion.number,
        Condition.goal_ref,
        Condition.text,
        Condition.due_on,
        Condition.met_at,
        Condition.met_name,
        Condition.met_note,
        Condition.confirmed_at,
        Condition.confirmed_name,
        Condition.version,
    )
    .join(PlanVersion, PlanVersion.id == Condition.plan_version_id)
    .where(Condition.plan_id == bindparam("plan_id"))
    .order_by(Condition.confirmed_at.is_not(None), Condition.due_on, Condition.id)
)


def conditions_of(plan: Plan) -> list[ConditionRow]:
    """Give every condition, what is open first, then by due date."""
    return [ConditionRow(*row) for row in db.session.execute(_CONDITIONS, {"plan_id": plan.id})]


def condition_of(ref: str, *, plan_id: int) -> Condition | None:
    """Give a condition as a record, or None if the plan has none with this reference."""
    return db.session.scalars(select(Condition).where(Condition.ref == ref, Condition.plan_id == plan_id)).first()
