"""Making, changing and ending a pair. What the two write down: log.py."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

from sqlalchemy import delete, or_, select

from app.accounts.queries import mail_addresses, mail_addresses_of_authority
from app.audit import services
from app.audit.services import Facts, Trace
from app.db import db
from app.engagements.models import EngagementState
from app.engagements.services.terms import locked
from app.engagements.telling import link_to, tell
from app.mentoring.errors import AlreadyAPairError, ConflictError, EndedError, OnePersonError, WrongDateError
from app.mentoring.models import MentoringPair, PairGoal
from app.mentoring.queries import Choice, first_met_on, goals_of, last_met_on
from app.plans.models import Goal
from app.security import EngagementScope, Identity, Role

RUNNING = frozenset({EngagementState.OPEN, EngagementState.CLOSING})


@dataclass(frozen=True, slots=True)
class PairPlan:
    """What a pair works on, since when."""

    focus: str
    started_on: dt.date
    goals: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """When a pair ended, and how it went."""

    ended_on: dt.date
    note: str


def pair_up(
    mentor: Choice, mentee: Choice, plan: PairPlan, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> MentoringPair:
    """Make a pair and tell the two. Raises EndedError, OnePersonError, AlreadyAPairError while they are one.

    The engagement is locked, so that two colleagues who pair the same two at once make one pair.
    """
    demand_open(scope)
    if mentor.id == mentee.id:
        raise OnePersonError(f"{mentor.name} cannot be mentor and mentored at once: choose two people")
    locked(scope.id)
    running = select(MentoringPair.id).where(
        MentoringPair.engagement_id == scope.id,
        MentoringPair.mentor_id == mentor.id,
        MentoringPair.mentee_id == mentee.id,
        MentoringPair.ended_on.is_(None),
    )
    if db.session.scalar(running):
        raise AlreadyAPairError(f"{mentor.name} and {mentee.name} are a pair already")
    pair = MentoringPair(
        engagement_id=scope.id,
        mentor_id=mentor.id,
        mentee_id=mentee.id,
        focus=plan.focus,
        started_on=plan.started_on,
        created_at=now,
    )
    db.session.add(pair)
    db.session.flush()
    _set_goals(pair, plan.goals)
    became: Facts = {"mentor_person_id": mentor.id, "mentee_person_id": mentee.id, "started_on": plan.started_on}
    note("mentoring pair made", pair, scope, actor=actor, now=now, became=became | _goal_facts(plan.goals))
    lines = (
        f"{mentor.name} is to mentor {mentee.name} ({scope.partner_name}, {scope.partnership_name}).",
        "The two of you record your meetings and what you agree to do:",
    )
    _tell_the_pair(pair, f"Mentoring: {mentor.name} with {mentee.name}", lines, scope, actor=actor, now=now)
    return pair


def change(
    pair: MentoringPair,
    plan: PairPlan,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Change what a pair works on. Raises EndedError, WrongDateError, ConflictError if it changed since it was seen."""
    demand_running(pair)
    demand_open(scope)
    first = first_met_on(pair)
    if first and plan.started_on > first:
        raise WrongDateError("The pair has met before that day: choose an earlier start")
    if pair.version != seen_version:
        raise ConflictError
    was: Facts = {"focus": pair.focus, "started_on": pair.started_on} | _goal_facts(goals_of(pair))
    pair.focus, pair.started_on = plan.focus, plan.started_on
    pair.version += 1  # the goals are no columns of it, and change with it
    _set_goals(pair, plan.goals)
    became: Facts = {"focus": plan.focus, "started_on": plan.started_on} | _goal_facts(plan.goals)
    note("mentoring pair changed", pair, scope, actor=actor, now=now, was=was, became=became)


def end(pair: MentoringPair, ending: Ending, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """End a pair with a note and tell the two. Raises EndedError if it has ended, WrongDateError."""
    demand_running(pair)
    demand_open(scope)
    if ending.ended_on < max(pair.started_on, last_met_on(pair) or pair.started_on):
        raise WrongDateError("The end cannot be before the start or before the last meeting")
    pair.ended_on, pair.ended_note = ending.ended_on, ending.note
    became: Facts = {"ended_on": ending.ended_on, "note": ending.note}
    note("mentoring pair ended", pair, scope, actor=actor, now=now, became=became)
    lines = (f"{actor.name} has ended this mentoring:", ending.note, "Its log can still be read:")
    _tell_the_pair(pair, "Mentoring has ended", lines, scope, actor=actor, now=now)


def demand_open(scope: EngagementScope) -> None:
    """Raise EndedError unless the engagement runs."""
    if scope.state not in RUNNING:
        raise EndedError("Mentoring is recorded while the engagement is open, and this one is not. Nothing was saved.")


def demand_running(pair: MentoringPair) -> None:
    """Raise EndedError for a pair that has ended."""
    if pair.ended_on is not None:
        raise EndedError("This mentoring has ended, so its log no longer changes. Nothing was saved.")


def note(action: str, pair: MentoringPair, scope: EngagementScope, **trace: Unpack[Trace]) -> None:
    """Record a change in the audit trail. What was discussed never stands there: others read the trail."""
    services.note(action, f"mentoring {pair.ref}", scope, **trace)


def _goal_facts(goals: Sequence[Choice]) -> Facts:
    return {"goals": ", ".join(goal.ref for goal in goals)}


def _set_goals(pair: MentoringPair, goals: Sequence[Choice]) -> None:
    in_the_plan = select(Goal.id).where(Goal.removed_at.is_(None))  # what a change removes may yet come back
    wanted = [goal.id for goal in goals]
    db.session.execute(
        delete(PairGoal).where(
            PairGoal.pair_id == pair.id, or_(PairGoal.goal_id.in_(in_the_plan), PairGoal.goal_id.in_(wanted))
        )
    )
    db.session.add_all(PairGoal(pair_id=pair.id, goal_id=key) for key in wanted)
    db.session.flush()


def _tell_the_pair(
    pair: MentoringPair,
    subject: str,
    lines: tuple[str, ...],
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    everybody = mail_addresses(engagement_id=scope.id, roles=set(Role))
    everybody += mail_addresses_of_authority(authority_id=scope.lead_authority_id, roles={Role.MANAGER})
    two = {pair.mentor_id, pair.mentee_id} - {actor.person_id}
    tell(
        dict.fromkeys(each for each in everybody if each.person_id in two),
        kind="mentoring",
        subject=subject,
        lines=lines,
        link=link_to("mentoring.pair", scope, pair_ref=pair.ref),
        now=now,
    )
