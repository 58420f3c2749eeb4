"""Keeps a consultant's rehearsal while it runs, and nothing of it afterwards: no audit entry, no e-mail, no round.

What may happen in one: rehearsing/. Here are only its beginning, its saving and its end.
"""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Membership, Person
from app.assessments.errors import RoundError, WrongStateError
from app.assessments.models import Rehearsal
from app.assessments.queries.rehearsal import rehearsal_to_change
from app.assessments.rehearsing.play import Play, UnreadablePlayError, new_play, play_content, play_from
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.instruments.document import Instrument
from app.instruments.queries import instrument
from app.security import EngagementScope, Identity
from app.security.roles import Role

KEPT = dt.timedelta(hours=12)
Begin = Callable[..., None]
OPEN_ONLY = "A workshop is rehearsed while the engagement is open."


class NoRehearsalError(RoundError):
    """There is no rehearsal of this person: it was ended, or was left for too long."""


def start(digest: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Start a rehearsal on this instrument; one that runs already goes on. Raises WrongStateError."""
    _demand_open(scope)
    running = rehearsal_to_change(actor.person_id, engagement_id=scope.id)
    if running is not None and _is_readable(running):
        return
    begun = running or Rehearsal(engagement_id=scope.id, person_id=actor.person_id, started_at=now)
    _keep(begun, digest, new_play(instrument(digest)), now)
    try:
        with db.session.begin_nested():
            db.session.add(begun)
    except IntegrityError:  # the first of two presses has just begun it
        return


def start_afresh(digest: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Forget what was played and begin again. Raises WrongStateError."""
    _demand_open(scope)
    end(scope, actor=actor)
    start(digest, scope, actor=actor, now=now)


def play_on(
    step: Callable[[Play, Instrument], Play], scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> Play:
    """Take one step and keep where it led; gives that. Raises NoRehearsalError, and whatever the step raises."""
    _demand_open(scope)
    kept = rehearsal_to_change(actor.person_id, engagement_id=scope.id)
    if kept is None:
        raise NoRehearsalError("This rehearsal is over. Start another one if you wish.")
    was = play_from(kept.content)
    became = step(was, instrument(kept.instrument_digest))
    if became != was:
        _keep(kept, kept.instrument_digest, became, now)
        db.session.flush()
    return became


def end(scope: EngagementScope, *, actor: Identity) -> None:
    """End the rehearsal: it is deleted. A second press finds nothing to do."""
    own = (Rehearsal.engagement_id == scope.id, Rehearsal.person_id == actor.person_id)
    db.session.execute(delete(Rehearsal).where(*own).execution_options(synchronize_session=False))


def delete_left(*, now: dt.datetime) -> int:
    """Delete rehearsals that were left lying, or whose consultant or engagement has gone; returns how many."""
    still_consultant = exists().where(
        Membership.person_id == Rehearsal.person_id,
        Membership.engagement_id == Rehearsal.engagement_id,
        Membership.role == Role.CONSULTANT,
        Membership.ended_at.is_(None),
    )
    left = exists().where(Person.id == Rehearsal.person_id, Person.ended_at.is_not(None))
    is_open = Rehearsal.engagement_id.in_(select(Engagement.id).where(Engagement.state == EngagementState.OPEN))
    unwanted = or_(Rehearsal.saved_at < now - KEPT, ~still_consultant, left, ~is_open)
    gone = db.session.scalars(
        delete(Rehearsal).where(unwanted).returning(Rehearsal.id).execution_options(synchronize_session=False)
    )
    return len(gone.all())


def _keep(row: Rehearsal, digest: str, play: Play, now: dt.datetime) -> None:
    row.instrument_digest, row.content, row.saved_at = digest, play_content(play), now


def _is_readable(row: Rehearsal) -> bool:
    try:
        play_from(row.content)
    except UnreadablePlayError:
        return False
    return True


def _demand_open(scope: EngagementScope) -> None:
    if scope.state != EngagementState.OPEN:
        raise WrongStateError(OPEN_ONLY)
