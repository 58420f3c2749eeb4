"""Sessions on the server: started at sign-in, ended one by one or all at once. The cookie: views/signing_in.py."""

import datetime as dt

from sqlalchemy import delete, select, update

from app.accounts.models import Authority, Membership, Person, SignIn
from app.audit.services import record
from app.db import db, new_token, token_digest

LONGEST = dt.timedelta(hours=12)


class PersonEndedError(ValueError):
    """The person's access has ended since the password was checked."""


def start_session(
    person_id: int, *, device: str, now: dt.datetime, authority_id: int | None = None, ended_token: str | None = None
) -> str:
    """Start a session of 12 hours at most, in `authority_id` or the person's first by name; give its secret token.

    `ended_token` is that of the session which the same browser had before. Raises PersonEndedError.
    """
    person = db.session.scalar(select(Person).where(Person.id == person_id, Person.ended_at.is_(None)))
    if person is None:
        raise PersonEndedError
    if ended_token:
        end_session(ended_token, now=now)
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id, SignIn.expires_at <= now))
    token = new_token()
    db.session.add(
        SignIn(
            token_digest=token_digest(token),
            person_id=person_id,
            authority_id=authority_id or _first_authority(person_id),
            started_at=now,
            expires_at=now + LONGEST,
            device=device,
        )
    )
    record("signed in", f"person {person.ref}", actor_id=person_id, now=now)
    db.session.flush()
    return token


def end_session(token: str, *, now: dt.datetime) -> None:
    """End the session of a token, if it is one that runs."""
    ended = update(SignIn).where(SignIn.token_digest == token_digest(token), SignIn.ended_at.is_(None))
    db.session.execute(ended.values(ended_at=now).execution_options(synchronize_session=False))


def end_all_sessions(person_id: int, *, now: dt.datetime, keep: int | None = None) -> None:
    """End every session of a person, but the one with the key `keep`."""
    ended = update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    if keep is not None:
        ended = ended.where(SignIn.id != keep)
    db.session.execute(ended.values(ended_at=now).execution_options(synchronize_session=False))


def work_in(sign_in_id: int, authority_id: int) -> None:
    """Let the session work in an authority; the caller has found that the person holds a role there."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(authority_id=authority_id))


def _first_authority(person_id: int) -> int | None:
    return db.session.scalar(
        select(Authority.id)
        .join(Membership, Membership.authority_id == Authority.id)
        .where(Membership.person_id == person_id, Membership.ended_at.is_(None))
        .order_by(Authority.name, Authority.id)
        .limit(1)
    )
