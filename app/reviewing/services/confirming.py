"""Confirming for either side what was shown, two people in two authorities; the second one freezes the review."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import null

from app.accounts.queries import holds_membership
from app.agreements.models import Side
from app.db import db
from app.reviewing.content import Confirmed, review_content
from app.reviewing.errors import ConflictError, ConflictOfInterestError, IncompleteError, WrongStateError
from app.reviewing.messages import tell_confirmed, tell_frozen
from app.reviewing.models import MonthlyReview
from app.reviewing.queries.reviews import actions_of
from app.reviewing.services.moves import demand_open, note
from app.reviewing.standing import PARTNER_SIDE, confirmed, content_of, name_of, side_of, waits_for
from app.security import EngagementScope, Identity

ANEW = "The review has changed since you opened the page. Read it again, then confirm it as it is now."


def side_to_confirm(actor: Identity, scope: EngagementScope) -> Side:
    """Say for which side the person confirms: a manager for the lead, lead officer or director for the partner.

    Raises ConflictOfInterestError for somebody who stands on both sides, or on neither.
    """
    side = side_of(actor, scope)
    if PARTNER_SIDE & actor.scope_roles:
        if side is None or holds_membership(actor.person_id, authority_id=scope.lead_authority_id):
            raise _other_side(scope.lead_name, "lead", scope.partner_name)
        return Side.PARTNER
    if side is None:
        raise ConflictOfInterestError(
            f"A manager of {scope.lead_name} confirms for the lead authority, the director or a lead officer of "
            f"{scope.partner_name} for the partner."
        )
    if holds_membership(actor.person_id, authority_id=scope.partner_authority_id):
        raise _other_side(scope.partner_name, "partner", scope.lead_name)
    return Side.LEAD


def _other_side(where: str, which: str, whom: str) -> ConflictOfInterestError:
    return ConflictOfInterestError(
        f"You hold a role at {where}, the {which} authority, so somebody else has to confirm for {whom}. Two people in "
        "two authorities confirm."
    )


def confirm(review: MonthlyReview, scope: EngagementScope, *, seen: str, actor: Identity, now: dt.datetime) -> Side:
    """Confirm the content whose digest is `seen`; lock the row before. Confirming again changes nothing.

    Raises ConflictOfInterestError, WrongStateError, IncompleteError, ConflictError.
    """
    side = side_to_confirm(actor, scope)
    standing = review.lead_confirmed_by_id if side is Side.LEAD else review.partner_confirmed_by_id
    if standing == actor.person_id:
        return side
    demand_open(review, scope)
    given = confirmed(review, side)
    if given:
        raise WrongStateError(f"{given.name} has already confirmed for {name_of(side, scope)}.")
    content = content_of(review, actions_of(review), scope)
    if content.digest != seen:
        raise ConflictError(ANEW)
    if content.words.missing:
        raise IncompleteError(f"Before it can be confirmed, write {' and '.join(content.words.missing)}.")
    _mark(review, side, actor, now)
    note("review confirmed", review, scope, actor=actor, now=now, became={"side": side.value, "content": seen})
    if waits_for(review):
        review.confirmed_content = review_content(content)
        tell_confirmed(review, side, scope, actor=actor, now=now)
        return side
    frozen = replace(
        content,
        lead_confirmed=confirmed(review, Side.LEAD) or Confirmed("", now),
        partner_confirmed=confirmed(review, Side.PARTNER) or Confirmed("", now),
    )
    review.content, review.frozen_at, review.confirmed_content = review_content(frozen), now, null()
    db.session.flush()
    note("review frozen", review, scope, actor=actor, now=now, became={"content": seen})
    tell_frozen(review, side, scope, actor=actor, now=now)
    return side


def _mark(review: MonthlyReview, side: Side, actor: Identity, now: dt.datetime) -> None:
    if side is Side.LEAD:
        review.lead_confirmed_by_id, review.lead_confirmed_name, review.lead_confirmed_at = (
            actor.person_id,
            actor.name,
            now,
        )
    else:
        review.partner_confirmed_by_id, review.partner_confirmed_name, review.partner_confirmed_at = (
            actor.person_id,
            actor.name,
            now,
        )


def refusal(actor: Identity, scope: EngagementScope) -> str:
    """Say why the person cannot confirm; empty if the person can."""
    try:
        side_to_confirm(actor, scope)
    except ConflictOfInterestError as error:
        return str(error)
    return ""
