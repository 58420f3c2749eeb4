"""The participants' side of the workshop: what is agreed so far, voting again, and putting one's name to a dissent."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.assessments.forms import CANNOT
from app.assessments.queries.agreed import agreed_state
from app.assessments.queries.dissents import asked_of
from app.assessments.queries.following import Following, Seen, following
from app.assessments.room import ROUND, room
from app.assessments.screens import kept
from app.assessments.services.dissenting import confirm_dissent, decline_dissent
from app.assessments.services.voting import VOTE_CLOSED, VoteClosedError, cast_vote
from app.assessments.views.acting import act
from app.assessments.views.loading import instrument_of, load_round, texts_of, to
from app.assessments.vote_form import VoteForm, words_of
from app.db.clock import now
from app.security import Permission, require_identity, require_scope
from app.web.forms import tidy

NO_CONTENT, UNPROCESSABLE, CONFLICT = 204, 422, 409
_ANSWERS = {
    "name": (confirm_dissent, "Your name now stands beside the dissent."),
    "leave": (decline_dissent, "The dissent stays without a name."),
}


@room.get(f"{ROUND}/workshop/follow", permission=Permission.WORKSHOP_FOLLOW)
def follow(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show what is agreed so far, which standard is being voted on, and the vote of who may vote."""
    stands = _stands(round_ref)
    return _page(stands, VoteForm(data=_typed(stands)))


@room.get(f"{ROUND}/workshop/follow/live", permission=Permission.WORKSHOP_FOLLOW)
def follow_live(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Give the parts that have changed since the page looked; 204 when none has. The form moves only with its vote."""
    stands, seen = _stands(round_ref), Seen.read(request.args.get("seen", ""))
    if seen == stands.seen:
        return "", NO_CONTENT
    return render_template(
        "assessments/follow_live.html",
        **_shown(stands, VoteForm(data=_typed(stands)), seen),
        vote_moved=seen.vote != stands.seen.vote,
        agreed_moved=seen.agreed != stands.seen.agreed,
        asked_moved=seen.asked != stands.seen.asked,
    )


@room.post(f"{ROUND}/workshop/follow/vote", permission=Permission.SCORE)
def vote(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Save the asker's second vote, over the one before; refused once the vote has closed."""
    form, moment = VoteForm(request.form), now()
    if not form.validate():
        return _not_saved(_stands(round_ref), form)
    choice = form.choice()
    try:
        vote_ref = form.vote.data or ""
        cast_vote(choice, vote_ref, round_ref, require_scope(), actor=require_identity(), now=moment)
    except VoteClosedError as error:
        if _live():
            return _said(str(error)), CONFLICT
        flash(str(error), "important")
        return redirect(to("follow", load_round(round_ref)), 303)
    if _live():
        return _said(words_of(choice.level, moment))
    here = url_for("assessments.follow", engagement_ref=engagement_ref, round_ref=round_ref)
    return redirect(here, 303)


def _not_saved(stands: Following, form: VoteForm) -> ResponseReturnValue:
    """Say what is wrong beside the form; where no vote is open any more there is none, and the page says so."""
    if _live():
        return _said(f"Not saved yet. {form.error_list[0][0]}")
    if stands.open_vote is None:
        flash(VOTE_CLOSED, "important")
        return redirect(to("follow", stands.round), 303)
    return _page(stands, form)


@room.post(f"{ROUND}/workshop/follow/dissent", permission=Permission.WORKSHOP_FOLLOW)
def answer_dissent(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Put the asker's name to a dissent, or leave it without one; nobody else can answer for the person."""
    assessment_round, ref = load_round(round_ref, lock=True), tidy(request.form.get("dissent", ""))
    answer, said = _ANSWERS.get(request.form.get("answer", ""), (None, ""))
    if answer is None:
        flash("Say whether your name may stand beside the dissent.", "important")
        return redirect(to("follow", assessment_round), 303)
    return act(
        lambda: answer(ref, assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said=said,
        endpoint="follow",
    )


def _stands(round_ref: str) -> Following:
    person = require_identity().person_id
    return following(round_ref, engagement_id=require_scope().id, person_id=person) or abort(404)


def _typed(stands: Following) -> dict[str, str]:
    """Fill the form with what the asker voted, or with nothing: the first score stands beside it and is not offered."""
    if stands.open_vote is None:
        return {}
    own = stands.open_vote.own
    return {"vote": stands.open_vote.vote.ref, "level": "" if own is None else str(own.level or CANNOT)}


def _page(stands: Following, form: VoteForm) -> ResponseReturnValue:
    errors = form.error_list
    body = render_template("assessments/follow.html", **_shown(stands, form, Seen()), errors=errors)
    return body, UNPROCESSABLE if errors else 200


def _shown(stands: Following, form: VoteForm, seen: Seen) -> dict[str, Any]:
    """Give the templates what the parts show that have moved since `seen`; the others are not looked up."""
    assessment_round, now_seen = stands.round, stands.seen
    instrument = instrument_of(assessment_round)
    standard = instrument.standard(stands.open_vote.standard_key) if stands.open_vote else None
    votes = standard is not None and seen.vote != now_seen.vote
    asks = stands.asks > 0 and seen.asked != now_seen.asked
    return {
        "scope": require_scope(),
        "round": assessment_round,
        "instrument": instrument,
        "stands": stands,
        "standard": standard,
        "texts": texts_of(assessment_round, standard) if votes and standard else (),
        "agreed": _agreed(stands) if seen.agreed != now_seen.agreed else "",
        "asks": asked_of(require_identity().person_id, round_id=assessment_round.id) if asks else (),
        "form": form,
        "own": _own_words(stands),
    }


def _agreed(stands: Following) -> Markup:
    """Give what is agreed as markup: the same for everybody, so each worker makes it once and keeps it."""
    shown = {"scope": require_scope(), "round": stands.round, "instrument": instrument_of(stands.round)}
    key = ("follow_agreed", request.script_root, stands.round.ref, *stands.put_down)
    return kept(
        key,
        lambda: render_template("assessments/follow_agreed.html", state=agreed_state(stands.round.id), **shown),
    )


def _own_words(stands: Following) -> str:
    """Say what the asker has voted in the open vote; empty when nothing yet."""
    own = stands.open_vote.own if stands.open_vote else None
    return words_of(own.level, own.saved_at) if own else ""


def _live() -> bool:
    """Say whether the page itself sent the choice, and waits for one line only."""
    return "HX-Request" in request.headers


def _said(text: str) -> str:
    return render_template("assessments/vote_saved.html", text=text)
