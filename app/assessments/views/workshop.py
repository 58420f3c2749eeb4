"""The workshop's list: the agenda and what is left, showing the scores, handing the result to the director."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.board import Desk, ListBoard, list_board
from app.assessments.errors import IncompleteError, RoundError
from app.assessments.models import Round, RoundState
from app.assessments.queries.agreed import AgreedState, agreed_state
from app.assessments.queries.rounds import submitted_count
from app.assessments.queries.votes import all_ballots
from app.assessments.room import ROUND, room
from app.assessments.screens import kept, made, mark_of
from app.assessments.services import workshop as services
from app.assessments.unfinished import in_words
from app.assessments.views.acting import act
from app.assessments.views.desk import desk_of
from app.assessments.views.loading import instrument_of, load_round, to
from app.db.clock import now
from app.instruments.document import Instrument
from app.security import Permission, require_identity, require_scope

UNPROCESSABLE = 422
NO_CONTENT = 204


@room.get(f"{ROUND}/workshop", permission=Permission.WORKSHOP_RUN)
def workshop(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """List standards, most divided first, and areas, with what is agreed so far."""
    return _workshop(load_round(round_ref))


def _workshop(assessment_round: Round, missing: tuple[str, ...] = ()) -> ResponseReturnValue:
    desk, shown = desk_of(assessment_round), assessment_round.scores_shown_at is not None
    asked, submitted = (0, 0) if shown else submitted_count(assessment_round.id)
    board = _board(assessment_round, desk) if shown else None
    body = render_template(
        "assessments/workshop.html",
        desk=desk,
        board=board,
        rows=_rows(board, desk) if board else None,
        asked=asked,
        submitted=submitted,
        returned_reason=assessment_round.returned_reason,
        reopened=assessment_round if assessment_round.reopened_reason else None,
        in_workshop=assessment_round.state is RoundState.WORKSHOP,
        errors=unfinished_errors(missing, instrument_of(assessment_round), agreed_state(assessment_round.id), desk)
        if missing
        else [],
    )
    return body, UNPROCESSABLE if missing else 200


def _board(assessment_round: Round, desk: Desk) -> ListBoard:
    return list_board(
        instrument_of(assessment_round),
        agreed_state(assessment_round.id),
        all_ballots(assessment_round),
        order=desk.order,
        editable=assessment_round.state is RoundState.WORKSHOP,
    )


def _rows(board: ListBoard, desk: Desk) -> str:
    return kept((board, desk), lambda: made("workshop_rows.html", board=board, desk=desk, mark=_mark(board)))


def _mark(board: ListBoard) -> str:
    return kept(("mark", board), lambda: mark_of(board))


@room.get(f"{ROUND}/workshop/live", permission=Permission.WORKSHOP_RUN)
def workshop_live(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Give the list anew if it has changed since the page looked, else 204."""
    assessment_round = load_round(round_ref)
    if assessment_round.scores_shown_at is None:
        return "", NO_CONTENT
    desk = desk_of(assessment_round)
    board = _board(assessment_round, desk)
    return ("", NO_CONTENT) if request.args.get("seen") == _mark(board) else _rows(board, desk)


def unfinished_errors(
    missing: tuple[str, ...], instrument: Instrument, state: AgreedState, desk: Desk
) -> list[tuple[str, str]]:
    """Give what is left to do before the result is sent, each with the page on which it is done."""
    areas = {area.key for area in instrument.areas}
    return [
        (in_words(key, instrument, state), desk.area_url(key) if key in areas else desk.standard_url(key))
        for key in missing
    ]


@room.post(f"{ROUND}/workshop/show", permission=Permission.WORKSHOP_RUN)
def show_scores(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show the unnamed scores; from then on scoring cannot be reopened."""
    assessment_round = load_round(round_ref, lock=True)
    return act(
        lambda: services.show_scores(assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="The scores are shown, without names.",
        endpoint="workshop",
    )


@room.post(f"{ROUND}/workshop/send", permission=Permission.WORKSHOP_RUN)
def send_to_director(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Hand the agreed result to the director."""
    assessment_round = load_round(round_ref, lock=True)
    instrument = instrument_of(assessment_round)
    try:
        services.send_to_director(assessment_round, instrument, require_scope(), actor=require_identity(), now=now())
    except IncompleteError as error:
        return _workshop(assessment_round, error.missing)
    except RoundError as error:
        flash(str(error), "important")
        return redirect(to("workshop", assessment_round), 303)
    flash("The result is with the director.", "success")
    return redirect(to("result", assessment_round), 303)
