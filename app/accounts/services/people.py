"""People: known by an e-mail address, renamed. Their roles: memberships.py; ending their access: leaving.py."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.audit.services import record
from app.db import db

LONGEST_NAME = 120  # signs: the longest name that a form takes


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom to reach: an e-mail address, and a name that may be empty until the person gives one."""

    email: str
    name: str


def ensure_person(invitee: Invitee, *, now: dt.datetime, actor_id: int | None = None) -> Person:
    """Find the person of an e-mail address, in any case of letters, or add one; never overwrites a known name."""
    email = invitee.email.strip().lower()
    known = select(Person).where(Person.email == email)
    person = db.session.scalar(known)
    if person is None:
        person = Person(email=email, name=" ".join(invitee.name.split()), created_at=now)
        try:
            with db.session.begin_nested():
                db.session.add(person)
        except IntegrityError:  # added by another request since we looked
            return db.session.scalars(known).one()
        record("person added", f"person {person.ref}", actor_id=actor_id, now=now)
    return person


def rename(person: Person, name: str, *, actor_id: int, now: dt.datetime) -> None:
    """Change the name that pages show from now on; what is signed keeps the former one."""
    if person.name == name:
        return
    person.name = name
    record("name changed", f"person {person.ref}", actor_id=actor_id, now=now)
    db.session.flush()


def make_administrator(person: Person, *, now: dt.datetime) -> None:
    """Let a person administer the installation: done at the command line, by who runs the server."""
    person.is_administrator, person.ended_at = True, None
    record("made administrator", f"person {person.ref}", actor_id=None, now=now)
    db.session.flush()
