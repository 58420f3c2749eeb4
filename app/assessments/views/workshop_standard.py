"""One standard in the workshop: how its scores lie, what is agreed on it, and what somebody else saved meanwhile."""

import datetime as dt
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.assessments.board import Desk, StandardBoard, neighbours, reason_hint
from app.assessments.errors import ConflictError, WrongStateError
from app.assessments.models import AgreedScore, Round, RoundState
from app.assessments.queries.agenda import agenda_keys
from app.assessments.queries.agreed import OneStandard, round_with_agreed_score
from app.assessments.queries.unnamed import evidence
from app.assessments.queries.votes import Ballots, ballots
from app.assessments.room import ROUND, room
from app.assessments.screens import kept, kept_markup, made
from app.assessments.services import workshop as services
from app.assessments.views.desk import desk_of
from app.assessments.views.loading import instrument_of, load_round, standard_or_404, texts_of
from app.assessments.vote_panel import vote_panel
from app.assessments.workshop_forms import NOT_ASSESSED, AgreementForm
from app.db.clock import now
from app.security import Permission, require_identity, require_scope

STANDARD = f"{ROUND}/workshop/standards/<key:standard_key>"
NO_CONTENT, CONFLICT, UNPROCESSABLE = 204, 409, 422
NEEDS_REASON = "Give the reason: the scores are split, or the agreed level is one or more from their median"


@room.form(STANDARD, permission=Permission.WORKSHOP_RUN)
def workshop_standard(engagement_ref: str, round_ref: str, standard_key: str) -> ResponseReturnValue:
    """Show how the scores of a standard lie, and record what is agreed on it."""
    if request.method == "GET":
        return _page(_found(round_ref, standard_key), standard_key)
    assessment_round, form = load_round(round_ref, lock=True), AgreementForm(request.form)
    standard_or_404(instrument_of(assessment_round), standard_key)
    if assessment_round.state is not RoundState.WORKSHOP:
        return too_late(assessment_round, WrongStateError(services.IN_THE_WORKSHOP))
    if assessment_round.scores_shown_at is None:
        return too_late(assessment_round, WrongStateError(services.SHOW_FIRST))
    if not form.validate():
        return _page(_found(round_ref, standard_key), standard_key, form)
    return _agree(assessment_round, standard_key, form)


def _found(round_ref: str, standard_key: str) -> OneStandard:
    found = round_with_agreed_score(round_ref, standard_key, engagement_id=require_scope().id) or abort(404)
    standard_or_404(instrument_of(found.round), standard_key)
    return found


def too_late(assessment_round: Round, error: WrongStateError) -> ResponseReturnValue:
    """Say so: the round is not where the page thought it was, and its form is not there to correct."""
    flash(str(error), "important")
    return redirect(desk_of(assessment_round).list_url, 303)


def _agree(assessment_round: Round, standard_key: str, form: AgreementForm) -> ResponseReturnValue:
    scope, seen = require_scope(), ballots(assessment_round, standard_key)
    try:
        services.agree(
            form.agreement(),
            standard_key,
            seen.deciding,
            assessment_round,
            scope,
            actor=require_identity(),
            now=now(),
        )
    except services.ReasonNeededError:
        form.reason.errors = (NEEDS_REASON,)
        return _page(_found(assessment_round.ref, standard_key), standard_key, form)
    except ConflictError:
        return _page(_found(assessment_round.ref, standard_key), standard_key, form, conflict=True)
    except WrongStateError as error:
        return too_late(assessment_round, error)
    return redirect(_onward(assessment_round, standard_key), 303)


def _onward(assessment_round: Round, standard_key: str) -> str:
    """Give where the pressed button leads: a dissent, the list, or the next standard, its heading in focus."""
    desk = desk_of(assessment_round)
    if "dissent" in request.form:
        return desk.dissent_url(standard_key)
    _, _, following = _around(assessment_round, desk, standard_key)
    if "list" in request.form or following is None:
        return desk.list_url
    return f"{desk.standard_url(following.key)}#board"


def _around(assessment_round: Round, desk: Desk, standard_key: str) -> Any:
    instrument = instrument_of(assessment_round)
    in_order = tuple(each.key for each in instrument.standards)
    keys = in_order if desk.order == "instrument" else agenda_keys(assessment_round, instrument)
    return neighbours(instrument, keys, standard_key)


