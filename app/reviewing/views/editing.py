"""Writing what people make of the facts of an open review, and discarding it."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.agreements.models import Side
from app.db.clock import now, today
from app.engagements.forms.taking import Saved, refused, sent
from app.reviewing.errors import ReviewError
from app.reviewing.facts import facts_from
from app.reviewing.forms import WordsForm, words_data
from app.reviewing.room import REVIEW, room
from app.reviewing.services import editing, starting
from app.reviewing.standing import confirmed, words_of
from app.reviewing.told import impact_of, month_words, sections
from app.reviewing.views.loading import load_review, not_open, page, take, to
from app.security import Permission, require_identity, require_scope

LAPSED = "Saved. The confirmation that was given has lapsed, so both sides confirm the review as it is now."


@room.form(f"{REVIEW}/edit", permission=Permission.REVIEW_KEEP)
def edit(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Edit what people add to the facts."""
    review = load_review(review_ref)
    if gone := not_open(review):
        return gone
    here = to("review", review_ref=review.ref)
    form = WordsForm(sent(), data=words_data(words_of(review)) | {"seen": str(review.version)}).on(today())

    def save() -> str:
        lapsed = editing.write(
            review,
            form.words,
            require_scope(),
            seen_version=form.seen_version,
            actor=require_identity(),
            now=now(),
        )
        flash(LAPSED if lapsed else "Saved", "success")
        return here

    def current() -> tuple[Saved, Saved, int]:
        saved = words_data(words_of(review))
        return _in_words(words_data(form.words)), _in_words(saved), review.version

    def show(*, errors: object = (), conflict: object = None) -> str:
        return page(
            "edit.html",
            review=review,
            form=form,
            errors=errors,
            conflict=conflict,
            month=month_words(review.month),
            sections=sections(facts_from(review.facts)),
            given=[each.name for side in Side if (each := confirmed(review, side))],
        )

    return take(form, save, show, current=current, refused_to=here)


def _in_words(data: Saved) -> Saved:
    return {**data, "impact": impact_of(str(data["impact"] or ""))}


@room.form(f"{REVIEW}/discard", permission=Permission.REVIEW_KEEP)
def discard(engagement_ref: str, review_ref: str) -> ResponseReturnValue:
    """Ask, or discard an open review that nobody has confirmed."""
    review = load_review(review_ref)
    if gone := not_open(review):
        return gone
    here, month = to("review", review_ref=review.ref), month_words(review.month)
    if request.method == "GET":
        if any(confirmed(review, side) for side in Side):
            flash("A side has confirmed this review, so it cannot be discarded. Change it instead.", "important")
            return redirect(here, 303)
        return page("discard.html", review=review, month=month)
    try:
        starting.discard(review, require_scope(), actor=require_identity(), now=now())
    except ReviewError as error:
        return refused(error, here)
    flash(f"The review for {month} is discarded. It can be started again.", "success")
    return redirect(to("reviews"), 303)
