"""When and where the workshop met and who was there: the only part of its minutes that somebody writes down."""

import datetime as dt
from dataclasses import dataclass

from app.assessments.errors import ConflictError
from app.assessments.models import Round, RoundState, WorkshopRecord
from app.assessments.queries.minutes import meeting_of
from app.assessments.services.moves import demand_state, note, store
from app.security import EngagementScope, Identity

BEFORE_THE_SIGNATURE = "The meeting is recorded until the result is signed."
RECORDABLE = frozenset({RoundState.WORKSHOP, RoundState.WITH_DIRECTOR})


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting as it was; `present` and `apologies` hold one person a line."""

    held_on: dt.date
    place: str
    present: str
    apologies: str
    notes: str
    seen_version: int  # 0 when the recorder saw nothing recorded yet


def record_meeting(
    what: Meeting, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Record the meeting. Raises ConflictError if it changed since it was seen."""
    demand_state(assessment_round, RECORDABLE, BEFORE_THE_SIGNATURE)
    stored = meeting_of(assessment_round.id)
    if (stored.version if stored else 0) != what.seen_version:
        raise ConflictError
    values = {name: getattr(what, name) for name in ("held_on", "place", "present", "apologies", "notes")}
    was = {name: getattr(stored, name) for name in values} if stored else None
    store(stored or WorkshopRecord(round_id=assessment_round.id), values, actor, now)
    note("workshop's meeting recorded", assessment_round, scope, actor=actor, now=now, was=was, became=values)
