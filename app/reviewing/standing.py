"""How a review stands and whose turn it is, in words; for which side a person confirms. No page, no query."""

import datetime as dt
from dataclasses import dataclass, replace

from app.agreements.models import Side
from app.engagements.models import EngagementState
from app.reviewing.content import ActionText, Confirmed, ReviewContent, Words, review_from
from app.reviewing.facts import facts_from
from app.reviewing.models import MonthlyReview
from app.reviewing.queries.reviews import ActionRow
from app.security import EngagementScope, Identity, Role

RUNNING = frozenset({EngagementState.OPEN, EngagementState.CLOSING})
PARTNER_SIDE = frozenset({Role.LEAD_OFFICER, Role.DIRECTOR})
WHO = {Side.LEAD: "a manager", Side.PARTNER: "the director or a lead officer"}


def side_of(actor: Identity, scope: EngagementScope) -> Side | None:
    """Say on which side the person keeps reviews, None for neither or both. Memberships elsewhere: services."""
    leads = scope.lead_authority_id in actor.authorities_as(Role.MANAGER)
    partners = bool(PARTNER_SIDE & actor.scope_roles)
    if leads == partners:
        return None
    return Side.LEAD if leads else Side.PARTNER


def name_of(side: Side, scope: EngagementScope) -> str:
    """Name the authority of a side."""
    return scope.lead_name if side is Side.LEAD else scope.partner_name


def confirmed(review: MonthlyReview, side: Side) -> Confirmed | None:
    """Say who confirmed for a side, or None."""
    name, at = (
        (review.lead_confirmed_name, review.lead_confirmed_at)
        if side is Side.LEAD
        else (review.partner_confirmed_name, review.partner_confirmed_at)
    )
    return Confirmed(name, at) if at else None


def waits_for(review: MonthlyReview) -> tuple[Side, ...]:
    """Give the sides that have not confirmed."""
    return tuple(side for side in (Side.LEAD, Side.PARTNER) if confirmed(review, side) is None)


def words_of(review: MonthlyReview) -> Words:
    """Give what people have added."""
    return Words(
        judgement=review.judgement,
        risks=review.risks,
        impact=review.impact.value if review.impact else "",
        impact_comment=review.impact_comment,
        rescheduling=review.rescheduling,
        decisions=tuple(review.decisions),
        met_on=review.met_on,
        present=review.present,
    )


def content_of(review: MonthlyReview, rows: tuple[ActionRow, ...], scope: EngagementScope) -> ReviewContent:
    """Give what the review says: frozen once both sides have confirmed, as one side confirmed it, else as it is now."""
    if review.content is not None:
        return review_from(review.content)
    if review.confirmed_content is not None:
        return replace(
            review_from(review.confirmed_content),
            lead_confirmed=confirmed(review, Side.LEAD),
            partner_confirmed=confirmed(review, Side.PARTNER),
        )
    return ReviewContent(
        number=review.number,
        month=review.month,
        lead=scope.lead_name,
        partner=scope.partner_name,
        partnership=scope.partnership_name,
        facts=facts_from(review.facts),
        words=words_of(review),
        actions=tuple(ActionText(row.action.ref, row.action.what, row.owner, row.action.due_on) for row in rows),
        lead_confirmed=confirmed(review, Side.LEAD),
        partner_confirmed=confirmed(review, Side.PARTNER),
    )


@dataclass(frozen=True, slots=True)
class Stands:
    """How a review stands: a word with the colour of its tag, and who must do what next."""

    word: str
    colour: str
    next_step: str


def stands(review: MonthlyReview, scope: EngagementScope) -> Stands:
    """Say it."""
    if review.frozen_at is not None:
        return Stands("Confirmed by both", "green", "")
    missing = words_of(review).missing
    if missing:
        who = f"Next: a manager of {scope.lead_name}, or a lead officer or the director of {scope.partner_name},"
        return Stands("Being written", "light-blue", f"{who} rates {' and '.join(missing)}.")
    waits = [f"{WHO[side]} of {name_of(side, scope)}" for side in waits_for(review)]
    return Stands(
        "To confirm", "yellow", f"{_capital(' and '.join(waits))} {'have' if len(waits) > 1 else 'has'} to confirm it."
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def is_late(due_on: dt.date, done_at: dt.datetime | None, today: dt.date) -> bool:
    """Say whether an action is not done though its day has passed."""
    return done_at is None and due_on < today
