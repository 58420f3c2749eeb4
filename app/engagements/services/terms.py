"""Setting an engagement up and changing its terms. Opening it: opening.py."""

import datetime as dt
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import or_, select

from app.accounts.models import Invitation, Membership
from app.audit.services import record
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.engagements.terms import FIXED_WHEN_OPEN, Terms


class SameAuthorityError(ValueError):
    """An authority cannot support itself."""


class ChangedMeanwhileError(ValueError):
    """Somebody else saved another text since the page was opened."""


class PartnerInvolvedError(ValueError):
    """The partner's people were already asked in, so the partner stays."""


def set_up(
    terms: Terms,
    *,
    lead_authority_id: int,
    partner_authority_id: int,
    actor_id: int,
    now: dt.datetime,
    illustrative: bool = False,
) -> Engagement:
    """Create a draft engagement. The caller has checked that the actor manages the lead. Raises SameAuthorityError.

    `illustrative` marks a demonstration: whatever is scored in it is made up, and its pages say so.
    """
    if lead_authority_id == partner_authority_id:
        raise SameAuthorityError
    engagement = Engagement(
        lead_authority_id=lead_authority_id,
        partner_authority_id=partner_authority_id,
        state=EngagementState.DRAFT,
        created_at=now,
        illustrative=illustrative,
        **_values(terms),
    )
    db.session.add(engagement)
    db.session.flush()
    became = {"lead_authority_id": lead_authority_id, "partner_authority_id": partner_authority_id, **_values(terms)}
    record(
        "engagement set up", f"engagement {engagement.ref}", actor_id=actor_id, now=now,
        engagement_id=engagement.id, became=became,
    )  # fmt: skip
    return engagement


def change_terms(
    engagement_id: int,
    terms: Terms,
    *,
    partner_authority_id: int,
    seen_version: int,
    actor_id: int,
    now: dt.datetime,
) -> None:
    """Change the terms that the actor saw as `seen_version`. Once open, what the agreement settles stays as it is.

    Raises ChangedMeanwhileError, SameAuthorityError, PartnerInvolvedError.
    """
    engagement = locked(engagement_id)
    if engagement.version != seen_version:
        raise ChangedMeanwhileError
    if engagement.state is not EngagementState.DRAFT:
        terms = replace(terms, **{name: getattr(engagement, name) for name in FIXED_WHEN_OPEN})
        partner_authority_id = engagement.partner_authority_id
    wanted = {"partner_authority_id": partner_authority_id, **_values(terms)}
    was = {name: getattr(engagement, name) for name, value in wanted.items() if getattr(engagement, name) != value}
    if not was:
        return
    if "partner_authority_id" in was:
        _refuse_partner(engagement, partner_authority_id)
    for name in was:
        setattr(engagement, name, wanted[name])
    record(
        "terms changed", f"engagement {engagement.ref}", actor_id=actor_id, now=now,
        engagement_id=engagement.id, was=was, became={name: wanted[name] for name in was},
    )  # fmt: skip
    db.session.flush()


def locked(engagement_id: int) -> Engagement:
    """Load the engagement so that nobody else changes it before this request ends."""
    return db.session.scalars(
        select(Engagement)
        .where(Engagement.id == engagement_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _refuse_partner(engagement: Engagement, partner_authority_id: int) -> None:
    if partner_authority_id == engagement.lead_authority_id:
        raise SameAuthorityError
    former = engagement.partner_authority_id
    held = select(Membership.id).where(Membership.engagement_id == engagement.id, Membership.authority_id == former)
    asked = select(Invitation.id).where(Invitation.engagement_id == engagement.id, Invitation.authority_id == former)
    if db.session.scalar(select(or_(held.exists(), asked.exists()))):
        raise PartnerInvolvedError


def _values(terms: Terms) -> dict[str, Any]:
    return {each.name: getattr(terms, each.name) for each in fields(terms)}
