"""Passwords set and reset. Which are allowed: passwords.py; hashing, which takes time and no lock: hashing.py."""

import datetime as dt

from flask import current_app
from sqlalchemy import select, update

from app.accounts.models import PasswordReset, Person
from app.accounts.services.sessions import end_all_sessions
from app.audit.services import record
from app.db import db, new_token, token_digest
from app.mail.services import queue

RESET_FOR = dt.timedelta(hours=1)
FIRST_PASSWORD_FOR = dt.timedelta(hours=24)


class ResetNotOpenError(ValueError):
    """The link was used, replaced, or is too old."""


def renew_hash(person_id: int, password_hash: str) -> None:
    """Store the same password under today's parameters."""
    db.session.execute(update(Person).where(Person.id == person_id).values(password_hash=password_hash))


def change_password(person: Person, password_hash: str, *, sign_in_id: int, now: dt.datetime) -> None:
    """Set another password, and end every session but the one in which it was changed."""
    person.password_hash = password_hash
    end_all_sessions(person.id, now=now, keep=sign_in_id)
    _close_resets(person.id, now=now)
    record("password changed", f"person {person.ref}", actor_id=person.id, now=now)
    _tell(person, now=now)
    db.session.flush()


def ask_for_reset(email: str, *, now: dt.datetime) -> None:
    """Send a link to choose a new password, if the address is that of somebody with one; the caller cannot tell."""
    person = db.session.scalar(
        select(Person).where(
            Person.email == email.strip().lower(),
            Person.ended_at.is_(None),
            Person.password_hash.is_not(None),
        )
    )
    subject = f"person {person.ref}" if person else "an address that is not known"
    record("password reset asked for", subject, actor_id=None, now=now)  # in both cases: the answer takes as long
    if person is None:
        return
    token = new_reset(person.id, now=now, valid_for=RESET_FOR)
    service = current_app.config["SERVICE_NAME"]
    queue(
        kind="password reset",
        recipient=person.email,
        subject=f"Choose a new password for {service}",
        body=(
            f"Hello {person.name},\n\n"
            "Somebody, most likely you, asked to choose a new password.\n\n"
            "Open this link to choose one. It works once, for one hour:\n\n"
            f"{reset_address(token)}\n\n"
            "If it was not you, you do not need to do anything: your password stays as it is.\n\n"
            f"{service}\n"
        ),
        now=now,
    )
    db.session.flush()


def new_reset(person_id: int, *, now: dt.datetime, valid_for: dt.timedelta) -> str:
    """Make a link's secret token, in place of earlier ones of the person."""
    _close_resets(person_id, now=now)
    token = new_token()
    db.session.add(PasswordReset(token_digest=token_digest(token), person_id=person_id, expires_at=now + valid_for))
    db.session.flush()
    return token


def reset_address(token: str) -> str:
    """The whole address of the page where the password is chosen."""
    return f"{current_app.config['BASE_URL']}/password-reset/{token}"


def reset_password(token: str, password_hash: str, *, now: dt.datetime) -> None:
    """Use the link up, set the password and end every session of the person. Raises ResetNotOpenError."""
    person_id = db.session.scalar(
        update(PasswordReset)
        .where(
            PasswordReset.token_digest == token_digest(token),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > now,
        )
        .values(used_at=now)
        .returning(PasswordReset.person_id)
        .execution_options(synchronize_session=False)
    )
    person = db.session.get(Person, person_id) if person_id else None
    if person is None or person.ended_at is not None:
        raise ResetNotOpenError
    person.password_hash = password_hash
    end_all_sessions(person.id, now=now)
    record("password reset", f"person {person.ref}", actor_id=person.id, now=now)
    _tell(person, now=now)
    db.session.flush()


def _close_resets(person_id: int, *, now: dt.datetime) -> None:
    db.session.execute(
        update(PasswordReset)
        .where(PasswordReset.person_id == person_id, PasswordReset.used_at.is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )


def _tell(person: Person, *, now: dt.datetime) -> None:
    service = current_app.config["SERVICE_NAME"]
    queue(
        kind="password changed",
        recipient=person.email,
        subject=f"Your password for {service} was changed",
        body=(
            f"Hello {person.name},\n\n"
            f"Your password for {service} was changed, and you were signed out on your other devices.\n\n"
            f"If it was not you, write to {current_app.config['CONTACT_EMAIL']} at once.\n\n"
            f"{service}\n"
        ),
        now=now,
    )
