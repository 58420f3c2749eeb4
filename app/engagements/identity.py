"""Loads who is asking, in one query: person, session, roles, and the engagement that the address names."""

from collections.abc import Sequence
from typing import Any

from flask import request
from sqlalchemy import Row, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Authority, Membership, Person, SignIn
from app.db import SAFE_METHODS, db, reading_engine, token_digest
from app.db.clock import now
from app.engagements.models import Engagement
from app.security import EngagementScope, Identity, Role

_any_role = aliased(Membership)
_lead, _partner = aliased(Authority), aliased(Authority)
_authorities = (
    select(func.count(func.distinct(_any_role.authority_id)))
    .where(_any_role.person_id == Person.id, _any_role.ended_at.is_(None))
    .scalar_subquery()
)
_whose_role = and_(
    Membership.person_id == Person.id,
    Membership.ended_at.is_(None),
    or_(Membership.engagement_id.is_(None), Membership.engagement_id == Engagement.id),
)
_asking = (
    select(
        Person.id.label("person_id"),
        Person.ref.label("person_ref"),
        Person.name,
        Person.email,
        Person.is_administrator,
        SignIn.id.label("sign_in_id"),
        SignIn.expires_at,
        SignIn.authority_id.label("working_in"),
        Authority.name.label("authority_name"),
        _authorities.label("authority_count"),
        Membership.role,
        Membership.authority_id.label("role_authority_id"),
        Membership.engagement_id.label("role_engagement_id"),
        Engagement.id.label("engagement_id"),
        Engagement.ref.label("engagement_ref"),
        Engagement.state.label("engagement_state"),
        Engagement.lead_authority_id,
        Engagement.partner_authority_id,
        _lead.name.label("lead_name"),
        _partner.name.label("partner_name"),
        Engagement.partnership_name,
        Engagement.illustrative,
    )
    .select_from(SignIn)
    .join(Person, Person.id == SignIn.person_id)
    .outerjoin(Authority, Authority.id == SignIn.authority_id)
    .outerjoin(Engagement, Engagement.ref == bindparam("engagement_ref"))
    .outerjoin(_lead, _lead.id == Engagement.lead_authority_id)
    .outerjoin(_partner, _partner.id == Engagement.partner_authority_id)
    .outerjoin(Membership, _whose_role)
    .where(SignIn.token_digest == bindparam("digest"), SignIn.ended_at.is_(None), Person.ended_at.is_(None))
)


def _rows(wanted: dict[str, str | None]) -> Sequence[Row[Any]]:
    """Read by the session's connection in a GET, else by one apart: the first statement of a POST takes the lock."""
    if request.method in SAFE_METHODS:
        return db.session.connection().execute(_asking, wanted).all()
    with reading_engine().connect() as connection:
        return connection.execute(_asking, wanted).all()


def load_identity(token: str, engagement_ref: str | None) -> Identity | None:
    """Load the person behind a session token, with the roles held in the engagement; None if it has ended."""
    rows = _rows({"digest": token_digest(token), "engagement_ref": engagement_ref})
    if not rows or rows[0].expires_at <= now():
        return None
    first = rows[0]
    scope = _scope(first)
    return Identity(
        person_id=first.person_id,
        person_ref=first.person_ref,
        name=first.name,
        email=first.email,
        sign_in_id=first.sign_in_id,
        is_administrator=first.is_administrator,
        authority_id=first.working_in,
        authority_name=first.authority_name or "",
        authority_count=first.authority_count,
        authority_roles=tuple(
            (row.role_authority_id, row.role) for row in rows if row.role and not row.role_engagement_id
        ),
        scope=scope,
        scope_roles=_scope_roles(rows, scope) if scope else frozenset(),
    )


def _scope(row: Row[Any]) -> EngagementScope | None:
    if row.engagement_id is None:
        return None
    return EngagementScope(
        id=row.engagement_id,
        ref=row.engagement_ref,
        state=row.engagement_state.value,
        lead_authority_id=row.lead_authority_id,
        partner_authority_id=row.partner_authority_id,
        lead_name=row.lead_name,
        partner_name=row.partner_name,
        partnership_name=row.partnership_name,
        illustrative=row.illustrative,
    )


def _scope_roles(rows: Sequence[Row[Any]], scope: EngagementScope) -> frozenset[Role]:
    """Roles in the engagement itself, and those of an authority that reach it: a manager only where theirs leads."""
    reach = {
        Role.MANAGER: {scope.lead_authority_id},
        Role.TRAINER: {scope.lead_authority_id},
        Role.FINANCE_OFFICER: {scope.lead_authority_id, scope.partner_authority_id},
        Role.DELEGATE: set[int](),
    }
    return frozenset(
        row.role for row in rows if row.role and (row.role_engagement_id or row.role_authority_id in reach[row.role])
    )
