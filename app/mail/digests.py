"""How often a person wants an e-mail of what waits, and that one of a day is queued. What it says: app/progress."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from app.audit.services import record
from app.db import Base, db
from app.mail.models import DigestRhythm, DigestSent, MailPreference

USUAL = DigestRhythm.WEEKLY


def rhythm_of(person_id: int) -> DigestRhythm:
    """Give what the person chose, or weekly."""
    chosen = select(MailPreference.rhythm).where(MailPreference.person_id == person_id)
    return db.session.scalar(chosen) or USUAL


def choose(rhythm: DigestRhythm, *, person_id: int, now: dt.datetime) -> None:
    """Keep what the person chose; the last press counts, and the same choice twice changes nothing."""
    was = rhythm_of(person_id)
    if rhythm is was:
        return
    insert = _inserting(MailPreference).values(person_id=person_id, rhythm=rhythm, saved_at=now)
    changes = {"rhythm": insert.excluded.rhythm, "saved_at": insert.excluded.saved_at}
    db.session.execute(insert.on_conflict_do_update(index_elements=["person_id"], set_=changes))
    record(
        "email of what waits chosen",
        f"person {person_id}",
        actor_id=person_id,
        now=now,
        was={"rhythm": was.value},
        became={"rhythm": rhythm.value},
    )


def take_day(person_id: int, on_date: dt.date, *, now: dt.datetime) -> bool:
    """Say whether the day's digest of a person is ours to queue, in this transaction; another worker's is not.

    A worker that finds another's uncommitted row waits until that is committed or rolled back.
    """
    insert = _inserting(DigestSent).values(person_id=person_id, on_date=on_date, queued_at=now)
    taken = insert.on_conflict_do_nothing().returning(DigestSent.person_id)
    return db.session.scalar(taken) is not None


def _inserting(model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Begin an insert that may say what happens if the row is there, as each database writes it."""
    return postgresql.insert(model) if db.engine.dialect.name == "postgresql" else sqlite.insert(model)
