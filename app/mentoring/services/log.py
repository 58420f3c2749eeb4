"""What a pair writes down: meetings, the actions agreed in them, and that one is done. Only the two do."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.audit.services import Facts
from app.db import db
from app.mentoring.errors import ConflictError, DoneAlreadyError, NotOfThePairError, WrongDateError
from app.mentoring.models import MentoringAction, MentoringMeeting, MentoringPair
from app.mentoring.services.pairs import demand_open, demand_running, note
from app.security import EngagementScope, Identity

NOT_OF_THE_PAIR = "Only the mentor and the person mentored record their meetings and mark their actions."


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as it is written down. `minutes` from 5 to 600."""

    met_on: dt.date
    minutes: int
    discussed: str
    next_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action as it is agreed; `goal_id` None: it serves no goal in particular."""

    what: str
    owner_id: int
    due_on: dt.date
    goal_id: int | None


def demand_one_of_the_pair(pair: MentoringPair, actor: Identity) -> None:
    """Raise NotOfThePairError for anybody else."""
    if actor.person_id not in {pair.mentor_id, pair.mentee_id}:
        raise NotOfThePairError(NOT_OF_THE_PAIR)


def record_meeting(
    pair: MentoringPair,
    meeting: Meeting,
    actions: Sequence[Agreed],
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> MentoringMeeting:
    """Record a meeting with what was agreed in it. Raises NotOfThePairError, EndedError, WrongDateError."""
    _demand(pair, scope, actor)
    _demand_since_start(pair, meeting.met_on)
    kept = MentoringMeeting(
        pair_id=pair.id,
        met_on=meeting.met_on,
        minutes=meeting.minutes,
        discussed=meeting.discussed,
        next_on=meeting.next_on,
        recorded_by_id=actor.person_id,
        recorded_name=actor.name,
        recorded_at=now,
    )
    db.session.add(kept)
    db.session.flush()
    note("mentoring meeting recorded", pair, scope, actor=actor, now=now, became=_facts(kept))
    for action in actions:
        agree(pair, kept, action, scope, actor=actor, now=now)
    return kept


def change_meeting(
    pair: MentoringPair,
    kept: MentoringMeeting,
    meeting: Meeting,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Change what is recorded of a meeting. Raises as `record_meeting`, and ConflictError."""
    _demand(pair, scope, actor)
    _demand_since_start(pair, meeting.met_on)
    if kept.version != seen_version:
        raise ConflictError
    was, before = _facts(kept), kept.discussed
    kept.met_on, kept.minutes, kept.next_on = meeting.met_on, meeting.minutes, meeting.next_on
    kept.discussed = meeting.discussed
    became = _facts(kept) | ({"discussed": "reworded"} if before != meeting.discussed else {})
    note("mentoring meeting changed", pair, scope, actor=actor, now=now, was=was, became=became)


def agree(
    pair: MentoringPair,
    meeting: MentoringMeeting,
    agreed: Agreed,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> MentoringAction:
    """Add an action that was agreed in a meeting. Raises NotOfThePairError, EndedError."""
    _demand(pair, scope, actor)
    action = MentoringAction(
        meeting_id=meeting.id,
        what=agreed.what,
        owner_id=agreed.owner_id,
        due_on=agreed.due_on,
        goal_id=agreed.goal_id,
    )
    db.session.add(action)
    db.session.flush()
    note("mentoring action agreed", pair, scope, actor=actor, now=now, became=_action_facts(action))
    return action


def change_action(
    pair: MentoringPair,
    action: MentoringAction,
    agreed: Agreed,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Change an agreed action. Raises NotOfThePairError, EndedError, DoneAlreadyError, ConflictError."""
    _demand(pair, scope, actor)
    _demand_open(action)
    if action.version != seen_version:
        raise ConflictError
    was = _action_facts(action)
    action.what, action.owner_id, action.due_on = agreed.what, agreed.owner_id, agreed.due_on
    action.goal_id = agreed.goal_id
    note("mentoring action changed", pair, scope, actor=actor, now=now, was=was, became=_action_facts(action))


def mark_done(
    pair: MentoringPair,
    action: MentoringAction,
    done_note: str,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Mark an action as done, with what came of it. Raises NotOfThePairError, EndedError, DoneAlreadyError."""
    _demand(pair, scope, actor)
    _demand_open(action)
    action.done_at, action.done_by_id, action.done_note = now, actor.person_id, done_note
    became: Facts = {"action": action.ref, "done_by_id": actor.person_id, "note": done_note}
    note("mentoring action done", pair, scope, actor=actor, now=now, became=became)


def _demand(pair: MentoringPair, scope: EngagementScope, actor: Identity) -> None:
    demand_one_of_the_pair(pair, actor)
    demand_running(pair)
    demand_open(scope)


def _demand_open(action: MentoringAction) -> None:
    if action.done_at is not None:
        raise DoneAlreadyError("This action is marked as done already, so it no longer changes. Nothing was saved.")


def _demand_since_start(pair: MentoringPair, met_on: dt.date) -> None:
    if met_on < pair.started_on:
        raise WrongDateError("The meeting cannot be before the mentoring started")


def _facts(meeting: MentoringMeeting) -> Facts:
    return {
        "meeting": meeting.ref,
        "met_on": meeting.met_on,
        "minutes": meeting.minutes,
        "next_on": meeting.next_on,
    }


def _action_facts(action: MentoringAction) -> Facts:
    return {"action": action.ref, "what": action.what, "owner_person_id": action.owner_id, "due_on": action.due_on}
