"""Dissent: recorded in words, named only by the person's own word. A level is never part of it (rules.md, Round)."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm.exc import StaleDataError

from app.assessments.errors import RoundError
from app.assessments.models import Dissent, Naming, Round, RoundState
from app.assessments.queries.dissents import dissent, submitters
from app.assessments.services.moves import demand_state, note
from app.db import db
from app.security import EngagementScope, Identity

IN_THE_WORKSHOP = "Dissent is recorded while the round is in its workshop."


class NobodyToAskError(RoundError):
    """The person has not submitted scores in this round."""


class DissentGoneError(RoundError):
    """The dissent was removed, or was answered meanwhile."""


@dataclass(frozen=True, slots=True)
class NewDissent:
    """What is said, and the participation of whoever is asked to put a name to it; empty: nobody is."""

    text: str
    ask: str = ""


def record_dissent(
    what: NewDissent,
    standard_key: str,
    assessment_round: Round,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> Dissent:
    """Record a dissent on a standard. The audit trail does not say who is asked. Raises NobodyToAskError."""
    demand_state(assessment_round, {RoundState.WORKSHOP}, IN_THE_WORKSHOP)
    made = Dissent(
        round_id=assessment_round.id,
        standard_key=standard_key,
        text=what.text,
        naming=Naming.ASKED if what.ask else Naming.UNNAMED,
        person_id=_person_asked(what.ask, assessment_round, scope) if what.ask else None,
        recorded_by_id=actor.person_id,
        recorded_at=now,
    )
    db.session.add(made)
    db.session.flush()
    became = {"text": what.text}
    note(f"dissent on {standard_key} recorded", assessment_round, scope, actor=actor, now=now, became=became)
    return made


def _person_asked(ref: str, assessment_round: Round, scope: EngagementScope) -> int:
    for each in submitters(assessment_round.id, engagement_id=scope.id):
        if each.ref == ref:
            return each.person_id
    raise NobodyToAskError("Choose somebody who submitted scores in this round.")


def remove_dissent(
    ref: str, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> str:
    """Take a dissent back before the result is sent; gives its standard's key. Raises DissentGoneError."""
    found = _found(ref, assessment_round)
    demand_state(assessment_round, {RoundState.WORKSHOP}, IN_THE_WORKSHOP)
    was, key = {"text": found.text}, found.standard_key
    db.session.delete(found)
    _flush()
    note(f"dissent on {key} removed", assessment_round, scope, actor=actor, now=now, was=was)
    return key


def confirm_dissent(
    ref: str, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Put the asked person's own name to a dissent, as it is today. Raises DissentGoneError for anybody else."""
    found = _asked(ref, assessment_round, actor)
    demand_state(assessment_round, {RoundState.WORKSHOP}, IN_THE_WORKSHOP)
    found.naming, found.person_name, found.confirmed_at = Naming.NAMED, actor.name, now
    _flush()
    note(f"dissent on {found.standard_key} named", assessment_round, scope, actor=actor, now=now)


def decline_dissent(
    ref: str, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Leave a dissent without a name: nobody learns who was asked. Raises DissentGoneError for anybody else.

    The action ends in " scored", so that it is sealed and listed nowhere (app/audit/queries.py, UNLISTED).
    """
    found = _asked(ref, assessment_round, actor)
    demand_state(assessment_round, {RoundState.WORKSHOP}, IN_THE_WORKSHOP)
    found.naming, found.person_id = Naming.UNNAMED, None
    _flush()
    note("no name put to a dissent on what was scored", assessment_round, scope, actor=actor, now=now)


def _asked(ref: str, assessment_round: Round, actor: Identity) -> Dissent:
    found = _found(ref, assessment_round)
    if found.naming is not Naming.ASKED or found.person_id != actor.person_id:
        raise DissentGoneError("This is no longer waiting for your answer.")
    return found


def _found(ref: str, assessment_round: Round) -> Dissent:
    found = dissent(ref, round_id=assessment_round.id)
    if found is None:
        raise DissentGoneError("That dissent is not there any more.")
    return found


def _flush() -> None:
    try:
        db.session.flush()
    except StaleDataError as error:
        raise DissentGoneError("Somebody else changed that dissent just now. Look at it again.") from error
