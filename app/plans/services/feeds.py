"""Making and ending the link by which a person's calendar reads the person's milestones. Only its digest is kept."""

import datetime as dt

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.exc import IntegrityError

from app.audit.services import record
from app.db import db, new_token, token_digest
from app.plans.models import CalendarFeed
from app.security import Identity


def make_link(*, actor: Identity, now: dt.datetime) -> str:
    """Make a new link for the person and give its token, which nobody can be told again. A former link ends at once."""
    token = new_token()
    digest = token_digest(token)
    if not _replace(actor.person_id, digest, now):
        try:
            with db.session.begin_nested():
                db.session.add(CalendarFeed(person_id=actor.person_id, token_digest=digest, created_at=now))
        except IntegrityError:  # made at the same moment in another window
            _replace(actor.person_id, digest, now)
    record("calendar link made", f"person {actor.person_ref}", actor_id=actor.person_id, now=now)
    return token


def revoke_link(*, actor: Identity, now: dt.datetime) -> bool:
    """End the person's link at once; False if there was none."""
    ended = db.session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == actor.person_id))
    if not _rows(ended):
        return False
    record("calendar link revoked", f"person {actor.person_ref}", actor_id=actor.person_id, now=now)
    return True


def _replace(person_id: int, digest: str, now: dt.datetime) -> bool:
    changed = update(CalendarFeed).where(CalendarFeed.person_id == person_id)
    return _rows(db.session.execute(changed.values(token_digest=digest, created_at=now))) > 0


def _rows(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