def _page(
    found: OneStandard, standard_key: str, form: AgreementForm | None = None, *, conflict: bool = False
) -> ResponseReturnValue:
    """Show the page; with a conflict both texts, and saving again takes the second editor's, knowingly."""
    desk = desk_of(found.round)
    board = _board(found, standard_key, desk)
    if form is not None and conflict:
        form.seen_version.data = str(board.seen_version)
    errors = form.error_list if form is not None else []
    body = render_template(
        "assessments/workshop_standard.html",
        desk=desk,
        board=board,
        scores=scores_markup(board.ballots, shown=board.shown),
        fields=_fields(board, form),
        evidence=_evidence(found, standard_key, desk),
        texts=texts_of(found.round, board.standard),
        form=form,
        conflict=conflict,
        errors=errors,
        vote_template="assessments/vote_panel.html",
        scope=require_scope(),
        round=found.round,
        standard=board.standard,
        panel=vote_panel(found.round, board.ballots),
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if errors else 200


def _board(found: OneStandard, standard_key: str, desk: Desk) -> StandardBoard:
    instrument = instrument_of(found.round)
    place, previous, following = _around(found.round, desk, standard_key)
    return StandardBoard(
        standard=instrument.standard(standard_key),
        total=len(instrument.standards),
        place=place,
        previous=previous,
        following=following,
        shown=found.round.scores_shown_at is not None,
        ballots=ballots(found.round, standard_key),
        stored=found.stored,
        ends_on=found.ends_on,
        returned=found.returned,
        dissents=found.dissents,
        editable=found.round.state is RoundState.WORKSHOP and found.round.scores_shown_at is not None,
    )


def scores_markup(of: Ballots, *, shown: bool) -> Markup:
    """Give the dots, their figures and why somebody could not score, the first vote beside the second."""
    return kept_markup("workshop_scores.html", first=of.first, second=of.second, shown=shown)


def _evidence(found: OneStandard, standard_key: str, desk: Desk) -> Markup:
    return kept_markup("workshop_evidence.html", items=tuple(evidence(found.round, standard_key)), desk=desk)


def _fields(board: StandardBoard, form: AgreementForm | None) -> Markup:
    """Give the form's fields; of a page that is only looked at they are the same for equal values."""
    hint = reason_hint(board.ballots.deciding)
    if form is not None:
        return made("workshop_fields.html", form=form, hint=hint)
    typed = typed_agreement(board.stored, board.ends_on)
    return kept(
        (hint, *typed.values()),
        lambda: render_template("assessments/workshop_fields.html", form=AgreementForm(data=typed), hint=hint),
    )


def typed_agreement(stored: AgreedScore | None, ends_on: dt.date) -> dict[str, Any]:
    """Give what the form shows of what is agreed; of nothing yet, the date by which a target is due."""
    if stored is None:
        return {"target_by": ends_on}
    return {
        "level": str(stored.level or NOT_ASSESSED),
        "target": str(stored.target or ""),
        "target_by": stored.target_by or ends_on,
        "priority": stored.priority,
        "reason": stored.reason,
        "seen_version": str(stored.version),
    }


@room.get(f"{STANDARD}/scores", permission=Permission.WORKSHOP_RUN)
def workshop_scores(engagement_ref: str, round_ref: str, standard_key: str) -> ResponseReturnValue:
    """Give the dots anew: asked for when a second vote has closed."""
    assessment_round = load_round(round_ref)
    standard_or_404(instrument_of(assessment_round), standard_key)
    shown = assessment_round.scores_shown_at is not None
    return scores_markup(ballots(assessment_round, standard_key), shown=shown)


@room.get(f"{STANDARD}/live", permission=Permission.WORKSHOP_RUN)
def workshop_standard_live(engagement_ref: str, round_ref: str, standard_key: str) -> ResponseReturnValue:
    """Say who saved this standard since the page looked, or 204; what is being typed stays as it is."""
    found = _found(round_ref, standard_key)
    seen = request.args.get("seen", "")
    if found.stored is None or seen == str(found.stored.version):
        return "", NO_CONTENT
    return render_template(
        "assessments/workshop_meanwhile.html", stored=found.stored, desk=desk_of(found.round), key=standard_key
    )
