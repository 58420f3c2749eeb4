"""Keeping a delegate's pledges, and whom the follow-up asks besides. A pledge as a milestone: milestones.py."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.audit.services import Facts, record
from app.db import db
from app.learning.access import CohortScope
from app.learning.errors import ConflictError, RefusedFieldError, WrongStateError
from app.learning.models import Enrolment, Pledge
from app.learning.opening import Opening
from app.learning.queries.learned import enrolment_of, pledges_of
from app.security import Identity

POSITIONS = (1, 2, 3)
NOT_OPEN = "You pledge from the last day on, until the follow-up three months later."


@dataclass(frozen=True, slots=True)
class Action:
    """One pledge as it is written down; `standard_key` is empty for none in particular."""

    action: str
    measure: str
    by_on: dt.date
    standard_key: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Actions by position, and the line manager, whose two parts are both given or both empty."""

    actions: Mapping[int, Action]
    line_manager: str
    line_manager_email: str


def version_of(place: Enrolment, pledges: Sequence[Pledge]) -> int:
    """Give a number that changes with any of what the page shows."""
    return place.version * 1000 + sum(pledge.version for pledge in pledges) * 4 + len(pledges)


def promise(
    wanted: Promise, scope: CohortScope, opening: Opening, *, seen_version: int, actor: Identity, now: dt.datetime
) -> None:
    """Keep the pledges; one without an action goes, one that is a milestone stays as it is.

    Raises WrongStateError, ConflictError, RefusedFieldError.
    """
    place = enrolment_of(enrolment_id=scope.enrolment_id or 0, lock=True)
    if not opening.may_pledge(now):
        raise WrongStateError(NOT_OPEN)
    kept = {pledge.position: pledge for pledge in pledges_of(enrolment_id=place.id)}
    if version_of(place, list(kept.values())) != seen_version:
        raise ConflictError("You saved this in another window meanwhile.")
    if wanted.line_manager_email.lower() == actor.email.lower():
        raise RefusedFieldError("line_manager_email", "Enter your manager’s email address, not your own")
    place.line_manager, place.line_manager_email = wanted.line_manager, wanted.line_manager_email
    for position in POSITIONS:
        _keep(position, kept.get(position), wanted.actions.get(position), place)
    db.session.flush()
    became: Facts = {"pledges": len(wanted.actions), "manager_named": bool(wanted.line_manager_email)}
    record("pledges kept", f"cohort {scope.ref}", actor_id=actor.person_id, now=now, became=became)


def _keep(position: int, kept: Pledge | None, wanted: Action | None, place: Enrolment) -> None:
    if kept is not None and kept.milestone_ref:
        return
    if wanted is None:
        if kept is not None:
            db.session.delete(kept)
        return
    if kept is None:
        kept = Pledge(enrolment_id=place.id, position=position)
        db.session.add(kept)
    kept.action, kept.measure, kept.by_on = wanted.action, wanted.measure, wanted.by_on
    kept.standard_key = wanted.standard_key
