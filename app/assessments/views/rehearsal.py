"""A rehearsal from its beginning to its end: starting one, its list, sending, the sample director.

The screens are those of a real workshop; its standards: rehearsal_standard.py.
"""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.assessments.board import list_board
from app.assessments.errors import IncompleteError, RoundError
from app.assessments.queries.rehearsal import text_to_rehearse
from app.assessments.rehearsing import steps
from app.assessments.rehearsing.play import Stage, Stamp
from app.assessments.rehearsing.sample import PEOPLE
from app.assessments.rehearsing.seen import all_ballots_of, played_state
from app.assessments.room import room
from app.assessments.screens import made, mark_of
from app.assessments.services import rehearsal as services
from app.assessments.views.rehearsal_desk import (
    REHEARSAL,
    Rehearsed,
    banner_of,
    rehearsal_desk,
    rehearsed,
    rehearsed_or_start,
    step,
    there,
)
from app.assessments.views.workshop import unfinished_errors
from app.db import db
from app.db.clock import now
from app.engagements.models import EngagementState
from app.security import Permission, require_identity, require_scope

UNPROCESSABLE = 422


@room.get(REHEARSAL, permission=Permission.WORKSHOP_RUN)
def rehearsal(engagement_ref: str) -> ResponseReturnValue:
    """Show the rehearsal's list, or the page that starts one."""
    playing = rehearsed()
    if playing is not None:
        return _list(playing)
    scope = require_scope()
    return render_template(
        "assessments/rehearsal_start.html",
        scope=scope,
        is_open=scope.state == EngagementState.OPEN,
        has_text=text_to_rehearse(engagement_id=scope.id) is not None,
    )


def _list(playing: Rehearsed, missing: tuple[str, ...] = ()) -> ResponseReturnValue:
    play, desk = playing.play, rehearsal_desk()
    ballots, state = all_ballots_of(play), played_state(play)
    board = list_board(playing.instrument, state, ballots, order=desk.order, editable=playing.editable)
    rows = made("workshop_rows.html", board=board, desk=desk, mark=mark_of(board))
    body = render_template(
        "assessments/workshop.html",
        desk=desk,
        board=board if play.shown else None,
        rows=rows,
        asked=len(PEOPLE),
        submitted=len(PEOPLE),
        returned_reason="",
        in_workshop=play.stage is Stage.WORKSHOP,
        banner=banner_of(play, *play.standards),
        errors=unfinished_errors(missing, playing.instrument, state, desk),
    )
    return body, UNPROCESSABLE if missing else 200


@room.post(f"{REHEARSAL}/start", permission=Permission.WORKSHOP_RUN)
def start_rehearsal(engagement_ref: str) -> ResponseReturnValue:
    """Start a rehearsal, or go on with the one that runs."""
    return _begin(services.start)


@room.post(f"{REHEARSAL}/afresh", permission=Permission.WORKSHOP_RUN)
def rehearse_afresh(engagement_ref: str) -> ResponseReturnValue:
    """Forget what was played, and begin again."""
    return _begin(services.start_afresh)


def _begin(begin: services.Begin) -> ResponseReturnValue:
    scope = require_scope()
    digest = text_to_rehearse(engagement_id=scope.id) or abort(404)
    try:
        begin(digest, scope, actor=require_identity(), now=now())
    except RoundError as error:
        db.session.rollback()
        flash(str(error), "important")
    return redirect(there("rehearsal"), 303)


@room.post(f"{REHEARSAL}/end", permission=Permission.WORKSHOP_RUN)
def end_rehearsal(engagement_ref: str) -> ResponseReturnValue:
    """End the rehearsal: it is deleted."""
    services.end(require_scope(), actor=require_identity())
    flash("The rehearsal is over. Nothing of it was kept.", "success")
    return redirect(url_for("engagements.home", engagement_ref=engagement_ref), 303)


@room.post(f"{REHEARSAL}/show", permission=Permission.WORKSHOP_RUN)
def show_sample_scores(engagement_ref: str) -> ResponseReturnValue:
    """Show the sample scores, without names."""
    return step(
        lambda play, _: steps.show(play, at=now()),
        said="The sample scores are shown, without names.",
        address=there("rehearsal"),
    )


@room.post(f"{REHEARSAL}/send", permission=Permission.WORKSHOP_RUN)
def send_sample_result(engagement_ref: str) -> ResponseReturnValue:
    """Hand the sample result to the sample director."""
    actor = require_identity()
    try:
        services.play_on(
            lambda play, text: steps.send(play, text, stamp=Stamp(now(), actor.name)),
            require_scope(),
            actor=actor,
            now=now(),
        )
    except IncompleteError as error:
        return _list(rehearsed_or_start(), error.missing)
    except RoundError as error:
        db.session.rollback()
        flash(str(error), "important")
        return redirect(there("rehearsal"), 303)
    flash("The sample result is with the sample director.", "success")
    return redirect(there("sample_result"), 303)


@room.post(f"{REHEARSAL}/director", permission=Permission.WORKSHOP_RUN)
def hear_sample_director(engagement_ref: str) -> ResponseReturnValue:
    """Let the sample director answer: a standard comes back once, then the result is signed."""
    try:
        became = services.play_on(
            lambda play, _: steps.let_director_answer(play, at=now()),
            require_scope(),
            actor=require_identity(),
            now=now(),
        )
    except RoundError as error:
        db.session.rollback()
        flash(str(error), "important")
        return redirect(there("rehearsal"), 303)
    if became.stage is Stage.SIGNED:
        flash("The sample director has signed the sample result.", "success")
        return redirect(there("sample_result"), 303)
    flash("The sample director has returned one standard with a comment. Agree it again, then send it.", "important")
    return redirect(there("rehearsal"), 303)
