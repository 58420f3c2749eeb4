"""Who can own an item, and with which engagements the lead's side can share one."""

from dataclasses import dataclass

from sqlalchemy import and_, exists, select

from app.accounts.models import Authority, Membership, Person
from app.db import db, one_of
from app.engagements.models import Engagement
from app.engagements.waiting import NOT_OVER
from app.library.reach import Reach
from app.security import Identity, Role

KEEPERS = (Role.LEAD_OFFICER, Role.CONSULTANT, Role.MANAGER)
MOST_OWNERS = 200


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who can own an item."""

    id: int
    ref: str
    name: str


def owners(*, authority_id: int) -> list[Owner]:
    """Give those who keep the library of an authority, by name."""
    keeps = exists().where(
        Membership.person_id == Person.id,
        Membership.authority_id == authority_id,
        Membership.ended_at.is_(None),
        one_of(Membership.role, KEEPERS),
    )
    found = db.session.execute(
        select(Person.id, Person.ref, Person.name).where(keeps).order_by(Person.name, Person.id).limit(MOST_OWNERS)
    )
    return [Owner(*row) for row in found]


@dataclass(frozen=True, slots=True)
class Partner:
    """An engagement that an item can be shared with."""

    id: int
    ref: str
    title: str


def partners(identity: Identity, *, reach: Reach) -> list[Partner]:
    """Give running engagements that the own authority leads, by partner: a manager all, others those they are in."""
    seated = exists().where(
        Membership.engagement_id == Engagement.id,
        Membership.person_id == identity.person_id,
        Membership.ended_at.is_(None),
    )
    led = and_(Engagement.lead_authority_id == reach.own_id, one_of(Engagement.state, NOT_OVER))
    wanted = led if reach.own_id in identity.authorities_as(Role.MANAGER) else and_(led, seated)
    found = db.session.execute(
        select(Engagement.id, Engagement.ref, Authority.name, Engagement.partnership_name)
        .join(Authority, Authority.id == Engagement.partner_authority_id)
        .where(wanted)
        .order_by(Authority.name, Engagement.id)
    )
    return [Partner(key, ref, f"{name}: {partnership}") for key, ref, name, partnership in found]
