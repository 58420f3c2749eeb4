"""Keeping a delegate's own notes on a session, and that its pre-reading is done. Nobody else sees either."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from app.audit.services import record
from app.db import db
from app.learning.access import CohortScope
from app.learning.errors import ConflictError
from app.learning.models import SessionNote
from app.learning.queries.own_progress import own_note
from app.security import Identity


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was written."""

    text: str
    prepared: bool


def save_note(
    scope: CohortScope, session_key: str, note: Note, *, seen_version: int, actor: Identity, now: dt.datetime
) -> None:
    """Keep the note. The same words sent again change nothing. Raises ConflictError if others were saved meanwhile."""
    enrolment_id = int(scope.enrolment_id or 0)
    kept = own_note(enrolment_id, session_key, lock=True)
    if kept is not None and (kept.text, kept.prepared) == (note.text, note.prepared):
        return
    if (kept.version if kept else 0) != seen_version:
        raise ConflictError
    if kept is None:
        _begin(SessionNote(enrolment_id=enrolment_id, session_key=session_key, saved_at=now), note)
    else:
        kept.text, kept.prepared, kept.saved_at = note.text, note.prepared, now
        db.session.flush()
    subject = f"session {session_key} of cohort {scope.ref}"
    record("own session notes saved", subject, actor_id=actor.person_id, now=now)


def _begin(made: SessionNote, note: Note) -> None:
    """Add the first note on a session; another tab may be doing the same."""
    made.text, made.prepared = note.text, note.prepared
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as other:
        raise ConflictError from other
