"""Ending a person's access at once. What they did stays and stays attributed (rules.md, People and roles)."""

import datetime as dt

from sqlalchemy import select, update

from app.accounts.models import Invitation, Membership, PasswordReset, Person
from app.accounts.services.memberships import end_unasked, lead_officers_of
from app.accounts.services.sessions import end_all_sessions
from app.audit.services import record
from app.db import db
from app.security.roles import Role


class OwnAccessError(ValueError):
    """An administrator tried to end their own access."""


def end_access(person: Person, *, actor_id: int, now: dt.datetime) -> list[int]:
    """End sessions, roles, password and open links of a person. Raises OwnAccessError.

    Gives the keys of engagements that are left without a lead officer: leaving is a fact that no rule can refuse, so
    a manager has to invite another. Unsubmitted scores are the assessments room's to delete.
    """
    if person.id == actor_id:
        raise OwnAccessError("Another administrator has to end your access.")
    if person.ended_at is not None:
        return []
    held = db.session.scalars(
        select(Membership)
        .where(Membership.person_id == person.id, Membership.ended_at.is_(None))
        .order_by(Membership.id)
        .with_for_update()
    ).all()
    for membership in held:
        end_unasked(membership, actor_id=actor_id, now=now)
    person.ended_at, person.password_hash, person.is_administrator = now, None, False
    end_all_sessions(person.id, now=now)
    _close_links(person.id, now=now)
    record("access ended", f"person {person.ref}", actor_id=actor_id, now=now)
    db.session.flush()
    led = [m.engagement_id for m in held if m.role is Role.LEAD_OFFICER and m.engagement_id is not None]
    return [engagement_id for engagement_id in led if not lead_officers_of(engagement_id)]


def _close_links(person_id: int, *, now: dt.datetime) -> None:
    db.session.execute(
        update(Invitation)
        .where(Invitation.person_id == person_id, Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(PasswordReset)
        .where(PasswordReset.person_id == person_id, PasswordReset.used_at.is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
