"""Roles granted and ended. Asking somebody by e-mail first: invitations.py."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Membership, Person
from app.audit.services import record
from app.db import db
from app.security.roles import Role


class SelfGrantError(ValueError):
    """An administrator tried to take a role."""


class LastLeadOfficerError(ValueError):
    """An engagement would be left without a lead officer."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, and where it is held: in one engagement, or for the whole authority (`engagement_id` is None)."""

    role: Role
    authority_id: int
    engagement_id: int | None


def refuse_self_grant(person_id: int, *, actor_id: int | None) -> None:
    """Raise SelfGrantError if the actor is an administrator acting for themself."""
    if actor_id != person_id:
        return
    if db.session.scalar(select(Person.is_administrator).where(Person.id == actor_id)):
        raise SelfGrantError("An administrator cannot grant themself a role.")


def grant_membership(person_id: int, grant: Grant, *, actor_id: int | None, now: dt.datetime) -> Membership:
    """Give the role, or revive it if it was ended; one that is held stays as it is. Raises SelfGrantError."""
    refuse_self_grant(person_id, actor_id=actor_id)
    membership = _held(person_id, grant)
    if membership is None:
        membership = _new(person_id, grant, now=now)
    elif membership.ended_at is None:
        return membership
    else:
        membership.ended_at, membership.created_at = None, now
    record(
        "role granted",
        f"membership {grant.role}",
        actor_id=actor_id,
        now=now,
        engagement_id=grant.engagement_id,
        became={"person_id": person_id, "role": grant.role.value, "authority_id": grant.authority_id},
    )
    db.session.flush()
    return membership


def end_membership(membership: Membership, *, actor_id: int, now: dt.datetime) -> None:
    """End the role; what the person did stays attributed. Raises LastLeadOfficerError."""
    if membership.ended_at is not None:
        return
    if membership.role is Role.LEAD_OFFICER and lead_officers_of(membership.engagement_id) == [membership.id]:
        raise LastLeadOfficerError("An engagement keeps one lead officer at least.")
    end_unasked(membership, actor_id=actor_id, now=now)
    db.session.flush()


def end_unasked(membership: Membership, *, actor_id: int, now: dt.datetime) -> None:
    """End the role even if nobody else holds it: for a person whose access ends as a whole."""
    membership.ended_at = now
    record(
        "role ended",
        f"membership {membership.role}",
        actor_id=actor_id,
        now=now,
        engagement_id=membership.engagement_id,
        was={
            "person_id": membership.person_id,
            "role": membership.role.value,
            "authority_id": membership.authority_id,
        },
    )


def lead_officers_of(engagement_id: int | None) -> list[int]:
    """Give the keys of the live memberships of lead officers, locked so that two cannot leave at once."""
    held = (
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.engagement_id == engagement_id,
            Membership.role == Role.LEAD_OFFICER,
            Membership.ended_at.is_(None),
            Person.ended_at.is_(None),
        )
        .order_by(Membership.id)
        .with_for_update(of=Membership)
    )
    return list(db.session.scalars(held))


def _held(person_id: int, grant: Grant) -> Membership | None:
    return db.session.scalar(
        select(Membership)
        .filter_by(
            person_id=person_id,
            role=grant.role,
            authority_id=grant.authority_id,
            engagement_id=grant.engagement_id,
        )
        .with_for_update()
    )


def _new(person_id: int, grant: Grant, *, now: dt.datetime) -> Membership:
    membership = Membership(
        person_id=person_id,
        authority_id=grant.authority_id,
        engagement_id=grant.engagement_id,
        role=grant.role,
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(membership)
    except IntegrityError:
        held = _held(person_id, grant)
        if held is None:
            raise
        return held
    return membership
