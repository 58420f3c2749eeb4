"""The facilitator's side of second votes: calling one, watching how many have voted, closing it."""

from flask import abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.queries.votes import ballots, round_with_vote
from app.assessments.room import ROUND, room
from app.assessments.services.voting import call_vote, close_vote
from app.assessments.views.acting import act
from app.assessments.views.desk import order_kept
from app.assessments.views.loading import instrument_of, load_round, standard_or_404
from app.assessments.vote_panel import seen_of, vote_panel
from app.db.clock import now
from app.security import Permission, require_identity, require_scope

_STANDARD = f"{ROUND}/workshop/standards/<key:standard_key>"
NO_CONTENT = 204


@room.post(f"{_STANDARD}/vote", permission=Permission.WORKSHOP_RUN)
def call_second_vote(engagement_ref: str, round_ref: str, standard_key: str) -> ResponseReturnValue:
    """Open a second vote on the standard."""
    assessment_round = load_round(round_ref, lock=True)
    standard = standard_or_404(instrument_of(assessment_round), standard_key)
    return act(
        lambda: call_vote(standard, assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="",  # the page shows it, and a projector has no room to say it twice
        endpoint="workshop_standard",
        standard_key=standard_key,
        **order_kept(),
    )


@room.post(f"{_STANDARD}/vote/close", permission=Permission.WORKSHOP_RUN)
def close_second_vote(engagement_ref: str, round_ref: str, standard_key: str) -> ResponseReturnValue:
    """Close the second vote on the standard."""
    assessment_round = load_round(round_ref, lock=True)
    standard = standard_or_404(instrument_of(assessment_round), standard_key)
    return act(
        lambda: close_vote(standard, assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="",
        endpoint="workshop_standard",
        standard_key=standard_key,
        **order_kept(),
    )


@room.get(f"{_STANDARD}/vote/live", permission=Permission.WORKSHOP_RUN)
def vote_live(engagement_ref: str, round_ref: str, standard_key: str) -> ResponseReturnValue:
    """Give what has changed in the panel since the page looked; 204 when nothing has."""
    found = round_with_vote(round_ref, standard_key, engagement_id=require_scope().id)
    assessment_round, vote = found or abort(404)
    seen = request.args.get("seen", "")
    if seen == seen_of(assessment_round, vote):
        return "", NO_CONTENT
    standard = standard_or_404(instrument_of(assessment_round), standard_key)
    panel = vote_panel(assessment_round, ballots(assessment_round, standard_key))
    moved = seen.rpartition(".")[0] != panel.phase
    response = make_response(
        render_template(
            "assessments/vote_live.html",
            scope=require_scope(),
            round=assessment_round,
            standard=standard,
            panel=panel,
            moved=moved,
        )
    )
    if moved:
        response.headers["HX-Trigger"] = "vote-moved"  # for parts of the page that show its outcome
    return response
