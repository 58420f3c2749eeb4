"""Who an archive is for, with the one role in which it was asked for; and reading as that person, with those rights."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import abort, current_app, g, make_response
from sqlalchemy import select
from sqlalchemy.orm import aliased
from werkzeug.http import parse_options_header

from app.accounts.models import Authority, Membership, Person
from app.agreements.models import Side
from app.archiving.errors import NotAllowedError
from app.db import db
from app.engagements.models import Engagement
from app.security import EngagementScope, Identity, Role
from app.security.room import PERMISSION_TABLE

ROLE = {Side.LEAD: Role.MANAGER, Side.PARTNER: Role.DIRECTOR}
_lead, _partner = aliased(Authority), aliased(Authority)


def side_of(identity: Identity, scope: EngagementScope) -> Side:
    """Give the side for which the person may ask: a manager's own authority leads, a director is the partner's."""
    manages = Role.MANAGER in identity.scope_roles and scope.lead_authority_id in identity.authorities_as(Role.MANAGER)
    return Side.LEAD if manages else Side.PARTNER


def authority_of(side: Side, scope: EngagementScope) -> int:
    """Give the key of the side's authority."""
    return scope.lead_authority_id if side is Side.LEAD else scope.partner_authority_id


def load_scope(engagement_id: int) -> EngagementScope:
    """Give the engagement with its two authorities."""
    row = db.session.execute(
        select(
            Engagement.id,
            Engagement.ref,
            Engagement.state,
            Engagement.lead_authority_id,
            Engagement.partner_authority_id,
            _lead.name,
            _partner.name,
            Engagement.partnership_name,
            Engagement.illustrative,
        )
        .join(_lead, _lead.id == Engagement.lead_authority_id)
        .join(_partner, _partner.id == Engagement.partner_authority_id)
        .where(Engagement.id == engagement_id)
    ).one()
    scope = EngagementScope(*row)
    return replace(scope, state=row.state.value)


def load_asker(person_id: int, side: Side, scope: EngagementScope) -> Identity:
    """Give the asker with that role alone. Raises NotAllowedError if the person no longer holds it."""
    role = ROLE[side]
    within = None if side is Side.LEAD else scope.id
    row = db.session.execute(
        select(Person.ref, Person.name, Person.email, Authority.name.label("authority"))
        .join(Membership, Membership.person_id == Person.id)
        .join(Authority, Authority.id == Membership.authority_id)
        .where(
            Person.id == person_id,
            Person.ended_at.is_(None),
            Membership.role == role,
            Membership.ended_at.is_(None),
            Membership.authority_id == authority_of(side, scope),
            Membership.engagement_id.is_(None) if within is None else Membership.engagement_id == within,
        )
    ).first()
    if row is None:
        raise NotAllowedError
    authority_id = authority_of(side, scope)
    return Identity(
        person_id=person_id,
        person_ref=row.ref,
        name=row.name,
        email=row.email,
        sign_in_id=0,
        is_administrator=False,
        authority_id=authority_id,
        authority_name=row.authority,
        authority_count=1,
        authority_roles=((authority_id, role),) if side is Side.LEAD else (),
        scope=scope,
        scope_roles=frozenset({role}),
    )


@contextmanager
def reading_as(asker: Identity, query: dict[str, Any] | None = None) -> Iterator[None]:
    """Enclose code in a reading request of the asker's, with a session of its own."""
    base: str = current_app.config["BASE_URL"]
    with (
        current_app.app_context(),
        current_app.test_request_context("/", base_url=base or None, query_string=query or {}),
    ):
        g.identity = asker
        yield


def page_as(asker: Identity, endpoint: str, values: dict[str, str], query: dict[str, Any]) -> tuple[str, bytes]:
    """Give what a route answers the asker, who needs the route's permission: the file's own name, and its bytes."""
    permission = current_app.extensions[PERMISSION_TABLE][endpoint]
    scope = asker.scope or abort(404)
    if not asker.may(permission):
        raise NotAllowedError
    with reading_as(asker, query):
        view = current_app.view_functions[endpoint]
        response = make_response(view(engagement_ref=scope.ref, **values))
        _, said = parse_options_header(response.headers["Content-Disposition"])
        return said["filename"], response.get_data()
