"""The pairs of an engagement, as lists and pages show them, and who can be paired. A pair's log: log.py."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.queries import SeatedPerson, people_of_authority, people_of_engagement
from app.db import db
from app.mentoring.models import MentoringAction, MentoringMeeting, MentoringPair, PairGoal
from app.plans.beside import beside_rows
from app.plans.models import Goal, Plan
from app.security import EngagementScope, Identity, Role
from app.security.roles import PARTNER_ROLES

SEE_ALL = frozenset({Role.LEAD_OFFICER, Role.DIRECTOR, Role.CONSULTANT, Role.MANAGER})
"""Who sees every pair of the engagement, without what was discussed; everybody else sees the own pairs only."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as lists show it. `minutes` is the total of its meetings; `next_on` is what the last meeting agreed."""

    ref: str
    mentor_id: int
    mentee_id: int
    mentor_name: str
    mentee_name: str
    focus: str
    ended_on: dt.date | None
    meetings: int
    minutes: int
    next_on: dt.date | None
    open_actions: int
    late_actions: int

    @property
    def title(self) -> str:
        """Name the pair: "Jo Hall with Sam Reed", the mentor first."""
        return f"{self.mentor_name} with {self.mentee_name}"


@dataclass(frozen=True, slots=True)
class PairRecord:
    """A pair with the names and references of its two people."""

    pair: MentoringPair
    mentor_ref: str
    mentor_name: str
    mentee_ref: str
    mentee_name: str

    @property
    def title(self) -> str:
        """Name the pair: "Jo Hall with Sam Reed", the mentor first."""
        return f"{self.mentor_name} with {self.mentee_name}"

    @property
    def people(self) -> dict[str, tuple[int, str]]:
        """Key and name of the two by their references."""
        return {
            self.mentor_ref: (self.pair.mentor_id, self.mentor_name),
            self.mentee_ref: (self.pair.mentee_id, self.mentee_name),
        }

    def has(self, person_id: int) -> bool:
        """Say whether the person is one of the two."""
        return person_id in {self.pair.mentor_id, self.pair.mentee_id}


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody, or a goal, that a form offers."""

    id: int
    ref: str
    name: str


_mentor, _mentee = aliased(Person), aliased(Person)
_of_pair = MentoringMeeting.pair_id == MentoringPair.id
_open_actions = (
    select(func.count(MentoringAction.id))
    .join(MentoringMeeting, MentoringMeeting.id == MentoringAction.meeting_id)
    .where(_of_pair, MentoringAction.done_at.is_(None))
)
_meetings = select(func.count(MentoringMeeting.id)).where(_of_pair).scalar_subquery()
_minutes = select(func.coalesce(func.sum(MentoringMeeting.minutes), 0)).where(_of_pair).scalar_subquery()
_order = (MentoringPair.ended_on.is_not(None), _mentor.name, _mentee.name, MentoringPair.id)
_ROWS: Select[*tuple[Any, ...]] = (
    select(
        MentoringPair.ref,
        MentoringPair.mentor_id,
        MentoringPair.mentee_id,
        _mentor.name,
        _mentee.name,
        MentoringPair.focus,
        MentoringPair.ended_on,
        _meetings,
        _minutes,
        select(MentoringMeeting.next_on)
        .where(_of_pair)
        .order_by(MentoringMeeting.met_on.desc(), MentoringMeeting.id.desc())
        .limit(1)
        .scalar_subquery(),
        _open_actions.scalar_subquery(),
        _open_actions.where(MentoringAction.due_on < bindparam("today")).scalar_subquery(),
    )
    .join(_mentor, _mentor.id == MentoringPair.mentor_id)
    .join(_mentee, _mentee.id == MentoringPair.mentee_id)
    .where(MentoringPair.engagement_id == bindparam("engagement_id"))
    .order_by(*_order)
)
_of_person = or_(MentoringPair.mentor_id == bindparam("person_id"), MentoringPair.mentee_id == bindparam("person_id"))
_OWN_ROWS = _ROWS.where(_of_person)
BESIDE_GOAL = (
    beside_rows(
        func.row_number().over(order_by=_order),
        ref=MentoringPair.ref,
        title=_mentor.name + " with " + _mentee.name,
        first=_meetings,
        second=_minutes,
        third=_open_actions.scalar_subquery(),
    )
    .select_from(MentoringPair)
    .join(_mentor, _mentor.id == MentoringPair.mentor_id)
    .join(_mentee, _mentee.id == MentoringPair.mentee_id)
    .join(PairGoal, PairGoal.pair_id == MentoringPair.id)
    .join(Goal, Goal.id == PairGoal.goal_id)
    .where(
        MentoringPair.engagement_id == bindparam("engagement_id"),
        Goal.ref == bindparam("goal_ref"),
        or_(bindparam("sees_all", type_=Integer) == 1, _of_person),
    )
)
"""Pairs that work on a goal: meetings, minutes and open actions; all, or with `sees_all` 0 those of `person_id`."""


def sees_all(identity: Identity) -> bool:
    """Say whether the person sees every pair of the engagement, not only the own ones."""
    return bool(SEE_ALL & identity.scope_roles)


def pairs_of(*, engagement_id: int, viewer: Identity, today: dt.date) -> list[PairRow]:
    """Give the pairs that the viewer may see, those that have ended last, by mentor and person mentored."""
    query = _ROWS if sees_all(viewer) else _OWN_ROWS
    values = {"engagement_id": engagement_id, "person_id": viewer.person_id, "today": today}
    return [PairRow(*row) for row in db.session.connection().execute(query, values)]


def pair_of(pair_ref: str, *, engagement_id: int, lock: bool = False) -> PairRecord | None:
    """Give the pair with this reference, or None; with `lock` nobody else changes it before this request ends."""
    query = (
        select(MentoringPair, _mentor.ref, _mentor.name, _mentee.ref, _mentee.name)
        .join(_mentor, _mentor.id == MentoringPair.mentor_id)
        .join(_mentee, _mentee.id == MentoringPair.mentee_id)
        .where(MentoringPair.ref == pair_ref, MentoringPair.engagement_id == engagement_id)
    )
    if lock:
        query = query.with_for_update(of=MentoringPair).execution_options(populate_existing=True)
    row = db.session.execute(query).first()
    return PairRecord(*row) if row else None


def goals_to_choose(*, engagement_id: int) -> list[Choice]:
    """Give the goals of the engagement's change plan in their order; none before there is a plan."""
    found = db.session.execute(
        select(Goal.id, Goal.ref, Goal.what)
        .join(Plan, Plan.id == Goal.plan_id)
        .where(Plan.engagement_id == engagement_id, Goal.removed_at.is_(None))
        .order_by(Goal.position, Goal.id)
    )
    return [Choice(*row) for row in found]


