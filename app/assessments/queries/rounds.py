"""Rounds and who takes part. No score is read here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Invitation, Membership, Person
from app.assessments.invitees import ListedPerson
from app.assessments.models import Participation, Round, RoundKind
from app.assessments.queries.loose import ROUND, loose_round
from app.db import db
from app.security.roles import Role


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody asked to score: whether the invitation was accepted and the scores submitted, and no more."""

    ref: str
    person_id: int
    name: str
    email: str
    agency: str
    accepted: bool
    invited_until: dt.datetime | None  # the newest open invitation; None without one
    has_left: bool
    submitted_at: dt.datetime | None
    reminded_at: dt.datetime | None


_wanted = and_(Round.ref == bindparam("ref"), Round.engagement_id == bindparam("engagement_id"))
_ROUND = select(*ROUND).where(_wanted)
_ROUND_TO_CHANGE = select(Round).where(_wanted).with_for_update()


def round_of(ref: str, *, engagement_id: int, lock: bool = False) -> Round | None:
    """Give the round if it belongs to the engagement: a loose copy, or the record itself, held still until the commit.

    What changes a round takes it with `lock`; on PostgreSQL that holds its state still.
    """
    wanted = {"ref": ref, "engagement_id": engagement_id}
    if lock:
        found: Round | None = db.session.scalar(_ROUND_TO_CHANGE, wanted)
        return found
    row = db.session.connection().execute(_ROUND, wanted).one_or_none()
    return loose_round(row) if row else None


def rounds(*, engagement_id: int, lock: bool = False) -> Sequence[Round]:
    """Give the engagement's rounds, oldest first; with `lock`, held still until the commit."""
    found = select(Round).where(Round.engagement_id == engagement_id).order_by(Round.id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(found).all()


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """Who was asked in the round before and can be asked again, by agency and name; `kind` None: no such round."""

    kind: RoundKind | None
    people: tuple[ListedPerson, ...]


def asked_before(assessment_round: Round, *, lead_authority_id: int) -> AskedBefore:
    """Give the people of the newest earlier round who are not in this one, with their agencies and nothing else.

    Who has left, and who holds a role at the lead authority by now, is not asked again.
    """
    before, now_in = aliased(Participation), aliased(Participation)
    earlier = select(func.max(Round.id)).where(
        Round.engagement_id == assessment_round.engagement_id, Round.id < assessment_round.id
    )
    at_the_lead = exists().where(
        Membership.person_id == Person.id,
        Membership.authority_id == lead_authority_id,
        Membership.ended_at.is_(None),
        Membership.role != Role.DELEGATE,
    )
    already = exists().where(now_in.round_id == assessment_round.id, now_in.person_id == Person.id)
    rows = db.session.execute(
        select(Round.kind, Person.name, Person.email, before.agency)
        .join(before, before.round_id == Round.id)
        .join(Person, Person.id == before.person_id)
        .where(Round.id == earlier.scalar_subquery(), Person.ended_at.is_(None), ~at_the_lead, ~already)
        .order_by(before.agency, Person.name, before.id)
    ).all()
    return AskedBefore(rows[0][0] if rows else None, tuple(ListedPerson(*row[1:]) for row in rows))


def participants(round_id: int, *, engagement_id: int) -> list[Participant]:
    """Give everybody asked to score, by agency and name."""
    accepted = exists().where(
        Membership.person_id == Participation.person_id,
        Membership.engagement_id == engagement_id,
        Membership.role == Role.PARTICIPANT,
        Membership.ended_at.is_(None),
    )
    until = (
        select(func.max(Invitation.expires_at))
        .where(
            Invitation.person_id == Participation.person_id,
            Invitation.engagement_id == engagement_id,
            Invitation.role == Role.PARTICIPANT,
            Invitation.withdrawn_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Participation, Person.name, Person.email, Person.ended_at, accepted.label("accepted"), until.label("until")
        )
        .join(Person, Person.id == Participation.person_id)
        .join(Round, Round.id == Participation.round_id)
        .where(Participation.round_id == round_id, Round.engagement_id == engagement_id)
        .order_by(Participation.agency, Person.name, Participation.id)
    )
    return [
        Participant(
            ref=participation.ref,
            person_id=participation.person_id,
            name=name,
            email=email,
            agency=participation.agency,
            accepted=bool(has_accepted),
            invited_until=invited_until,
            has_left=ended_at is not None,
            submitted_at=participation.submitted_at,
            reminded_at=participation.reminded_at,
        )
        for participation, name, email, ended_at, has_accepted, invited_until in rows
    ]


def asked_to_score(person_id: int, *, round_id: int) -> bool:
    """Say whether the person was asked to score this round."""
    asked = select(Participation.id).where(Participation.person_id == person_id, Participation.round_id == round_id)
    return db.session.scalar(asked) is not None


def participation_of(ref: str, *, round_id: int) -> Participation | None:
    """Give one participation of the round."""
    found: Participation | None = db.session.scalar(
        select(Participation).where(Participation.ref == ref, Participation.round_id == round_id)
    )
    return found


def submitted_count(round_id: int) -> tuple[int, int]:
    """Give how many were asked, and how many have submitted."""
    asked, submitted = db.session.execute(
        select(func.count(Participation.id), func.count(Participation.submitted_at)).where(
            Participation.round_id == round_id
        )
    ).one()
    return asked, submitted
