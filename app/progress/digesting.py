"""Queues the e-mail of what waits, for the worker: on working days from seven, once each, however many workers run."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import current_app, url_for
from sqlalchemy import and_, case, exists, func, or_, select

from app.accounts.models import Membership, Person
from app.db import db, reading_apart
from app.db.clock import LONDON
from app.mail.digests import USUAL, take_day
from app.mail.models import DigestRhythm, DigestSent, MailPreference
from app.mail.services import queue
from app.progress.digest import Reader, body_of, grouped, subject_of
from app.progress.work import work_of
from app.progress.working_days import is_working_day
from app.security import Identity, Role

FROM = dt.time(7)
MOST = 200  # people at one go, so that what is queued is delivered in between
KIND = "what waits"
log = logging.getLogger(__name__)
_rhythm = func.coalesce(MailPreference.rhythm, USUAL, type_=MailPreference.rhythm.type)


@dataclass(frozen=True, slots=True)
class _Due:
    """A person whose digest is due, with the roles held for a whole authority."""

    id: int
    ref: str
    name: str
    email: str
    is_administrator: bool
    rhythm: DigestRhythm
    roles: tuple[tuple[int, Role], ...]


def queue_digests(*, clock: Callable[[], dt.datetime], most: int = MOST) -> int:
    """Queue the digest of everybody for whom it is due, `most` people at one go; give how many e-mails were queued.

    Each person's is committed by itself, together with the mark that it is done. Who has nothing waiting gets the mark
    alone, so a weekly one is looked at on the first working day of the week and not again. Whose digest cannot be made
    is told to the log and tried again next time; the others get theirs.
    """
    moment = clock().astimezone(LONDON)
    if moment.time() < FROM or not is_working_day(moment.date()):
        return 0
    with reading_apart():
        due = _due(moment.date(), most)
    return sum(_queued(person, moment.date(), now=clock()) for person in due)


def _queued(person: _Due, today: dt.date, *, now: dt.datetime) -> bool:
    """Queue it, whatever may be wrong with what waits for one person."""
    try:
        return _queue(person, today, now=now)
    except Exception:
        log.exception("the digest for person %s could not be made", person.ref)
        db.session.rollback()
        return False


def _queue(person: _Due, today: dt.date, *, now: dt.datetime) -> bool:
    """Look before the transaction begins, so that it is short; if another worker was quicker, queue nothing."""
    said = _said(person, today)
    taken = take_day(person.id, today, now=now)
    if taken and said:
        queue(kind=KIND, recipient=person.email, subject=said[0], body=said[1], now=now)
    db.session.commit()
    return taken and said is not None


def _said(person: _Due, today: dt.date) -> tuple[str, str] | None:
    """Give subject and body, or None where nothing waits: what the person would find on the first page now."""
    base_url: str = current_app.config["BASE_URL"]
    with current_app.test_request_context(base_url=base_url or None), reading_apart():
        groups = grouped(work_of(_identity(person), today=today).waiting, today)
        if not groups:
            return None
        reader = Reader(person.name, person.rhythm, base_url, current_app.config["SERVICE_NAME"])
        home, preferences = url_for("progress.home"), url_for("progress.mail_preferences")
    return subject_of(groups), body_of(groups, reader, home=home, preferences=preferences)


def _identity(person: _Due) -> Identity:
    return Identity(
        person_id=person.id,
        person_ref=person.ref,
        name=person.name,
        email=person.email,
        sign_in_id=0,
        is_administrator=person.is_administrator,
        authority_id=None,
        authority_name="",
        authority_count=0,
        authority_roles=person.roles,
    )


def _due(today: dt.date, most: int) -> list[_Due]:
    """Give who holds a role, wants a digest, and has had none today, or with a weekly one none this week."""
    since = case((_rhythm == DigestRhythm.DAILY, today), else_=today - dt.timedelta(days=today.weekday()))
    people = db.session.execute(
        select(Person.id, Person.ref, Person.name, Person.email, Person.is_administrator, _rhythm)
        .outerjoin(MailPreference, MailPreference.person_id == Person.id)
        .where(
            Person.ended_at.is_(None),
            or_(MailPreference.rhythm.is_(None), MailPreference.rhythm != DigestRhythm.NEVER),
            exists().where(Membership.person_id == Person.id, Membership.ended_at.is_(None)),
            ~exists().where(and_(DigestSent.person_id == Person.id, DigestSent.on_date >= since)),
        )
        .order_by(Person.id)
        .limit(most)
    ).all()
    roles = _authority_roles([person.id for person in people])
    return [_Due(*person, roles=tuple(roles.get(person.id, ()))) for person in people]


def _authority_roles(person_ids: Sequence[int]) -> dict[int, list[tuple[int, Role]]]:
    """Give the roles that people hold for a whole authority."""
    found: dict[int, list[tuple[int, Role]]] = {}
    for person_id, authority_id, role in db.session.execute(
        select(Membership.person_id, Membership.authority_id, Membership.role)
        .where(
            Membership.person_id.in_(person_ids),
            Membership.engagement_id.is_(None),
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id)
    ):
        found.setdefault(person_id, []).append((authority_id, role))
    return found
