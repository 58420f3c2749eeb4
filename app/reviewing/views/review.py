"""One review whole: what it says, how it stands, what its reader can do."""

from flask import url_for
from flask.typing import ResponseReturnValue

from app.agreements.models import Side
from app.db.clock import today
from app.reviewing.facts import ReviewFacts
from app.reviewing.room import REVIEW, room
from app.reviewing.services.actions import may_mark
from app.reviewing.services.confirming import refusal, side_to_confirm
from app.reviewing.standing import RUNNING, confirmed, name_of, stands
from app.reviewing.told import impact_words, month_words, period_words, sections
from app.reviewing.views.loading import Record, load_record, page
from app.security import Permission, require_identity, require_scope

PAGES = {
    "actions": ("reviewing.reviews", "All months and open actions"),
    "plan": ("plans.plan", "The plan as it stands now"),
    "money": ("charging.days", "The balance as it stands now"),
    "statements": ("charging.statements", "All statements"),
    "training": ("learning.engagement_training", "Training"),
    "mentoring": ("mentoring.pairs", "Mentoring"),
    "variations": ("agreements.agreement", "The support agreement"),
}
"""Where the facts of each part come from."""


@room.get(REVIEW, permission=Permission.REVIEW_VIEW)
def review(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Show it."""
    return review_page(load_record(review_ref))


def review_page(record: Record) -> str:
    """Render the review for its reader."""
    scope, me, found = require_scope(), require_identity(), record.review
    runs = scope.state in RUNNING
    edits = found.frozen_at is None and runs and me.may(Permission.REVIEW_KEEP)
    given = {side: confirmed(found, side) for side in Side}
    return page(
        "review.html",
        record=record,
        content=record.content,
        words=record.content.words,
        stands=stands(found, scope),
        title=f"Monthly review for {month_words(found.month)}",
        period=period_words(record.content.facts),
        sections=sections(record.content.facts),
        sources=_sources(record.content.facts),
        impact=impact_words(record.content),
        actions=[(row, runs and row.action.done_at is None and may_mark(row.action, me)) for row in record.rows],
        edits=edits,
        runs=runs,
        discards=edits and not any(given.values()),
        confirming=_confirming(record) if edits else ("", ""),
        today=today(),
    )


def _confirming(record: Record) -> tuple[str, str]:
    """Say for which authority its reader can confirm now; or why not."""
    scope, me = require_scope(), require_identity()
    why_not = refusal(me, scope)
    if why_not:
        return "", why_not
    side = side_to_confirm(me, scope)
    given = confirmed(record.review, side)
    if given:
        other = Side.PARTNER if side is Side.LEAD else Side.LEAD
        return "", f"{given.name} has confirmed it for {name_of(side, scope)}. {name_of(other, scope)} has not yet."
    missing = record.content.words.missing
    if missing:
        return "", f"Before anybody can confirm it, rate {' and '.join(missing)}."
    return name_of(side, scope), ""


def _sources(facts: ReviewFacts) -> dict[str, tuple[str, str]]:
    ref = require_scope().ref
    found = {key: (url_for(endpoint, engagement_ref=ref), words) for key, (endpoint, words) in PAGES.items()}
    if facts.signed:
        newest = facts.signed[-1]
        address = url_for("assessments.result", engagement_ref=ref, round_ref=newest.round_ref)
        found["scores"] = (address, f"{newest.round} result")
    return found
