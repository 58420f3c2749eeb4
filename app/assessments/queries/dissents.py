"""Dissents and who may be asked to put a name to one. Whom somebody asked is told to nobody but that person."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Person
from app.assessments.models import Dissent, Participation, Round
from app.db import db


@dataclass(frozen=True, slots=True)
class Submitter:
    """Somebody who scored the round and so may be asked to put a name to a dissent."""

    ref: str
    person_id: int
    name: str
    agency: str


def submitters(round_id: int, *, engagement_id: int) -> list[Submitter]:
    """Give everybody who submitted scores and has not left, by name."""
    rows = db.session.execute(
        select(Participation.ref, Person.id, Person.name, Participation.agency)
        .join(Person, Person.id == Participation.person_id)
        .join(Round, Round.id == Participation.round_id)
        .where(
            Round.id == round_id,
            Round.engagement_id == engagement_id,
            Participation.submitted_at.is_not(None),
            Person.ended_at.is_(None),
        )
        .order_by(Person.name, Participation.id)
    )
    return [Submitter(*row) for row in rows]


def dissent(ref: str, *, round_id: int) -> Dissent | None:
    """Give one dissent of the round to change; the caller knows that the round is the engagement's."""
    found: Dissent | None = db.session.scalar(select(Dissent).where(Dissent.ref == ref, Dissent.round_id == round_id))
    return found


def asked_of(person_id: int, *, round_id: int) -> Sequence[Dissent]:
    """Give the dissents of the round that this person is asked to put a name to, oldest first."""
    return db.session.scalars(
        select(Dissent)
        .where(Dissent.round_id == round_id, Dissent.person_id == person_id, Dissent.confirmed_at.is_(None))
        .order_by(Dissent.id)
    ).all()