def goals_of(pair: MentoringPair) -> list[Choice]:
    """Give the goals that the pair works on, in the plan's order."""
    found = db.session.execute(
        select(Goal.id, Goal.ref, Goal.what)
        .join(PairGoal, PairGoal.goal_id == Goal.id)
        .where(PairGoal.pair_id == pair.id, Goal.removed_at.is_(None))
        .order_by(Goal.position, Goal.id)
    )
    return [Choice(*row) for row in found]


def who_can_pair(scope: EngagementScope) -> tuple[list[Choice], list[Choice]]:
    """Give who can mentor (the lead authority's consultants and managers) and who can be mentored (the partner's side).

    Two queries, by name.
    """
    seated = people_of_engagement(engagement_id=scope.id)
    managers = people_of_authority(authority_id=scope.lead_authority_id)
    mentors: list[SeatedPerson] = [
        *(each for each in seated if each.role is Role.CONSULTANT and each.authority_id == scope.lead_authority_id),
        *(each for each in managers if each.role is Role.MANAGER),
    ]
    mentees = [each for each in seated if each.role in PARTNER_ROLES]
    return _by_name(mentors), _by_name(mentees)


def _by_name(people: Iterable[SeatedPerson]) -> list[Choice]:
    once = {Choice(each.person_id, each.person_ref, each.name) for each in people}
    return sorted(once, key=lambda choice: (choice.name, choice.id))
