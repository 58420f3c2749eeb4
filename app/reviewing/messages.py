"""The e-mails of monthly reviews: one to the other side when a side confirms, and when that freezes the review."""

import datetime as dt

from app.agreements.models import Side
from app.engagements.telling import link_to, people_to_tell, tell
from app.reviewing.models import MonthlyReview
from app.reviewing.standing import name_of
from app.reviewing.told import month_words
from app.security import EngagementScope, Identity, Role

ROLES = {Side.LEAD: (Role.MANAGER,), Side.PARTNER: (Role.LEAD_OFFICER, Role.DIRECTOR)}
OTHER = {Side.LEAD: Side.PARTNER, Side.PARTNER: Side.LEAD}


def tell_confirmed(
    review: MonthlyReview, side: Side, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Tell the other side that its turn has come."""
    line = f"{actor.name} has confirmed the monthly review for {month_words(review.month)} for {name_of(side, scope)}."
    turn = f"Read it, and confirm it for {name_of(OTHER[side], scope)} if it is right. If not, change it first."
    _tell(review, side, "waits for you to confirm it", (line, turn), scope, actor=actor, now=now)


def tell_frozen(
    review: MonthlyReview, side: Side, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Tell the other side that both have confirmed."""
    line = f"{actor.name} has confirmed the monthly review for {month_words(review.month)} for {name_of(side, scope)}."
    both = "Both sides have now confirmed it, so it does not change any more. Its actions stay in “Your work”."
    _tell(review, side, "confirmed by both", (line, both), scope, actor=actor, now=now)


def _tell(  # what a message needs
    review: MonthlyReview,
    side: Side,
    what: str,
    lines: tuple[str, ...],
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    tell(
        people_to_tell(ROLES[OTHER[side]], scope, but=actor.person_id),
        kind="review confirmed",
        subject=f"Monthly review for {month_words(review.month)}, {scope.partner_name}: {what}",
        lines=lines,
        link=link_to("reviewing.review", scope, review_ref=review.ref),
        now=now,
    )
