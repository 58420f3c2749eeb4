"""The log of a pair: its meetings, the newest first, and the actions agreed there. What was discussed is the pair's."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Select, func, null, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.db import db
from app.mentoring.models import MentoringAction, MentoringMeeting, MentoringPair
from app.plans.models import Goal


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An agreed action with its owner's name, and the goal that it serves, if any that is still in the plan."""

    ref: str
    meeting_id: int
    met_on: dt.date
    what: str
    owner_id: int
    owner_name: str
    due_on: dt.date
    goal_ref: str | None
    goal_what: str | None
    done_at: dt.datetime | None
    done_name: str | None
    done_note: str

    def is_late(self, today: dt.date) -> bool:
        """Say whether its day has passed and it is not done."""
        return self.done_at is None and self.due_on < today


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with its actions. `discussed` is None for whoever is not one of the pair: it is not even read."""

    ref: str
    met_on: dt.date
    minutes: int
    next_on: dt.date | None
    recorded_name: str
    discussed: str | None
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """Everything a pair's page lists: open actions the most urgent first, meetings the newest first."""

    meetings: tuple[MeetingRow, ...]
    open_actions: tuple[ActionRow, ...]

    @property
    def minutes(self) -> int:
        """Minutes of all meetings together."""
        return sum(meeting.minutes for meeting in self.meetings)

    @property
    def next_on(self) -> dt.date | None:
        """When the pair meets next, as its last meeting agreed."""
        return self.meetings[0].next_on if self.meetings else None


_owner, _doer = aliased(Person), aliased(Person)
_ACTIONS: Select[
    str, int, dt.date, str, int, str, dt.date, str | None, str | None, dt.datetime | None, str | None, str
] = (
    select(
        MentoringAction.ref,
        MentoringAction.meeting_id,
        MentoringMeeting.met_on,
        MentoringAction.what,
        MentoringAction.owner_id,
        _owner.name,
        MentoringAction.due_on,
        Goal.ref,
        Goal.what,
        MentoringAction.done_at,
        _doer.name,
        MentoringAction.done_note,
    )
    .join(MentoringMeeting, MentoringMeeting.id == MentoringAction.meeting_id)
    .join(_owner, _owner.id == MentoringAction.owner_id)
    .outerjoin(_doer, _doer.id == MentoringAction.done_by_id)
    .outerjoin(Goal, (Goal.id == MentoringAction.goal_id) & Goal.removed_at.is_(None))
    .order_by(MentoringAction.due_on, MentoringAction.id)
)


def log_of(pair: MentoringPair, *, own: bool) -> Log:
    """Give the log of a pair; with `own` the reader is one of the two, and what was discussed is read. Two queries."""
    by_meeting = defaultdict[int, list[ActionRow]](list)
    actions = [ActionRow(*row) for row in db.session.execute(_ACTIONS.where(MentoringMeeting.pair_id == pair.id))]
    for action in actions:
        by_meeting[action.meeting_id].append(action)
    found = db.session.execute(
        select(
            MentoringMeeting.id,
            MentoringMeeting.ref,
            MentoringMeeting.met_on,
            MentoringMeeting.minutes,
            MentoringMeeting.next_on,
            MentoringMeeting.recorded_name,
            MentoringMeeting.discussed if own else null(),
        )
        .where(MentoringMeeting.pair_id == pair.id)
        .order_by(MentoringMeeting.met_on.desc(), MentoringMeeting.id.desc())
    )
    meetings = tuple(MeetingRow(*row[1:], tuple(by_meeting[row[0]])) for row in found)
    return Log(meetings, tuple(action for action in actions if action.done_at is None))


def first_met_on(pair: MentoringPair) -> dt.date | None:
    """Give the day of the pair's first meeting."""
    return db.session.scalar(select(func.min(MentoringMeeting.met_on)).where(MentoringMeeting.pair_id == pair.id))


def last_met_on(pair: MentoringPair) -> dt.date | None:
    """Give the day of the pair's last meeting."""
    return db.session.scalar(select(func.max(MentoringMeeting.met_on)).where(MentoringMeeting.pair_id == pair.id))


def meeting_of(meeting_ref: str, *, pair: MentoringPair) -> MentoringMeeting | None:
    """Give the meeting with this reference, if it is one of the pair's."""
    return db.session.scalar(
        select(MentoringMeeting).where(MentoringMeeting.ref == meeting_ref, MentoringMeeting.pair_id == pair.id)
    )


def action_of(action_ref: str, *, pair: MentoringPair) -> MentoringAction | None:
    """Give the action with this reference, if it was agreed in one of the pair's meetings."""
    return db.session.scalar(
        select(MentoringAction)
        .join(MentoringMeeting, MentoringMeeting.id == MentoringAction.meeting_id)
        .where(MentoringAction.ref == action_ref, MentoringMeeting.pair_id == pair.id)
    )
